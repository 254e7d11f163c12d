"""From a document to the count of its numbers: figures, known literals, and neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.checks.template_prose import EXPRESSION
from ntmreport.checks.wording.typed_numbers import NUMBER, typed_numbers
from ntmreport.document import Table
from ntmreport.language import Bilingual
from ntmreport.table_grid import naming_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.document import Block, Document, Run
    from ntmreport.language import Language

# "1", "1.2", "12)", "(3)", and how one column follows from others: "(5)=(3)/(4)", "7 = 5 + 6".
_ORDINAL = re.compile(r"\(?[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]?(?:\s*[=+\-–:/x×]\s*\(?[0-9]{1,3}\)?)*")


class Unaccounted(Struct, frozen=True):
    """A number of the report that is no figure and no known literal, and the line it is in."""

    number: str
    line: str


class Coverage(Struct, frozen=True):
    """The counts of a report's numbers by kind.

    Literals are what reviewed patterns know: names, numbers of documents, dates, years, numbering.
    In a table, a header's and a first column's ordinal is numbering.
    """

    figures: int
    literals: int
    unaccounted: tuple[Unaccounted, ...]

    @property
    def total(self) -> int:
        """All numbers that the report prints."""
        return self.figures + self.literals + len(self.unaccounted)


def coverage(document: Document) -> Coverage:
    """Return the counts over the body, the lines around it and the annexes."""
    figures = literals = 0
    unaccounted: list[Unaccounted] = []
    for text, runs, is_name in _lines(document):
        figures += sum(run.figure is not None for run in runs)
        typed = [] if is_name else list(typed_numbers(text, 0, len(text)))
        literals += sum(1 for _ in NUMBER.finditer(text)) - len(typed)
        shown = "".join(run.text for run in runs)
        unaccounted += [Unaccounted(text[each.start : each.end], shown) for each in typed]
    return Coverage(figures, literals, tuple(unaccounted))


def report(counted: Coverage, language: Language) -> Iterator[str]:
    """Yield the lines that show the counts and each number that is neither."""
    rows = (
        (counted.total, Bilingual("số trong báo cáo", "numbers in the report")),
        (counted.figures, Bilingual("số liệu, biết nguồn gốc", "figures, with lineage")),
        (
            counted.literals,
            Bilingual(
                "tên, số văn bản, ngày, năm, số thứ tự",
                "names, numbers of documents, dates, years, numbering",
            ),
        ),
        (len(counted.unaccounted), Bilingual("không rõ nguồn gốc", "neither")),
    )
    for number, name in rows:
        yield f"{number:>5}  {name.text(language)}"
    for each in counted.unaccounted:
        yield f"  {each.number}: {each.line}"


def _lines(document: Document) -> Iterator[tuple[str, tuple[Run, ...], bool]]:
    """Yield each line and cell of the report: what figures print masked, and its runs.

    The last one says whether it only numbers or names a row or a column.
    """
    for lines in document.frame.values():
        for runs in lines:
            yield _masked(runs), runs, False
    for content in (document.body, *(annex.content for annex in document.annexes)):
        for part in content:
            if isinstance(part, Table):
                yield from _cells(part)
            else:
                yield _with_marker(part), part.runs, False


def _cells(table: Table) -> Iterator[tuple[str, tuple[Run, ...], bool]]:
    for row in table.rows:
        for cell in row.cells:
            text = _with_marker(cell.block)
            is_ordinal = row.is_header or cell.column == 0
            is_ordinal = is_ordinal and _ORDINAL.fullmatch(text.strip()) is not None
            yield text, cell.block.runs, is_ordinal or cell is naming_cell(row)


def _with_marker(block: Block) -> str:
    return f"{block.marker} {_masked(block.runs)}" if block.marker else _masked(block.runs)


def _masked(runs: tuple[Run, ...]) -> str:
    return "".join(EXPRESSION if run.figure is not None else run.text for run in runs)
