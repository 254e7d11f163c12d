"""The rules by which Excel lets a cell take only what its value can be, with words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from ntmreport.limits import FIRST_YEAR, LAST_YEAR
from ntmreport.sheets.input_rows import ValueKind
from ntmreport.workbook_bytes import MOST_OF_A_CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.sheets.input_rows import InputValue


def rule_of(each: InputValue, most: str | None, choices: str) -> dict[str, Any]:
    """Return the rule of a value as Excel has it: kind, bounds, prompt, error."""
    unit = f", đơn vị: {each.unit}" if each.unit else ""
    match each.kind:
        case ValueKind.WHOLE | ValueKind.DECIMAL:
            is_whole = each.kind is ValueKind.WHOLE
            word = "Số nguyên" if is_whole else "Số"
            bound = most or (str(each.largest) if each.largest is not None else "")
            least = "-1E+15" if each.is_signed else "0"
            above = " và không lớn hơn tổng số" if most else ""
            above = above or (f", nhiều nhất {each.largest}" if each.largest is not None else "")
            wanted = f"{word} từ 0{above}{unit}"
            if each.is_signed:
                wanted = f"{word}, âm là giảm{unit}"
            return {
                "type": "whole" if is_whole else "decimal",
                "operator": "between" if bound else "greaterThanOrEqual",
                "formula1": least,
                **({"formula2": bound} if bound else {}),
                **_said("Số liệu", f"{wanted}."),
            }
        case ValueKind.YEAR:
            return {
                "type": "whole",
                "operator": "between",
                "formula1": str(FIRST_YEAR),
                "formula2": str(LAST_YEAR),
                **_said("Năm", "Năm, bốn chữ số, ví dụ 2010."),
            }
        case ValueKind.DATE:
            return {
                "type": "date",
                "operator": "between",
                "formula1": f"DATE({FIRST_YEAR},1,1)",
                "formula2": f"DATE({LAST_YEAR},12,31)",
                **_said("Ngày", "Ngày/tháng/năm, ví dụ 30/9/2021."),
            }
        case ValueKind.CHOICE | ValueKind.CRITERION:
            return {"type": "list", "formula1": choices, **_said("Chọn", "Chọn trong danh sách.")}
        case _:
            wanted = "Mỗi mục một dòng (Alt+Enter)." if each.kind is ValueKind.TEXTS else "Chữ."
            return {
                "type": "textLength",
                "operator": "lessThanOrEqual",
                "formula1": str(MOST_OF_A_CELL),
                **_said("Nội dung", wanted),
            }


def ranges(cells: Sequence[tuple[int, int]]) -> str:
    """Return the cells, by column and row, as ranges: those below each other are one."""
    found: list[tuple[int, int, int]] = []
    for column, row in sorted(cells):
        if found and found[-1][0] == column and found[-1][2] == row - 1:
            found[-1] = (column, found[-1][1], row)
        else:
            found.append((column, row, row))
    letters = ((get_column_letter(column), first, last) for column, first, last in found)
    return " ".join(f"{letter}{first}:{letter}{last}" for letter, first, last in letters)


def _said(title: str, wanted: str) -> dict[str, str]:
    return {"promptTitle": title, "prompt": wanted, "errorTitle": "Chưa đúng", "error": wanted}


NOTHING_TO_TYPE = {
    "type": "custom",
    "formula1": "FALSE",
    **_said("Kỳ trước", "Số liệu kỳ trước, để đối chiếu; số liệu kỳ này ghi ở các ô nền vàng."),
}
"""The rule of cells that are shown alone."""
