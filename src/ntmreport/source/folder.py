"""Which files a year's folder can hold, and which it does hold."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.escapes import printable
from ntmreport.language import Bilingual
from ntmreport.plain_file import kind_of
from ntmreport.source.loading import load_text, unfit
from ntmreport.span import Span
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path


_DATA, _REPORT = "data", "report.yaml"
_MOST_YEARS = 10
_MOST_LOOKED_INTO = 20
_MOST_ABSENT = 5
_SCHEMA = re.compile(r"# yaml-language-server: \$schema=\S*?([a-z_]+)\.json\s")

MOST_FILES = 1000
"""So many files of one subfolder are read: no unit has more units below it."""


@dataclass(slots=True)
class Survey:
    """What a year's folder holds: the `found` files by stem, and what is wrong there.

    `absent` says of each name that no file has, and no misspelled one is meant to have, that it is
    missing: whether it has to be there is not known here.
    """

    found: dict[str, Path] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    absent: dict[str, Diagnostic] = field(default_factory=dict)


def survey(folder: Path, names: Collection[str], subfolders: Collection[str]) -> Survey:
    """Look for `folder`/*name*.yaml, and for every such file in the subfolders that exist.

    The stem of a file in a subfolder is `subfolder/name`.
    """
    expected = {f"{stem}.yaml": stem for stem in names}
    result = Survey()
    entries = _listed(folder)
    if entries is not None and not entries.keys() & expected.keys():
        years = _years_in(folder)
        if years:
            result.diagnostics.append(_of_several_years(folder, years))
            return result
    if entries is None:
        result.diagnostics.append(_no_folder(folder))
        return result
    renamed: set[str] = set()
    for number, name in enumerate(sorted(entries.keys() - expected.keys())):
        free = sorted(expected.keys() - entries.keys() - renamed)
        meant = _meant(name, expected)
        if meant not in free and number < _MOST_LOOKED_INTO:
            meant = _declared(folder, name) or meant
        if meant in entries or meant in renamed:
            meant, free = None, []
        elif meant not in free:
            meant = None
        else:
            renamed.add(meant)
        result.diagnostics.append(_unknown(folder, name, meant, free))
    saved_otherwise = _saved_otherwise(folder)
    for name, stem in expected.items():
        entry = entries.get(name)
        if entry is None:
            if name not in renamed:
                result.absent[stem] = _missing(folder, name, saved_otherwise.get(stem))
        elif entry.is_file(follow_symlinks=False):
            result.found[stem] = folder / name
        else:
            result.diagnostics.append(_not_regular(folder, name))
    for name in subfolders:
        _add_subfolder(result, folder / name)
    return result


def _add_subfolder(result: Survey, folder: Path) -> None:
    """Add the files of a subfolder, which can have any name, where there is such a folder."""
    if not os.path.lexists(folder):
        return
    entries = {} if folder.is_symlink() else _listed(folder)
    if not entries:
        if entries is None or folder.is_symlink():
            result.diagnostics.append(_no_subfolder(folder))
        return
    for name in sorted(entries)[:MOST_FILES]:
        if not name.endswith(".yaml") or not name.isprintable():
            stem = printable(name).rpartition(".")[0]
            result.diagnostics.append(_unknown(folder, name, f"{stem}.yaml", ()))
        elif entries[name].is_file(follow_symlinks=False):
            stem = name.removesuffix(".yaml")
            result.found[f"{folder.name}/{stem}"] = folder / name
        else:
            result.diagnostics.append(_not_regular(folder, name))
    if len(entries) > MOST_FILES:
        result.diagnostics.append(_too_many(folder))


def _listed(folder: Path) -> dict[str, os.DirEntry[str]] | None:
    """Return the entries of a folder that could be data, by name; None where it is no folder."""
    try:
        with os.scandir(folder) as listing:
            return {entry.name: entry for entry in listing if is_data_file(entry.name)}
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        name = folder.as_posix()
        raise Trouble(
            Bilingual(
                f"không đọc được {name}: {reason(error).vi}",
                f"cannot read {name}: {reason(error).en}",
            )
        ) from error


def is_data_file(name: str) -> bool:
    """Return whether a file could be meant for the data; hidden ones belong to
    editors and systems.
    """
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def _meant(name: str, expected: Collection[str]) -> str | None:
    """Return the expected name that `name` is but for capitals and the ending, or resembles."""
    plain = name.lower().removesuffix(".yml").removesuffix(".yaml") + ".yaml"
    if plain in expected:
        return plain
    from difflib import get_close_matches

    matches = get_close_matches(plain, list(expected), n=1, cutoff=0.75)
    return matches[0] if matches else None


def _declared(folder: Path, name: str) -> str | None:
    """Return the name of the file that the first line of another one says it is."""
    try:
        text = load_text(folder / name, name, folder).text
    except Trouble:
        return None
    found = _SCHEMA.match(text or "")
    return f"{found[1]}.yaml" if found else None


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
    hint = Bilingual("kiểm tra lại tên thư mục của năm", "check the name of the year's folder")
    beside = folder.parent / _DATA / folder.name
    years = [beside] if beside.is_dir() else _years_in(folder.parent)
    years = years or _years_in(folder.parent / _DATA)
    if years:
        listed = ", ".join(year.as_posix() for year in years[:_MOST_YEARS])
        begin = _to_begin(folder.name, years[-1])
        hint = Bilingual(
            f"nêu một thư mục có thật: {listed}{begin.vi}",
            f"name a folder there is: {listed}{begin.en}",
        )
    return Diagnostic(
        catalogue.FILE_MISSING,
        Span(folder.as_posix(), 1, 1, 1, 1),
        Bilingual("không có thư mục dữ liệu này", "there is no such folder of data"),
        hint=hint,
    )


def _to_begin(name: str, latest: Path) -> Bilingual:
    """Return how the data of a year after the `latest` is begun, where `name` is one."""
    if not re.fullmatch(r"[0-9]{4}", name) or not name > latest.name:
        return Bilingual("", "")
    command = f"ntmreport new {name}"
    if latest.parent.as_posix() != _DATA:
        command += f" --from {latest.as_posix()}"
    return Bilingual(
        f"; nếu muốn bắt đầu năm {name} thì chạy: {command}", f"; to begin {name}, run: {command}"
    )


def _years_in(folder: Path) -> list[Path]:
    """Return the folders inside `folder` that are data of a year."""
    try:
        return sorted(path.parent for path in folder.glob(f"*/{_REPORT}"))
    except OSError:
        return []


def _of_several_years(folder: Path, years: Sequence[Path]) -> Diagnostic:
    listed = ", ".join(year.as_posix() for year in years[:_MOST_YEARS])
    return Diagnostic(
        catalogue.FILE_MISSING,
        Span(folder.as_posix(), 1, 1, 1, 1),
        Bilingual(
            "đây là thư mục chứa các năm, không phải dữ liệu của một năm",
            "this folder holds years, it is not the data of one",
        ),
        hint=Bilingual(f"nêu thư mục của năm: {listed}", f"name the year's folder: {listed}"),
    )


def _no_subfolder(folder: Path) -> Diagnostic:
    return Diagnostic(
        catalogue.FILE_NOT_REGULAR,
        Span(folder.as_posix(), 1, 1, 1, 1),
        Bilingual(
            f"{folder.name} không phải là thư mục thường mà là tệp hoặc liên kết",
            f"{folder.name} is not an ordinary folder but a file or a link",
        ),
        hint=Bilingual("thay bằng chính thư mục dữ liệu", "put the folder itself in its place"),
    )


def _too_many(folder: Path) -> Diagnostic:
    return Diagnostic(
        catalogue.FILE_UNKNOWN,
        Span(folder.as_posix(), 1, 1, 1, 1),
        Bilingual(
            f"thư mục {folder.name} có hơn {MOST_FILES} tệp",
            f"the folder {folder.name} has more than {MOST_FILES} files",
        ),
        hint=Bilingual(
            "mỗi đơn vị cấp dưới chỉ có một tệp", "there is one file for each unit below"
        ),
    )


def _saved_otherwise(folder: Path) -> dict[str, str]:
    """Return files that are no data by their ending, as `health.yaml.txt`, by their stem."""
    found: dict[str, str] = {}
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return found
    for name in names:
        stem, _, ending = name.lower().partition(".")
        if not is_data_file(name) and ending.startswith(("yaml", "yml", "txt")):
            found[stem] = name
    return found


def _missing(folder: Path, name: str, other: str | None) -> Diagnostic:
    if other is not None:
        return Diagnostic(
            catalogue.FILE_MISSING,
            _at(folder, name),
            Bilingual(
                f"thiếu tệp {name}, nhưng có tệp {printable(other)}",
                f"the file {name} is missing, but there is {printable(other)}",
            ),
            hint=Bilingual(
                f"nếu đó là tệp này lưu với đuôi khác thì đổi tên thành {name}",
                f"if it is this file saved with another ending, rename it to {name}",
            ),
        )
    return Diagnostic(
        catalogue.FILE_MISSING,
        _at(folder, name),
        Bilingual(f"thiếu tệp {name}", f"the file {name} is missing"),
        hint=Bilingual(
            f"tạo tệp {name}, có thể chép từ thư mục của năm trước",
            f"create {name}, perhaps from the folder of the year before",
        ),
    )


def _unknown(folder: Path, name: str, meant: str | None, free: Sequence[str]) -> Diagnostic:
    """Refuse a file that is `meant` to be another, or may be one of those that are not there."""
    hint = Bilingual("chuyển tệp này sang thư mục khác", "move the file elsewhere")
    if meant is not None:
        hint = Bilingual(f"đổi tên tệp thành {meant}", f"rename the file to {meant}")
    elif free:
        listed = ", ".join(free[:_MOST_ABSENT]) + (", …" if len(free) > _MOST_ABSENT else "")
        hint = Bilingual(
            f"nếu là số liệu của năm thì đổi tên thành tệp còn thiếu ({listed}); nếu không thì "
            "chuyển sang thư mục khác",
            f"if it is data of the year, give it the name of a file that is not there ({listed}); "
            "if not, move it elsewhere",
        )
    return Diagnostic(
        catalogue.FILE_UNKNOWN,
        _at(folder, name),
        Bilingual(f"tệp {name} không có trong bộ dữ liệu", f"{name} is no file of the data"),
        hint=hint,
    )


def _not_regular(folder: Path, name: str) -> Diagnostic:
    return unfit((folder / name).as_posix(), kind_of(folder / name))
