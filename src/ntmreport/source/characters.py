"""Characters that cannot stand in a report, found in the text of a file before it is parsed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual, Hint
from ntmreport.span import Span

# So many places of one kind are shown in one file; the last of them says how many more there are.
MOST_SHOWN = 20

MOST_DECOMPOSED = 3
"""In more lines than these, it is no slip of a hand but a program that writes so."""

_LAST_TWO_OF_EACH_PLANE = "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
# What XML 1.0 cannot carry, control characters, line ends that only some programs see,
# noncharacters, and the byte order mark where it is none.
_REFUSED = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff"
    + _LAST_TWO_OF_EACH_PLANE
)
_REFUSED_IN_TEXT = re.compile(f"[{_REFUSED}]")
_REFUSED_IN_VALUE = re.compile(rf"[\t\r{_REFUSED}]")
# A tab before the comment of its line, if it has one. (YAML: `#` after a space begins a comment.)
_TAB_RUN = re.compile(r"\t+")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_STAND_IN = "\ufffd"


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text that can be parsed, character for character as long as the file's own.

    `text` is None where the file's characters make no sense of it. `is_simple` says that there is
    nothing in it but composed letters, marks, spaces and line ends; most files are so. `stand_in`
    is what stands in the place of refused characters, where there are any.
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


def refused_in_value(value: str) -> str | None:
    """Return the first character that the value of a scalar, its escapes resolved, cannot have."""
    match = _REFUSED_IN_VALUE.search(value)
    return match[0] if match else None


def forbidden(span: Span, character: str) -> Diagnostic:
    """Return the diagnostic for a refused `character` at `span`."""
    if character == "\t":
        message = Bilingual("có dấu tab ở đây", "there is a tab here")
        hint = Hint(
            "thay tab bằng dấu cách", "use a space instead of the tab", (" ",), is_certain=True
        )
    else:
        code = f"U+{ord(character):04X}"
        message = Bilingual(
            f"ký tự ẩn {code} không dùng được trong báo cáo",
            f"the invisible character {code} cannot stand in a report",
        )
        hint = Hint("xóa ký tự này", "delete this character", ("",), is_certain=True)
        if character in "\x0b\x85\u2028\u2029":
            hint = Hint(
                "xóa ký tự này rồi xuống dòng bằng phím Enter",
                "delete this character and break the line with Enter",
            )
        elif "\ud800" <= character <= "\udfff":
            hint = Hint(
                "viết thẳng ký tự cần dùng, không viết mã của nó",
                "write the character itself, not its code",
            )
    return Diagnostic(catalogue.FORBIDDEN_CHARACTER, span, message, hint=hint)


def not_composed(span: Span, written: str) -> Diagnostic:
    """Return the diagnostic for decomposed letters, as some systems write `ế` in three parts."""
    composed = unicodedata.normalize("NFC", written)
    return Diagnostic(
        catalogue.NOT_NFC,
        span,
        Bilingual(
            "chữ có dấu viết ở dạng Unicode tổ hợp, không phải dựng sẵn",
            "a letter and its marks are written apart (not Unicode NFC)",
        ),
        hint=Hint(
            f"gõ lại “{composed}” bằng bộ gõ đặt ở Unicode dựng sẵn",
            f"type `{composed}` again as one letter",
            (composed,),
            is_certain=True,
        ),
    )


def with_more(found: list[Diagnostic], others: int) -> list[Diagnostic]:
    """Return the diagnostics `found`, the last saying that there are `others` of its kind."""
    if not others:
        return found
    last = found[-1]
    message = Bilingual(
        f"{last.message.vi} (và {others} chỗ khác)", f"{last.message.en} (and {others} more)"
    )
    return [*found[:-1], replace(last, message=message)]


def _without_refused(file: str, text: str, diagnostics: list[Diagnostic]) -> str | None:
    # Each character once first: a long text has few, and this pattern is slow.
    if not _REFUSED_IN_TEXT.search("".join(set(text))):
        return text
    offsets = [match.start() for match in _REFUSED_IN_TEXT.finditer(text)]
    found = [
        forbidden(_span_at(file, text, offset), text[offset]) for offset in offsets[:MOST_SHOWN]
    ]
    others = len(offsets) - len(found)
    diagnostics += with_more(found, others)
    # So many of them are no slip of a hand: this is no text at all.
    return None if others else _REFUSED_IN_TEXT.sub(_STAND_IN, text)


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
            found.append(_tab_indent(span) if is_indent else forbidden(span, "\t"))
        lines[number] = line[:end].replace("\t", " ") + line[end:]
    if not found:
        return text
    diagnostics += with_more(found, others)
    return None if is_indented_by_tab else "\n".join(lines)


def _tab_indent(span: Span) -> Diagnostic:
    return Diagnostic(
        catalogue.SYNTAX,
        span,
        Bilingual("đầu dòng thụt vào bằng dấu tab", "the line is indented with a tab"),
        hint=Bilingual(
            "thụt đầu dòng bằng dấu cách, mỗi cấp hai dấu cách",
            "indent with spaces, two for each level",
        ),
    )


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
            found.append(not_composed(span, line[start:end]))
    if number_of_lines > MOST_DECOMPOSED:
        found = [_all_decomposed(found[0], number_of_lines)]
    diagnostics += found


def _all_decomposed(first: Diagnostic, lines: int) -> Diagnostic:
    """Return one diagnostic for a file that a program has written so throughout."""
    return replace(
        first,
        message=Bilingual(
            f"tệp viết chữ có dấu ở dạng Unicode tổ hợp ({lines} dòng), không phải dựng sẵn",
            f"the file has letters and marks apart (not Unicode NFC) in {lines} lines",
        ),
        hint=Bilingual(
            "chuyển cả tệp một lần bằng công cụ chuyển mã của UniKey (Ctrl+Shift+F6): từ Unicode "
            "tổ hợp sang Unicode dựng sẵn",
            "convert the whole file to Unicode NFC, in UniKey's toolkit (Ctrl+Shift+F6)",
        ),
    )


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
