"""`init`: begin a repository for another unit, asking for what the call does not say."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, check_year
from ntmreport.cli.terminal import print_lines
from ntmreport.cli.unit_names import LEVELS_ABOVE, TOWN_LEVELS, level_named, own_name
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.compose import AvailableForm
    from ntmreport.starting import NewUnit


def add(line: CommandLine) -> None:
    """Add the command `init`."""

    @line.command(
        "Tạo kho số liệu mới cho một đơn vị: dữ liệu để trống, mẫu, lược đồ, README.",
        "Begin a repository for another unit: blank data, form, schemas, README.",
    )
    def init(
        folder: Annotated[
            Path,
            line.argument("Thư mục mới, hoặc thư mục trống.", "A new or empty folder."),
        ],
        level: Annotated[
            str | None,
            line.option("--level", "Cấp của đơn vị: huyện, xã…", "The unit's level: huyện, xã …"),
        ] = None,
        name: Annotated[
            str | None,
            line.option("--name", "Tên riêng của đơn vị.", "The unit's own name."),
        ] = None,
        parent_level: Annotated[
            str | None,
            line.option(
                "--parent-level",
                "Cấp của đơn vị cấp trên: tỉnh, huyện…",
                "The level of the unit above.",
            ),
        ] = None,
        parent: Annotated[
            str | None,
            line.option(
                "--parent",
                "Tên riêng của đơn vị cấp trên.",
                "The own name of the unit above.",
            ),
        ] = None,
        below: Annotated[
            str | None,
            line.option(
                "--below",
                "Tên các đơn vị cấp dưới (xã; thôn), cách nhau bằng dấu phẩy hoặc chấm phẩy.",
                "The names of the units below (communes; villages), with commas or `;` between.",
            ),
        ] = None,
        year: Annotated[
            int | None,
            line.option("--year", "Năm báo cáo đầu tiên.", "The first report's year."),
        ] = None,
        form: Annotated[
            str | None,
            line.option(
                "--form",
                "Mẫu báo cáo; không nêu thì chọn theo cấp của đơn vị.",
                "The form; without it, the one for the unit's level.",
            ),
        ] = None,
    ) -> int:
        answers = _Answers(level, name, parent_level, parent, below, year)
        return _begin(folder, answers, form, line.language)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Options of the command that say something of a new unit; the others are asked for."""

    level: str | None
    name: str | None
    parent_level: str | None
    parent: str | None
    below: str | None
    year: int | None


_BETWEEN_NAMES = re.compile(r"[,;\n]|\svà\s")

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
            "Tên các đơn vị cấp dưới, cách nhau bằng dấu phẩy hoặc dấu chấm phẩy",
            "Names of the units below, with commas or semicolons between",
        ),
    ),
    "year": ("--year", Bilingual("Năm báo cáo đầu tiên", "Year of the first report")),
}


def _begin(folder: Path, answers: _Answers, form: str | None, language: Language) -> int:
    """Begin a repository for another unit in `folder`, or say why not."""
    from ntmreport.cli.output_path import check_folder
    from ntmreport.starting import FolderThereError, fill_folder, is_free, repository

    not_empty = Bilingual(
        f"{folder.as_posix()} không phải là thư mục trống; không ghi vào đó",
        f"{folder.as_posix()} is no empty folder; nothing is written there",
    )
    if not is_free(folder):
        return refuse(not_empty, language)
    check_folder(folder)
    said = _asked(answers, form, language)
    chosen = _form_for(said["level"], form)
    unit = _new_unit(said, chosen)
    try:
        fill_folder(folder, repository(unit, chosen))
    except FolderThereError:
        return refuse(not_empty, language)
    print_lines(folder.as_posix())
    data = f"data/{said['year']}"
    more = Bilingual(
        f"đã tạo kho số liệu của {unit.level} {unit.name}, {unit.parent_level} {unit.parent} theo "
        f"mẫu “{chosen.title}”; tiếp theo: xem README.md, điền {data}, rồi chạy trong thư mục đó: "
        f"ntmreport status {data}",
        f"the repository of {unit.level} {unit.name}, {unit.parent_level} {unit.parent} is there, "
        f"with the form `{chosen.name}`; next: fill in {data}, see README.md, and run in that "
        f"folder: ntmreport status {data}",
    )
    print_lines(more.text(language), file=sys.stderr)
    return ExitCode.DONE


def _asked(answers: _Answers, form: str | None, language: Language) -> Mapping[str, str]:
    """Return all answers, those that are lacking asked for where a person is there to answer.

    One that cannot be is asked for again: the others are not lost. Given with the command, it
    raises WrongCallError.
    """
    given = {name: getattr(answers, name) for name in _QUESTIONS}
    lacking = [name for name, answer in given.items() if answer is None]
    if lacking and not sys.stdin.isatty():
        options = ", ".join(_QUESTIONS[name][0] for name in lacking)
        raise WrongCallError(Bilingual(f"thiếu {options}", f"{options} missing"))
    said: dict[str, str] = {}
    for name, answer in given.items():
        if answer is not None:
            said[name] = _checked(name, str(answer), said, form)
    for name in lacking:
        said[name] = _asked_for(name, said, form, language)
    return said


def _asked_for(name: str, said: Mapping[str, str], form: str | None, language: Language) -> str:
    import typer  # which a command that asks nothing has no need of

    while True:
        answer = typer.prompt(_QUESTIONS[name][1].text(language))
        try:
            return _checked(name, str(answer), said, form)
        except WrongCallError as error:
            print_lines(error.message.text(language), file=sys.stderr)


def _checked(name: str, answer: str, said: Mapping[str, str], form: str | None) -> str:
    """Return an answer as it is used; raises WrongCallError for what cannot be."""
    import unicodedata

    from ntmreport.source import check_characters

    answer = unicodedata.normalize("NFC", answer).strip()
    option, question = _QUESTIONS[name]
    inside = answer.replace("\n", " ") if name == "below" else answer
    if name in {"name", "parent"}:
        answer = own_name(answer, said.get("level" if name == "name" else "parent_level", ""))
    if not answer or "\n" in inside or check_characters("", inside).diagnostics:
        raise WrongCallError(
            Bilingual(
                f"{option} ({question.vi}) để trống hoặc có ký tự không dùng được",
                f"{option} ({question.en}) is empty or has a character of no use",
            )
        )
    match name:
        case "level":
            level = level_named(answer, [*_levels()])
            _form_for(level, form)
            return level
        case "parent_level":
            return level_named(answer, LEVELS_ABOVE)
        case "year":
            check_year(answer)
        case "below" if "level" in said:
            _below(answer, _form_for(said["level"], form))
    return answer


@dataclass(frozen=True, slots=True)
class _Below:
    """The units below: those that the report counts, and the towns beside them."""

    names: tuple[str, ...]
    towns: tuple[str, ...]
    level_of_towns: str


def _below(answer: str, form: "AvailableForm") -> _Below:
    """Return the units in a list, whatever stands between them; raises WrongCallError."""
    from ntmreport.starting import has_towns, level_below

    level = level_below(form)
    town_levels = TOWN_LEVELS if has_towns(form) else ()
    names, towns, found = [], [], set()
    for typed in _BETWEEN_NAMES.split(answer):
        name = own_name(typed, level)
        if not name:
            continue
        begun = name.casefold()
        town = next((each for each in town_levels if begun.startswith(f"{each} ")), None)
        if town is None:
            names.append(name)
        else:
            towns.append(own_name(name, town))
            found.add(town)
    repeated = sorted({name for name in names if names.count(name) > 1})
    if len(found) > 1:
        raise WrongCallError(
            Bilingual(
                f"--below: {' và '.join(sorted(found))} không ghi chung được; chỉ nêu một loại",
                f"--below: {' and '.join(sorted(found))} have one place; name those of one kind",
            )
        )
    if repeated or not names:
        raise WrongCallError(
            Bilingual(
                f"--below: cần các tên khác nhau; trùng: {', '.join(repeated) or '(không có tên)'}",
                f"--below: different names are needed; twice: {', '.join(repeated) or '(none)'}",
            )
        )
    return _Below(tuple(names), tuple(towns), "".join(found))


def _new_unit(said: Mapping[str, str], form: "AvailableForm") -> "NewUnit":
    """Return the unit that the answers describe."""
    from ntmreport.starting import NewUnit

    below = _below(said["below"], form)
    return NewUnit(
        level=said["level"],
        name=own_name(said["name"], said["level"]),
        parent_level=said["parent_level"],
        parent=own_name(said["parent"], said["parent_level"]),
        below=below.names,
        towns=below.towns,
        level_of_towns=below.level_of_towns,
        year=int(said["year"]),
    )


def _levels() -> Iterator[str]:
    """Yield the levels that there is a form for."""
    from ntmreport.compose import available_forms
    from ntmreport.program_files import templates_folder

    for form in available_forms(templates_folder()):
        yield from form.levels


def _form_for(level: str, name: str | None) -> "AvailableForm":
    """Return the form that is named, or else the first for the unit's level."""
    from ntmreport.compose import available_forms
    from ntmreport.model.nearest_name import nearest
    from ntmreport.program_files import templates_folder

    forms = available_forms(templates_folder())
    for form in forms:
        if form.name == name or (name is None and level in form.levels):
            return form
    listed = "; ".join(f"{form.name} ({', '.join(form.levels)})" for form in forms)
    if name is not None:
        raise WrongCallError(
            Bilingual(
                f"không có mẫu “{name}”; các mẫu hiện có: {listed}",
                f"there is no form `{name}`; there are: {listed}",
            )
        )
    meant = nearest(level, [*_levels()])
    guess = Bilingual(f" (có phải “{meant}”?)", f" (`{meant}`?)") if meant else Bilingual("", "")
    raise WrongCallError(
        Bilingual(
            f"không có mẫu cho cấp “{level}”{guess.vi}; chọn bằng --form một trong các mẫu: "
            f"{listed}",
            f"no form is for the level `{level}`{guess.en}; choose with --form one of: {listed}",
        )
    )
