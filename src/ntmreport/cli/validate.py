"""`validate`: print all that is wrong with data and templates, and mend it with --fix."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import COMMUNES_OPTION, CommandLine, folders_of_communes
from ntmreport.cli.output_format import OutputFormat
from ntmreport.cli.terminal import is_coloured, print_text, progress, terminal_width
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.reporters import Result


def _text(result: "Result", language: Language) -> str:
    from ntmreport.reporters.diagnostic_text import report

    return report(result, language, colour=is_coloured(), width=terminal_width())


def _json(result: "Result", language: Language) -> str:
    from ntmreport.reporters.diagnostic_json import report

    return report(result, language)


def _github(result: "Result", language: Language) -> str:
    from ntmreport.reporters.github import report

    return report(result, language)


def _gitlab(result: "Result", language: Language) -> str:
    from ntmreport.reporters.gitlab import report

    return report(result, language)


def _sarif(result: "Result", language: Language) -> str:
    from ntmreport.reporters.sarif import report

    return report(result, language)


def _junit(result: "Result", language: Language) -> str:
    from ntmreport.reporters.junit import report

    return report(result, language)


class ValidateFormat(OutputFormat):
    """The formats of a validation: text for people, the others as their readers publish."""

    write: Callable[["Result", Language], str]

    TEXT = "text", _text
    JSON = "json", _json
    GITHUB = "github", _github
    GITLAB = "gitlab", _gitlab
    SARIF = "sarif", _sarif
    JUNIT = "junit", _junit


def add(line: CommandLine) -> None:
    """Add the command `validate`."""

    @line.command(
        "Kiểm tra dữ liệu và mẫu: cách viết, phép tính, sự thống nhất, chính tả, thể thức.",
        "Check data and templates: spelling, arithmetic, agreement, wording, layout.",
    )
    def validate(
        data: Annotated[
            list[Path] | None,
            line.argument(
                "Thư mục dữ liệu; không nêu thì là mọi thư mục có report.yaml trong data/.",
                "Folders of data; without any, all under data/ that have a report.yaml.",
            ),
        ] = None,
        format_: Annotated[
            ValidateFormat | None,
            line.option(
                "--format",
                "Dạng kết quả; không nêu thì là text, trong GitHub Actions là github.",
                "How to report; without it, text, and github inside GitHub Actions.",
            ),
        ] = None,
        strict: Annotated[
            bool,
            line.option("--strict", "Coi cảnh báo là lỗi.", "Take warnings for errors."),
        ] = False,
        show_acknowledged: Annotated[
            bool,
            line.option(
                "--show-acknowledged",
                "Liệt kê cả những cảnh báo đã được chấp nhận.",
                "List the warnings that are acknowledged, too.",
            ),
        ] = False,
        fix: Annotated[
            bool,
            line.option(
                "--fix",
                "Sửa những chỗ chỉ có một cách sửa và in ra phần đã sửa.",
                "Mend what can be mended in one way only, and show what has changed.",
            ),
        ] = False,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_of_communes(communes)
        if folders and len(data or ()) != 1:
            raise WrongCallError(
                Bilingual(
                    f"{COMMUNES_OPTION} dùng cho một thư mục dữ liệu; nêu thư mục đó",
                    f"{COMMUNES_OPTION} goes with one folder of data; name it",
                )
            )
        return _validate(
            data or [], format_, folders, templates, line.language, strict, show_acknowledged, fix
        )


def _validate(
    folders: Sequence[Path],
    wanted: ValidateFormat | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
    strict: bool,
    show_acknowledged: bool,
    fix: bool,
) -> int:
    """Print all that is wrong with the periods in `folders`, or with all under data/.

    With `fix`, what certain hints say is written first, and the unified diff is printed.
    """
    import datetime

    from ntmreport.pipeline import Compiler
    from ntmreport.reporters import Result
    from ntmreport.validation import merged, validate

    compiler = Compiler(templates, communes)
    diagnostics: list[Diagnostic] = []
    acknowledged: list[tuple[Diagnostic, str]] = []
    texts: dict[str, str] = {}
    files: dict[str, None] = {}
    today = datetime.date.today()
    every = list(dict.fromkeys(folders)) or _every_period()
    for number, folder in enumerate(every, start=1):
        if fix:
            from ntmreport.fixes import fix as fix_year

            print_text(fix_year(folder, templates, today).unified_diff(), file=sys.stderr)
        count = f"{number}/{len(every)}"
        waiting = Bilingual(f"đang kiểm tra {folder} ({count})…", f"checking {folder} ({count})…")
        with progress(waiting, language):
            each_form = [compiled for _, compiled in compiler.compile_each(folder)]
            found = merged([validate(compiled, folder, today) for compiled in each_form])
        diagnostics += found.diagnostics
        acknowledged += [(each, entry.reason.value) for each, entry in found.acknowledged]
        texts |= found.texts
        files |= dict.fromkeys(text for compiled in each_form for text in compiled.texts)
    result = Result(
        # Years that share a form share its diagnostics.
        tuple(dict.fromkeys(diagnostics)),
        tuple(acknowledged),
        texts,
        tuple(files),
        is_strict=strict,
        shows_acknowledged=show_acknowledged,
    )
    is_on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    kind = wanted or (ValidateFormat.GITHUB if is_on_github else ValidateFormat.TEXT)
    print_text(kind.write(result, language))
    return ExitCode.DONE if result.is_valid else ExitCode.ERRORS


def _every_period() -> list[Path]:
    """Return the folders of data under data/ of the folder the user stands in.

    A folder with a report.yaml is one, and one that is named for a year.
    """
    data = Path("data")
    marked = {path.parent for path in data.glob("*/report.yaml")}
    named = {path for path in data.glob("[0-9][0-9][0-9][0-9]") if path.is_dir()}
    found = sorted(marked | named)
    if not found:
        raise WrongCallError(
            Bilingual(
                "không có kỳ báo cáo nào trong data/; nêu thư mục dữ liệu cần kiểm tra",
                "there is no period under data/; name the folder of data to check",
            )
        )
    return found
