"""`review`: write the report as one HTML page whose figures tell where they come from."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from ntmreport.cli.diagnostic_printing import compiled_forms
from ntmreport.cli.exit_codes import ExitCode
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.cli.output_format import OutputFormat, chosen_format
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Language

if TYPE_CHECKING:
    from ntmreport.review import Review


def _html(review: "Review") -> str:
    from ntmreport.review import render

    return render(review)


class ReviewFormat(OutputFormat):
    """The formats of the review page."""

    write: Callable[["Review"], str]

    HTML = "html", _html, ".html", ".htm"


def add(line: CommandLine) -> None:
    """Add the command `review`."""

    @line.command(
        "Lập trang rà soát: báo cáo trong trình duyệt, chỉ vào số nào thấy nguồn gốc số đó.",
        "Write a page to review: the report in a browser, each figure telling its origin.",
    )
    def review(
        data: Annotated[Path, line.data()],
        output: Annotated[
            Path | None,
            line.output(
                "Tệp hoặc thư mục kết quả; không nêu thì là build/TÊN/ra-soat-TÊN.html.",
                "File or folder to write; without it, build/NAME/ra-soat-NAME.html.",
            ),
        ] = None,
        opens: Annotated[bool, line.opens()] = False,
        watch: Annotated[bool, line.watch()] = False,
        form: Annotated[str | None, line.form()] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_of_communes(communes)
        if watch:
            return _watch(data, output, opens, form, folders, templates, line.language)
        done = _write_pages(data, output, form, folders, templates, line.language)
        if opens and done.code == ExitCode.DONE:
            from ntmreport.cli.output_writing import open_files

            open_files(done.files, line.language)
        return done.code


class _Written(Struct, frozen=True):
    """The pages that were written, the files that they went into, and the exit code."""

    code: int
    pages: tuple[str, ...] = ()
    files: "tuple[Path | None, ...]" = ()


def _watch(
    data: Path,
    output: Path | None,
    opens: bool,
    form: str | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
) -> int:
    """Write the pages whenever something changes, and show them where they reload themselves."""
    from ntmreport.cli.output_writing import open_address
    from ntmreport.cli.watching import watched
    from ntmreport.live.page_server import PageServer

    servers: list[PageServer] = []

    def run() -> int:
        done = _write_pages(data, output, form, communes, templates, language, is_watched=True)
        for number, page in enumerate(done.pages):
            is_new = number == len(servers)
            if is_new:
                servers.append(PageServer(f"{data.resolve()}#{number}"))
            servers[number].show(page)
            print_lines(servers[number].address)
            if is_new and opens:
                open_address(servers[number].address, language)
        return done.code

    return watched(run, [data], templates, communes, language)


def _write_pages(
    data: Path,
    output: Path | None,
    form: str | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
    *,
    is_watched: bool = False,
) -> _Written:
    """Write each report of the year in `data` as one page that explains its figures."""
    kind = chosen_format(ReviewFormat, output, None, ReviewFormat.HTML)
    chosen = compiled_forms(data, form, communes, templates, language, is_watched=is_watched)
    if not chosen:
        return _Written(ExitCode.ERRORS)
    import datetime

    from ntmreport.cli.output_path import (
        check_one_output,
        folder_name,
        name_of_output,
        output_path,
    )
    from ntmreport.cli.output_writing import write_output
    from ntmreport.review import review_of
    from ntmreport.validation import validate

    folder = folder_name(data)
    check_one_output(chosen, output, data)
    pages: list[str] = []
    written: list[Path | None] = []
    for name, compiled in chosen:
        file = f"ra-soat-{name_of_output(folder, name, compiled)}{kind.ending}"
        target = output_path(output, folder, file, [data], templates, communes)
        found = validate(compiled, data, datetime.date.today())
        review = review_of(compiled, found, data, language)
        if review is None:
            return _Written(ExitCode.ERRORS)
        pages.append(kind.write(review))
        written.append(write_output(pages[-1], target, kind.ending, language))
    return _Written(ExitCode.DONE, tuple(pages), tuple(written))
