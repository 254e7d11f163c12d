"""From a compiled period and its validation to the Review: all that the page shows."""

from __future__ import annotations

import base64
from itertools import count, repeat
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.document import BlockKind, Table
from ntmreport.document import Chart as Drawing
from ntmreport.lineage.report_lineage import lineage_of, outlined
from ntmreport.model import OFFICE_MODELS
from ntmreport.reporters.diagnostic_text import summary
from ntmreport.review.figure_cards import Deck, offices_of
from ntmreport.review.indicator_charts import chart, series_of
from ntmreport.review.shown_diagnostics import PrintedFigure, ShownDiagnostics
from ntmreport.table_grid import caption, naming_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ntmreport.document import Block, Cell, Document, Picture, Properties, Row, Run
    from ntmreport.language import Language
    from ntmreport.lineage import Entry
    from ntmreport.pipeline import Compiled
    from ntmreport.review.figure_cards import Card
    from ntmreport.review.indicator_charts import Series
    from ntmreport.review.shown_diagnostics import ShownDiagnostic
    from ntmreport.validation import Validation


class Piece(Struct, frozen=True):
    """Text of one formatting; of a printed figure, its card's number and an identifier too."""

    text: str
    bold: bool
    italic: bool
    card: int | None = None
    identifier: str = ""
    offices: tuple[str, ...] = ()
    is_note: bool = False


Line = tuple[Piece, ...]


class Paragraph(Struct, frozen=True):
    """One block of the report."""

    identifier: str
    kind: BlockKind
    marker: str
    line: Line
    picture: str = ""


class GridCell(Struct, frozen=True):
    """A cell of a table; `scope` is its value in HTML where it is a header."""

    paragraph: Paragraph
    columns: int
    rows: int
    scope: str


class Grid(Struct, frozen=True):
    """A table: `head` are the header's rows, `body` the others, `caption` its name."""

    caption: str
    head: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[GridCell, ...], ...]


def grid_of(table: Table, caption: str, paragraph: Callable[[Block], Paragraph]) -> Grid:
    """Return the grid of a table; `paragraph` makes its paragraphs in the order of reading."""
    head: list[tuple[GridCell, ...]] = []
    body: list[tuple[GridCell, ...]] = []
    for row in table.rows:
        named = None if row.is_header else naming_cell(row)
        cells = tuple(
            GridCell(paragraph(cell.block), cell.columns, cell.rows, _scope(row, cell, named))
            for cell in row.cells
        )
        (head if row.is_header else body).append(cells)
    return Grid(caption, tuple(head), tuple(body))


def _scope(row: Row, cell: Cell, named: Cell | None) -> str:
    if row.is_header:
        return "colgroup" if cell.columns > 1 else "col"
    if cell is not named:
        return ""
    return "rowgroup" if cell.rows > 1 else "row"


Part = Paragraph | Grid


class Sheet(Struct, frozen=True):
    """An annex; `identifier` is that of its first line, its name."""

    identifier: str
    name: str
    content: tuple[Part, ...]


class ShownPrinting(Struct, frozen=True):
    """A printing of a figure: the element, the section of the outline, the sentence."""

    target: str
    section: str
    sentence: str
    text: str


class Office(Struct, frozen=True):
    """A data file: its name, its title, and how many printed figures come from it."""

    name: str
    title: str
    number: int


class Chart(Struct, frozen=True):
    """The chart of an indicator over the years; `card` is the number of its figure."""

    identifier: str
    name: str
    group: str
    sentence: str
    svg: str
    card: int
    offices: tuple[str, ...]


class Review(Struct, frozen=True):
    """All that the page shows, in words of its language where they are not the report's.

    `sections` are those of the outline that the blocks stand in, by the blocks' numbers.
    """

    language: Language
    properties: Properties
    data: str
    period: str
    frame: Mapping[str, tuple[Line, ...]]
    content: tuple[Part, ...]
    annexes: tuple[Sheet, ...]
    cards: tuple[Card, ...]
    printings: Mapping[int, tuple[ShownPrinting, ...]]
    sections: tuple[str, ...]
    offices: tuple[Office, ...]
    summary: str
    diagnostics: tuple[ShownDiagnostic, ...]
    acknowledged: tuple[ShownDiagnostic, ...]
    charts: tuple[Chart, ...]


def review_of(
    compiled: Compiled, validation: Validation, data: Path, language: Language
) -> Review | None:
    """Return the review of the year in the folder `data`, or None where it has no report."""
    year, document = compiled.year, compiled.document
    if year is None or document is None:
        return None
    deck = Deck()
    marks: list[PrintedFigure] = []
    frame = {
        name: tuple(
            _line(runs, f"h-{name}-{number}", deck, marks) for number, runs in enumerate(lines)
        )
        for name, lines in document.frame.items()
        if lines
    }
    parts = _Parts(deck, marks)
    content = tuple(parts.of(document.body))
    annexes = tuple(_sheets(document, parts))
    entries = lineage_of(year, document)
    paths = [entry.figure.path for entry in entries if entry.printings]
    series = series_of(year, paths, data, compiled.declared)
    for each in series:
        deck.number(each.figure)
    shown = ShownDiagnostics(document, marks, compiled.models.values())
    cards = deck.cards(language)
    return Review(
        language=language,
        properties=document.properties,
        data=data.as_posix(),
        period=year.report.period.name,
        frame=frame,
        content=content,
        annexes=annexes,
        cards=cards,
        printings=_printings(entries, document, deck),
        sections=tuple(_sections(document)),
        offices=_offices(cards, marks),
        summary=summary(validation.diagnostics, len(validation.acknowledged)).text(language),
        diagnostics=tuple(
            shown.one(diagnostic, "", language) for diagnostic in validation.diagnostics
        ),
        acknowledged=tuple(
            shown.one(diagnostic, entry.reason.value, language)
            for diagnostic, entry in validation.acknowledged
        ),
        charts=tuple(_charts(series, deck, cards, language)),
    )


class _Parts:
    """The page's parts of blocks and tables; blocks are numbered as in the document.

    A table that no annex names has the words above it for a caption.
    """

    def __init__(self, deck: Deck, marks: list[PrintedFigure]) -> None:
        self._deck = deck
        self._marks = marks
        self._numbers = count()

    def of(self, content: Iterable[Block | Table], name: str = "") -> Iterator[Part]:
        above = ""
        for part in content:
            if isinstance(part, Table):
                yield grid_of(part, name or above, self._paragraph)
            else:
                if part.kind is not BlockKind.UNIT:
                    above = caption(part.text)
                yield self._paragraph(part)

    def _paragraph(self, block: Block) -> Paragraph:
        number = next(self._numbers)
        line = _line(block.runs, f"f{number}", self._deck, self._marks)
        picture = "" if block.picture is None else _address_of(block.picture)
        return Paragraph(f"b{number}", block.kind, block.marker, line, picture)


def _address_of(picture: Picture | Drawing) -> str:
    """Return a picture, or a chart as SVG, as an address that holds its bytes.

    It is empty where charts cannot be drawn: its words stand in its place.
    """
    if isinstance(picture, Drawing):
        from ntmreport.render.drawn_chart import can_draw, drawn_svg

        if not can_draw():
            return ""
        svg = base64.b64encode(drawn_svg(picture)).decode()
        return f"data:image/svg+xml;base64,{svg}"
    return f"data:image/{picture.kind.value};base64,{base64.b64encode(picture.content).decode()}"


def _sections(document: Document) -> Iterator[str]:
    """Yield the section of the outline that each block stands in."""
    for section, part in outlined(document):
        if isinstance(part, Table):
            yield from repeat(section, sum(len(row.cells) for row in part.rows))
        else:
            yield section


def _sheets(document: Document, parts: _Parts) -> Iterator[Sheet]:
    for annex in document.annexes:
        name = " ".join(part for part in (annex.name, annex.title) if part)
        content = tuple(parts.of(annex.content, name))
        first = next(part for part in content if isinstance(part, Paragraph))
        yield Sheet(first.identifier, annex.name, content)


def _line(runs: Iterable[Run], prefix: str, deck: Deck, marks: list[PrintedFigure]) -> Line:
    pieces = []
    for position, run in enumerate(runs):
        if run.figure is None:
            pieces.append(Piece(run.text, run.bold, run.italic, is_note=run.note > 0))
            continue
        mark = PrintedFigure(f"{prefix}-{position}", deck.number(run.figure), run.figure)
        marks.append(mark)
        offices = offices_of(run.figure)
        look = (run.text, run.bold, run.italic)
        pieces.append(Piece(*look, mark.number, mark.identifier, offices, run.note > 0))
    return tuple(pieces)


def _printings(
    entries: Sequence[Entry], document: Document, deck: Deck
) -> Mapping[int, tuple[ShownPrinting, ...]]:
    printings: dict[int, list[ShownPrinting]] = {}
    blocks = document.blocks
    for entry in entries:
        for printing in entry.printings:
            figure = blocks[printing.block].runs[printing.run].figure
            if figure is None:
                continue
            target = f"f{printing.block}-{printing.run}"
            shown = ShownPrinting(target, printing.section, printing.sentence, printing.text)
            printings.setdefault(deck.number(figure), []).append(shown)
    return {number: tuple(found) for number, found in sorted(printings.items())}


def _offices(cards: Sequence[Card], marks: Sequence[PrintedFigure]) -> tuple[Office, ...]:
    """Return the files that printed figures come from, in the order of the report."""
    offices = []
    for name, model in OFFICE_MODELS.items():
        number = sum(name in cards[mark.number].offices for mark in marks)
        if number:
            offices.append(Office(name, str(model.model_config.get("title") or name), number))
    return tuple(offices)


def _charts(
    series: Sequence[Series], deck: Deck, cards: Sequence[Card], language: Language
) -> Iterable[Chart]:
    for position, each in enumerate(series):
        number = deck.number(each.figure)
        card = cards[number]
        yield Chart(
            identifier=f"chart-{position}",
            name=card.name,
            group=card.group,
            sentence=each.sentence().text(language),
            svg=chart(each, f"{card.group}: {card.name}", position, language),
            card=number,
            offices=card.offices,
        )
