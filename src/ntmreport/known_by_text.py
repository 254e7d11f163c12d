"""Functions of a text that keep their answers: most reports of a form say much the same."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

Known = TypeVar("Known", bound="Sized")
More = ParamSpec("More")
Answer = TypeVar("Answer")

LONGEST_KNOWN = 1000
"""Characters of the longest text whose answer is kept: those of many long ones fill the memory."""

MOST_KNOWN = 1024
"""Answers that a function keeps."""


def known_by_text(
    work_out: Callable[Concatenate[Known, More], Answer],
) -> Callable[Concatenate[Known, More], Answer]:
    """Return `work_out`, which keeps its last answers about texts that are not long.

    The text is the first argument, or in it: the length of the argument is its characters.
    """
    # Typed as what it wraps: a wrapper of lru_cache takes whatever has a hash.
    known = cast("Callable[Concatenate[Known, More], Answer]", lru_cache(MOST_KNOWN)(work_out))

    @wraps(work_out)
    def answer(text: Known, /, *more: More.args, **named: More.kwargs) -> Answer:
        worked_out = known if len(text) <= LONGEST_KNOWN else work_out
        return worked_out(text, *more, **named)

    return answer
