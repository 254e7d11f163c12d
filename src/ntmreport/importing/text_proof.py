"""The proof of an import: the report that is built from it against the original, by paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.reconcile.folded_text import folded_text
from ntmreport.word_alignment import stretches
from ntmreport.word_reader import Story, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.word_reader import WordFile

_BLANK = re.compile(r"(?:[.…_]\s*){2,}")
_ADDRESSEE = re.compile(r"(?i)^(kính gửi\s*:)\s*")
_DASH = re.compile(r"^- ")


class UnequalText(Struct, frozen=True):
    """A paragraph of the original and what is built in its place; empty where there is none."""

    original: str
    built: str


class TextProof(Struct, frozen=True):
    """The number of paragraphs of the original, and those that are not built as they were."""

    paragraphs: int
    unequal: tuple[UnequalText, ...]

    @property
    def equal(self) -> int:
        """The number of paragraphs that are built as they were."""
        return self.paragraphs - sum(bool(each.original) for each in self.unequal)


def proof_of(original: WordFile, built: WordFile) -> TextProof:
    """Compare the paragraphs of two Word files, each cell of a table too.

    A line of the letterhead or signature may stand in another place: that is the layout's matter.
    Paragraphs of a cell are one in what is built.
    """
    before, after = list(_lines(original)), list(_lines(built))
    folded_before = [_folded(text) for text in before]
    folded_after = [_folded(text) for text in after]
    unequal: list[UnequalText] = []
    lost: list[tuple[int, int]] = []
    for same, i, j, k, m in stretches(folded_before, folded_after):
        is_cut_otherwise = " ".join(folded_before[i:j]) == " ".join(folded_after[k:m])
        if not same and not is_cut_otherwise:
            lost += [
                (i + n if i + n < j else -1, k + n if k + n < m else -1)
                for n in range(max(j - i, m - k))
            ]
    elsewhere = Counter(folded_after[k] for _, k in lost if k >= 0)
    elsewhere &= Counter(folded_before[i] for i, _ in lost if i >= 0)
    found_before, found_after = Counter(elsewhere), Counter(elsewhere)
    for i, k in lost:
        text = before[i] if i >= 0 else ""
        new = after[k] if k >= 0 else ""
        if i >= 0 and found_before[folded_before[i]] > 0:
            found_before[folded_before[i]] -= 1
            text = ""
        if k >= 0 and found_after[folded_after[k]] > 0:
            found_after[folded_after[k]] -= 1
            new = ""
        if text or new:
            unequal.append(UnequalText(text, new))
    return TextProof(len(before), tuple(unequal))


def _lines(file: WordFile) -> Iterator[str]:
    for paragraph in file.paragraphs():
        if paragraph.labelled_text.strip():
            yield paragraph.labelled_text
    for story in file.stories:
        if story.story in {Story.FOOTNOTE, Story.ENDNOTE}:
            for paragraph in paragraphs_of(story.blocks):
                if paragraph.labelled_text.strip():
                    yield paragraph.labelled_text


def _folded(text: str) -> str:
    """Return a text as it is compared: blanks to be filled in are drawn in many ways."""
    folded = folded_text(text).text
    folded = _BLANK.sub("…", folded)
    if folded.isupper():  # as the layout writes it, whichever letter has the tone mark
        folded = folded.replace("HOÀ", "HÒA")
    if folded.casefold().startswith("số:"):
        folded = re.sub(r"\s*/\s*", "/", folded)
        folded = re.sub(r"^(?i:số:)\s*(?:…\s*)?/", "Số: …/", folded)
    return _DASH.sub("- ", _ADDRESSEE.sub(r"\1 ", folded))
