"""`diff`: what changed between two states of the data."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.cli.outcome import MISTAKES, UsageMistakeError
from ntmreport.cli.output_formats import (
    DiffFormat,
    TrackedFormat,
    chosen_format,
    ending_of,
)
from ntmreport.cli.terminal import (
    is_coloured,
    print_lines,
    terminal_width,
)
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.diff import Difference, Side, UncompiledError


@dataclass(frozen=True, slots=True)
class ShownAs:
    """How a comparison is wanted: in which format and file, and as a Word file.

    Without a format or a file for it, a Word file is all that is wanted.
    """

    format: DiffFormat | None = None
    output: Path | None = None
    docx: Path | None = None


def diff(
    data: Path,
    other: Path | None,
    revision: str | None,
    shown: ShownAs,
    templates: Path | None,
    language: Language,
) -> int:
    """Show what changed from one state of the data to another: figures and sentences."""
    if (other is None) == (revision is None):
        raise UsageMistakeError(
            Bilingual(
                "nêu thư mục thứ hai hoặc --against với một bản trong git",
                "name a second folder, or --against with a revision of git",
            )
        )
    format_ = chosen_format(DiffFormat, shown.output, shown.format, DiffFormat.TEXT)
    if shown.docx is not None:
        chosen_format(TrackedFormat, shown.docx, None, TrackedFormat.DOCX)
    from ntmreport.diff import UncompiledError, compiled_side, difference, revision_side

    is_built = shown.docx is not None
    try:
        # The new side first: if there is no such folder, git has nothing to be asked.
        new = compiled_side(other or data, templates, is_checked=is_built)
        old = (
            compiled_side(data, templates, is_checked=is_built)
            if revision is None
            else revision_side(data, revision, templates, is_checked=is_built)
        )
    except UncompiledError as error:
        _print_uncompiled(error, language)
        return MISTAKES
    results = []
    if shown.format is not None or shown.output is not None or shown.docx is None:
        ending = ending_of(format_)
        is_screen = shown.output is None
        text = _rendered_difference(difference(old, new), format_, language, is_file=not is_screen)
        results.append((text.encode(), shown.output, ending))
    if shown.docx is not None:
        content = _tracked(old, new, language)
        if content is None:
            return MISTAKES
        results.append((content, shown.docx, ending_of(TrackedFormat.DOCX)))
    from ntmreport.cli.delivery import deliver, write_standard_output
    from ntmreport.cli.destination import destination

    year = str(new.year.report.year)
    folders = [data, *([] if other is None else [other])]
    targets = [
        None
        if output is None
        else destination(output, year, f"thay-doi-{year}{ending}", folders, templates)
        for _, output, ending in results
    ]
    for (content, _, ending), target in zip(results, targets, strict=True):
        if target is None:
            write_standard_output(content, ending)
        else:
            deliver(content, target, ending, language)
    return 0


def _tracked(old: Side, new: Side, language: Language) -> bytes | None:
    """Return the report with its changes tracked, or print why there is none."""
    from ntmreport.compose import LAYOUT
    from ntmreport.render.tracked.report import render_tracked

    layout = f"{new.form.folder}/{LAYOUT}"
    content, mistakes = render_tracked(old.document, new.document, new.form.layout, layout)
    if content is None:
        from ntmreport.reporters.diagnostic_text import report_lines

        print_lines(*report_lines(mistakes, {}, language, width=terminal_width()), file=sys.stderr)
    return content


def _rendered_difference(
    changes: Difference, format_: DiffFormat, language: Language, *, is_file: bool
) -> str:
    match format_:
        case DiffFormat.MARKDOWN:
            from ntmreport.diff import markdown

            return markdown.render(changes, language)
        case DiffFormat.JSON:
            from ntmreport.diff import json_list

            return json_list.render(changes)
        case DiffFormat.HTML:
            from ntmreport.diff import html

            return html.render(changes, language)
        case DiffFormat.TEXT:
            from ntmreport.diff import text

            return text.render(changes, language, colour=not is_file and is_coloured())


def _print_uncompiled(error: UncompiledError, language: Language) -> None:
    """Say which side makes no report and why: an older schema, perhaps."""
    from ntmreport.reporters.diagnostic_text import report_lines

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
    lines = report_lines(error.diagnostics, error.texts, language, width=terminal_width())
    print_lines(message.text(language), *lines, file=sys.stderr)
