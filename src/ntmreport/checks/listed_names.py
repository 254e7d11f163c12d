"""Names: nothing is listed twice, and communes, villages and units are those of the report."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.official_names import LEVELS, right_proper_name
from ntmreport.checks.prose import prose_of
from ntmreport.checks.spelt_fields import spelt_fields
from ntmreport.checks.violation import CHECK_OR_ACKNOWLEDGE, Violation, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.known_by_text import known_by_text
from ntmreport.language import Bilingual, to_write
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import Model, PlaceName, Text, lists_of, texts_of, unknown_unit
from ntmreport.model.administrative_unit import levels_of
from ntmreport.model.commune_membership import are_several, is_commune, likely_name, without_level
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject
    from ntmreport.model.administrative_unit import Subordinates, UnitsOfKind
    from ntmreport.span import Span


@check(catalogue.LISTED_TWICE)
def listed_twice(subject: Subject) -> Iterator[Violation]:
    """Find entries of a list that stand there twice, by their text or their name."""
    for office in subject.models.values():
        for entries in lists_of(office):
            yield from _repetitions(entries)


def _repetitions(entries: tuple[object, ...]) -> Iterator[Violation]:
    seen: dict[str, Text] = {}
    for entry in entries:
        name = _called(entry)
        if name is None:
            continue
        key = " ".join(name.value.casefold().split())
        if key in seen:
            yield Violation(
                name,
                Bilingual(f"“{name}” có hai lần trong danh sách", f"`{name}` is listed twice"),
                Bilingual("xóa một dòng", "delete one of the two"),
                ((seen[key], Bilingual("lần đầu", "the first")),),
            )
        else:
            seen[key] = name


def _called(entry: object) -> Text | None:
    """Return the text that an entry is known by: itself, its name, its title or its text."""
    if isinstance(entry, Text):
        return entry
    values = vars(entry) if isinstance(entry, Model) else {}
    known = (values.get(key) for key in ("name", "title", "text"))
    return next((text for text in known if isinstance(text, Text)), None)


@check(catalogue.COMMUNE_UNKNOWN)
def commune_unknown(subject: Subject) -> Iterator[Violation]:
    """Find communes or villages that are not listed, where data or its texts name them."""
    report = subject.office(Report)
    if report is None or report.unit.subordinates is None:
        return
    unit, below = report.unit, report.unit.subordinates
    listings = [each for each in (unit.communes, unit.villages, unit.towns) if each is not None]
    if any(is_left_blank(each.level, *each.names) for each in listings):
        return  # the units are not known yet
    several = [name for each in listings for name in each.names if are_several(name.value)]
    for entry in several:
        yield Violation(
            entry,
            Bilingual(
                f"“{entry}” là nhiều tên trong một mục", f"`{entry}` is several names in one"
            ),
            Bilingual("viết mỗi tên thành một mục", "make each name an entry of its own"),
        )
    if several:
        return  # what is not listed because of that, is not said one by one
    towns, names_below = _names(unit.towns), _names(below)
    known = names_below | _names(unit.communes) | _names(unit.villages) | towns
    for stem, office in subject.models.items():
        # What a commune's own file calls it was looked at when the files were read.
        for text in () if is_commune(stem) else texts_of(office):
            if not isinstance(text, PlaceName) or not is_normalized("NFC", text.value):
                continue  # decomposed letters are a violation of their own
            if text.value in names_below:
                continue
            is_listed = isinstance(text.path[-1], int) and office is not report
            is_town = _without_levels(text.value, unit.towns) in towns
            if text.value not in known and not (is_listed and is_town):
                yield Violation(text, *unknown_unit(text.value, names_below, below.level.value))
            elif is_listed and is_town:
                # A list of communes is printed as that, and some are counted against all of them.
                yield Violation(text, *_town(text.value, unit.towns, below))
    prose = prose_of(subject)
    own = [
        (each.level.value, frozenset({each.name.value}))
        for each in unit.and_above
        if not is_left_blank(each.level, each.name)
    ]
    below_it = [
        (kind.level.value, _names(kind))
        for each in (unit.communes, unit.villages)
        if each is not None
        for kind in each.kinds
    ]
    levels = levels_of((unit.communes,))
    for level, listed in (*own, *below_it):
        for _, first, behind in prose.spans(_names_behind(level.lower())):
            match = _NAME.match(prose.text, behind)
            if match is None or not _is_capitalised(match[0]):
                continue
            name = " ".join(takewhile(_is_capitalised, match[0].split(" ")))
            start, end = match.start(), match.start() + len(name)
            right = _other_level(name, level, listed, levels)
            if right is not None and not _FORMERLY.search(prose.small, *prose.line_at(start)):
                yield prose.violation(
                    first,
                    end,
                    Bilingual(
                        f"“{level} {name}”: report.yaml ghi đơn vị này là {right}",
                        f"`{level} {name}`: report.yaml lists this unit as {right}",
                    ),
                    to_write(f"{right} {name}"),
                )
            elif _is_misspelt(name, listed, level):
                yield prose.violation(start, end, *unknown_unit(name, listed, level))


_NAME = lazy_pattern(r"\w+(?: \w+){0,9}")
"""A name has fewer words; a sentence behind one is not read for each name in it."""


@lru_cache(maxsize=64)
def _names_behind(level: str) -> ProsePattern:
    """Return the pattern of a level, in small letters, that may stand before a name."""
    word = re.escape(level)
    return ProsePattern(rf"{word} (?<![^\W_]{word} )", (level,), is_of_small_letters=True)


_FORMERLY = lazy_pattern(r"(?<!\w)(?:cũ|trước đây|nay là|sáp nhập|hợp nhất|sắp xếp|giải thể)(?!\w)")
"""Words of sentences that speak of units as they were."""


def _other_level(
    name: str, level: str, listed: Container[str], levels: Mapping[str, Text]
) -> str | None:
    """Return the level of a unit below where a text names it with another, else None."""
    if name in listed or name not in levels or level == levels[name].value:
        return None
    return levels[name].value


def _town(
    name: str, towns: Subordinates | None, below: Subordinates
) -> tuple[Bilingual, Bilingual]:
    """Return the message about a town among the units that the programme is for, and the hint."""
    listed = levels_of((towns,))
    own = listed.get(_without_levels(name, towns))
    level = own.value if own is not None else ""
    return (
        Bilingual(
            f"“{name}” là {level}, không thuộc các {below.level} của danh sách này",
            f"`{name}` is no {below.level} but a {level}",
        ),
        Bilingual(
            f"xóa tên này; cần nêu {level} thì viết trong câu chữ",
            f"delete this name; to speak of the {level}, write so in a text",
        ),
    )


def _names(units: Subordinates | UnitsOfKind | None) -> frozenset[str]:
    """Return the names that are listed, without their level."""
    if units is None:
        return frozenset()
    level = units.level.value
    given = frozenset(without_level(name.value, level) for name in units.names)
    # A name that is misspelt in the list is a violation there.
    return given | {right_proper_name(name) for name in given}


def _without_levels(name: str, units: Subordinates | UnitsOfKind | None) -> str:
    """Return a name without a level of the units in front."""
    return name if units is None else without_level(name, units.level.value)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper()


# Most reports of a unit speak of the same others.
@known_by_text
def _is_misspelt(words: str, listed: frozenset[str], level: str) -> bool:
    """Return whether the words behind the level are near to a listed name, but none.

    Words in capitals may follow a listed name, and other units may be named.
    """
    if f"{words} ".startswith(tuple(f"{name} " for name in listed)):
        return False
    meant = likely_name(words, listed, level)
    return meant is not None and _letters_of(words) != _letters_of(meant)


def _letters_of(name: str) -> list[str]:
    """Return the letters and marks of a name, sorted: order and capitals do not count."""
    return sorted(normalize("NFD", name.casefold()))


_OF_NEIGHBOURS = ("xã", "phường", "đặc khu", "thị trấn", "thôn", "tổ dân phố")
"""Levels below the huyện: a report names its neighbours, and their own names come again."""

_RIGHTLY = lazy_pattern(
    r"học tập|kinh nghiệm|tham quan|giáp|liên kết|so với|tiêu thụ|xuất (?:bán|khẩu)|kết nối"
    r"|các (?:tỉnh|huyện)|và tỉnh|và huyện|di cư|chuyển đến|sáp nhập|quốc lộ|tỉnh lộ|đường"
)
"""Words of sentences in which other units are named rightly."""

_WORDS = lazy_pattern(r"\w+(?: \w+){0,7}")
_ADDRESS = lazy_pattern(rf"(?:{'|'.join(_OF_NEIGHBOURS)}) [^,;.\n]*,? ?$")
"""The name of a unit of a lower level in front of it: an address."""

_LONGEST_ADDRESS = 80
"""So many characters before a name are looked at for one."""


@check(catalogue.OTHER_UNIT)
def other_unit(subject: Subject) -> Iterator[Violation]:
    """Find the level of the unit, or of the one above it, before a name that is neither's."""
    report = subject.office(Report)
    if report is None:
        return
    units = report.unit.and_above
    if any(is_left_blank(each.level, each.name) for each in units):
        return
    prose = prose_of(subject)
    for level in sorted({each.level.value.lower() for each in units} - {*_OF_NEIGHBOURS}):
        own = [each.name.value for each in units if each.level.value.lower() == level]
        if level in LEVELS:
            yield from _others(prose, level, own[0], spelt_fields(subject))


def _others(
    prose: Prose, level: str, own: str, fields: Container[Span | None]
) -> Iterator[Violation]:
    """Yield violations for names behind `level` that are not `own`; `fields` have own checks."""
    rightly: dict[int, bool] = {}  # by the beginning of a line, which may name many
    for _, first, behind in prose.spans(_units_behind(level)):
        match = _WORDS.match(prose.text, behind)
        if match is None or not match[0][0].isupper():
            continue
        piece = prose.piece_at(first)
        if piece.path[:2] == ("report", "unit") or piece.span in fields:
            continue
        words = list(takewhile(_is_part_of_a_name, match[0].split(" ")))
        name = " ".join(words)
        if len(words) < len(own.split()) or name.startswith(own) or _is_body(words[0]):
            continue
        start, end = prose.line_at(first)
        if start not in rightly:
            rightly[start] = _RIGHTLY.search(prose.small, start, end) is not None
        before = prose.small[max(start, first - _LONGEST_ADDRESS) : first]
        if rightly[start] or _ADDRESS.search(before):
            continue
        yield prose.violation(
            first,
            match.start() + len(name),
            Bilingual(
                f"“{level} {name}” là đơn vị khác: báo cáo này của hoặc gửi {level} {own}",
                f"`{level} {name}` is another unit: this report knows {level} {own}",
            ),
            CHECK_OR_ACKNOWLEDGE,
        )


@lru_cache(maxsize=64)
def _units_behind(level: str) -> ProsePattern:
    word = re.escape(level)
    return ProsePattern(rf"{word} (?<!\w{word} )", (level,), is_of_small_letters=True)


def _is_part_of_a_name(word: str) -> bool:
    return word[0].isupper() and not word[-1].isdigit()


def _is_body(word: str) -> bool:
    """Return whether a word is an abbreviation, of a body or a thing: huyện NTM, tỉnh UBND."""
    return word.isupper() and len(word) > 1
