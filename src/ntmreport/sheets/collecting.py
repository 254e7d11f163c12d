"""From workbooks that came back to the changes of a period's files, and all that is in the way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.sheets.data_edits import with_changes
from ntmreport.sheets.mapped_cells import mapped_cells, maps_for, near_map
from ntmreport.sheets.returned_workbook import (
    HAND_OUT_AGAIN,
    NOT_HANDED_OUT,
    LostKeysError,
    ReturnedWorkbook,
    opened,
)
from ntmreport.sheets.sheet_comparison import Collected, compare
from ntmreport.sheets.sheet_diagnostics import Side, disagreement, second_workbook, stranger
from ntmreport.sheets.workbook_cells import SAVE_AS_XLSX, WorkbookCells
from ntmreport.span import start_of, written_path
from ntmreport.zip_package import PackageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.sheets.office_sheets import OfficeSheets
    from ntmreport.sheets.sheet_comparison import Resolution, SheetChange
    from ntmreport.span import Path

Opened = ReturnedWorkbook | WorkbookCells | PackageError
"""A workbook that was handed out, one that people keep, or why it cannot be read."""


def opened_each(workbooks: Mapping[str, bytes]) -> Mapping[str, Opened]:
    """Return the workbooks, by file, as far as they can be read."""
    return {file: _opened(content, file) for file, content in workbooks.items()}


def _opened(content: bytes, file: str) -> Opened:
    try:
        return opened(content, file)
    except PackageError as error:
        return error


def collected(
    workbooks: Mapping[str, Opened], now: OfficeSheets, resolution: Resolution
) -> Sequence[Collected]:
    """Return what each of `workbooks`, by file, changes in the data as it is `now`."""
    found: list[Collected] = []
    by_office: dict[str, Collected] = {}
    known = next(iter(now.identities.values()), None)
    for file, returned in workbooks.items():
        if isinstance(returned, WorkbookCells):
            found += _collected_by_map(file, returned, now, resolution)
            continue
        one = Collected(file, "")
        found.append(one)
        if isinstance(returned, PackageError):
            hint = HAND_OUT_AGAIN if isinstance(returned, LostKeysError) else SAVE_AS_XLSX
            one.diagnostics.append(
                Diagnostic(catalogue.SHEET_UNREADABLE, start_of(file), returned.message, (), hint)
            )
            continue
        one.office = returned.identity.office
        if (told := stranger(file, returned.identity, known, now.sheets)) is not None:
            one.diagnostics.append(told)
            continue
        if (first := by_office.get(one.office)) is not None:
            # Neither is taken: which of the two counts, a person has to say.
            for each in (first, one):
                each.diagnostics.append(second_workbook(each.file, first.file, file, one.office))
            continue
        by_office[one.office] = one
        compare(one, returned, now.sheets[one.office], resolution)
    _tell_disagreements(found)
    hold(found)
    return found


def hold(found: Sequence[Collected]) -> None:
    """Hold back all that workbooks change of which a part is stopped."""
    stopped = {one.file for one in found if not one.is_taken}
    for one in found:
        one.is_held = one.file in stopped


def _collected_by_map(
    file: str, book: WorkbookCells, now: OfficeSheets, resolution: Resolution
) -> Sequence[Collected]:
    """Return what a workbook that people keep changes, for each file of the data."""
    map_of = now.kept_workbooks
    kept = () if map_of is None else map_of.workbooks
    maps = maps_for(file, kept, now.year)
    if not maps:
        near = near_map(file, kept, now.year)
        hint = Bilingual(
            f"{HAND_OUT_AGAIN.vi}; tệp đơn vị tự theo dõi thì khai báo trong workbooks.yaml (bản"
            " nháp: thêm --draft-map)",
            f"{HAND_OUT_AGAIN.en}; one that an office keeps is described in workbooks.yaml (for a"
            " draft: --draft-map)",
        )
        if near is not None:
            hint = Bilingual(
                f"{near.span} ghi “{near}”; sửa ở đó hoặc đổi tên tệp",
                f"{near.span} says `{near}`; mend it there, or rename the file",
            )
        told = Diagnostic(catalogue.SHEET_UNREADABLE, start_of(file), NOT_HANDED_OUT, (), hint)
        return [Collected(file, "", diagnostics=[told])]
    mapped = mapped_cells(book, file, maps, now, now.year)
    found = [Collected(file, "", diagnostics=mapped.diagnostics)] if mapped.diagnostics else []
    for office, cells in mapped.offices.items():
        one = Collected(file, office)
        found.append(one)
        identity = replace(now.identities[office], handed_out={})
        returned = ReturnedWorkbook(identity, book.written.epoch, is_kept=True)
        returned.values.update({written_path(path): each for path, each in cells.items()})
        compare(one, returned, now.sheets[office], resolution)
    return found or [Collected(file, "")]


def _tell_disagreements(found: Sequence[Collected]) -> None:
    """Tell of values that workbooks change otherwise than others do."""
    known: dict[Path, tuple[Collected, SheetChange]] = {}
    for one in found:
        for change in one.changes:
            if change.path not in one.values:
                continue
            other, first = known.setdefault(change.path, (one, change))
            if other.file != one.file and first.after != change.after:
                sides = Side(first.span, first.after), Side(change.span, change.after)
                told = partial(disagreement, change.label, change.path)
                other.diagnostics.append(told(*sides))
                one.diagnostics.append(told(*reversed(sides)))


def new_text(text: str, one: Collected) -> str | None:
    """Return the text of the office's file with the changes; None where it cannot be edited."""
    return with_changes(text, one.values, one.lists)
