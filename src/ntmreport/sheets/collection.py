"""From workbooks to the new texts of a period's files, and what the rules say of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, new_diagnostics
from ntmreport.language import Bilingual, Hint
from ntmreport.pipeline import Compiler
from ntmreport.sheets.collecting import collected, hold, new_text
from ntmreport.sheets.office_sheets import files_read, office_sheets
from ntmreport.sheets.returned_workbook import ReturnedWorkbook
from ntmreport.source import SourceTexts
from ntmreport.span import start_of
from ntmreport.validation import merged, validate

if TYPE_CHECKING:
    import datetime
    import pathlib
    from collections.abc import Mapping, Sequence

    from ntmreport.sheets.collecting import Opened
    from ntmreport.sheets.sheet_comparison import Collected, Resolution, SheetChange
    from ntmreport.validation import Validation


class Collection(Struct, frozen=True):
    """The changes that workbooks make in a period. `texts` are new texts of its files, by name.

    `found` is what the rules say of the period after it; `new` are those of its diagnostics that
    the period does not have now.
    """

    workbooks: Sequence[Collected]
    texts: Mapping[str, str]
    found: Validation
    new: tuple[Diagnostic, ...]

    @property
    def is_whole(self) -> bool:
        """True if nothing was in the way of any workbook."""
        return all(each.is_taken for each in self.workbooks)


def folder_named(workbooks: Mapping[str, Opened]) -> str:
    """Return the name of the folder of data that the workbooks were written from; "" if unknown."""
    handed_out = (each for each in workbooks.values() if isinstance(each, ReturnedWorkbook))
    return next((each.identity.folder for each in handed_out), "")


def collection_of(
    workbooks: Mapping[str, Opened],
    data: pathlib.Path,
    templates: pathlib.Path | None,
    resolution: Resolution,
    today: datetime.date,
) -> Collection | None:
    """Return what `workbooks`, by file, change in the period in the folder `data`.

    None where the period, or its map of workbooks that people keep, cannot be read.
    """
    now = office_sheets(data, templates, every=True)
    if now is None or not now.is_map_read:
        return None
    compared = collected(workbooks, now, resolution)
    own = files_read(data, now)
    for each in compared:
        file = _file(each, data)
        if (
            each.is_taken
            and each.changes
            and new_text(own.get(file, ""), each) in {None, own.get(file)}
        ):
            each.diagnostics.append(_not_edited(each, file))
    hold(compared)
    texts = _texts(compared, own, data)
    before = _validated(data, templates, {}, today)
    after = _validated(data, templates, texts, today)
    of_sheets = new_diagnostics(after.diagnostics, before.diagnostics)
    errors = [each for each in of_sheets if each.is_error]
    for one in compared:
        file = _file(one, data)
        # An error in a file that no workbook is for comes of one of them: none is taken.
        told = [each for each in errors if each.span.file == file or each.span.file not in texts]
        if one.is_taken and one.changes and told:
            one.diagnostics += [_at_its_cell(each, one) for each in told]
    if errors:
        hold(compared)
        texts = _texts(compared, own, data)
        after = _validated(data, templates, texts, today)
    new = tuple(new_diagnostics(after.diagnostics, before.diagnostics))
    return Collection(compared, texts, after, new)


def _file(one: Collected, data: pathlib.Path) -> str:
    return f"{data.as_posix()}/{one.office}.yaml"


def _texts(
    found: Sequence[Collected], own: Mapping[str, str], data: pathlib.Path
) -> Mapping[str, str]:
    """Return the new texts of the files that workbooks change."""
    texts: dict[str, str] = {}
    # Entries of lists come and go last: until then, paths are those of the data as it is.
    for one in sorted(found, key=lambda each: bool(each.lists)):
        if one.is_taken and one.changes:
            file = _file(one, data)
            text = new_text(texts.get(file, own.get(file, "")), one)
            if text is not None:
                texts[file] = text
    return texts


def _validated(
    data: pathlib.Path,
    templates: pathlib.Path | None,
    texts: Mapping[str, str],
    today: datetime.date,
) -> Validation:
    each_form = Compiler(templates, texts=SourceTexts(texts)).compile_each(data)
    return merged([validate(compiled, data, today) for _, compiled in each_form])


def _at_its_cell(diagnostic: Diagnostic, one: Collected) -> Diagnostic:
    """Return a diagnostic of the data at the cell that it comes of, else at the workbook."""
    path = diagnostic.path
    of_its_own = [each for each in one.changes if each.path == path]
    around = [each for each in one.changes if path and each.path[: len(path)] == path]
    inside = [each for each in one.changes if each.path and path[: len(each.path)] == each.path]
    change = next(iter((*of_its_own, *around, *inside)), None)
    span = start_of(one.file) if change is None else change.span
    hint = _hint_for_a_cell(diagnostic, change)
    return replace(diagnostic, span=span, hint=hint, related=())


_OF_YAML = re.compile(r"khóa|dòng “|gạch đầu dòng|thụt|>-|\[.*\]|: …|“- ”")


def _hint_for_a_cell(diagnostic: Diagnostic, change: SheetChange | None) -> Bilingual | None:
    """Return a hint as it is obeyed in a cell, not in a file of the data."""
    hint = diagnostic.hint
    is_name = diagnostic.rule is catalogue.COMMUNE_UNKNOWN and not isinstance(hint, Hint)
    if not is_name and (hint is None or not _OF_YAML.search(hint.vi)):
        return hint
    if is_name or (change is not None and "\n" in change.after):
        return Bilingual(
            "trong ô, mỗi tên một dòng (Alt+Enter); không có mục nào thì ghi “không có”",
            "a name on each line of the cell (Alt+Enter); where there is none, write `không có`",
        )
    return Bilingual(
        "sửa ô này, hoặc các ô khác cùng nhóm, trong tệp Excel rồi lấy lại",
        "mend the cell, or others of its group, in the workbook, and collect it again",
    )


def _not_edited(each: Collected, file: str) -> Diagnostic:
    return Diagnostic(
        catalogue.SHEET_UNREADABLE,
        start_of(each.file),
        Bilingual(
            f"không sửa tự động được cách viết trong {file}",
            f"{file} is written in a way that cannot be edited",
        ),
        (each.office,),
        Bilingual(
            f"sửa {file} bằng tay theo các thay đổi trên",
            f"edit {file} by hand by the changes above",
        ),
    )
