"""From diagnostics to the list beside the report, each with the elements that it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.diagnostic import SEVERITY_NAMES
from ntmreport.lineage import leaves
from ntmreport.model import texts_of
from ntmreport.reporters.result import HELP, SEE
from ntmreport.review.figure_cards import line_of, office_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document
    from ntmreport.figure import Figure
    from ntmreport.language import Language
    from ntmreport.model import Model
    from ntmreport.span import Path, Span

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\*\*")
_LEAST_TEXT = 8
"""Letters of a text of the data that must stand in a paragraph that prints it."""


class ShownDiagnostic(Struct, frozen=True):
    """One diagnostic in words. `targets` are the elements of the page that it is about, best first.

    `figures` are the numbers of the printed figures among them; `reason` is that of an
    acknowledgement.
    """

    code: str
    severity: str
    severity_word: str
    message: str
    details: tuple[str, ...]
    location: str
    office: str
    reason: str
    targets: tuple[str, ...]
    figures: tuple[int, ...]


class PrintedFigure(Struct, frozen=True):
    """A figure where the page prints it: the element's identifier and the figure's number."""

    identifier: str
    number: int
    figure: Figure


class ShownDiagnostics:
    """The diagnostics of a report in words, each with the elements of the page it is about."""

    def __init__(
        self, document: Document, marks: Sequence[PrintedFigure], models: Iterable[Model]
    ) -> None:
        self._document = document
        self._marks = marks
        self._texts = [text for model in models for text in texts_of(model)]
        lineage: dict[int, tuple[set[Path], list[Span]]] = {}
        for mark in marks:
            if mark.number not in lineage:
                paths = {figure.path for figure in mark.figure.lineage() if figure.path}
                lineage[mark.number] = (paths, list(dict.fromkeys(leaves(mark.figure))))
        self._lineage = lineage

    def one(self, diagnostic: Diagnostic, reason: str, language: Language) -> ShownDiagnostic:
        """Return the diagnostic in words, with the elements of the page that it is about."""
        targets = self._targets(diagnostic)
        severity = diagnostic.rule.severity
        details = list(_related(diagnostic, language))
        if diagnostic.hint is not None:
            details.insert(0, f"{HELP.text(language)}: {diagnostic.hint.text(language)}")
        numbers = {mark.identifier: mark.number for mark in self._marks}
        return ShownDiagnostic(
            code=diagnostic.rule.code,
            severity=severity.value,
            severity_word=SEVERITY_NAMES[severity].text(language),
            message=diagnostic.message.text(language),
            details=tuple(details),
            location=line_of(diagnostic.span),
            office=office_of(diagnostic.span.file),
            reason=reason,
            targets=targets,
            figures=tuple(
                dict.fromkeys(numbers[target] for target in targets if target in numbers)
            ),
        )

    def _targets(self, diagnostic: Diagnostic) -> tuple[str, ...]:
        """Return the elements nearest to the diagnostic, best first."""
        return tuple(dict.fromkeys(next(filter(None, self._ways(diagnostic)), ())))

    def _ways(self, diagnostic: Diagnostic) -> Iterator[list[str]]:
        """Yield the elements of the figure, of what comes of it, of the words, of related spans."""
        path, span = diagnostic.path, diagnostic.span
        if path:
            yield self._printed(lambda mark: mark.figure.path == path)
            yield self._printed(lambda mark: path in self._lineage[mark.number][0])
        yield self._from(span)
        yield self._words(span)
        if len(path) > 1:
            yield self._printed(lambda mark: mark.figure.path[: len(path)] == path)
        for related in diagnostic.related:
            yield self._from(related.span)
            yield self._words(related.span)

    def _printed(self, wanted: Callable[[PrintedFigure], bool]) -> list[str]:
        return [mark.identifier for mark in self._marks if wanted(mark)]

    def _from(self, span: Span) -> list[str]:
        """Return the elements of figures that come from the lines of `span`."""
        return self._printed(
            lambda mark: any(span.overlaps(leaf) for leaf in self._lineage[mark.number][1])
        )

    def _words(self, span: Span) -> list[str]:
        """Return the paragraphs whose words come from `span`, in a template or in the data."""
        blocks = self._document.blocks
        of_template = [
            f"b{number}"
            for number, block in enumerate(blocks)
            if block.span.file == span.file
            and block.span.line <= span.end_line
            and span.line <= block.span.end_line
        ]
        if of_template:
            return of_template
        parts = [
            part
            for text in self._texts
            if text.span.overlaps(span)
            for part in [max(_EXPRESSION.split(text.value), key=len).strip()]
            if len(part) >= _LEAST_TEXT
        ]
        return [
            f"b{number}"
            for number, block in enumerate(blocks)
            if any(part in block.text for part in parts)
        ]


def _related(diagnostic: Diagnostic, language: Language) -> Iterator[str]:
    """Yield a line for the related spans of one file that have the same message."""
    said: dict[tuple[str, str], list[int]] = {}
    for related in diagnostic.related:
        key = (related.span.file, related.message.text(language))
        said.setdefault(key, []).append(related.span.line)
    for (file, message), numbers in said.items():
        lines = ", ".join(str(number) for number in dict.fromkeys(numbers))
        yield f"{SEE.text(language)} {file}:{lines}: {message}"
