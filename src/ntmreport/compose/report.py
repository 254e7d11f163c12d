"""From a year and a form to the document."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.compose.markup import FrameLine, MarkupError, parse
from ntmreport.compose.wording import Wording
from ntmreport.diagnostic import Diagnostic
from ntmreport.document import Block, Document, Run
from ntmreport.language import Bilingual
from ntmreport.model import Model, Text, YearData
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.compose.form import Form
    from ntmreport.compose.wording import CompiledTemplates
    from ntmreport.document import Properties


def compose(
    year: YearData,
    form: Form,
    sources: Mapping[str, str],
    properties: Properties,
    compiled: CompiledTemplates,
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Fill the form's templates with the year's figures.

    `sources` are the texts of the data files by their name in spans. The title and subject of
    `properties` are filled in from what the frame says. There is a document only if nothing failed.
    """
    names = {field.name: getattr(year, field.name) for field in fields(year)}
    wording = Wording(form.templates, names, sources, folder=form.folder, compiled=compiled)
    wording.check(texts_of(year))
    frame: dict[str, list[tuple[Run, ...]]] = {}
    body: list[Block] = []
    for name in form.sections:
        composed = wording.render(name)
        try:
            for block in parse(composed, wording.printed):
                if isinstance(block, FrameLine):
                    frame.setdefault(block.name, []).append(block.runs)
                else:
                    body.append(block)
        except MarkupError as error:
            wording.diagnostics.append(_markup_mistake(form, name, error))
    if wording.diagnostics:
        return None, tuple(wording.diagnostics)
    lines = {name: tuple(runs) for name, runs in frame.items()}
    subject = _said(lines, "subject")
    title = f"{_said(lines, 'kind')} {subject}".strip()
    return Document(lines, tuple(body), replace(properties, title=title, subject=subject)), ()


def texts_of(value: object) -> Iterator[Text]:
    """Yield every text of a year, model or list."""
    match value:
        case Text():
            yield value
        case Model():
            for name in type(value).model_fields:
                yield from texts_of(getattr(value, name))
        case tuple():
            for item in value:
                yield from texts_of(item)
        case YearData():
            for field in fields(value):
                yield from texts_of(getattr(value, field.name))
        case _:
            pass


def _said(frame: Mapping[str, tuple[tuple[Run, ...], ...]], name: str) -> str:
    return " ".join("".join(run.text for run in line) for line in frame.get(name, ()))


def _markup_mistake(form: Form, name: str, error: MarkupError) -> Diagnostic:
    """Return the diagnostic for a composed line, at the template's line that begins like it."""
    lines = form.templates[name].split("\n")
    start = error.line.strip()[:12]
    number = next((n for n, line in enumerate(lines, 1) if line.strip().startswith(start)), 1)
    message, hint = (
        Bilingual("dòng đầu bắt đầu bằng dấu cách", "the first line begins with a space"),
        Bilingual("bỏ dấu cách ở đầu dòng", "take the space away"),
    )
    if error.is_unclosed:
        message = Bilingual(
            "chữ đậm hoặc nghiêng không có dấu đóng", "bold or italic is not closed"
        )
        hint = Bilingual(
            "thêm dấu đóng ** hoặc *; muốn in dấu sao thì viết \\*",
            "add the closing ** or *; to print an asterisk, write \\*",
        )
    span = Span(f"{form.folder}/{name}", number, 1, number, max(2, len(lines[number - 1]) + 1))
    return Diagnostic(catalogue.MARKUP, span, message, hint=hint)
