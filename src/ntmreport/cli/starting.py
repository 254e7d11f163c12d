"""What the commands that start, fill in and upgrade a year's data do."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.cli.outcome import MISTAKES, UsageMistakeError
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.compose import AvailableForm
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source import YearSource
    from ntmreport.starting import NewUnit

_DATA = Path("data")
_YEARS = "[0-9][0-9][0-9][0-9]"
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


class StatusFormat(StrEnum):
    """How the state of a year can be shown."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Answers:
    """What is said of a new unit with the command; what is not said is asked for."""

    level: str | None
    name: str | None
    parent_level: str | None
    parent: str | None
    below: str | None
    year: int | None


_QUESTIONS: Mapping[str, tuple[str, Bilingual]] = {
    "level": (
        "--level",
        Bilingual(
            "Cấp của đơn vị báo cáo (huyện, xã…)", "Level of the reporting unit (huyện, xã …)"
        ),
    ),
    "name": ("--name", Bilingual("Tên riêng của đơn vị", "The unit's own name")),
    "parent_level": (
        "--parent-level",
        Bilingual("Cấp của đơn vị cấp trên (tỉnh, huyện…)", "Level of the unit above (tỉnh …)"),
    ),
    "parent": (
        "--parent",
        Bilingual("Tên riêng của đơn vị cấp trên", "The own name of the unit above"),
    ),
    "below": (
        "--below",
        Bilingual(
            "Tên các đơn vị cấp dưới, cách nhau bằng dấu phẩy",
            "Names of the units below, with commas between",
        ),
    ),
    "year": ("--year", Bilingual("Năm báo cáo đầu tiên", "Year of the first report")),
}


def init(folder: Path, answers: Answers, form: str | None, language: Language) -> int:
    """Begin a repository for another unit in `folder`, or say why not."""
    from ntmreport.starting import FolderThereError, fill_folder, repository

    said = _asked(answers, language)
    unit = _new_unit(said)
    chosen = _form_for(unit.level, form)
    try:
        fill_folder(folder, repository(unit, chosen))
    except FolderThereError:
        not_empty = Bilingual(
            f"{folder.as_posix()} không phải là thư mục trống; không ghi vào đó",
            f"{folder.as_posix()} is no empty folder; nothing is written there",
        )
        return _refuse(not_empty, language)
    print_lines(folder.as_posix())
    data = f"data/{unit.year}"
    more = Bilingual(
        f"đã tạo kho số liệu theo mẫu “{chosen.title}”; tiếp theo: xem README.md, điền {data}, "
        f"rồi chạy trong thư mục đó: ntmreport status {data}",
        f"the repository is there, with the form `{chosen.name}`; next: fill in {data}, see "
        f"README.md, and run in that folder: ntmreport status {data}",
    )
    print_lines(more.text(language), file=sys.stderr)
    return 0


def _asked(answers: Answers, language: Language) -> Mapping[str, str]:
    """Return all answers, those that are lacking asked for where a person is there to answer."""
    given = {name: getattr(answers, name) for name in _QUESTIONS}
    lacking = [name for name, answer in given.items() if answer is None]
    if lacking and not sys.stdin.isatty():
        options = ", ".join(_QUESTIONS[name][0] for name in lacking)
        raise UsageMistakeError(Bilingual(f"thiếu {options}", f"{options} missing"))
    for name in lacking:
        import typer  # which a command that asks nothing has no need of

        given[name] = typer.prompt(_QUESTIONS[name][1].text(language))
    return {name: str(answer).strip() for name, answer in given.items()}


def _new_unit(said: Mapping[str, str]) -> NewUnit:
    """Return the unit that the answers describe; raises UsageMistakeError for what cannot be."""
    import unicodedata

    from ntmreport.source import check_characters
    from ntmreport.starting import NewUnit

    said = {name: unicodedata.normalize("NFC", answer) for name, answer in said.items()}
    for name, answer in said.items():
        option, question = _QUESTIONS[name]
        if not answer or "\n" in answer or check_characters("", answer).diagnostics:
            raise UsageMistakeError(
                Bilingual(
                    f"{option} ({question.vi}) để trống hoặc có ký tự không dùng được",
                    f"{option} ({question.en}) is empty or has a character of no use",
                )
            )
    year = said["year"]
    if not (year.isascii() and year.isdigit() and _FIRST_YEAR <= int(year[:5]) <= _LAST_YEAR):
        raise UsageMistakeError(_no_year(year))
    below = tuple(filter(None, (name.strip() for name in said["below"].split(","))))
    repeated = sorted({name for name in below if below.count(name) > 1})
    if repeated or not below:
        raise UsageMistakeError(
            Bilingual(
                f"--below: cần các tên khác nhau; trùng: {', '.join(repeated) or '(không có tên)'}",
                f"--below: different names are needed; twice: {', '.join(repeated) or '(none)'}",
            )
        )
    return NewUnit(
        level=said["level"].lower(),
        name=said["name"],
        parent_level=said["parent_level"].lower(),
        parent=said["parent"],
        below=below,
        year=int(year),
    )


def _form_for(level: str, name: str | None) -> AvailableForm:
    """Return the form that is named, or else the first for the unit's level."""
    from ntmreport.compose import available_forms
    from ntmreport.resources import templates_folder

    forms = available_forms(templates_folder())
    for form in forms:
        if form.name == name or (name is None and level in form.levels):
            return form
    listed = "; ".join(f"{form.name} ({', '.join(form.levels)})" for form in forms)
    if name is not None:
        raise UsageMistakeError(
            Bilingual(
                f"không có mẫu “{name}”; các mẫu hiện có: {listed}",
                f"there is no form `{name}`; there are: {listed}",
            )
        )
    raise UsageMistakeError(
        Bilingual(
            f"không có mẫu cho cấp “{level}”; chọn bằng --form một trong các mẫu: {listed}",
            f"no form is for the level `{level}`; choose with --form one of: {listed}",
        )
    )


def _no_year(year: str) -> Bilingual:
    return Bilingual(
        f"{year} không phải là một năm; viết bốn chữ số, ví dụ 2022",
        f"{year} is not a year; write four digits, such as 2022",
    )


def new(year: int, source: Path | None, language: Language) -> int:
    """Make the folder of `year` from that of the year before, or say why not."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UsageMistakeError(_no_year(str(year)))
    source = source or _latest_before(year)
    target = _beside(source, str(year))
    if target.exists():
        return _refuse(_is_there(target), language)
    from ntmreport.model import Year, read_models
    from ntmreport.model.offices.report import Report

    read = _read(source)
    models, mistakes = read_models(read.files)
    diagnostics = [*read.diagnostics, *mistakes]
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
    from ntmreport.starting import FolderThereError, next_year, place_folder

    started = next_year(read.files, _by_name(read, source), year, source.as_posix())
    contents = {f"{name}.yaml": text.encode() for name, text in started.texts.items()}
    try:
        place_folder(target, contents)
    except FolderThereError:
        return _refuse(_is_there(target), language)
    print_lines(target.as_posix())
    more = Bilingual(
        f"còn {started.blanks} giá trị cần điền; xem: ntmreport status {target.as_posix()}",
        f"values to be filled in: {started.blanks}; see: ntmreport status {target.as_posix()}",
    )
    print_lines(more.text(language), file=sys.stderr)
    return 0


def status(data: Path, format_: StatusFormat, templates: Path | None, language: Language) -> int:
    """Show how far the year in `data` is filled in, and what stops its report."""
    import datetime

    from ntmreport import status as state
    from ntmreport.checks import REPORT_CHECKS
    from ntmreport.model import REPORT, communes_of
    from ntmreport.pipeline import Compiler
    from ntmreport.validation import validate

    compiled = Compiler(templates).compile(data)
    found = validate(compiled, data, datetime.date.today(), REPORT_CHECKS)
    needed = (REPORT,) if compiled.form is None else compiled.form.needed
    communes = communes_of(compiled.models)
    result = state.status_of(
        data.as_posix(),
        compiled.files,
        compiled.texts,
        found.diagnostics,
        needed,
        communes.given.sums if communes else (),
    )
    render = {
        StatusFormat.TABLE: state.as_table,
        StatusFormat.JSON: state.as_json,
        StatusFormat.MARKDOWN: state.as_markdown,
    }[format_]
    sys.stdout.write(render(result, language))
    return 0 if result.can_be_built else MISTAKES


def upgrade(data: Path, language: Language) -> int:
    """Bring the year in `data` up to the present version, and print the files that changed."""
    from ntmreport.model.versions import CURRENT_VERSION, version_mistake, version_of
    from ntmreport.render.output import write_atomically
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
    for name, text in result.texts.items():
        path = data / f"{name}.yaml"
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
    return 0


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


def _refuse(message: Bilingual, language: Language) -> int:
    print_lines(message.text(language), file=sys.stderr)
    return MISTAKES


def _print_mistakes(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],
    stopped: Bilingual,
    language: Language,
) -> int:
    import shutil

    from ntmreport.diagnostic import in_file_order
    from ntmreport.reporters.text import report_lines

    width = shutil.get_terminal_size().columns
    lines = report_lines(in_file_order(diagnostics), texts, language, width=width)
    print_lines(*lines, stopped.text(language), file=sys.stderr)
    return MISTAKES
