"""Where output may go, decided here for every command that writes.

Never onto what is read, nor among it: data, forms, schemas, criteria, git's own folders. What a
link leads to is judged, not the link. A device, a pipe and standard output are written into.
"""

from __future__ import annotations

import os
import stat
import sys
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.language import Bilingual
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.pipeline import Compiled

_STANDARD_OUTPUT = "-"
_DATA = "data"
FORMS = "templates"
"""The folder of forms, beside data/."""

_MARKS = {_DATA: "report.yaml", FORMS: "form.yaml"}
"""By this file a folder inside of one of these is known as a year, or as a form."""

_GIT = ".git"
_BARE_REPOSITORY = ("HEAD", "objects", "refs")
_WRITE = 0o222


class OutputPath(Struct, frozen=True):
    """Where a result goes: the file `path`, or what is there to be written into.

    `shown` is the file as messages name it: as the user does, unless that is a link.
    """

    path: Path
    shown: Path
    is_stream: bool = False
    is_standard_output: bool = False


def is_stream(output: Path | None) -> bool:
    """Say whether `output` is standard output, a device or a pipe, whose name has no ending."""
    if output is None:
        return False
    if str(output) == _STANDARD_OUTPUT:
        return True
    try:
        return not _is_file_or_folder(output.stat().st_mode) or _is_standard_output(output)
    except OSError:
        return False


def output_path(
    output: Path | None,
    folder: str,
    name: str,
    data: Iterable[Path],
    templates: Path | None = None,
    communes: Iterable[Path] = (),
) -> OutputPath:
    """Return where a result of the years in `data`, and of the folders of `communes`, goes.

    That is the file `output`, the file `name` in the folder `output`, or without it in
    build/`folder`/. Raises WrongCallError where output may not go, and Trouble where it cannot.
    """
    inputs = [*_inputs(data, templates), *(folder.resolve() for folder in communes)]
    if output is not None and is_stream(output):
        return _stream(output)
    if output is None:
        base = _outside(inputs)
        shown = _named(base, Path("build", folder, name))
        path = _inside(shown, base)
    elif output.is_dir():
        shown = output / name
        path = _inside(shown, output)
    else:
        shown = output
        path = _real(output)
    _refuse_protected(path, shown, inputs)
    _refuse_read_only(path, shown)
    return OutputPath(path, shown if path.name == shown.name else path)


def folder_name(data: Path) -> str:
    """Return the name of a folder of data, also where it is given as `.`: outputs bear it."""
    return data.resolve().name


def different_folders(named: Sequence[Path]) -> list[Path]:
    """Return the folders that are named, each once."""
    return list({folder.resolve(): folder for folder in reversed(named)}.values())[::-1]


def names_of_folders(folders: Sequence[Path]) -> list[str]:
    """Return what outputs of each folder are named after: its own name where no other has it.

    Folders of one name, as `2026-6t` of many communes, have the names before it that tell them
    apart. Raises WrongCallError where those are the same still.
    """
    parts = [folder.resolve().parts[::-1] for folder in folders]
    alike: dict[str, list[int]] = {}
    for number, (own, *_) in enumerate(parts):
        alike.setdefault(own.casefold(), []).append(number)
    names = [own for own, *_ in parts]
    for same in alike.values():
        levels = [*zip_longest(*(parts[each] for each in same), fillvalue="")]
        telling = [level for level in levels[1:] if len(set(level)) > 1]
        for place, each in enumerate(same):
            names[each] = "-".join((*(level[place] for level in reversed(telling)), names[each]))
    found: dict[str, Path] = {}
    for folder, name in zip(folders, names, strict=True):
        other = found.setdefault(name.casefold(), folder)
        if other is not folder:
            raise WrongCallError(
                Bilingual(
                    f"{other.as_posix()} và {folder.as_posix()} có kết quả cùng tên {name}; "
                    "hãy chạy riêng từng thư mục",
                    f"{other.as_posix()} and {folder.as_posix()} have results of one name, "
                    f"{name}; call each on its own",
                )
            )
    return names


def check_folder(folder: Path, beside: Path | None = None) -> None:
    """Raise WrongCallError where a folder may not be made or filled: among data, say.

    It may stand `beside` that folder, as a year stands beside the others.
    """
    path = _real(folder)
    above = () if beside is None else beside.resolve().parents[:1]
    for parent in (path, *path.parents):
        if parent not in above:
            _refuse_folder(parent, folder, ())


def checked_file(path: Path) -> Path:
    """Return the file to replace, which is the command's own to write, as a schema is.

    Raises WrongCallError where it is among data, forms or git's files, and Trouble where it is
    read-only.
    """
    real = _real(path)
    _refuse_protected(real, path, ())
    _refuse_read_only(real, path)
    return real


def check_writable(path: Path) -> None:
    """Raise Trouble where the file, which the command is to change in its place, is read-only."""
    _refuse_read_only(path, path)


def _inputs(data: Iterable[Path], templates: Path | None) -> Iterator[Path]:
    """Yield the folders and files that a command reads, or that stand beside those."""
    from ntmreport.program_files import program_folders

    for folder in data:
        year = folder.resolve()
        yield year
        if year.parent.name.lower() == _DATA:
            yield year.parent
        else:
            yield from (mark.parent for mark in year.parent.glob(f"*/{_MARKS[_DATA]}"))
            yield year.parent / "words.txt"
        root = Path(os.path.normpath(folder / "../..")).resolve()
        yield from (root / name for name in (FORMS, "schemas", "criteria"))
    if templates is not None:
        yield templates.resolve()
    yield from program_folders()


def _stream(output: Path) -> OutputPath:
    is_standard = str(output) == _STANDARD_OUTPUT or _is_standard_output(output)
    if not is_standard and not _is_written_into(output.stat().st_mode):
        raise WrongCallError(
            Bilingual(
                f"không ghi vào {output}: đó là ổ đĩa hoặc ổ cắm mạng",
                f"nothing is written into {output}: it is a disk or a socket",
            )
        )
    return OutputPath(output, output, is_stream=True, is_standard_output=is_standard)


def _is_file_or_folder(mode: int) -> bool:
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _is_written_into(mode: int) -> bool:
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _is_standard_output(output: Path) -> bool:
    """Say whether a name such as /dev/stdout, or the file it was sent to, is standard output."""
    try:
        return os.path.samestat(output.stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError, AttributeError):
        return False


def _outside(inputs: Iterable[Path]) -> Path:
    """Return the folder that build/ is in: the present one, or the nearest that is no input."""
    here = Path.cwd()
    around = [here, *here.parents]
    within = [folder for folder in inputs if folder in around]
    return min(within, key=lambda folder: len(folder.parts)).parent if within else here


def _named(base: Path, file: Path) -> Path:
    """Return `file` in `base` as a user in the present folder names it."""
    return file if base == Path.cwd() else Path(os.path.relpath(base), file)


def _inside(path: Path, folder: Path) -> Path:
    """Return the real place of a file that the user did not name, unless a link leads out."""
    real = _real(path)
    if folder.resolve() not in real.parents:
        raise WrongCallError(
            Bilingual(
                f"{path} là liên kết ra ngoài thư mục này, tới {real}; nếu đúng ý, hãy nêu"
                f" tệp đó với -o",
                f"{path} is a link out of this folder, to {real}; if that is meant, name that"
                f" file with -o",
            )
        )
    return real


def _real(path: Path) -> Path:
    """Return the file that `path` leads to, over all links."""
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise Trouble(
            Bilingual(
                f"không ghi được {path}: liên kết dẫn về chính nó",
                f"cannot write {path}: the link leads to itself",
            )
        )
    return real


def _refuse_protected(path: Path, shown: Path, inputs: Iterable[Path]) -> None:
    known = {_identity(each) for each in inputs} - {None}
    if (its := _identity(path)) in known or (_has_names(path) and its in _files_within(inputs)):
        raise WrongCallError(
            Bilingual(
                f"không ghi vào {shown}: đó là tệp mà chương trình đọc; hãy chọn tên khác",
                f"nothing is written to {shown}: the program reads it; choose another name",
            )
        )
    for parent in path.parents:
        _refuse_folder(parent, shown, known)


def _refuse_folder(folder: Path, shown: Path, known: Iterable[object]) -> None:
    its = _identity(folder)
    if (its is None or its not in known) and not _is_kept(folder):
        return
    raise WrongCallError(
        Bilingual(
            f"không ghi vào {shown}: {folder.name or folder} là thư mục của dữ liệu, mẫu,"
            " lược đồ hoặc git; hãy chọn thư mục khác, ví dụ build/",
            f"nothing is written to {shown}: {folder.name or folder} is a folder of data, forms,"
            " schemas or git; choose another, such as build/",
        )
    )


def _is_kept(folder: Path) -> bool:
    """Say whether a folder is one of data, of forms or of git, also where nothing reads it now."""
    from ntmreport.output import RECORDS_FOLDER

    name = folder.name.lower()
    if name in {_GIT, RECORDS_FOLDER}:
        return True
    if all((folder / part).exists() for part in _BARE_REPOSITORY):
        return True
    mark = _MARKS.get(name)
    return mark is not None and any(folder.glob(f"*/{mark}"))


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what a file is the same by under any of its names."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _has_names(path: Path) -> bool:
    """Say whether a file has more than one name."""
    try:
        return path.stat().st_nlink > 1
    except OSError:
        return False


def _files_within(inputs: Iterable[Path]) -> set[tuple[int, int] | None]:
    """Return the identities of all files that are inputs: one can have a name elsewhere."""
    return {
        _identity(Path(where, name))
        for each in inputs
        for where, _, names in os.walk(each)
        for name in names
    }


def _refuse_read_only(path: Path, shown: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if stat.S_ISREG(mode) and not (mode & _WRITE and os.access(path, os.W_OK)):
        raise Trouble(
            Bilingual(
                f"không ghi được {shown}: tệp chỉ cho phép đọc; hãy chọn tên khác",
                f"cannot write {shown}: the file is read-only; choose another name",
            )
        )


def check_folder_of_many(output: Path | None, folders: Sequence[Path]) -> None:
    """Raise WrongCallError where the reports of several `folders` would be written to one file."""
    if output is not None and not output.is_dir():
        raise WrongCallError(
            Bilingual(
                f"có {len(folders)} thư mục dữ liệu: nêu một thư mục có sẵn sau -o",
                f"there are {len(folders)} folders of data: name a folder that is there after -o",
            )
        )


def check_one_output(
    chosen: Sequence[tuple[str, Compiled]], output: Path | None, data: Path
) -> None:
    """Raise WrongCallError where several reports of `data` would be written to one file."""
    if len(chosen) > 1 and output is not None and not output.is_dir():
        raise WrongCallError(
            Bilingual(
                f"{data.as_posix()} có {len(chosen)} mẫu: chọn một mẫu với --form, hoặc nêu thư "
                "mục sau -o",
                f"{data.as_posix()} has {len(chosen)} forms: choose one with --form, or name a "
                "folder after -o",
            )
        )


def name_of_output(folder: str, form: str, compiled: Compiled) -> str:
    """Return what names a report of the folder: with its form where the folder has several."""
    from ntmreport.pipeline import forms_named

    return f"{folder}-{form}" if len(forms_named(compiled.files)) > 1 else folder
