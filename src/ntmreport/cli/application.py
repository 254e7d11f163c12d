"""The command line as an application of Typer, in the user's language."""

# No postponed annotations here: Typer reads the options' annotations, which speak two languages.
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated

import typer

import ntmreport
from ntmreport.cli.bilingual_help import (
    command_classes,
    options_metavar,
    subcommand_metavar,
    usage_message,
)
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, with_each_commune
from ntmreport.cli.terminal import end_streams, print_lines, progress
from ntmreport.language import Bilingual, Language
from ntmreport.locale import speak, user_language
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from concurrent.futures import Executor

COMMANDS = (
    "build",
    "validate",
    "acknowledge",
    "figures",
    "explain",
    "review",
    "diff",
    "init",
    "import",
    "new",
    "status",
    "upgrade",
    "gather",
    "sheets",
    "collect",
    "reconcile",
    "audit",
    "desk",
    "lsp",
    "rule",
    "schema",
)
"""The commands in the order in which the help lists them, each the name of its module."""

_VERSION = "--version"


def call(arguments: Sequence[str], executor: "Executor | None" = None) -> int:
    """Run the command that `arguments` name and return its exit code.

    `executor` takes the work on many folders; without it, processes of this machine do.
    """
    language, rest, wrong = _chosen_language(arguments)
    is_chosen = len(rest) < len(arguments)
    rest = with_each_commune(rest)
    speak(language)
    try:
        if wrong is not None:
            raise WrongCallError(wrong)
        with progress(Bilingual("đang xử lý…", "working…"), language):
            # Called with nothing, it says what it can do.
            code = _application(language, rest, executor, is_language_chosen=is_chosen)(
                rest or ["--help"], prog_name="ntmreport", standalone_mode=False
            )
        sys.stdout.flush()
    except WrongCallError as error:
        return _wrong_call(error.message, language)
    except typer.TyperException as error:
        return _wrong_call(usage_message(error), language)
    except typer.Abort:
        return ExitCode.TROUBLE
    except Trouble as trouble:
        print_lines(trouble.message.text(language), file=sys.stderr)
        return ExitCode.TROUBLE
    except SystemExit as error:
        # As Typer ends where nobody reads standard output any more, with a code of its own.
        raise error.__context__ or error from None
    except BrokenPipeError:
        raise
    except OSError as error:
        return _machine_trouble(error, language)
    return code if isinstance(code, int) else ExitCode.DONE


def _chosen_language(arguments: Sequence[str]) -> tuple[Language, list[str], Bilingual | None]:
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
                wrong = Bilingual("--lang cần “vi” hoặc “en”", "--lang takes `vi` or `en`")
                return language, rest, wrong
            language = Language(value)
    return language, rest, None


def _machine_trouble(error: OSError, language: Language) -> int:
    """Say what the system refused where no part of the program could say more."""
    about = error.filename or Bilingual("đầu ra chuẩn", "standard output").text(language)
    message = f"{about}: {reason(error).text(language)}"
    with suppress(OSError):
        print_lines(message, file=sys.stderr)
    end_streams()
    return ExitCode.TROUBLE


def _wrong_call(message: Bilingual, language: Language) -> int:
    more = Bilingual("xem cách dùng: ntmreport --help", "for help: ntmreport --help")
    print_lines(message.text(language), more.text(language), file=sys.stderr)
    return ExitCode.WRONG_CALL


def _application(
    language: Language,
    arguments: Sequence[str],
    executor: "Executor | None",
    *,
    is_language_chosen: bool,
) -> typer.Typer:
    """Return the application with the commands that `arguments` are about."""
    about = Bilingual(
        "Biên dịch dữ liệu của một năm thành báo cáo Chương trình MTQG xây dựng nông thôn mới.",
        "Compile one year's data into the report on the New Rural Development programme.",
    )
    command_class, group_class = command_classes(language)
    app = typer.Typer(
        cls=group_class,
        add_completion=True,
        help=about.text(language),
        options_metavar=options_metavar(language),
        subcommand_metavar=subcommand_metavar(language),
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    line = CommandLine(app, command_class, language, executor, is_language_chosen)
    _add_options(line)
    for name in _commands_for(arguments):
        import_module(module_of(name)).add(line)
    return app


def module_of(command: str) -> str:
    """Return the name of the module that has a command: a word of Python has a line behind it."""
    return f"ntmreport.cli.{command}{'_' if iskeyword(command) else ''}"


def _commands_for(arguments: Sequence[str]) -> Sequence[str]:
    """Return the command that is called, none for the version, and all for help and completion."""
    first = arguments[0] if arguments else ""
    if first == _VERSION:
        return ()
    return (first,) if first in COMMANDS else COMMANDS


def _add_options(line: CommandLine) -> None:
    """Add the options that stand before any command."""

    def show_version(wanted: bool) -> None:
        if wanted:
            print_lines(f"ntmreport {ntmreport.__version__}")
            raise typer.Exit

    @line.app.callback()
    def options(
        version: Annotated[
            bool,
            typer.Option(
                _VERSION,
                callback=show_version,
                is_eager=True,
                help=line.say("In phiên bản rồi thoát.", "Show the version and exit."),
            ),
        ] = False,
        lang: Annotated[
            Language,
            line.option(
                "--lang",
                "Ngôn ngữ của thông báo, đặt được ở bất cứ đâu trong lệnh.",
                "The language of messages; can stand anywhere in the command.",
            ),
        ] = line.language,
    ) -> None:
        del version, lang  # shown here; read before this application is made
