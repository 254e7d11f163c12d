"""Numbers and letters of headings: one that is left out, or that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.figure.number_format import roman_numeral
from ntmreport.language import Bilingual
from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.finished_report import (
    CHAPTER,
    DEEPER,
    DIVISION,
    POINT,
    SECTION,
    SUBSECTION,
    SUBSUBSECTION,
    ReportBlock,
    Stretch,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ENGLISH_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST = 60
_MOST_LISTS = 8
_ROMANS = {roman_numeral(number): number for number in range(1, _MOST)}
_FIRST = frozenset({"1", "I", "a", "A", "01"})


def label_order(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each heading whose label does not follow that of the one before it.

    A list that begins anew within another is remembered beside it: the other may go on behind it.
    """
    lists: dict[int, list[ReportBlock]] = {}
    for part in report.parts:
        if not isinstance(part, ReportBlock) or not part.body.strip():
            continue
        if part.level > POINT and not _is_numbered(part):
            continue
        for level in [each for each in lists if each > part.level]:
            del lists[level]
        before = lists.setdefault(part.level, [])
        plain = _plain(part)
        for number in range(len(before) - 1, -1, -1):
            following = _following(before[number])
            if not following or plain in following:
                before[number:] = [part]
                break
        else:
            if before and plain not in _FIRST:
                yield _claim(before[-1], part)
                before[-1] = part
            elif before and plain == _plain(before[-1]):
                yield _claim(before[-1], part)
            else:
                before.append(part)
                del before[:-_MOST_LISTS]


def _is_numbered(block: ReportBlock) -> bool:
    """Return whether a deeper label is a number in brackets, as in (1), (2), (3)."""
    return block.level == DEEPER and block.label.startswith("(")


def _claim(before: ReportBlock, block: ReportBlock) -> Claim:
    said = _following(before)[0]
    start = block.text.index(block.label)
    first = before.text.index(before.label)
    return Claim(
        catalogue.PROSE_NUMBERING,
        Verdict.SUSPICIOUS,
        Stretch(block, start, start + len(block.label)),
        block.label,
        f"{before.label} → {said}",
        (Stretch(before, first, first + len(before.label)),),
        Bilingual(
            f"sau “{before.label}” là “{said}”; văn bản ghi “{block.label}”",
            f"“{said}” follows “{before.label}”; the text has “{block.label}”",
        ),
    )


def _plain(block: ReportBlock) -> str:
    return block.label.strip(" ./()").rpartition(" ")[2]


def _following(block: ReportBlock) -> tuple[str, ...]:
    """Return the labels that can follow a block's, without their marks."""
    plain = _plain(block)
    if block.level == DIVISION:
        return (chr(ord(plain) + 1),)
    if block.level == CHAPTER:
        number = _ROMANS.get(plain)
        return () if number is None else (roman_numeral(number + 1),)
    if block.level in {SECTION, DEEPER}:
        return (str(int(plain) + 1), f"{int(plain) + 1:02}") if plain.isdigit() else ()
    if block.level in {SUBSECTION, SUBSUBSECTION}:
        head, _, tail = plain.rpartition(".")
        return (f"{head}.{int(tail) + 1}",) if tail.isdigit() else ()
    found = []
    for letters in (_LETTERS, _ENGLISH_LETTERS):
        index = letters.find(plain)
        if 0 <= index < len(letters) - 1:
            found.append(letters[index + 1])
    return tuple(dict.fromkeys(found))
