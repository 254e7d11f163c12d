"""A comparison as Markdown, made for a comment on a merge request at GitHub or GitLab."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.diff import comparison_rows
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.comparison import Changes
    from ntmreport.diff.figure_changes import FigureChange
    from ntmreport.diff.passage_changes import PassageChange
    from ntmreport.language import Language

MOST_CHARACTERS = 60_000
"""GitHub takes comments of 65.536 characters."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&\0]")
# What stands first in a line would make it a list, a heading or a quotation.
_LINE_START = re.compile(r"(\s*)(?:([-+#=])|(\d+)([.)]))")
# People, issues and the like are not to be called from a report; nor is text to become a link.
_REFERENCE = re.compile(r"(?<=[@#!$%&])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_ESCAPES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "\0": "<!-- -->"}


def render_markdown(compared: Changes, language: Language) -> str:
    """Return the comparison as Markdown: tables of figures, sentences with <del> and <ins>.

    What would not fit into one comment is left out, and how much that is, is said.
    """
    lines = [f"### {_plain(comparison_rows.title(compared).text(language))}"]
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
    return f"| {' | '.join(map(_plain, words))} | {_code(place)} |"


def _sentence(change: PassageChange, language: Language) -> str:
    heading = comparison_rows.heading(change.change, change.passage, language)
    text = comparison_rows.tagged(comparison_rows.excerpt(change.pieces), _plain)
    return f"- **{_plain(heading)}** {text}" if heading else f"- {_at_start(text)}"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is and takes for nothing else."""
    return _SPECIAL.sub(_escaped, _REFERENCE.sub("\0", text))


def _escaped(special: re.Match[str]) -> str:
    return _ESCAPES.get(special[0], f"\\{special[0]}")


def _at_start(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2" if re.match(r"\s*\D", text) else r"\1\3\\\4", text, count=1)


def _code(text: str) -> str:
    """Return text as code, in a cell of a table."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    shown = text.replace("|", "\\|")
    return f"{fence}{space}{shown}{space}{fence}"
