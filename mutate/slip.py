"""A slip in one file, and the kinds of slips that there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Slip(NamedTuple):
    """A file after a slip, and the lines, from 1, where a diagnostic is at the right place.

    `content` is None where the file is gone; `saved_as` is its new name where it has one.
    """

    content: str | bytes | None
    first: int
    last: int
    saved_as: str | None = None


class Knowledge(Enum):
    """Return whether a program that has only the year's files can know that something is wrong."""

    CERTAIN = Bilingual("chương trình phải biết", "a program can know")
    PARTIAL = Bilingual("có chỗ biết được, có chỗ không", "known in some places only")
    NONE = Bilingual("không chương trình nào biết được", "no program can know")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of slip. `floor` is the share of all places that must be found at their line."""

    name: str
    title: Bilingual
    knowledge: Knowledge
    floor: float
    find: Callable[[str], Iterable[Slip]]


class Collection:
    """The kinds of one module, in the order in which they are written."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kinds: list[Kind] = []

    def certain(
        self, vi: str, en: str
    ) -> Callable[[Callable[[str], Iterator[Slip]]], Callable[[str], Iterator[Slip]]]:
        """Make a function a kind that a program can know wherever it is made."""
        return self._kind(Bilingual(vi, en), Knowledge.CERTAIN, 1.0)

    def partial(
        self, vi: str, en: str, floor: float
    ) -> Callable[[Callable[[str], Iterator[Slip]]], Callable[[str], Iterator[Slip]]]:
        """Make a function a kind that a program can know in some places."""
        return self._kind(Bilingual(vi, en), Knowledge.PARTIAL, floor)

    def unknowable(
        self, vi: str, en: str
    ) -> Callable[[Callable[[str], Iterator[Slip]]], Callable[[str], Iterator[Slip]]]:
        """Make a function a kind that leaves a year that is wrong but agrees with itself."""
        return self._kind(Bilingual(vi, en), Knowledge.NONE, 0.0)

    def _kind(
        self, title: Bilingual, knowledge: Knowledge, floor: float
    ) -> Callable[[Callable[[str], Iterator[Slip]]], Callable[[str], Iterator[Slip]]]:
        def keep(find: Callable[[str], Iterator[Slip]]) -> Callable[[str], Iterator[Slip]]:
            name = find.__name__.replace("_", "-")
            self.kinds.append(Kind(name, title, knowledge, floor, find))
            return find

        return keep
