"""The composed report: blocks of runs, each run knowing the figure that it prints.

Every output is made from this tree alone, so they all say the same.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.figure import Figure
    from ntmreport.span import Path, Span


class BlockKind(StrEnum):
    """What a block is; the layout gives each kind its look.

    The last five stand in annexes and tables alone.
    """

    DIVISION = "division"  # Phần thứ nhất
    CHAPTER = "chapter"  # A.
    PART = "part"  # I.
    SECTION = "section"  # 1.
    SUBSECTION = "subsection"  # 2.1.
    SUBSUBSECTION = "subsubsection"  # 2.1.1.
    POINT = "point"  # a)
    ITEM = "item"  # -
    SUBITEM = "subitem"  # +
    PARAGRAPH = "paragraph"
    BASIS = "basis"  # Căn cứ Luật …;
    CAPTION = "caption"  # Bảng 1. …
    UNIT = "unit"  # Đơn vị tính: triệu đồng
    PICTURE = "picture"
    ANNEX = "annex"  # Mẫu biểu số 01
    ANNEX_TITLE = "annex_title"
    ANNEX_REFERENCE = "annex_reference"  # (Kèm theo Báo cáo số …)
    HEADER_CELL = "header_cell"
    CELL = "cell"


ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
"""The words by which divisions are counted: Phần thứ nhất."""

OUTLINE = (
    *(BlockKind.DIVISION, BlockKind.CHAPTER, BlockKind.PART, BlockKind.SECTION),
    *(BlockKind.SUBSECTION, BlockKind.SUBSUBSECTION, BlockKind.POINT),
)
"""The kinds of block that are headings, each below those before it."""

RUNNING_TEXT = frozenset({BlockKind.ITEM, BlockKind.SUBITEM, BlockKind.PARAGRAPH})
"""The kinds of block that hold sentences."""


LINES_OF_CONTENT = (
    *("basis", "caption", "unit", "picture", "chart", "columns", "landscape", "portrait"),
    *("annex", "annex_title", "annex_reference"),
)
"""Names of a form's lines that are no lines around the body: @basis, @caption ..."""


class Run(Struct, frozen=True):
    """A stretch of text in one look. `figure` is what it prints, where it prints a figure.

    `note` is 0 in running text, else the number of the footnote of its line that it is part of:
    the first run of a note begins with "[" and the last one ends with "]".
    """

    text: str
    bold: bool = False
    italic: bool = False
    figure: Figure | None = None
    note: int = 0


def notes_apart(
    runs: Iterable[Run], texts: Iterable[str]
) -> Iterator[tuple[int, list[tuple[int, Run, str]]]]:
    """Yield running text and footnotes in turn: the note's number or 0, and its runs.

    Each run comes with its position and with its text of `texts`, in a note without the brackets.
    """
    numbered = [(n, run, text) for n, (run, text) in enumerate(zip(runs, texts, strict=True))]
    for note, group in groupby(numbered, key=lambda each: each[1].note):
        its = list(group)
        if note:
            number, run, text = its[0]
            its[0] = (number, run, text.removeprefix("["))
            number, run, text = its[-1]
            its[-1] = (number, run, text.removesuffix("]"))
        yield note, its


class PictureKind(StrEnum):
    """The format of a picture's bytes."""

    PNG = "png"
    JPEG = "jpeg"


class Picture(Struct, frozen=True):
    """A picture: its bytes and its size in pixels.

    `millimetres` is how wide it is printed, 0 where nobody says.
    """

    kind: PictureKind
    content: bytes
    width: int
    height: int
    millimetres: int = 0


class ChartKind(StrEnum):
    """The form in which a chart shows its figures."""

    COLUMNS = "columns"
    BARS = "bars"
    LINES = "lines"
    SHARES = "shares"


class Series(Struct, frozen=True):
    """A series of a chart: a figure for each category, None where there is none, and its text."""

    name: str
    figures: tuple[Figure | None, ...]
    texts: tuple[str, ...]


class Chart(Struct, frozen=True):
    """A chart: what its figures are of, and one series or more of them.

    `unit` is that of all figures; empty where their texts have it, or where they have several.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


class Stretch(Struct, frozen=True):
    """Where a passage prints a text of the data: text[start:end], and where that text stands."""

    start: int
    end: int
    span: Span
    path: Path


class Block(Struct, frozen=True):
    """One paragraph. `marker` is its numbering as written ("I.", "2.1.", "a)", "-") or empty.

    `span` is the line of the template that its words come from. Where there is a `picture`, it
    stands in the paragraph's place, and its words say what it shows: of a chart, all its figures.
    `texts` are the stretches of its text that are the data's own words.
    """

    kind: BlockKind
    marker: str
    runs: tuple[Run, ...]
    span: Span
    picture: Picture | Chart | None = None
    texts: tuple[Stretch, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph's text, with its marker."""
        words = "".join([run.text for run in self.runs])
        return f"{self.marker} {words}" if self.marker else words

    @property
    def running_text(self) -> str:
        """The text without its footnotes."""
        if not any(run.note for run in self.runs):
            return self.text
        return replace(self, runs=tuple(run for run in self.runs if not run.note)).text


class Cell(Struct, frozen=True):
    """One cell of a table: a block of the kind header cell or cell.

    `column` counts from 0 over the table's columns; the cell reaches over `columns` of them and
    `rows` rows, both 1 where it is merged with no other.
    """

    block: Block
    column: int
    columns: int = 1
    rows: int = 1


class Row(Struct, frozen=True):
    """One row of a table, from left to right, without what cells of earlier rows reach over.

    The rows at the top that are `is_header` stand again on every page.
    """

    cells: tuple[Cell, ...]
    is_header: bool = False


class Alignment(StrEnum):
    """The alignment of a column's cells; `decimal` has the commas of its figures in line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    DECIMAL = "decimal"


class Table(Struct, frozen=True):
    """Rows that fill `columns` columns without a gap. `span` is the first row's template line.

    `widths` are how its columns stand to each other, `alignments` how each is aligned: empty, or
    None for one of them, where what stands in the cells decides.
    """

    rows: tuple[Row, ...]
    columns: int
    span: Span
    widths: tuple[int, ...] = ()
    alignments: tuple[Alignment | None, ...] = ()

    @property
    def blocks(self) -> Iterator[Block]:
        """Yield the cells' blocks, row by row."""
        return (cell.block for row in self.rows for cell in row.cells)


class Annex(Struct, frozen=True):
    """An annex: its name, title and reference as blocks of these kinds, then what it holds.

    Each begins a page and numbers its pages by itself. `content` begins with the name. Its paper
    lies or `is_upright` as the form asks; None leaves it to the layout.
    """

    content: tuple[Block | Table, ...]
    is_upright: bool | None = None

    @property
    def name(self) -> str:
        """What the report cites it by, such as "Mẫu biểu số 01"."""
        return next(blocks_of(self.content)).text

    @property
    def title(self) -> str:
        """Its title on one line; empty where it has none."""
        titles = (b.text for b in blocks_of(self.content) if b.kind is BlockKind.ANNEX_TITLE)
        return " ".join(titles)


def blocks_of(content: Iterable[Block | Table]) -> Iterator[Block]:
    """Yield the blocks of `content` in the order of reading, those of tables cell by cell."""
    for part in content:
        if isinstance(part, Table):
            yield from part.blocks
        else:
            yield part


class Passage(Struct, frozen=True):
    """A line as it is printed, and which stretches of it are the data's own words.

    What is outside of them, the form says itself. `name` is that of the frame's line or of the kind
    of block, `span` the line of the template.
    """

    name: str
    text: str
    stretches: tuple[Stretch, ...]
    span: Span


class Properties(Struct, frozen=True):
    """What the file says of itself.

    `data_digest` and `form_digest` are SHA-256 in hexadecimal; `commit` is the git revision of the
    data where it stands in a checkout, else empty.
    """

    title: str
    subject: str
    author: str
    data_digest: str
    form_digest: str
    program_version: str
    commit: str


class Document(Struct, frozen=True):
    """A whole report.

    `frame` holds the lines around the body by their name ("issuer", "number", "subject",
    "recipient", "signer" ...): a name has one line or several, or is missing where the report has
    none. Which names there are is a matter between a form's wording and its layout. `passages` are
    the lines of frame, body and annexes in their order, for those who ask whose words they are.
    `lying` are the stretches of the body on paper that lies: where each begins and ends.
    """

    frame: Mapping[str, tuple[tuple[Run, ...], ...]]
    body: tuple[Block | Table, ...]
    properties: Properties
    annexes: tuple[Annex, ...] = ()
    passages: tuple[Passage, ...] = ()
    lying: tuple[tuple[int, int], ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block in the order of reading: the body, then the annexes, tables cell by cell.

        What counts blocks counts these, so that a number means the same to every output.
        """
        annexed = (block for annex in self.annexes for block in blocks_of(annex.content))
        return (*blocks_of(self.body), *annexed)
