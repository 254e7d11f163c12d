"""Documents that a report cites more than once, or otherwise than their number says.

The same number of another year is another document: numbers begin anew each year.
"""

from __future__ import annotations

import datetime
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.document_numbers import KINDS
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.limits import MOST_CITATIONS
from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.finished_report import ReportBlock, Stretch
from ntmreport.prose.prose_number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.finished_report import FinishedReport
    from ntmreport.prose.prose_number import ProseNumber

_DAY = lazy_pattern(r"[ ,(]*(?:ban hành |ký )?(?:ngày|Ngày) $")
_DAY_BEFORE = lazy_pattern(
    r",? [^.;]{0,60}?(?:ban hành|ký|ra|có|phê duyệt) (?:[^\W\d_]+ ){1,3}(?:số:? )?$", re.IGNORECASE
)
_PERIOD_IN_BRACKETS = lazy_pattern(r",? ?\((?:giai đoạn|thời kỳ|nhiệm kỳ) $", re.IGNORECASE)
_PLACE = lazy_pattern(
    r"(?i:xã|huyện|thôn|thị trấn|phường|thị xã|bản) (?P<name>[A-ZĐ][^\W\d_]*(?: [A-ZĐ][^\W\d_]*)*)"
)
_BODY = lazy_pattern(
    r"[ ,]*(?:của|do) (?P<body>(?:Ban Thường vụ |Ban Chấp hành |Chủ tịch )?(?:UBND|HĐND"
    r"|Ủy ban nhân dân|Hội đồng nhân dân|"
    r"Huyện ủy|Tỉnh ủy|Thủ tướng Chính phủ|Chính phủ|Bộ [^,;.(]{3,40}?|Quốc hội|Trung ương|Đảng ủy"
    r"|Sở [^,;.(]{3,40}?)"
    r"(?: (?:tỉnh|huyện|xã|thành phố|thị xã))?(?: [A-ZĐ][^\W\d_]*){0,4})(?=[ ,;.()]|$)"
)
_KIND = lazy_pattern(
    r"(?<!\w)(?P<kind>" + "|".join(sorted(KINDS, key=len, reverse=True)) + r")(?: số| số:)? $",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?P<number>\d+)[a-zđ]?(?:/(?P<year>\d{4}))?[/–—-](?P<kind>[A-ZĐ][A-Za-zĐy]*)"
)
_ABOUT = lazy_pattern(
    r"\b(?:về|phê duyệt|ban hành|thông qua|thành lập|quy định|kiện toàn)\b", re.IGNORECASE
)
_BY = lazy_pattern(r"\b(?:theo|tại|căn cứ|của)\b", re.IGNORECASE)
_LONGEST_LEAD = 260
_NAMED_BEFORE = 90
_FAR = 30
"""Numbers of one day are near each other; those farther apart are of one document."""

_SAME_WORDS = 4
_LEAST_DIGITS = 3
_LEAST_WORDS = 5
_SHORT = {short.casefold(): short for short in KINDS.values()}
_SAME_KIND = frozenset(
    {("TTLT", "TT"), ("TT", "TTLT"), ("NQLT", "NQ"), ("NQ", "NQLT"), ("QĐ", "QyĐ"), ("QyĐ", "QĐ")}
)
"""Kinds whose symbols are written for each other, as the Party's QĐ for a quy định."""


class Citation(Struct, frozen=True):
    """A document as it is cited: its number, its kind in words, its day and its body.

    `is_issue` is true where the text says that it was issued that day.
    """

    block: ReportBlock
    number: ProseNumber
    kind: str
    day: ProseNumber | None
    body: str
    period: ProseNumber | None
    about: str
    is_issue: bool

    @property
    def at(self) -> Stretch:
        """The number."""
        return Stretch(self.block, self.number.start, self.number.end)

    @property
    def date(self) -> tuple[int, int, int] | None:
        """Day, month and year, where the citation has all three."""
        return _date(self.day.text) if self.day is not None else None


def repeated_documents(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each document cited twice, and for each that its number contradicts."""
    cited: dict[str, list[Citation]] = {}
    for block in report.all_blocks:
        for citation in _citations(block):
            yield from _by_itself(citation)
            key = re.sub(r"[–—]", "-", citation.number.text).casefold()
            cited.setdefault(key, []).append(citation)
    for citations in cited.values():
        if len(citations) > 1:
            yield from _days(citations[:MOST_CITATIONS])
            yield from _periods(citations[:MOST_CITATIONS])
    yield from _mistyped_numbers([each for citations in cited.values() for each in citations])


def _citations(block: ReportBlock) -> Iterator[Citation]:
    text, numbers = block.text, block.numbers
    for index, number in enumerate(numbers):
        if number.kind is not NumberKind.DOCUMENT:
            continue
        kind = _KIND.search(text, max(block.start, number.start - 40), number.start)
        day = numbers[index + 1] if index + 1 < len(numbers) else None
        if (
            day is None
            or day.kind is not NumberKind.DATE
            or not _DAY.fullmatch(text, number.end, day.start)
        ):
            day = None
        end = day.end if day is not None else number.end
        is_issue = False
        if day is None:
            day = _day_before(block, index, number)
            is_issue = day is not None
        body = _BODY.match(text, end)
        period, about = _period_of(block, index, number)
        yield Citation(
            block,
            number,
            kind["kind"].casefold() if kind else "",
            day,
            " ".join(body["body"].split()).casefold() if body else "",
            period,
            about,
            is_issue,
        )


def _day_before(block: ReportBlock, index: int, number: ProseNumber) -> ProseNumber | None:
    """Return the day of `Ngày 05/4/2017, UBND xã ban hành Quyết định số 27/QĐ-UBND`."""
    before = block.numbers[index - 1] if index else None
    if before is None or before.kind is not NumberKind.DATE:
        return None
    text = block.text
    is_day = text[max(0, before.start - 5) : before.start].casefold() == "ngày "
    return before if is_day and _DAY_BEFORE.fullmatch(text, before.end, number.start) else None


def _period_of(
    block: ReportBlock, index: int, number: ProseNumber
) -> tuple[ProseNumber | None, str]:
    """Return the period of what a document is about, and the words before that period.

    It stands behind the document, or before it where the document is named last.
    """
    text = block.text
    found: tuple[ProseNumber | None, str] = (None, "")
    for each in block.numbers[index + 1 :]:
        if each.kind is NumberKind.DOCUMENT or each.start - number.end > _LONGEST_LEAD:
            break
        between = text[number.end : each.start]
        if each.kind is NumberKind.PERIOD and ";" not in between and _ABOUT.search(between):
            return each, between
        day = block.numbers[index + 1]
        if each.kind is NumberKind.PERIOD and _PERIOD_IN_BRACKETS.fullmatch(
            text, day.end if day.kind is NumberKind.DATE else number.end, each.start
        ):
            return each, ""
    for each in reversed(block.numbers[:index]):
        if each.kind is NumberKind.DOCUMENT or number.start - each.end > _LONGEST_LEAD:
            break
        between = text[each.end : number.start]
        if each.kind is NumberKind.PERIOD and ";" not in between and _BY.search(between):
            return each, text[max(block.start, each.start - _LONGEST_LEAD) : each.start]
    return found


def _date(text: str) -> tuple[int, int, int] | None:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _by_itself(citation: Citation) -> Iterator[Claim]:
    symbol = _SYMBOL.match(citation.number.text)
    if citation.day is not None and citation.date is not None and not _is_day(*citation.date):
        said = citation.day.text
        yield Claim(
            catalogue.NO_SUCH_DAY,
            Verdict.SUSPICIOUS,
            Stretch(citation.block, citation.day.start, citation.day.end),
            said,
            citation.number.text,
            (citation.at,),
            Bilingual(f"không có ngày {said}", f"there is no such day: {said}"),
        )
    if symbol is None:
        return
    day = citation.date
    if symbol["year"] and day is not None and citation.day is not None:
        is_right = int(symbol["year"]) == day[2]
        yield Claim(
            catalogue.PROSE_DOCUMENT,
            Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
            Stretch(citation.block, citation.day.start, citation.day.end),
            citation.day.text,
            citation.number.text,
            (citation.at,),
            Bilingual(
                f"số {citation.number.text} là của năm {symbol['year']}; văn bản ghi ngày"
                f" {citation.day.text}",
                f"the number {citation.number.text} is of {symbol['year']}; the text has"
                f" {citation.day.text}",
            ),
        )
    short = _SHORT.get(symbol["kind"].casefold())
    wanted = KINDS.get(citation.kind)
    if short is None or wanted is None or (wanted, short) in _SAME_KIND:
        return
    before = citation.block.text[: citation.number.start][-_NAMED_BEFORE:].casefold()
    named = next(name for name, each in KINDS.items() if each == short)
    if short == wanted or named in before:
        return  # Quyết định phê duyệt Đề án số 15/QĐ-UBND
    yield Claim(
        catalogue.PROSE_DOCUMENT_KIND,
        Verdict.SUSPICIOUS,
        citation.at,
        f"{citation.kind} {citation.number.text}",
        f"{citation.kind}: {wanted}",
        (),
        Bilingual(
            f"{citation.kind} có ký hiệu {wanted}; văn bản ghi {citation.number.text}",
            f"the symbol of {citation.kind} is {wanted}; the text has {citation.number.text}",
        ),
    )


def _days(citations: Sequence[Citation]) -> Iterator[Claim]:
    """Yield the claims of one number's days: another day of the same year, or another year."""
    dated = [each for each in citations if each.date is not None]
    for number, citation in enumerate(dated[1:], start=1):
        first = _most_like(dated[:number], citation)
        if first is None or first.date is None or citation.date is None or citation.day is None:
            continue
        is_same = first.date == citation.date
        is_slip = first.date[2] == citation.date[2] or first.date[:2] == citation.date[:2]
        if not (is_same or is_slip) or first.day is None:
            continue
        if citation.is_issue and first.date[2] != citation.date[2]:
            continue  # the number of another year is issued
        yield Claim(
            catalogue.PROSE_DOCUMENT,
            Verdict.CONFIRMED if is_same else Verdict.SUSPICIOUS,
            Stretch(citation.block, citation.day.start, citation.day.end),
            citation.day.text,
            f"{first.number.text}: {first.day.text}",
            (Stretch(first.block, first.day.start, first.day.end), citation.at),
            Bilingual(
                f"văn bản số {citation.number.text} ở chỗ khác ghi ngày {first.day.text}; ở đây"
                f" ghi {citation.day.text}",
                f"elsewhere {citation.number.text} is of {first.day.text}; here it is of"
                f" {citation.day.text}",
            ),
        )


def _most_like(earlier: Sequence[Citation], citation: Citation) -> Citation | None:
    """Return the citation of the same document: of the same day, else of the same body."""
    for each in earlier:
        if each.date == citation.date:
            return each
    for each in earlier:
        if each.body.startswith(citation.body) or citation.body.startswith(each.body):
            return each
    return None


def _periods(citations: Sequence[Citation]) -> Iterator[Claim]:
    with_period = [each for each in citations if each.period is not None]
    for number, citation in enumerate(with_period[1:], start=1):
        for first in with_period[:number]:
            words, other = _last_words(first.about), _last_words(citation.about)
            is_of_document = not citation.about and first.date == citation.date is not None
            if (
                first.period is None
                or citation.period is None
                or not (is_of_document or _same_at_end(words, other) >= _SAME_WORDS)
            ):
                continue
            is_same = _years(first.period) == _years(citation.period)
            yield Claim(
                catalogue.PROSE_DOCUMENT_PERIOD,
                Verdict.CONFIRMED if is_same else Verdict.SUSPICIOUS,
                Stretch(citation.block, citation.period.start, citation.period.end),
                citation.period.text,
                f"{citation.number.text}: {first.period.text}",
                (Stretch(first.block, first.period.start, first.period.end), citation.at),
                Bilingual(
                    f"văn bản số {citation.number.text} ở chỗ khác ghi giai đoạn"
                    f" {first.period.text};"
                    f" ở đây ghi {citation.period.text}",
                    f"elsewhere {citation.number.text} is for {first.period.text}; here it is for"
                    f" {citation.period.text}",
                ),
            )
            break


def _years(period: ProseNumber) -> tuple[str, str]:
    return period.text[:4], period.text[-4:]


def _last_words(text: str) -> list[str]:
    """Return the words right before "giai đoạn", which say what the period is of."""
    words = re.findall(r"\w+", text.casefold())
    while words and words[-1] in {"giai", "đoạn", "thời", "kỳ", "nhiệm", "trong"}:
        words.pop()
    return words


def _same_at_end(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many of the last words are the same."""
    pairs = zip(reversed(words), reversed(others), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _mistyped_numbers(citations: Sequence[Citation]) -> Iterator[Claim]:
    """Yield the claims of documents of one day, body and subject whose numbers differ by a slip."""
    by_day: dict[tuple[object, str], list[Citation]] = {}
    for citation in citations:
        if citation.date is not None and citation.kind:
            by_day.setdefault((citation.date, citation.kind), []).append(citation)
    for group in (each[:MOST_CITATIONS] for each in by_day.values()):
        for number, citation in enumerate(group[1:], start=1):
            for first in group[:number]:
                if _is_mistyped(first, citation):
                    yield Claim(
                        catalogue.PROSE_DOCUMENT,
                        Verdict.SUSPICIOUS,
                        citation.at,
                        citation.number.text,
                        first.number.text,
                        (first.at,),
                        Bilingual(
                            f"văn bản cùng ngày, cùng nội dung ở chỗ khác ghi số"
                            f" {first.number.text};"
                            f" ở đây ghi {citation.number.text}",
                            f"a document of this day and subject has the number {first.number.text}"
                            f" elsewhere; here it has {citation.number.text}",
                        ),
                    )
                    break


def _is_mistyped(first: Citation, second: Citation) -> bool:
    one, other = _SYMBOL.match(first.number.text), _SYMBOL.match(second.number.text)
    if one is None or other is None or one["number"] == other["number"]:
        return False
    if first.block is second.block and _is_one_sentence(first, second):
        return False  # a list of documents
    if first.number.text[one.end("number") :] != second.number.text[other.end("number") :]:
        return False
    if sorted(one["number"]) != sorted(other["number"]) and not _one_digit(
        one["number"], other["number"]
    ):
        return False
    words, others = _subject(first), _subject(second)
    is_of_one_subject = len(words & others) >= max(
        _LEAST_WORDS, _SAME_SUBJECT * min(len(words), len(others))
    )
    if min(len(one["number"]), len(other["number"])) < _LEAST_DIGITS:
        # 05-CT/HU and 06-CT/HU are often of one day
        return is_of_one_subject and sorted(one["number"]) == sorted(other["number"])
    is_of_one_body = bool(first.body) and first.body == second.body
    if first.block is second.block:
        is_of_one_body = False
    if is_of_one_body and abs(int(one["number"]) - int(other["number"])) >= _FAR:
        return True
    if sorted(one["number"]) != sorted(other["number"]):
        return False
    is_of_other_body = bool(first.body and second.body) and not (
        first.body.startswith(second.body) or second.body.startswith(first.body)
    )
    places = _places(first), _places(second)
    is_elsewhere = bool(places[0] and places[1]) and not places[0] & places[1]
    return is_of_one_subject or not (is_of_other_body or is_elsewhere)


_SAME_SUBJECT = 0.7


def _is_one_sentence(first: Citation, second: Citation) -> bool:
    block = first.block
    return block.sentence_at(first.number.start) == block.sentence_at(second.number.start)


def _places(citation: Citation) -> set[str]:
    """Return the places that the sentence of a citation names."""
    start, end = citation.block.sentence_at(citation.number.start)
    return {found["name"] for found in _PLACE.finditer(citation.block.text, start, end)}


def _one_digit(first: str, second: str) -> bool:
    return (
        len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1
    )


def _subject(citation: Citation) -> set[str]:
    block, start = citation.block, citation.day.end if citation.day else citation.number.end
    stop = re.search(r"[;.](?=\s|$)", block.text[start:])
    end = start + stop.start() if stop else len(block.text)
    return set(re.findall(r"[^\W\d_]+", block.text[start : min(end, start + 240)].casefold()))
