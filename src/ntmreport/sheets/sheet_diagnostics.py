"""The diagnostics of what comes back in workbooks: one function for each kind."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual
from ntmreport.span import start_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ntmreport.diagnostic import Rule
    from ntmreport.sheets.input_rows import InputValue, RecordTable
    from ntmreport.sheets.returned_workbook import ReturnedRow
    from ntmreport.sheets.sheet_identity import SheetIdentity
    from ntmreport.sheets.workbook_cells import ReturnedCell
    from ntmreport.span import Path, Span


class Side(Struct, frozen=True):
    """The value that one workbook has, and its cell."""

    span: Span
    text: str


def about_value(
    rule: Rule, cell: ReturnedCell, asked: InputValue, message: Bilingual, hint: Bilingual | None
) -> Diagnostic:
    """Return a diagnostic of the cell of a value, which its label begins."""
    said = Bilingual(f"{asked.label}: {message.vi}", f"{asked.label}: {message.en}")
    return Diagnostic(rule, cell.span, said, asked.path, hint)


def conflict(cell: ReturnedCell, asked: InputValue, base: str | None, text: str) -> Diagnostic:
    """Return the diagnostic for a value that both sides have changed; without a `base`, differ."""
    if base is None:
        message = Bilingual(
            f"số liệu đang là {shortened(asked.text)}, tệp ghi {shortened(text)}",
            f"the data has {shortened(asked.text)}, the file {shortened(text)}",
        )
    else:
        message = Bilingual(
            f"hai bên cùng sửa: khi phát là {shortened(base)}, số liệu nay là"
            f" {shortened(asked.text)}, tệp ghi {shortened(text)}",
            f"both sides have changed it: handed out as {shortened(base)}, the data has"
            f" {shortened(asked.text)} now, the file {shortened(text)}",
        )
    hint = Bilingual(
        "chạy lại với --theirs để lấy số của tệp, --ours để giữ số liệu",
        "run again with --theirs to take the file's, --ours to keep the data's",
    )
    return about_value(catalogue.SHEET_CONFLICT, cell, asked, message, hint)


def row_lost(file: str, asked: InputValue) -> Diagnostic:
    """Return the diagnostic for a value whose row is gone."""
    return Diagnostic(
        catalogue.SHEET_ROW_LOST,
        start_of(file),
        Bilingual(
            f"{asked.label}: hàng này không còn trong tệp; giữ giá trị cũ",
            f"{asked.label}: its row is no longer in the file; the value stays",
        ),
        asked.path,
        Bilingual(
            "nếu cần sửa giá trị này, phát lại tệp bằng “ntmreport sheets”",
            "to change the value, hand out the file again with `ntmreport sheets`",
        ),
    )


def list_lost(file: str, table: RecordTable) -> Diagnostic:
    """Return the diagnostic for a list whose sheet is gone."""
    return Diagnostic(
        catalogue.SHEET_ROW_LOST,
        start_of(file),
        Bilingual(
            f"trang “{table.name}” không còn trong tệp; giữ danh sách cũ",
            f"the sheet `{table.name}` is no longer in the file; the list stays",
        ),
        table.path,
        Bilingual(
            "nếu cần sửa danh sách, phát lại tệp bằng “ntmreport sheets”",
            "to change the list, hand out the file again with `ntmreport sheets`",
        ),
    )


def row_twice(
    cells: Sequence[ReturnedCell], asked: InputValue, other: Span | None = None
) -> Diagnostic:
    """Return the diagnostic for a value that stands at several places with different values."""
    first, *rest = [cell.span for cell in cells]
    others = [*rest, *([] if other is None else [other])]
    listed = ", ".join(str(each).partition("!")[2] for each in (first, *others))
    return Diagnostic(
        catalogue.SHEET_ROW_TWICE,
        first,
        Bilingual(
            f"{asked.label}: có nhiều hàng với giá trị khác nhau ({listed})",
            f"{asked.label}: several rows with different values ({listed})",
        ),
        asked.path,
        Bilingual("chỉ giữ một hàng, xóa các hàng kia", "keep one row, delete the others"),
        tuple(Related(each, Bilingual("hàng kia", "the other row")) for each in others),
    )


def row_mixed(cell: ReturnedCell, asked: InputValue, said: str) -> Diagnostic:
    """Return the diagnostic for a label beside a value that is another's: a row was parted."""
    wanted = f"{asked.label} ({asked.unit})" if asked.unit else asked.label
    return Diagnostic(
        catalogue.SHEET_ROW_MIXED,
        cell.span,
        Bilingual(
            f"hàng này của “{wanted}”, nhưng trong tệp ghi “{said}”",
            f"the row is that of `{wanted}`, but the file says `{said}`",
        ),
        asked.path,
        Bilingual(
            "sắp xếp, chuyển thì chọn cả hàng; không sửa tên và đơn vị tính. Phát lại tệp"
            " bằng “ntmreport sheets” rồi điền lại",
            "sort and move whole rows, and leave labels and units; hand out the file again"
            " with `ntmreport sheets`",
        ),
    )


def emptied(row: ReturnedRow, table: RecordTable) -> Diagnostic:
    """Return the diagnostic for an entry of a list whose row is blank."""
    return Diagnostic(
        catalogue.SHEET_BLANK,
        row.span,
        Bilingual(
            f"{table.name}: hàng của một mục bị xóa trắng; mục đó được giữ",
            f"{table.name}: the row of an entry is blank; the entry stays",
        ),
        table.path,
        Bilingual(
            "nếu đúng là bỏ mục này, xóa cả hàng, hoặc chạy lại với --blanks",
            "to take the entry away, delete the row, or run again with --blanks",
        ),
    )


def value_unknown(cell: ReturnedCell) -> Diagnostic:
    """Return the diagnostic for a value that the data no longer has."""
    return Diagnostic(
        catalogue.SHEET_STRAY,
        cell.span,
        Bilingual(
            "số liệu này không còn trong biểu; không lấy vào",
            "the data no longer has this value; it is not taken",
        ),
    )


def stray(cell: ReturnedCell) -> Diagnostic:
    """Return the diagnostic for what stands outside of the cells for values."""
    return Diagnostic(
        catalogue.SHEET_STRAY,
        cell.span,
        Bilingual(
            f"giá trị ngoài các ô nhập, không lấy vào: {shortened(str(cell.value))}",
            f"a value outside of the cells for values is not taken: {shortened(str(cell.value))}",
        ),
        (),
        Bilingual(
            "nếu là số liệu, ghi vào ô nền vàng của hàng tương ứng",
            "if it belongs to the data, type it in the yellow cell of its row",
        ),
    )


def list_conflict(rows: Sequence[ReturnedRow], file: str, table: RecordTable) -> Diagnostic:
    """Return the diagnostic for a list that both sides have changed."""
    return Diagnostic(
        catalogue.SHEET_CONFLICT,
        rows[0].span if rows else start_of(file),
        Bilingual(
            f"{table.name}: hai bên cùng sửa danh sách này từ khi phát tệp",
            f"{table.name}: both sides have changed the list since the hand-out",
        ),
        table.path,
        Bilingual(
            "chạy lại với --theirs để lấy cả danh sách của tệp, --ours để giữ của số liệu",
            "run again with --theirs to take the file's whole list, --ours to keep the data's",
        ),
    )


def stranger(
    file: str, said: SheetIdentity, known: SheetIdentity | None, offices: Collection[str]
) -> Diagnostic | None:
    """Return the diagnostic where a workbook is of another unit, period, form or office."""
    if known is None:
        return None
    told: Bilingual | None = None
    if said.unit != known.unit:
        told = Bilingual(f"tệp của {said.unit}", f"the file is of {said.unit}")
    elif said.period != known.period:
        told = Bilingual(f"tệp của {said.period}", f"the file is of {said.period}")
    elif said.form != known.form or said.form_version != known.form_version:
        told = Bilingual(
            "mẫu báo cáo đã thay đổi từ khi phát tệp", "the form has changed since the hand-out"
        )
    elif said.office not in offices:
        told = Bilingual(
            f"báo cáo không có tệp {said.office}.yaml", f"there is no {said.office}.yaml"
        )
    if told is None:
        return None
    message = Bilingual(
        f"{told.vi}, không phải của {known.unit}, {known.period}",
        f"{told.en}, not of {known.unit}, {known.period}",
    )
    hint = Bilingual(
        "phát lại tệp bằng “ntmreport sheets” và điền vào tệp mới",
        "hand out the file again with `ntmreport sheets`, and fill that in",
    )
    return Diagnostic(catalogue.SHEET_OF_ANOTHER, start_of(file), message, (), hint)


def second_workbook(file: str, first: str, other: str, office: str) -> Diagnostic:
    """Return the diagnostic for a workbook beside another for the same file."""
    return Diagnostic(
        catalogue.SHEET_TWICE,
        start_of(file),
        Bilingual(
            f"có hai tệp cho {office}.yaml: {first} và {other}",
            f"two files are for {office}.yaml: {first} and {other}",
        ),
        (office,),
        Bilingual(
            "gộp vào một tệp rồi chỉ nêu tệp đó", "put both into one file, and name that one"
        ),
    )


def disagreement(label: str, path: Path, here: Side, there: Side) -> Diagnostic:
    """Return the diagnostic for a value of which another workbook says something else."""
    return Diagnostic(
        catalogue.SHEET_ROW_TWICE,
        here.span,
        Bilingual(
            f"{label}: ở đây là {shortened(here.text)}, ở {there.span} là {shortened(there.text)}",
            f"{label}: {shortened(here.text)} here, {shortened(there.text)} at {there.span}",
        ),
        path,
        Bilingual("sửa cho hai tệp như nhau", "let both say the same"),
        (Related(there.span, Bilingual("tệp kia", "the other file")),),
    )


_LONGEST = 60
_BEFORE_A_DIFFERENCE = 20


def shortened(text: str) -> str:
    """Return a value as a message shows it."""
    line = text.replace("\n", "; ")
    return f"“{line[:_LONGEST]}…”" if len(line) > _LONGEST else (line or "“”")


def both_shortened(one: str, other: str) -> tuple[str, str]:
    """Return two values as a message shows them: long ones from where they begin to differ."""
    lines = one.replace("\n", "; "), other.replace("\n", "; ")
    pairs = zip(*lines, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if max(map(len, lines)) <= _LONGEST or alike <= _LONGEST - _BEFORE_A_DIFFERENCE:
        return shortened(one), shortened(other)
    start = lines[0].rfind(" ", 0, alike - _BEFORE_A_DIFFERENCE) + 1
    first, second = (line[start:] for line in lines)
    return _from_within(first), _from_within(second)


def _from_within(rest: str) -> str:
    return f"“…{rest[:_LONGEST]}{'…' if len(rest) > _LONGEST else ''}”"
