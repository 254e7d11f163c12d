"""From a Subject to the violations of a rule, and from those to diagnostics."""

from __future__ import annotations

from functools import wraps
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from ntmreport.checks.acknowledgement_digest import digest_of
from ntmreport.checks.located import Located, lines_of, span_of
from ntmreport.diagnostic import Diagnostic, Related, Rule
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model import Model
from ntmreport.model.declared_indicators import INDICATORS, declared_in
from ntmreport.span import Path, Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping

    from ntmreport.checks.template_prose import Piece
    from ntmreport.compose import Form
    from ntmreport.document import Document, Passage
    from ntmreport.layout.layout_reading import LayoutReading
    from ntmreport.model.offices.indicators import DeclaredIndicator
    from ntmreport.source import MappingNode

OfficeModel = TypeVar("OfficeModel", bound=Model)
Seen = TypeVar("Seen")


class Subject(Struct, frozen=True):
    """One period as the checks see it.

    `models` are the readable files by name, `previous` those of the period of its kind before it,
    `year_before` those of the whole last year where that is another, `unread` the names of files
    that could not be read. `files` are their nodes, `texts` the files' and templates' texts by
    their name in spans. `form` and `document` are None where they could not be loaded or composed.
    `pieces` are the lines of a finished report, `layout` its look: it has neither data nor form.
    `today` is the last day that anything may be dated; `words` are the project's own, in small
    letters.
    """

    models: Mapping[str, Model]
    previous: Mapping[str, Model]
    files: Mapping[str, MappingNode]
    texts: Mapping[str, str]
    form: Form | None
    document: Document | None
    today: datetime.date
    words: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    year_before: Mapping[str, Model] = MappingProxyType({})
    pieces: tuple[Piece, ...] | None = None
    layout: LayoutReading | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The lines of the composed document; none where it could not be composed."""
        return self.document.passages if self.document is not None else ()

    @property
    def declared_indicators(self) -> Mapping[str, DeclaredIndicator]:
        """The readable indicators that the form or the unit declares, by name."""
        return declared_in(self.models.get(INDICATORS))

    def lines_of(self, file: str) -> tuple[str, ...]:
        """Return the lines of the file that spans name `file`."""
        return lines_of(self.texts.get(file, ""))

    def office(self, model: type[OfficeModel]) -> OfficeModel | None:
        """Return the file that `model` describes, if it could be read."""
        return next((known for known in self.models.values() if isinstance(known, model)), None)


def once_for_each_subject(see: Callable[[Subject], Seen]) -> Callable[[Subject], Seen]:
    """Let a function that several checks of one run call work once for their subject."""
    latest: list[tuple[Subject, Seen]] = []

    @wraps(see)
    def seen(subject: Subject) -> Seen:
        for known, answer in latest:
            if known is subject:
                return answer
        answer = see(subject)
        latest[:] = [(subject, answer)]
        return answer

    return seen


class Violation(Struct, frozen=True):
    """A figure, text, group or span that violates a rule; `path` is given where it has none itself.

    `compared` is what the violation depends on; by default, all that it names.
    """

    located: Located
    message: Bilingual
    hint: Bilingual | None = None
    related: tuple[tuple[Located, Bilingual], ...] = ()
    path: Path = ()
    compared: tuple[Located, ...] | None = None


CHECK_OR_ACKNOWLEDGE = Bilingual(
    "kiểm tra lại; nếu đúng thì chấp nhận bằng lệnh ntmreport acknowledge",
    "check it; if it is right, accept it with ntmreport acknowledge",
)
"""The hint for what may well be right."""

MOST_RELATED = 10
"""Related spans that are shown with a violation."""

MOST_VIOLATIONS = 200
"""Violations of one rule that are shown in one period."""


class Check(Struct, frozen=True):
    """A rule and the function that finds where it is broken."""

    rule: Rule
    find: Callable[[Subject], Iterator[Violation]]

    def run(self, subject: Subject) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each violation.

        Violations about values that a draft leaves blank are dropped.
        """
        for violation in islice(self.find(subject), MOST_VIOLATIONS):
            if is_left_blank(violation.located, *(located for located, _ in violation.related)):
                continue
            related = tuple(
                Related(span_of(located, subject.files), message)
                for located, message in violation.related
            )
            yield Diagnostic(
                self.rule,
                span_of(violation.located, subject.files),
                violation.message,
                violation.path or _path(violation.located),
                violation.hint,
                related,
                digest_of(_compared(violation), subject.texts, subject.files),
            )


def check(rule: Rule) -> Callable[[Callable[[Subject], Iterator[Violation]]], Check]:
    """Make a function the check of `rule`."""

    def wrap(find: Callable[[Subject], Iterator[Violation]]) -> Check:
        return Check(rule, find)

    return wrap


def path_in_template(file: str, words: str) -> Path:
    """Return the path of `words` in a template, which have none in the data."""
    return ("templates", f"{file.rpartition('/')[2]}: {words}")


def _path(located: Located) -> Path:
    return () if isinstance(located, Span) else located.path


def _compared(violation: Violation) -> tuple[Located, ...]:
    if violation.compared is not None:
        return violation.compared
    return (violation.located, *(located for located, _ in violation.related))
