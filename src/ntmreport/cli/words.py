"""What Typer says by itself, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from ntmreport.language import Bilingual, Language
from ntmreport.locale import user_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer import TyperException

_USAGE = Bilingual("Cách dùng:", "Usage:")
_SHOW_HELP = Bilingual("Hiện cách dùng rồi thoát.", "Show this message and exit.")


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

    class Command(Spoken, TyperCommand):
        pass

    class Group(Spoken, TyperGroup):
        pass

    return Command, Group


def options_metavar(language: Language) -> str:
    """Return what stands for all options in the line that says how to call."""
    return Bilingual("[TÙY CHỌN]", "[OPTIONS]").text(language)


def subcommand_metavar(language: Language) -> str:
    """Return what stands for a command and its arguments in that line."""
    return Bilingual("LỆNH [THAM SỐ]...", "COMMAND [ARGS]...").text(language)


def chosen_language(arguments: Sequence[str]) -> tuple[Language, list[str], Bilingual | None]:
    """Take `--lang` out of the arguments, wherever it stands: the help is made in that language.

    Return the language, the other arguments, and what is wrong with the choice if anything is.
    """
    language = user_language()
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *remaining]
        elif name != "--lang":
            rest.append(argument)
        else:
            value = value if equals else next(remaining, "")
            if value not in set(Language):
                mistake = Bilingual("--lang cần “vi” hoặc “en”", "--lang takes `vi` or `en`")
                return language, rest, mistake
            language = Language(value)
    return language, rest, None


def usage_message(error: TyperException) -> Bilingual:
    """Return what is wrong with the call; Typer says it in English only."""
    english = error.format_message()
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            name = getattr(error, "option_name", "")
            near = ", ".join(getattr(error, "possibilities", None) or ())
            meant = f"; có phải {near}?" if near else ""
            return Bilingual(f"không có tùy chọn {name}{meant}", english)
        case "MissingParameter" if parameter is not None:
            return Bilingual(f"thiếu {parameter.name}", english)
        case "BadParameter" if parameter is not None:
            return Bilingual(f"{parameter.opts[0]} có giá trị không dùng được", english)
        case _:
            return Bilingual(f"lệnh viết sai: {english}", english)
