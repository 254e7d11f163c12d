"""From a Subject to the violations of a rule, and from those to diagnostics."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import Counted, Figure, Stated, Written
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model import Model, Text
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ntmreport.compose import Form
    from ntmreport.diagnostic import Rule
    from ntmreport.document import Document, Passage
    from ntmreport.source import Node
    from ntmreport.span import Path

OfficeModel = TypeVar("OfficeModel", bound=Model)
Seen = TypeVar("Seen")

Located = Figure | Text | Model | Span
"""Anything that a violation can be about: it has a span, or is one."""

_DIGITS = 12
_MOST_FIGURES = 100_000


@dataclass(frozen=True, slots=True)
class Subject:
    """One period as the checks see it.

    `models` are the readable files by name, `previous` those of the period of its kind before it,
    `year_before` those of the whole last year where that is another, `unread` the names of files
    that could not be read. `files` are their nodes, `texts` the files' and templates' texts by
    their name in spans. `form` and `document` are None where they could not be loaded or composed.
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
    year_before: Mapping[str, Model] = field(default_factory=dict)

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


@dataclass(frozen=True, slots=True)
class Violation:
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


@dataclass(frozen=True, slots=True)
class Check:
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
                Related(span_of(located, subject), message)
                for located, message in violation.related
            )
            yield Diagnostic(
                self.rule,
                span_of(violation.located, subject),
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


def span_of(located: Located, subject: Subject) -> Span:
    """Return the span of a figure, text or group; of a computed figure, that of its group."""
    match located:
        case Span():
            return located
        case Text(span=span):
            return span
        case Figure(origin=Written(span=span) | Stated(span=span)):
            return span
        case Figure(path=path) | Model(path=path):
            return _key_span(path, subject.files)
    raise AssertionError(located)


def value_span(path: Path, subject: Subject) -> Span:
    """Return the span of the value at `path`, for values that do not know their own."""
    *_, (node, key) = written = list(_written_along(path, subject.files))
    return node.span if len(written) == len(path) else key


def _key_span(path: Path, files: Mapping[str, MappingNode]) -> Span:
    """Return the span of the key at `path`, or of the nearest one above it that is written."""
    *_, (_, key) = _written_along(path, files)
    return key


def _written_along(path: Path, files: Mapping[str, MappingNode]) -> Iterator[tuple[Node, Span]]:
    """Yield the node of each step of `path` and the span of its key, as far as they are written."""
    node: Node | None = files.get(str(path[0])) if path else None
    if node is None:
        return
    yield node, replace(node.span, end_line=node.span.line, end_column=node.span.column + 1)
    for step in path[1:]:
        match node:
            case MappingNode(entries=entries) if step in entries:
                node, key = entries[str(step)].value, entries[str(step)].key
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
                key = _first_key(node)
            case _:
                return
        yield node, key


def _first_key(node: Node) -> Span:
    if isinstance(node, MappingNode) and node.entries:
        return next(iter(node.entries.values())).key
    return node.span


def _path(located: Located) -> Path:
    return () if isinstance(located, Span) else located.path


def digest_of(
    compared: Iterable[Located], texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> str:
    """Return the digest of what is `compared`, in hexadecimal.

    Of a figure its value counts and all that it comes from, of a group what is written in it, of a
    span its words; where they stand does not count. An acknowledgement holds while the digest is
    equal. `texts` and `files` are those of the Subject.
    """
    digest = hashlib.sha256()
    for located in compared:
        for piece in _pieces(located, texts, files):
            digest.update(f"{piece}\0".encode())
        digest.update(b"\1")
    return digest.hexdigest()[:_DIGITS]


def _compared(violation: Violation) -> tuple[Located, ...]:
    if violation.compared is not None:
        return violation.compared
    return (violation.located, *(located for located, _ in violation.related))


def _pieces(
    located: Located, texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> Iterator[str]:
    match located:
        case Figure():
            yield from _of_figure(located, texts)
        case Text(value=value):
            yield value
        case Span():
            yield words_at(located, texts)
        case Model(path=path):
            nodes = [node for node, _ in _written_along(path, files)]
            if len(nodes) == len(path) > 0:
                yield from _texts_in(nodes[-1])


def _texts_in(node: Node) -> Iterator[str]:
    match node:
        case MappingNode(entries=entries):
            for key, entry in entries.items():
                yield key
                yield from _texts_in(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _texts_in(item)
        case Scalar(text=text):
            yield text


def _of_figure(figure: Figure, texts: Mapping[str, str]) -> Iterator[str]:
    for each in islice(figure.lineage(), _MOST_FIGURES):
        match each.origin:
            case Stated(computed=Figure(value=value)) if value == each.value:
                pass  # the same is said twice, and nothing has changed
            case Written() | Stated():
                yield f"{each.qualifier} {each.value} {each.decimals} {each.unit}"
            case Counted(items=items):
                yield from (words_at(item, texts) for item in items)
            case _:
                pass


@lru_cache(maxsize=64)
def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a file's `text`."""
    return tuple(text.split("\n"))


def words_at(span: Span, texts: Mapping[str, str]) -> str:
    """Return what stands at `span`, its lines joined."""
    lines = list(lines_of(texts.get(span.file, ""))[span.line - 1 : span.end_line])
    if not lines:
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return lines[0] if len(lines) == 1 else " ".join(" ".join(lines).split())
