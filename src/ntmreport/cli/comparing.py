"""`diff`: what changed between two states of the data."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ntmreport.cli.outcome import MISTAKES, UsageMistakeError
from ntmreport.cli.terminal import (
    is_coloured,
    print_lines,
    print_text,
    terminal_width,
)
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.diff import Difference, UncompiledError


class DiffFormat(StrEnum):
    """How a comparison can be shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


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
    from ntmreport.diff import UncompiledError, compiled_side, difference, revision_side
    from ntmreport.render.output import write_atomically

    try:
        # The new side first: if there is no such folder, git has nothing to be asked.
        new = compiled_side(other or data, templates)
        old = (
            compiled_side(data, templates)
            if revision is None
            else revision_side(data, revision, templates)
        )
    except UncompiledError as error:
        _print_uncompiled(error, language)
        return MISTAKES
    if shown.docx is not None:
        from ntmreport.compose import LAYOUT
        from ntmreport.render.tracked.report import render_tracked

        layout = f"{new.form.folder}/{LAYOUT}"
        content, mistakes = render_tracked(old.document, new.document, new.form.layout, layout)
        if content is None:
            from ntmreport.reporters.text import report_lines

            print_lines(
                *report_lines(mistakes, {}, language, width=terminal_width()), file=sys.stderr
            )
            return MISTAKES
        write_atomically(shown.docx, content)
    if shown.format is not None or shown.output is not None or shown.docx is None:
        format_ = shown.format or DiffFormat.TEXT
        changes = difference(old, new)
        text = _rendered_difference(changes, format_, language, is_file=shown.output is not None)
        if shown.output is None:
            print_text(text)
            return 0
        write_atomically(shown.output, text.encode())
        print_lines(str(shown.output))
    if shown.docx is not None:
        print_lines(str(shown.docx))
    return 0


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
    from ntmreport.reporters.text import report_lines

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
