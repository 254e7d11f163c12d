"""How much work a function does, whatever machine runs it."""

from __future__ import annotations

from cProfile import Profile
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")


def calls_made(work: Callable[[], _Result]) -> tuple[_Result, int]:
    """Return what `work` returns and how many functions were called for it, of C too."""
    profile = Profile()
    result = profile.runcall(work)
    return result, sum(each.callcount for each in profile.getstats())
