"""From a compiled year to its state: values filled in and missing, and errors that stop a build."""

from __future__ import annotations

import datetime
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.checks import REPORT_CHECKS
from ntmreport.compose import Composition
from ntmreport.compose.form_needs import keep_composition, known_composition
from ntmreport.diagnostic import Severity
from ntmreport.escapes import json_text, markdown_code, markdown_text, printable
from ntmreport.figure import Written
from ntmreport.file_completeness import (
    NO_DECLARED,
    NO_REQUIREMENTS,
    FileCompleteness,
    MissingValue,
    files_of,
)
from ntmreport.language import Bilingual
from ntmreport.model import written_figures_of
from ntmreport.model.named_sources import takes_source
from ntmreport.model.year_data import NO_KEYS
from ntmreport.pipeline import Compiler, filled_in, forms_named
from ntmreport.span import written_path
from ntmreport.text_table import text_table
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from ntmreport.compose import FormRequirement
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.pipeline import Compiled, ReadYear
    from ntmreport.source import MappingNode
    from ntmreport.span import Path as DataPath

OF_THE_DOCUMENT = frozenset((catalogue.CHANGE_WORD, catalogue.DOCUMENT_NOT_DECLARED))
"""The rules that stop a report and whose checks read the document: no others do."""

_ERROR_CHECKS = tuple(each for each in REPORT_CHECKS if each.rule.severity is Severity.ERROR)
_WITHOUT_DOCUMENT = tuple(each for each in _ERROR_CHECKS if each.rule not in OF_THE_DOCUMENT)

_OTHER_VERSIONS = (catalogue.SCHEMA_TOO_NEW, catalogue.SCHEMA_TOO_OLD)

_WIDTH = 80
_FILE = Bilingual("Tệp", "File")
_FILLED = Bilingual("Đã điền", "Filled in")
_MISSING = Bilingual("Còn thiếu", "Missing")
_LINE = Bilingual("dòng", "line")
_TO_FILL_IN = Bilingual("Còn thiếu:", "Missing:")
_MAY_BE = Bilingual("Để trống (điền nếu có):", "Left blank (fill in what there is):")
_BLOCKS = Bilingual("Lỗi khác phải sửa trước khi lập báo cáo:", "Other mistakes that stop a build:")
_SOURCES = Bilingual("Nguồn và xác nhận của số liệu:", "Sources and confirmation of figures:")
_NO_FILE = Bilingual("không có tệp", "no such file")
_UNREADABLE = Bilingual("chưa đọc được", "cannot be read")


class SourceCounts(Struct, eq=False):
    """The number of figures of a file, of those with a source, and of those confirmed."""

    figures: int = 0
    sourced: int = 0
    confirmed: int = 0


class Status(Struct, frozen=True):
    """The state of a year: its files, and the other errors that stop its report.

    `sources` are the counts for each file, where one names a source or the form asks for it.
    """

    folder: str
    files: tuple[FileCompleteness, ...]
    blocking: tuple[Diagnostic, ...]
    is_draft: bool = False
    sources: Mapping[str, SourceCounts] = MappingProxyType({})

    @property
    def missing(self) -> int:
        """The number of values missing in all."""
        return sum(len(file.missing) for file in self.files)

    @property
    def can_be_built(self) -> bool:
        """Return whether the report can be built as the data is: a draft, with blanks too."""
        return not self.blocking and (self.is_draft or not self.missing)

    def verdict(self) -> Bilingual:
        """Return the last line: whether the report can be built, and if not, what is to be done."""
        if self.can_be_built and self.is_draft:
            return self._verdict_on_draft()
        if self.can_be_built:
            return Bilingual(
                f"{self.folder}: đã điền đủ, lập được báo cáo",
                f"{self.folder}: all is filled in, the report can be built",
            )
        missing, errors = self.missing, len(self.blocking)
        vi = [f"thiếu {missing} giá trị"] * bool(missing) + [f"{errors} lỗi"] * bool(errors)
        en = [f"{missing} value{'s' * (missing != 1)} missing"] * bool(missing)
        en += [f"{errors} mistake{'s' * (errors != 1)}"] * bool(errors)
        return Bilingual(
            f"{self.folder}: chưa lập được báo cáo: {', '.join(vi)}",
            f"{self.folder}: the report cannot be built yet: {', '.join(en)}",
        )

    def _verdict_on_draft(self) -> Bilingual:
        number = self.missing
        if number:
            return Bilingual(
                f"{self.folder}: lập được bản dự thảo; còn thiếu {number} giá trị",
                f"{self.folder}: a draft can be built; {number} value{'s' * (number != 1)} missing",
            )
        return Bilingual(
            f"{self.folder}: bản dự thảo đã điền đủ; để lập bản chính thức, ghi stage: final "
            "trong report.yaml",
            f"{self.folder}: all is filled in; for the final report, write stage: final in "
            "report.yaml",
        )


def status_of_year(
    data: Path, communes: Sequence[Path], templates: Path | None
) -> Sequence[tuple[str, Compiled, Status]]:
    """Return the state of the year in the folder `data` with each of its forms, by name.

    It comes with the year as it was compiled for that. `communes` are the folders of communes that
    report themselves. That nothing is wrong with a document is kept by the digest of form and data:
    then there is no need to compose it again.
    """
    compiler = Compiler(templates, communes)
    first = compiler.read(data)
    names = [each.value for each in forms_named(first.source.files)] or [""]
    reads = [first, *(compiler.read(data, name) for name in names[1:])]
    return [
        (name, *_status_of_read(compiler, read, data))
        for name, read in zip(names, reads, strict=True)
    ]


def merged_status(each: Sequence[Status]) -> Status:
    """Return the state of a year that has several forms: what any of them needs is wanted."""
    first = each[0]
    files: dict[str, FileCompleteness] = {}
    for file in (file for status in each for file in status.files):
        known = files.setdefault(file.name, file)
        if known is not file:
            missing = {value.path: value for value in (*known.missing, *file.missing)}
            optional = {value.path: value for value in (*known.optional, *file.optional)}
            files[file.name] = replace(
                known,
                filled=max(known.filled, file.filled),
                missing=[*missing.values()],
                optional=[value for path, value in optional.items() if path not in missing],
            )
    blocking = dict.fromkeys(diagnostic for status in each for diagnostic in status.blocking)
    sources: dict[str, SourceCounts] = {}
    for name, counts in (item for status in each for item in status.sources.items()):
        # A form may read fewer figures of a file than another.
        sources[name] = max(sources.get(name, counts), counts, key=lambda known: known.figures)
    return Status(first.folder, tuple(files.values()), tuple(blocking), first.is_draft, sources)


def _status_of_read(compiler: Compiler, read: ReadYear, data: Path) -> tuple[Compiled, Status]:
    form, texts = read.form, read.source.texts
    known = known_composition(form, texts) if form is not None and read.can_be_composed else None
    compiled = compiler.composed(read, known)
    checks = _ERROR_CHECKS if known is None else _WITHOUT_DOCUMENT
    found = validate(compiled, data, datetime.date.today(), checks)
    has_errors = any(each.rule in OF_THE_DOCUMENT for each in found.diagnostics)
    if form is not None and known is None and compiled.lacking is not None and not has_errors:
        keep_composition(form, texts, compiled.lacking)
    status = status_of(
        data.as_posix(),
        compiled.files,
        compiled.texts,
        found.diagnostics,
        compiled.listed,
        compiled.from_communes,
        compiled.needs,
        compiled.own_keys,
        compiled.declared,
        is_draft=compiled.is_draft,
    )
    return compiled, replace(status, sources=_counts_of_sources(compiled))


def _counts_of_sources(compiled: Compiled) -> Mapping[str, SourceCounts]:
    """Return how many figures name a source and are confirmed, by file; none where none is said."""
    found: dict[str, SourceCounts] = {}
    for model in compiled.models.values():
        for figure in written_figures_of(model):
            if isinstance(figure.origin, Written) and takes_source(figure.path):
                counts = found.setdefault(figure.origin.span.file, SourceCounts())
                counts.figures += 1
                if figure.provenance is not None:
                    counts.sourced += bool(figure.provenance.source)
                    counts.confirmed += figure.provenance.is_confirmed is True
    is_asked = compiled.form is not None and compiled.form.confirmation
    is_said = any(each.sourced or each.confirmed for each in found.values())
    return found if is_asked or is_said else {}


def number_missing(draft: Path) -> int:
    """Return how many values the draft in a folder lacks; its wording is not composed."""
    compiler = Compiler()
    compiled = compiler.composed(compiler.read(draft), Composition(None, (), (), ()))
    return sum(len(file.missing) for file in filled_in(compiled, draft))


def status_of(
    folder: str,
    files: Mapping[str, MappingNode],
    texts: Mapping[str, str],
    diagnostics: Sequence[Diagnostic],
    needed: Collection[str],
    from_communes: Collection[DataPath] = (),
    needs: Mapping[DataPath, FormRequirement] = NO_REQUIREMENTS,
    own_keys: Mapping[DataPath, str] = NO_KEYS,
    declared: Mapping[str, MappingNode] = NO_DECLARED,
    *,
    is_draft: bool = False,
) -> Status:
    """Return the state of the year in `folder`, from its files and what is said of them.

    `needed` are the files that must be there, the others as `files_of` takes them.
    """
    if any(each.rule in _OTHER_VERSIONS for each in diagnostics):
        files = {}  # nobody knows here what the files of another version should hold
    found = files_of(folder, files, texts, needed, from_communes, needs, own_keys, declared)
    values = {value.path for file in found for value in file.missing}
    absent = {f"{folder}/{file.name}.yaml" for file in found if not file.is_there and file.missing}
    blocking = tuple(
        each for each in diagnostics if each.is_error and not _told(each, values, absent)
    )
    return Status(folder, found, blocking, is_draft)


def _told(diagnostic: Diagnostic, values: set[str], absent: set[str]) -> bool:
    """Return whether a missing value reports the same already."""
    if diagnostic.rule is catalogue.FILE_MISSING:
        return diagnostic.span.file in absent
    if diagnostic.rule is not catalogue.MISSING:
        return False
    path = written_path(diagnostic.path)
    return any(value == path or value.startswith((f"{path}.", f"{path}[")) for value in values)


def as_table(status: Status, language: Language, width: int | None = None) -> str:
    """Return the state as lines for a terminal of this width."""
    files = [
        (
            f"{file.name}.yaml",
            f"{file.filled}/{file.wanted}" if file.wanted else "-",
            _remark(file, language),
        )
        for file in status.files
    ]
    head = (_FILE.text(language), _FILLED.text(language), "")
    lines = text_table(files, head=head, right={1}, width=width)
    for title, values in (
        (_TO_FILL_IN, _values(status, missing=True)),
        (_MAY_BE, _values(status, missing=False)),
    ):
        rows = [
            [
                *_wrapped(f"{_place(status, file, value)}  {value.label}", width),
                f"      {value.path}",
            ]
            for file, value in values
        ]
        if rows:
            lines += ["", title.text(language), *(line for row in rows for line in row)]
    if status.sources:
        lines += ["", _SOURCES.text(language), *_sources(status, language)]
    if status.blocking:
        lines += ["", _BLOCKS.text(language)]
        lines += [
            f"  {each.span}: {each.rule.code} {each.message.text(language)}"
            for each in status.blocking
        ]
    lines += ["", status.verdict().text(language)]
    return "\n".join(map(printable, lines)) + "\n"


def _wrapped(words: str, width: int | None) -> list[str]:
    """Return `words` on lines that a terminal shows whole, of the usual width if not of this."""
    return wrap(
        words,
        width or _WIDTH,
        initial_indent="  ",
        subsequent_indent="      ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_markdown(status: Status, language: Language) -> str:
    """Return the state as Markdown, for a merge request or a page of a wiki."""
    head = (_FILE, _FILLED, _MISSING)
    lines = [
        f"| {' | '.join(words.text(language) for words in head)} |",
        "|---|---:|---:|",
    ]
    for file in status.files:
        counts = f"{file.filled}/{file.wanted}" if file.wanted else "-"
        name = markdown_text(f"{file.name}.yaml  {_remark(file, language)}".rstrip())
        lines.append(f"| {name} | {counts} | {len(file.missing)} |")
    for title, values in (
        (_TO_FILL_IN, _values(status, missing=True)),
        (_MAY_BE, _values(status, missing=False)),
    ):
        rows = [
            f"- [ ] {markdown_code(value.path)} "
            + markdown_text(f"{value.label} ({_place(status, file, value)})")
            for file, value in values
        ]
        if rows:
            lines += ["", title.text(language), "", *rows]
    if status.sources:
        rows = [f"- {markdown_text(line.strip())}" for line in _sources(status, language)]
        lines += ["", _SOURCES.text(language), "", *rows]
    if status.blocking:
        lines += ["", _BLOCKS.text(language), ""]
        lines += [
            "- " + markdown_text(f"{each.span}: {each.rule.code} {each.message.text(language)}")
            for each in status.blocking
        ]
    lines += ["", f"**{markdown_text(status.verdict().text(language))}**"]
    return "\n".join(map(printable, lines)) + "\n"


def as_json(status: Status, language: Language) -> str:
    """Return the state as JSON, for other programs."""
    content = {
        "folder": status.folder,
        "can_be_built": status.can_be_built,
        "is_draft": status.is_draft,
        "missing": status.missing,
        "files": [
            {
                "file": f"{status.folder}/{file.name}.yaml",
                "is_there": file.is_there,
                "is_read": file.is_read,
                "filled": file.filled,
                "wanted": file.wanted,
                "missing": [_json_of(value) for value in file.missing],
                "optional": [_json_of(value) for value in file.optional],
                **_json_of_sources(status, f"{status.folder}/{file.name}.yaml"),
            }
            for file in status.files
        ],
        "blocking": [
            {
                "code": each.rule.code,
                "file": each.span.file,
                "line": each.span.line,
                "path": written_path(each.path),
                "message": each.message.text(language),
            }
            for each in status.blocking
        ],
    }
    return json_text(content)


def _json_of(value: MissingValue) -> dict[str, str | int | None]:
    return {"path": value.path, "label": value.label, "line": value.line}


def _json_of_sources(status: Status, file: str) -> dict[str, int]:
    counts = status.sources.get(file)
    if counts is None:
        return {}
    return {"figures": counts.figures, "sourced": counts.sourced, "confirmed": counts.confirmed}


def _sources(status: Status, language: Language) -> Iterator[str]:
    """Yield a line for each file: how many of its figures have a source, and are confirmed."""
    for file, counts in status.sources.items():
        all_of_it = counts.figures
        words = Bilingual(
            f"có nguồn {counts.sourced}/{all_of_it}, đã xác nhận {counts.confirmed}/{all_of_it}",
            f"with a source {counts.sourced}/{all_of_it}, confirmed {counts.confirmed}/{all_of_it}",
        )
        yield f"  {file}: {words.text(language)}"


def _values(status: Status, *, missing: bool) -> Iterator[tuple[FileCompleteness, MissingValue]]:
    for file in status.files:
        for value in file.missing if missing else file.optional:
            yield file, value


def _place(status: Status, file: FileCompleteness, value: MissingValue) -> str:
    name = value.span.file if value.span is not None else f"{status.folder}/{file.name}.yaml"
    return f"{name}:{value.line}" if value.line is not None else name


def _remark(file: FileCompleteness, language: Language) -> str:
    if not file.is_there:
        return f"({_NO_FILE.text(language)})"
    return "" if file.is_read else f"({_UNREADABLE.text(language)})"
