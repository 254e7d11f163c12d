"""What Word keeps of each change: its number, who made it and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ntmreport.layout.word_xml import Element, W

AUTHOR = "ntmreport"
DAY = "1980-01-01T00:00:00Z"
"""All changes are of one day, so that the same comparison has the same bytes."""

Mark: TypeAlias = Literal["ins", "del"]


@dataclass(slots=True)
class Changes:
    """Numbers the changes of a file, on from the last `number` that is taken."""

    number: int

    def change(self, near: Element, name: str) -> Element:
        """Return a new change for the tree in which `near` stands."""
        self.number += 1
        attributes = {"id": str(self.number), "author": AUTHOR, "date": DAY}
        return near.makeelement(
            f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()}
        )


def last_number(root: Element) -> int:
    """Return the greatest number that an annotation of `root`, such as a bookmark, has."""
    numbers = (element.get(f"{W}id", "") for element in root.iter(f"{W}*"))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
