"""What the command does that begins a repository for another unit."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.cli.destination import check_folder
from ntmreport.cli.outcome import UsageMistakeError, is_year, no_year
from ntmreport.cli.terminal import print_lines, refuse
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntmreport.compose import AvailableForm
    from ntmreport.starting import NewUnit


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

    check_folder(folder)
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
        return refuse(not_empty, language)
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
    if not is_year(year):
        raise UsageMistakeError(no_year(year))
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
