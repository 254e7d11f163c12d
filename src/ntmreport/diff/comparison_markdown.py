"""A comparison as Markdown, made for a comment on a merge request at GitHub or GitLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diff import comparison_rows
from ntmreport.escapes import markdown_code, markdown_line, markdown_text
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.comparison import Changes
    from ntmreport.diff.figure_changes import FigureChange
    from ntmreport.diff.passage_changes import PassageChange
    from ntmreport.language import Language

MOST_CHARACTERS = 60_000
"""GitHub takes comments of 65.536 characters."""


def render_markdown(compared: Changes, language: Language) -> str:
    """Return the comparison as Markdown: tables of figures, sentences with <del> and <ins>.

    What does not fit into one comment is counted, not shown.
    """
    lines = [f"### {markdown_text(comparison_rows.title(compared).text(language))}"]
    left = MOST_CHARACTERS
    for heading, changes in comparison_rows.figure_groups(compared):
        lines += ["", f"**{heading.text(language)}** ({len(changes)})", ""]
        lines += _head(language)
        rows = [_row(change, compared) for change in changes]
        lines += _fitting(rows, left, language)
        left -= sum(len(row) + 1 for row in rows)
    if compared.passages:
        count = len(compared.passages)
        lines += ["", f"**{comparison_rows.SENTENCES.text(language)}** ({count})", ""]
        sentences = [_sentence(change, language) for change in compared.passages]
        lines += _fitting(sentences, left, language)
    if len(lines) == 1:
        lines += ["", comparison_rows.NOTHING.text(language)]
    return "\n".join(lines) + "\n"


def _fitting(lines: Sequence[str], left: int, language: Language) -> Iterator[str]:
    for number, line in enumerate(lines):
        left -= len(line) + 1
        if left < 0:
            rest = len(lines) - number
            yield ""
            yield Bilingual(
                f"*… và {rest} mục nữa; xem đủ bằng `ntmreport diff`.*",
                f"*… and {rest} more; `ntmreport diff` shows all.*",
            ).text(language)
            return
        yield line


def _head(language: Language) -> Iterator[str]:
    yield f"| {' | '.join(column.text(language) for column in comparison_rows.COLUMNS)} |"
    yield "|---|---:|---:|---:|---:|---|"


def _row(change: FigureChange, compared: Changes) -> str:
    *words, place = comparison_rows.cells(change, compared)
    return f"| {' | '.join(map(markdown_text, words))} | {markdown_code(place)} |"


def _sentence(change: PassageChange, language: Language) -> str:
    heading = comparison_rows.heading(change.change, change.passage, language)
    text = comparison_rows.tagged(comparison_rows.excerpt(change.pieces), markdown_text)
    return f"- **{markdown_text(heading)}** {text}" if heading else f"- {markdown_line(text)}"
