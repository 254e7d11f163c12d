"""The review page: a report as one HTML file in which every figure says where it comes from."""

from __future__ import annotations

from ntmreport.review.page import render
from ntmreport.review.page_content import Review, review_of

__all__ = ["Review", "render", "review_of"]
