"""The value of a key that has to be filled in and is still blank.

A year that is being filled in is read whole: such keys have a value of this kind, and whatever is
computed from it or read of it is blank too. Where a figure will stand, its unit is known. To those
who compare figures it is like no number: no comparison with it holds, so that nothing is found
wrong with what nobody has written yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class LeftBlank:
    """A value that is left blank; so are its attributes, its entries and what it is added to.

    It will be a figure in `unit`, where that is known; one that `is_change` can be a fall as well
    as a rise.
    """

    __slots__ = ("is_change", "unit")

    def __init__(self, unit: str = "", *, is_change: bool = False) -> None:
        self.unit = unit
        self.is_change = is_change

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: object) -> Any:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return ""

    def _itself(self, _other: object) -> Any:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _itself
    __truediv__ = __rtruediv__ = _itself

    def _false(self, _other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _false

    def __hash__(self) -> int:
        return id(self)


LEFT_BLANK: Any = LeftBlank()
"""What is left blank and has no unit. It stands where a value of any type is declared."""


def left_blank_in(unit: str, *, is_change: bool = False) -> Any:
    """Return what stands for a figure in `unit` that is left blank."""
    return LeftBlank(unit, is_change=is_change)


def is_left_blank(*values: object) -> bool:
    """Return whether one of `values` is left blank."""
    return any(isinstance(value, LeftBlank) for value in values)
