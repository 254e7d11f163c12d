"""Values without quotes that YAML reads in silence and nobody meant so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual, Hint
from ntmreport.source import wording
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# Spaces other than the one of the keyboard: a paste from Word or the web brings them.
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LEADING_ODD_SPACES = re.compile(f"[{ODD_SPACES}][ {ODD_SPACES}]*")
_ODD_SPACES = re.compile(f"[{ODD_SPACES}]+")
_KEY_WITHOUT_SPACE = re.compile(r"[a-z][a-z0-9_]*:(?=[^\s/:])")
_KEY_WITH_ODD_SPACE = re.compile(rf"[a-z][a-z0-9_]*:(?=[{ODD_SPACES}])")
_KEY_ALONE = re.compile(r" *[a-z][a-z0-9_]*\s*(?:#.*)?")
_DASH_WITHOUT_SPACE = re.compile(r"-(?=[^\W\d_])")


BULLETS = "–—•●▪◦·∙‣⁃‐‑−+*\uf0b7\uf0a7"
"""What Word puts before the entries of a list, and what people type for it."""

BULLETS_SET = frozenset(BULLETS)

BULLET = re.compile(rf" *[{re.escape(BULLETS)}][ \t{ODD_SPACES}]+(?=\S)")

NUMBERING = re.compile(
    rf" *(\(?[0-9]{{1,2}}[.)][ \t{ODD_SPACES}]*(?=[^\W\d_])|"
    rf"(?:\(?(?:[a-zđ]|[IVX]{{1,4}})[.)]|[oqvüØ§]|--+|[^\w\s\"'#(\-]{{1,2}})"
    rf"[ \t{ODD_SPACES}]+(?=\S))"
)
"""What else stands before the entries of a list: a number, a letter, Word's other bullets."""

_DASH_AND_ODD_SPACE = re.compile(f"-[{ODD_SPACES}]+")


def bullet(span: Span) -> Diagnostic:
    """Refuse a bullet in the place of the dash of a list."""
    message, hint = wording.BULLET
    return Diagnostic(catalogue.SYNTAX, span, message, hint=hint)


def numbering(span: Span) -> Diagnostic:
    """Refuse a number or a letter in the place of the dash of a list."""
    message, hint = wording.NUMBERING
    return Diagnostic(catalogue.SYNTAX, span, message, hint=hint)


def second_bullet(span: Span) -> Diagnostic:
    """Refuse a bullet behind the dash of a list."""
    message, hint = wording.SECOND_BULLET
    return Diagnostic(catalogue.SYNTAX, span, message, hint=hint)


def odd_space(span: Span) -> Diagnostic:
    """Refuse a space that only looks like one."""
    return Diagnostic(
        catalogue.FORBIDDEN_CHARACTER,
        span,
        Bilingual(
            "có dấu cách lạ, thường do chép từ Word",
            "there is an odd space, as a paste from Word brings",
        ),
        hint=Hint(
            "xóa dấu cách này rồi gõ lại bằng phím cách",
            "delete this space and type it again with the space bar",
            (" ",),
            is_certain=True,
        ),
    )


def odd_spaces_before(value: str) -> int:
    """Return how many characters of odd spaces stand before a plain value."""
    match = _LEADING_ODD_SPACES.match(value)
    return match.end() if match else 0


def odd_spaces_in_key(key: str) -> tuple[int, int] | None:
    """Return where the first odd spaces of a plain key begin and end."""
    match = _ODD_SPACES.search(key)
    return match.span() if match else None


def without_odd_spaces(key: str) -> str:
    """Return a plain key without its odd spaces."""
    return _ODD_SPACES.sub("", key)


def missing_space(value: str, span: Span, before: str) -> Diagnostic | None:
    """Refuse `key:value` or `-value` on a line of its own, which YAML takes for mere text.

    What stands `before` it on the line is blank, or the dash of a list.
    """
    if value[0] in BULLETS:
        found = BULLET.match(value)
        if found is None:
            return None
        if before.strip():
            return second_bullet(_part(span, 0, found.end()))
        return bullet(_part(span, 0, 1))
    if value[0] == "-":
        if found := _DASH_AND_ODD_SPACE.match(value):
            return odd_space(_part(span, 1, found.end()))
        if _DASH_WITHOUT_SPACE.match(value):
            return no_space_after_dash(_part(span, 0, 1))
        return None
    if match := _KEY_WITHOUT_SPACE.match(value):
        return no_space_after_colon(_part(span, match.end() - 1, match.end()))
    if match := _KEY_WITH_ODD_SPACE.match(value):
        return odd_space(_part(span, match.end(), match.end() + 1))
    return None


def entry_in_text(span: Span, lines: Sequence[str]) -> Diagnostic | None:
    """Refuse a line `- …` that YAML joins to the text above it, since it is indented deeper."""
    for number in range(span.line + 1, span.end_line + 1):
        line = lines[number - 1]
        indent = len(line) - len(line.lstrip(" "))
        if BULLET.match(line):
            return bullet(Span(span.file, number, indent + 1, number, indent + 2))
        if line.startswith("- ", indent):
            above = lines[span.line - 1]
            if (found := NUMBERING.match(above)) and found.start(1) == indent:
                end = found.end(1) + 1
                return numbering(Span(span.file, span.line, indent + 1, span.line, end))
            first = Span(span.file, span.line, span.column, span.line, len(above) + 1)
            if _KEY_ALONE.fullmatch(above):
                message, hint = wording.NO_COLON
                return Diagnostic(catalogue.SYNTAX, first, message, hint=hint)
            message, hint = wording.INDENTATION
            return Diagnostic(
                catalogue.SYNTAX,
                Span(span.file, number, 1, number, indent + 1),
                message,
                hint=hint,
                related=(Related(first, wording.COMPARE),),
            )
    return None


def no_space_after_colon(span: Span) -> Diagnostic:
    """Refuse `key:value`; `span` is the colon."""
    return Diagnostic(
        catalogue.SYNTAX,
        span,
        Bilingual("thiếu dấu cách sau dấu hai chấm", "a space is missing after the colon"),
        hint=Hint(
            "viết “khóa: giá trị”, có một dấu cách sau dấu hai chấm",
            "write `key: value` with a space after the colon",
            (": ",),
            is_certain=True,
        ),
    )


def no_space_after_dash(span: Span) -> Diagnostic:
    """Refuse `-value`; `span` is the dash."""
    return Diagnostic(
        catalogue.SYNTAX,
        span,
        Bilingual("thiếu dấu cách sau dấu gạch đầu dòng", "a space is missing after the dash"),
        hint=Hint(
            "viết “- giá trị”, có một dấu cách sau dấu gạch",
            "write `- value` with a space after the dash",
            ("- ",),
            is_certain=True,
        ),
    )


def _part(span: Span, start: int, end: int) -> Span:
    return Span(span.file, span.line, span.column + start, span.line, span.column + end)
