"""`new`: start the data of a new period from that of an earlier one."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace

from ntmreport.cli.diagnostic_printing import print_diagnostics, refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, check_year
from ntmreport.cli.output_path import check_folder
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.model import ReportPeriod
    from ntmreport.model.offices.report import Report

_DATA = Path("data")
_YEARS = "[0-9][0-9][0-9][0-9]"
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_MONTHS = re.compile(
    r"(?<![0-9])0?([0-9]{1,2})(?:[ _-]?(?:t|th|thang|tháng|m|months)(?![^\W\d_])|$)", re.I
)
"""Months in the name of a folder: 2026-6t, 2026 6 tháng; 2026-06 is not clear, and refused."""


_MOST_BLANKS = 20
"""Values without which a period cannot be started from: more are counted, not listed."""


def add(line: CommandLine) -> None:
    """Add the command `new`."""

    @line.command(
        "Tạo dữ liệu của kỳ mới từ một kỳ trước: giữ cấu trúc và câu chữ, để trống số liệu.",
        "Start a new period's data from an earlier one: figures blank, all else kept.",
    )
    def new(
        target: Annotated[
            str,
            line.argument(
                "Năm mới hoặc thư mục mới, ví dụ 2022, data/2026-6t, data/2021-2025.",
                "The new year or folder, such as 2022, data/2026-6t, data/2021-2025.",
            ),
        ],
        source: Annotated[
            Path | None,
            line.option(
                "--from",
                "Thư mục của một kỳ trước; không nêu thì là kỳ gần nhất cùng loại.",
                "The folder of an earlier period; without it, the latest of its kind.",
            ),
        ] = None,
        months: Annotated[
            int | None,
            line.option(
                "--months",
                "Số tháng đầu năm của kỳ mới: 3, 6, 9; 12 là cả năm.",
                "How many months of the year: 3, 6, 9; 12 is the whole year.",
            ),
        ] = None,
    ) -> int:
        return _start(target, source, months, line.language)


def _start(typed: str, source: Path | None, months: int | None, language: Language) -> int:
    """Make the folder of the new period from that of an earlier one, or say why not."""
    from ntmreport.model.period_folders import period_of
    from ntmreport.model.report_period import MONTHS

    if months is not None and months not in MONTHS:
        raise WrongCallError(
            Bilingual(
                f"--months {months}: viết 3, 6, 9 hoặc 12",
                f"--months {months}: write 3, 6, 9 or 12",
            )
        )
    wanted = _wanted(Path(typed), period_of(source) if source is not None else None, months)
    folder = Path(typed)
    source = source or _latest_before(wanted, _DATA if folder.name == typed else folder.parent)
    target = folder if folder.name != typed else _beside(source, _folder_name(typed, wanted))
    check_folder(target, beside=target if target.parent.name == _DATA.name else source)
    if target.exists():
        return refuse(_is_there(target), language)
    from ntmreport import catalogue
    from ntmreport.diagnostic import in_file_order
    from ntmreport.model import read_models
    from ntmreport.model.declared_indicators import offices_of
    from ntmreport.model.declared_values import by_file
    from ntmreport.model.offices.report import Report
    from ntmreport.pipeline import Compiler

    read, form, of_form = Compiler().source_of(source)
    declared = form.known if form is not None else {}
    models, of_models = read_models(read.files, own_sets=read.criteria, declared=declared)
    # That there is no form stops no new year.
    found = [*(of_form if form is not None else ()), *of_models]
    # What a draft may leave blank, a year to start from may not.
    missing = [
        replace(each, rule=catalogue.MISSING) if each.rule is catalogue.LEFT_BLANK else each
        for each in found
    ]
    diagnostics = [*read.diagnostics, *missing]
    report = models.get("report")
    if any(diagnostic.is_error for diagnostic in diagnostics) or not isinstance(report, Report):
        stopped = Bilingual(
            f"chưa lập được dữ liệu {wanted}: cần sửa {source.as_posix()} trước",
            f"the data of {wanted.words.en} was not started: mend {source.as_posix()} first",
        )
        blank = [each for each in diagnostics if each.rule is catalogue.MISSING]
        behind: list[str] = []
        if len(blank) > _MOST_BLANKS:
            behind.append(_many_blanks(len(blank), source).text(language))
            diagnostics = [each for each in diagnostics if each.rule is not catalogue.MISSING]
        behind.append(stopped.text(language))
        return print_diagnostics(in_file_order(diagnostics), read.texts, language, after=behind)
    then = report.period
    if then.last_day >= wanted.last_day:
        after = then.following
        raise WrongCallError(
            Bilingual(
                f"{source.as_posix()} là dữ liệu {then}; "
                f"kỳ mới phải sau kỳ đó, ví dụ {after.name} ({after})",
                f"{source.as_posix()} is the data of {then.words.en}; "
                f"the new period must be a later one, such as {after.name} ({after.words.en})",
            )
        )
    from ntmreport.completeness import number_missing
    from ntmreport.compose.form_needs import needs_of_form
    from ntmreport.starting import FolderThereError, next_period, place_folder

    other = _form_of(wanted, report)
    needs = needs_of_form(form).keys() if form is not None else ()
    files = by_file(read.files, declared)
    texts = {name: read.texts[root.span.file] for name, root in files.items()}
    offices = offices_of(declared)
    started = next_period(files, texts, then, wanted, source.as_posix(), needs, offices, other)
    contents = {f"{name}.yaml": text.encode() for name, text in started.texts.items()}
    try:
        place_folder(target, contents)
    except FolderThereError:
        return refuse(_is_there(target), language)
    print_lines(target.as_posix())
    if other is not None:
        changed = Bilingual(
            f"mẫu {report.form} không dùng cho {wanted}: đã ghi form: {other}",
            f"the form {report.form} is not for {wanted.words.en}: form: {other} was written",
        )
        print_lines(changed.text(language), file=sys.stderr)
    missing_now = number_missing(target)
    more = Bilingual(
        f"còn thiếu {missing_now} giá trị; câu chữ, danh sách giữ từ {then}, cần xem "
        f"lại; xem: ntmreport status {target.as_posix()}",
        f"values missing: {missing_now}; texts and lists are those of {then.words.en}, to be "
        f"looked at; see: ntmreport status {target.as_posix()}",
    )
    print_lines(more.text(language), file=sys.stderr)
    return ExitCode.DONE


def _many_blanks(number: int, source: Path) -> Bilingual:
    """Return how much is missing where it is too much to be listed."""
    data = source.as_posix()
    return Bilingual(
        f"{data} còn thiếu {number} giá trị; xem: ntmreport status {data}",
        f"{data} lacks {number} values; see: ntmreport status {data}",
    )


def _form_of(period: "ReportPeriod", report: "Report") -> str | None:
    """Return the name of a form that is for the period, where that of the data is for none such.

    A form of the unit's own is left as it is: no other has its indicators.
    """
    from ntmreport.compose import available_forms, form_for
    from ntmreport.program_files import templates_folder

    if report.form is None:
        return None
    shipped = available_forms(templates_folder())
    now = next((form for form in shipped if form.name == report.form.value), None)
    level = report.unit.level.value
    if now is None or level not in now.levels or now.is_for(level, period):
        return None
    meant = form_for(shipped, level, period)
    return meant.name if meant is not None else None


def _wanted(target: Path, source: "ReportPeriod | None", months: int | None) -> "ReportPeriod":
    """Return the period that is asked for, by the name of the new folder.

    What the name does not say, `months` and the earlier period say.
    """
    from ntmreport.model.report_period import MONTHS, WHOLE_YEAR, ReportPeriod

    name = target.name
    years = [int(year) for year in _YEAR.findall(name)]
    for year in years:
        check_year(str(year))
    if not years and (source is None or name == str(target)):
        check_year(name)
    if len(years) > 1 and years[0] < years[1]:
        return ReportPeriod(years[0], years[1])
    said = _MONTHS.search(name)
    if months is None and said is not None:
        months = int(said[1])
        if months not in MONTHS or said[0].isdigit():
            _refuse_months(name, said[0], years)
    if not years and source is not None:
        after = source.following
        return after if months is None else ReportPeriod(after.last, after.last, months)
    if months is None and source is not None and not _YEAR.fullmatch(name):
        months = source.months
    return ReportPeriod(years[0], years[0], months or WHOLE_YEAR)


def _refuse_months(name: str, said: str, years: Sequence[int]) -> None:
    """Raise WrongCallError for a name with a number that is not that of a period's months."""
    year = f"{years[0]}-" if years else ""
    raise WrongCallError(
        Bilingual(
            f"{name}: “{said}” không phải là kỳ báo cáo; viết {year}3t, {year}6t, {year}9t, hoặc "
            "nêu số tháng bằng --months",
            f"{name}: `{said}` is no period; write {year}3t, {year}6t, {year}9t, or name the "
            "number of months with --months",
        )
    )


def _folder_name(typed: str, period: "ReportPeriod") -> str:
    """Return the folder's name: as it was typed, but for a year whose months an option says."""
    return period.name if _YEAR.fullmatch(typed) else typed


def _latest_before(wanted: "ReportPeriod", data: Path) -> Path:
    """Return the latest folder in `data` before `wanted`: of its kind, of a whole year, or any."""
    from ntmreport.model.period_folders import periods_in

    kind = (wanted.last - wanted.first, wanted.months)
    earlier = [each for each in periods_in(data) if each[0].last_day < wanted.last_day]
    same = [each for each in earlier if (each[0].last - each[0].first, each[0].months) == kind]
    if found := same or [each for each in earlier if each[0].is_year] or earlier:
        return found[-1][1]
    # One whose report.yaml cannot be read is known by its name, and what is wrong will be said.
    years = sorted(
        path for path in data.glob(_YEARS) if path.is_dir() and int(path.name) < wanted.last
    )
    if not years:
        raise WrongCallError(
            Bilingual(
                f"trong {data.as_posix()}/ không có kỳ nào trước {wanted}; nêu thư mục của một kỳ "
                "trước với --from",
                f"there is no period before {wanted.words.en} under {data.as_posix()}/; name its "
                "folder with --from",
            )
        )
    return years[-1]


def _beside(folder: Path, name: str) -> Path:
    """Return the folder beside `folder`, named as the user names that one."""
    return folder.with_name(name) if folder.name else folder.resolve().with_name(name)


def _is_there(target: Path) -> Bilingual:
    return Bilingual(
        f"đã có {target.as_posix()}; không ghi đè lên dữ liệu đang có",
        f"{target.as_posix()} is there already; nothing is written over it",
    )
