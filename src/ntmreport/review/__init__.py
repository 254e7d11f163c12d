"""The review page: a report as one HTML file in which every figure says where it comes from."""

from __future__ import annotations

from ntmreport.review.content import Review, review_of
from ntmreport.review.page import render

__all__ = ["Review", "render", "review_of"]
