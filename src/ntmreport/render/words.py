"""The document as a layout's tags see it, and the run XML that a tag becomes.

No text goes through docxtpl or Jinja's filters: it is escaped here, once, and stands in the Word
file exactly as it stands in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from ntmreport.document import Table
from ntmreport.no_break_space import with_no_break_spaces
from ntmreport.render.characters import escaped
from ntmreport.table_grid import caption as caption_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.document import Block, Document, Run

TEXT_START = '<w:t xml:space="preserve">'
_TEXT_END = "</w:t></w:r>"

# The openings of a run, up to its text, in the sample's own look and in bold, italic and both.
Look = tuple[str, str, str, str]
EMPTY_LOOK: Look = ("", "", "", "")
"""A look for those who only ask what is printed."""

# What stands right before and right after a run: of a block by number, or of all by block and run.
RunMarks = Mapping[int, tuple[str, str]]
Marks = Mapping[tuple[int, int], tuple[str, str]]

TABLE = "table"
"""What tags know a table by, beside the kinds of blocks."""

_NO_MARKS: RunMarks = MappingProxyType({})


class Words:
    """One block or one line of the frame. Tags may ask for its `kind` and `marker`."""

    __slots__ = ("_is_last", "_pieces", "_text", "_times", "kind", "marker")

    def __init__(
        self,
        runs: Sequence[Run],
        kind: str = "",
        marker: str = "",
        *,
        is_last: bool = False,
        marks: RunMarks = _NO_MARKS,
    ) -> None:
        """Escape the text of `runs`, or raise ValueError for a character that has no place."""
        self.kind = kind
        self.marker = marker
        self._is_last = is_last
        self._times = 0
        # Runs that look the same become one, so that Word's search finds words across figures.
        # One with a mark stays a run of its own.
        pieces: list[tuple[int, str, tuple[str, str] | None]] = []
        head, texts = with_no_break_spaces(marker, runs)
        if head:
            pieces.append((0, head, None))
        for number, (run, text) in enumerate(zip(runs, texts, strict=True)):
            look, mark = run.bold + 2 * run.italic, marks.get(number)
            if pieces and mark is None and pieces[-1][0] == look and pieces[-1][2] is None:
                pieces[-1] = (look, pieces[-1][1] + text, None)
            elif text:
                pieces.append((look, text, mark))
        self._text = head + "".join([run.text for run in runs])
        self._pieces = [
            (look, "", f"{escaped(text)}{_TEXT_END}")
            if mark is None
            else (look, mark[0], f"{escaped(text)}{_TEXT_END}{mark[1]}")
            for look, text, mark in pieces
        ]

    def __str__(self) -> str:
        """Return the bare text, for a tag `{{ name }}`: it counts as printed."""
        self._times += 1
        return self._text

    def runs(self, look: Look) -> str:
        """Return the runs that hold the words, each in the sample's look."""
        self._times += 1
        return "".join([f"{before}{look[which]}{text}" for which, before, text in self._pieces])


class TableWords:
    """A table: the words of its cells in the order of reading, and what it is called."""

    __slots__ = ("_table", "_times", "caption", "cells", "description", "is_last", "kind", "marker")

    def __init__(
        self,
        table: Table,
        cells: tuple[Words, ...],
        *,
        caption: str = "",
        description: str = "",
        is_last: bool = False,
    ) -> None:
        """Take the table and the words of its cells."""
        self.kind = TABLE
        self.marker = ""
        self.cells = cells
        self.caption = caption
        self.description = description
        self.is_last = is_last
        self._table = table
        self._times = 0

    @property
    def _text(self) -> str:
        return next((text for cell in self.cells if (text := cell._text)), "")

    def printed(self) -> Table:
        """Return the table; it counts as printed."""
        self._times += 1
        return self._table


class Frame:
    """The lines around the body by their names; a name that the document lacks has no lines."""

    __slots__ = ("_lines",)

    def __init__(self, lines: Mapping[str, tuple[Words, ...]]) -> None:
        """Take the lines that the document has."""
        self._lines = lines

    def __getitem__(self, name: str) -> tuple[Words, ...]:
        """Return the lines called `name`."""
        return self._lines.get(name, ())


class DocumentWords:
    """What the tags of a layout can name: `body`, `annexes`, `frame`. Counts what they print."""

    def __init__(self, document: Document, marks: Marks | None = None) -> None:
        """Escape all text of `document`. `marks` are XML to put around runs of its blocks."""
        of_block: dict[int, dict[int, tuple[str, str]]] = {}
        for (block_number, run), mark in (marks or {}).items():
            of_block.setdefault(block_number, {})[run] = mark
        making = _Making(of_block)
        self.body = tuple(making.parts(document.body, is_signed=True))
        self.annexes = tuple(
            tuple(making.parts(annex.content, annex.name, annex.title))
            for annex in document.annexes
        )
        self.lines = {
            name: tuple(Words(line) for line in lines) for name, lines in document.frame.items()
        }

    def named(self) -> dict[str, object]:
        """Return the names for the tags."""
        return {"body": self.body, "annexes": self.annexes, "frame": Frame(self.lines)}

    def lacking_kinds(self) -> Iterator[tuple[str, str]]:
        """Yield each kind of block with one that was not printed, and the text of the first."""
        return _first_of_each((words.kind, words) for words in self.body if not words._times)

    def lacking_annexed_kinds(self) -> Iterator[tuple[str, str]]:
        """Yield the same of the annexes."""
        return _first_of_each((words.kind, words) for words in self._annexed if not words._times)

    def repeated_kinds(self) -> Iterator[tuple[str, str]]:
        """Yield each kind of block with one that was printed again, and the text of the first."""
        return _first_of_each(
            (words.kind, words) for words in (*self.body, *self._annexed) if words._times > 1
        )

    def lacking_names(self) -> Iterator[tuple[str, str]]:
        """Yield each name of the frame with a line that was not printed, and that line."""
        return _first_of_each(
            (name, words)
            for name, lines in self.lines.items()
            for words in lines
            if not words._times
        )

    @property
    def _annexed(self) -> Iterator[Words | TableWords]:
        return (words for annex in self.annexes for words in annex)


class _Making:
    """Makes the words of blocks and tables, which are numbered as `Document.blocks` has them."""

    def __init__(self, marks: Mapping[int, RunMarks]) -> None:
        self._marks = marks
        self._numbers = count()

    def parts(
        self,
        content: tuple[Block | Table, ...],
        caption: str = "",
        description: str = "",
        *,
        is_signed: bool = False,
    ) -> Iterator[Words | TableWords]:
        """Yield the words of `content`: the last of what is signed stays with the signature.

        A table that no annex names is called by the words above it.
        """
        above = ""
        for number, part in enumerate(content, 1):
            is_last = is_signed and number == len(content)
            if isinstance(part, Table):
                cells = tuple(self._words(block) for block in part.blocks)
                yield TableWords(
                    part,
                    cells,
                    caption=caption or above,
                    description=description,
                    is_last=is_last,
                )
            else:
                above = caption_below(part.text)
                yield self._words(part, is_last=is_last)

    def _words(self, block: Block, *, is_last: bool = False) -> Words:
        marks = self._marks.get(next(self._numbers), _NO_MARKS)
        return Words(block.runs, block.kind.value, block.marker, is_last=is_last, marks=marks)


def in_look(value: object, look: Look) -> Markup:
    """Return the runs for a tag `{{r value }}` whose sample looks like `look`.

    Several lines of the frame in one tag stand on lines of their own within the paragraph. Of a
    table nothing is printed: it needs a sample table.
    """
    if isinstance(value, Words):
        return Markup(value.runs(look))  # noqa: S704 - escaped when the Words were made
    if isinstance(value, tuple):
        line_break = f"{look[0].removesuffix(TEXT_START)}<w:br/></w:r>"
        between = Markup(line_break)  # noqa: S704 - the layout's own XML
        return between.join(in_look(line, look) for line in value)
    if isinstance(value, TableWords):
        return Markup()
    raise TypeError(f"{{{{r }}}} prints a block or a line, not {type(value).__name__}")


def kept_with_next(value: object) -> Markup:
    """Return what keeps the body's last paragraph with the signature: nothing for the others.

    A page that holds a signature and none of the text that was signed would be worth nothing.
    """
    is_last = isinstance(value, Words) and value._is_last
    return Markup("<w:keepNext/>") if is_last else Markup()


def _first_of_each(found: Iterable[tuple[str, Words | TableWords]]) -> Iterator[tuple[str, str]]:
    firsts: dict[str, str] = {}
    for name, words in found:
        firsts.setdefault(name, words._text)
    return iter(firsts.items())
