"""A form that comes from elsewhere: a folder or a zip that a person names, read with bounds.

Nothing in it is run, no link is followed, and no name leads out of the form's folder. What is no
file of a form is left where it is.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import limits
from ntmreport.compose import (
    FORM_START,
    FormsFolder,
    available_forms,
    is_form_file,
    is_form_name,
    load_form,
)
from ntmreport.language import Bilingual
from ntmreport.model import Text
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.source.loading import decode
from ntmreport.span import start_of
from ntmreport.trouble import unreadable
from ntmreport.zip_package import PackageError, read_zip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.compose import AvailableForm
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import Span

ORIGIN = ".origin"
"""The file of a form that says what its files were when it was taken, as sha256sum writes it."""

_DESCRIPTION = "form.yaml"
_ZIP = ".zip"
_TEXTS = (".yaml", ".j2")
_MOST_STEPS = 6
_MOST_SHOWN = 10
_ORIGIN_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class FormPackageError(Exception):
    """A path leads to no form; `message` says why."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


class FormPackage(Struct, frozen=True):
    """A form from elsewhere: its name, and its files by their path in its folder.

    `shown` is where it was found, `left` are files that are none of a form's.
    """

    name: str
    files: Mapping[str, bytes]
    shown: str
    left: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """The text of the file that says later what the office has changed in the form."""
        lines = [
            f"# Mẫu {self.name} khi nhận từ {self.shown}; để lệnh ntmreport upgrade … --form biết",
            "# đơn vị đã sửa tệp nào.",
            *(f"{digest}  {name}" for name, digest in digests_of(self.files).items()),
        ]
        return "\n".join(lines) + "\n"


class UnpackedForm(Struct, frozen=True):
    """A form from elsewhere as it can be used: None where something is wrong with it.

    `texts` are its texts, by the names that `diagnostics` have for them.
    """

    form: AvailableForm | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


@contextmanager
def unpacked(package: FormPackage) -> Iterator[UnpackedForm]:
    """Write the files of a form into a folder that is there as long as the body runs."""
    loaded = {
        name: decode(content, f"{package.shown}/{name}")
        for name, content in package.files.items()
        if name.endswith(_TEXTS)
    }
    texts = {f"{package.shown}/{name}": each.text or "" for name, each in loaded.items()}
    wrong = tuple(each for text in loaded.values() for each in text.diagnostics)
    if wrong:
        yield UnpackedForm(None, wrong, texts)
        return
    with TemporaryDirectory(prefix="ntmreport-") as temporary:
        folder = Path(temporary) / package.name
        for name, content in package.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        named = Text(package.name, (), start_of(package.shown))
        _, found = load_form(named, (FormsFolder(folder.parent, folder.parent),))
        told = tuple(
            replace(each, span=_elsewhere(each.span, folder, package.shown)) for each in found
        )
        form = next(iter(available_forms(folder.parent)), None)
        yield UnpackedForm(None if told else form, told, texts)


def _elsewhere(span: Span, folder: Path, shown: str) -> Span:
    """Return a span in the folder that a form was unpacked into as one where it comes from."""
    inside = span.file.removeprefix(f"{folder.as_posix()}/")
    return replace(span, file=shown if inside == folder.as_posix() else f"{shown}/{inside}")


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file; line ends of texts do not matter."""
    return {name: digest_of(name, content) for name, content in sorted(files.items())}


def digest_of(name: str, content: bytes) -> str:
    """Return the SHA-256 of the file called `name`; line ends of a text do not matter."""
    if name.endswith(_TEXTS):
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def read_origin(text: str) -> dict[str, str]:
    """Return the digests that a file of origin holds, by the names of the form's files."""
    return {name: digest for digest, name in _ORIGIN_LINE.findall(text)}


def read_form(path: Path) -> FormPackage:
    """Return the form in the folder or zip at `path`; raises FormPackageError, and Trouble."""
    shown = path.as_posix()
    try:
        if path.is_dir():
            return _in_folder(path)
        if not os.path.lexists(path):
            raise FormPackageError(Bilingual(f"không có {shown}", f"there is no {shown}"))
        if path.suffix.lower() != _ZIP:
            raise FormPackageError(
                Bilingual(
                    f"{shown} không phải là thư mục của mẫu hay tệp .zip",
                    f"{shown} is no folder of a form and no .zip",
                )
            )
        members = read_zip(read_plain(path, limits.MOST_BYTES_OF_FORM, None))
    except PackageError as error:
        raise FormPackageError(_at(shown, error.message)) from error
    except NotPlainError as error:
        raise FormPackageError(_at(shown, error.kind)) from error
    except TooLargeError as error:
        raise FormPackageError(_at(shown, _TOO_LARGE)) from error
    except OSError as error:
        raise unreadable(shown, error) from error
    return _in_zip(path, members)


_TOO_LARGE = Bilingual(
    f"quá lớn (tối đa {limits.MOST_BYTES_OF_FORM // 1024 // 1024} MB, {limits.MOST_FILES_OF_FORM} "
    "tệp)",
    f"too large (at most {limits.MOST_BYTES_OF_FORM // 1024 // 1024} MB, "
    f"{limits.MOST_FILES_OF_FORM} files)",
)


def _at(shown: str, message: Bilingual) -> Bilingual:
    return Bilingual(f"{shown}: {message.vi}", f"{shown}: {message.en}")


def _in_folder(path: Path) -> FormPackage:
    forms = [
        each.parent
        for pattern in ("", "*/", "templates/*/")
        for each in sorted(path.glob(f"{pattern}{_DESCRIPTION}"))
        if not any(step.startswith(".") for step in each.relative_to(path).parts)
    ]
    folder = _the_only(forms, path.as_posix(), [each.name for each in forms])
    found = folder if folder.name not in {"", ".."} else folder.resolve()
    files, left = files_of_form(folder)
    return FormPackage(_name(found.name, found.as_posix()), files, found.as_posix(), left)


def files_of_form(folder: Path) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """Return the files of the form in `folder` by their path in it, and the names of others.

    Raises FormPackageError for a link, TooLargeError for more than is read, and OSError.
    """
    files: dict[str, bytes] = {}
    left: list[str] = []
    size = 0
    start = folder / FORM_START
    names = sorted(folder.iterdir())
    if start.is_dir() and not start.is_symlink():
        names += sorted(start.iterdir())
    for each in names:
        own = each.relative_to(folder).as_posix()
        if each.name.startswith(".") or each == start:
            continue
        if not _is_of_form(own) or (each.is_dir() and not each.is_symlink()):
            left.append(own)
            continue
        if each.is_symlink():
            raise FormPackageError(_at(each.as_posix(), Bilingual("là liên kết", "it is a link")))
        files[own] = read_plain(each, limits.MOST_BYTES_OF_LAYOUT, folder)
        size += len(files[own])
        if size > limits.MOST_BYTES_OF_FORM or len(files) > limits.MOST_FILES_OF_FORM:
            raise TooLargeError
    return files, _first(left)


def _in_zip(path: Path, members: Mapping[str, bytes]) -> FormPackage:
    shown = path.as_posix()
    visible = {
        unicodedata.normalize("NFC", name): content
        for name, content in members.items()
        if not any(step.startswith((".", "__MACOSX")) for step in name.split("/"))
    }
    forms = [
        PurePosixPath(name).parent
        for name in sorted(visible)
        if PurePosixPath(name).name == _DESCRIPTION
        and len(PurePosixPath(name).parts) <= _MOST_STEPS
    ]
    folder = _the_only(forms, shown, [each.name for each in forms])
    files: dict[str, bytes] = {}
    left: list[str] = []
    for name, content in visible.items():
        if folder not in PurePosixPath(name).parents:
            continue
        own = PurePosixPath(name).relative_to(folder).as_posix()
        if _is_of_form(own):
            files[own] = content
        else:
            left.append(own)
    if len(files) > limits.MOST_FILES_OF_FORM:
        raise FormPackageError(_at(shown, _TOO_LARGE))
    name = folder.name or path.stem
    return FormPackage(_name(name, shown), files, shown, _first(left))


def _first(names: Sequence[str]) -> tuple[str, ...]:
    """Return names to show: of many, the first."""
    return (*names[:_MOST_SHOWN], *["…"] * (len(names) > _MOST_SHOWN))


def _is_of_form(own: str) -> bool:
    """Return whether a file belongs to a form, by its path in the form's folder."""
    inside, _, name = own.rpartition("/")
    if inside == FORM_START:
        return name.endswith(".yaml") and name.isprintable()
    return not inside and is_form_file(name) and name.isprintable()


_Place = TypeVar("_Place")


def _the_only(forms: Sequence[_Place], shown: str, names: Sequence[str]) -> _Place:
    if not forms:
        raise FormPackageError(
            Bilingual(
                f"{shown}: không có mẫu nào (không có tệp {_DESCRIPTION})",
                f"{shown}: there is no form (no file {_DESCRIPTION})",
            )
        )
    if len(forms) > 1:
        listed = ", ".join(names)
        raise FormPackageError(
            Bilingual(
                f"{shown}: có nhiều mẫu ({listed}); nêu thư mục, hay tệp .zip, của một mẫu",
                f"{shown}: there are several forms ({listed}); name the folder or .zip of one",
            )
        )
    return forms[0]


def _name(name: str, shown: str) -> str:
    if not is_form_name(name):
        raise FormPackageError(
            Bilingual(
                f"{shown}: “{name}” không dùng làm tên mẫu được; đổi tên thư mục (hay tệp .zip) "
                "bằng chữ thường không dấu, chữ số và dấu gạch ngang, ví dụ bao-cao-xa",
                f"{shown}: `{name}` cannot name a form; call the folder, or the .zip, by small "
                "letters a to z, digits and hyphens, such as bao-cao-xa",
            )
        )
    return name
