"""From the lineage of a year to a list of all its figures: a table, CSV, JSON or a workbook."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.figure import Figure, Stated
from ntmreport.language import Bilingual, Language
from ntmreport.lineage import exact, formula, inputs, leaves, plain_value, shown, span_of
from ntmreport.printable import json_text
from ntmreport.render.package import write_package
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ntmreport.lineage import Entry, Printing

_COLUMNS = (
    ("path", Bilingual("Đường dẫn", "Path")),
    ("label", Bilingual("Số liệu", "Figure")),
    ("value", Bilingual("Giá trị", "Value")),
    ("unit", Bilingual("Đơn vị", "Unit")),
    ("printed", Bilingual("In trong báo cáo", "Printed")),
    ("place", Bilingual("Tệp, dòng, cột", "File, line, column")),
    ("formula", Bilingual("Công thức", "Formula")),
    ("sections", Bilingual("Mục của báo cáo", "Section")),
)
_TABLE_WIDTH = 34
_PROPERTIES = "docProps/core.xml"
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as a list shows it. `value` is rounded, with a point before its decimals."""

    path: str
    label: str
    value: str
    unit: str
    printed: str
    place: str
    formula: str
    sections: str


def rows(entries: Iterable[Entry]) -> list[Row]:
    """Return a row for each figure, in the order given."""
    return [
        Row(
            path=entry.path,
            label=entry.figure.label,
            value=plain_value(entry.figure),
            unit=entry.figure.unit,
            printed="; ".join(entry.printed_texts),
            place=str(span_of(entry.figure) or ""),
            formula=formula(entry.figure),
            sections="; ".join(dict.fromkeys(printing.section for printing in entry.printings)),
        )
        for entry in entries
    ]


def table(entries: Iterable[Entry], language: Language) -> str:
    """Return a list for the terminal: what each figure is, and what the report prints for it."""
    lines = []
    for entry in entries:
        printed = ", ".join(entry.printed_texts)
        lines.append(f"{shown(entry.figure):<{_TABLE_WIDTH}} {entry.path}")
        sections = ", ".join(dict.fromkeys(each.section for each in entry.printings))
        where = Bilingual(f"in “{printed}” ở {sections}", f"printed `{printed}` in {sections}")
        unused = Bilingual("báo cáo không in", "not printed")
        lines.append(f"  {entry.figure.label}")
        lines.append(f"  {(where if printed else unused).text(language)}")
    return "\n".join(lines) + "\n"


def as_csv(entries: Iterable[Entry], language: Language) -> str:
    """Return CSV that Excel opens as it is: with a byte order mark, numbers in ISO notation."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(title.text(language) for _, title in _COLUMNS)
    for row in rows(entries):
        writer.writerow(_unharmed(getattr(row, name)) for name, _ in _COLUMNS)
    return "\ufeff" + stream.getvalue()


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
            "formula": formula(entry.figure),
            "inputs": [written_path(figure.path) for figure in inputs(entry.figure)],
            "computed": _computed(entry.figure),
            "depends_on": sorted({str(span) for span in leaves(entry.figure)}),
            "printings": [_printing(printing) for printing in entry.printings],
        }
        for entry in entries
    ]
    return json_text(listed)


def as_workbook(entries: Iterable[Entry], language: Language) -> bytes:
    """Return an Excel workbook: real numbers with the decimals that the report prints."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = Bilingual("Số liệu", "Figures").text(language)
    sheet.append([title.text(language) for _, title in _COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows(entries):
        sheet.append([getattr(row, name) for name, _ in _COLUMNS])
        cell = sheet.cell(sheet.max_row, 3)
        decimals = len(row.value.partition(".")[2])
        cell.value = float(row.value) if decimals else int(row.value)
        cell.number_format = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        for number in (2, 5, 7, 8):
            text = sheet.cell(sheet.max_row, number)
            text.data_type = "s"  # never a formula, whatever the text begins with
    for number, width in enumerate((44, 60, 14, 16, 16, 34, 60, 16), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        members = {name: package.read(name) for name in package.namelist()}
    # No clock in a result: the same figures give the same file.
    members[_PROPERTIES] = _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", members[_PROPERTIES])
    return write_package(members)


def _place(figure: Figure) -> Mapping[str, object]:
    span = span_of(figure)
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": span.file, "line": span.line, "column": span.column}


def _computed(figure: Figure) -> str | None:
    """Return what the data gives where the office states something."""
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


def _unharmed(text: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "@")) else text
