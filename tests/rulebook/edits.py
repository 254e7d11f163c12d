"""Makes the edits that the pages of the rule book give as examples."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import assert_never

from openpyxl import Workbook, load_workbook

from ntmreport.rulebook import Append, Copy, Create, Delete, Edit, Folder, Replace, Typed
from ntmreport.sheets.office_sheets import office_sheets

HANDED_OUT = Path("build/2021/phieu")
"""The folder in which the workbook of one office is, where an example is about such."""


def hand_out(project: Path) -> None:
    """Write the workbook of one office of the project."""
    sheets = office_sheets(project / "data/2021", None)
    assert sheets is not None
    folder = project / HANDED_OUT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "health.xlsx").write_bytes(sheets.workbook("health"))


def make(edit: Edit, project: Path) -> None:
    """Make one edit in a copy of the repository."""
    path = project / edit.file
    if edit.file.startswith(HANDED_OUT.as_posix()) and not path.parent.exists():
        hand_out(project)
    path.parent.mkdir(parents=True, exist_ok=True)
    match edit:
        case Replace(good=good, bad=bad, part=part):
            if part is None:
                text = _replaced(path.read_text("utf-8"), good, bad)
                path.write_text(text, "utf-8", newline="\n")
            else:
                _rewrite(path, part, good, bad)
        case Delete():
            path.unlink()
        case Folder():
            path.unlink()
            path.mkdir()
        case Create(content=content):
            path.write_text(content, "utf-8", newline="\n")
        case Append(content=content, times=times):
            path.write_bytes(path.read_bytes() + content * times)
        case Copy(source=source):
            copy = shutil.copytree if (project / source).is_dir() else shutil.copyfile
            copy(project / source, path)
        case Typed(cell=cell, typed=typed, shows=shows):
            type_in(path, cell, typed, shows)
        case _:
            assert_never(edit)


def type_in(path: Path, cell: str, typed: str, shows: str = "") -> None:
    """Type into a cell of a workbook, or of a new one.

    A formula that `shows` a value has it stored, as in Excel.
    """
    sheet, _, reference = cell.rpartition("!")
    book = load_workbook(path) if path.exists() else Workbook()
    page = book[sheet] if sheet else book.worksheets[0]
    page[reference] = typed or None
    book.save(path)
    if shows:
        stored = f"<f>{typed[1:]}</f><v>{shows}</v>"
        with zipfile.ZipFile(path) as package:
            members = {name: package.read(name) for name in package.namelist()}
        for name, content in members.items():
            text = content.decode("utf-8", "replace")
            if f"<f>{typed[1:]}</f><v" in text:
                members[name] = re.sub(
                    r"<f>[^<]*</f><v ?/?>(?:</v>)?", stored, text, count=1
                ).encode()
        with zipfile.ZipFile(path, "w") as package:
            for name, content in members.items():
                package.writestr(name, content)


def _replaced(text: str, good: str, bad: str) -> str:
    assert text.count(good) == 1, f"{good!r} stands {text.count(good)} times"
    return text.replace(good, bad)


def _rewrite(path: Path, part: str, good: str, bad: str) -> None:
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[part] = _replaced(members[part].decode(), good, bad).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
