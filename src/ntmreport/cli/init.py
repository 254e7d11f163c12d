"""`init`: begin a repository for another unit, asking for what the call does not say."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from ntmreport.cli.diagnostic_printing import print_diagnostics, refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, check_year
from ntmreport.cli.terminal import end_progress, print_lines
from ntmreport.cli.unit_names import level_named, names_by_level, own_name
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.compose import AvailableForm
    from ntmreport.model import ReportPeriod
    from ntmreport.starting import NamesOfLevel, NewUnit


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
            line.option(
                "--level",
                "Cấp của đơn vị: tỉnh, thành phố, xã, phường, đặc khu; đến năm 2025 có huyện.",
                "The unit's level: tỉnh, thành phố, xã, phường, đặc khu; until 2025 huyện.",
            ),
        ] = None,
        name: Annotated[
            str | None,
            line.option("--name", "Tên riêng của đơn vị.", "The unit's own name."),
        ] = None,
        parent_level: Annotated[
            str | None,
            line.option(
                "--parent-level",
                "Cấp của đơn vị cấp trên; tỉnh thì không có.",
                "The level of the unit above; a province has none.",
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
                "Tên các đơn vị cấp dưới (xã, phường, đặc khu; thôn, tổ dân phố), cách nhau bằng "
                "dấu phẩy; có nhiều loại thì viết “xã: An Hòa, Bình Lâm; phường: Tân Lập”.",
                "The names of the units below (communes; villages), with commas between; of "
                "several kinds as `xã: An Hòa, Bình Lâm; phường: Tân Lập`.",
            ),
        ] = None,
        year: Annotated[
            int | None,
            line.option("--year", "Năm báo cáo đầu tiên.", "The first report's year."),
        ] = None,
        months: Annotated[
            int | None,
            line.option(
                "--months",
                "Kỳ báo cáo đầu tiên là mấy tháng đầu năm: 3, 6, 9; không nêu là cả năm.",
                "How many months of the year the first report is about: 3, 6, 9; else the year.",
            ),
        ] = None,
        form: Annotated[
            str | None,
            line.option(
                "--form",
                "Mẫu báo cáo: tên, hoặc thư mục hay tệp .zip của mẫu lấy từ nơi khác; không nêu "
                "thì chọn theo cấp của đơn vị và kỳ báo cáo.",
                "The form: its name, or the folder or .zip of one from elsewhere; without it, the "
                "one for the unit's level and the period.",
            ),
        ] = None,
    ) -> int:
        typed = {
            "year": year,
            "months": months,
            "level": level,
            "name": name,
            "parent_level": parent_level,
            "parent": parent,
            "below": below,
        }
        given = {name: str(answer) for name, answer in typed.items() if answer is not None}
        if form is None or not _is_path(form):
            return _begin(folder, _Interview(given, form, line.language), line.language)
        return _begin_with(Path(form), folder, given, line.language)


_QUESTIONS: Mapping[str, tuple[str, Bilingual]] = {
    "year": ("--year", Bilingual("Năm báo cáo đầu tiên", "Year of the first report")),
    "months": (
        "--months",
        Bilingual(
            "Báo cáo của mấy tháng đầu năm: 3, 6, 9; cả năm là 12",
            "Months of the year that it is about: 3, 6, 9; the whole year is 12",
        ),
    ),
    "level": ("--level", Bilingual("Cấp của đơn vị báo cáo", "Level of the reporting unit")),
    "name": ("--name", Bilingual("Tên riêng của đơn vị", "The unit's own name")),
    "parent_level": (
        "--parent-level",
        Bilingual("Cấp của đơn vị cấp trên", "Level of the unit above"),
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
}
"""The questions, in the order in which they are asked: each can need the answers before it."""

_ABOVE = ("parent_level", "parent")
_WHOLE_YEAR = "12"
_PROGRAM = "ntmreport"
"""Where the program's own forms come from, as the file of origin says."""


def _is_path(form: str) -> bool:
    """Return whether a form is named by its path, not by the name of one of the program's."""
    from ntmreport.compose import is_form_name

    return not is_form_name(form) or (
        Path(form).exists() and form not in {each.name for each in _forms()}
    )


def _begin_with(path: Path, folder: Path, given: Mapping[str, str], language: Language) -> int:
    """Begin a repository with the form in the folder or zip at `path`, or say what is wrong."""
    from ntmreport.starting.form_package import FormPackageError, read_form, unpacked

    try:
        package = read_form(path)
    except FormPackageError as error:
        raise WrongCallError(error.message) from error
    with unpacked(package) as taken:
        if taken.form is None:
            stopped = Bilingual("chưa tạo kho số liệu", "no repository was begun")
            after = [stopped.text(language)]
            return print_diagnostics(taken.diagnostics, taken.texts, language, after=after)
        interview = _Interview(given, taken.form.name, language, taken=taken.form)
        code = _begin(folder, interview, language, package.shown)
    if package.left:
        left = ", ".join(package.left)
        print_lines(
            Bilingual(f"không lấy: {left}", f"not taken: {left}").text(language), file=sys.stderr
        )
    return code


def _begin(
    folder: Path, interview: "_Interview", language: Language, taken_from: str = _PROGRAM
) -> int:
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
    unit = interview.unit()
    chosen = interview.form
    try:
        fill_folder(folder, repository(unit, chosen, taken_from))
    except FolderThereError:
        return refuse(not_empty, language)
    print_lines(folder.as_posix())
    data = f"data/{unit.period.name}"
    above = f", {unit.parent_level} {unit.parent}" if unit.parent else ""
    counts = ", ".join(f"{len(each.names)} {each.level}" for each in (*unit.below, *unit.towns))
    more = Bilingual(
        f"đã tạo kho số liệu của {unit.level} {unit.name}{above} ({counts}) theo "
        f"mẫu “{chosen.title}”; tiếp theo: xem README.md, điền {data}, rồi chạy trong thư mục đó: "
        f"ntmreport status {data}",
        f"the repository of {unit.level} {unit.name}{above} ({counts}) is there, "
        f"with the form `{chosen.name}`; next: fill in {data}, see README.md, and run in that "
        f"folder: ntmreport status {data}",
    )
    print_lines(more.text(language), file=sys.stderr)
    return ExitCode.DONE


class _Interview(Struct):
    """The answers about a new unit: those given with the command, the others asked for.

    `taken` is the form `named`, where that is none of the program's. `answers` are the checked
    ones, as they are used.
    """

    given: Mapping[str, str]
    named: str | None
    language: Language
    taken: "AvailableForm | None" = None
    answers: dict[str, str] = {}

    def unit(self) -> "NewUnit":
        """Return the unit, all that is lacking asked for where a person is there to answer.

        What is given and cannot be raises WrongCallError before anything is asked; an answer that
        cannot be is asked for again: the others are not lost.
        """
        is_asking = sys.stdin.isatty()
        if self.named is not None and self.taken is None:
            _form_named(self.named)
        waiting = self._check_given()
        if not is_asking:
            self._refuse_lacking()
        for name in _QUESTIONS:
            if name in self.answers or (name in _ABOVE and not self._has_unit_above()):
                continue
            if name in waiting:
                self.answers[name] = self._checked(name, self.given[name])
            elif name == "months" and not is_asking:
                self.answers[name] = _WHOLE_YEAR
            else:
                self.answers[name] = self._asked(name)
        from ntmreport.starting import NewUnit

        below, towns = self._below(self.answers["below"])
        return NewUnit(
            self.answers["level"],
            self.answers["name"],
            self.period,
            below,
            self.answers.get("parent_level", ""),
            self.answers.get("parent", ""),
            towns,
        )

    @property
    def period(self) -> "ReportPeriod":
        """The first report's period."""
        from ntmreport.model import ReportPeriod

        year = int(self.answers["year"])
        return ReportPeriod(year, year, int(self.answers.get("months", _WHOLE_YEAR)))

    @property
    def form(self) -> "AvailableForm":
        """The form that is named, or else the one for the unit's level and period."""
        if self.taken is not None:
            return self.taken
        if self.named is not None:
            return _form_named(self.named)
        return _form_for(self.answers["level"], self.period)

    def _check_given(self) -> Sequence[str]:
        """Check what is given, as far as the answers that it needs are; return what has to wait."""
        waiting = []
        needed = {"level": ("year",), "below": ("year", "level"), "parent_level": ("year", "level")}
        for name in _QUESTIONS:
            if name not in self.given:
                continue
            if not self.answers.keys() >= {*needed.get(name, ())}:
                waiting.append(name)
                continue
            if name in _ABOVE and {"year", "level"} <= self.answers.keys():
                self._refuse_unit_above(name)
            self.answers[name] = self._checked(name, self.given[name])
        return waiting

    def _refuse_lacking(self) -> None:
        """Raise WrongCallError where an answer is lacking, and nobody is there to be asked."""
        lacking = [name for name in _QUESTIONS if name not in self.given and name != "months"]
        if {"year", "level"} <= self.answers.keys() and not self._has_unit_above():
            lacking = [name for name in lacking if name not in _ABOVE]
        if lacking:
            options = ", ".join(_QUESTIONS[name][0] for name in lacking)
            raise WrongCallError(Bilingual(f"thiếu {options}", f"{options} missing"))

    def _has_unit_above(self) -> bool:
        """Return whether the form knows a unit above the reporting one."""
        from ntmreport.starting import has_unit_above

        return has_unit_above(self.form)

    def _refuse_unit_above(self, name: str) -> None:
        if not self._has_unit_above():
            option, level = _QUESTIONS[name][0], self.answers["level"]
            raise WrongCallError(
                Bilingual(
                    f"{option}: {level} không có đơn vị cấp trên; bỏ {option}",
                    f"{option}: a {level} has no unit above it; leave {option} out",
                )
            )

    def _asked(self, name: str) -> str:
        import typer  # which a command that asks nothing has no need of

        question = _QUESTIONS[name][1].text(self.language)
        if choices := self._choices(name):
            question = f"{question} ({', '.join(choices)})"
        default = _WHOLE_YEAR if name == "months" else None
        while True:
            end_progress()
            answer = typer.prompt(question, default=default)
            try:
                return self._checked(name, str(answer))
            except WrongCallError as error:
                print_lines(error.message.text(self.language), file=sys.stderr)

    def _choices(self, name: str) -> Sequence[str]:
        """Return what can be answered, where that is a short list."""
        from ntmreport.model.administrative_levels import levels_above, levels_in
        from ntmreport.starting import has_communes

        if name not in {"level", "parent_level", "below"}:
            return ()
        period = self.period
        match name:
            case "level":
                named = [*(self.form.levels if self.named is not None else _levels(period))]
                return [each for each in levels_in(period) if each in named] or named
            case "parent_level":
                return levels_above(self.answers["level"], period)
        levels = self._levels_below()
        return levels if has_communes(self.form) else levels[:2]

    def _levels_below(self) -> Sequence[str]:
        from ntmreport.model.administrative_levels import levels_of_communes, levels_of_villages
        from ntmreport.starting import has_communes

        find = levels_of_communes if has_communes(self.form) else levels_of_villages
        return find(self.answers["level"], self.period)

    def _checked(self, name: str, answer: str) -> str:
        """Return an answer as it is used; raises WrongCallError for what cannot be."""
        import unicodedata

        from ntmreport.source import check_characters

        answer = unicodedata.normalize("NFC", answer).strip()
        option, question = _QUESTIONS[name]
        inside = answer.replace("\n", " ") if name == "below" else answer
        if name in {"name", "parent"}:
            level = self.answers.get("level" if name == "name" else "parent_level", "")
            answer = own_name(answer, level)
        if not answer or "\n" in inside or check_characters("", inside).diagnostics:
            raise WrongCallError(
                Bilingual(
                    f"{option} ({question.vi}) để trống hoặc có ký tự không dùng được",
                    f"{option} ({question.en}) is empty or has a character of no use",
                )
            )
        match name:
            case "level":
                return self._level(answer)
            case "parent_level":
                return self._level_above(answer)
            case "year":
                check_year(answer)
            case "months":
                return _months(answer)
            case "below":
                self._below(answer)
        return answer

    def _level(self, typed: str) -> str:
        """Return the level that is typed; raises WrongCallError where no form is for it."""
        from ntmreport.model.administrative_levels import LEVELS, levels_in

        known = dict.fromkeys((*levels_in(self.period), *(each.name for each in LEVELS)))
        level = level_named(typed, [*known, *_levels()])
        if level in known and level not in levels_in(self.period):
            there = ", ".join(self._choices("level"))
            raise WrongCallError(
                Bilingual(
                    f"{self.period} không có cấp “{level}”; các cấp lập báo cáo: {there}",
                    f"there is no level `{level}` in {self.period.words.en}; those that report: "
                    f"{there}",
                )
            )
        if self.named is None:
            _form_for(level, self.period)
        return level

    def _level_above(self, typed: str) -> str:
        from ntmreport.model.administrative_levels import levels_above

        own, period = self.answers["level"], self.period
        known = levels_above(own, period)
        level = level_named(typed, known)
        if known and level not in known:
            listed = ", ".join(known)
            raise WrongCallError(
                Bilingual(
                    f"--parent-level: {period}, cấp trên của {own} là một trong: {listed}; không "
                    f"phải “{level}”",
                    f"--parent-level: in {period.words.en}, a {own} is below one of: {listed}; "
                    f"not `{level}`",
                )
            )
        return level

    def _below(self, typed: str) -> tuple[tuple["NamesOfLevel", ...], tuple["NamesOfLevel", ...]]:
        """Return the units in a list, and those beside them that take no part."""
        from ntmreport.starting import TOWN_LEVELS, NamesOfLevel, has_towns

        found = tuple(
            NamesOfLevel(level, names)
            for level, names in names_by_level(typed, self._levels_below()).items()
        )
        is_town = TOWN_LEVELS if has_towns(self.form) else ()
        below = tuple(each for each in found if each.level not in is_town)
        if not below:
            found, below = (), found
        return below, tuple(each for each in found if each.level in is_town)


def _months(typed: str) -> str:
    from ntmreport.model.report_period import MONTHS

    if typed not in map(str, MONTHS):
        raise WrongCallError(
            Bilingual(
                f"--months {typed}: viết 3, 6, 9 hoặc 12",
                f"--months {typed}: write 3, 6, 9 or 12",
            )
        )
    return typed


def _levels(period: "ReportPeriod | None" = None) -> Sequence[str]:
    """Return the levels that there is a form for: in the period, or at any time."""
    return [
        level
        for form in _forms()
        for level in form.levels
        if period is None or form.is_for(level, period)
    ]


def _forms() -> Sequence["AvailableForm"]:
    from ntmreport.compose import available_forms
    from ntmreport.program_files import templates_folder

    return available_forms(templates_folder())


def _form_named(name: str) -> "AvailableForm":
    forms = _forms()
    for form in forms:
        if form.name == name:
            return form
    raise WrongCallError(
        Bilingual(
            f"không có mẫu “{name}”; các mẫu hiện có: {_listed(forms)}",
            f"there is no form `{name}`; there are: {_listed(forms)}",
        )
    )


def _form_for(level: str, period: "ReportPeriod") -> "AvailableForm":
    """Return the form for the level and period; raises WrongCallError where there is none."""
    from ntmreport.compose import form_for
    from ntmreport.model.nearest_name import nearest

    forms = _forms()
    chosen = form_for(forms, level, period)
    if chosen is not None:
        return chosen
    meant = nearest(level, _levels())
    guess = Bilingual("", "")
    if meant is not None and meant != level:
        guess = Bilingual(f" (có phải “{meant}”?)", f" (`{meant}`?)")
    raise WrongCallError(
        Bilingual(
            f"không có mẫu cho cấp “{level}”{guess.vi}, {period}; chọn bằng --form một trong các "
            f"mẫu: {_listed(forms)}",
            f"no form is for the level `{level}`{guess.en} in {period.words.en}; choose with "
            f"--form one of: {_listed(forms)}",
        )
    )


def _listed(forms: Sequence["AvailableForm"]) -> str:
    def of_form(form: "AvailableForm") -> str:
        """Return the levels and the months that the form is for."""
        months = f"; {', '.join(map(str, form.months))} tháng" if form.months else ""
        return f"{form.name} ({', '.join(form.levels)}{months})"

    return "; ".join(map(of_form, forms))
