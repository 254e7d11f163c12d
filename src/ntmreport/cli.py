"""The command line: parses arguments, calls, prints, and sets the exit code. Nothing else."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import ntmreport
from ntmreport.language import Bilingual, Language
from ntmreport.locale import speak, user_language
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.pipeline import Compiled

MISTAKES, USAGE, TROUBLE = 1, 2, 3
"""Exit codes: mistakes in data or templates, a wrong call, trouble with the machine."""


class Format(StrEnum):
    """What a report can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


def main() -> NoReturn:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese, whatever code page a Windows console or a bare server has.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    language, rest, mistake = _language(arguments)
    speak(language)
    if mistake is not None:
        return _wrong_call(mistake, language)
    try:
        code = _application(language)(rest, prog_name="ntmreport", standalone_mode=False)
    except typer.TyperException as error:
        return _wrong_call(_usage_message(error), language)
    except typer.Abort:
        return TROUBLE
    except Trouble as trouble:
        print(trouble.message.text(language), file=sys.stderr)  # noqa: T201
        return TROUBLE
    return code if isinstance(code, int) else 0


def _application(language: Language) -> typer.Typer:
    def say(vi: str, en: str) -> str:
        return Bilingual(vi, en).text(language)

    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        help=say(
            "Biên dịch dữ liệu của một năm thành báo cáo Chương trình MTQG xây dựng nông thôn mới.",
            "Compile one year's data into the report on the New Rural Development programme.",
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )

    def show_version(wanted: bool) -> None:
        if wanted:
            print(f"ntmreport {ntmreport.__version__}")  # noqa: T201
            raise typer.Exit

    @app.callback()
    def options(
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                callback=show_version,
                is_eager=True,
                help=say("In phiên bản rồi thoát.", "Show the version and exit."),
            ),
        ] = False,
        lang: Annotated[
            Language,
            typer.Option(
                "--lang",
                help=say(
                    "Ngôn ngữ của thông báo, đặt được ở bất cứ đâu trong lệnh.",
                    "The language of messages; can stand anywhere in the command.",
                ),
            ),
        ] = language,
    ) -> None:
        del version, lang  # shown here; read before this application is made

    @app.command(
        help=say(
            "Lập báo cáo từ dữ liệu của một năm và in ra tên tệp.",
            "Build the report from one year's data and print the file's name.",
        )
    )
    def build(
        data: Annotated[
            Path,
            typer.Argument(
                help=say(
                    "Thư mục dữ liệu của năm, ví dụ data/2021.",
                    "The folder of the year's data, such as data/2021.",
                )
            ),
        ],
        output: Annotated[
            Path | None,
            typer.Option(
                "--output",
                "-o",
                help=say(
                    "Tệp hoặc thư mục kết quả; không nêu thì là build/NĂM/bao-cao-NĂM.docx.",
                    "File or folder to write; without it, build/YEAR/bao-cao-YEAR.docx.",
                ),
            ),
        ] = None,
        format_: Annotated[
            Format | None,
            typer.Option(
                "--format",
                help=say(
                    "Loại tệp; không nêu thì theo đuôi của tệp kết quả, hoặc docx.",
                    "Kind of file; without it, by the output's ending, or docx.",
                ),
            ),
        ] = None,
        templates: Annotated[
            Path | None,
            typer.Option(
                "--templates",
                help=say(
                    "Thư mục chứa các mẫu báo cáo; không nêu thì là templates/ cạnh data/.",
                    "The folder of forms; without it, templates/ beside data/.",
                ),
            ),
        ] = None,
    ) -> int:
        return _build(data, output, _format(output, format_), templates, language)

    @app.command(
        help=say(
            "Ghi các lược đồ JSON Schema của tệp dữ liệu để trình soạn thảo gợi ý và kiểm tra.",
            "Write the JSON Schemas with which editors complete and check data files.",
        )
    )
    def schema(
        output: Annotated[
            Path,
            typer.Option("--output", "-o", help=say("Thư mục kết quả.", "The folder to write to.")),
        ] = Path("schemas"),
    ) -> int:
        return _schema(output)

    return app


def _build(
    data: Path, output: Path | None, kind: Format, templates: Path | None, language: Language
) -> int:
    from ntmreport.pipeline import Compiler, rendered
    from ntmreport.render.output import write_atomically

    compiled = Compiler(templates).compile(data)
    content, diagnostics = rendered(compiled, kind.value)
    _print_diagnostics(compiled, diagnostics, language)
    if content is None or compiled.year is None:
        return MISTAKES
    name = f"bao-cao-{compiled.year.report.year}.{kind}"
    path = output or Path("build", str(compiled.year.report.year), name)
    if path.is_dir():
        path /= name
    write_atomically(path, content)
    print(path)  # noqa: T201
    return 0


def _schema(folder: Path) -> int:
    from ntmreport.render.output import write_atomically
    from ntmreport.schema import schemas

    for name, text in schemas().items():
        write_atomically(folder / name, text.encode())
        print(folder / name)  # noqa: T201
    return 0


def _print_diagnostics(
    compiled: "Compiled", diagnostics: "Sequence[Diagnostic]", language: Language
) -> None:
    if not diagnostics:
        return
    from ntmreport.console import report_lines, summary

    for line in report_lines(diagnostics, compiled.texts, language):
        print(line, file=sys.stderr)  # noqa: T201
    ending = summary(diagnostics).text(language)
    if any(diagnostic.is_error for diagnostic in diagnostics):
        stopped = Bilingual("chưa lập được báo cáo", "no report was built").text(language)
        ending = f"{ending}; {stopped}"
    print(ending, file=sys.stderr)  # noqa: T201


def _format(output: Path | None, wanted: Format | None) -> Format:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if wanted is None:
        return Format(ending) if ending in set(Format) else Format.DOCX
    if ending in set(Format) and ending != wanted:
        raise typer.BadParameter(f"{output}: --format {wanted}")
    return wanted


def _language(arguments: Sequence[str]) -> tuple[Language, list[str], Bilingual | None]:
    """Take `--lang` out of the arguments: the help itself is made in that language."""
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
                return (
                    language,
                    rest,
                    Bilingual("--lang cần “vi” hoặc “en”", "--lang takes `vi` or `en`"),
                )
            language = Language(value)
    return language, rest, None


def _usage_message(error: typer.TyperException) -> Bilingual:
    """Return what is wrong with the call; Typer says it in English only."""
    english = error.format_message()
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            name = getattr(error, "option_name", "")
            near = ", ".join(getattr(error, "possibilities", None) or ())
            return Bilingual(
                f"không có tùy chọn {name}" + (f"; có phải {near}?" if near else ""), english
            )
        case "MissingParameter" if parameter is not None:
            return Bilingual(f"thiếu {parameter.name}", english)
        case "BadParameter" if parameter is not None:
            return Bilingual(f"{parameter.opts[0]} có giá trị không dùng được", english)
        case _:
            return Bilingual(f"lệnh viết sai: {english}", english)


def _wrong_call(message: Bilingual, language: Language) -> int:
    more = Bilingual("xem cách dùng: ntmreport --help", "for help: ntmreport --help")
    print(message.text(language), file=sys.stderr)  # noqa: T201
    print(more.text(language), file=sys.stderr)  # noqa: T201
    return USAGE
