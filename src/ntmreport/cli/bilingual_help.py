"""The help, the completion and the wrong calls, of which Typer speaks: in the user's language."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stdout
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

from typer import Exit
from typer.core import TyperCommand, TyperGroup

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.cli.terminal import print_lines, print_text
from ntmreport.language import Bilingual, Language
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typer import TyperException

_USAGE = Bilingual("Cách dùng:", "Usage:")
_SHOW_HELP = Bilingual("Hiện cách dùng rồi thoát.", "Show this message and exit.")
_VALUES = {
    "path": Bilingual("tệp, thư mục", "path"),
    "int": Bilingual("số", "number"),
    "str": Bilingual("chữ", "text"),
}
"""Words of the help for a value, by Typer's name for its type."""
_ARGUMENTS = {
    "code": "mã lỗi",
    "data": "thư mục dữ liệu",
    "folder": "tên thư mục",
    "other": "thư mục thứ hai",
    "what": "điều cần hỏi",
    "target": "năm hoặc thư mục mới",
}
"""Vietnamese names of arguments, which nobody types."""

_COMPLETION = {
    "install_completion": Bilingual(
        "Cài việc gõ tắt lệnh bằng phím Tab cho cửa sổ lệnh này.",
        "Install completion by the Tab key for this shell.",
    ),
    "show_completion": Bilingual(
        "In đoạn lệnh để tự cài việc gõ tắt.", "Show the script of the completion."
    ),
}
"""Help of Typer's own options, by their name."""

_INSTALLED = Bilingual(
    "đã cài việc gõ tắt lệnh bằng phím Tab; đóng rồi mở lại cửa sổ lệnh là dùng được",
    "completion by the Tab key is installed; close the shell and open it again",
)
_NO_COMPLETION = Bilingual(
    "cửa sổ lệnh này không gõ tắt được; dùng bash, zsh, fish hoặc PowerShell",
    "this shell has no completion; use bash, zsh, fish or PowerShell",
)

_LANGUAGE = "lang"
_MOST_DIGITS = 10
_EXTRA = lazy_pattern(r"unexpected extra argument.*\((.*)\)")
_QUOTED = lazy_pattern(r"'([^']*)'")


def command_classes(language: Language) -> tuple[type[TyperCommand], type[TyperGroup]]:
    """Return the kinds of command and of group whose help is in `language` throughout."""

    class Spoken:
        def get_usage(self, ctx: Any) -> str:
            usage: str = super().get_usage(ctx)  # type: ignore[misc] # that of the class beside it
            return usage.replace(_USAGE.en, _USAGE.text(language), 1)

        def get_help_option(self, ctx: Any) -> Any:
            option = super().get_help_option(ctx)  # type: ignore[misc] # likewise
            if option is not None:
                option.help = _SHOW_HELP.text(language)
            return option

        def get_params(self, ctx: Any) -> list[Any]:
            parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc] # likewise
            for parameter in parameters:
                _name_value(parameter, language)
                if getattr(parameter, "is_flag", False) or parameter.name == _LANGUAGE:
                    parameter.process_value = partial(_unconverted, parameter)
                elif parameter.callback is None:
                    parameter.process_value = partial(_converted, parameter)
                if parameter.name in _COMPLETION:
                    _say_completion(parameter, language)
            return parameters

    class Command(Spoken, TyperCommand):
        pass

    class Group(Spoken, TyperGroup):
        pass

    return Command, Group


def _name_value(parameter: Any, language: Language) -> None:
    """Have the help say in words what a parameter takes, and nothing of one that takes no value."""
    description = parameter.type_descriptor
    if getattr(parameter, "is_flag", False):
        parameter.display_type_rich = lambda ctx: None  # noqa: ARG005 - as Typer calls it
    elif not description.is_choice:
        kind = "path" if description.is_path else parameter.bare_type()
        word = next((word for name, word in _VALUES.items() if name in kind.lower()), None)
        if word is not None:
            parameter.display_type = lambda ctx: f"<{word.text(language)}>"  # noqa: ARG005 - likewise


def _unconverted(parameter: Any, ctx: Any, value: Any) -> Any:
    """Return the value of a flag, or of what is read before Typer: it needs no pydantic."""
    return value if parameter.callback is None else parameter.callback(ctx, parameter, value)


def _converted(parameter: Any, ctx: Any, value: Any) -> Any:
    """Return what an option or argument was given, as its annotation says.

    What cannot be converted, or is missing, Typer tells: its own way of converting loads pydantic,
    which takes longer than many a command.
    """
    kind = parameter.type_descriptor.annotation
    is_list = get_origin(kind) is list
    if value is None and not parameter.required:
        return () if is_list else None
    try:
        if is_list and value is not None:
            return [_plain_value(parameter, each, *get_args(kind)) for each in value]
        return _plain_value(parameter, value, str if is_list else kind)
    except ValueError:
        return type(parameter).process_value(parameter, ctx, value)


def _plain_value(parameter: Any, value: object, kind: Any) -> object:
    """Return a path, a choice, a number or a text; raise ValueError where it is not plain."""
    if isinstance(value, kind) and kind is not str:
        return value  # what was not given, and so is what the command takes without it
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    if kind is str:
        return value
    if kind is Path and (os.access(value or ".", os.R_OK) or not os.path.lexists(value)):
        return Path(value)
    if issubclass(kind, StrEnum):
        return kind(value)
    least = parameter.type_descriptor.parameter_info.min
    is_number = kind is int and value.isascii() and value.isdigit() and len(value) < _MOST_DIGITS
    if is_number and (least is None or int(value) >= least):
        return int(value)
    raise ValueError(value)


def _say_completion(parameter: Any, language: Language) -> None:
    """Have one of Typer's options about completion speak the language."""
    parameter.help = _COMPLETION[parameter.name].text(language)
    if not isinstance(parameter.callback, partial):
        parameter.callback = partial(_complete, parameter.callback, language)


def _complete(callback: Callable[..., Any], language: Language, *given: Any) -> Any:
    """Call Typer's own `callback` and say in the language what it has done."""
    context, parameter, is_wanted = given
    if not is_wanted or context.resilient_parsing:
        return is_wanted
    said = io.StringIO()
    code: object = 0
    try:
        with redirect_stdout(said):
            callback(*given)
    except SystemExit as ended:
        code = ended.code
    except Exit as ended:
        code = ended.exit_code
    if code:
        raise WrongCallError(_NO_COMPLETION)
    if parameter.name == "install_completion":
        print_lines(_INSTALLED.text(language))
    else:
        print_text(said.getvalue())
    raise Exit


def options_metavar(language: Language) -> str:
    """Return what stands for all options in the line that says how to call."""
    return Bilingual("[TÙY CHỌN]", "[OPTIONS]").text(language)


def subcommand_metavar(language: Language) -> str:
    """Return what stands for a command and its arguments in that line."""
    return Bilingual("LỆNH [THAM SỐ]...", "COMMAND [ARGS]...").text(language)


def usage_message(error: TyperException) -> Bilingual:
    """Return what is wrong with the call; Typer says it in English only."""
    english = error.format_message()
    name = getattr(error, "option_name", "")
    return Bilingual(_in_vietnamese(error, english, name), english)


def _in_vietnamese(error: TyperException, english: str, name: str) -> str:
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            return f"không có tùy chọn {name}{_meant(getattr(error, 'possibilities', None))}"
        case "MissingParameter" if parameter is not None:
            return f"thiếu {_called(parameter)}"
        case "BadParameter" if parameter is not None:
            return f"{_called(parameter)} có giá trị không dùng được{_possible(parameter)}"
        case "BadOptionUsage" if "not take" in english:
            return f"tùy chọn {name} không nhận giá trị"
        case "BadOptionUsage":
            return f"tùy chọn {name} cần một giá trị đi kèm"
        case "UsageError" if extra := _EXTRA.search(english):
            return f"lệnh viết sai: thừa “{extra[1]}”"
        case _:
            # What there is of it in Vietnamese comes from the catalogue; a guess follows it.
            said, _, guess = english.partition(" Did you mean ")
            return f"lệnh viết sai: {said.rstrip('.')}{_meant(_QUOTED.findall(guess))}"


def _meant(near: Sequence[str] | None) -> str:
    return f"; có phải {', '.join(near)}?" if near else ""


def _called(parameter: Any) -> str:
    """Return what an option is called, or what an argument is."""
    name = str(parameter.opts[0])
    return _ARGUMENTS.get(name, name)


def _possible(parameter: Any) -> str:
    choices = parameter.type_descriptor.choices
    if choices:
        return f"; chọn một trong: {', '.join(map(str, choices))}"
    return "; viết bằng chữ số" if parameter.bare_type().startswith("int") else ""
