"""`figures`: list all figures of a year, or count what the report prints besides."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import compiled_forms, reports_of
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.cli.output_format import OutputFormat, chosen_format
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.document import Document
    from ntmreport.lineage import Entry
    from ntmreport.lineage.earlier_periods import FiguresBefore

    _Before = FiguresBefore | None
    """The figures of the period before, where there is one."""

    _Documents = Sequence[Document]
    """The reports that print the figures."""


def _table(
    entries: "Sequence[Entry]", before: "_Before", language: Language, documents: "_Documents"
) -> str:
    from ntmreport.lineage.figure_list import table

    del before, documents  # which a terminal has no room for
    return table(entries, language)


def _csv(
    entries: "Sequence[Entry]", before: "_Before", language: Language, documents: "_Documents"
) -> str:
    from ntmreport.lineage.figure_list import as_csv

    del documents  # a file of one table has no room for others
    return as_csv(entries, before, language)


def _json(
    entries: "Sequence[Entry]", before: "_Before", language: Language, documents: "_Documents"
) -> str:
    from ntmreport.lineage.figure_list import as_json

    del before, language, documents  # a program asks for the other year itself, and reads no words
    return as_json(entries)


def _xlsx(
    entries: "Sequence[Entry]", before: "_Before", language: Language, documents: "_Documents"
) -> bytes:
    from ntmreport.lineage.figure_list import as_workbook

    return as_workbook(entries, before, language, documents)


class FiguresFormat(OutputFormat):
    """The formats of the list of figures."""

    write: Callable[["Sequence[Entry]", "_Before", Language, "_Documents"], str | bytes]

    TABLE = "table", _table, ".txt"
    CSV = "csv", _csv, ".csv"
    JSON = "json", _json, ".json"
    XLSX = "xlsx", _xlsx, ".xlsx"


def add(line: CommandLine) -> None:
    """Add the command `figures`."""

    @line.command(
        "Liệt kê mọi số liệu của năm: giá trị, công thức, tệp và dòng, chỗ in trong báo cáo.",
        "List every figure of the year: value, formula, file and line, where it is printed.",
    )
    def figures(
        data: Annotated[Path, line.data()],
        format_: Annotated[
            FiguresFormat | None,
            line.option(
                "--format",
                "Dạng danh sách; không nêu thì theo đuôi của tệp kết quả, hoặc table.",
                "The kind of list; without it, by the output's ending, or table.",
            ),
        ] = None,
        output: Annotated[Path | None, line.output()] = None,
        unused: Annotated[
            bool,
            line.option(
                "--unused",
                "Chỉ những số liệu mà báo cáo không dùng.",
                "Only figures not used.",
            ),
        ] = False,
        coverage: Annotated[
            bool,
            line.option(
                "--coverage",
                "Đếm các số trong báo cáo: bao nhiêu là số liệu, bao nhiêu không rõ nguồn gốc.",
                "Count the report's numbers: how many are figures, how many are neither.",
            ),
        ] = False,
        form: Annotated[str | None, line.form()] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_of_communes(communes)
        if coverage:
            _refuse_beside_coverage(
                {"--format": format_, "--output": output, "--unused": unused or None}
            )
            return _count(data, form, folders, templates, line.language)
        return _list(data, format_, output, unused, form, folders, templates, line.language)


def _list(
    data: Path,
    wanted: FiguresFormat | None,
    output: Path | None,
    unused: bool,
    form: str | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
) -> int:
    """List the figures of the year in `data`, or those that the report makes no use of."""
    kind = chosen_format(FiguresFormat, output, wanted, FiguresFormat.TABLE)
    chosen = compiled_forms(data, form, communes, templates, language)
    if not chosen:
        return ExitCode.ERRORS
    from ntmreport.cli.output_path import folder_name, output_path
    from ntmreport.cli.output_writing import write_output, write_standard_output
    from ntmreport.lineage.earlier_periods import period_before
    from ntmreport.lineage.report_lineage import lineage_of_each, unused_entries

    entries: Sequence[Entry] = lineage_of_each(reports_of(chosen))
    documents = [document for _, _, document in reports_of(chosen)]
    if unused:
        entries, documents = unused_entries(entries), []
    declared = {key: node for _, compiled in chosen for key, node in compiled.declared.items()}
    before = period_before(reports_of(chosen)[0][1].report.period, data, declared)
    if output is None and kind is not FiguresFormat.XLSX:
        write_standard_output(kind.write(entries, before, language, documents), kind.ending)
        return ExitCode.DONE
    folder = folder_name(data)
    target = output_path(
        output, folder, f"so-lieu-{folder}{kind.ending}", [data], templates, communes
    )
    write_output(kind.write(entries, before, language, documents), target, kind.ending, language)
    return ExitCode.DONE


def _refuse_beside_coverage(options: Mapping[str, object]) -> None:
    """Raise WrongCallError for options of a list that a count makes no use of."""
    for name, value in options.items():
        if value is not None:
            raise WrongCallError(
                Bilingual(
                    f"--coverage chỉ in số đếm, không dùng cùng {name}",
                    f"--coverage prints a count only and takes no {name}",
                )
            )


def _count(
    data: Path,
    form: str | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
) -> int:
    """Count each report's numbers: figures, reviewed literals, and those that are neither."""
    chosen = compiled_forms(data, form, communes, templates, language)
    if not chosen:
        return ExitCode.ERRORS
    from ntmreport.lineage.printed_coverage import coverage, report

    unaccounted = 0
    for name, _, document in reports_of(chosen):
        counted = coverage(document)
        unaccounted += len(counted.unaccounted)
        print_lines(*([f"{name}:"] if len(chosen) > 1 else []), *report(counted, language))
    return ExitCode.ERRORS if unaccounted else ExitCode.DONE
