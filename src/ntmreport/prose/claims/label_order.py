"""Numbers and letters of headings: one that is left out, or that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.figure.number_format import roman_numeral
from ntmreport.language import Bilingual
from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.finished_report import (
    CHAPTER,
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
_ROMANS = {roman_numeral(number): number for number in range(1, _MOST)}


def label_order(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each heading whose label does not follow that of the one before it."""
    last: dict[int, ReportBlock] = {}
    for part in report.parts:
        if not isinstance(part, ReportBlock) or part.level > POINT or part.level == 6:
            continue
        if part.level < POINT and _is_citation(part):
            continue
        for level in [each for each in last if each > part.level]:
            del last[level]
        before = last.get(part.level)
        if before is not None:
            yield from _claims(before, part)
        last[part.level] = part


def _is_citation(block: ReportBlock) -> bool:
    return not block.body.strip()


def _claims(before: ReportBlock, block: ReportBlock) -> Iterator[Claim]:
    wanted = _following(before)
    plain = block.label.strip(" ./)").rpartition(" ")[2]
    if not wanted or plain in wanted:
        return
    if plain in _FIRST and plain != before.label.strip(" ./)").rpartition(" ")[2]:
        return  # a list that begins anew
    start = block.text.index(block.label.split()[0]) if block.label else 0
    said = wanted[0] if wanted else ""
    yield Claim(
        catalogue.PROSE_NUMBERING,
        Verdict.SUSPICIOUS,
        Stretch(block, start, start + len(block.label)),
        block.label,
        f"{before.label} → {said}",
        (Stretch(before, before.start - len(before.label) - 1, before.start),),
        Bilingual(
            f"sau “{before.label}” là “{said}”; văn bản ghi “{block.label}”",
            f"“{said}” follows “{before.label}”; the text has “{block.label}”",
        ),
    )


_FIRST = frozenset({"1", "I", "a", "A", "01"})


def _following(block: ReportBlock) -> tuple[str, ...]:
    """Return the labels that can follow a block's, without their marks."""
    plain = block.label.strip(" ./)").rpartition(" ")[2]
    match block.level:
        case level if level == CHAPTER:
            number = _ROMANS.get(plain)
            if number is not None and not (len(plain) == 1 and plain in "CD"):
                return (roman_numeral(number + 1),)
            return (chr(ord(plain) + 1),) if len(plain) == 1 and plain.isalpha() else ()
        case level if level == SECTION:
            return (str(int(plain) + 1),) if plain.isdigit() else ()
        case level if level in {SUBSECTION, SUBSUBSECTION}:
            head, _, tail = plain.rpartition(".")
            return (f"{head}.{int(tail) + 1}",) if tail.isdigit() else ()
        case level if level == POINT:
            found = []
            for letters in (_LETTERS, _ENGLISH_LETTERS):
                index = letters.find(plain)
                if 0 <= index < len(letters) - 1:
                    found.append(letters[index + 1])
            return tuple(dict.fromkeys(found))
    return ()
