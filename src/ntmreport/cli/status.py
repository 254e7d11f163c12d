"""`status`: show how far a year's data is filled in, and what stops its report."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import chosen_forms, print_no_report
from ntmreport.cli.exit_codes import ExitCode
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.cli.output_format import OutputFormat
from ntmreport.cli.terminal import print_text, reader_width
from ntmreport.language import Language

if TYPE_CHECKING:
    from ntmreport.completeness import Status


def _table(status: "Status", language: Language) -> str:
    from ntmreport.completeness import as_table

    return as_table(status, language, reader_width())


def _json(status: "Status", language: Language) -> str:
    from ntmreport.completeness import as_json

    return as_json(status, language)


def _markdown(status: "Status", language: Language) -> str:
    from ntmreport.completeness import as_markdown

    return as_markdown(status, language)


class StatusFormat(OutputFormat):
    """The formats of the state of a year."""

    write: Callable[["Status", Language], str]

    TABLE = "table", _table
    JSON = "json", _json
    MARKDOWN = "markdown", _markdown


def add(line: CommandLine) -> None:
    """Add the command `status`."""

    @line.command(
        "Cho biết dữ liệu của năm đã điền đến đâu, còn thiếu gì, lập được báo cáo chưa.",
        "Say how far a year's data is filled in, what is missing, what stops its report.",
    )
    def status(
        data: Annotated[Path, line.data()],
        format_: Annotated[
            StatusFormat,
            line.option("--format", "Dạng kết quả.", "How to show it."),
        ] = StatusFormat.TABLE,
        form: Annotated[str | None, line.form()] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_of_communes(communes)
        return _show(data, format_, form, folders, templates, line.language)


def _show(
    data: Path,
    format_: StatusFormat,
    form: str | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
) -> int:
    """Show how far the year in `data` is filled in, and what stops its report."""
    from ntmreport.completeness import merged_status, status_of_year

    found = {
        name: (compiled, status)
        for name, compiled, status in status_of_year(data, communes, templates)
    }
    chosen = chosen_forms([(name, compiled) for name, (compiled, _) in found.items()], form)
    compiled = chosen[0][1]
    status = merged_status([found[name][1] for name, _ in chosen])
    if format_ is StatusFormat.TABLE and not compiled.texts:
        # No year is there: what its files lack is not the point.
        return print_no_report(compiled, compiled.diagnostics, language)
    print_text(format_.write(status, language))
    return ExitCode.DONE if status.can_be_built else ExitCode.ERRORS
