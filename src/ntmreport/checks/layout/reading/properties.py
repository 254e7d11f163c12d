"""Properties as Word's XML writes them: those of one element, and those that levels add up to.

Levels are elements that hold the same kinds of properties, the one that counts most at the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.render.opc import Element, W

if TYPE_CHECKING:
    from collections.abc import Iterable

OFF = frozenset({"0", "false", "off", "none"})
"""What turns a switch off."""

TWIPS_PER_MM = 1440 / 25.4
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")


def child(element: Element, name: str) -> Element:
    """Return the property of that name, None also where there is no element."""
    return None if element is None else element.find(f"{W}{name}")


def attribute(element: Element, name: str) -> str:
    """Return an attribute, empty where it or the element is missing."""
    return "" if element is None else element.get(f"{W}{name}", "")


def value(element: Element) -> str:
    """Return the value of a property that has one."""
    return attribute(element, "val")


def is_on(element: Element) -> bool:
    """Return whether a switch is there and not turned off."""
    return element is not None and value(element) not in OFF


def number(text: str) -> float | None:
    """Return the number that an attribute writes, if it does."""
    return float(text) if _NUMBER.fullmatch(text) else None


def millimetres(twips: float | None) -> float | None:
    """Return the length in millimetres."""
    return None if twips is None else twips / TWIPS_PER_MM


def of_all(elements: Iterable[Element], name: str) -> list[Element]:
    """Return the properties of that name that the elements have."""
    return [found for element in elements for found in element.findall(f"{W}{name}")]


def last(levels: list[Element], name: str) -> Element:
    """Return the property that counts: the one of the last level that has it."""
    return next(reversed(of_all(levels, name)), None)


def merged_text(levels: list[Element], name: str, attribute_name: str) -> str:
    """Return an attribute that levels set one by one."""
    values = [attribute(found, attribute_name) for found in of_all(levels, name)]
    return next((value for value in reversed(values) if value), "")


def merged(levels: list[Element], name: str, attribute_name: str) -> float | None:
    """Return the same as a number."""
    return number(merged_text(levels, name, attribute_name))
