"""Issuers, places, offices and names of signers as Nghị định 30/2020/NĐ-CP writes them.

Phụ lục I, Phần I, mục II: khoản 2 on the issuer, 4 on the place, 7 on the signer, 9 on the archive.
Nothing here looks at data: a spelling goes in, the right one comes out.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.checks.document_numbers import bare
from ntmreport.known_by_text import known_by_text
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT_LEVELS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
LEVELS = (
    *("thành phố", "thị trấn", "thị xã", "tỉnh", "huyện", "quận", "phường", "đặc khu", "xã"),
    *("tổ dân phố", "thôn"),
    *_SHORT_LEVELS,
)
_BODIES = {
    **{"ubnd": "UBND", "hđnd": "HĐND", "hdnd": "HĐND", "ủy ban nhân dân": "Ủy ban nhân dân"},
    **{"uỷ ban nhân dân": "Ủy ban nhân dân", "hội đồng nhân dân": "Hội đồng nhân dân"},
}
_IN_FULL = frozenset({"Hồ Chí Minh", "Điện Biên Phủ"})
"""Names of persons and events: the level is a part of such a unit's name."""

_AROUND = " \t.,;:/-–—“”\"'"
_NO_ISSUER = lazy_pattern(r"(?:của|do|cơ quan ban hành|kính gửi)(?!\w)[\s:]*", re.IGNORECASE)
_BODY = lazy_pattern(rf"({'|'.join(_BODIES)})(?!\w)", re.IGNORECASE)
_PLACE_ENDS = lazy_pattern(r"\s*(?:[,;(/]|(?<!\w)(?:ngày|tháng|năm)(?!\w)|\d{1,2}[/.-]\d).*$", re.I)
_BEFORE_A_PLACE = lazy_pattern(
    rf"(?:(?:tại|địa danh|{'|'.join((*LEVELS, *_BODIES))})(?!\w)[\s.:]*)+", re.IGNORECASE
)


@known_by_text
def right_proper_name(name: str) -> str:
    """Return the name of a unit: a capital on each syllable, no marks around it."""
    plain = " ".join(name.strip(_AROUND).split())
    return capitalised(plain) if not any(each.isdigit() for each in plain) else plain


class UnitName(Struct, frozen=True):
    """The reporting unit, as data names it."""

    level: str
    name: str

    def __str__(self) -> str:
        return f"{self.level} {self.name}"


@known_by_text
def right_level(level: str) -> str | None:
    """Return a level of the administration in small letters; None where it is none."""
    plain = " ".join(level.strip(_AROUND).casefold().split())
    plain = _SHORT_LEVELS.get(plain, plain)
    alike = [each for each in LEVELS if bare(each) == bare(plain) and each not in _SHORT_LEVELS]
    return plain if plain in LEVELS else alike[0] if len(alike) == 1 else None


def right_issuer(issuer: str, unit: UnitName) -> str | None:
    """Return the name of the issuing body; None where it is that of another unit."""
    plain = " ".join(issuer.split()).strip(_AROUND)
    if unit.level in LEVELS and plain in {f"{body} {unit}" for body in _BODIES.values()}:
        return plain
    plain = _NO_ISSUER.sub("", plain, count=1)
    found = _BODY.match(plain)
    if found is None:
        return plain[:1].upper() + plain[1:]
    body, rest = _BODIES[found[1].casefold()], plain[found.end() :].strip(_AROUND)
    name = re.sub(rf"^(?:{'|'.join((*LEVELS, 'h', 'x', 't'))})(?!\w)[\s.]*", "", rest, flags=re.I)
    same_level = rest.casefold().startswith(unit.level.casefold()) or name == rest or "." in rest
    if name.casefold() in {"", unit.name.casefold()} and same_level:
        return f"{body} {unit}"
    return None


def right_place(place: str, names: Iterable[str]) -> str | None:
    """Return the place that stands before the day; None where its name is not known.

    `names` are those of the units that data lists. The level is left out, unless the name is that
    of a person or an event, or a number.
    """
    plain = " ".join(_PLACE_ENDS.sub("", place.strip(_AROUND)).split()).strip(_AROUND)
    lead = _BEFORE_A_PLACE.match(plain)
    name = plain[lead.end() :] if lead else plain
    known = {each.casefold(): each for each in (*names, *_IN_FULL)}
    if name.casefold() in known:
        name = known[name.casefold()]
        if name not in _IN_FULL:
            return name
    if not name:
        return None
    right = name if _has_capitals(name) else capitalised(name)
    if lead is None:
        return right
    level = next((each for each in LEVELS if lead[0].casefold().startswith(each)), "")
    level = _SHORT_LEVELS.get(level, level)
    if right in _IN_FULL or right[0].isdigit():
        return f"{level[:1].upper()}{level[1:]} {right}".strip()
    return None


def _has_capitals(name: str) -> bool:
    words = name.split()
    small = all(word[:1].islower() for word in words[1:]) and len(words) == 2
    return not name.isupper() and name[:1].isupper() and not small


_SIGNS_FOR = lazy_pattern(
    r"(T\W{0,2}M|K\W{0,2}T|T\W{0,2}L|T\W{0,2}U\W{0,2}Q|Q)(?=[\s./:,;-])[\s./:,;-]*", re.IGNORECASE
)
_MAY_BE_SHORT = ("P.", "P ", "PCT", "UBND", "CT")
_SHORT_OFFICES = (
    (lazy_pattern(r"^PCT(?!\w)\.?"), "PHÓ CHỦ TỊCH"),
    (
        lazy_pattern(r"^UBND(?!\w)(?: (?:XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|HUYỆN|TỈNH|THÀNH PHỐ))?.*$"),
        "ỦY BAN NHÂN DÂN",
    ),
    (lazy_pattern(r"^CT(?!\w)\.?"), "CHỦ TỊCH"),
    (lazy_pattern(r"^P[.\s]+(?=(?:CHỦ|GIÁM|TRƯỞNG|CHÁNH|BÍ|VIỆN|HIỆU)(?!\w))"), "PHÓ "),
    (lazy_pattern(r"^P[.\s]*CT(?!\w)\.?"), "PHÓ CHỦ TỊCH"),
)


_OFFICES = ("CHỦ TỊCH", "GIÁM ĐỐC", "TRƯỞNG BAN", "TRƯỞNG PHÒNG", "CHÁNH VĂN PHÒNG")
_SECOND_OFFICE = lazy_pattern(rf".*(?<!PHÓ)\s(?:PHÓ\s|QUYỀN\s)?(?:{'|'.join(_OFFICES)})")


def right_capacity(line: str) -> str | None:
    """Return a line of what the signer signs as: in capitals, with a stop behind KT, TM, TL …

    None where two lines stand in one.
    """
    plain = " ".join(line.split()).strip(" \t,;:-–“”\"'")
    found = _SIGNS_FOR.match(plain)
    head = ""
    if found:
        head = "".join(filter(str.isalpha, found[1])).upper() + ". "
        plain = plain[found.end() :]
    office = plain.strip(_AROUND).upper()
    for short, full in _SHORT_OFFICES if office.startswith(_MAY_BE_SHORT) else ():
        office = short.sub(full, office)
    if head and office.endswith(_OFFICES) and _SECOND_OFFICE.fullmatch(office):
        return None
    return f"{head}{office}".strip()


_TITLES = lazy_pattern(
    r"^(?:(?:PGS|GS|TSKH|T\.?S|Th\.?S|CN|K\.?S|B\.?S|D\.?S|BSCK\w*|CK\s?(?:I{1,2}|[12])|NGND|NGƯT"
    r"|NSND|NSƯT|TTND|TTƯT|LS|KTS|Đ/c|Ông|Bà|Phó Giáo sư|Giáo sư|Tiến s[ĩỹ]|Thạc s[ĩỹ]|Cử nhân"
    r"|Kỹ sư|Bác s[ĩỹ]|Dược s[ĩỹ]|Luật sư|Đồng chí|Người ký|Họ và tên|Họ tên|Đã ký|Chủ tịch"
    r"|Phó Chủ tịch)(?:[.,:]\s*|\s+))+",
    re.IGNORECASE,
)
_FAMILY_NAMES = frozenset(
    (
        *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi"),
        *("Đỗ", "Hồ", "Ngô", "Dương", "Lý"),
    )
)
"""Those of nine in ten: no title begins a name that begins with one of them."""

_BRACKETS = lazy_pattern(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_BEHIND_A_NAME = lazy_pattern(r"\s*[,;/–—].*$|\s+-\s.*$|\s+đã ký$", re.IGNORECASE)


def right_signer(name: str) -> str:
    """Return a signer's name: a capital on each syllable, nothing before or behind it.

    Empty for a stand-in such as Nguyễn Văn A.
    """
    words = name.split(" ")
    if words[0] in _FAMILY_NAMES and words[-1] != "Ký" and all(map(_is_right_in_a_name, words)):
        return name
    plain = _BRACKETS.sub(" ", name).strip(_AROUND)
    plain = _TITLES.sub("", f"{plain} ", count=1).strip(_AROUND)
    right = capitalised(_BEHIND_A_NAME.sub("", plain).strip(_AROUND))
    return "" if _NOBODY.fullmatch(right) else right


def _is_right_in_a_name(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.istitle()


_NOBODY = lazy_pattern(r".* (?:Văn|Thị) [A-EX]")
"""A name that stands for any name: Nguyễn Văn A."""


_ARCHIVE_LABEL = lazy_pattern(r"[-–—•·*+\s]*(?:lưu(?!\w)[\s:.-]*)+", re.IGNORECASE)
_BETWEEN_UNITS = dict.fromkeys(map(ord, ",;:/.–-"), " ")
_CAPITALS = frozenset(f"{string.ascii_uppercase}Đ")
_OF_A_UNIT = _CAPITALS.union(string.digits, "&")


def right_archive(archive: str) -> str:
    """Return what follows “Lưu:”: VT, a comma, the office that drafted; empty without VT."""
    plain = archive.strip(_AROUND)
    if "lưu" in archive.lower():
        plain = _ARCHIVE_LABEL.sub("", archive, count=1).strip(_AROUND)
    if plain.lower().startswith("văn thư"):
        plain = re.sub(r"^văn thư(?!\w)", "VT", plain, flags=re.IGNORECASE)
    joined = re.fullmatch(r"VT\s*,\s*([A-ZĐ]{2,8}-[A-ZĐ]{2,8})", plain) if "-" in plain else None
    if joined and "VT" not in joined[1].split("-"):
        return f"VT, {joined[1]}"  # two fields of one office: ĐC-NN
    units = plain.upper().translate(_BETWEEN_UNITS).split()
    are_short = all(
        len(each) <= _LONGEST_UNIT and each[0] in _CAPITALS and _OF_A_UNIT.issuperset(each)
        for each in units
    )
    if not units or not are_short:
        return plain if units and units[0] == "VT" else ""
    # What is filed with the clerk stands first.
    return ", ".join(["VT", *(each for each in units if each != "VT")]) if "VT" in units else ""


_LONGEST_UNIT = 8


def capitalised(words: str) -> str:
    """Return `words` with a capital on each, and no other capitals where all were."""
    return " ".join(
        word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:])
        for word in words.split()
    )
