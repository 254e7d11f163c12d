"""From a finished report to the files of a repository, proved by building the report from them."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.compose import AvailableForm
from ntmreport.figure.unit_spelling import right_unit
from ntmreport.importing import report_outline as outline
from ntmreport.importing.confirmation_list import (
    FILE,
    WORDS,
    ConfirmationList,
    Decision,
    Proposal,
    list_text,
)
from ntmreport.importing.figure_allotment import Allotment, allotted, declarations
from ntmreport.importing.form_templates import narrative_file, templates_of
from ntmreport.importing.found_figures import cell_figures, found_figures
from ntmreport.importing.learnt_layout import learnt_layout
from ntmreport.importing.line_wording import marker_end
from ntmreport.importing.listed_documents import (
    CITED,
    CITED_TABLE,
    NO_DOCUMENTS,
    cited_numbers,
    listed_documents,
)
from ntmreport.importing.plain_names import free_name
from ntmreport.importing.relation_search import relations_of
from ntmreport.importing.report_facts import facts_of
from ntmreport.importing.report_outline import LineTable, outline_of
from ntmreport.importing.table_indicator import TableIndicator, table_indicator
from ntmreport.importing.table_template import table_rows
from ntmreport.importing.text_proof import TextProof, proof_of
from ntmreport.language import Bilingual
from ntmreport.limits import MOST_CHARACTERS_IN_TAGS
from ntmreport.model.report_period import MONTHS
from ntmreport.pipeline import Compiler, rendered
from ntmreport.program_files import templates_folder
from ntmreport.reconcile.folded_text import folded_text
from ntmreport.starting.new_repository import NamesOfLevel, NewUnit, repository
from ntmreport.starting.yaml_edits import quoted
from ntmreport.word_reader import View, read_word_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.importing.found_figures import FoundFigure
    from ntmreport.importing.report_outline import OutlinePart, ReportOutline
    from ntmreport.model import ReportPeriod
    from ntmreport.word_reader import WordFile

NO_DECISIONS: Mapping[str, Decision] = MappingProxyType({})
_MOST_TRIES = 5
_UNSURE = 50
_OF_LAYOUT = "NTM6"
_MOST_IN_TAGS = MOST_CHARACTERS_IN_TAGS * 4 // 5
_MOST_HEADING = 80
_MOST_TITLE = 150
_MOST_SENTENCE = 400
SOURCE = "nguon"
"""The folder of the repository that keeps the Word file that was imported."""


class ImportOrder(Struct, frozen=True):
    """The order to import a Word file: its content and name, form, period and unit."""

    content: bytes
    name: str
    form: str
    period: ReportPeriod
    unit: tuple[str, str]


class ImportedReport(Struct, frozen=True):
    """The files of the repository by path, and how the report built from them compares."""

    files: Mapping[str, bytes]
    data: str
    proof: TextProof
    diagnostics: tuple[Diagnostic, ...]
    unknown: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    numbers: int
    figures: int
    other_year: int = 0


class ImportFailedError(Exception):
    """The files that were imported make no report; `diagnostics` say why."""

    def __init__(self, diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
        super().__init__("no report")
        self.diagnostics = tuple(diagnostics)
        self.texts = texts


def imported(
    order: ImportOrder, decisions: Mapping[str, Decision] = NO_DECISIONS
) -> ImportedReport:
    """Return the repository for a Word file; raises PackageError for one that cannot be read.

    What does not print as it stood, or breaks a rule of the data, becomes words again.
    """
    word = read_word_file(order.content, View.ACCEPTED)
    reading = _Reading(order, outline_of(word), decisions)
    layout = learnt_layout(_layout(), order.content, reading.report)
    for tries in count():
        if tries == _MOST_TRIES:
            reading.ban_all()
        draft = reading.draft()
        try:
            built = _built(order, draft.texts, layout)
        except ImportFailedError as error:
            is_of_layout = any(e.rule.code.startswith(_OF_LAYOUT) for e in error.diagnostics)
            if is_of_layout and layout != _layout():
                layout = _layout()
                continue
            if not reading.ban_wrong(draft, error.diagnostics):
                raise
            continue
        proof = proof_of(word, built.file)
        if proof.unequal and reading.ban_unequal(proof):
            continue
        files = _repository(order, draft.texts, layout)
        proposals = tuple(_proposals(reading, draft))
        listed = ConfirmationList(
            f"{SOURCE}/{order.name}",
            order.form,
            order.period.last,
            order.period.months,
            *order.unit,
            proposals,
        )
        files[FILE] = list_text(listed).encode()
        return ImportedReport(
            dict(sorted(files.items())),
            f"data/{order.period.name}",
            proof,
            built.diagnostics,
            reading.facts.unknown,
            proposals,
            len(reading.found),
            draft.allotment.figures,
            reading.facts.other_year,
        )
    raise AssertionError("the last try has words alone, and ends")


class _Draft(Struct, frozen=True):
    """The texts of form and data by path, with the indicators and tables that are in them.

    `owners` are the parts of the report that the lines of each template print.
    """

    texts: Mapping[str, str]
    allotment: Allotment
    tables: Mapping[int, TableIndicator]
    owners: Mapping[str, Sequence[int]]


class _Reading:
    """A report as it is read, and which of its numbers and tables stay words."""

    def __init__(
        self, order: ImportOrder, report: ReportOutline, decisions: Mapping[str, Decision]
    ) -> None:
        self.order = order
        self.report = report
        self.decisions = decisions
        self.parts = (*report.body, *report.annexes)
        self.facts = facts_of(report, order.form, order.period, order.unit)
        self.found = found_figures(self.parts)
        self.relations = relations_of(self.parts, self.found)
        self.headings = _headings(self.parts)
        self.has_narrative = self.has_documents = self.names_units = True
        self.is_plain = False
        self.banned: set[int] = set()
        self.banned_tables: set[int] = {
            number
            for number, part in enumerate(self.parts)
            if isinstance(part, LineTable) and _is_words(decisions, f"bang-{number}")
        }
        self.found += self._in_cells()

    def draft(self) -> _Draft:
        """Return the texts of form and data with what is not banned."""
        order, report = self.order, self.report
        tables = self._tables()
        allotment = self._allotted(tables)
        if self._ban_surplus(allotment, tables):
            allotment = self._allotted(tables)
        rows = {
            number: tables[number].template(allotment.cells.get(number))
            if number in tables
            else table_rows(part, allotment.cells.get(number))
            for number, part in enumerate(self.parts)
            if isinstance(part, LineTable)
        }
        documents = NO_DOCUMENTS
        if self.has_documents:
            documents = listed_documents(self.parts, allotment.pieces.keys())
        templates = templates_of(
            report,
            self.facts.frame,
            allotment.pieces,
            rows,
            order.period,
            documents,
            has_narrative=self.has_narrative,
        )
        data, form = f"data/{order.period.name}", f"templates/{order.form}"
        needed = ["report"]
        texts = {f"{data}/report.yaml": f"{_SCHEMA}report.json\n{self.facts.report}"}
        cited = cited_numbers(self.parts) if self.has_documents else ()
        declared = [*declarations(allotment.indicators), *_declared_tables(tables)]
        if cited:
            declared += CITED_TABLE
        if declared:
            needed.append("indicators")
            lines = [f"{_SCHEMA}{order.form}/indicators.json"]
            for each in allotment.indicators:
                lines += each.data
            for table in tables.values():
                lines += [f"{table.key}:", *table.data]
            if cited:
                lines += [f"{CITED}:", *cited]
            texts[f"{data}/indicators.yaml"] = "\n".join([*lines, ""])
        if documents.lines:
            needed.append("documents")
            texts[f"{data}/documents.yaml"] = "\n".join(
                [f"{_SCHEMA}documents.json", *documents.data, ""]
            )
        if templates.narrative:
            needed.append("narrative")
            texts[f"{data}/narrative.yaml"] = narrative_file(templates.narrative)
        texts |= {f"{form}/{name}": text for name, text in templates.files.items()}
        texts[f"{form}/form.yaml"] = _form(order, needed, report, declared)
        return _Draft(texts, allotment, tables, templates.owners)

    def _allotted(self, tables: Mapping[int, TableIndicator]) -> Allotment:
        return allotted(
            self.found,
            self.relations,
            [*tables.values()],
            self.headings,
            self.decisions,
            self.banned,
        )

    def _ban_surplus(self, allotment: Allotment, tables: Mapping[int, TableIndicator]) -> bool:
        """Make words of the last numbers of a report with more than a form's tags can have."""
        size = sum(_size_of_tags(line) for each in tables.values() for line in each.template())
        for part in sorted(allotment.pieces):
            size += sum(len(piece.tag) for piece in allotment.pieces[part])
            if size > _MOST_IN_TAGS:
                self.banned |= {n for n, each in enumerate(self.found) if each.part >= part}
                return True
        return False

    def ban_wrong(self, draft: _Draft, diagnostics: Sequence[Diagnostic]) -> bool:
        """Make words of what diagnostics are about; return whether there was anything."""
        files = {each.span.file.rpartition("/")[2] for each in diagnostics}
        if self.has_documents and "documents.yaml" in files:
            self.has_documents = False
            return True
        if self.has_narrative and "narrative.yaml" in files:
            self.has_narrative = False
            return True
        if self.names_units and "report.yaml" in files:
            self.names_units = False
            order, report = self.order, self.report
            self.facts = facts_of(report, order.form, order.period, order.unit, names_units=False)
            return True
        if not self.is_plain and "report.yaml" in files:
            self.is_plain = True
            order, report = self.order, self.report
            self.facts = facts_of(report, order.form, order.period, order.unit, is_plain=True)
            return True
        keys = {
            each.path[1]
            for each in diagnostics
            if each.path[:1] == ("indicators",) and each.path[1:]
        }
        before = len(self.banned) + len(self.banned_tables)
        for indicator in draft.allotment.indicators:
            if indicator.key in keys:
                self.banned |= {*indicator.found}
        for number, table in draft.tables.items():
            if table.key in keys:
                self.banned_tables.add(number)
        for part in {*_parts_of(draft.owners, diagnostics)}:
            self.banned |= {n for n, each in enumerate(self.found) if each.part == part}
            if part in draft.tables:
                self.banned_tables.add(part)
        if len(self.banned) + len(self.banned_tables) > before:
            return True
        self.ban_all()
        return len(self.banned) + len(self.banned_tables) > before

    def ban_all(self) -> None:
        """Make words of all numbers and tables."""
        self.banned = {*range(len(self.found))}
        self.banned_tables = {*range(len(self.parts))}

    def ban_unequal(self, proof: TextProof) -> bool:
        """Make words of the numbers in paragraphs that are not built as they were."""
        before = len(self.banned) + len(self.banned_tables)
        wrong = {_key(each.original) for each in proof.unequal if each.original}
        wrong_parts = {
            number
            for number, part in enumerate(self.parts)
            if not isinstance(part, LineTable) and _key(part.text) in wrong
        }
        self.banned |= {
            index for index, figure in enumerate(self.found) if figure.part in wrong_parts
        }
        documents = listed_documents(self.parts, ()).lines if self.has_documents else ()
        if wrong_parts & {*documents}:
            self.has_documents = False
            return True
        for number, part in enumerate(self.parts):
            if isinstance(part, LineTable) and any(
                _key(cell.line.text) in wrong for row in part.rows for cell in row
            ):
                self.banned_tables.add(number)
                self.banned |= {n for n, each in enumerate(self.found) if each.part == number}
        return len(self.banned) + len(self.banned_tables) > before

    def _in_cells(self) -> Iterator[FoundFigure]:
        """Yield the numbers of cells that belong to no column of numbers."""
        tables = self._tables()
        for number, part in enumerate(self.parts):
            if isinstance(part, LineTable) and number not in self.banned_tables:
                taken = tables[number].taken if number in tables else ()
                unit = _label_and_unit(self.parts, number)[1]
                yield from cell_figures(number, part, taken, unit)

    def _tables(self) -> dict[int, TableIndicator]:
        tables: dict[int, TableIndicator] = {}
        taken = {CITED}
        for number, part in enumerate(self.parts):
            if not isinstance(part, LineTable) or number in self.banned_tables:
                continue
            label, unit = _label_and_unit(self.parts, number)
            decision = self.decisions.get(f"bang-{number}")
            if decision is not None:
                label, unit = decision.label or label, decision.unit or unit
            wanted = decision.name if decision is not None and decision.name else label
            key = free_name(wanted, taken)
            table = table_indicator(part, key, label, unit)
            if table is not None:
                tables[number] = table
                taken.add(key)
        return tables


_SCHEMA = "# yaml-language-server: $schema=../../schemas/"
_UNIT_LINE = re.compile(r"\(?(?:đơn vị tính|đvt|đơn vị)\s*:\s*([^)]*)\)?", re.IGNORECASE)
_HEADING = re.compile(r"(?:[IVXLA-ZĐ]+\.|\d+(?:\.\d+){0,2}\.|[a-zđ]\)) ")


def _parts_of(
    owners: Mapping[str, Sequence[int]], diagnostics: Sequence[Diagnostic]
) -> Iterator[int]:
    """Yield the parts of the report whose lines of templates diagnostics are about."""
    for each in diagnostics:
        lines = owners.get(each.span.file.rpartition("/")[2], ())
        if 0 < each.span.line <= len(lines):
            yield lines[each.span.line - 1]


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def _size_of_tags(line: str) -> int:
    return sum(len(tag) for tag in _TAG.findall(line))


def _is_words(decisions: Mapping[str, Decision], identity: str) -> bool:
    return identity in decisions and decisions[identity].is_words


def _key(text: str) -> str:
    return folded_text(text).text


def _headings(parts: Sequence[OutlinePart]) -> dict[int, str]:
    """Return the heading that each line stands below."""
    found: dict[int, str] = {}
    heading = ""
    for number, part in enumerate(parts):
        if not isinstance(part, LineTable) and not part.name and _HEADING.match(part.text):
            heading = part.text[marker_end(part.text) :][:_MOST_HEADING].strip()
        found[number] = heading
    return found


def _label_and_unit(parts: Sequence[OutlinePart], number: int) -> tuple[str, str]:
    """Return the title of a table and the unit of all its numbers, from the lines above it."""
    label = unit = ""
    for part in reversed(parts[max(0, number - 5) : number]):
        if isinstance(part, LineTable):
            break
        found = _UNIT_LINE.fullmatch(part.text.strip())
        if found is not None:
            unit = unit or right_unit(found[1])
        elif part.name in {outline.ANNEX_TITLE, outline.CAPTION} or (not label and not part.name):
            label = label or part.text
    if any(letter in unit for letter in ",;"):
        unit = ""
    title = label.capitalize() if label.isupper() else label
    return " ".join(title.split())[:_MOST_TITLE] or "Bảng số liệu", unit


def _declared_tables(tables: Mapping[int, TableIndicator]) -> Iterator[str]:
    for table in tables.values():
        yield f"  {table.key}:"
        yield f"    label: {quoted(table.label)}"
        yield from table.declaration


def _form(
    order: ImportOrder, needed: Sequence[str], report: ReportOutline, declared: Sequence[str]
) -> str:
    subject = " ".join((*report.named(outline.KIND), *report.named(outline.SUBJECT)))
    title = subject.capitalize() if subject.isupper() else subject or order.form
    lines = [
        "# yaml-language-server: $schema=../../schemas/form.json",
        f"title: {quoted(' '.join(title.split())[:200])}",
        f"levels: [{order.unit[0]}]",
    ]
    if not order.period.is_year:
        lines.append(f"months: [{order.period.months}]")
    lines.append(f"files: [{', '.join(needed)}]")
    if declared:
        lines += ["", "indicators:", *declared]
    return "\n".join([*lines, ""])


def _repository(order: ImportOrder, texts: Mapping[str, str], layout: bytes) -> dict[str, bytes]:
    """Return all files of the repository: those of the form and the data, and those around."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "templates" / order.form
        folder.mkdir(parents=True)
        prefix = f"templates/{order.form}/"
        for path, text in texts.items():
            if path.startswith(prefix):
                (folder / path.removeprefix(prefix)).write_text(text, "utf-8", newline="\n")
        (folder / "layout.docx").write_bytes(layout)
        form = AvailableForm(order.form, folder, order.form, (order.unit[0],), ("report",), MONTHS)
        level = "xã" if order.unit[0] in {"tỉnh", "thành phố", "huyện", "thị xã"} else "thôn"
        unit = NewUnit(*order.unit, order.period, (NamesOfLevel(level, ("",)),))
        whole = repository(unit, form, order.name)
    data = f"data/{order.period.name}/"
    kept = {path: content for path, content in whole.items() if not path.startswith(data)}
    kept |= {path: text.encode() for path, text in texts.items() if path.startswith(data)}
    kept[f"{SOURCE}/{order.name}"] = order.content
    return dict(sorted(kept.items()))


def _layout() -> bytes:
    """Return the layout that the program's own forms have."""
    return min(templates_folder().glob("*/layout.docx")).read_bytes()


class _Built(Struct, frozen=True):
    file: WordFile
    diagnostics: tuple[Diagnostic, ...]


def _built(order: ImportOrder, texts: Mapping[str, str], layout: bytes) -> _Built:
    """Build the report from form and data; raises ImportFailedError where there is none."""
    with TemporaryDirectory() as name:
        for path, text in texts.items():
            place = Path(name) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8", newline="\n")
        (Path(name) / "templates" / order.form / "layout.docx").write_bytes(layout)
        compiled = Compiler().compile(Path(name) / "data" / order.period.name)
        report, diagnostics = rendered(compiled)
    if report is None:
        # Files are told by their place in the repository, wherever it was tried.
        prefix = f"{Path(name).as_posix()}/"
        errors = [
            replace(each, span=replace(each.span, file=each.span.file.removeprefix(prefix)))
            for each in diagnostics
            if each.is_error
        ]
        shown = {path.removeprefix(prefix): text for path, text in compiled.texts.items()}
        raise ImportFailedError(errors, shown)
    return _Built(read_word_file(report, View.ACCEPTED), diagnostics)


def _proposals(reading: _Reading, draft: _Draft) -> Iterator[Proposal]:
    """Yield what a person has to confirm: indicators, numbers that are computed, tables."""
    for each in draft.allotment.indicators:
        decision = reading.decisions.get(each.identity, Decision())
        yield Proposal(
            each.identity,
            each.confidence,
            tuple(dict.fromkeys(_sentence(reading, index) for index in each.found)),
            each.value,
            each.key,
            each.label,
            each.unit,
            each.relation,
            each.others,
            decision.said,
        )
    places = {_identity(figure): n for n, figure in enumerate(reading.found)}
    keys = {each.key for each in draft.allotment.indicators}
    for identity in sorted({*reading.decisions} - {e.identity for e in draft.allotment.indicators}):
        # What was taken back stays in the list, so that it can be taken up again.
        decision = reading.decisions[identity]
        if decision.same_as not in keys:
            decision = replace(decision, same_as="")
        if decision.said and identity in places:
            index = places[identity]
            figure = reading.found[index]
            yield Proposal(
                identity,
                100,
                (_sentence(reading, index),),
                figure.text,
                decision.name,
                decision.label,
                decision.unit,
                "",
                (),
                decision.said,
            )
    shown = {index for each in draft.allotment.indicators for index in each.found}
    for index in sorted(reading.banned - shown):
        figure = reading.found[index]
        if not reading.decisions.get(figure.identity, Decision()).said:
            yield Proposal(
                figure.identity,
                _UNSURE,
                (_sentence(reading, index),),
                figure.text,
                "",
                "",
                "",
                "",
                ("một số liệu, nhưng in ra khác bản gốc",),
                WORDS,
            )
    for number, part in enumerate(reading.parts):
        if not isinstance(part, LineTable):
            continue
        if number not in draft.tables:
            if number in reading.banned_tables:
                label = _label_and_unit(reading.parts, number)[0]
                identity = f"bang-{number}"
                yield Proposal(identity, 100, (label,), "bảng", "", "", "", "", (), WORDS)
            continue
        table = draft.tables[number]
        totals = f"{table.totals} ô do chương trình tính" if table.totals else ""
        size = f"bảng {len(part.rows)} hàng, {part.columns} cột"
        confidence = 85 if table.totals else 70
        others = () if table.totals else ("bảng có tổng mà chương trình chưa nhận ra",)
        yield Proposal(
            f"bang-{number}",
            confidence,
            (table.label,),
            size,
            table.key,
            table.label,
            table.unit,
            totals,
            others,
            reading.decisions.get(f"bang-{number}", Decision()).said,
        )


def _identity(figure: FoundFigure) -> str:
    return figure.identity


def _sentence(reading: _Reading, index: int) -> str:
    figure = reading.found[index]
    part = reading.parts[figure.part]
    if isinstance(part, LineTable):
        row = next(row for row in part.rows if row and row[0].row == figure.cell[0])
        text = " | ".join(cell.line.text.strip() for cell in row)
    else:
        text = part.text[slice(*figure.sentence)].strip()
    return text if len(text) <= _MOST_SENTENCE else f"{text[:_MOST_SENTENCE]}…"


NO_UNIT = Bilingual(
    "không tìm thấy tên đơn vị báo cáo trong văn bản; hãy nêu bằng --unit, ví dụ --unit “xã Bình "
    "Minh”",
    "the report does not say which unit reports; name it by --unit, such as --unit “xã Bình Minh”",
)
