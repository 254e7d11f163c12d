"""From hints that are certain to the files of data and wording that obey them: `validate --fix`."""

from __future__ import annotations

import difflib
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.language import Hint
from ntmreport.limits import MOST_BYTES
from ntmreport.output import write_atomically
from ntmreport.pipeline import Compiler
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.validation import merged, validate

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import Span

_MOST_ROUNDS = 10
_MARK = "\ufeff"
_BARE_RETURN = re.compile(r"\r(?!\n)")


def obeyed(text: str, span: Span, instead: str) -> str:
    """Return the text of a file with `instead` in the place of what stands at `span`."""
    lines = text.split("\n")
    before = "\n".join([*lines[: span.line - 1], lines[span.line - 1][: span.column - 1]])
    last = lines[span.end_line - 1][span.end_column - 1 :]
    after = "\n".join([last, *lines[span.end_line :]])
    return before + instead + after


class Fixed(Struct, frozen=True):
    """The texts of files before and after certain hints were obeyed, by the file's name."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    def unified_diff(self) -> str:
        """Return what changes, as one unified diff."""
        return "".join(
            line if line.endswith("\n") else f"{line}\n"
            for file, before in sorted(self.before.items())
            for line in difflib.unified_diff(
                _lines(before), _lines(self.after[file]), file, file, n=1
            )
        )


def fix(data: Path, templates: Path | None, today: datetime.date) -> Fixed:
    """Obey the certain hints about the year in `data`, in its files and those of its forms.

    What one hint uncovers is mended too. A round that would add an error is taken back. Every
    character that no hint is about stays, line ends too.
    """
    compiler = Compiler(templates)
    forms = templates or Path(os.path.normpath(data / "../.."), "templates")
    folders = (Path(os.path.realpath(data)), Path(os.path.realpath(forms)))
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    lines: dict[str, set[int]] = {}
    wrong: set[tuple[str, int, str]] = set()
    for _ in range(_MOST_ROUNDS):
        each_form = [compiled for _, compiled in compiler.compile_each(data)]
        found = merged([validate(each, data, today) for each in each_form]).diagnostics
        errors = {
            (each.span.file, each.span.line, each.rule.code) for each in found if each.is_error
        }
        # What the mending makes wrong stands where it has mended; what it uncovers, elsewhere.
        harmed = {file for file, line, _ in errors - wrong if line in lines.get(file, ())}
        for file in harmed & after.keys():
            after[file] = before[file]
            _write(Path(file), after[file])
        own = [
            each
            for each in found
            if each.span.file not in harmed and _is_own(each.span.file, folders)
        ]
        mending = [each for each in own if certain_text(each) is not None]
        readable = {each.span.file: _read(Path(each.span.file)) for each in mending}
        texts = {file: text for file, text in readable.items() if text is not None}
        changed = _with_certain_fixes(mending, texts)
        if not changed or harmed:
            break
        wrong = errors
        lines = {}
        for each in mending:
            lines.setdefault(each.span.file, set()).update(
                range(each.span.line, each.span.end_line + 1)
            )
        before = {file: texts[file] for file in changed} | before
        after |= changed
        for file, text in changed.items():
            _write(Path(file), text)
    before = {file: text for file, text in before.items() if after[file] != text}
    return Fixed(before, {file: after[file] for file in before})


def _is_own(file: str, folders: Iterable[Path]) -> bool:
    """Return whether a file is one to write: of the year or of a form that the person edits."""
    path = Path(file)
    real = Path(os.path.realpath(path))  # which a link to itself does not stop
    is_own = path.suffix in {".yaml", ".j2"} and any(map(real.is_relative_to, folders))
    # A file that is kept from being written, or that another name leads to, is left to its owner.
    return is_own and real.is_file() and _is_one_to_write(real)


def _is_one_to_write(path: Path) -> bool:
    status = path.stat()
    return status.st_nlink == 1 and bool(status.st_mode & stat.S_IWUSR)


def certain_text(diagnostic: Diagnostic) -> str | None:
    """Return the text that a certain hint puts at the diagnostic's span, if there is one."""
    hint = diagnostic.hint
    return hint.instead[0] if isinstance(hint, Hint) and hint.is_certain else None


def certain_fixes(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield the diagnostics with a certain hint and its text, in the order of files and places.

    Of those whose spans overlap, it is the first.
    """
    last: Span | None = None
    for each in sorted(diagnostics, key=lambda each: each.span):
        text, span = certain_text(each), each.span
        is_free = last is None or last.file != span.file or _end(last) <= (span.line, span.column)
        if text is not None and is_free:
            yield each, text
            last = span


def _with_certain_fixes(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]
) -> dict[str, str]:
    """Return the texts that certain hints change."""
    fixes: dict[str, list[tuple[Span, str]]] = {}
    for each, instead in certain_fixes(diagnostics):
        if each.span.file in texts:
            fixes.setdefault(each.span.file, []).append((each.span, instead))
    changed = {}
    for file, known in fixes.items():
        mark = _MARK if texts[file].startswith(_MARK) else ""
        text = texts[file].removeprefix(mark)
        for span, instead in reversed(known):
            text = obeyed(text, span, instead)
        if mark + text != texts[file]:
            changed[file] = mark + text
    return changed


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _read(path: Path) -> str | None:
    """Return the text of a file with its own line ends; None where spans may not fit it."""
    try:
        text = read_plain(path, MOST_BYTES, path.parent).decode("utf-8")
    except (OSError, UnicodeDecodeError, NotPlainError, TooLargeError):
        return None
    return None if _BARE_RETURN.search(text) else text


def _write(path: Path, text: str) -> None:
    mode = path.stat().st_mode & 0o777
    write_atomically(path, text.encode())
    path.chmod(mode)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
