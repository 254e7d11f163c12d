"""The two languages the program speaks to its users: Vietnamese and English."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr


class Language(StrEnum):
    """A language for messages and help. The report itself is always Vietnamese."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class Bilingual(Struct, frozen=True):
    """One sentence in both languages, written side by side where the sentence is needed."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.vi if language is Language.VIETNAMESE else self.en

    @property
    def both(self) -> tuple[str, str]:
        """The sentence in Vietnamese and in English."""
        return self.vi, self.en


class Hint(Bilingual, frozen=True):
    """A sentence that says what to write or do instead of what is wrong.

    Each of `instead` is a text that mends the mistake where it stands in the mistake's place. One
    that `is_certain` needs no person to decide.
    """

    instead: tuple[str, ...] = ()
    is_certain: bool = False

    def __post_init__(self) -> None:
        if self.is_certain and len(self.instead) != 1:  # of several, a person takes one
            force_setattr(self, "is_certain", False)


def to_write(text: str, shown: str | None = None, *, is_certain: bool = False) -> Hint:
    """Return the hint to write `text` in the place of the mistake; `shown` is how it is quoted."""
    quoted = text if shown is None else shown
    return Hint(f"viết “{quoted}”", f"write `{quoted}`", (text,), is_certain=is_certain)
