"""Quotation marks of two kinds in one report; quotation marks and brackets that are unpaired."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import prose_of
from ntmreport.checks.template_prose import EXPRESSION
from ntmreport.checks.violation import check
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.span import Span

_STRAIGHT = ProsePattern('"', ('"',))
_CURLY = ProsePattern("[“”„]")
_QUOTING_FILTER = lazy_pattern(r"\|\s*quoted\b")
_OPENS_BEHIND = " \n([-–/\xa0"


@check(catalogue.MIXED_QUOTES)
def mixed_quotes(subject: Subject) -> Iterator[Violation]:
    """Find quotes of the rarer kind; those of the templates' filter `quoted` are curly."""
    prose = prose_of(subject)
    straight = [start for _, start, _ in prose.spans(_STRAIGHT)]
    if not straight:
        return
    curly = [start for _, start, _ in prose.spans(_CURLY)]
    templates = subject.form.templates.values() if subject.form else ()
    is_filtered = any(_QUOTING_FILTER.search(template) for template in templates)
    if not curly and not is_filtered:
        return
    few, many = (straight, curly)
    if len(curly) < len(straight) and not is_filtered:
        few, many = (curly, straight)
    for offset in few:
        written = prose.text[offset]
        wanted = '"' if few is curly else _curly(prose.text, offset)
        usual = [prose.span(first, first + 1) for first in many[:1]]
        yield prose.violation(
            offset,
            offset + 1,
            Bilingual(
                f"dấu ngoặc kép {written} khác kiểu với phần lớn báo cáo",
                f"the quote {written} is not of the kind that the rest of the report has",
            ),
            Hint(f"viết {wanted}", f"write {wanted}", (wanted,), is_certain=True),
            tuple((span, Bilingual("kiểu thường dùng", "the usual kind")) for span in usual),
        )


def _curly(text: str, offset: int) -> str:
    return "“" if _opens(text, offset, _OPENS_BEHIND) else "”"


_COUNTERPARTS = {"“": "”", "„": "”", "”": "“", '"': '"', "(": ")", ")": "("}
_CLOSING = "”)"
# a) within a sentence, and 1) where an item of a list begins: the bracket ends a number.
_LETTERED = lazy_pattern(r"(?<!\w)(?:[a-zđ]|[ivx]+)$")
_NUMBERED = lazy_pattern(r"(?:^|[\n;:.,(]\s*|\s(?:và|hoặc)\s+)[0-9]{1,2}$")
_WINDOW = 16
_NESTED_BEHIND = _OPENS_BEHIND + "“„"


@check(catalogue.UNPAIRED_MARK)
def unpaired_mark(subject: Subject) -> Iterator[Violation]:
    """Find quotation marks and brackets of a text of the data that lack their counterpart."""
    prose = prose_of(subject)
    marks = sorted(place for mark in _COUNTERPARTS for place in _places(prose.own_text, mark))
    for (start, end), offsets in groupby(marks, prose.line_at):
        text = prose.text[start:end]
        marks_here = [offset - start for offset in offsets]
        for offset in _unpaired(text, marks_here):
            mark = text[offset]
            other = _COUNTERPARTS[mark]
            first, last = _passage(text, offset, marks_here)
            yield prose.violation(
                start + offset,
                start + offset + 1,
                Bilingual(
                    f"dấu {mark} không có dấu {other} đi cùng",
                    f"the mark {mark} has no {other} to go with it",
                ),
                Bilingual(
                    f"thêm dấu {other} còn thiếu, hoặc xóa dấu {mark}",
                    f"add the {other} that is missing, or delete the {mark}",
                ),
                tuple(_beyond_the_line(prose, start + first, start + last)),
            )


def _places(text: str, mark: str) -> Iterator[int]:
    """Yield the offsets of a mark in a text."""
    offset = text.find(mark)
    while offset >= 0:
        yield offset
        offset = text.find(mark, offset + 1)


def _passage(text: str, offset: int, marks: list[int]) -> tuple[int, int]:
    """Return the start and end of the passage in which the mark at `offset` lacks another one."""
    number = bisect_left(marks, offset)
    kind = "()" if text[offset] in "()" else '“”„"'
    if text[offset] in _CLOSING:
        before = (each + 1 for each in reversed(marks[:number]) if text[each] in kind)
        return next(before, 0), offset + 1
    behind = (each for each in marks[number + 1 :] if text[each] in kind)
    return offset, next(behind, len(text))


def _beyond_the_line(prose: Prose, start: int, end: int) -> Iterator[tuple[Span, Bilingual]]:
    """Yield the passage as a related span if it goes over several lines of the file."""
    first, last = prose.span(start, start + 1), prose.span(end - 1, end)
    if first.line < last.line:
        yield (
            replace(first, end_line=last.end_line, end_column=last.end_column),
            Bilingual("dấu còn thiếu ở trong đoạn này", "the missing one belongs in this passage"),
        )


def _unpaired(text: str, marks: Iterable[int]) -> list[int]:
    """Return which of the `marks` in a text have no counterpart there."""
    curly: list[int] = []
    straight: list[int] = []
    brackets: list[int] = []
    for offset in marks:
        kind = {"(": brackets, ")": brackets, '"': straight}.get(text[offset], curly)
        kind.append(offset)
    quotes = _without_partner((offset, text[offset] != "”") for offset in curly)
    lone = _lone_straight(text, straight)
    if lone is not None:
        # “ that " closes, or " that ” closes, is a pair of two kinds: another rule's.
        other = next((each for each in quotes if (text[each] != "”") == (each < lone)), None)
        quotes = [each for each in (*quotes, lone) if other is None or each not in {other, lone}]
    return sorted([*quotes, *_lone_brackets(text, brackets)])


def _without_partner(marks: Iterable[tuple[int, bool]]) -> list[int]:
    """Return the offsets left when opening and closing `marks` are paired."""
    opened: list[int] = []
    left: list[int] = []
    for offset, opens in marks:
        if opens:
            opened.append(offset)
        elif opened:
            opened.pop()
        else:
            left.append(offset)
    return sorted([*left, *opened])


def _lone_brackets(text: str, brackets: list[int]) -> list[int]:
    """Return the brackets without a partner.

    A bracket that may end a number closes one that no other does: (nhóm a) beside (gồm: a) xã).
    """
    numbering = {offset for offset in brackets if text[offset] == ")" and _numbers(text, offset)}
    left = _without_partner(
        (offset, text[offset] == "(") for offset in brackets if offset not in numbering
    )
    if numbering and left:
        again = sorted({*left, *numbering})
        left = _without_partner((offset, text[offset] == "(") for offset in again)
    return [offset for offset in left if offset not in numbering]


def _numbers(text: str, offset: int) -> bool:
    """Return whether the bracket at `offset` ends the number of an item."""
    before = text[max(0, offset - _WINDOW) : offset]
    if offset > _WINDOW:
        before = f"…{before}"  # no beginning of the text
    pattern = _NUMBERED if before.rstrip()[-1:].isdecimal() else _LETTERED
    return pattern.search(before) is not None


def _lone_straight(text: str, quotes: list[int]) -> int | None:
    """Return the straight quote that is left over where their number is odd."""
    counted: list[tuple[int, bool]] = []
    for offset in quotes:
        is_open = bool(counted) and counted[-1][1]
        if is_open or not offset or not text[offset - 1].isdigit():  # else inches
            counted.append((offset, _opens(text, offset, _NESTED_BEHIND)))
    if len(counted) % 2 == 0:
        return None
    opened: int | None = None
    for offset, opens in counted:
        if opens and opened is not None:
            return opened  # quotes of one kind are not nested
        if not opens and opened is None:
            return offset
        opened = offset if opens else None
    return opened


def _opens(text: str, offset: int, behind: str) -> bool:
    """Return whether a quote begins a word, at the start of `text` or after one of `behind`."""
    after = text[offset + 1 : offset + 2]
    return (not offset or text[offset - 1] in behind) and (
        after.isalnum() or after in {EXPRESSION, "…"}
    )
