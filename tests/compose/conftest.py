from __future__ import annotations

from tests.model.conftest import year

__all__ = ["year"]
