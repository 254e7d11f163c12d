"""From a year and a form to the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.compose.assembly import Assembly
from ntmreport.compose.markup import MarkupError, parse, unclosed_lines
from ntmreport.compose.tables import TableError
from ntmreport.compose.wording import Lacking, Wording
from ntmreport.diagnostic import Diagnostic
from ntmreport.document import Document, Passage, Run
from ntmreport.language import Bilingual
from ntmreport.model import COMMUNES, OFFICE_MODELS, texts_of
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.compose.compiled import CompiledTemplates
    from ntmreport.compose.form import Form
    from ntmreport.document import Properties
    from ntmreport.model import YearData


DRAFT_MARK = "DỰ THẢO"
"""What stands below the number of a draft, so that nobody takes it for the report."""

_NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Composition:
    """What became of a form: a document where nothing failed, and what is wrong.

    `lacking` are values that the form prints and the data does not have: a draft has blanks there.
    `uncomputed` are those of which it has all, and that come to nothing all the same.
    """

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    lacking: tuple[Lacking, ...]
    uncomputed: tuple[Lacking, ...]


def compose(
    year: YearData,
    form: Form,
    sources: Mapping[str, str],
    properties: Properties,
    compiled: CompiledTemplates,
) -> Composition:
    """Fill the form's templates with the year's figures.

    `sources` are the texts of the data files by their name in spans. The title and subject of
    `properties` are filled in from what the frame says.
    """
    # What a form can do without is there for its templates to ask for, with nothing in it.
    names: dict[str, object] = {name: year.offices.get(name) for name in OFFICE_MODELS}
    names[COMMUNES] = year.communes
    wording = Wording(
        form.templates,
        names,
        sources,
        folder=form.folder,
        compiled=compiled,
        own_keys=form.own_keys,
        communes=sum(name.startswith(f"{COMMUNES}/") for name in year.files),
    )
    for office in year.offices.values():
        wording.check(texts_of(office))
    assembly = Assembly()
    passages: list[Passage] = []
    for name in form.sections:
        composed = wording.render(name)
        try:
            for part in parse(composed, wording.printed, form, passages):
                assembly.add(part)
            assembly.end_table()
        except MarkupError as error:
            wording.diagnostics += _markup_mistakes(form, name, error)
        except TableError as error:
            mistake = Diagnostic(catalogue.MARKUP, error.place, error.message, hint=error.hint)
            wording.diagnostics.append(mistake)
    lacking, uncomputed = tuple(wording.lacking.values()), tuple(wording.uncomputed.values())
    if wording.diagnostics:
        return Composition(None, tuple(wording.diagnostics), lacking, uncomputed)
    frame = assembly.frame
    if year.report.is_draft:
        mark = (Run(DRAFT_MARK, bold=True),)
        frame = {**frame, _NUMBER: (*frame.get(_NUMBER, ()), mark)}
    subject = _said(frame, "subject")
    title = f"{_said(frame, 'kind')} {subject}".strip()
    properties = replace(properties, title=title, subject=subject)
    document = Document(frame, assembly.body, properties, assembly.annexes, tuple(passages))
    return Composition(document, (), lacking, uncomputed)


def _said(frame: Mapping[str, tuple[tuple[Run, ...], ...]], name: str) -> str:
    return " ".join("".join(run.text for run in line) for line in frame.get(name, ()))


def _markup_mistakes(form: Form, name: str, error: MarkupError) -> Iterator[Diagnostic]:
    """Yield the diagnostics for what a template opens and does not close, or what begins it."""
    message, hint = (
        Bilingual("dòng đầu bắt đầu bằng dấu cách", "the first line begins with a space"),
        Bilingual("bỏ dấu cách ở đầu dòng", "take the space away"),
    )
    lines = form.templates[name].split("\n")
    start = error.line.strip()[:12]
    numbers = [n for n, line in enumerate(lines, 1) if line.strip().startswith(start)][:1]
    if error.is_unclosed:
        message = Bilingual(
            "chữ đậm hoặc nghiêng không có dấu đóng", "bold or italic is not closed"
        )
        hint = Bilingual(
            "thêm dấu đóng ** hoặc *; muốn in dấu sao thì viết \\*",
            "add the closing ** or *; to print an asterisk, write \\*",
        )
        numbers = unclosed_lines(form.templates[name]) or numbers
    for number in numbers or [1]:
        end = max(2, len(lines[number - 1]) + 1)
        span = Span(f"{form.folder}/{name}", number, 1, number, end)
        yield Diagnostic(catalogue.MARKUP, span, message, hint=hint)
