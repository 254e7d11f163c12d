"""Letters, spaces, spelling and days of a report: the rules of wording that need no data."""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.character_positions import Position
from ntmreport.checks.template_prose import Piece, TemplateLine
from ntmreport.checks.violation import MOST_VIOLATIONS, Subject
from ntmreport.checks.wording import FREE_WORDING_CHECKS
from ntmreport.language import Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.finished_report import ReportBlock, Stretch
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport

_LONGEST_SHOWN = 60
_DELIBERATE = 3
"""A spelling that stands so often is meant."""

_WORD = lazy_pattern(r"[^\W\d_]+")


class _Line(Struct, frozen=True):
    block: ReportBlock
    offset: int


def wording(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each place where a letter, a space, a word or a day is wrong."""
    lines: dict[int, _Line] = {}
    pieces = []
    for number, block in enumerate(report.all_blocks, start=1):
        text = block.text.strip()
        if not text:
            continue
        offset = block.text.index(text[0])
        lines[number] = _Line(block, offset)
        place = Position(number, offset + 1, offset + 2)
        pieces.append(Piece(text, TemplateLine(report.file, [(0, place)])))
    if not pieces:
        return
    words = Counter(_WORD.findall("\n".join(piece.text for piece in pieces)))
    subject = Subject({}, {}, {}, {}, None, None, datetime.date.max, pieces=tuple(pieces))
    for check in FREE_WORDING_CHECKS:
        if report.read_with and check.rule is catalogue.SPACING:
            continue  # the spaces of a PDF are its program's
        for violation in islice(check.find(subject), MOST_VIOLATIONS):
            span = violation.located
            if not isinstance(span, Span) or span.line not in lines:
                continue
            block = lines[span.line].block
            at = Stretch(block, span.column - 1, max(span.column, span.end_column - 1))
            hint = violation.hint
            if check.rule is catalogue.IMPOSSIBLE_SYLLABLE:
                if not _is_vietnamese(at.text) or words[at.text] >= _DELIBERATE:
                    continue
                hint = hint if isinstance(hint, Hint) and hint.instead else None
            yield Claim(
                check.rule,
                Verdict.SUSPICIOUS,
                at,
                at.text[:_LONGEST_SHOWN],
                hint.vi if hint is not None else "",
                (),
                violation.message,
                hint,
            )


def _is_vietnamese(word: str) -> bool:
    """Return whether a word is meant to be Vietnamese: it has marks, and is no name."""
    return not word.isascii() and word[:1].islower()
