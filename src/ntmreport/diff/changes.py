"""What changed between two reports: figures by what they are, sentences word by word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ntmreport.alignment import ALIKE, likeness, pairs, replacements, words
from ntmreport.diff.entries import Entries
from ntmreport.document import Table
from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Computed, Counted, Figure, Stated
from ntmreport.figure.number_format import printed
from ntmreport.lineage.report_lineage import figures_of, outlined
from ntmreport.table_grid import SEPARATOR, naming_cell, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from ntmreport.diff.sides import Side
    from ntmreport.document import Document
    from ntmreport.span import Path

_MOVED = 0.8
"""A paragraph that shares so many of its words with one elsewhere has moved."""

_MOST_MOVES = 100_000
_ROW = "row"


class Change(StrEnum):
    """What happened to a figure, a paragraph or a stretch of words."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is new, gone or has another value.

    Where the office states it, and stated the same before, the sides are what the data gave and
    what it gives now, and `stated` is what is printed still.
    """

    old: Figure | None
    new: Figure | None
    stated: Figure | None = None

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was where it is gone."""
        figure = self.new or self.old
        assert figure is not None  # noqa: S101 - a change has at least one side
        return figure

    @property
    def path(self) -> Path:
        """Where the figure stands in the data that has it, the new one first."""
        return self.figure.path

    @property
    def change(self) -> Change:
        """What happened."""
        if self.old is None:
            return Change.ADDED
        return Change.REMOVED if self.new is None else Change.CHANGED

    @property
    def is_typed(self) -> bool:
        """Return whether somebody changed it by hand: wrote, counted or stated it, or no longer
        does.
        """
        sides = (self.old, self.new)
        return any(side is not None and _is_typed(side) for side in sides)

    @property
    def delta(self) -> Fraction | None:
        """By how much the value has risen, where both are known and of one unit."""
        if self.old is None or self.new is None or self.old.unit != self.new.unit:
            return None
        return self.new.value - self.old.value

    @property
    def relative(self) -> Fraction | None:
        """The same in percent of the old value.

        Of percentages there is none: the percentage of a percentage only confuses.
        """
        if self.delta is None or self.old is None or self.old.value == 0:
            return None
        if self.old.unit in {PERCENT, PERCENTAGE_POINT}:
            return None
        return self.delta / abs(self.old.value) * 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that is in both texts, or in the old or the new one only."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a row or cell of a table, or a line of the frame around the body.

    `frame` is the name of the frame's line, else empty; `section` where in the outline or in which
    annex it stands, such as "I.2.d)", and of a cell also what names row and column; `kind` what
    kind of block it is; `marker` its numbering. A row has `cells`, and a `name` by which it is the
    same row whatever its cells say.
    """

    frame: str
    section: str
    kind: str
    marker: str
    text: str
    name: str = ""
    cells: tuple[Passage, ...] = ()

    @property
    def words(self) -> str:
        """The text without the numbering."""
        return self.text.removeprefix(self.marker).lstrip(" ")


@dataclass(frozen=True, slots=True)
class PassageChange:
    """What happened to a passage of the old report, the new one, or both."""

    change: Change
    old: Passage | None
    new: Passage | None
    pieces: tuple[Piece, ...]

    @property
    def passage(self) -> Passage:
        """The passage as it is now, or as it was where it is gone."""
        passage = self.new or self.old
        assert passage is not None  # noqa: S101 - a change has at least one side
        return passage


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed between two sides; `stayed` is stated still while its data moved."""

    old: Side
    new: Side
    figures: tuple[FigureChange, ...]
    stayed: tuple[FigureChange, ...]
    passages: tuple[PassageChange, ...]

    @property
    def typed(self) -> tuple[FigureChange, ...]:
        """The figures that somebody changed in the data."""
        return tuple(change for change in self.figures if change.is_typed)

    @property
    def following(self) -> tuple[FigureChange, ...]:
        """The figures that changed since others did."""
        return tuple(change for change in self.figures if not change.is_typed)


def difference(old: Side, new: Side) -> Difference:
    """Compare two sides that could both be compiled."""
    figures, stated = _figures(old, new)
    stayed = tuple(_stayed(stated, figures))
    passages = tuple(_passages(old.document, new.document))
    return Difference(old, new, tuple(figures), stayed, passages)


def _is_typed(figure: Figure) -> bool:
    """Return whether the figure's own file says it. A count over other files follows from them."""
    match figure.origin:
        case Computed():
            return False
        case Counted(span=span):
            return span.file.endswith(f"{figure.path[0]}.yaml")
        case _:
            return True


def _figures(
    old: Side, new: Side
) -> tuple[Sequence[FigureChange], Sequence[tuple[Figure, Figure]]]:
    """Return changed figures in the order of the new data, those that are gone at the end.

    Beside them are the figures, old and new, that are stated and have not changed.
    """
    entries = Entries(old.year, new.year)
    before: dict[Path, Figure] = {}
    gone: list[Figure] = []
    for figure in figures_of(old.year):
        place = entries.place(figure.path)
        if place is None:
            gone.append(figure)
        else:
            before[place] = figure
    changes: list[FigureChange] = []
    stated: list[tuple[Figure, Figure]] = []
    for figure in figures_of(new.year):
        then = before.pop(figure.path, None)
        if then is None or not _is_same(then, figure):
            changes.append(FigureChange(then, figure))
        elif isinstance(figure.origin, Stated):
            stated.append((then, figure))
    changes += [FigureChange(figure, None) for figure in (*before.values(), *gone)]
    return changes, stated


def _stayed(
    stated: Sequence[tuple[Figure, Figure]], changes: Sequence[FigureChange]
) -> Iterator[FigureChange]:
    """Yield what is stated as before, with how that moved which the data gives for it.

    Where the data gives nothing for it, its data is what is written beside it.
    """
    for then, now in stated:
        match then.origin, now.origin:
            case Stated(computed=Figure() as before), Stated(computed=Figure() as after):
                if not _is_same(before, after):
                    yield FigureChange(before, after, now)
            case _:
                group = now.path[:-1]
                beside = (each for each in changes if each.path[: len(group)] == group)
                if (moved := next(beside, None)) is not None:
                    yield replace(moved, stated=now)


def _is_same(one: Figure, other: Figure) -> bool:
    is_alike = one.value == other.value and one.unit == other.unit
    return is_alike and printed(one) == printed(other)


def _passages(old: Document, new: Document) -> Iterator[PassageChange]:
    """Yield what changed around the body, and then in the body, in the new report's order."""
    for name in dict.fromkeys((*new.frame, *old.frame)):
        # A line of the frame is the same line whatever it says.
        for before, after in pairs(_frame(old, name), _frame(new, name), _look, alike=0):
            yield from _changed(before, after)
    body = pairs(list(_body(old)), list(_body(new)), _look)
    yield from _moved([change for pair in body for change in _changed(*pair)])


def _frame(document: Document, name: str) -> list[Passage]:
    lines = ("".join(run.text for run in line) for line in document.frame.get(name, ()))
    return [Passage(name, "", "", "", line) for line in lines]


def _body(document: Document) -> Iterator[Passage]:
    """Yield what the body and the annexes say, tables row by row."""
    for section, part in outlined(document):
        if isinstance(part, Table):
            yield from _rows(part, section)
        else:
            yield Passage("", section, part.kind.value, part.marker, part.text)


def _rows(table: Table, section: str) -> Iterator[Passage]:
    cells: list[list[Passage]] = [[] for _ in table.rows]
    for each in placed(table):
        block = each.cell.block
        where = ", ".join(part for part in (section, each.names) if part)
        cells[each.row].append(Passage("", where, block.kind.value, block.marker, block.text))
    for row, its in zip(table.rows, cells, strict=True):
        text = SEPARATOR.join(cell.text for cell in its)
        named = None if row.is_header else naming_cell(row)
        name = named.block.text if named else ""
        yield Passage("", section, _ROW, "", text, name, tuple(its))


def _look(passage: Passage) -> tuple[str, str]:
    return passage.kind, passage.name or passage.text


def _changed(before: Passage | None, after: Passage | None) -> Iterator[PassageChange]:
    """Yield what happened to a passage, if anything did."""
    if before is None:
        assert after is not None  # noqa: S101 - pairs yields no pair of nothing
        yield PassageChange(Change.ADDED, None, after, (Piece(Change.ADDED, after.text),))
    elif after is None:
        yield PassageChange(Change.REMOVED, before, None, (Piece(Change.REMOVED, before.text),))
    elif len(before.cells) == len(after.cells) > 0:
        for one, other in zip(before.cells, after.cells, strict=True):
            yield from _changed(one, other)
    elif before.text != after.text:
        changed = tuple(pieces(before.text, after.text))
        yield PassageChange(Change.CHANGED, before, after, changed)


def _moved(changes: Sequence[PassageChange]) -> Iterator[PassageChange]:
    """Yield `changes` with what was taken out here and put in there as one that moved."""
    removed = [n for n, change in enumerate(changes) if change.change is Change.REMOVED]
    added = [n for n, change in enumerate(changes) if change.change is Change.ADDED]
    sources: dict[int, int] = {}
    if len(removed) * len(added) <= _MOST_MOVES:
        for least in (1.0, _MOVED):
            for target in added:
                for source in removed:
                    if target in sources or source in sources.values():
                        continue
                    one, other = changes[source].passage, changes[target].passage
                    if one.kind == other.kind and _is_moved(one, other, least):
                        sources[target] = source
    for number, change in enumerate(changes):
        if number in sources:
            old = changes[sources[number]].old
            assert old is not None  # noqa: S101 - it was removed
            changed = tuple(pieces(old.text, change.passage.text))
            yield replace(change, change=Change.MOVED, old=old, pieces=changed)
        elif number not in sources.values():
            yield change


def _is_moved(one: Passage, other: Passage, least: float) -> bool:
    """Return whether two passages say the same, or nearly; what is nearly a short one is another
    one.
    """
    if least == 1:
        return bool(one.words) and one.words == other.words
    is_long = len(words(one.words)) >= 12  # six words and what is between them
    return is_long and likeness(one.words, other.words, ALIKE) >= least


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield what is the same, gone and new between two texts, whole words and numbers at a time.

    The same and gone pieces together are the old text, the same and new ones the new text.
    """
    before, after = words(old), words(new)
    for is_same, old_start, old_end, new_start, new_end in replacements(before, after):
        if is_same:
            yield Piece(Change.SAME, "".join(after[new_start:new_end]))
            continue
        if old_start < old_end:
            yield Piece(Change.REMOVED, "".join(before[old_start:old_end]))
        if new_start < new_end:
            yield Piece(Change.ADDED, "".join(after[new_start:new_end]))
