"""JUnit XML, which every CI shows as test results: a test case for each file.

It has the elements and attributes of the schema that Jenkins' xUnit plugin holds it against.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.diagnostic import Severity
from ntmreport.escapes import printable
from ntmreport.reporters.fingerprint import relative_path
from ntmreport.reporters.result import message_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.reporters.result import Result

# What XML 1.0 has no place for, escaped or not.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMAND = re.compile(r"^(\s*(?::(?=:)|#(?=#)))")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def report(result: Result, language: Language) -> str:
    """Return one suite: each error and warning is a failure of its file, a note is its output."""
    found: dict[str, list[Diagnostic]] = {file: [] for file in result.files}
    for diagnostic in result.diagnostics:
        found.setdefault(diagnostic.span.file, []).append(diagnostic)
    failures = sum(map(_is_failure, result.diagnostics))
    counts = f'tests="{len(found)}" failures="{failures}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="ntmreport" {counts}>',
        f'<testsuite name="ntmreport validate" {counts} skipped="0">',
    ]
    for file, diagnostics in found.items():
        lines += _case(file, diagnostics, language)
    lines += ["</testsuite>", "</testsuites>"]
    return "\n".join(lines) + "\n"


def _case(file: str, diagnostics: Sequence[Diagnostic], language: Language) -> Iterator[str]:
    path = relative_path(file)
    folder, _, name = path.rpartition("/")
    case = f"testcase classname={_quoted(folder)} name={_quoted(name)}"
    if not diagnostics:
        yield f"<{case}/>"
        return
    yield f"<{case}>"
    for diagnostic in filter(_is_failure, diagnostics):
        rule = diagnostic.rule
        message = _quoted(diagnostic.message.text(language))
        kind = _quoted(f"{rule.code} {rule.name}")
        yield f"<failure message={message} type={kind}>{_whole(diagnostic, language)}</failure>"
    notes = [
        _whole(diagnostic, language) for diagnostic in diagnostics if not _is_failure(diagnostic)
    ]
    if notes:
        said = "\n".join(notes)
        yield f"<system-out>{said}</system-out>"
    yield "</testcase>"


def _is_failure(diagnostic: Diagnostic) -> bool:
    return diagnostic.rule.severity is not Severity.NOTE


def _whole(diagnostic: Diagnostic, language: Language) -> str:
    """Return place, code, name and whole message: GitLab shows the text and no attribute."""
    span, rule = diagnostic.span, diagnostic.rule
    place = f"{relative_path(span.file)}:{span.line}:{span.column}"
    said = (f"{place}: {rule.code} {rule.name}", *message_lines(diagnostic, language))
    return _possible("\n".join(map(_without_command, said))).translate(_TEXT)


def _without_command(line: str) -> str:
    """Return a line that no CI server takes for a command, which stands at the head of a line."""
    return _COMMAND.sub(r"\1 ", printable(line))


def _quoted(text: str) -> str:
    return f'"{_possible(text).translate(_ATTRIBUTE)}"'


def _possible(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", text)
