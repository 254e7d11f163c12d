"""Which files a year's folder should hold, and which it does hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.span import Span
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def survey(
    folder: Path, names: Collection[str], optional: Collection[str]
) -> tuple[dict[str, Path], list[Diagnostic]]:
    """Return the files to read, by stem in the order of the names, and what is wrong there."""
    expected = {f"{stem}.yaml": stem for stem in (*names, *optional)}
    try:
        with os.scandir(folder) as listing:
            entries = {entry.name: entry for entry in listing if _is_of_concern(entry.name)}
    except (FileNotFoundError, NotADirectoryError):
        return {}, [_no_folder(folder)]
    except OSError as error:
        name = folder.as_posix()
        raise Trouble(
            Bilingual(
                f"không đọc được {name}: {error.strerror}", f"cannot read {name}: {error.strerror}"
            )
        ) from error
    diagnostics = []
    renamed: set[str] = set()
    for name in sorted(entries.keys() - expected.keys()):
        meant = _meant(name, expected)
        if meant in entries:
            meant = None
        elif meant is not None:
            renamed.add(meant)
        diagnostics.append(_unknown(folder, name, meant))
    found: dict[str, Path] = {}
    for name, stem in expected.items():
        entry = entries.get(name)
        if entry is None:
            if stem in names and name not in renamed:
                diagnostics.append(_missing(folder, name))
        elif entry.is_file(follow_symlinks=False):
            found[stem] = folder / name
        else:
            diagnostics.append(_not_regular(folder, name))
    return found, diagnostics


def _is_of_concern(name: str) -> bool:
    """Whether a file could be meant for the data; hidden ones belong to editors and systems."""
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def _meant(name: str, expected: Collection[str]) -> str | None:
    """Return the expected name that `name` is but for capitals and the ending, or resembles."""
    plain = name.lower().removesuffix(".yml").removesuffix(".yaml") + ".yaml"
    if plain in expected:
        return plain
    from difflib import get_close_matches

    matches = get_close_matches(plain, list(expected), n=1, cutoff=0.75)
    return matches[0] if matches else None


def _at(folder: Path, name: str) -> Span:
    return Span((folder / name).as_posix(), 1, 1, 1, 1)


def _no_folder(folder: Path) -> Diagnostic:
    if folder.is_file():
        meant = folder.parent.as_posix()
        return Diagnostic(
            catalogue.FILE_MISSING,
            Span(folder.as_posix(), 1, 1, 1, 1),
            Bilingual("đây là một tệp, không phải thư mục dữ liệu", "this is a file, not a folder"),
            hint=Bilingual(f"nêu thư mục của năm: {meant}", f"name the year's folder: {meant}"),
        )
    return Diagnostic(
        catalogue.FILE_MISSING,
        Span(folder.as_posix(), 1, 1, 1, 1),
        Bilingual("không có thư mục dữ liệu này", "there is no such folder of data"),
        hint=Bilingual("kiểm tra lại tên thư mục của năm", "check the name of the year's folder"),
    )


def _missing(folder: Path, name: str) -> Diagnostic:
    return Diagnostic(
        catalogue.FILE_MISSING,
        _at(folder, name),
        Bilingual(f"thiếu tệp {name}", f"the file {name} is missing"),
        hint=Bilingual(
            f"tạo tệp {name}, có thể chép từ thư mục của năm trước",
            f"create {name}, perhaps from the folder of the year before",
        ),
    )


def _unknown(folder: Path, name: str, meant: str | None) -> Diagnostic:
    hint = Bilingual(
        "xóa tệp này hoặc chuyển sang thư mục khác", "delete this file or move it elsewhere"
    )
    if meant is not None:
        hint = Bilingual(f"đổi tên tệp thành {meant}", f"rename the file to {meant}")
    return Diagnostic(
        catalogue.FILE_UNKNOWN,
        _at(folder, name),
        Bilingual(f"tệp {name} không có trong bộ dữ liệu", f"{name} is no file of the data"),
        hint=hint,
    )


def _not_regular(folder: Path, name: str) -> Diagnostic:
    return Diagnostic(
        catalogue.FILE_NOT_REGULAR,
        _at(folder, name),
        Bilingual(
            f"{name} không phải là tệp thường mà là liên kết hoặc thư mục",
            f"{name} is not an ordinary file but a link or a folder",
        ),
        hint=Bilingual("thay bằng chính tệp dữ liệu", "put the data file itself in its place"),
    )
