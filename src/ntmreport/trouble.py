"""What is wrong with the machine rather than with the input: one clear line and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ntmreport.language import Bilingual


class Trouble(Exception):  # noqa: N818 - the word users read; it is not an error of the program
    """A disk, a permission or a missing program stops the work; `message` says what to do."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message
