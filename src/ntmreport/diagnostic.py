"""A diagnostic: the rule that is broken, the span, the message and the hint."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntmreport.span import Path, Span


class Severity(StrEnum):
    """The severity of a rule.

    An error stops a build; a warning is shown and waits for a person's decision; a note informs.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_NAMES = {
    Severity.ERROR: Bilingual("lỗi", "error"),
    Severity.WARNING: Bilingual("cảnh báo", "warning"),
    Severity.NOTE: Bilingual("ghi chú", "note"),
}
"""Names of the severities in messages."""


class Rule(Struct, frozen=True):
    """A kind of diagnostic: its code, the name of the problem and its severity.

    The rules stand in `ntmreport.catalogue`, one line each.
    """

    code: str
    name: str
    severity: Severity


class Related(Struct, frozen=True):
    """Another span that has to do with a diagnostic, and why."""

    span: Span
    message: Bilingual


class Diagnostic(Struct, frozen=True):
    """A broken rule at one span of the input. `hint` says what to write or do instead.

    `compared` is a digest of what was compared, where that is more than the text at the span: an
    acknowledgement holds while it stays the same.
    """

    rule: Rule
    span: Span
    message: Bilingual
    path: Path = ()
    hint: Bilingual | None = None
    related: tuple[Related, ...] = ()
    compared: str = ""

    @property
    def is_error(self) -> bool:
        """Return whether this diagnostic stops a build."""
        return self.rule.severity is Severity.ERROR


def in_file_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return `diagnostics` without repetitions, ordered by file, span and code."""
    return sorted(dict.fromkeys(diagnostics), key=lambda item: (item.span, item.rule.code))


def new_diagnostics(
    diagnostics: Iterable[Diagnostic], before: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """Return those of `diagnostics` that `before` has not, on whichever line they stand now."""
    known = {_said(each) for each in before}
    return [each for each in diagnostics if _said(each) not in known]


def _said(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.rule, diagnostic.span.file, diagnostic.path, diagnostic.message
