"""From a period and a form to the document."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport import refusal_messages as refusals
from ntmreport.compose.composition import Composition
from ntmreport.compose.markup import CHART, SETTINGS, FrameLine, MarkupError, parse, unclosed_lines
from ntmreport.compose.table_markup import (
    ColumnSetting,
    TableError,
    WrittenRow,
    column_setting,
    tables,
)
from ntmreport.compose.template_run import TemplateRun
from ntmreport.document import Annex, Block, BlockKind, Document, Passage, Run
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import COMMUNES, OFFICE_MODELS, texts_of
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.compose.compiled_templates import CompiledTemplates
    from ntmreport.compose.form_loading import Form
    from ntmreport.compose.markup import Part
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Properties, Table
    from ntmreport.model import YearData

_NAMED_KINDS = {
    kind.value: kind
    for kind in (
        *(BlockKind.BASIS, BlockKind.CAPTION, BlockKind.UNIT),
        *(BlockKind.ANNEX, BlockKind.ANNEX_TITLE, BlockKind.ANNEX_REFERENCE),
    )
}
"""The lines `@basis`, `@annex` ... that are blocks; `@annex` begins an annex."""


class Assembly:
    """The frame, the body and the annexes, built from the parts of a report in their order."""

    def __init__(self) -> None:
        self._frame: dict[str, list[tuple[Run, ...]]] = {}
        self._body: list[Block | Table] = []
        self._annexes: list[list[Block | Table]] = []
        self._upright: list[bool | None] = []
        self._rows: list[WrittenRow] = []
        self._columns: ColumnSetting | None = None
        self._chart: FrameLine | None = None
        self._turned: Span | None = None
        self._lying: list[tuple[int, int]] = []

    def add(self, part: Part) -> None:
        """Take the next part; raises TableError where it ends rows that make no table."""
        if isinstance(part, WrittenRow):
            self._rows.append(part)
            return
        self.end_table()
        if isinstance(part, FrameLine) and part.name in SETTINGS:
            self._set(part)
            return
        if isinstance(part, FrameLine) and part.name == CHART:
            self._chart = part
            return
        self._check_columns()
        if isinstance(part, Block):
            self._content.append(part)
        elif part.name in _NAMED_KINDS:
            kind = _NAMED_KINDS[part.name]
            if kind is BlockKind.ANNEX:
                self._annexes.append([])
                self._upright.append(None)
            self._content.append(Block(kind, "", part.runs, part.span, texts=part.texts))
        else:
            self._frame.setdefault(part.name, []).append(part.runs)

    def end_table(self) -> None:
        """Make tables of the rows since the last other part, or raise TableError."""
        rows, self._rows = self._rows, []
        chart, self._chart = self._chart, None
        if chart is not None and not rows:
            raise TableError(chart.span, refusals.CHART_ROWS.of())
        if rows:
            setting, self._columns = self._columns, None
            found = [*tables(rows, setting)]
            if chart is not None:
                from ntmreport.compose.chart_markup import chart_block  # for charts alone

                kind, *title = chart.runs
                self._content.append(chart_block(kind.text, tuple(title), chart.span, found.pop(0)))
            self._content.extend(found)

    def end(self) -> None:
        """End the report; raises TableError for what is set and not followed by what it sets."""
        self._check_columns()
        if self._lying and self._lying[-1][1] in {_OPEN, len(self._body)} and self._turned:
            raise TableError(self._turned, refusals.NOT_TURNED_BACK)

    def _check_columns(self) -> None:
        """Raise TableError where columns are set and no table follows."""
        setting, self._columns = self._columns, None
        if setting is not None:
            raise TableError(setting.span, refusals.COLUMNS_WITHOUT_TABLE)

    def _set(self, line: FrameLine) -> None:
        """Take a line that sets what follows: the next table's columns, the paper's direction."""
        words = "".join(run.text for run in line.runs).strip()
        if line.name == _COLUMNS:
            self._columns = column_setting(words, line.span)
        elif words:
            raise TableError(line.span, refusals.WORDS_BEHIND.of(name=line.name, words=words))
        elif self._annexes:
            self._upright[-1] = line.name == _PORTRAIT
        elif line.name == _PORTRAIT:
            if self._lying and self._lying[-1][1] == _OPEN:
                start, _ = self._lying.pop()
                self._lying += [(start, len(self._body))] if start < len(self._body) else []
        elif not self._lying or self._lying[-1][1] != _OPEN:
            start = len(self._body)
            if self._lying and self._lying[-1][1] == start:
                start, _ = self._lying.pop()  # with nothing between, no page is turned back
            self._lying.append((start, _OPEN))
            self._turned = line.span

    @property
    def _content(self) -> list[Block | Table]:
        return self._annexes[-1] if self._annexes else self._body

    @property
    def frame(self) -> dict[str, tuple[tuple[Run, ...], ...]]:
        """The lines around the body, by their names."""
        return {name: tuple(lines) for name, lines in self._frame.items()}

    @property
    def body(self) -> tuple[Block | Table, ...]:
        """The blocks before the first annex."""
        return tuple(_with_basis_ended(self._body))

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annexes, in their order."""
        annexes = zip(self._annexes, self._upright, strict=True)
        return tuple(Annex(tuple(content), is_upright) for content, is_upright in annexes)

    @property
    def lying(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the body on paper that lies."""
        return tuple(self._lying)


_COLUMNS, _PORTRAIT = "columns", "portrait"
_OPEN = -1
"""The end of a stretch of paper that lies which the form has not turned back yet."""

_STOP = lazy_pattern(r"(?<!v\.v)[;,.]\s*$")
"""The mark at the end of a line of a list as it is written."""


def _with_basis_ended(content: Sequence[Block | Table]) -> Iterator[Block | Table]:
    """Yield `content`, each basis ended by a semicolon and the last of a list by a full stop.

    So the decree asks (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 6 a), and which
    is the last only the whole list says.
    """
    for part, following in zip_longest(content, content[1:]):
        if isinstance(part, Block) and part.kind is BlockKind.BASIS:
            goes_on = isinstance(following, Block) and following.kind is BlockKind.BASIS
            yield replace(part, runs=_ended(part.runs, ";" if goes_on else "."))
        else:
            yield part


def _with_addressees_ended(lines: Sequence[tuple[Run, ...]]) -> tuple[tuple[Run, ...], ...]:
    """Return the addressees: one without a mark, several as a list (the same, khoản 9 d)."""
    if len(lines) == 1:
        return (_ended(lines[0], ""),)
    return tuple(_ended(runs, ";" if runs is not lines[-1] else ".") for runs in lines)


def _ended(runs: tuple[Run, ...], mark: str) -> tuple[Run, ...]:
    """Return the runs of a line that ends in `mark`, whatever mark it was written with."""
    at = next((n for n in reversed(range(len(runs))) if not runs[n].note), None)
    if at is None:
        return runs
    last, notes = runs[at], runs[at + 1 :]
    if last.figure is None:
        last = replace(last, text=_STOP.sub("", last.text))
    if mark and (last.figure is not None or notes):
        return (*runs[:at], last, *notes, Run(mark))
    return (*runs[:at], replace(last, text=last.text + mark), *notes)


DRAFT_MARK = "DỰ THẢO"
"""The words below the number of a draft."""

_NUMBER, _ADDRESSEE = "number", "addressee"


def compose(
    year: YearData,
    form: Form,
    sources: Mapping[str, str],
    properties: Properties,
    compiled: CompiledTemplates,
) -> Composition:
    """Return the document that the form's templates make of the year.

    `sources` are the texts of the data files by their name in spans. Title and subject of
    `properties` are filled in from the frame.
    """
    # What a form can do without is there for its templates to ask for, with nothing in it.
    names: dict[str, object] = {name: year.offices.get(name) for name in OFFICE_MODELS}
    names[COMMUNES] = year.communes
    run = TemplateRun(
        form.templates,
        names,
        {**sources, **form.declarations},
        folder=form.folder,
        compiled=compiled,
        own_keys=form.own_keys,
        communes=sum(name.startswith(f"{COMMUNES}/") for name in year.files),
    )
    for office in year.offices.values():
        run.check(texts_of(office))
    assembly = Assembly()
    passages: list[Passage] = []
    for name in form.sections:
        composed = run.render(name)
        try:
            for part in parse(composed, run.printed, form, passages):
                assembly.add(part)
            assembly.end_table()
        except MarkupError as error:
            run.diagnostics += _markup_diagnostics(form, name, error)
        except TableError as error:
            run.diagnostics.append(error.message.at(error.span))
    try:
        if not run.diagnostics:
            assembly.end()
    except TableError as error:
        run.diagnostics.append(error.message.at(error.span))
    lacking, uncomputed = tuple(run.lacking.values()), tuple(run.uncomputed.values())
    if run.diagnostics:
        return Composition(None, tuple(run.diagnostics), lacking, uncomputed)
    frame = assembly.frame
    if _ADDRESSEE in frame:
        frame[_ADDRESSEE] = _with_addressees_ended(frame[_ADDRESSEE])
    if year.report.is_draft:
        mark = (Run(DRAFT_MARK, bold=True),)
        frame = {**frame, _NUMBER: (*frame.get(_NUMBER, ()), mark)}
    subject = _said(frame, "subject")
    title = f"{_said(frame, 'kind')} {subject}".strip()
    properties = replace(properties, title=title, subject=subject)
    document = Document(
        frame, assembly.body, properties, assembly.annexes, tuple(passages), assembly.lying
    )
    return Composition(document, (), lacking, uncomputed)


def _said(frame: Mapping[str, tuple[tuple[Run, ...], ...]], name: str) -> str:
    return " ".join("".join(run.text for run in line) for line in frame.get(name, ()))


def _markup_diagnostics(form: Form, name: str, error: MarkupError) -> Iterator[Diagnostic]:
    """Yield the diagnostics for what is not closed, or for a first line with a space."""
    message = error.message
    lines = form.templates[name].split("\n")
    start = error.line.strip()[:12]
    numbers = [n for n, line in enumerate(lines, 1) if line.strip().startswith(start)][:1]
    if message is refusals.UNCLOSED_EMPHASIS:
        numbers = unclosed_lines(form.templates[name]) or numbers
    for number in numbers or [1]:
        end = max(2, len(lines[number - 1]) + 1)
        span = Span(f"{form.folder}/{name}", number, 1, number, end)
        yield message.at(span)
