"""`explain`: tell where a printed number, a day or words come from, down to the data."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import compiled_forms, reports_of
from ntmreport.cli.exit_codes import ExitCode
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual, Language
from ntmreport.trouble import unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.lineage import Entry
    from ntmreport.pipeline import Compiled

_MOST_BLANKS = 10


def add(line: CommandLine) -> None:
    """Add the command `explain`."""

    @line.command(
        "Cho biết số liệu, ngày hoặc chữ trong báo cáo từ đâu ra, đến từng dòng dữ liệu.",
        "Say where a figure, a day or words come from, down to the lines of the data.",
    )
    def explain(
        data: Annotated[
            Path,
            line.argument(
                "Thư mục dữ liệu của năm, hoặc tệp Word lập với --embed-lineage.",
                "The folder of the year's data, or a Word file built with --embed-lineage.",
            ),
        ],
        what: Annotated[
            str,
            line.argument(
                "Số in trong báo cáo (93,44%; 32/32), ngày, chữ, đường dẫn, hoặc tệp và dòng"
                " (health.yaml:9).",
                "A printed number (93,44%; 32/32), a day, words, a path, or a file and line"
                " (health.yaml:9).",
            ),
        ],
        form: Annotated[str | None, line.form()] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_of_communes(communes)
        return _explain(data, what, form, folders, templates, line.language)


def _explain(
    data: Path,
    what: str,
    form: str | None,
    communes: "Sequence[Path]",
    templates: Path | None,
    language: Language,
) -> int:
    """Print where a figure comes from, or where a word, a day or a period stands.

    `data` is a year's folder or a Word file that carries its lineage.
    """
    chosen: Sequence[tuple[str, Compiled]] = ()
    if data.is_file() or (data.suffix.lower() == ".docx" and not data.is_dir()):
        entries = _carried_entries(data, language)
    else:
        from ntmreport.lineage.report_lineage import lineage_of_each

        chosen = compiled_forms(data, form, communes, templates, language)
        entries = lineage_of_each(reports_of(chosen)) if chosen else None
    if entries is None:
        return ExitCode.ERRORS
    from ntmreport.lineage.answers import explanation, listing
    from ntmreport.lineage.figure_search import find, find_together, near

    pairs = find_together(entries, what)
    found = [*pairs[0]] if len(pairs) == 1 else find(entries, what) if not pairs else []
    if len(found) == 1 or len(pairs) == 1:
        for entry in found:
            print_lines(*explanation(entry, language))
        return ExitCode.DONE
    found = found or list(dict.fromkeys(entry for pair in pairs for entry in pair))
    if found:
        several = Bilingual(
            f"{len(found)} số liệu khớp với “{what}”; nêu đường dẫn để xem một số liệu:",
            f"{len(found)} figures match `{what}`; name the path to see one:",
        )
        print_lines(several.text(language), *listing(found))
        return ExitCode.DONE
    for name, compiled in chosen:
        from ntmreport.lineage.mentions import mentions, told

        document = compiled.document
        printed, values = (
            mentions(document, compiled.files.values(), what) if document else ((), ())
        )
        if printed or values:
            head = [f"{name}:"] if len(chosen) > 1 else []
            print_lines(*head, *told(printed, values, language))
            return ExitCode.DONE
    for _, compiled in chosen:
        if compiled.is_draft and (blanks := _left_blank(compiled, data, what, language)):
            print_lines(*blanks, file=sys.stderr)
            return ExitCode.ERRORS
    print_lines(
        Bilingual(f"không có số liệu nào khớp với “{what}”", f"no figure matches `{what}`").text(
            language
        ),
        file=sys.stderr,
    )
    for each in near(entries, what):
        print_lines(f"  {each}", file=sys.stderr)
    return ExitCode.ERRORS


def _left_blank(compiled: "Compiled", data: Path, what: str, language: Language) -> list[str]:
    """Return lines about what is blank, so that there is no figure at the path `what`."""
    from ntmreport.file_completeness import missing_behind
    from ntmreport.pipeline import filled_in

    blanks = missing_behind(filled_in(compiled, data), compiled.models.values(), what.strip())
    title = Bilingual(
        f"chưa có số liệu “{what}”, vì còn để trống:",
        f"there is no figure `{what}` yet, since these are blank:",
    )
    rows = [f"  {value.span or value.path}  {value.label}" for value in blanks[:_MOST_BLANKS]]
    rows += ["  …"] * (len(blanks) > _MOST_BLANKS)
    return [title.text(language), *rows] if rows else []


def _carried_entries(file: Path, language: Language) -> "Sequence[Entry] | None":
    """Return the lineage that a Word file carries, or print why there is none."""
    from ntmreport.lineage.embedded_copy import (
        MOST_FILE_BYTES,
        TOO_LARGE,
        EmbeddedError,
        read_lineage,
    )
    from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain

    try:
        content = read_plain(file, MOST_FILE_BYTES, None)
    except TooLargeError:
        print_lines(f"{file}: {TOO_LARGE.text(language)}", file=sys.stderr)
        return None
    except NotPlainError as error:
        kind = error.kind
        print_lines(
            Bilingual(
                f"{file} không phải là tệp thường mà là {kind.vi}",
                f"{file} is not an ordinary file but {kind.en}",
            ).text(language),
            file=sys.stderr,
        )
        return None
    except FileNotFoundError:
        print_lines(
            Bilingual(f"không có tệp {file}", f"there is no file {file}").text(language),
            file=sys.stderr,
        )
        return None
    except OSError as error:
        raise unreadable(str(file), error) from error
    try:
        return read_lineage(content)
    except EmbeddedError as error:
        print_lines(f"{file}: {error.message.text(language)}", file=sys.stderr)
        return None
