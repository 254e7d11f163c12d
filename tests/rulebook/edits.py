"""Makes the edits that the pages of the rule book give as examples."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING, assert_never

from ntmreport.rulebook import Append, Copy, Create, Delete, Edit, Folder, Replace

if TYPE_CHECKING:
    from pathlib import Path


def make(edit: Edit, project: Path) -> None:
    """Make one edit in a copy of the repository."""
    path = project / edit.file
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
        case _:
            assert_never(edit)


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
