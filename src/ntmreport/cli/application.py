"""The command line as an application of Typer, in the user's language."""

# No postponed annotations here: Typer reads the options' annotations, which speak two languages.
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

import ntmreport
from ntmreport.cli.commands.asking import add_asking
from ntmreport.cli.commands.beginning import add_beginning
from ntmreport.cli.commands.building import add_building
from ntmreport.cli.commands.checking import add_checking
from ntmreport.cli.commands.command_line import CommandLine
from ntmreport.cli.commands.comparing import add_comparing
from ntmreport.cli.commands.reference import add_reference
from ntmreport.cli.commands.starting import add_starting
from ntmreport.cli.outcome import TROUBLE, USAGE, UsageMistakeError
from ntmreport.cli.standard_streams import end_streams
from ntmreport.cli.terminal import print_lines
from ntmreport.cli.words import (
    chosen_language,
    command_classes,
    options_metavar,
    subcommand_metavar,
    usage_message,
)
from ntmreport.language import Bilingual, Language
from ntmreport.locale import speak
from ntmreport.trouble import Trouble, reason

_COMMANDS = (
    add_building,
    add_checking,
    add_asking,
    add_comparing,
    add_beginning,
    add_starting,
    add_reference,
)
"""What adds the commands, in the order in which the help lists them."""


def call(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit code."""
    language, rest, mistake = chosen_language(arguments)
    speak(language)
    try:
        if mistake is not None:
            raise UsageMistakeError(mistake)
        # Called with nothing, it says what it can do.
        code = _application(language)(
            rest or ["--help"], prog_name="ntmreport", standalone_mode=False
        )
        sys.stdout.flush()
    except UsageMistakeError as error:
        return _wrong_call(error.message, language)
    except typer.TyperException as error:
        return _wrong_call(usage_message(error), language)
    except typer.Abort:
        return TROUBLE
    except Trouble as trouble:
        print_lines(trouble.message.text(language), file=sys.stderr)
        return TROUBLE
    except SystemExit as error:
        # As Typer ends where nobody reads standard output any more, with a code of its own.
        raise error.__context__ or error from None
    except BrokenPipeError:
        raise
    except OSError as error:
        return _machine_trouble(error, language)
    return code if isinstance(code, int) else 0


def _machine_trouble(error: OSError, language: Language) -> int:
    """Say what the system refused where no part of the program could say more."""
    about = error.filename or Bilingual("đầu ra chuẩn", "standard output").text(language)
    message = f"{about}: {reason(error).text(language)}"
    with suppress(OSError):
        print_lines(message, file=sys.stderr)
    end_streams()
    return TROUBLE


def _wrong_call(message: Bilingual, language: Language) -> int:
    more = Bilingual("xem cách dùng: ntmreport --help", "for help: ntmreport --help")
    print_lines(message.text(language), more.text(language), file=sys.stderr)
    return USAGE


def _application(language: Language) -> typer.Typer:
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
    line = CommandLine(app, command_class, language)
    _add_options(line)
    for add in _COMMANDS:
        add(line)
    return app


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
                "--version",
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
