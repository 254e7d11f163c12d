"""Declarations of commands: help in the user's language, and the common arguments and options."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from msgspec import Struct

from ntmreport.cli.bilingual_help import options_metavar
from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.language import Bilingual, Language
from ntmreport.limits import FIRST_YEAR, LAST_YEAR, MOST_FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from typer.core import TyperCommand

    _Function = TypeVar("_Function", bound=Callable[..., Any])

_OUTPUT = Bilingual(
    "Tệp hoặc thư mục kết quả; “-” là đầu ra chuẩn.",
    "The file or folder to write; `-` is standard output.",
)


class CommandLine(Struct, frozen=True):
    """An application that commands are added to, and the language that they speak.

    `executor` takes the work on many folders where the caller has one. `is_language_chosen` says
    that the call names the language, not the user's locale alone.
    """

    app: typer.Typer
    command_class: type[TyperCommand]
    language: Language
    executor: Executor | None = None
    is_language_chosen: bool = False

    def say(self, vi: str, en: str) -> str:
        """Return the text in the user's language."""
        return Bilingual(vi, en).text(self.language)

    def command(
        self, vi: str, en: str, name: str | None = None
    ) -> Callable[[_Function], _Function]:
        """Return the decorator that makes a function a command with this help.

        It has the function's name, or `name`.
        """
        return self.app.command(
            name,
            cls=self.command_class,
            help=self.say(vi, en),
            options_metavar=options_metavar(self.language),
        )

    def argument(self, vi: str, en: str) -> Any:
        """Return an argument with this help."""
        return typer.Argument(help=self.say(vi, en))

    def option(self, name: str, vi: str, en: str) -> Any:
        """Return the option `name` with this help."""
        return typer.Option(name, help=self.say(vi, en))

    def output(self, vi: str = _OUTPUT.vi, en: str = _OUTPUT.en) -> Any:
        """Return the option --output, -o."""
        return typer.Option("--output", "-o", help=self.say(vi, en))

    def data(self) -> Any:
        """Return the argument that names a year's data."""
        return self.argument(
            "Thư mục dữ liệu của năm, ví dụ data/2021.",
            "The folder of the year's data, such as data/2021.",
        )

    def jobs(self) -> Any:
        """Return the option --jobs, how many folders are worked on at a time."""
        return typer.Option(
            "--jobs",
            "-j",
            min=1,
            help=self.say(
                "Số thư mục làm cùng lúc; không nêu thì theo số bộ xử lý của máy.",
                "How many folders at a time; without it, as the machine has processors.",
            ),
        )

    def form(self) -> Any:
        """Return the option --form, which chooses one of the forms that report.yaml names."""
        return self.option(
            "--form",
            "Chỉ theo mẫu này; không nêu thì theo mọi mẫu mà report.yaml ghi.",
            "With this form only; without it, with every form of report.yaml.",
        )

    def opens(self) -> Any:
        """Return the option --open."""
        return self.option(
            "--open",
            "Mở tệp kết quả bằng chương trình của máy.",
            "Open the result in the program that the computer has for it.",
        )

    def watch(self) -> Any:
        """Return the option --watch."""
        return self.option(
            "--watch",
            "Làm lại mỗi khi một tệp được lưu, đến khi bấm Ctrl-C.",
            "Do it again whenever a file is saved, until Ctrl-C.",
        )

    def templates(self) -> Any:
        """Return the option --templates, the folder of forms."""
        return self.option(
            "--templates",
            "Thư mục chứa các mẫu báo cáo; không nêu thì là templates/ cạnh data/.",
            "The folder of forms; without it, templates/ beside data/.",
        )

    def communes(self) -> Any:
        """Return the option --communes, the folders of communes that report themselves."""
        return self.option(
            COMMUNES_OPTION,
            "Thư mục số liệu, hoặc kho, của các xã tự báo cáo, ví dụ ../xa/*/data/2026-6t; đặt "
            "sau cùng.",
            "Folders of data, or repositories, of communes that report themselves, such as "
            "../xa/*/data/2026-6t; last in the command.",
        )


COMMUNES_OPTION = "--communes"


def with_each_commune(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the option before each folder that follows `--communes`.

    A shell puts many folders in the place of `../xa/*`: all up to the next option are meant.
    """
    found: list[str] = []
    is_behind = False
    for argument in arguments:
        if argument.startswith("-"):
            is_behind = argument == COMMUNES_OPTION
        elif is_behind and found[-1] != COMMUNES_OPTION:
            found.append(COMMUNES_OPTION)
        found.append(argument)
    return found


def folders_of_communes(named: Sequence[Path] | None) -> tuple[Path, ...]:
    """Return the folders that `--communes` names, as `folders_named` does."""
    return folders_named(named, f"{COMMUNES_OPTION}: ")


def one_folder_for_communes(communes: Sequence[Path]) -> None:
    """Raise WrongCallError where `--communes` stands in a call that is not about one folder."""
    if communes:
        raise WrongCallError(
            Bilingual(
                f"{COMMUNES_OPTION} dùng cho một thư mục dữ liệu; nêu thư mục đó",
                f"{COMMUNES_OPTION} goes with one folder of data; name it",
            )
        )


def folders_named(named: Sequence[Path] | None, called: str = "") -> tuple[Path, ...]:
    """Return the folders that are `named`; `*` is filled in where the shell has not.

    `called` begins the message of the WrongCallError where it names none, or too many.
    """
    found: dict[Path, None] = {}
    for each in named or ():
        if os.path.lexists(each) or not glob.has_magic(str(each)):
            found[each] = None
            continue
        start = Path(each.anchor)
        pattern = str(each.relative_to(start))
        try:
            inside = [path for path in sorted(start.glob(pattern)) if path.name[:1] != "."]
        except ValueError:  # as for `**x`
            inside = []
        if not inside:
            raise WrongCallError(
                Bilingual(
                    f"{called}không có thư mục nào có tên dạng {each.as_posix()}",
                    f"{called}no folder is called like {each.as_posix()}",
                )
            )
        found |= dict.fromkeys(inside)
    if len(found) > MOST_FILES:
        raise WrongCallError(
            Bilingual(
                f"{called}hơn {MOST_FILES} thư mục", f"{called}more than {MOST_FILES} folders"
            )
        )
    return tuple(found)


def check_year(text: str) -> None:
    """Raise WrongCallError where `text` is no year that data can be of, in four digits."""
    is_number = text.isascii() and text.isdigit() and len(text) == len(str(LAST_YEAR))
    if not is_number or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise WrongCallError(
            Bilingual(
                f"{text} không phải là một năm; viết bốn chữ số, ví dụ 2022",
                f"{text} is not a year; write four digits, such as 2022",
            )
        )
