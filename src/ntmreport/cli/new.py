"""`new`: start the data of a new year from that of the year before."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from ntmreport.cli.diagnostic_printing import print_diagnostics, refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, check_year
from ntmreport.cli.output_path import check_folder
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual, Language

_DATA = Path("data")
_YEARS = "[0-9][0-9][0-9][0-9]"


def add(line: CommandLine) -> None:
    """Add the command `new`."""

    @line.command(
        "Tạo dữ liệu của năm mới từ năm trước: giữ cấu trúc và câu chữ, để trống số liệu.",
        "Start a new year's data from the year before: figures blank, all else kept.",
    )
    def new(
        year: Annotated[
            int,
            line.argument("Năm mới, ví dụ 2022.", "The new year, such as 2022."),
        ],
        source: Annotated[
            Path | None,
            line.option(
                "--from",
                "Thư mục của năm trước; không nêu thì là năm gần nhất trong data/.",
                "The folder of the year before; without it, the latest one under data/.",
            ),
        ] = None,
    ) -> int:
        return _start(year, source, line.language)


def _start(year: int, source: Path | None, language: Language) -> int:
    """Make the folder of `year` from that of the year before, or say why not."""
    check_year(str(year))
    source = source or _latest_before(year)
    target = _beside(source, str(year))
    check_folder(target, beside=source)
    if target.exists():
        return refuse(_is_there(target), language)
    from ntmreport import catalogue
    from ntmreport.diagnostic import in_file_order
    from ntmreport.model import FILE_MODELS, SUBFOLDERS, Year, read_models
    from ntmreport.model.offices.report import Report
    from ntmreport.source import read_year

    read = read_year(source, FILE_MODELS, SUBFOLDERS)
    models, found = read_models(read.files)
    # What a draft may leave blank, a year to start from may not.
    missing = [
        replace(each, rule=catalogue.MISSING) if each.rule is catalogue.LEFT_BLANK else each
        for each in found
    ]
    diagnostics = [*read.diagnostics, *missing]
    report = models.get("report")
    if any(diagnostic.is_error for diagnostic in diagnostics) or not isinstance(report, Report):
        stopped = Bilingual(
            f"chưa lập được dữ liệu năm {year}: cần sửa {source.as_posix()} trước",
            f"the data of {year} was not started: mend {source.as_posix()} first",
        )
        listed = in_file_order(diagnostics)
        return print_diagnostics(listed, read.texts, language, after=[stopped.text(language)])
    if report.year >= year:
        raise WrongCallError(
            Bilingual(
                f"{source.as_posix()} là dữ liệu năm {report.year}; "
                f"năm mới phải sau năm đó, ví dụ {Year(report.year).next}",
                f"{source.as_posix()} is the data of {report.year}; "
                f"the new year must be a later one, such as {Year(report.year).next}",
            )
        )
    from ntmreport.completeness import number_missing
    from ntmreport.compose import needs_of_form
    from ntmreport.pipeline import Compiler
    from ntmreport.starting import FolderThereError, next_year, place_folder

    form, _ = Compiler().form_of(read, source)
    needs = needs_of_form(form).keys() if form is not None else ()
    texts = {name: read.texts[root.span.file] for name, root in read.files.items()}
    started = next_year(read.files, texts, year, source.as_posix(), needs)
    contents = {f"{name}.yaml": text.encode() for name, text in started.texts.items()}
    try:
        place_folder(target, contents)
    except FolderThereError:
        return refuse(_is_there(target), language)
    print_lines(target.as_posix())
    missing_now = number_missing(target)
    more = Bilingual(
        f"còn thiếu {missing_now} giá trị; câu chữ, danh sách giữ từ năm {report.year}, cần xem "
        f"lại; xem: ntmreport status {target.as_posix()}",
        f"values missing: {missing_now}; texts and lists are those of {report.year}, to be looked "
        f"at; see: ntmreport status {target.as_posix()}",
    )
    print_lines(more.text(language), file=sys.stderr)
    return ExitCode.DONE


def _latest_before(year: int) -> Path:
    """Return the latest year under data/ that is before `year`."""
    years = sorted(path for path in _DATA.glob(_YEARS) if path.is_dir() and int(path.name) < year)
    if not years:
        raise WrongCallError(
            Bilingual(
                f"trong data/ không có năm nào trước {year}; nêu thư mục của năm trước với --from",
                f"there is no year before {year} under data/; name its folder with --from",
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
