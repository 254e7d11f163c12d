"""`reconcile`: tell what was changed in an edited report, and take home what is safe."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import re
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from ntmreport.cli.diagnostic_printing import names_of_forms, print_no_report, refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.named_file import read_named_file
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.cli.output_format import OutputFormat, chosen_format
from ntmreport.cli.terminal import print_lines, terminal_width
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.cli.output_path import OutputPath
    from ntmreport.reconcile.current_data import CurrentData, ReportSource
    from ntmreport.reconcile.difference import Remark
    from ntmreport.reconcile.reconciliation import Reconciliation
    from ntmreport.reconcile.reconciliation_formats import Shown


_IS_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
"""The beginning of a file of remarks."""


def _text(shown: "Shown") -> str:
    from ntmreport.reconcile import reconciliation_formats

    return reconciliation_formats.text(shown)


def _markdown(shown: "Shown") -> str:
    from ntmreport.reconcile import reconciliation_formats

    return reconciliation_formats.markdown(shown)


def _json(shown: "Shown") -> str:
    from ntmreport.reconcile import reconciliation_formats

    return reconciliation_formats.json(shown)


def _html(shown: "Shown") -> str:
    from ntmreport.reconcile import reconciliation_formats

    return reconciliation_formats.html(shown)


class ReconcileFormat(OutputFormat):
    """The formats of what was changed."""

    write: Callable[["Shown"], str]

    TEXT = "text", _text, ".txt"
    MARKDOWN = "markdown", _markdown, ".md", ".markdown"
    JSON = "json", _json, ".json"
    HTML = "html", _html, ".html", ".htm"


class ChangesView(StrEnum):
    """The ways to read tracked changes."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


def add(line: CommandLine) -> None:
    """Add the command `reconcile`."""

    @line.command(
        "Đối chiếu báo cáo Word đã được sửa với báo cáo đã lập; đưa chỗ sửa về dữ liệu.",
        "Compare an edited Word report with the report as built; take the edits into the data.",
    )
    def reconcile(
        edited: Annotated[
            Path,
            line.argument(
                "Tệp Word đã được sửa, hoặc tệp góp ý lưu từ trang rà soát.",
                "The Word file that was edited, or a file of remarks saved on a review page.",
            ),
        ],
        data: Annotated[
            Path | None,
            line.argument(
                "Thư mục dữ liệu; không nêu thì là thư mục đã lập ra tệp.",
                "The folder of data; without it, that which the file was built from.",
            ),
        ] = None,
        view: Annotated[
            ChangesView,
            line.option(
                "--view",
                "Đọc thay đổi được đánh dấu như đã chấp nhận hay đã từ chối.",
                "Read tracked changes as accepted or as rejected.",
            ),
        ] = ChangesView.ACCEPTED,
        write: Annotated[
            bool,
            line.option(
                "--write",
                "Ghi vào dữ liệu những chỗ sửa chắc chắn; không nêu thì chỉ xem.",
                "Write what is safe into the data; without it, all is shown only.",
            ),
        ] = False,
        format_: Annotated[
            ReconcileFormat | None,
            line.option(
                "--format",
                "Dạng kết quả; không nêu thì theo đuôi của tệp kết quả, hoặc text.",
                "How to show it; without it, by the output's ending, or text.",
            ),
        ] = None,
        output: Annotated[Path | None, line.output()] = None,
        form: Annotated[str | None, line.form()] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        kind = chosen_format(ReconcileFormat, output, format_, ReconcileFormat.TEXT)
        below = folders_of_communes(communes)
        call = _Call(edited, data, view, write, output, form, below, templates, line.language)
        return _reconcile(call, kind)


class _Call(Struct, frozen=True):
    """The arguments and options of one call of the command."""

    edited: Path
    data: Path | None
    view: ChangesView
    write: bool
    output: Path | None
    form: str | None
    communes: tuple[Path, ...]
    templates: Path | None
    language: Language


def _reconcile(call: _Call, kind: ReconcileFormat) -> int:
    content = read_named_file(call.edited)
    if _IS_JSON.match(content):
        return _show_remarks(call, kind, content)
    return _reconcile_word_file(call, kind, content)


def _reconcile_word_file(call: _Call, kind: ReconcileFormat, content: bytes) -> int:
    from ntmreport.reconcile.base_report import (
        FORM,
        base_of,
        folder_built_from,
        folder_named,
    )
    from ntmreport.reconcile.reconciliation import reconciled
    from ntmreport.reconcile.remarks import new_remarks
    from ntmreport.word_reader import View, read_word_file
    from ntmreport.zip_package import PackageError

    try:
        file = read_word_file(content, View(call.view.value))
    except PackageError as error:
        return _refuse_file(call, error.message)
    built_from = folder_built_from(file, call.edited)
    data = _folder(call.data or built_from or folder_named(call.edited))
    if built_from is not None:
        _check_folder(call.edited, built_from, data)
    chosen = _state(call, data, file.custom.get(FORM, ""))
    if isinstance(chosen, int):
        return chosen
    source, now = chosen
    base = base_of(file, call.edited, source, now)
    if base is None:
        return print_no_report(now.compiled, now.compiled.diagnostics, call.language)
    found = reconciled(base, file, source, now)
    remarks = tuple(new_remarks(base.file, file, base.record))
    return _show(call, kind, found, remarks, data)


def _show_remarks(call: _Call, kind: ReconcileFormat, content: bytes) -> int:
    """Show the remarks that were saved on a review page."""
    from ntmreport.reconcile.reconciliation import Reconciliation
    from ntmreport.reconcile.remarks import origin_of, page_remarks
    from ntmreport.remark_file import RemarkFileError, read_remark_file

    try:
        file = read_remark_file(content)
    except RemarkFileError as error:
        return _refuse_file(call, error.message)
    # A file from elsewhere names no folder but one of data/.
    built_from = Path("data", Path(file.data).name)
    data = _folder(call.data or built_from)
    _check_folder(call.edited, built_from, data)
    chosen = _state(call, data, file.form_digest)
    if isinstance(chosen, int):
        return chosen
    _, now = chosen
    for trouble in file.troubles:
        print_lines(f"{call.edited}: {trouble.text(call.language)}", file=sys.stderr)
    found = Reconciliation.without_differences(origin_of(file, now), now)
    return _show(call, kind, found, tuple(page_remarks(file, now)), data)


def _show(
    call: _Call,
    kind: ReconcileFormat,
    found: "Reconciliation",
    remarks: "Sequence[Remark]",
    data: Path,
) -> int:
    """Write what is safe into the data, if asked to, and then all that was found to the output.

    Returns the exit code. A wrong output is refused before anything is written.
    """
    from ntmreport.cli.data_writing import write_texts
    from ntmreport.reconcile.reconciliation_formats import Shown
    from ntmreport.reconcile.reconciliation_rows import verdict

    name, language = call.edited.as_posix(), call.language
    shown = Shown(found, name, call.write, remarks, language, terminal_width())
    result, target = kind.write(shown), _target(kind, call, data)
    if call.write and found.texts:
        write_texts(found.texts, data)
    _put(result, target, kind, language)
    written = sorted(found.texts) if call.write else []
    said = verdict(found, len(remarks), written, is_written=call.write)
    print_lines(said.text(language), file=sys.stderr)
    return ExitCode.ERRORS if found.has_conflicts else ExitCode.DONE


def _refuse_file(call: _Call, why: Bilingual) -> int:
    said = Bilingual(f"{call.edited}: {why.vi}", f"{call.edited}: {why.en}")
    return refuse(said, call.language)


def _folder(data: Path | None) -> Path:
    """Return the folder of data, or raise WrongCallError where there is none."""
    if data is None or not (data / "report.yaml").exists():
        named = "" if data is None else f" {data.as_posix()}"
        raise WrongCallError(
            Bilingual(
                f"không có thư mục dữ liệu{named}; nêu sau tên tệp, ví dụ data/2021",
                f"there is no folder of data{named}; name it behind the file: data/2021",
            )
        )
    return data


def _check_folder(file: Path, built_from: Path, data: Path) -> None:
    """Raise WrongCallError where a file was made from another folder than `data`."""
    if built_from.name != data.resolve().name:
        raise WrongCallError(
            Bilingual(
                f"{file} lập từ {built_from.as_posix()}, không phải từ {data.as_posix()}",
                f"{file} was built from {built_from.as_posix()}, not from {data.as_posix()}",
            )
        )


def _state(call: _Call, data: Path, form_digest: str) -> "tuple[ReportSource, CurrentData] | int":
    """Return the data compiled with the form of that digest, else with the first.

    Where it makes no report, what is wrong with it is printed, and the exit code returned.
    """
    from ntmreport.reconcile.current_data import ReportSource

    names = names_of_forms(data, call.form)
    found: tuple[ReportSource, CurrentData] | None = None
    for name in names:
        source = ReportSource(data, name, call.templates, call.communes)
        now = source.now({})
        if now is not None and (found is None or now.record.form_digest == form_digest):
            found = (source, now)
    if found is None:
        compiled = ReportSource(data, names[0], call.templates, call.communes).compiled({})
        return print_no_report(compiled, compiled.diagnostics, call.language)
    return found


def _target(kind: ReconcileFormat, call: _Call, data: Path) -> "OutputPath | None":
    """Return where the result goes, or None for standard output."""
    from ntmreport.cli.output_path import folder_name, output_path

    if call.output is None:
        return None
    folder = folder_name(data)
    file = f"doi-chieu-{folder}{kind.ending}"
    return output_path(call.output, folder, file, [data], call.templates)


def _put(
    result: str, target: "OutputPath | None", kind: ReconcileFormat, language: Language
) -> None:
    """Write the result to its target, or to standard output."""
    from ntmreport.cli.output_writing import write_output, write_standard_output

    if target is None:
        write_standard_output(result, kind.ending)
    else:
        write_output(result, target, kind.ending, language)
