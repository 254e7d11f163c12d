"""What is wrong with the input, as a value: the rule that is broken, the place and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntmreport.language import Bilingual
    from ntmreport.span import Path, Span


class Severity(StrEnum):
    """How grave a mistake is.

    An error stops a build; a warning is shown and waits for a person's decision; a note says what
    an office may know and mean.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of mistake: its code, the name of the problem and how grave it is.

    The rules stand in `ntmreport.catalogue`, one line each.
    """

    code: str
    name: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that has to do with a diagnostic, and why."""

    span: Span
    message: Bilingual


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake at one place. `hint` says what to write or do instead.

    `compared` is a digest of what is compared, where that is more than what stands at the place: a
    person who accepts the mistake accepts it of this.
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
    """Return `diagnostics` without repetitions, ordered by file, place and code."""
    return sorted(dict.fromkeys(diagnostics), key=lambda item: (item.span, item.rule.code))
