"""The validator of Microsoft's Open XML SDK, which tests of what is written share."""

from __future__ import annotations

from tests.render.conftest import validated

__all__ = ["validated"]
