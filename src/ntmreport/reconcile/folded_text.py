"""A text with all that Word changes by itself folded into one spelling.

Word curls quotes, breaks no line at a space, makes dashes of hyphens and one character of three
full stops; LibreOffice and Google Docs have habits of their own. None of that is an edit.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

from msgspec import Struct

_QUOTES = {**dict.fromkeys("“”„‟«»″〝〞＂", '"'), **dict.fromkeys("‘’‚‛′`´＇", "'")}
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_FOLDED = {**_QUOTES, **_DASHES}
_STOPS, _ELLIPSIS = "...", "…"


class FoldedText(Struct, frozen=True):
    """A folded `text`; `places` are where each of its characters begins in the text as it is.

    One place more is that of the end.
    """

    text: str
    places: tuple[int, ...]

    def folded_offset(self, place: int) -> int:
        """Return the offset in the folded text of what stands at `place` in the text as it is."""
        return min(bisect_left(self.places, place), len(self.text))


def folded_text(text: str) -> FoldedText:
    """Return `text` folded: NFC, one kind of quotes, of dashes, of spaces, and these singly."""
    shown = [place for place, letter in enumerate(text) if letter not in _NOTHING]
    seen = "".join(text[place] for place in shown)
    letters: list[str] = []
    places: list[int] = []
    end = len(seen.rstrip())
    at = len(seen) - len(seen.lstrip())
    while at < end:
        start, at = at, at + 1
        if seen.startswith(_STOPS, start):
            at = start + len(_STOPS)
            whole = _ELLIPSIS
        else:
            while at < end and unicodedata.combining(seen[at]):
                at += 1
            whole = unicodedata.normalize("NFC", seen[start:at])
        if whole.isspace():
            whole = " "
            if letters[-1:] == [" "]:
                continue
        for letter in whole:
            letters.append(_FOLDED.get(letter, letter))
            places.append(shown[start])
    last = shown[end - 1] + 1 if end else 0
    return FoldedText("".join(letters), (*places, last))
