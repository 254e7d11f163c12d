"""Marks in composed text: of figures, of texts of the data, of lines of templates.

A template's output is one string. Marks are Unicode noncharacters, which no file may contain, so a
mark can never be part of a text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from ntmreport.compose.budget import Budget
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.figure import Figure
    from ntmreport.model import Text

FIGURE_START = "\ufdd0"
FIGURE_TEXT = "\ufdd1"
FIGURE_END = "\ufdd2"
LITERAL_START = "\ufdd3"
LITERAL_END = "\ufdd4"
LINE_START = "\ufdd5"
LINE_END = "\ufdd6"
UNDECIDED = "\ufddc"
TEXT_START = "\ufdd7"
TEXT_END = "\ufdde"
NO_MARK = "[^\ufdd0-\ufdef]"
"""The pattern of a character that is none of these."""


class PrintedFigures:
    """The figures and the texts of the data that one report prints, in the order of printing."""

    def __init__(self, communes: int = 0) -> None:
        self._figures: list[Figure] = []
        self.texts: list[Text] = []
        self.budget = Budget(communes)

    def mark(self, figure: Figure, text: str) -> Markup:
        """Return `text` marked as what `figure` prints."""
        self._figures.append(figure)
        position = len(self._figures) - 1
        return self.bounded(f"{FIGURE_START}{position}{FIGURE_TEXT}{text}{FIGURE_END}")

    def mark_text(self, text: Text, printed: str) -> Markup:
        """Return `printed` marked as what a text of the data says: none of it is markup."""
        self.texts.append(text)
        position = len(self.texts) - 1
        return self.bounded(f"{TEXT_START}{position}{FIGURE_TEXT}{literal(printed)}{TEXT_END}")

    def bounded(self, marked: str) -> Markup:
        """Return `marked` as it is; raises TooLongError where all that is printed is too much."""
        self.budget.spend(len(marked))
        # Marked text is what autoescape is to leave alone; nothing here is HTML.
        return Markup(marked)  # noqa: S704 - see above

    def __getitem__(self, position: int) -> Figure:
        return self._figures[position]


DIRECTIONS = (("tăng", "giảm"), ("cao hơn", "thấp hơn"), ("nhiều hơn", "ít hơn"))
"""The words before a change that is above zero, and before one that is below."""
_BETWEEN = rf"(?:\s|{LINE_START}[^{LINE_END}]*{LINE_END})+"
_DIRECTED = lazy_pattern(
    rf"(?<!\w)({'|'.join(word for pair in DIRECTIONS for word in pair)})"
    rf"((?:{_BETWEEN}thêm)?(?:{_BETWEEN}được)?{_BETWEEN}){UNDECIDED}",
    re.IGNORECASE,
)


def undecided(blank: str) -> str:
    """Return a blank marked as that of a change, which may turn out a rise or a fall."""
    return f"{UNDECIDED}{blank}"


def of_either_direction(composed: str) -> str:
    """Return `composed` with both words, tăng/giảm, before the blank of a change."""
    if UNDECIDED not in composed:  # as in every report that is no draft
        return composed

    def both(found: re.Match[str]) -> str:
        first, second = next(pair for pair in DIRECTIONS if found[1].casefold() in pair)
        begun = first.capitalize() if found[1][0].isupper() else first
        return f"{begun}/{second}{found[2]}"

    return _DIRECTED.sub(both, composed).replace(UNDECIDED, "")


_BEFORE_LETTERS = lazy_pattern(
    rf"(?:{LINE_START}[^{LINE_END}]*{LINE_END}|[{FIGURE_START}{TEXT_START}]\d+{FIGURE_TEXT}"
    rf"|{LITERAL_START}|\s)*"
)


def capitalised(shown: Markup) -> Markup:
    """Return what is shown with a capital as its first letter."""
    return _with_first_letter(shown, str.upper)


def uncapitalised(shown: Markup) -> Markup:
    """Return what is shown with a small letter as its first."""
    return _with_first_letter(shown, str.lower)


def _with_first_letter(shown: Markup, change: Callable[[str], str]) -> Markup:
    found = _BEFORE_LETTERS.match(shown)
    end = found.end() if found else 0
    letter = change(shown[end : end + 1])
    return Markup(f"{shown[:end]}{letter}{shown[end + 1 :]}")  # noqa: S704 - letters as they were


def line(template: str, number: int) -> str:
    """Return the mark that says where the words behind it stand: in which template and line."""
    return f"{LINE_START}{number}:{template}{LINE_END}"


def literal(text: str) -> str:
    """Return `text` marked as the data's own: none of it is markup."""
    return f"{LITERAL_START}{text}{LITERAL_END}"
