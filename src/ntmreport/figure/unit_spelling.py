"""Units: from the ways in which people write one to the one of official reports."""

from __future__ import annotations

import re
import unicodedata

from ntmreport.lazy_pattern import lazy_pattern

PERCENT = "%"
PERCENTAGE_POINT = "điểm phần trăm"

ABBREVIATIONS = {
    **dict.fromkeys(("đ", "vnđ", "vnd"), "đồng"),
    **dict.fromkeys(("trđ", "tr.đ", "tr đ", "tr đồng", "tr.đồng"), "triệu đồng"),
}
"""Abbreviations of money, which mean the same behind a number and as the name of a unit."""

BEHIND_A_NUMBER = {**ABBREVIATIONS, "tr": "triệu", "m²": "m2", "km²": "km2"}
"""Other ways to write a unit behind a number, where the word for a power of ten stands alone."""

_AS_A_NAME = {
    **ABBREVIATIONS,
    **dict.fromkeys(("đồng việt nam",), "đồng"),
    **dict.fromkeys(("nghìn", "ngàn", "nghìn đ", "ngàn đ", "1.000 đồng", "1000đ"), "nghìn đồng"),
    **dict.fromkeys(("tr", "trđồng", "triệu", "triệu đ", "triệu vnđ", "trieu dong"), "triệu đồng"),
    **dict.fromkeys(("tỷ", "tỉ", "tỷ đ", "tỷđ", "tỷ vnđ", "ty dong"), "tỷ đồng"),
    **dict.fromkeys(("hecta", "héc ta", "hec ta", "héc-ta", "hec-ta"), "ha"),
    **dict.fromkeys(("kilomet", "kilômét", "ki-lô-mét", "cây số"), "km"),
    **dict.fromkeys(("mét", "met"), "m"),
    **dict.fromkeys(("mét vuông", "m vuông"), "m2"),
    **dict.fromkeys(("mét khối", "m khối"), "m3"),
    **dict.fromkeys(("kilogam", "ki-lô-gam", "kilôgam", "ký", "cân"), "kg"),
}
"""Other ways to write the name of a unit; a power of ten alone is one of money."""

_SIGNS = frozenset({"ha", "km", "m", "m2", "m3", "m²", "m³", "km2", "km²", "kg", "g"})
_NO_UNIT = lazy_pattern(r"^(?:(?:đơn vị(?: tính)?|đvt)\s*:\s*|[0-9][0-9.,]*\s+)", re.IGNORECASE)


def right_unit(unit: str) -> str:
    """Return a unit by its name in full, without marks or capitals that nothing asks for."""
    plain = " ".join(unit.split())
    if plain.partition("/")[0].strip(" ()[].,;:").casefold() not in _AS_A_NAME:
        plain = _NO_UNIT.sub("", plain)
    plain = re.sub(r"\s*/\s*", "/", plain.strip(" ()[].,;:"))
    first, slash, rest = plain.partition("/")
    first = _AS_A_NAME.get(first.casefold(), first)
    plain = f"{first}{slash}{rest}"
    small = plain.lower()
    if small in _SIGNS:
        return small
    is_marked = any(unicodedata.combining(each) for each in unicodedata.normalize("NFD", plain))
    if (plain.isupper() and is_marked) or plain.istitle():  # words, no abbreviation
        return small
    if plain[1:2].islower():
        return small[:1] + plain[1:]
    return plain
