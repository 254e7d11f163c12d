"""The pictures that a form's templates name: files beside the templates.

A line `@picture ban-do.png | Bản đồ các xã | 12 cm` names the file, says to who cannot see it what
it shows, and may say how wide it is printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import limits
from ntmreport import refusal_messages as refusals
from ntmreport.compose.picture_bytes import PictureError, picture_of
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.source import not_a_plain_file
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Picture

_LINE = lazy_pattern(r"(?:^|%\})@picture +([^|\n]*?) *(?:\||$)", re.MULTILINE)
_NAME = lazy_pattern(r"(?!\.)[^/\\:{}\x00-\x1f]{1,100}")


def read_pictures(
    form: Path, within: Path, templates: Mapping[str, str], is_picture: Callable[[str], bool]
) -> tuple[dict[str, Picture], tuple[Diagnostic, ...]]:
    """Return the pictures that `templates` name, by their names, and what is wrong with them.

    `is_picture` says whether a file is one by its name.
    """
    pictures: dict[str, Picture] = {}
    diagnostics: dict[str, tuple[Diagnostic, ...]] = {}
    size = 0
    for name, span in _named(form, templates):
        if name in pictures or name in diagnostics:
            continue
        try:
            picture = _read(form, within, name, span, is_picture)
        except _RefusedError as error:
            diagnostics[name] = error.diagnostics
            continue
        size += len(picture.content)
        if size > limits.MOST_BYTES_OF_PICTURES:
            most = limits.MOST_BYTES_OF_PICTURES // 1024 // 1024
            diagnostics[name] = (refusals.PICTURES_TOO_LARGE.of(most=most).at(span),)
            break
        pictures[name] = picture
    return pictures, tuple(each for found in diagnostics.values() for each in found)


class _RefusedError(Exception):
    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__()
        self.diagnostics = diagnostics


def _named(form: Path, templates: Mapping[str, str]) -> Iterator[tuple[str, Span]]:
    for template, text in templates.items():
        for line in _LINE.finditer(text):
            number = text.count("\n", 0, line.start()) + 1
            column = line.start(1) - text.rfind("\n", 0, line.start(1))
            end = column + max(len(line[1]), 1)
            yield line[1], Span(f"{form.as_posix()}/{template}", number, column, number, end)


def _read(
    form: Path, within: Path, name: str, span: Span, is_picture: Callable[[str], bool]
) -> Picture:
    if not is_picture(name) or not _NAME.fullmatch(name):
        raise _RefusedError(refusals.PICTURE_NAME.of(name=name).at(span))
    path = form / name
    if not path.exists():
        beside = tuple(sorted(each.name for each in form.iterdir() if is_picture(each.name)))
        message = refusals.PICTURE_MISSING.of(name=name)
        raise _RefusedError(message.at(span, hint=nearest_hint(name, beside)))
    try:
        return picture_of(read_plain(path, limits.MOST_BYTES_OF_PICTURE, within))
    except NotPlainError as error:
        raise _RefusedError(not_a_plain_file(path.as_posix(), error.kind)) from error
    except TooLargeError as error:
        most = limits.MOST_BYTES_OF_PICTURE // 1024 // 1024
        raise _RefusedError(refusals.PICTURE_TOO_LARGE.of(most=most).at(span)) from error
    except PictureError as error:
        raise _RefusedError(error.message.at(span)) from error
