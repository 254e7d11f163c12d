"""What checks look at, and what they find: a data path or a span, and a message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from ntmreport.checks.compared import Where, digest_of, lines_of
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import Figure, Stated, Written
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model import Model, Text
from ntmreport.source import MappingNode, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping

    from ntmreport.compose import Form
    from ntmreport.diagnostic import Rule
    from ntmreport.document import Document, Passage
    from ntmreport.source import Node
    from ntmreport.span import Path

OfficeModel = TypeVar("OfficeModel", bound=Model)
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Subject:
    """One year as the checks see it.

    `models` holds the files that could be read, by name: a broken file does not keep the others
    from being checked. `previous` is the same of the year before, empty where there is none.
    `files` are the nodes they were read from and `texts` the files' texts by their name in spans,
    templates included. `form` is there where it could be loaded, `document` where the whole year
    could be composed. `today` is the day after which nothing can be dated. `words` are the
    project's own, in small letters: names and foreign words that are no mistakes. `unread` are the
    names of files that are there and could not be read.
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

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The lines of the composed document; none where it could not be composed."""
        return self.document.passages if self.document is not None else ()

    def lines_of(self, file: str) -> tuple[str, ...]:
        """Return the lines of the file that spans name `file`."""
        return lines_of(self.texts.get(file, ""))

    def office(self, model: type[OfficeModel]) -> OfficeModel | None:
        """Return the file that `model` describes, if it could be read."""
        return next((known for known in self.models.values() if isinstance(known, model)), None)

    def before(self, model: type[OfficeModel]) -> OfficeModel | None:
        """Return the same file of the year before, if there is one."""
        return next((known for known in self.previous.values() if isinstance(known, model)), None)


def once_for_each_year(see: Callable[[Subject], Seen]) -> Callable[[Subject], Seen]:
    """Make a function that several checks of one run ask in turn work once for a year."""
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake that a check found. `path` is given where `where` has none: in templates.

    `compared` is what the mistake depends on; without it, all the places that it names.
    """

    where: Where
    message: Bilingual
    hint: Bilingual | None = None
    related: tuple[tuple[Where, Bilingual], ...] = ()
    path: Path = ()
    compared: tuple[Where, ...] | None = None


CHECK_OR_ACKNOWLEDGE = Bilingual(
    "kiểm tra lại; nếu đúng thì chấp nhận bằng lệnh ntmreport acknowledge",
    "check it; if it is right, accept it with ntmreport acknowledge",
)
"""The hint for what may well be right."""

MOST_RELATED = 10
"""So many places are shown beside a finding."""

MOST_FINDINGS = 200
"""So many mistakes of one kind are shown in one year: nobody reads more, and none takes long."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the function that finds where it is broken."""

    rule: Rule
    find: Callable[[Subject], Iterator[Finding]]

    def run(self, subject: Subject) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each finding, at the place it is about.

        Of what a draft leaves blank, nothing is found.
        """
        for finding in islice(self.find(subject), MOST_FINDINGS):
            if is_left_blank(finding.where, *(where for where, _ in finding.related)):
                continue
            related = tuple(
                Related(span_of(where, subject), message) for where, message in finding.related
            )
            yield Diagnostic(
                self.rule,
                span_of(finding.where, subject),
                finding.message,
                finding.path or _path(finding.where),
                finding.hint,
                related,
                digest_of(_compared(finding), subject.texts, subject.files),
            )


def _compared(finding: Finding) -> tuple[Where, ...]:
    if finding.compared is not None:
        return finding.compared
    return (finding.where, *(where for where, _ in finding.related))


def path_in_template(file: str, words: str) -> Path:
    """Return the path of `words` in a template: what stands there has none in the data."""
    return ("templates", f"{file.rpartition('/')[2]}: {words}")


def check(rule: Rule) -> Callable[[Callable[[Subject], Iterator[Finding]]], Check]:
    """Make a function the check of `rule`."""

    def wrap(find: Callable[[Subject], Iterator[Finding]]) -> Check:
        return Check(rule, find)

    return wrap


def span_of(where: Where, subject: Subject) -> Span:
    """Return the place of a figure, text or model: of a computed figure, what it is computed in."""
    match where:
        case Span():
            return where
        case Text(span=span):
            return span
        case Figure(origin=Written(span=span) | Stated(span=span)):
            return span
        case Figure(path=path) | Model(path=path):
            return _span_at(path, subject.files)
    raise AssertionError(where)


def value_span(path: Path, subject: Subject) -> Span:
    """Return the place of the value at `path`, for values that do not know their own."""
    node: Node = subject.files[str(path[0])]
    for step in path[1:]:
        match node:
            case MappingNode(entries=entries) if step in entries:
                node = entries[str(step)].value
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                return _span_at(path, subject.files)
    return node.span


def _path(where: Where) -> Path:
    return () if isinstance(where, Span) else where.path


def _span_at(path: Path, files: Mapping[str, MappingNode]) -> Span:
    """Return the place of the key at `path`, or of the nearest one above it that is written."""
    node: Node = files[str(path[0])]
    span = replace(node.span, end_line=node.span.line, end_column=node.span.column + 1)
    for step in path[1:]:
        match node:
            case MappingNode(entries=entries) if step in entries:
                span = entries[str(step)].key
                node = entries[str(step)].value
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
                span = _first_key(node)
            case _:
                break
    return span


def _first_key(node: Node) -> Span:
    if isinstance(node, MappingNode) and node.entries:
        return next(iter(node.entries.values())).key
    return node.span
