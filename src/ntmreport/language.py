"""The two languages the program speaks to its users: Vietnamese and English."""

# No postponed annotations here: `typing` would compile those of each named tuple.
from enum import StrEnum
from typing import NamedTuple, Self


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


class Hint(Bilingual):
    """A sentence that says what to write or do instead of what is wrong.

    Each of `instead` is a text that mends the mistake where it stands in the mistake's place. One
    that `is_certain` needs no person to decide.
    """

    instead: tuple[str, ...]
    is_certain: bool

    def __new__(
        cls, vi: str, en: str, instead: tuple[str, ...] = (), *, is_certain: bool = False
    ) -> Self:
        """Return the hint; only one text can be certain."""
        hint = super().__new__(cls, vi, en)
        hint.instead = instead
        hint.is_certain = is_certain and len(instead) == 1
        return hint


def to_write(text: str, shown: str | None = None, *, is_certain: bool = False) -> Hint:
    """Return the hint to write `text` in the place of the mistake; `shown` is how it is quoted."""
    quoted = text if shown is None else shown
    return Hint(f"viết “{quoted}”", f"write `{quoted}`", (text,), is_certain=is_certain)
