"""What each command does: calls the stages it needs, prints, and returns the exit code."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ntmreport.language import Bilingual, Language
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.diff import Difference, UncompiledError
    from ntmreport.lineage import Entry
    from ntmreport.pipeline import Compiled
    from ntmreport.render.word import Additions
    from ntmreport.reporters import Result
    from ntmreport.validation import Validation

MISTAKES, USAGE, TROUBLE = 1, 2, 3
"""Exit codes: mistakes in data or templates, a wrong call, trouble with the machine."""


class BuildFormat(StrEnum):
    """What a report can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


class ReportFormat(StrEnum):
    """How a validation can be reported."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a Word file is to carry beside the report: comments on the figures, their lineage."""

    comments: bool = False
    lineage: bool = False


class UsageMistakeError(Exception):
    """The command is called in a way that makes no sense."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def build(
    data: Path,
    output: Path | None,
    wanted: BuildFormat | None,
    carried: Carried,
    templates: Path | None,
    language: Language,
) -> int:
    """Write the report of the year in `data`, or print what is wrong with it."""
    kind = _kind(output, wanted)
    if kind is not BuildFormat.DOCX and (carried.comments or carried.lineage):
        raise UsageMistakeError(
            Bilingual(
                f"--annotate và --embed-lineage chỉ dùng cho tệp Word (.docx), không cho .{kind}",
                f"--annotate and --embed-lineage are for Word files (.docx), not for .{kind}",
            )
        )
    from ntmreport.pipeline import Compiler, rendered
    from ntmreport.render.output import write_atomically

    compiled = Compiler(templates).compile(data)
    validation = _checked(compiled, data)
    found = validation.diagnostics
    if any(diagnostic.is_error for diagnostic in found):
        _print_mistakes(compiled, found, language)
        return MISTAKES
    additions = _additions(compiled, validation, carried)
    content, diagnostics = rendered(compiled, kind.value, additions)
    if content is None or compiled.year is None:
        _print_mistakes(compiled, diagnostics, language)
        return MISTAKES
    year = compiled.year.report.year
    name = f"bao-cao-{year}{'-chu-giai' if carried.comments else ''}.{kind}"
    path = output or Path("build", str(year), name)
    if path.is_dir():
        path /= name
    write_atomically(path, content)
    _print(str(path))
    warnings = sum(diagnostic.rule.severity == "warning" for diagnostic in found)
    if warnings:
        see = Bilingual(
            f"có {warnings} cảnh báo chưa được chấp nhận; xem: ntmreport validate {data}",
            f"warnings not acknowledged: {warnings}; see: ntmreport validate {data}",
        )
        _print(see.text(language), file=sys.stderr)
    return 0


def _checked(compiled: Compiled, data: Path) -> Validation:
    """Return what is wrong with data and templates; the layout's own mistakes show in rendering."""
    import datetime

    from ntmreport.checks import REPORT_CHECKS
    from ntmreport.validation import validate

    return validate(compiled, data, datetime.date.today(), REPORT_CHECKS)


def _additions(compiled: Compiled, found: Validation, carried: Carried) -> Additions | None:
    """Return what the Word file carries beside the report, if anything is wanted."""
    if compiled.year is None or compiled.document is None or carried == Carried():
        return None
    from ntmreport.embedded import IDENTITY, lineage_xml
    from ntmreport.lineage import lineage
    from ntmreport.render.word import Additions

    entries = lineage(compiled.year, compiled.document)
    comments = None
    if carried.comments:
        from ntmreport.annotations import comments_on

        comments = comments_on(entries, found)
    custom_xml = lineage_xml(entries) if carried.lineage else None
    return Additions(comments, custom_xml, IDENTITY)


def validate(
    folders: Sequence[Path],
    wanted: ReportFormat | None,
    templates: Path | None,
    language: Language,
    strict: bool,
    show_acknowledged: bool,
) -> int:
    """Print all that is wrong with the years in `folders`, or with every year under data/."""
    import datetime

    from ntmreport.pipeline import Compiler
    from ntmreport.reporters import REPORTERS, Result
    from ntmreport.validation import validate as check

    compiler = Compiler(templates)
    diagnostics: list[Diagnostic] = []
    acknowledged: list[tuple[Diagnostic, str]] = []
    texts: dict[str, str] = {}
    files: dict[str, None] = {}
    today = datetime.date.today()
    for folder in folders or _every_year():
        compiled = compiler.compile(folder)
        found = check(compiled, folder, today)
        diagnostics += found.diagnostics
        acknowledged += [(each, entry.reason.value) for each, entry in found.acknowledged]
        texts |= found.texts
        files |= dict.fromkeys(compiled.texts)
    # Years that share a form share its mistakes.
    result = Result(tuple(dict.fromkeys(diagnostics)), tuple(acknowledged), texts, tuple(files))
    format_ = wanted or (
        ReportFormat.GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else ReportFormat.TEXT
    )
    if format_ is ReportFormat.TEXT:
        _print_text(result, language, strict=strict, show_acknowledged=show_acknowledged)
    else:
        sys.stdout.write(REPORTERS[format_](result, language))
    stopping = {"error", "warning"} if strict else {"error"}
    return MISTAKES if any(d.rule.severity in stopping for d in result.diagnostics) else 0


def coverage(data: Path, templates: Path | None, language: Language) -> int:
    """Count the report's numbers: figures, reviewed literals, and those that are neither."""
    compiled = _compiled(data, templates, language)
    if compiled is None or compiled.document is None:
        return MISTAKES
    from ntmreport.coverage import coverage as count
    from ntmreport.coverage import report

    counted = count(compiled.document)
    _print(*report(counted, language))
    return MISTAKES if counted.unaccounted else 0


class ListFormat(StrEnum):
    """How the figures of a year can be listed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


def figures(
    data: Path,
    format_: ListFormat,
    output: Path | None,
    unused: bool,
    templates: Path | None,
    language: Language,
) -> int:
    """List the figures of the year in `data`, or those that the report makes no use of."""
    entries = _entries(data, templates, language)
    if entries is None:
        return MISTAKES
    from ntmreport import figure_list
    from ntmreport.lineage import unused_entries
    from ntmreport.render.output import write_atomically

    if unused:
        entries = unused_entries(entries)
    if format_ is ListFormat.XLSX:
        path = output or Path("build", data.name, f"so-lieu-{data.name}.xlsx")
        write_atomically(path, figure_list.as_workbook(entries, language))
        _print(str(path))
        return 0
    text = {
        ListFormat.TABLE: lambda: figure_list.table(entries, language),
        ListFormat.CSV: lambda: figure_list.as_csv(entries, language),
        ListFormat.JSON: lambda: figure_list.as_json(entries),
    }[format_]()
    if output is None:
        sys.stdout.write(text)
    else:
        write_atomically(output, text.encode())
        _print(str(output))
    return 0


def explain(data: Path, what: str, templates: Path | None, language: Language) -> int:
    """Print where a figure comes from, named by its printed text, its path or its place.

    `data` is a year's folder or a Word file that carries its lineage.
    """
    entries = (
        _carried_entries(data, language)
        if data.is_file() or (data.suffix.lower() == ".docx" and not data.is_dir())
        else _entries(data, templates, language)
    )
    if entries is None:
        return MISTAKES
    from ntmreport.explain import explanation, find, listing, near

    found = find(entries, what)
    if len(found) == 1:
        _print(*explanation(found[0], language))
        return 0
    if found:
        several = Bilingual(
            f"{len(found)} số liệu khớp với “{what}”; nêu đường dẫn để xem một số liệu:",
            f"{len(found)} figures match `{what}`; name the path to see one:",
        )
        _print(several.text(language), *listing(found))
        return 0
    _print(
        Bilingual(f"không có số liệu nào khớp với “{what}”", f"no figure matches `{what}`").text(
            language
        ),
        file=sys.stderr,
    )
    for each in near(entries, what):
        _print(f"  {each}", file=sys.stderr)
    return MISTAKES


def review(data: Path, output: Path | None, templates: Path | None, language: Language) -> int:
    """Write the report of the year in `data` as one page that explains its figures."""
    compiled = _compiled(data, templates, language)
    if compiled is None or compiled.year is None:
        return MISTAKES
    import datetime

    from ntmreport.render.output import write_atomically
    from ntmreport.review import render, review_of
    from ntmreport.validation import validate as check

    found = check(compiled, data, datetime.date.today())
    content = review_of(compiled, found, data, language)
    if content is None:
        return MISTAKES
    year = compiled.year.report.year
    name = f"ra-soat-{year}.html"
    path = output or Path("build", str(year), name)
    if path.is_dir():
        path /= name
    write_atomically(path, render(content).encode())
    _print(str(path))
    return 0


class DiffFormat(StrEnum):
    """How a comparison can be shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class ShownAs:
    """How a comparison is wanted: in which format and file, and as a Word file.

    Without a format or a file for it, a Word file is all that is wanted.
    """

    format: DiffFormat | None = None
    output: Path | None = None
    docx: Path | None = None


def diff(
    data: Path,
    other: Path | None,
    revision: str | None,
    shown: ShownAs,
    templates: Path | None,
    language: Language,
) -> int:
    """Show what changed from one state of the data to another: figures and sentences."""
    if (other is None) == (revision is None):
        raise UsageMistakeError(
            Bilingual(
                "nêu thư mục thứ hai hoặc --against với một bản trong git",
                "name a second folder, or --against with a revision of git",
            )
        )
    from ntmreport.diff import UncompiledError, compiled_side, difference, revision_side
    from ntmreport.render.output import write_atomically

    try:
        # The new side first: if there is no such folder, git has nothing to be asked.
        new = compiled_side(other or data, templates)
        old = (
            compiled_side(data, templates)
            if revision is None
            else revision_side(data, revision, templates)
        )
    except UncompiledError as error:
        _print_uncompiled(error, language)
        return MISTAKES
    if shown.docx is not None:
        from ntmreport.compose import LAYOUT
        from ntmreport.render.tracked import render_tracked

        layout = f"{new.form.folder}/{LAYOUT}"
        content, mistakes = render_tracked(old.document, new.document, new.form.layout, layout)
        if content is None:
            from ntmreport.reporters.text import report_lines

            _print(*report_lines(mistakes, {}, language, width=_width()), file=sys.stderr)
            return MISTAKES
        write_atomically(shown.docx, content)
    if shown.format is not None or shown.output is not None or shown.docx is None:
        format_ = shown.format or DiffFormat.TEXT
        changes = difference(old, new)
        text = _rendered_difference(changes, format_, language, is_file=shown.output is not None)
        if shown.output is None:
            sys.stdout.write(text)
            return 0
        write_atomically(shown.output, text.encode())
        _print(str(shown.output))
    if shown.docx is not None:
        _print(str(shown.docx))
    return 0


def _rendered_difference(
    changes: Difference, format_: DiffFormat, language: Language, *, is_file: bool
) -> str:
    match format_:
        case DiffFormat.MARKDOWN:
            from ntmreport.diff import markdown

            return markdown.render(changes, language)
        case DiffFormat.JSON:
            from ntmreport.diff import json_list

            return json_list.render(changes)
        case DiffFormat.HTML:
            from ntmreport.diff import html

            return html.render(changes, language)
        case DiffFormat.TEXT:
            from ntmreport.diff import text

            return text.render(changes, language, colour=not is_file and _is_coloured())


def _print_uncompiled(error: UncompiledError, language: Language) -> None:
    """Say which side makes no report and why: an older schema, perhaps."""
    from ntmreport.reporters.text import report_lines

    message = Bilingual(
        f"{error.name}: dữ liệu này không lập được báo cáo",
        f"{error.name}: this data makes no report",
    )
    if error.revision is not None:
        message = Bilingual(
            f"{error.name}: dữ liệu ở bản “{error.revision}” không lập được báo cáo với chương"
            " trình hiện nay; có thể khi đó lược đồ còn khác",
            f"{error.name}: the data of revision `{error.revision}` makes no report with today's"
            " program; perhaps the schema was another then",
        )
    lines = report_lines(error.diagnostics, error.texts, language, width=_width())
    _print(message.text(language), *lines, file=sys.stderr)


def _compiled(data: Path, templates: Path | None, language: Language) -> Compiled | None:
    """Return the year in `data`, compiled, or print what is wrong with it."""
    from ntmreport.pipeline import Compiler

    compiled = Compiler(templates).compile(data)
    if compiled.document is None:
        _print_mistakes(compiled, compiled.diagnostics, language)
        return None
    return compiled


def _carried_entries(file: Path, language: Language) -> Sequence[Entry] | None:
    """Return the lineage that a Word file carries, or print why there is none."""
    from ntmreport.embedded import MOST_FILE_BYTES, EmbeddedError, read_lineage

    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_FILE_BYTES + 1)
    except FileNotFoundError:
        _print(
            Bilingual(f"không có tệp {file}", f"there is no file {file}").text(language),
            file=sys.stderr,
        )
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = Bilingual(f"không đọc được {file}: {reason}", f"cannot read {file}: {reason}")
        raise Trouble(message) from error
    try:
        return read_lineage(content)
    except EmbeddedError as error:
        _print(f"{file}: {error.message.text(language)}", file=sys.stderr)
        return None


def _entries(data: Path, templates: Path | None, language: Language) -> Sequence[Entry] | None:
    """Return the lineage of the year in `data`, or print what is wrong with it."""
    from ntmreport.lineage import lineage

    compiled = _compiled(data, templates, language)
    if compiled is None or compiled.year is None or compiled.document is None:
        return None
    return lineage(compiled.year, compiled.document)


def _print_mistakes(
    compiled: Compiled, diagnostics: Sequence[Diagnostic], language: Language
) -> None:
    from ntmreport.reporters.text import report_lines, summary

    lines = report_lines(diagnostics, compiled.texts, language, width=_width())
    stopped = Bilingual("chưa lập được báo cáo", "no report was built")
    ending = f"{summary(diagnostics).text(language)}; {stopped.text(language)}"
    _print(*lines, ending, file=sys.stderr)


def rule(code: str | None, language: Language) -> int:
    """Print the page of the rule `code`, or a list of all rules."""
    from ntmreport.rulebook import page, render_list, render_page, rules

    if code is None:
        _print(render_list(language).rstrip("\n"))
        return 0
    found = next((each for each in rules() if code.lower() in {each.code.lower(), each.name}), None)
    if found is None:
        raise UsageMistakeError(
            Bilingual(
                f"không có mã {code}; `ntmreport rule` liệt kê mọi mã",
                f"there is no rule {code}; `ntmreport rule` lists all",
            )
        )
    _print(render_page(page(found), language).rstrip("\n"))
    return 0


def schema(folder: Path) -> int:
    """Write the schemas into `folder`."""
    from ntmreport.render.output import write_atomically
    from ntmreport.schema import schemas

    for name, text in schemas().items():
        write_atomically(folder / name, text.encode())
        _print(str(folder / name))
    return 0


def _print_text(
    result: Result, language: Language, *, strict: bool, show_acknowledged: bool
) -> None:
    from ntmreport.reporters.text import report

    text = report(
        result,
        language,
        colour=_is_coloured(),
        show_acknowledged=show_acknowledged,
        strict=strict,
        width=_width(),
    )
    sys.stdout.write(text)


def _every_year() -> list[Path]:
    """Return the years under data/ of the folder the user stands in."""
    data = Path("data")
    years = sorted(path for path in data.glob("[0-9][0-9][0-9][0-9]") if path.is_dir())
    if not years:
        raise UsageMistakeError(
            Bilingual(
                "không có năm nào trong data/; nêu thư mục dữ liệu cần kiểm tra",
                "there is no year under data/; name the folder of data to check",
            )
        )
    return years


def _kind(output: Path | None, wanted: BuildFormat | None) -> BuildFormat:
    """Return what to write: what is wanted, else what the output's ending says, else a .docx."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    by_ending = BuildFormat(ending) if ending in set(BuildFormat) else None
    if wanted is not None and by_ending not in {None, wanted}:
        raise UsageMistakeError(
            Bilingual(
                f"--format {wanted} không khớp với đuôi của {output}",
                f"--format {wanted} does not fit the ending of {output}",
            )
        )
    return wanted or by_ending or BuildFormat.DOCX


def _is_coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _width() -> int:
    return shutil.get_terminal_size().columns


def _print(*lines: str, file: TextIO | None = None) -> None:
    for line in lines:
        print(line, file=file or sys.stdout)
