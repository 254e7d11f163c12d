"""`build`: write the reports of folders of data as Word files, PDFs, plain text or workbooks."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.cli.diagnostic_printing import chosen_forms, compiler_for, print_no_report
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import (
    CommandLine,
    folders_named,
    folders_of_communes,
    one_folder_for_communes,
)
from ntmreport.cli.output_format import OutputFormat, chosen_format
from ntmreport.cli.terminal import print_lines, progress
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.pipeline import Compiled
    from ntmreport.render.word_document import Additions
    from ntmreport.validation import Validation

    _Written = tuple[str | bytes | None, Sequence[Diagnostic]]
    """Content of the file, None where there is no report, and diagnostics of the layout."""


def _docx(compiled: "Compiled", additions: "Additions | None") -> "_Written":
    from ntmreport.pipeline import rendered

    return rendered(compiled, additions)


def _pdf(compiled: "Compiled", additions: "Additions | None") -> "_Written":
    from ntmreport.pipeline import rendered
    from ntmreport.render.pdf import convert_to_pdf

    content, diagnostics = rendered(compiled, additions)
    return (None if content is None else convert_to_pdf(content)), diagnostics


def _txt(compiled: "Compiled", additions: None) -> "_Written":
    from ntmreport.render.plain_text import render_text

    del additions  # which only a Word file has
    document = compiled.document
    return (None if document is None else render_text(document)), compiled.diagnostics


def _xlsx(compiled: "Compiled", additions: None) -> "_Written":
    from ntmreport.render.report_workbook import report_workbook

    del additions  # which only a Word file has
    document = compiled.document
    content = None if document is None else report_workbook(document)
    if document is not None and content is None:
        raise WrongCallError(
            Bilingual(
                "báo cáo không có bảng, biểu nào để ghi thành tệp Excel; danh sách số liệu: "
                "ntmreport figures --format xlsx",
                "the report has no table or annex to be written as a workbook; for a list of its "
                "figures: ntmreport figures --format xlsx",
            )
        )
    return content, compiled.diagnostics


class BuildFormat(OutputFormat):
    """The formats of a report."""

    write: Callable[["Compiled", "Additions | None"], "_Written"]

    DOCX = "docx", _docx, ".docx"
    PDF = "pdf", _pdf, ".pdf"
    TXT = "txt", _txt, ".txt"
    XLSX = "xlsx", _xlsx, ".xlsx"


class Building(Struct, frozen=True):
    """The order to build the report of the folder `data`; outputs bear its `name`."""

    data: Path
    name: str
    output: Path | None
    kind: BuildFormat
    annotate: bool
    embed_lineage: bool
    opens: bool
    form: str | None
    communes: tuple[Path, ...]
    templates: Path | None
    language: Language
    is_watched: bool


def add(line: CommandLine) -> None:
    """Add the command `build`."""

    @line.command(
        "Lập báo cáo từ dữ liệu của một năm và in ra tên tệp.",
        "Build the report from one year's data and print the file's name.",
    )
    def build(
        data: Annotated[
            list[Path],
            line.argument(
                "Thư mục dữ liệu của năm, ví dụ data/2021; nêu được nhiều thư mục.",
                "The folder of the year's data, such as data/2021; there can be several.",
            ),
        ],
        output: Annotated[
            Path | None,
            line.output(
                "Tệp hoặc thư mục kết quả; không nêu thì là build/TÊN/bao-cao-TÊN.docx, TÊN là tên "
                "thư mục dữ liệu.",
                "File or folder to write; without it, build/NAME/bao-cao-NAME.docx, NAME being "
                "the data folder's.",
            ),
        ] = None,
        format_: Annotated[
            BuildFormat | None,
            line.option(
                "--format",
                "Loại tệp; không nêu thì theo đuôi của tệp kết quả, hoặc docx.",
                "Kind of file; without it, by the output's ending, or docx.",
            ),
        ] = None,
        annotate: Annotated[
            bool,
            line.option(
                "--annotate",
                "Thêm chú thích vào từng số liệu: cách tính, tệp và dòng, cảnh báo.",
                "Comment on each figure: how it is computed, file and line, warnings.",
            ),
        ] = False,
        embed_lineage: Annotated[
            bool,
            line.option(
                "--embed-lineage",
                "Ghi nguồn gốc số liệu vào tệp Word, để `explain` trả lời chỉ từ tệp đó.",
                "Put the lineage into the Word file, so that `explain` answers from it alone.",
            ),
        ] = False,
        opens: Annotated[bool, line.opens()] = False,
        watch: Annotated[bool, line.watch()] = False,
        jobs: Annotated[int | None, line.jobs()] = None,
        form: Annotated[str | None, line.form()] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        kind = chosen_format(BuildFormat, output, format_, BuildFormat.DOCX)
        if kind is not BuildFormat.DOCX and (annotate or embed_lineage):
            raise WrongCallError(
                Bilingual(
                    "--annotate và --embed-lineage chỉ dùng cho tệp Word (.docx), "
                    f"không cho .{kind}",
                    f"--annotate and --embed-lineage are for Word files (.docx), not for .{kind}",
                )
            )
        from ntmreport.cli.output_path import (
            check_folder_of_many,
            different_folders,
            names_of_folders,
        )

        folders = different_folders(folders_named(data))
        below = folders_of_communes(communes)
        if len(folders) > 1:
            if opens:
                raise WrongCallError(
                    Bilingual(
                        "--open chỉ dùng với một thư mục dữ liệu",
                        "--open takes one folder of data",
                    )
                )
            one_folder_for_communes(below)
            check_folder_of_many(output, folders)
        buildings = [
            Building(
                folder,
                name,
                output,
                kind,
                annotate,
                embed_lineage,
                opens,
                form,
                below,
                templates,
                line.language,
                watch,
            )
            for folder, name in zip(folders, names_of_folders(folders), strict=True)
        ]

        def run() -> int:
            nonlocal buildings
            is_one = len(folders) == 1
            code = _build(buildings[0]) if is_one else _build_each(buildings, jobs, line)
            # What is open is not opened again.
            buildings = [replace(building, opens=False) for building in buildings]
            return code

        if not watch:
            return run()
        from ntmreport.cli.watching import watched

        return watched(run, folders, templates, below, line.language)


def _build_each(buildings: Sequence[Building], jobs: int | None, line: CommandLine) -> int:
    """Write the reports of many folders, and say in the end which have none."""
    from ntmreport.cli.many_folders import each_done

    message = Bilingual("đang lập báo cáo", "building reports")
    done = each_done(_build, buildings, message, line.language, jobs, line.executor)
    failed = [building.data.as_posix() for building, code in done if code != ExitCode.DONE]
    number = len(buildings) - len(failed)
    said = Bilingual(
        f"đã lập báo cáo của {number}/{len(buildings)} thư mục dữ liệu",
        f"folders whose report was built: {number} of {len(buildings)}",
    )
    if failed:
        names = ", ".join(failed)
        said = Bilingual(f"{said.vi}; chưa lập được: {names}", f"{said.en}; not built: {names}")
    print_lines(said.text(line.language), file=sys.stderr)
    return ExitCode.ERRORS if failed else ExitCode.DONE


def _build(building: Building) -> int:
    """Write the reports of the period in a folder, or print what is wrong with it."""
    from ntmreport.cli.output_path import check_one_output, name_of_output, output_path
    from ntmreport.cli.output_writing import open_files, write_output
    from ntmreport.lineage.composition_record import composition
    from ntmreport.validation import merged

    data, language, kind = building.data, building.language, building.kind
    templates, communes = building.templates, building.communes
    compiler = compiler_for(templates, communes, is_watched=building.is_watched)
    chosen = chosen_forms(compiler.compile_each(data), building.form)
    validations = [_validated(compiled, data) for _, compiled in chosen]
    found = merged(validations).diagnostics
    has_errors = any(diagnostic.is_error for diagnostic in found)
    if has_errors or any(each.year is None or each.document is None for _, each in chosen):
        texts = {file: text for _, each in chosen for file, text in each.texts.items()}
        return print_no_report(replace(chosen[0][1], texts=texts), found, language)
    check_one_output(chosen, building.output, data)
    written: list[Path | None] = []
    for (name, compiled), validation in zip(chosen, validations, strict=True):
        called = name_of_output(building.name, name, compiled)
        file = f"bao-cao-{called}{'-chu-giai' if building.annotate else ''}{kind.ending}"
        target = output_path(building.output, building.name, file, [data], templates, communes)
        additions = _additions(compiled, validation, building.annotate, building.embed_lineage)
        waiting = Bilingual("đang tạo tệp PDF bằng LibreOffice…", "LibreOffice makes the PDF…")
        with progress(waiting, language) if kind is BuildFormat.PDF else nullcontext():
            content, diagnostics = kind.write(compiled, additions)
        if content is None or compiled.document is None:
            return print_no_report(compiled, diagnostics, language)
        record = composition(compiled.document)
        written.append(write_output(content, target, kind.ending, language, record))
    warnings = sum(diagnostic.rule.severity == "warning" for diagnostic in found)
    if warnings:
        see = Bilingual(
            f"có {warnings} cảnh báo chưa được chấp nhận; xem: ntmreport validate {data}",
            f"warnings not acknowledged: {warnings}; see: ntmreport validate {data}",
        )
        print_lines(see.text(language), file=sys.stderr)
    if building.opens:
        open_files(written, language)
    return ExitCode.DONE


def _validated(compiled: "Compiled", data: Path) -> "Validation":
    """Return what is wrong with data and templates; the layout's own mistakes show in rendering."""
    import datetime

    from ntmreport.checks import REPORT_CHECKS
    from ntmreport.validation import validate

    return validate(compiled, data, datetime.date.today(), REPORT_CHECKS)


def _additions(
    compiled: "Compiled", found: "Validation", annotate: bool, embed_lineage: bool
) -> "Additions | None":
    """Return the comments and the lineage that the Word file carries, if any are wanted."""
    if compiled.year is None or compiled.document is None or not (annotate or embed_lineage):
        return None
    from ntmreport.lineage.embedded_copy import IDENTITY, lineage_xml
    from ntmreport.lineage.report_lineage import lineage_of
    from ntmreport.render.word_document import Additions

    entries = lineage_of(compiled.year, compiled.document)
    comments = None
    if annotate:
        from ntmreport.lineage.margin_comments import comments_on

        comments = comments_on(entries, found)
    return Additions(comments, lineage_xml(entries) if embed_lineage else None, IDENTITY)
