"""Characters that cannot stand in a report, in the text of a file and in its values."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import refusal_messages as refusals
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.report_characters import REFUSED_IN_TEXT, refused_in_value
from ntmreport.span import Span

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.refusal_messages import RefusalMessage

MOST_SHOWN = 20
"""Diagnostics of one kind that are shown in one file; the last says how many more there are."""

MOST_DECOMPOSED = 3
"""Lines with decomposed letters that a hand may have typed; more are written by a program."""

# A tab before the comment of its line, if it has one. (YAML: `#` after a space begins a comment.)
_TAB_RUN = lazy_pattern(r"\t+")
_COMMENT = lazy_pattern(r"(?:^|(?<=[ \t]))#")
_STAND_IN = "\ufffd"

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces other than that of the keyboard, as a class of a pattern: what Word and the web bring."""

_LEADING_ODD_SPACES = lazy_pattern(f"[{ODD_SPACES}][ {ODD_SPACES}]*")
_ODD_SPACES = lazy_pattern(f"[{ODD_SPACES}]+")


class CheckedText(Struct, frozen=True):
    """The text of a file with stand-ins for refused characters, each character where it was.

    `text` is None where too much is refused. `is_simple` where all is composed letters, marks,
    spaces and line ends. `stand_in` is what stands for refused characters, empty where there are
    none.
    """

    text: str | None
    is_simple: bool
    diagnostics: tuple[Diagnostic, ...] = ()
    stand_in: str = ""


def check_characters(file: str, text: str) -> CheckedText:
    """Find every character of `text` that is refused, and stand in for it."""
    is_composed = unicodedata.is_normalized("NFC", text)
    is_simple = is_composed and text.replace("\n", "").isprintable()
    diagnostics: list[Diagnostic] = []
    checked: str | None = text
    stand_in = ""
    if not is_simple:
        checked = _without_refused(file, text, diagnostics)
        stand_in = _STAND_IN if diagnostics else ""
        if checked is not None and "\t" in checked:
            checked = _without_tabs(file, checked, diagnostics)
    if not is_composed:
        _find_decomposed(file, text, diagnostics)
    return CheckedText(checked, is_simple, tuple(diagnostics), stand_in)


def with_more(found: list[Diagnostic], others: int) -> list[Diagnostic]:
    """Return the diagnostics `found`, the last saying that there are `others` of its kind."""
    if not others:
        return found
    last = found[-1]
    message = Bilingual(
        f"{last.message.vi} (và {others} chỗ khác)", f"{last.message.en} (and {others} more)"
    )
    return [*found[:-1], replace(last, message=message)]


def _forbidden(character: str) -> RefusalMessage:
    """Return the message about a refused `character`."""
    if character == "\t":
        return refusals.TAB
    message = refusals.INVISIBLE_CHARACTER
    if character in "\x0b\x85\u2028\u2029":
        message = refusals.INVISIBLE_LINE_BREAK
    elif "\ud800" <= character <= "\udfff":
        message = refusals.HALF_A_CHARACTER
    return message.of(code=f"U+{ord(character):04X}")


def _decomposed(written: str) -> RefusalMessage:
    """Return the message about decomposed letters, as some systems write `ế` in three parts."""
    return refusals.DECOMPOSED.of(composed=unicodedata.normalize("NFC", written))


def _without_refused(file: str, text: str, diagnostics: list[Diagnostic]) -> str | None:
    # Each character once first: a long text has few, and this pattern is slow.
    if not REFUSED_IN_TEXT.search("".join(set(text))):
        return text
    offsets = [match.start() for match in REFUSED_IN_TEXT.finditer(text)]
    found = [
        _forbidden(text[offset]).at(_span_at(file, text, offset)) for offset in offsets[:MOST_SHOWN]
    ]
    others = len(offsets) - len(found)
    diagnostics += with_more(found, others)
    # A file with so many of them is no text at all.
    return None if others else REFUSED_IN_TEXT.sub(_STAND_IN, text)


def _without_tabs(file: str, text: str, diagnostics: list[Diagnostic]) -> str | None:
    """Refuse tabs outside comments: YAML parsers disagree about them, and Word moves text."""
    found: list[Diagnostic] = []
    others = 0
    lines = text.split("\n")
    is_indented_by_tab = False
    for number, line in enumerate(lines):
        if "\t" not in line:
            continue
        comment = _COMMENT.search(line)
        end = comment.start() if comment else len(line)
        indent = len(line) - len(line.lstrip(" \t"))
        for run in _TAB_RUN.finditer(line, 0, end):
            is_indent = run.start() < indent < end
            is_indented_by_tab = is_indented_by_tab or is_indent
            if len(found) == MOST_SHOWN:
                others += 1
                continue
            span = Span(file, number + 1, run.start() + 1, number + 1, run.end() + 1)
            found.append((refusals.TAB_INDENTS if is_indent else refusals.TAB).at(span))
        lines[number] = line[:end].replace("\t", " ") + line[end:]
    if not found:
        return text
    diagnostics += with_more(found, others)
    return None if is_indented_by_tab else "\n".join(lines)


def _find_decomposed(file: str, text: str, diagnostics: list[Diagnostic]) -> None:
    found: list[Diagnostic] = []
    number_of_lines = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() or unicodedata.is_normalized("NFC", line):
            continue
        number_of_lines += 1
        if len(found) < MOST_DECOMPOSED:
            start, end = _first_decomposed(line)
            span = Span(file, number, start + 1, number, end + 1)
            found.append(_decomposed(line[start:end]).at(span))
    if number_of_lines > MOST_DECOMPOSED:
        found = [refusals.DECOMPOSED_FILE.of(lines=number_of_lines).at(found[0].span)]
    diagnostics += found


def _first_decomposed(line: str) -> tuple[int, int]:
    composed = unicodedata.normalize("NFC", line)
    start = next(
        (i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed)
    )
    end = start + 1
    while end < len(line) and (
        unicodedata.combining(line[end]) or unicodedata.is_normalized("NFC", line[start:end])
    ):
        end += 1
    return start, end


def _span_at(file: str, text: str, offset: int) -> Span:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Span(file, line, column, line, column + 1)


def checked_value(
    value: str, span: Span, source: str, diagnostics: list[Diagnostic], *, is_plain: bool
) -> str:
    """Return `value` with what is refused in it mended, and say so in `diagnostics`.

    `source` is what stands in the file; what is refused there has been said already.
    """
    if is_plain and (leading := _LEADING_ODD_SPACES.match(value)):
        diagnostics.append(refusals.ODD_SPACE.at(_part(span, 0, leading.end())))
        value = value[leading.end() :]
    if character := refused_in_value(value):
        diagnostics.append(_forbidden(character).at(span))
    if not unicodedata.is_normalized("NFC", value):
        if unicodedata.is_normalized("NFC", source):
            diagnostics.append(_decomposed(value).at(span))
        value = unicodedata.normalize("NFC", value)
    return value


def checked_key(key: str, span: Span, diagnostics: list[Diagnostic]) -> str:
    """Return a plain `key` without odd spaces, and say so in `diagnostics`."""
    found = _ODD_SPACES.search(key)
    if found is None:
        return key
    diagnostics.append(refusals.ODD_SPACE.at(_part(span, *found.span())))
    return _ODD_SPACES.sub("", key)


def _part(span: Span, start: int, end: int) -> Span:
    if span.end_line != span.line:
        return span
    return Span(span.file, span.line, span.column + start, span.line, span.column + end)
