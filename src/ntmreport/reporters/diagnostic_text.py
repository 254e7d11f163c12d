"""From diagnostics to the lines that a person reads in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from ntmreport.diagnostic import SEVERITY_NAMES, Severity
from ntmreport.escapes import printable_cells
from ntmreport.language import Bilingual, Language
from ntmreport.reporters.result import HELP, SEE
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.reporters.result import Result
    from ntmreport.span import Span

WIDTH = 80
"""How many columns a source line gets unless the caller knows the terminal."""

_PATH = Bilingual("đường dẫn", "path")
_REASON = Bilingual("lý do", "reason")
_COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.NOTE: "\x1b[1;36m",
}
_PLAIN = "\x1b[0m"
_LEAST_WIDTH = 20
_MOST_LETTERS_IN_A_CELL = 4  # one and its marks
_CUT = "…"


def report(
    result: Result,
    language: Language,
    *,
    colour: bool = False,
    width: int = WIDTH,
) -> str:
    """Return all that was found and, as the last line, whether the data is valid."""
    lines = list(
        report_lines(result.diagnostics, result.texts, language, colour=colour, width=width)
    )
    if result.shows_acknowledged and result.acknowledged:
        title = Bilingual("Đã được chấp nhận", "Acknowledged").text(language)
        lines.append(f"{title} ({len(result.acknowledged)}):")
        for diagnostic, reason in result.acknowledged:
            lines.append(_head(diagnostic, language, colour=colour))
            lines.append(f"   = {_REASON.text(language)}: {printable_cells(reason)}")
    lines.append(verdict(result).text(language))
    return "\n".join(lines) + "\n"


def report_lines(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],
    language: Language,
    *,
    colour: bool = False,
    width: int = WIDTH,
) -> Iterator[str]:
    """Yield each diagnostic as `file:line:column: code message`, with its source line below."""
    split: dict[str, list[str]] = {}
    for diagnostic in diagnostics:
        paint = _COLOURS[diagnostic.rule.severity] if colour else ""
        yield _head(diagnostic, language, colour=colour)
        spans = [diagnostic.span, *(related.span for related in diagnostic.related)]
        for span in spans:
            if span.file not in split:
                split[span.file] = texts.get(span.file, "").split("\n")
        shown = [span for span in spans if _has_line(span, split[span.file])]
        margin = max((len(str(span.line)) for span in shown), default=1)
        if diagnostic.span in shown:
            yield from _source_lines(diagnostic.span, split, margin, paint, width)
        for related in diagnostic.related:
            said = printable_cells(f"{related.span}: {related.message.text(language)}")
            yield f" {' ' * margin} = {SEE.text(language)} {said}"
            if related.span in shown:
                yield from _source_lines(related.span, split, margin, paint, width)
        if diagnostic.hint is not None:
            hint = printable_cells(diagnostic.hint.text(language))
            yield f" {' ' * margin} = {HELP.text(language)}: {hint}"
        if diagnostic.path and diagnostic.rule.severity is Severity.WARNING:
            # What acknowledged.yaml names it by.
            path = printable_cells(written_path(diagnostic.path))
            yield f" {' ' * margin} = {_PATH.text(language)}: {path}"


def verdict(result: Result) -> Bilingual:
    """Return the last line: whether the data is valid, what was found and what was accepted."""
    vi, en = summary(result.diagnostics, len(result.acknowledged)).both
    if not result.is_valid and not any(each.is_error for each in result.diagnostics):
        vi += "; --strict coi cảnh báo là lỗi"
        en += "; --strict takes warnings for errors"
    subjects = _checked(result)
    valid = ("hợp lệ", "is valid") if result.is_valid else ("không hợp lệ", "is not valid")
    return Bilingual(f"{subjects.vi} {valid[0]}: {vi}", f"{subjects.en} {valid[1]}: {en}")


def summary(diagnostics: Sequence[Diagnostic], accepted: int = 0) -> Bilingual:
    """Return the sentence that counts the errors and warnings, and the notes if there are any.

    What is `accepted` is counted apart: whoever signs is to know that there is something.
    """
    severities = [diagnostic.rule.severity for diagnostic in diagnostics]
    counts = [
        (severities.count(severity), severity)
        for severity in Severity
        if severity is not Severity.NOTE or severity in severities
    ]
    vi = [f"{number} {SEVERITY_NAMES[severity].vi}" for number, severity in counts]
    en = [
        f"{number} {SEVERITY_NAMES[severity].en}{'s' * (number != 1)}"
        for number, severity in counts
    ]
    if accepted:
        vi.append(f"{accepted} đã chấp nhận")
        en.append(f"{accepted} accepted")
    return Bilingual(", ".join(vi), ", ".join(en))


_MOST_FOLDERS = 10


def _checked(result: Result) -> Bilingual:
    """Return the folders whose data was checked, as the user named them; of many, the first."""
    files = [file for file in result.files if file.endswith((".yaml", ".yml"))]
    folders = [each for each in dict.fromkeys(file.rpartition("/")[0] for file in files) if each]
    if not folders:
        return Bilingual("dữ liệu", "the data")
    if len(folders) > _MOST_FOLDERS:
        first, others = printable_cells(folders[0]), len(folders) - 1
        return Bilingual(f"{first} và {others} thư mục khác", f"{first} with {others} more folders")
    names = printable_cells(", ".join(sorted(folders)))
    return Bilingual(names, names)


def _head(diagnostic: Diagnostic, language: Language, *, colour: bool) -> str:
    severity = diagnostic.rule.severity
    code = diagnostic.rule.code
    if colour:
        code = f"{_COLOURS[severity]}{code}{_PLAIN}"
    message = printable_cells(diagnostic.message.text(language))
    if severity is not Severity.ERROR:
        message = f"{SEVERITY_NAMES[severity].text(language)}: {message}"
    return f"{printable_cells(str(diagnostic.span))}: {code} {message}"


def _has_line(span: Span, lines: Sequence[str]) -> bool:
    return 0 < span.line <= len(lines) and bool(lines[span.line - 1].strip())


def _source_lines(
    span: Span, split: Mapping[str, Sequence[str]], margin: int, paint: str, width: int
) -> Iterator[str]:
    """Yield the span's first line, cut to `width` columns, and carets under the span."""
    line = split[span.file][span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    line, start, end = _cut(line, span.column - 1, end, max(width - margin - 4, _LEAST_WIDTH))
    while 0 < start < len(line) and not _cells(line[start]):
        start -= 1  # a mark of its own stands with its letter
    line = printable_cells(line)
    carets = "^" * max(1, _cells(line[start:end]))
    if paint:
        carets = f"{paint}{carets}{_PLAIN}"
    yield f" {span.line:>{margin}} | {line}"
    yield f" {' ' * margin} | {' ' * _cells(line[:start])}{carets}"


def _cut(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """Return as much of `line` as fits, `start` in sight, and where the span is in that.

    However long the line is, no more of it is looked at than can be shown.
    """
    most = width * _MOST_LETTERS_IN_A_CELL
    if len(line) <= most and _cells(line) <= width:
        return line, start, end
    room = width - 2 * len(_CUT)
    first = last = min(start, len(line))
    while last < min(end, len(line)) and (cells := _cells(line[last])) <= room:
        last, room = last + 1, room - cells
    # What is left goes to both sides, and what one side does not need to the other.
    first, left = _grown(line, first, -1, room // 2)
    last, left = _grown(line, last, 1, room - room // 2 + left)
    first, _ = _grown(line, first, -1, left)
    head, tail = _CUT if first else "", _CUT if last < len(line) else ""
    shift = len(head) - first
    return head + line[first:last] + tail, start + shift, min(end, last) + shift


def _grown(line: str, edge: int, step: int, room: int) -> tuple[int, int]:
    """Return how far a cut's edge can move, and the room that is left then."""
    beyond = min(step, 0)
    while 0 <= edge + beyond < len(line) and (cells := _cells(line[edge + beyond])) <= room:
        edge, room = edge + step, room - cells
    return edge, room


def _cells(text: str) -> int:
    """Return how many cells of a terminal the text takes as it is shown."""
    return cell_len(printable_cells(text))
