"""`figures`, `explain` and `review`: where the numbers of a report come from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ntmreport.cli.outcome import MISTAKES, UsageMistakeError
from ntmreport.cli.output_formats import ListFormat, ReviewFormat, chosen_format, ending_of
from ntmreport.cli.terminal import compiled_year, print_lines
from ntmreport.language import Bilingual, Language
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ntmreport.lineage import Entry
    from ntmreport.pipeline import Compiled

_MOST_BLANKS = 10


def figures(
    data: Path,
    wanted: ListFormat | None,
    output: Path | None,
    unused: bool,
    templates: Path | None,
    language: Language,
) -> int:
    """List the figures of the year in `data`, or those that the report makes no use of."""
    format_ = chosen_format(ListFormat, output, wanted, ListFormat.TABLE)
    compiled = compiled_year(data, templates, language)
    if compiled is None or compiled.year is None or compiled.document is None:
        return MISTAKES
    from ntmreport.cli.delivery import deliver, write_standard_output
    from ntmreport.cli.destination import destination
    from ntmreport.lineage import figure_list
    from ntmreport.lineage.earlier_years import earlier_years
    from ntmreport.lineage.report_lineage import lineage_of, unused_entries

    entries: Sequence[Entry] = lineage_of(compiled.year, compiled.document)
    if unused:
        entries = unused_entries(entries)
    this = int(compiled.year.report.year)
    before = earlier_years(this, data, 1).get(this - 1)
    ways: dict[ListFormat, Callable[[], bytes]] = {
        ListFormat.TABLE: lambda: figure_list.table(entries, language).encode(),
        ListFormat.CSV: lambda: figure_list.as_csv(entries, before, language).encode(),
        ListFormat.JSON: lambda: figure_list.as_json(entries).encode(),
        ListFormat.XLSX: lambda: figure_list.as_workbook(entries, before, language),
    }
    content = ways[format_]
    ending = ending_of(format_)
    if output is None and format_ is not ListFormat.XLSX:
        write_standard_output(content(), ending)
        return 0
    year = data.resolve().name  # the folder's name, also where it is given as `.`
    target = destination(output, year, f"so-lieu-{year}{ending}", [data], templates)
    deliver(content(), target, ending, language)
    return 0


def refuse_beside_coverage(options: Mapping[str, object]) -> None:
    """Raise UsageMistakeError for options of a list that a count makes no use of."""
    for name, value in options.items():
        if value is not None:
            raise UsageMistakeError(
                Bilingual(
                    f"--coverage chỉ in số đếm, không dùng cùng {name}",
                    f"--coverage prints a count only and takes no {name}",
                )
            )


def coverage(data: Path, templates: Path | None, language: Language) -> int:
    """Count the report's numbers: figures, reviewed literals, and those that are neither."""
    compiled = compiled_year(data, templates, language)
    if compiled is None or compiled.document is None:
        return MISTAKES
    from ntmreport.lineage.printed_coverage import coverage as count
    from ntmreport.lineage.printed_coverage import report

    counted = count(compiled.document)
    print_lines(*report(counted, language))
    return MISTAKES if counted.unaccounted else 0


def explain(data: Path, what: str, templates: Path | None, language: Language) -> int:
    """Print where a figure comes from, or where a word, a day or a period stands.

    `data` is a year's folder or a Word file that carries its lineage.
    """
    compiled = None
    if data.is_file() or (data.suffix.lower() == ".docx" and not data.is_dir()):
        entries = _carried_entries(data, language)
    else:
        compiled = compiled_year(data, templates, language)
        entries = None if compiled is None else _entries(compiled)
    if entries is None:
        return MISTAKES
    from ntmreport.lineage.answers import explanation, listing
    from ntmreport.lineage.figure_search import find, find_together, near

    pairs = find_together(entries, what)
    found = [*pairs[0]] if len(pairs) == 1 else find(entries, what) if not pairs else []
    if len(found) == 1 or len(pairs) == 1:
        for entry in found:
            print_lines(*explanation(entry, language))
        return 0
    found = found or list(dict.fromkeys(entry for pair in pairs for entry in pair))
    if found:
        several = Bilingual(
            f"{len(found)} số liệu khớp với “{what}”; nêu đường dẫn để xem một số liệu:",
            f"{len(found)} figures match `{what}`; name the path to see one:",
        )
        print_lines(several.text(language), *listing(found))
        return 0
    if compiled is not None and compiled.document is not None:
        from ntmreport.lineage.mentions import mentions, told

        printed, values = mentions(compiled.document, compiled.files.values(), what)
        if printed or values:
            print_lines(*told(printed, values, language))
            return 0
    if (
        compiled is not None
        and compiled.is_draft
        and (blanks := _left_blank(compiled, data, what, language))
    ):
        print_lines(*blanks, file=sys.stderr)
        return MISTAKES
    print_lines(
        Bilingual(f"không có số liệu nào khớp với “{what}”", f"no figure matches `{what}`").text(
            language
        ),
        file=sys.stderr,
    )
    for each in near(entries, what):
        print_lines(f"  {each}", file=sys.stderr)
    return MISTAKES


def _left_blank(compiled: Compiled, data: Path, what: str, language: Language) -> list[str]:
    """Return lines about what is blank, so that there is no figure at the path `what`."""
    from ntmreport.missing_values import gaps_behind
    from ntmreport.pipeline import filled_in

    blanks = gaps_behind(filled_in(compiled, data), compiled.models.values(), what.strip())
    title = Bilingual(
        f"chưa có số liệu “{what}”, vì còn để trống:",
        f"there is no figure `{what}` yet, since these are blank:",
    )
    rows = [f"  {gap.place or gap.path}  {gap.label}" for gap in blanks[:_MOST_BLANKS]]
    rows += ["  …"] * (len(blanks) > _MOST_BLANKS)
    return [title.text(language), *rows] if rows else []


def review(data: Path, output: Path | None, templates: Path | None, language: Language) -> int:
    """Write the report of the year in `data` as one page that explains its figures."""
    format_ = chosen_format(ReviewFormat, output, None, ReviewFormat.HTML)
    compiled = compiled_year(data, templates, language)
    if compiled is None or compiled.year is None:
        return MISTAKES
    import datetime

    from ntmreport.cli.delivery import deliver
    from ntmreport.cli.destination import destination
    from ntmreport.review import render, review_of
    from ntmreport.validation import validate as check

    year = str(compiled.year.report.year)
    target = destination(output, year, f"ra-soat-{year}.html", [data], templates)
    found = check(compiled, data, datetime.date.today())
    content = review_of(compiled, found, data, language)
    if content is None:
        return MISTAKES
    deliver(render(content).encode(), target, ending_of(format_), language)
    return 0


def _entries(compiled: Compiled) -> Sequence[Entry] | None:
    """Return the lineage of a year that has a report."""
    from ntmreport.lineage.report_lineage import lineage_of

    if compiled.year is None or compiled.document is None:
        return None
    return lineage_of(compiled.year, compiled.document)


def _carried_entries(file: Path, language: Language) -> Sequence[Entry] | None:
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
        why = reason(error)
        message = Bilingual(f"không đọc được {file}: {why.vi}", f"cannot read {file}: {why.en}")
        raise Trouble(message) from error
    try:
        return read_lineage(content)
    except EmbeddedError as error:
        print_lines(f"{file}: {error.message.text(language)}", file=sys.stderr)
        return None
