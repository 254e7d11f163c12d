"""Exit codes of commands, and the error of a call that makes no sense."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ntmreport.language import Bilingual


class ExitCode(IntEnum):
    """The exit codes of the program, as the README lists them."""

    DONE = 0
    ERRORS = 1  # in data or templates
    WRONG_CALL = 2
    TROUBLE = 3  # with the machine


class WrongCallError(Exception):
    """The command is called in a way that makes no sense; `message` says what to call instead."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message
