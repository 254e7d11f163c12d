"""`diff`: show what changed between two states of the data, as a list or as tracked changes."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import names_of_forms, print_diagnostics
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine
from ntmreport.cli.output_format import OutputFormat, chosen_format
from ntmreport.cli.terminal import is_coloured
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.diff import Changes, Side, UncompiledError


def _text(changes: "Changes", language: Language, colour: bool) -> str:
    from ntmreport.diff.comparison_text import render_text

    return render_text(changes, language, colour=colour)


def _markdown(changes: "Changes", language: Language, colour: bool) -> str:
    from ntmreport.diff.comparison_markdown import render_markdown

    del colour
    return render_markdown(changes, language)


def _json(changes: "Changes", language: Language, colour: bool) -> str:
    from ntmreport.diff.comparison_text import render_json

    del language, colour  # which mean nothing to a program
    return render_json(changes)


def _html(changes: "Changes", language: Language, colour: bool) -> str:
    from ntmreport.diff.comparison_html import render_html

    del colour  # the page has its own
    return render_html(changes, language)


class DiffFormat(OutputFormat):
    """The formats of a comparison."""

    write: Callable[["Changes", Language, bool], str]

    TEXT = "text", _text, ".txt"
    MARKDOWN = "markdown", _markdown, ".md", ".markdown"
    JSON = "json", _json, ".json"
    HTML = "html", _html, ".html", ".htm"


def _tracked_docx(old: "Side", new: "Side") -> "tuple[bytes | None, Sequence[Diagnostic]]":
    from ntmreport.compose import LAYOUT
    from ntmreport.render.tracked_report import render_tracked

    layout = f"{new.form.folder}/{LAYOUT}"
    return render_tracked(old.document, new.document, new.form.layout, layout)


class TrackedFormat(OutputFormat):
    """The formats of a report with its changes tracked."""

    write: Callable[["Side", "Side"], "tuple[bytes | None, Sequence[Diagnostic]]"]

    DOCX = "docx", _tracked_docx, ".docx"


def add(line: CommandLine) -> None:
    """Add the command `diff`."""

    @line.command(
        "So sánh hai trạng thái của dữ liệu: số liệu nào đổi, câu nào trong báo cáo đổi theo.",
        "Compare two states of the data: which figures changed, and which sentences with them.",
    )
    def diff(
        data: Annotated[Path, line.data()],
        other: Annotated[
            Path | None,
            line.argument(
                "Thư mục thứ hai; không nêu thì so sánh kỳ này với kỳ trước.",
                "The second folder; without it, the period is compared with the one before.",
            ),
        ] = None,
        against: Annotated[
            str | None,
            line.option(
                "--against",
                "Bản trong git để so sánh, ví dụ HEAD~1 hoặc main.",
                "The git revision to compare with, such as HEAD~1 or main.",
            ),
        ] = None,
        format_: Annotated[
            DiffFormat | None,
            line.option(
                "--format",
                "Dạng kết quả; không nêu thì theo đuôi của tệp kết quả, hoặc text.",
                "How to show it; without it, by the output's ending, or text.",
            ),
        ] = None,
        output: Annotated[Path | None, line.output()] = None,
        docx: Annotated[
            Path | None,
            line.option(
                "--docx",
                "Ghi báo cáo Word có đánh dấu mọi thay đổi (Track Changes).",
                "Write the report as a Word file with every change tracked.",
            ),
        ] = None,
        form: Annotated[str | None, line.form()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        if other is not None and against is not None:
            raise WrongCallError(
                Bilingual(
                    "nêu thư mục thứ hai, hoặc --against với một bản trong git, không cả hai",
                    "name a second folder, or --against with a revision of git, not both",
                )
            )
        if other is None and against is None:
            data, other = _folder_before(data), data
        kind = chosen_format(DiffFormat, output, format_, DiffFormat.TEXT)
        if docx is not None:
            chosen_format(TrackedFormat, docx, None, TrackedFormat.DOCX)
        is_docx_all = docx is not None and format_ is None and output is None
        shown = None if is_docx_all else kind
        return _compare(data, other, against, shown, output, docx, form, templates, line.language)


def _compare(
    data: Path,
    other: Path | None,
    revision: str | None,
    shown: DiffFormat | None,
    output: Path | None,
    docx: Path | None,
    form: str | None,
    templates: Path | None,
    language: Language,
) -> int:
    """Write what changed, figures and sentences, as it is `shown` and as the Word file `docx`."""
    from ntmreport.cli.output_path import folder_name, output_path
    from ntmreport.cli.output_writing import write_output, write_standard_output
    from ntmreport.diff import (
        UncompiledError,
        changes_between,
        changes_of_each,
        compiled_side,
        revision_side,
    )

    is_built = docx is not None
    sides: list[tuple[str, Side, Side]] = []
    try:
        for name in names_of_forms(other or data, form):
            # The new side first: if there is no such folder, git has nothing to be asked.
            new = compiled_side(other or data, templates, name, is_checked=is_built)
            old = (
                compiled_side(data, templates, name, is_checked=is_built)
                if revision is None
                else revision_side(data, revision, templates, name, is_checked=is_built)
            )
            sides.append((name, old, new))
    except UncompiledError as error:
        return _print_uncompiled(error, language)
    if docx is not None and len(sides) > 1:
        raise WrongCallError(
            Bilingual(
                "--docx ghi một báo cáo: chọn một mẫu với --form",
                "--docx writes one report: choose one form with --form",
            )
        )
    folder = folder_name(other or data)
    folders = [data, *([] if other is None else [other])]
    results: list[tuple[str | bytes, Path | None, str]] = []
    if shown is not None:
        colour = output is None and is_coloured()
        changes = [(name, changes_between(old, new)) for name, old, new in sides]
        text = shown.write(changes_of_each(changes), language, colour)
        results.append((text, output, shown.ending))
    if docx is not None:
        content, diagnostics = TrackedFormat.DOCX.write(*sides[0][1:])
        if content is None:
            return print_diagnostics(diagnostics, {}, language)
        results.append((content, docx, TrackedFormat.DOCX.ending))
    targets = [
        None
        if file is None
        else output_path(file, folder, f"thay-doi-{folder}{ending}", folders, templates)
        for _, file, ending in results
    ]
    for (result, _, ending), target in zip(results, targets, strict=True):
        if target is None:
            write_standard_output(result, ending)
        else:
            write_output(result, target, ending, language)
    return ExitCode.DONE


def _folder_before(data: Path) -> Path:
    """Return the folder beside `data` of the period before: of its kind, or else the latest."""
    from ntmreport.model.period_folders import folder_beside, period_of, periods_in

    this = period_of(data)
    if this is not None:
        found = folder_beside(data, this, this.previous)
        earlier = [
            folder
            for period, folder in periods_in((data if data.name else data.resolve()).parent)
            if period.last_day < this.last_day
        ]
        if found is not None or earlier:
            return found or earlier[-1]
    raise WrongCallError(
        Bilingual(
            f"cạnh {data.as_posix()} không có kỳ nào trước để so sánh; nêu thư mục thứ hai, hoặc "
            "--against với một bản trong git",
            f"beside {data.as_posix()} there is no earlier period to compare with; name a second "
            "folder, or --against with a revision of git",
        )
    )


def _print_uncompiled(error: "UncompiledError", language: Language) -> int:
    """Print which side makes no report and why: an older schema, perhaps."""
    message = Bilingual(
        f"{error.name}: dữ liệu này không lập được báo cáo",
        f"{error.name}: this data makes no report",
    )
    if error.revision is not None:
        message = Bilingual(
            f"{error.name}: dữ liệu ở bản “{error.revision}” không lập được báo cáo với chương"
            " trình hiện nay; có thể khi đó lược đồ còn khác",
            f"{error.name}: the data of revision `{error.revision}` makes no report with today's"
            " program; perhaps the schema was another then",
        )
    return print_diagnostics(
        error.diagnostics, error.texts, language, before=[message.text(language)]
    )
