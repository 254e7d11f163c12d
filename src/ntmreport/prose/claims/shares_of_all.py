"""Shares that make up 100%, and groups of communes by criteria that make up all communes."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, fixed, is_rounding, one_digit_apart, shown
from ntmreport.prose.claims.fraction_shares import fractions_in
from ntmreport.prose.finished_report import ITEM, ReportBlock, Stretch
from ntmreport.prose.prose_number import NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.finished_report import FinishedReport, Sentence

_ALL = lazy_pattern(
    r"cơ cấu|tỷ trọng|tỉ trọng|xếp loại|phân loại|chia theo|phân theo|đánh giá, xếp"
    r"|mức độ hài lòng|kết quả lấy ý kiến"
    r"|chất lượng giáo dục|hạnh kiểm|học lực",
    re.IGNORECASE,
)
_STRUCTURE = lazy_pattern(r"cơ cấu|tỷ trọng|tỉ trọng", re.IGNORECASE)
_NOT_ALL = lazy_pattern(
    r"tăng|giảm|so với|kế hoạch|chỉ tiêu|trở lên|trở xuống|bình quân|năm trước|riêng|ít nhất"
    r"|đạt chuẩn|khoảng",
    re.IGNORECASE,
)
_BAND = lazy_pattern(r"tiêu chí", re.IGNORECASE)
_COUNT_BEHIND = lazy_pattern(
    r" tiêu chí\)? ?(?:\([^)]*\) ?)?(?::|là|có|gồm|-|–)? ?(?:có )?$", re.IGNORECASE
)
_COUNT_BEFORE = lazy_pattern(
    r" xã[^.;,0-9]{0,40}?(?:đạt|có)? ?(?:từ |dưới |trên |đủ )*(?:\d+/)?$", re.IGNORECASE
)
_WHOLE_BEFORE = lazy_pattern(
    r"(?:trong|của|kết quả|rà soát|đánh giá|thẩm định|phân loại|tổng số|tổng"
    r"|toàn (?:huyện|tỉnh|xã) có|(?:huyện|tỉnh) có|trên)(?: số)? $",
    re.IGNORECASE,
)
_HUNDRED = 100
_LEAST = 3
_FARTHEST_OFF = 15


def shares_of_all(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each distribution in percent, in a sentence or in the items below it."""
    for block in report.blocks:
        for sentence in block.sentences:
            shares = [each for each in sentence.numbers if each.kind is NumberKind.SHARE]
            if len(shares) >= _LEAST:
                yield from _in_sentence(sentence, shares)
    for number, part in enumerate(report.parts):
        if isinstance(part, ReportBlock) and part.text.rstrip().endswith(":"):
            yield from _below(part, report.children.get(number, ()))
    yield from _bands(report)


def _in_sentence(sentence: Sentence, shares: Sequence[ProseNumber]) -> Iterator[Claim]:
    text = sentence.block.text
    before = text[sentence.start : shares[0].start]
    within = text[shares[0].start : shares[-1].end]
    is_all = _ALL.search(before) or _STRUCTURE.search(text, shares[-1].end, sentence.end)
    if not is_all or _NOT_ALL.search(within):
        return
    if not all(each.is_exact for each in shares) or any(each.value >= _HUNDRED for each in shares):
        return
    if "lần lượt" in text or "trong đó" in text[shares[0].end : sentence.end]:
        return
    yield _claim([(sentence.block, each) for each in shares])


def _below(block: ReportBlock, items: Sequence[ReportBlock]) -> Iterator[Claim]:
    if len(items) < _LEAST or items[0].level < ITEM or not _ALL.search(block.text):
        return
    shares = []
    for item in items:
        own = [each for each in item.numbers if each.kind is NumberKind.SHARE]
        if len(own) != 1 or not own[0].is_exact or _NOT_ALL.search(item.text):
            return
        shares.append((item, own[0]))
    if all(each.value < _HUNDRED for _, each in shares):
        yield _claim(shares)


def _claim(shares: Sequence[tuple[ReportBlock, ProseNumber]]) -> Claim:
    numbers = [number for _, number in shares]
    total = sum((each.value for each in numbers), Fraction())
    off = abs(total - _HUNDRED)
    verdict = Verdict.CONFIRMED if off == 0 else Verdict.NOT_CHECKABLE
    is_slip = any(
        each.value + _HUNDRED - total > 0
        and one_digit_apart(each.text, fixed(each.value + _HUNDRED - total, each.decimals))
        for each in numbers
    )
    is_rounded = is_rounding(off, [2 * each.half for each in numbers])
    if not is_rounded and (off <= _FARTHEST_OFF or is_slip):
        verdict = Verdict.SUSPICIOUS
    right = shown(total)
    computed = f"{' + '.join(each.text for each in numbers)} = {right}%"
    block, last = shares[-1]
    return Claim(
        catalogue.PROSE_SHARES_OF_ALL,
        verdict,
        Stretch(block, last.start, last.end),
        "100%",
        computed,
        tuple(Stretch(each, number.start, number.end) for each, number in shares[:-1]),
        Bilingual(
            f"các tỷ lệ của một tổng thể cộng lại không bằng 100%: {computed}",
            f"the shares of one whole do not add up to 100%: {computed}",
        ),
    )


class _Band(Struct, frozen=True):
    block: ReportBlock
    communes: ProseNumber
    lowest: Fraction


def _bands(report: FinishedReport) -> Iterator[Claim]:
    """Yield the claims of communes by how many criteria they meet."""
    known = _all_communes(report)
    for number, part in enumerate(report.parts):
        if not isinstance(part, ReportBlock):
            continue
        for sentence in part.sentences:
            found = _bands_in(part, sentence)
            if len(found) >= _LEAST:
                yield from _band_claim(part, found, known)
        if part.text.rstrip().endswith(":"):
            below = _bands_of(report.children.get(number, ()))
            if len(below) >= _LEAST:
                yield from _band_claim(part, below, known)


def _bands_of(items: Sequence[ReportBlock]) -> list[_Band]:
    found: list[_Band] = []
    for item in items:
        own = [each for sentence in item.sentences for each in _bands_in(item, sentence)]
        if len(own) != 1:
            return []
        found += own
    return found


def _bands_in(block: ReportBlock, sentence: Sentence) -> list[_Band]:
    """Return the bands of a sentence: how many communes, and the lowest number of criteria."""
    text, numbers = block.text, sentence.numbers
    whole_sets = {
        each.first
        for each in fractions_in(sentence)
        if each.part.value == each.whole.value and _is_criteria(text, each.whole)
    }  # 19/19 tiêu chí
    numbers = tuple(each for index, each in enumerate(numbers) if index not in whole_sets)
    taken = {
        index
        for index, each in enumerate(numbers)
        for pair in fractions_in(sentence)
        if each in (pair.part, pair.whole) and pair.first not in whole_sets
    }
    found: list[_Band] = []
    used: set[int] = set()
    for index in range(len(numbers) - 1):
        first, second = numbers[index], numbers[index + 1]
        if {index, index + 1} & (used | taken):
            continue
        if _is_criteria(text, first) and _COUNT_BEHIND.fullmatch(text, first.end, second.start):
            count, criteria = second, first
        elif _is_criteria(text, second) and _COUNT_BEFORE.fullmatch(text, first.end, second.start):
            count, criteria = first, second
        else:
            continue
        if count.unit == "xã" and count.is_exact:
            found.append(_Band(block, count, _lowest(text, criteria)))
            used |= {index, index + 1}
    return found


def _lowest(text: str, number: ProseNumber) -> Fraction:
    before = text[max(0, number.start - 12) : number.start].casefold()
    return Fraction(-1) if "dưới" in before else number.value


def _is_criteria(text: str, number: ProseNumber) -> bool:
    return number.kind in {NumberKind.COUNT, NumberKind.NAME} and bool(
        _BAND.match(text[number.end + 1 : number.end + 10])
    )


def _all_communes(report: FinishedReport) -> int | None:
    """Return how many communes a report speaks of: the whole of `n/32 xã`, where it is one."""
    wholes: dict[int, int] = {}
    for sentence in report.sentences():
        for each in fractions_in(sentence):
            if each.whole.unit == "xã" and each.whole.is_exact:
                wholes[int(each.whole.value)] = wholes.get(int(each.whole.value), 0) + 1
    return next(iter(wholes)) if len(wholes) == 1 else None


def _band_claim(block: ReportBlock, bands: Sequence[_Band], known: int | None) -> Iterator[Claim]:
    lowest = [band.lowest for band in bands]
    if len(set(lowest)) != len(lowest):
        return  # the same band twice: of two years, or of two lists
    named = [
        each
        for each in block.numbers
        if each.unit == "xã" and each.is_exact and all(each is not band.communes for band in bands)
    ]
    wholes = [each for each in named if _WHOLE_BEFORE.search(block.text, block.start, each.start)]
    total = sum(int(band.communes.value) for band in bands)
    whole: int | None = int(wholes[0].value) if len(wholes) == len(named) == 1 else None
    if whole is None:
        whole = known if not named else None
    if whole is None or (min(lowest) > 0 and whole != total and min(lowest) > 10):
        return
    computed = f"{' + '.join(band.communes.text for band in bands)} = {total}"
    last = bands[-1]
    others = [Stretch(band.block, band.communes.start, band.communes.end) for band in bands[:-1]]
    others += [Stretch(block, each.start, each.end) for each in named[:1]]
    is_near = abs(whole - total) <= max(3, whole // 5)
    verdict = Verdict.SUSPICIOUS if is_near else Verdict.NOT_CHECKABLE
    yield Claim(
        catalogue.PROSE_SHARES_OF_ALL,
        Verdict.CONFIRMED if whole == total else verdict,
        Stretch(last.block, last.communes.start, last.communes.end),
        f"{whole} xã",
        computed,
        tuple(others),
        Bilingual(
            f"các nhóm xã cộng lại: {computed}, không phải {whole} xã",
            f"the groups of communes add up: {computed}, and there are {whole}",
        ),
    )
