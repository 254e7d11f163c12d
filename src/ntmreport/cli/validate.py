"""`validate`: print all that is wrong with data and templates, and mend it with --fix."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import datetime
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from ntmreport.cli.diagnostic_printing import compiler_for
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import (
    CommandLine,
    folders_named,
    folders_of_communes,
    one_folder_for_communes,
)
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
        watch: Annotated[bool, line.watch()] = False,
        jobs: Annotated[int | None, line.jobs()] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_named(data)
        below = folders_of_communes(communes)
        if len(folders) != 1:
            one_folder_for_communes(below)
        if watch and fix:
            raise WrongCallError(
                Bilingual(
                    "--watch và --fix không đi cùng nhau", "--watch and --fix exclude each other"
                )
            )

        def run() -> int:
            every = dict.fromkeys(folders) if folders else _every_period()
            today = datetime.date.today()
            tasks = [Validating(folder, templates, below, today, watch) for folder in every]
            if fix:
                _fix(tasks)
            found = _validate_each(tasks, jobs, line)
            is_whole = len(found) == len(tasks)
            result = _result(found, is_strict=strict, shows_acknowledged=show_acknowledged)
            is_on_github = os.environ.get("GITHUB_ACTIONS") == "true"
            kind = format_ or (ValidateFormat.GITHUB if is_on_github else ValidateFormat.TEXT)
            print_text(kind.write(result, line.language))
            return ExitCode.DONE if result.is_valid and is_whole else ExitCode.ERRORS

        if not watch:
            return run()
        from ntmreport.cli.watching import watched

        return watched(run, folders or _every_period(), templates, below, line.language)


class Validating(Struct, frozen=True):
    """The folder `data` that is to be validated."""

    data: Path
    templates: Path | None
    communes: tuple[Path, ...]
    today: datetime.date
    is_watched: bool = False


class Validated(Struct, frozen=True):
    """The diagnostics of a folder, with the texts of the files that they are about.

    `acknowledged` has the reasons; `files` are the names of all files that were checked.
    """

    diagnostics: tuple["Diagnostic", ...]
    acknowledged: tuple[tuple["Diagnostic", str], ...]
    texts: Mapping[str, str]
    files: tuple[str, ...]


def _fix(tasks: Sequence[Validating]) -> None:
    """Write what certain hints say, and print the unified diff."""
    from ntmreport.fixes import fix

    for task in tasks:
        diff = fix(task.data, task.templates, task.today).unified_diff()
        print_text(diff, file=sys.stderr)


def _validate_each(
    tasks: Sequence[Validating], jobs: int | None, line: CommandLine
) -> list[Validated]:
    """Return what was found in each folder; of several, one that cannot be read stops no other."""
    if len(tasks) == 1:
        folder = tasks[0].data
        waiting = Bilingual(f"đang kiểm tra {folder}…", f"checking {folder}…")
        with progress(waiting, line.language):
            return [_validate(tasks[0])]
    from ntmreport.cli.many_folders import each_done

    message = Bilingual("đang kiểm tra", "checking")
    done = each_done(_validate, tasks, message, line.language, jobs, line.executor)
    return [found for _, found in done if found is not None]


def _validate(task: Validating) -> Validated:
    """Return all that is wrong with the period in a folder."""
    from ntmreport.validation import merged, validate

    compiler = compiler_for(task.templates, task.communes, is_watched=task.is_watched)
    each_form = [compiled for _, compiled in compiler.compile_each(task.data)]
    found = merged([validate(compiled, task.data, task.today) for compiled in each_form])
    acknowledged = tuple((each, entry.reason.value) for each, entry in found.acknowledged)
    about = {
        span.file
        for each in (*found.diagnostics, *(each for each, _ in acknowledged))
        for span in (each.span, *(related.span for related in each.related))
    }
    texts = {file: text for file, text in found.texts.items() if file in about}
    files = dict.fromkeys(file for compiled in each_form for file in compiled.texts)
    return Validated(found.diagnostics, acknowledged, texts, tuple(files))


def _result(found: Sequence[Validated], *, is_strict: bool, shows_acknowledged: bool) -> "Result":
    """Return what was found in all folders; those that share a form share its diagnostics."""
    from ntmreport.reporters import Result

    return Result(
        tuple(dict.fromkeys(each for one in found for each in one.diagnostics)),
        tuple(each for one in found for each in one.acknowledged),
        {file: text for one in found for file, text in one.texts.items()},
        tuple(dict.fromkeys(file for one in found for file in one.files)),
        is_strict=is_strict,
        shows_acknowledged=shows_acknowledged,
    )


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
