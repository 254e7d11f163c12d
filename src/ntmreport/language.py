"""The two languages the program speaks to its users: Vietnamese and English."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """A language for messages and help. The report itself is always Vietnamese."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class Bilingual(NamedTuple):
    """One sentence in both languages, written side by side where the sentence is needed."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.vi if language is Language.VIETNAMESE else self.en
