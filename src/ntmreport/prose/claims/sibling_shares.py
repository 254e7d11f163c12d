"""Shares of one whole that is not named: `12 xã (37,5%), 8 xã (25%), 5 xã (18,6%)`.

Each pair says how large the whole can be. Where all but one agree, that one is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.prose.claim import (
    Claim,
    Verdict,
    can_be_mended,
    fixed,
    is_slip,
    one_digit_apart,
    shown,
    written,
)
from ntmreport.prose.claims.fraction_shares import numbers_in_fractions
from ntmreport.prose.claims.parts_and_shares import part_and_share
from ntmreport.prose.finished_report import PARAGRAPH, ReportBlock, Stretch
from ntmreport.prose.prose_number import NumberKind, ProseNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.finished_report import FinishedReport

_LEAST = 3
_NARROW = Fraction(8, 100)
_NEAR = Fraction(25, 100)


class _Pair(Struct, frozen=True):
    block: ReportBlock
    part: ProseNumber
    share: ProseNumber

    @property
    def wholes(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest whole of which the part can be this share."""
        half = self.share.half
        part, share = self.part, self.share
        low = 100 * (part.base - part.half) / (share.value + half)
        return low, 100 * (part.base + part.half) / max(share.value - half, half / 2)


def sibling_shares(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for the shares of each sentence or list that are of one whole."""
    for blocks in _families(report):
        for pairs in _alike(blocks):
            if len(pairs) >= _LEAST:
                yield from _claims(pairs)


def _families(report: FinishedReport) -> Iterator[Sequence[ReportBlock]]:
    """Yield the blocks that stand side by side: the items under one, or a paragraph by itself."""
    listed: set[int] = set()
    for blocks in report.children.values():
        if len(blocks) >= _LEAST and blocks[0].level > PARAGRAPH:
            listed.update(map(id, blocks))
            yield blocks
    for run in _without_lead(report, listed):
        listed.update(map(id, run))
        yield run
    for block in report.blocks:
        if id(block) not in listed and len(block.numbers) >= 2 * _LEAST:
            yield (block,)
    for blocks in report.children.values():
        for block in blocks:
            if id(block) in listed and len(block.numbers) >= 2 * _LEAST:
                yield (block,)


def _without_lead(report: FinishedReport, listed: set[int]) -> Iterator[Sequence[ReportBlock]]:
    """Yield the runs of items of one level that stand under no paragraph."""
    run: list[ReportBlock] = []
    for part in (*report.parts, None):
        is_item = isinstance(part, ReportBlock) and part.level > PARAGRAPH
        is_item = is_item and id(part) not in listed
        if run and (not is_item or not isinstance(part, ReportBlock) or part.level != run[0].level):
            if len(run) >= _LEAST:
                yield run
            run = []
        if is_item and isinstance(part, ReportBlock):
            run.append(part)


def _alike(blocks: Sequence[ReportBlock]) -> Iterator[list[_Pair]]:
    """Yield the pairs of number and share that count the same, of items one for each."""
    found: dict[str, list[_Pair]] = {}
    is_list = len(blocks) > 1
    for block in blocks:
        of_block: list[_Pair] = []
        for sentence in block.sentences:
            taken = numbers_in_fractions(sentence)
            of_sentence = []
            for index in range(len(sentence.numbers) - 1):
                if index in taken:
                    continue
                pair = part_and_share(sentence, index)
                if pair is not None and pair[1].value and pair[0].value:
                    of_sentence.append(_Pair(block, *pair))
            if is_list:
                of_block += of_sentence
            else:
                for unit in dict.fromkeys(each.part.unit for each in of_sentence):
                    pairs = [each for each in of_sentence if each.part.unit == unit]
                    if unit:
                        yield pairs
        if is_list and len(of_block) == 1 and of_block[0].part.unit:
            found.setdefault(of_block[0].part.unit, []).append(of_block[0])
    yield from found.values()


def _claims(pairs: Sequence[_Pair]) -> Iterator[Claim]:
    best = _largest_agreement(pairs)
    if best is None:
        return
    low, high, agreeing = best
    odd = [pair for pair in pairs if pair not in agreeing]
    is_counted = pairs[0].part.kind is NumberKind.COUNT
    if is_counted and ceil(low) > floor(high):
        return
    is_narrow = high - low <= _NARROW * high
    is_sure = len(agreeing) > _LEAST or (len(agreeing) == _LEAST and is_narrow)
    total = sum((pair.part.base for pair in pairs), Fraction())
    shares = sum((pair.share.value for pair in pairs), Fraction())
    if not is_sure and len(odd) == 1 and len(agreeing) == _LEAST - 1 and is_narrow:
        # Two of three agree: only where the three make up the whole that the two tell.
        is_sure = low <= total <= high or abs(shares - 100) < 1
    if odd and (len(odd) > 1 or not is_sure):
        return
    is_whole = low <= total <= high  # with the odd one they make up what the others tell
    if odd and not is_whole and not _is_slip_of(odd[0], low, high):
        return  # a share of something else, rather than a mistyped one
    whole = Fraction(ceil(low)) if is_counted else (low + high) / 2
    if low <= total <= high:
        whole = total
    for pair in pairs:
        is_odd = pair in odd
        right = shown(100 * pair.part.base / whole, pair.share.decimals)
        said, unit = shown(whole / pair.part.scale, 0), pair.part.unit
        computed = f"{pair.part.text} / {said} = {right}%"
        yield Claim(
            catalogue.PROSE_SIBLING_SHARE,
            Verdict.SUSPICIOUS if is_odd else Verdict.CONFIRMED,
            Stretch(pair.block, pair.share.start, pair.share.end),
            written(pair.share),
            computed,
            (Stretch(pair.block, pair.part.start, pair.part.end),),
            Bilingual(
                f"các tỷ lệ bên cạnh đều tính trên khoảng {said} {unit}, như vậy {computed};"
                f" văn bản ghi {written(pair.share)}",
                f"the shares beside it are all of about {said} {unit}, so {computed};"
                f" the text has {written(pair.share)}",
            ),
        )


def _is_slip_of(pair: _Pair, low: Fraction, high: Fraction) -> bool:
    """Return whether a pair misses the whole of the others by a digit, or by little."""
    right = 200 * pair.part.base / (low + high)
    said = fixed(right, pair.share.decimals)
    if is_slip(pair.share.text, said):
        return True
    if len(said) == len(pair.share.text) and one_digit_apart(said, pair.share.text):
        return True
    half, scale = pair.share.half, pair.part.scale
    least = (pair.share.value - half) * low / 100 / scale
    most = (pair.share.value + half) * high / 100 / scale
    if can_be_mended(pair.part.text, pair.part.decimals, least, most):
        return True
    before = pair.block.text[max(0, pair.part.start - 60) : pair.part.start]
    return "trong đó" not in before and abs(right - pair.share.value) <= right * _NEAR


def _largest_agreement(
    pairs: Sequence[_Pair],
) -> tuple[Fraction, Fraction, list[_Pair]] | None:
    """Return the bounds of the whole that most pairs agree on, and those pairs."""
    best: tuple[Fraction, Fraction, list[_Pair]] | None = None
    for candidate in pairs[:40]:
        low, high = candidate.wholes
        for edge in (low, high):
            agreeing = [pair for pair in pairs if pair.wholes[0] <= edge <= pair.wholes[1]]
            if best is None or len(agreeing) > len(best[2]):
                lows, highs = zip(*(pair.wholes for pair in agreeing), strict=True)
                best = max(lows), min(highs), agreeing
    return best
