"""The value of a key that a draft leaves blank.

What is computed from it, or is an attribute or entry of it, is blank too. Its unit is that of the
figure that belongs there. No comparison with it holds, so that checks find nothing wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ntmreport.figure.unit_spelling import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator


BLANK = "……"
"""Printed for what a clerk fills in by hand, and for what a draft leaves blank."""


class LeftBlank:
    """A blank value, as are its attributes, its entries and all arithmetic with it.

    `unit` is that of the figure that belongs there, empty where that is not known; `is_change` says
    that the figure can be below zero.
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
"""The blank without a unit, which stands for a value of any type."""


def left_blank_in(unit: str, *, is_change: bool = False) -> Any:
    """Return the blank for a figure in `unit`."""
    return LeftBlank(unit, is_change=is_change)


def is_left_blank(*values: object) -> bool:
    """Return whether one of `values` is blank."""
    for value in values:  # noqa: SIM110 - a generator takes four times as long, and all ask
        if isinstance(value, LeftBlank):
            return True
    return False


def printed_blank(unit: str, *, with_unit: bool) -> str:
    """Return the blank for a figure in `unit`, with what a figure there would print behind it."""
    if unit == PERCENT:
        return f"{BLANK}{PERCENT}"
    return f"{BLANK} {unit}" if unit and with_unit else BLANK
