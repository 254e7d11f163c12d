"""`collect`: put what offices filled in, in Excel, into the data at its places."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import print_diagnostics
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine
from ntmreport.cli.output_format import OutputFormat
from ntmreport.cli.terminal import print_lines, print_text, terminal_width
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.sheets.collection import Collection
    from ntmreport.sheets.sheet_comparison import Collected, Resolution

MOST_FILES = 5_000
_OF_SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"})
"""Endings of what people fill in; all but the first are told to be saved as that."""

_PACKED = frozenset({".zip", ".rar", ".7z"})
_MOST_PACKED = 5
_OF_EXCEL = "~$"
"""The beginning of the name of a file that Excel writes beside an open workbook."""


def _text(found: "Collection", language: Language) -> str:
    from ntmreport.reporters.diagnostic_text import report_lines
    from ntmreport.sheets.sheet_comparison import change_lines

    lines: list[str] = []
    told = ""
    for one in found.workbooks:
        if one.is_taken or one.file != told:  # a workbook can be for several files
            lines.append(_title(one).text(language))
        told = "" if one.is_taken else one.file
        lines += [f"  {place}  {words}" for place, words in change_lines(one.changes, language)]
        lines += report_lines(one.diagnostics, found.found.texts, language, width=terminal_width())
    if found.new:
        said = Bilingual("Sau khi lấy số liệu:", "With what was collected:")
        lines += ["", said.text(language)]
        lines += report_lines(found.new, found.found.texts, language, width=terminal_width())
    return "".join(f"{line}\n" for line in lines)


def _title(one: "Collected") -> Bilingual:
    """Return the line above what a workbook changes."""
    count = len(one.changes)
    if not one.is_taken:
        return Bilingual(f"{one.file}: không lấy vào", f"{one.file}: not taken")
    if not count:
        return Bilingual(f"{one.file}: không có gì thay đổi", f"{one.file}: nothing has changed")
    return Bilingual(
        f"{one.file} → {one.office}.yaml: {count} thay đổi",
        f"{one.file} → {one.office}.yaml: {count} change{'s' * (count != 1)}",
    )


def _json(found: "Collection", language: Language) -> str:
    from ntmreport.escapes import json_text
    from ntmreport.reporters.diagnostic_json import record
    from ntmreport.span import written_path

    return json_text(
        {
            "workbooks": [
                {
                    "file": one.file,
                    "office": one.office,
                    "taken": one.is_taken,
                    "changes": [
                        {
                            "path": written_path(each.path),
                            "label": each.label,
                            "before": each.before,
                            "after": each.after,
                            "cell": str(each.span),
                        }
                        for each in one.changes
                    ],
                    "diagnostics": [record(each, language) for each in one.diagnostics],
                }
                for one in found.workbooks
            ],
            "new": [record(each, language) for each in found.new],
        }
    )


def _markdown(found: "Collection", language: Language) -> str:
    from ntmreport.escapes import markdown_code, markdown_text
    from ntmreport.sheets.sheet_comparison import change_lines

    lines: list[str] = []
    for one in found.workbooks:
        lines += [f"### {markdown_text(_title(one).text(language))}", ""]
        lines += [
            f"- {markdown_code(place)} {markdown_text(words)}"
            for place, words in change_lines(one.changes, language)
        ]
        lines += [
            f"- {markdown_code(str(each.span))} **{each.rule.code}**"
            f" {markdown_text(each.message.text(language))}"
            for each in one.diagnostics
        ]
        lines.append("")
    said = Bilingual("Sau khi lấy số liệu", "With what was collected").text(language)
    if found.new:
        lines += [f"### {said}", ""]
        lines += [
            f"- {markdown_code(str(each.span))} **{each.rule.code}**"
            f" {markdown_text(each.message.text(language))}"
            for each in found.new
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


class CollectFormat(OutputFormat):
    """The formats of what was collected."""

    write: Callable[["Collection", Language], str]

    TEXT = "text", _text
    JSON = "json", _json
    MARKDOWN = "markdown", _markdown


def add(line: CommandLine) -> None:
    """Add the command `collect`."""

    @line.command(
        "Lấy số liệu từ các tệp Excel đã điền vào dữ liệu, giữ nguyên mọi thứ khác.",
        "Put what was filled in, in Excel, into the data; all else stays as it is.",
    )
    def collect(
        files: Annotated[
            list[Path],
            line.argument(
                "Các tệp Excel đã điền, hoặc thư mục chứa chúng.",
                "The workbooks that were filled in, or folders of them.",
            ),
        ],
        into: Annotated[
            Path | None,
            line.option(
                "--into",
                "Thư mục dữ liệu; không nêu thì là thư mục đã phát tệp, trong data/.",
                "The folder of data; without it, that which the files were written from.",
            ),
        ] = None,
        dry_run: Annotated[
            bool,
            line.option("--dry-run", "Chỉ xem, không ghi.", "Show all, and write nothing."),
        ] = False,
        theirs: Annotated[
            bool,
            line.option(
                "--theirs",
                "Hai bên cùng sửa thì lấy giá trị của tệp Excel.",
                "Where both sides have changed a value, take the workbook's.",
            ),
        ] = False,
        ours: Annotated[
            bool,
            line.option(
                "--ours",
                "Hai bên cùng sửa thì giữ giá trị của dữ liệu.",
                "Where both sides have changed a value, keep the data's.",
            ),
        ] = False,
        blanks: Annotated[
            bool,
            line.option(
                "--blanks",
                "Ô để trống thì bỏ giá trị cũ.",
                "Where a cell was emptied, take the value away.",
            ),
        ] = False,
        draft_map: Annotated[
            bool,
            line.option(
                "--draft-map",
                "Chưa lấy gì: in bản nháp workbooks.yaml cho tệp Excel tự theo dõi, từ những số mà "
                "dữ liệu đã có.",
                "Take nothing: print a draft of workbooks.yaml for a workbook that is kept, from "
                "the numbers that the data has already.",
            ),
        ] = False,
        format_: Annotated[
            CollectFormat,
            line.option("--format", "Dạng kết quả.", "How to report."),
        ] = CollectFormat.TEXT,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        if theirs and ours:
            raise WrongCallError(
                Bilingual(
                    "--theirs và --ours không đi cùng nhau",
                    "--theirs and --ours exclude each other",
                )
            )
        from ntmreport.sheets.sheet_comparison import Resolution

        if draft_map:
            return _draft_map(files, into, templates, line.language)
        resolution = Resolution(theirs, ours, blanks)
        return _collect(files, into, resolution, dry_run, format_, templates, line.language)


def _collect(
    files: Sequence[Path],
    into: Path | None,
    resolution: "Resolution",
    dry_run: bool,
    format_: CollectFormat,
    templates: Path | None,
    language: Language,
) -> int:
    """Collect the workbooks; those in whose way something stands are left, the others written."""
    from ntmreport.cli.data_writing import write_texts
    from ntmreport.sheets.collecting import opened_each
    from ntmreport.sheets.collection import collection_of, folder_named

    _tell_packed(files, language)
    workbooks = opened_each(dict(_read_each(files)))
    if not workbooks:
        raise WrongCallError(
            Bilingual("không có tệp Excel (.xlsx) nào", "there is no Excel file (.xlsx)")
        )
    data = into or Path("data", folder_named(workbooks) or ".")
    if not (data / "report.yaml").exists():
        raise WrongCallError(
            Bilingual(
                f"không có thư mục dữ liệu {data.as_posix()}; nêu bằng --into",
                f"there is no folder of data {data.as_posix()}; name it with --into",
            )
        )
    found = collection_of(workbooks, data, templates, resolution, datetime.date.today())
    if found is None:
        from ntmreport.pipeline import Compiler

        read = Compiler(templates).read(data)
        errors = [each for each in read.diagnostics if each.is_error]
        return print_diagnostics(errors, read.source.texts, language)
    if not dry_run and found.texts:
        write_texts(found.texts, data)
    print_text(format_.write(found, language))
    print_lines(_verdict(found, dry_run=dry_run).text(language), file=sys.stderr)
    return ExitCode.DONE if found.is_whole else ExitCode.ERRORS


def _draft_map(
    files: Sequence[Path], into: Path | None, templates: Path | None, language: Language
) -> int:
    """Print a draft of the map of a kept workbook, by the numbers that the data has already."""
    from ntmreport.sheets.collecting import opened_each
    from ntmreport.sheets.map_draft import drafted_map
    from ntmreport.sheets.office_sheets import office_sheets
    from ntmreport.sheets.workbook_cells import WorkbookCells

    workbooks = opened_each(dict(_read_each(files)))
    kept = {file: book for file, book in workbooks.items() if isinstance(book, WorkbookCells)}
    now = None if into is None else office_sheets(into, templates, every=True)
    if now is None or len(kept) != 1 or len(workbooks) != 1:
        raise WrongCallError(
            Bilingual(
                "--draft-map cần đúng một tệp Excel do đơn vị tự lập, và thư mục dữ liệu đọc được "
                "nêu bằng --into",
                "--draft-map takes one workbook that an office made itself, and a folder of data "
                "that can be read, named with --into",
            )
        )
    ((file, book),) = kept.items()
    drafted = drafted_map(book, file, now)
    if drafted is None:
        said = Bilingual(
            f"{file}: không có số nào trùng với số liệu đang có trong {into}",
            f"{file}: none of its numbers is one of the data in {into}",
        )
        print_lines(said.text(language), file=sys.stderr)
        return ExitCode.ERRORS
    print_text(drafted)
    said = Bilingual(
        f"xem lại từng dòng, rồi ghi vào {into}/workbooks.yaml",
        f"look over each line, then put it into {into}/workbooks.yaml",
    )
    print_lines(said.text(language), file=sys.stderr)
    return ExitCode.DONE


def _tell_packed(files: Sequence[Path], language: Language) -> None:
    """Say which files of the folders that are named are packed, and so passed over."""
    packed = [
        path.as_posix()
        for folder in files
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _PACKED
    ]
    if packed:
        names = ", ".join(packed[:_MOST_PACKED])
        said = Bilingual(
            f"bỏ qua tệp nén: {names}; giải nén vào thư mục rồi chạy lại",
            f"packed files are passed over: {names}; unpack them there and run again",
        )
        print_lines(said.text(language), file=sys.stderr)


def _read_each(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of each workbook, by the name that messages give it."""
    from ntmreport.cli.named_file import read_named_file

    found: dict[Path, None] = {}
    for each in files:
        if each.is_dir():
            inside = (path for path in each.rglob("*") if path.suffix.lower() in _OF_SPREADSHEETS)
            named = sorted(path for path in inside if not path.name.startswith(_OF_EXCEL))
            found |= dict.fromkeys(named[:MOST_FILES])
        else:
            found[each] = None
    for path in found:
        yield path.as_posix(), read_named_file(path, path.parent)


def _verdict(found: "Collection", *, dry_run: bool) -> Bilingual:
    """Return the last line: how many values were taken from how many workbooks."""
    values = sum(len(each.changes) for each in found.workbooks if each.is_taken)
    taken = len({each.file for each in found.workbooks if each.is_taken})
    left = len({each.file for each in found.workbooks}) - taken
    vi = f"{taken} tệp, {values} thay đổi" + (f"; {left} tệp không lấy vào" if left else "")
    en = f"{taken} workbook{'s' * (taken != 1)}, {values} change{'s' * (values != 1)}"
    en += f"; {left} not taken" if left else ""
    if dry_run:
        return Bilingual(f"{vi}; chưa ghi (--dry-run)", f"{en}; nothing written (--dry-run)")
    files = ", ".join(found.texts)
    if files:
        return Bilingual(f"{vi}; đã ghi {files}", f"{en}; written: {files}")
    return Bilingual(vi, en)
