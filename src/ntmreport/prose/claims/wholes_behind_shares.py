"""Shares whose whole stands behind them: `9 HTX, chiếm 37,5% tổng số 24 HTX`.

So does a plan: `142 ha, đạt 88,8% kế hoạch (160 ha)`, and what it is compared with: `bằng 107,5%
so với cùng kỳ (452.000 con)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, fixed
from ntmreport.prose.claims.fraction_shares import fractions_in, judged_share
from ntmreport.prose.claims.parts_and_shares import is_share_slip, part_of, share_claim
from ntmreport.prose.counted_units import TIMES, count_alike
from ntmreport.prose.finished_report import Stretch
from ntmreport.prose.prose_number import DESIGNATIONS, NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport, Sentence

_WORD = r"(?!(?:tăng|giảm|vượt|còn|thiếu|trong|và|thấp|cao|nhiều|ít|lên|gồm|đạt)\b)[^\W\d_]+"
_WORDS = rf"(?: {_WORD}| (?:19|20)\d\d| [-–])"
_COMPARED = r"(?: (?:so )?với| trên| của| trong)?"
_ALL = lazy_pattern(
    rf"{_COMPARED} (?:tổng số|tổng|toàn bộ)(?:{_WORDS}){{0,8}}?(?:(?: là| có|:)? | ?\()"
    r"(?:là |có |gồm |tổng số )?",
    re.IGNORECASE,
)
_PLANNED = lazy_pattern(
    rf"{_COMPARED} (?:kế hoạch|KH|dự toán|chỉ tiêu|mục tiêu|nhu cầu)"
    rf"(?: giảm| tăng)?(?:{_WORDS}){{0,10}}?"
    rf"(?:(?: là|:)? | ?\()(?:{_WORD}:? ){{0,4}}",
    re.IGNORECASE,
)
_IN_BRACKETS = lazy_pattern(
    rf"{_WORDS}(?:,?{_WORDS}){{0,8}} ?\((?:{_WORD}:? ){{0,3}}", re.IGNORECASE
)
_CLOSES = lazy_pattern(r" ?[^\W\d_]*(?: [^\W\d_]+)?\)")
_CHANGED = lazy_pattern(
    r"(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?: [^\W\d_]+){0,2} $", re.IGNORECASE
)
_STATED = lazy_pattern(
    r"(?:chiếm|bằng|đạt|hoàn thành|tương đương|tương ứng|tỷ lệ|tỉ lệ|là|được|\()"
    r"(?: (?:với|tỷ lệ|tỉ lệ|là|tới|đến|mức|được))*[ :]*$",
    re.IGNORECASE,
)
_FARTHEST = 260
_PERCENTS = frozenset({NumberKind.SHARE, NumberKind.POINTS})


class _Found(NamedTuple):
    part: ProseNumber
    whole: ProseNumber
    is_named: bool
    is_sure: bool


def wholes_behind_shares(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each share that its whole follows."""
    for sentence in report.sentences():
        wholes: set[int] = set()
        for position, share in enumerate(sentence.numbers[:-1]):
            if share.kind is NumberKind.SHARE and share.is_exact and position:
                found = _found(sentence, position, wholes)
                if found is not None:
                    wholes.add(found.whole.start)
                    yield from _judged(sentence, share, found)


def _found(sentence: Sentence, position: int, wholes: set[int]) -> _Found | None:
    text, numbers = sentence.block.text, sentence.numbers
    share = numbers[position]
    following = (each for each in numbers[position + 1 :] if each.kind not in DESIGNATIONS)
    whole = next(following, None)
    if whole is None or not whole.is_exact or not whole.base or whole.kind in _PERCENTS:
        return None
    if whole.unit in TIMES or not (whole.unit or text[whole.start - 1] == "("):
        return None
    if _CHANGED.search(text, sentence.lead(share.start), share.start):
        return None
    is_named = any(each.fullmatch(text, share.unit_end, whole.start) for each in (_ALL, _PLANNED))
    if not is_named and not _IN_BRACKETS.fullmatch(text, share.unit_end, whole.start):
        return None
    if any(pair.part is whole for pair in fractions_in(sentence)):
        return None  # the part and its whole stand behind the share
    part = part_of(sentence, position)
    is_beside = part is not None and part.start not in wholes and _is_alike(part, whole)
    if not is_beside:
        part = _part_before(sentence, position, whole, wholes)
    if part is None:
        return None
    is_closed = _CLOSES.match(text, whole.end) is not None and part.base <= whole.base
    return _Found(part, whole, is_named, is_beside and (is_named or is_closed))


def _part_before(
    sentence: Sentence, position: int, whole: ProseNumber, wholes: set[int]
) -> ProseNumber | None:
    """Return the number before a share that counts what its whole does.

    Changes are left out, and `wholes` of shares before it.
    """
    text, numbers = sentence.block.text, sentence.numbers
    share = numbers[position]
    if not _STATED.search(text, sentence.lead(share.start), share.start):
        return None
    for part in reversed(numbers[:position]):
        between = text[part.end : share.start]
        if share.start - part.end > _FARTHEST or ";" in between:
            return None
        if part.kind in DESIGNATIONS or part.kind in _PERCENTS or not part.is_exact:
            continue
        if part.start in wholes:
            continue
        is_in_brackets = between.count(")") > between.count("(")
        if is_in_brackets or _CHANGED.search(text, sentence.lead(part.start), part.start):
            continue
        return part if _is_alike(part, whole) else None
    return None


def _is_alike(part: ProseNumber, whole: ProseNumber) -> bool:
    return count_alike(part, whole) or (
        part.kind is whole.kind is NumberKind.COUNT and bool(part.unit) and not whole.unit
    )


def _judged(sentence: Sentence, share: ProseNumber, found: _Found) -> Iterator[Claim]:
    part, whole, is_named, is_sure = found
    verdict = judged_share(part, whole, share)[1]
    if verdict is Verdict.SUSPICIOUS:
        if not is_named and judged_share(whole, part, share)[1] is Verdict.CONFIRMED:
            part, whole, verdict = whole, part, Verdict.CONFIRMED
        elif not _is_wrong(part, whole, share, is_sure=is_sure):
            return
    if part.base:
        at = Stretch(sentence.block, whole.start, whole.end)
        yield share_claim(sentence, part, share, at, whole, verdict)


def _is_wrong(part: ProseNumber, whole: ProseNumber, share: ProseNumber, *, is_sure: bool) -> bool:
    exact = 100 * part.base / whole.base
    if is_share_slip(share, fixed(exact, share.decimals)):
        return True
    return is_sure
