"""What checks look at, what they yield, and how that becomes diagnostics."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
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

Located = Figure | Text | Model | Span
"""What a violation can be about: anything that knows its place, or the place itself."""

_DIGITS = 12
_MOST_FIGURES = 100_000


def digest_of(
    compared: Iterable[Located], texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> str:
    """Return the digest of what is `compared`, in hexadecimal.

    Of a figure its value counts and all that it comes from, not its place; of a group what is
    written in it; of a place its words. `texts` are those of the files, `files` their nodes.
    """
    digest = hashlib.sha256()
    for where in compared:
        for piece in _pieces(where, texts, files):
            digest.update(f"{piece}\0".encode())
        digest.update(b"\1")
    return digest.hexdigest()[:_DIGITS]


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


def _pieces(
    where: Located, texts: Mapping[str, str], files: Mapping[str, MappingNode]
) -> Iterator[str]:
    match where:
        case Figure():
            yield from _of_figure(where, texts)
        case Text(value=value):
            yield value
        case Span():
            yield words_at(where, texts)
        case Model(path=path):
            yield from _written(_node_at(path, files))


def _node_at(path: Path, files: Mapping[str, MappingNode]) -> Node | None:
    node: Node | None = files.get(str(path[0])) if path else None
    for step in path[1:]:
        match node:
            case MappingNode(entries=entries) if step in entries:
                node = entries[str(step)].value
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                return None
    return node


def _written(node: Node | None) -> Iterator[str]:
    match node:
        case MappingNode(entries=entries):
            for key, entry in entries.items():
                yield key
                yield from _written(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _written(item)
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
class Violation:
    """One mistake that a check found. `path` is given where `where` has none: in templates.

    `compared` is what the mistake depends on; without it, all the places that it names.
    """

    where: Located
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
"""So many places are shown beside a violation."""

MOST_VIOLATIONS = 200
"""So many mistakes of one kind are shown in one year: nobody reads more, and none takes long."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the function that finds where it is broken."""

    rule: Rule
    find: Callable[[Subject], Iterator[Violation]]

    def run(self, subject: Subject) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each violation, at the place it is about.

        Of what a draft leaves blank, nothing is found.
        """
        for violation in islice(self.find(subject), MOST_VIOLATIONS):
            if is_left_blank(violation.where, *(where for where, _ in violation.related)):
                continue
            related = tuple(
                Related(span_of(where, subject), message) for where, message in violation.related
            )
            yield Diagnostic(
                self.rule,
                span_of(violation.where, subject),
                violation.message,
                violation.path or _path(violation.where),
                violation.hint,
                related,
                digest_of(_compared(violation), subject.texts, subject.files),
            )


def _compared(violation: Violation) -> tuple[Located, ...]:
    if violation.compared is not None:
        return violation.compared
    return (violation.where, *(where for where, _ in violation.related))


def path_in_template(file: str, words: str) -> Path:
    """Return the path of `words` in a template: what stands there has none in the data."""
    return ("templates", f"{file.rpartition('/')[2]}: {words}")


def check(rule: Rule) -> Callable[[Callable[[Subject], Iterator[Violation]]], Check]:
    """Make a function the check of `rule`."""

    def wrap(find: Callable[[Subject], Iterator[Violation]]) -> Check:
        return Check(rule, find)

    return wrap


def span_of(where: Located, subject: Subject) -> Span:
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


def _path(where: Located) -> Path:
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
