"""From the lineage of a year to a list of all its figures: a table, CSV, JSON or a workbook."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.escapes import csv_text, json_text
from ntmreport.figure import LABEL_SEPARATOR, Computed, Counted, Figure, Stated
from ntmreport.figure.number_format import printed, printed_with_unit
from ntmreport.language import Bilingual, Language
from ntmreport.lineage import exact, formula, formula_of, inputs, leaves, plain_value, span_of
from ntmreport.lineage.answers import counted, stated
from ntmreport.span import written_path
from ntmreport.workbook_bytes import (
    MOST_DIGITS,
    MOST_OF_A_CELL,
    VIETNAMESE_NUMBERS,
    workbook_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ntmreport.document import Document
    from ntmreport.lineage import Entry, Printing
    from ntmreport.lineage.earlier_periods import FiguresBefore
    from ntmreport.span import Path

_COLUMNS: Mapping[str, tuple[Bilingual, int]] = {
    "label": (Bilingual("Số liệu", "Figure"), 44),
    "value": (Bilingual("Giá trị", "Value"), 12),
    "unit": (Bilingual("Đơn vị", "Unit"), 12),
    "before": (Bilingual("Năm trước", "Year before"), 12),
    "printed": (Bilingual("In trong báo cáo", "Printed"), 16),
    "sections": (Bilingual("Mục của báo cáo", "Section"), 12),
    "formula": (Bilingual("Cách tính", "Computation"), 40),
    "source": (Bilingual("Nguồn, xác nhận", "Source, confirmation"), 30),
    "place": (Bilingual("Tệp, dòng, cột", "File, line, column"), 26),
    "path": (Bilingual("Đường dẫn", "Path"), 36),
}
"""The columns: the head of each, and how wide a workbook shows it."""

_NUMBERS = ("value", "before")
_TABLE_WIDTH = 34

_LINE_HEIGHT = 15
_MOST_LINES = 27  # a row is no higher than 409 points


class Row(Struct, frozen=True):
    """One figure as a list shows it: numbers rounded, with a point before their decimals."""

    label: str
    value: str
    unit: str
    before: str
    printed: str
    sections: str
    formula: str
    source: str
    place: str
    path: str


def rows(entries: Iterable[Entry], before: FiguresBefore | None, language: Language) -> list[Row]:
    """Return a row for each figure, in the order given; `before` are those of the year before."""
    earlier = before.figures if before is not None else {}
    return [
        Row(
            label=entry.figure.label,
            value=plain_value(entry.figure),
            unit=entry.figure.unit,
            before=_value_before(entry.figure, earlier),
            printed="; ".join(entry.printed_texts),
            sections="; ".join(dict.fromkeys(printing.section for printing in entry.printings)),
            formula=_in_words(entry.figure, language),
            source=entry.figure.provenance.words.text(language) if entry.figure.provenance else "",
            place=str(span_of(entry.figure) or ""),
            path=entry.path,
        )
        for entry in entries
    ]


def _value_before(figure: Figure, earlier: Mapping[Path, Figure]) -> str:
    """Return the value of the year before; empty for entries of lists, which may have moved."""
    then = earlier.get(figure.path)
    if then is None or (then.unit, then.label) != (figure.unit, figure.label):
        return ""
    return plain_value(then) if all(isinstance(step, str) for step in figure.path) else ""


def _in_words(figure: Figure, language: Language) -> str:
    """Return the formula of the figure with the values and labels of its inputs."""
    match figure.origin:
        case Computed(operation=operation, inputs=operands):
            return formula_of(operation, [_operand(each, language) for each in operands])
        case Counted(items=items):
            return counted(len(items)).text(language)
        case Stated(computed=computed):
            return stated(figure, computed).text(language)
        case _:
            return ""


def _operand(figure: Figure, language: Language) -> str:
    name = figure.label.rpartition(LABEL_SEPARATOR)[2]
    if name:
        return f"{printed(figure)} ({name})"
    return f"({_in_words(figure, language) or printed(figure)})"


def table(entries: Iterable[Entry], language: Language) -> str:
    """Return a list for the terminal: what each figure is, and what the report prints for it."""
    lines = []
    for entry in entries:
        printed = ", ".join(entry.printed_texts)
        lines.append(f"{printed_with_unit(entry.figure):<{_TABLE_WIDTH}} {entry.path}")
        sections = ", ".join(dict.fromkeys(each.section for each in entry.printings))
        where = Bilingual(f"in “{printed}” ở {sections}", f"printed `{printed}` in {sections}")
        unused = Bilingual("báo cáo không in", "not printed")
        lines.append(f"  {entry.figure.label}")
        lines.append(f"  {(where if printed else unused).text(language)}")
    return "\n".join(lines) + "\n"


def as_csv(entries: Sequence[Entry], before: FiguresBefore | None, language: Language) -> str:
    """Return CSV with a byte order mark, as the spreadsheets of the language's country read it.

    In Vietnam a comma stands before decimals, and so a semicolon between cells; else numbers have a
    point and cells a comma between them.
    """
    is_vietnamese = language is Language.VIETNAMESE
    columns = _columns(entries, before)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if is_vietnamese else ",", lineterminator="\r\n")
    writer.writerow(_head(name, before).text(language) for name in columns)
    for row in rows(entries, before, language):
        cells = []
        for name in columns:
            text: str = getattr(row, name)
            if name not in _NUMBERS:
                text = csv_text(text)
            elif is_vietnamese:
                text = text.replace(".", ",")
            cells.append(text)
        writer.writerow(cells)
    return "\ufeff" + stream.getvalue()


def _columns(entries: Iterable[Entry], before: FiguresBefore | None) -> list[str]:
    """Return the columns that there is something for: an earlier period, sources that are named."""
    known = {*_COLUMNS}
    if before is None:
        known.remove("before")
    if not any(entry.figure.provenance for entry in entries):
        known.remove("source")
    return [name for name in _COLUMNS if name in known]


def _head(name: str, before: FiguresBefore | None) -> Bilingual:
    """Return the head of a column; that of earlier values goes by their period."""
    if name != "before" or before is None or before.period.is_year:
        return _COLUMNS[name][0]
    if before.period.first != before.period.last:
        return Bilingual("Giai đoạn trước", "Period before")
    return Bilingual("Cùng kỳ năm trước", "Same months, year before")


def as_json(entries: Sequence[Entry]) -> str:
    """Return a list of objects, one for each figure, with its inputs and all its printings.

    `depends_on` are the places of the data that the figure's value comes from: changing a number
    there changes the figure, and changing one elsewhere does not.
    """
    listed = [
        {
            "path": entry.path,
            "label": entry.figure.label,
            "value": plain_value(entry.figure),
            "exact": exact(entry.figure),
            "unit": entry.figure.unit,
            "qualifier": entry.figure.qualifier,
            "printed": list(entry.printed_texts),
            **_place(entry.figure),
            **_provenance(entry.figure),
            "formula": formula(entry.figure),
            "inputs": [written_path(figure.path) for figure in inputs(entry.figure)],
            "computed": _computed(entry.figure),
            "depends_on": sorted({str(span) for span in leaves(entry.figure)}),
            "printings": [_printing(printing) for printing in entry.printings],
        }
        for entry in entries
    ]
    return json_text(listed)


def _provenance(figure: Figure) -> Mapping[str, object]:
    """Return what is said of the source of a figure; nothing where nothing is said."""
    said = figure.provenance
    if said is None:
        return {}
    return {
        "source": said.source,
        "confirmed": said.is_confirmed,
        "confirmed_by": said.confirmed_by,
    }


def as_workbook(
    entries: Sequence[Entry],
    before: FiguresBefore | None,
    language: Language,
    documents: Sequence[Document] = (),
) -> bytes:
    """Return an Excel workbook: real numbers with the decimals that the report prints.

    Behind the list stand the tables and annexes of `documents`, a sheet for each.
    All else is text, whatever it begins with. It prints on A4, its head on every page, paths left
    out.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    from ntmreport.render.report_workbook import add_sheets
    from ntmreport.workbook_writing import Look, Looks, fit_on_a4, lines_in, put_text

    locale = VIETNAMESE_NUMBERS if language is Language.VIETNAMESE else ""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has a sheet
    sheet.title = Bilingual("Số liệu", "Figures").text(language)
    columns = _columns(entries, before)
    looks = Looks()
    beside = Look(vertical="top")
    wrapped = replace(beside, wraps=True, indent=1)
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT
    for number, name in enumerate(columns, start=1):
        _, width = _COLUMNS[name]
        head = sheet.cell(1, number, _head(name, before).text(language))
        looks.give(head, replace(wrapped, is_bold=True))
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line, row in enumerate(rows(entries, before, language), start=2):
        heights = (lines_in(getattr(row, name), _COLUMNS[name][1], _MOST_LINES) for name in columns)
        sheet.row_dimensions[line].height = _LINE_HEIGHT * max(heights)
        for number, name in enumerate(columns, start=1):
            text: str = getattr(row, name)
            if not text:
                continue
            cell = sheet.cell(line, number)
            if name in _NUMBERS and sum(map(str.isdigit, text)) <= MOST_DIGITS:
                decimals = len(text.partition(".")[2])
                cell.value = float(text) if decimals else int(text)
                digits = f"{locale}#,##0{'.' * bool(decimals)}{'0' * decimals}"
                looks.give(cell, replace(beside, number_format=digits))
            else:
                put_text(cell, _shortened(text, language))
                looks.give(cell, wrapped)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    # Paths are for programs; on paper they would make all the rest small.
    sheet.print_area = f"A1:{get_column_letter(columns.index('place') + 1)}{sheet.max_row}"
    fit_on_a4(sheet)
    return workbook_bytes(book, add_sheets(book, documents))


def _shortened(text: str, language: Language) -> str:
    """Return a text cut to what a cell of Excel holds, with the number of characters left out."""
    if _size(text) <= MOST_OF_A_CELL:
        return text
    kept = text[:MOST_OF_A_CELL]
    while True:
        left = len(text) - len(kept)
        more = Bilingual(f"… (còn {left} ký tự)", f"… ({left} characters more)").text(language)
        if (over := _size(kept) + _size(more) - MOST_OF_A_CELL) <= 0:
            return kept + more
        kept = kept[:-over]


def _size(text: str) -> int:
    """Return how many characters Excel counts: those beyond the first 65.536 as two."""
    return len(text.encode("utf-16-le")) // 2


def _place(figure: Figure) -> Mapping[str, object]:
    span = span_of(figure)
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": span.file, "line": span.line, "column": span.column}


def _computed(figure: Figure) -> str | None:
    """Return the computed value behind a stated one; None where there is none."""
    match figure.origin:
        case Stated(computed=Figure() as computed):
            return plain_value(computed)
        case _:
            return None


def _printing(printing: Printing) -> Mapping[str, object]:
    return {
        "text": printing.text,
        "section": printing.section,
        "paragraph": printing.block + 1,
        "sentence": printing.sentence,
    }
