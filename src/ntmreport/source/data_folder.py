"""From a folder of data to the files that it holds, and those that are missing or unknown."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from ntmreport import refusal_messages as refusals
from ntmreport.escapes import printable
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.limits import MOST_FILES
from ntmreport.plain_file import kind_of
from ntmreport.source.loading import load_text, not_a_plain_file
from ntmreport.span import start_of
from ntmreport.trouble import Trouble, unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic


_DATA, _REPORT = "data", "report.yaml"
_MOST_YEARS = 10
_MOST_LOOKED_INTO = 20
_MOST_ABSENT = 5
_SCHEMA = lazy_pattern(r"# yaml-language-server: \$schema=\S*?([a-z_]+)\.json\s")


class Survey:
    """The `found` files of a folder by their stems, and the diagnostics of the folder.

    `absent` holds a diagnostic for each expected file that is not there, nor meant by a misspelt
    name: the caller knows which of them are needed.
    """

    def __init__(self) -> None:
        self.found: dict[str, Path] = {}
        self.diagnostics: list[Diagnostic] = []
        self.absent: dict[str, Diagnostic] = {}


def survey(folder: Path, names: Collection[str], subfolders: Collection[str]) -> Survey:
    """Look for `folder`/*name*.yaml, and for every such file in the subfolders that exist.

    The stem of a file in a subfolder is `subfolder/name`.
    """
    expected = {f"{stem}.yaml": stem for stem in names}
    result = Survey()
    entries = _listed(folder)
    if entries is not None and not entries.keys() & expected.keys():
        years = _years_in(folder) or _years_in(folder / _DATA)
        if years:
            result.diagnostics.append(
                refusals.SEVERAL_YEARS.of(folders=_names(years)).at(start_of(folder.as_posix()))
            )
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
            span = start_of(folder.as_posix())
            result.diagnostics.append(refusals.NOT_A_FOLDER.of(name=folder.name).at(span))
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
        message = refusals.TOO_MANY_FILES.of(name=folder.name, most=MOST_FILES)
        result.diagnostics.append(message.at(start_of(folder.as_posix())))


def _listed(folder: Path) -> dict[str, os.DirEntry[str]] | None:
    """Return the entries of a folder that could be data, by name; None where it is no folder."""
    try:
        with os.scandir(folder) as listing:
            return {entry.name: entry for entry in listing if is_data_file(entry.name)}
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unreadable(folder.as_posix(), error) from error


def is_data_file(name: str) -> bool:
    """Return whether a file could be meant for the data; hidden ones belong to
    editors and systems.
    """
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def _meant(name: str, expected: Collection[str]) -> str | None:
    """Return the expected name that `name` equals but for capitals and ending, or resembles."""
    plain = name.lower().removesuffix(".yml").removesuffix(".yaml") + ".yaml"
    if plain in expected:
        return plain
    from difflib import get_close_matches

    matches = get_close_matches(plain, list(expected), n=1, cutoff=0.75)
    return matches[0] if matches else None


def _declared(folder: Path, name: str) -> str | None:
    """Return the name of the file whose schema the first line of `name` declares."""
    try:
        text = load_text(folder / name, name, folder).text
    except Trouble:
        return None
    found = _SCHEMA.match(text or "")
    return f"{found[1]}.yaml" if found else None


def _years_in(folder: Path) -> list[Path]:
    """Return the folders inside `folder` that are data of a year."""
    try:
        return sorted(path.parent for path in folder.glob(f"*/{_REPORT}"))
    except OSError:
        return []


def _saved_otherwise(folder: Path) -> dict[str, str]:
    """Return files with another ending, such as `health.yaml.txt`, by their stem."""
    found: dict[str, str] = {}
    try:
        with os.scandir(folder) as listing:
            names = sorted(entry.name for entry in listing)
    except OSError:
        return found
    for name in names:
        stem, _, ending = name.lower().partition(".")
        if not is_data_file(name) and ending.startswith(("yaml", "yml", "txt")):
            found[stem] = name
    return found


def _no_folder(folder: Path) -> Diagnostic:
    span = start_of(folder.as_posix())
    if folder.is_file():
        return refusals.FOLDER_IS_A_FILE.of(folder=folder.parent.as_posix()).at(span)
    beside = folder.parent / _DATA / folder.name
    years = [beside] if beside.is_dir() else _years_in(folder.parent)
    years = years or _years_in(folder.parent / _DATA)
    if not years:
        return refusals.NO_FOLDER.at(span)
    latest = years[-1]
    named = re.fullmatch(r"([0-9]{4})(?:-[369]t)?", folder.name)
    if named is None or not named[1] > latest.name[:4]:
        return refusals.NO_FOLDER_BUT_OTHERS.of(folders=_names(years)).at(span)
    command = f"ntmreport new {folder.name}"
    if latest.parent.as_posix() != _DATA:
        command += f" --from {latest.as_posix()}"
    kind = "năm" if named[1] == folder.name else "kỳ"
    period = Bilingual(f"{kind} {folder.name}", folder.name)
    told = refusals.NO_FOLDER_YET.of(folders=_names(years), period=period, command=command)
    return told.at(span)


def _names(folders: Sequence[Path]) -> str:
    return ", ".join(folder.as_posix() for folder in folders[:_MOST_YEARS])


def _missing(folder: Path, name: str, other: str | None) -> Diagnostic:
    """Return the diagnostic for a missing file; `other` has its name and another ending."""
    message = refusals.FILE_MISSING.of(name=name)
    if other is not None:
        message = refusals.FILE_WITH_ANOTHER_ENDING.of(name=name, other=printable(other))
    return message.at(start_of((folder / name).as_posix()))


def _unknown(folder: Path, name: str, meant: str | None, free: Sequence[str]) -> Diagnostic:
    """Return the diagnostic for a file that is `meant` to be another, or one of the absent ones."""
    message = refusals.FILE_UNKNOWN.of(name=name)
    if meant is not None:
        message = refusals.FILE_MISNAMED.of(name=name, meant=meant)
    elif free:
        absent = ", ".join(free[:_MOST_ABSENT]) + (", …" if len(free) > _MOST_ABSENT else "")
        message = refusals.FILE_PERHAPS_MISNAMED.of(name=name, absent=absent)
    return message.at(start_of((folder / name).as_posix()))


def _not_regular(folder: Path, name: str) -> Diagnostic:
    return not_a_plain_file((folder / name).as_posix(), kind_of(folder / name))
