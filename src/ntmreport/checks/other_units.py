"""Names of other huyện and tỉnh: what is left of a report that was copied from them."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.official_names import LEVELS
from ntmreport.checks.prose import prose_of
from ntmreport.checks.violation import CHECK_OR_ACKNOWLEDGE, Violation, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject

_OF_NEIGHBOURS = ("xã", "phường", "thị trấn", "thôn")
"""Levels below the huyện: a report names its neighbours, and their own names come again."""

_RIGHTLY = re.compile(
    r"học tập|kinh nghiệm|tham quan|giáp|liên kết|so với|tiêu thụ|xuất (?:bán|khẩu)|kết nối"
    r"|các (?:tỉnh|huyện)|và tỉnh|và huyện|di cư|chuyển đến|sáp nhập|quốc lộ|tỉnh lộ|đường"
)
"""Words of sentences that have to do with others."""

_WORDS = re.compile(r"\w+(?: \w+)*")
_ADDRESS = re.compile(rf"(?:{'|'.join(_OF_NEIGHBOURS)}) [^,;.\n]*,? ?$")
"""The name of a place further down in front of it: an address."""


@check(catalogue.OTHER_UNIT)
def other_unit(subject: Subject) -> Iterator[Violation]:
    """Find the level of the unit, or of the one above it, before a name that is neither's."""
    report = subject.office(Report)
    if report is None:
        return
    units = (report.unit, report.unit.parent)
    if any(is_left_blank(each.level, each.name) for each in units):
        return
    prose = prose_of(subject)
    for level in sorted({each.level.value.lower() for each in units} - {*_OF_NEIGHBOURS}):
        own = [each.name.value for each in units if each.level.value.lower() == level]
        if level in LEVELS:
            yield from _others(prose, level, own[0])


def _others(prose: Prose, level: str, own: str) -> Iterator[Violation]:
    for found in re.finditer(rf"(?<!\w){re.escape(level)} ", prose.small):
        match = _WORDS.match(prose.text, found.end())
        if match is None or prose.piece_at(found.start()).path[:2] == ("report", "unit"):
            continue
        words = list(takewhile(_is_capitalised, match[0].split(" ")))
        name = " ".join(words)
        if len(words) < len(own.split()) or name.startswith(own) or _is_body(words[0]):
            continue
        start, end = prose.line_at(found.start())
        before = prose.small[start : found.start()]
        if _RIGHTLY.search(prose.small, start, end) or _ADDRESS.search(before):
            continue
        yield prose.violation(
            found.start(),
            match.start() + len(name),
            Bilingual(
                f"“{level} {name}” là đơn vị khác: báo cáo này của hoặc gửi {level} {own}",
                f"`{level} {name}` is another unit: this report knows {level} {own}",
            ),
            CHECK_OR_ACKNOWLEDGE,
        )


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word[-1].isdigit()


def _is_body(word: str) -> bool:
    """Return whether a word is an abbreviation, of a body or a thing: huyện NTM, tỉnh UBND."""
    return word.isupper() and len(word) > 1
