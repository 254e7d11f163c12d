"""What the commands that start, fill in and upgrade a year's data do."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.cli.destination import check_folder, check_writable
from ntmreport.cli.outcome import MISTAKES, UsageMistakeError, is_year, no_year
from ntmreport.cli.terminal import print_lines, print_mistakes, print_text, refuse
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.completeness import Status
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.pipeline import Compiled
    from ntmreport.source import YearSource

_DATA = Path("data")
_YEARS = "[0-9][0-9][0-9][0-9]"


class StatusFormat(StrEnum):
    """How the state of a year can be shown."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def new(year: int, source: Path | None, language: Language) -> int:
    """Make the folder of `year` from that of the year before, or say why not."""
    if not is_year(str(year)):
        raise UsageMistakeError(no_year(str(year)))
    source = source or _latest_before(year)
    target = _beside(source, str(year))
    check_folder(target, beside=source)
    if target.exists():
        return refuse(_is_there(target), language)
    from ntmreport import catalogue
    from ntmreport.model import Year, read_models
    from ntmreport.model.offices.report import Report

    read = _read(source)
    models, mistakes = read_models(read.files)
    # What a draft may leave blank, a year to start from may not.
    missing = [
        replace(each, rule=catalogue.MISSING) if each.rule is catalogue.LEFT_BLANK else each
        for each in mistakes
    ]
    diagnostics = [*read.diagnostics, *missing]
    report = models.get("report")
    if any(diagnostic.is_error for diagnostic in diagnostics) or not isinstance(report, Report):
        stopped = Bilingual(
            f"chưa lập được dữ liệu năm {year}: cần sửa {source.as_posix()} trước",
            f"the data of {year} was not started: mend {source.as_posix()} first",
        )
        return _print_mistakes(diagnostics, read.texts, stopped, language)
    if report.year >= year:
        raise UsageMistakeError(
            Bilingual(
                f"{source.as_posix()} là dữ liệu năm {report.year}; "
                f"năm mới phải sau năm đó, ví dụ {Year(report.year).next}",
                f"{source.as_posix()} is the data of {report.year}; "
                f"the new year must be a later one, such as {Year(report.year).next}",
            )
        )
    from ntmreport.compose import CompiledTemplates, needs_of_form
    from ntmreport.pipeline import Compiler
    from ntmreport.starting import FolderThereError, next_year, place_folder

    form, _ = Compiler().form_of(read, source)
    needs = needs_of_form(form, CompiledTemplates()).keys() if form is not None else ()
    started = next_year(read.files, _by_name(read, source), year, source.as_posix(), needs)
    contents = {f"{name}.yaml": text.encode() for name, text in started.texts.items()}
    try:
        place_folder(target, contents)
    except FolderThereError:
        return refuse(_is_there(target), language)
    print_lines(target.as_posix())
    missing_now = _status(Compiler().compile(target), target).missing
    more = Bilingual(
        f"còn thiếu {missing_now} giá trị; câu chữ, danh sách giữ từ năm {report.year}, cần xem "
        f"lại; xem: ntmreport status {target.as_posix()}",
        f"values missing: {missing_now}; texts and lists are those of {report.year}, to be looked "
        f"at; see: ntmreport status {target.as_posix()}",
    )
    print_lines(more.text(language), file=sys.stderr)
    return 0


def status(data: Path, format_: StatusFormat, templates: Path | None, language: Language) -> int:
    """Show how far the year in `data` is filled in, and what stops its report."""
    from ntmreport import completeness
    from ntmreport.pipeline import Compiler

    compiled = Compiler(templates).compile(data)
    if format_ is StatusFormat.TABLE and not compiled.texts:
        # No year is there: what its files lack is not the point.
        print_mistakes(compiled, compiled.diagnostics, language)
        return MISTAKES
    result = _status(compiled, data)
    render = {
        StatusFormat.TABLE: completeness.as_table,
        StatusFormat.JSON: completeness.as_json,
        StatusFormat.MARKDOWN: completeness.as_markdown,
    }[format_]
    print_text(render(result, language))
    return 0 if result.can_be_built else MISTAKES


def _status(compiled: Compiled, data: Path) -> Status:
    import datetime

    from ntmreport.checks import REPORT_CHECKS
    from ntmreport.completeness import status_of
    from ntmreport.validation import validate

    found = validate(compiled, data, datetime.date.today(), REPORT_CHECKS)
    return status_of(
        data.as_posix(),
        compiled.files,
        compiled.texts,
        found.diagnostics,
        compiled.needed,
        compiled.given,
        compiled.needs,
        compiled.own_keys,
        is_draft=compiled.is_draft,
    )


def upgrade(data: Path, templates: Path | None, language: Language) -> int:
    """Bring the year in `data` up to the present version, and print the files that changed."""
    from ntmreport.model.schema_version import CURRENT_VERSION, version_mistake, version_of
    from ntmreport.output import write_atomically
    from ntmreport.starting import upgraded

    read = _read(data)
    version, _ = version_of(read.files)
    stopped = Bilingual(f"chưa nâng cấp {data.as_posix()}", f"{data.as_posix()} was not upgraded")
    if version > CURRENT_VERSION:
        mistake = version_mistake(read.files)
        return _print_mistakes([mistake] if mistake else [], read.texts, stopped, language)
    # A file that cannot be read may be one that has to change.
    if any(diagnostic.is_error for diagnostic in read.diagnostics):
        return _print_mistakes(read.diagnostics, read.texts, stopped, language)
    result = upgraded(read.files, _by_name(read, data))
    paths = {name: data / f"{name}.yaml" for name in result.texts}
    for path in paths.values():
        check_writable(path)
    for name, path in paths.items():
        text = result.texts[name]
        write_atomically(path, text.encode())
        print_lines(path.as_posix())
    done = Bilingual(
        f"{data.as_posix()}: đã nâng cấp từ phiên bản {version} lên {CURRENT_VERSION}",
        f"{data.as_posix()}: upgraded from version {version} to {CURRENT_VERSION}",
    )
    if not result.texts:
        done = Bilingual(
            f"{data.as_posix()}: đã ở phiên bản {CURRENT_VERSION}, không cần nâng cấp",
            f"{data.as_posix()}: of version {CURRENT_VERSION} already, nothing to upgrade",
        )
    print_lines(done.text(language), file=sys.stderr)
    _take_over_acknowledgements(data, templates, language)
    return 0


def _take_over_acknowledgements(data: Path, templates: Path | None, language: Language) -> None:
    """Write digests where git shows that nothing has changed since; say what is to be confirmed."""
    import datetime

    from ntmreport.acknowledged_file import (
        FILE,
        acceptances,
        unchanged_since_accepted,
        with_acceptances,
    )
    from ntmreport.limits import MOST_BYTES
    from ntmreport.model import Acknowledged
    from ntmreport.output import write_atomically
    from ntmreport.pipeline import Compiler
    from ntmreport.plain_file import read_plain
    from ntmreport.validation import validate

    compiled = Compiler(templates).compile(data)
    entries = compiled.models.get("acknowledged")
    if not isinstance(entries, Acknowledged) or compiled.document is None:
        return
    today = datetime.date.today()
    found = validate(compiled, data, today)
    path = data / FILE
    if unchanged := unchanged_since_accepted(data, templates, found, entries):
        wanted = acceptances(unchanged, found.texts, reason=None, by=None)
        check_writable(path)
        before = read_plain(path, MOST_BYTES, data).decode("utf-8")
        write_atomically(path, with_acceptances(before, wanted).encode())
        print_lines(path.as_posix())
        found = validate(Compiler(templates).compile(data), data, today)
    open_ones = sum(each.rule.name == "acknowledgement-lapsed" for each in found.diagnostics)
    if open_ones:
        see = Bilingual(
            f"{path.as_posix()}: {open_ones} mục cần xem lại và chấp nhận lại; "
            f"xem: ntmreport validate {data.as_posix()}",
            f"{path.as_posix()}: entries to be looked at and accepted again: {open_ones}; "
            f"see: ntmreport validate {data.as_posix()}",
        )
        print_lines(see.text(language), file=sys.stderr)


def _latest_before(year: int) -> Path:
    """Return the latest year under data/ that is before `year`."""
    years = sorted(path for path in _DATA.glob(_YEARS) if path.is_dir() and int(path.name) < year)
    if not years:
        raise UsageMistakeError(
            Bilingual(
                f"trong data/ không có năm nào trước {year}; nêu thư mục của năm trước với --from",
                f"there is no year before {year} under data/; name its folder with --from",
            )
        )
    return years[-1]


def _beside(folder: Path, name: str) -> Path:
    """Return the folder beside `folder`, named as the user names that one."""
    return folder.with_name(name) if folder.name else folder.resolve().with_name(name)


def _read(data: Path) -> YearSource:
    from ntmreport.model import FILE_MODELS, SUBFOLDERS
    from ntmreport.source import read_year

    return read_year(data, FILE_MODELS, SUBFOLDERS)


def _by_name(read: YearSource, folder: Path) -> Mapping[str, str]:
    return {name: read.texts[(folder / f"{name}.yaml").as_posix()] for name in read.files}


def _is_there(target: Path) -> Bilingual:
    return Bilingual(
        f"đã có {target.as_posix()}; không ghi đè lên dữ liệu đang có",
        f"{target.as_posix()} is there already; nothing is written over it",
    )


def _print_mistakes(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],
    stopped: Bilingual,
    language: Language,
) -> int:
    import shutil

    from ntmreport.diagnostic import in_file_order
    from ntmreport.reporters.diagnostic_text import report_lines

    width = shutil.get_terminal_size().columns
    lines = report_lines(in_file_order(diagnostics), texts, language, width=width)
    print_lines(*lines, stopped.text(language), file=sys.stderr)
    return MISTAKES
