"""From two reports to the passages that changed, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.diff.figure_changes import ChangeKind
from ntmreport.document import Table
from ntmreport.lineage.report_lineage import outlined
from ntmreport.table_grid import SEPARATOR, naming_cell, placed
from ntmreport.word_alignment import ALIKE, likeness, pairs, replacements, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Document

_MOVED = 0.8
"""A paragraph that shares so many of its words with one elsewhere has moved."""

_MOST_MOVES = 100_000
_ROW = "row"


class Piece(Struct, frozen=True):
    """A stretch of words that is in both texts, or in the old or the new one only."""

    change: ChangeKind
    text: str


class Passage(Struct, frozen=True):
    """A paragraph, a row or cell of a table, or a line of the frame around the body.

    `frame` is the name of the frame's line, else empty. `section` is where it stands in the
    outline, such as "I.2.d)", or the annex, with the names of a cell's row and column. A row has
    `cells`, and a `name` that identifies it whatever its cells say.
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


class PassageChange(Struct, frozen=True):
    """The change of a passage of the old report, the new one, or both."""

    change: ChangeKind
    old: Passage | None
    new: Passage | None
    pieces: tuple[Piece, ...]

    @property
    def passage(self) -> Passage:
        """The passage as it is now, or as it was where it is gone."""
        passage = self.new or self.old
        assert passage is not None  # noqa: S101 - a change has at least one side
        return passage


def passage_changes(old: Document, new: Document) -> Iterator[PassageChange]:
    """Yield changes of the frame, then of the body, in the new report's order."""
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
    """Yield the passages of the body and the annexes, tables row by row."""
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
    """Yield the changes of a passage, cell by cell in a row."""
    if before is None:
        assert after is not None  # noqa: S101 - pairs yields no pair of nothing
        yield PassageChange(ChangeKind.ADDED, None, after, (Piece(ChangeKind.ADDED, after.text),))
    elif after is None:
        yield PassageChange(
            ChangeKind.REMOVED, before, None, (Piece(ChangeKind.REMOVED, before.text),)
        )
    elif len(before.cells) == len(after.cells) > 0:
        for one, other in zip(before.cells, after.cells, strict=True):
            yield from _changed(one, other)
    elif before.text != after.text:
        changed = tuple(pieces(before.text, after.text))
        yield PassageChange(ChangeKind.CHANGED, before, after, changed)


def _moved(changes: Sequence[PassageChange]) -> Iterator[PassageChange]:
    """Yield `changes` with a removed and an added passage that say the same joined as moved."""
    removed = [n for n, change in enumerate(changes) if change.change is ChangeKind.REMOVED]
    added = [n for n, change in enumerate(changes) if change.change is ChangeKind.ADDED]
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
            yield replace(change, change=ChangeKind.MOVED, old=old, pieces=changed)
        elif number not in sources.values():
            yield change


def _is_moved(one: Passage, other: Passage, least: float) -> bool:
    """Return whether two passages say the same, or nearly so if they are long."""
    if least == 1:
        return bool(one.words) and one.words == other.words
    is_long = len(words(one.words)) >= 12  # six words and what is between them
    return is_long and likeness(one.words, other.words, ALIKE) >= least


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield the equal, removed and added pieces of two texts, by whole words and numbers.

    The equal and removed pieces together are the old text, the equal and added ones the new text.
    """
    before, after = words(old), words(new)
    for is_same, old_start, old_end, new_start, new_end in replacements(before, after):
        if is_same:
            yield Piece(ChangeKind.SAME, "".join(after[new_start:new_end]))
            continue
        if old_start < old_end:
            yield Piece(ChangeKind.REMOVED, "".join(before[old_start:old_end]))
        if new_start < new_end:
            yield Piece(ChangeKind.ADDED, "".join(after[new_start:new_end]))
