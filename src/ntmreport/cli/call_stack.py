"""Room for the frames of all calls in one piece of memory.

CPython takes the memory of frames in pieces of 16 KB and gives a piece back as soon as the first
call in it returns. A loop that happens to stand at the end of a piece takes and returns one for
each call: 6.700 times in a `validate`, for a tenth of its time. A frame that asks for more gets a
piece to match, and those of the calls below it take the rest of that.
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

_VALUES_OF_FRAME = 2**15
"""A quarter of a megabyte; the piece is the next power of two, and memory is used where touched."""


def with_room(work: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Return a function that calls `work` with room for the frames of all calls below it."""

    def call(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Result:
        return work(*arguments, **named)

    code = call.__code__.replace(co_stacksize=_VALUES_OF_FRAME)
    roomy = FunctionType(code, globals(), call.__name__, None, call.__closure__)
    return cast("Callable[_Arguments, _Result]", roomy)
