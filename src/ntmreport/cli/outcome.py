"""How a command ends: its exit code, and a call that makes no sense."""

from __future__ import annotations

from ntmreport.language import Bilingual

MISTAKES, USAGE, TROUBLE = 1, 2, 3
"""Exit codes: mistakes in data or templates, a wrong call, trouble with the machine."""

_FIRST_YEAR, _LAST_YEAR = 1945, 2100


class UsageMistakeError(Exception):
    """The command is called in a way that makes no sense."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def is_year(text: str) -> bool:
    """Return whether `text` is a year that data can be of."""
    is_number = text.isascii() and text.isdigit() and len(text) == len(str(_LAST_YEAR))
    return is_number and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def no_year(text: str) -> Bilingual:
    """Say that `text` is no year."""
    return Bilingual(
        f"{text} không phải là một năm; viết bốn chữ số, ví dụ 2022",
        f"{text} is not a year; write four digits, such as 2022",
    )
