"""Kinds, numbers and symbols of documents as Nghị định 30/2020/NĐ-CP writes them.

Phụ lục I, Phần I, mục II, khoản 3 says how number and symbol are put together, Phụ lục III how
kinds are abbreviated. Nothing here looks at data: a spelling goes in, the right one comes out.
"""

from __future__ import annotations

import re
import unicodedata

from ntmreport.known_by_text import known_by_text
from ntmreport.lazy_pattern import lazy_pattern, one_of

KINDS = {
    **{"nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC"},
    **{"quy định": "QyĐ", "thông cáo": "TC", "thông báo": "TB", "hướng dẫn": "HD"},
    **{"chương trình": "CTr", "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA"},
    **{"dự án": "DA", "báo cáo": "BC", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ"},
    **{"công điện": "CĐ", "giấy mời": "GM", "nghị định": "NĐ", "thông tư": "TT"},
    **{"bản ghi nhớ": "BGN", "bản thỏa thuận": "BTT", "giấy ủy quyền": "GUQ"},
    **{"thông tư liên tịch": "TTLT", "nghị quyết liên tịch": "NQLT", "kết luận": "KL"},
}
"""Abbreviations of kinds of documents: Phụ lục III, and of decrees, circulars and the Party."""

_WITHOUT_ABBREVIATION = (
    *("công văn", "thông tri", "luật", "bộ luật", "pháp lệnh", "lệnh", "hiến pháp", "văn kiện"),
    *("lời kêu gọi", "tuyên bố", "quy hoạch", "thư", "công thư", "điện", "đề cương", "văn bản"),
    *("giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển", "phiếu báo", "đơn"),
)
PARTY_BODIES = frozenset({"TW", "TU", "HU", "ĐU", "ThU", "QU", "BTV", "BTCTW"})
_STATE_BODIES = ("UBND", "HĐND", "TTg", "CP", "BNV", "BTC")
_OF_A_STATE_BODY = lazy_pattern(rf"(?:{'|'.join(_STATE_BODIES)})(?![A-ZĐ])")
_OTHER_BODIES = frozenset({"BCĐ", "VPĐP"})
"""Bodies that the state has, and the Party too."""

_BODIES = {"HDND": "HĐND", "DU": "ĐU", "BCD": "BCĐ", "VPDP": "VPĐP"}
_BODIES |= {"TTG": "TTg", "THU": "ThU"}
_OFTEN_MISTYPED = {"".join(sorted(body.replace("Đ", "D"))): body for body in ("UBND", "HĐND")}
_OLD_BODIES = {"UB": "UBND"}
"""Symbols of bodies as they were written until 2005."""

_FIRST_YEAR_OF_NEW_BODIES = 2006

_BY_ABBREVIATION = {short.casefold(): short for short in KINDS.values()}
_WITHOUT_BARS = {
    short.replace("Đ", "D").casefold(): short
    for short in KINDS.values()
    if "Đ" in short and short.replace("Đ", "D").casefold() not in _BY_ABBREVIATION
}
_NAMES = {name: name for name in (*KINDS, *_WITHOUT_ABBREVIATION)}
_LEADING = frozenset({"số", "so", "sô", "no", "nº", "văn", "bản"}).union(
    _BY_ABBREVIATION, _WITHOUT_BARS, *(name.split() for name in _NAMES)
)
"""Words that are written before a number and are no part of it."""

_MARKS = {ord(dash): "-" for dash in "‐‑‒–—―−_"} | {ord("\\"): "/", ord("|"): "/"}
_AROUND = " \t.,;:“”\"'«»()[]-/"
CAPITAL, LETTER = one_of("A-Z", "Đ"), one_of("A-Za-z", "Đ")
KIND_IN_A_NUMBER = f"{CAPITAL}{LETTER}{{1,3}}"
"""A pattern of the abbreviation of a kind, as it stands in numbers."""

_LEAD = lazy_pattern(r"(?:[^\W\d_]++[\s.:,]*+)+(?=\d)")
_THOUSANDS = lazy_pattern(r"\d{1,3}(?:[. ]\d{3})+(?!\d)")
_BEHIND = lazy_pattern(
    r"[\s,(]+(?:ngày|của|về|v/v|năm|tỉnh|huyện|xã|phường|đặc khu|thành phố|thị xã|do|đã"
    r"|ban hành)(?!\w).*",
    re.IGNORECASE,
)
_DIGITS = lazy_pattern(r"(\d+)([a-zđ](?=[-/\s]|$))?")
_YEAR = lazy_pattern(r"[-/\s]+(\d{4})(?=[-/\s])")
_GROUP = lazy_pattern(r"[^-/\s]+")
_LIKE_A_NUMBER = lazy_pattern(r"\d+[a-zđ]?(?:/\d{4})?([-/])[^\W\d_]+([-/])[\w.&-]+")


def right_kind(kind: str) -> str | None:
    """Return the kind of a document as it is cited; None where there is no such kind."""
    words = unicodedata.normalize("NFC", kind).strip(" .,;:“”\"'").casefold().split()
    plain = " ".join(words).removesuffix(" số")
    if short := _known_kind(plain):
        plain = next(name for name, abbreviation in KINDS.items() if abbreviation == short)
    if plain not in _NAMES:
        alike = {name for name in _NAMES if bare(name) == bare(plain)}
        if len(alike) == 1:
            plain = alike.pop()
        elif not any(plain.startswith(f"{name} ") for name in _NAMES):
            return None
        else:  # a kind with more words, which may be abbreviations or names
            rest = kind.split()
            return " ".join([rest[0].capitalize(), *rest[1:]])
    return plain[0].upper() + plain[1:]


def abbreviation_of(kind: str) -> str | None:
    """Return the abbreviation of a kind in symbols; None where there is none."""
    return KINDS.get(kind.casefold())


def bare(text: str) -> str:
    """Return `text` without the marks of its letters."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(each for each in letters if not unicodedata.combining(each))


def right_digits(number: str) -> str | None:
    """Return the digits of a number, below 10 with a zero before them; None without digits."""
    plain = _without_lead(number)
    found = _THOUSANDS.match(plain)
    if found:
        plain = re.sub(r"[. ]", "", found[0]) + plain[found.end() :]
    digits = _DIGITS.match(plain) or re.search(r"(\d+)([a-zđ](?!\w))?", plain)
    if digits is None or not digits[1].strip("0"):
        return None
    return f"{_two_digits(digits[1])}{digits[2] or ''}"


def _two_digits(digits: str) -> str:
    """Return the digits of a number, with a zero before it below 10 and with none above."""
    return digits.lstrip("0").zfill(2)


def right_symbol(symbol: str) -> str | None:
    """Return the right spelling of a symbol such as BC-UBND; None where a part is lacking."""
    plain = _without_what_follows(_plain(symbol))
    if plain.lower().startswith("số"):
        plain = re.sub(r"^số(?!\w)[\s:./]*", "", plain, flags=re.IGNORECASE)
    if digits := re.match(r"[\d\s]*\d[a-z]?\s*[-/]\s*", plain):
        plain = plain[digits.end() :]
    kind, bodies = _kind_and_bodies(plain)
    if kind is None:
        return _tight(plain) if len(_GROUP.findall(plain)) > 1 else None
    return f"{kind}-{'-'.join(bodies)}" if bodies else None


@known_by_text
def right_number(number: str, year: int | None = None) -> str | None:
    """Return the right spelling of number and symbol; None where the symbol is lacking.

    `year` is that of the document. A symbol of no known kind is left as it is.
    """
    plain = _without_what_follows(_without_lead(number))
    if found := _THOUSANDS.match(plain):
        plain = re.sub(r"[. ]", "", found[0]) + plain[found.end() :]
    digits = _DIGITS.match(plain)
    if digits is None:
        return number if re.search(r"[^\W\d_]", plain) else None
    rest = plain[digits.end() :]
    of_year = _YEAR.match(rest)
    if of_year:
        rest = rest[of_year.end() :]
    head = f"{_two_digits(digits[1])}{digits[2] or ''}"
    kind, bodies = _kind_and_bodies(rest, year)
    if kind is None:
        return _of_no_kind(number, plain, head) if re.search(r"[^\W\d_]", rest) else None
    if not bodies:
        return None if of_year is None else number
    is_party = bodies[0] in PARTY_BODIES
    if not is_party and rest.startswith("-") and not _OF_A_STATE_BODY.match(bodies[0]):
        marks = _LIKE_A_NUMBER.fullmatch(plain)
        is_party = marks is not None and marks.groups() == ("-", "/")
    if is_party:
        return f"{head}-{kind}/{'-'.join(bodies)}"
    return f"{head}{'/' + of_year[1] if of_year else ''}/{kind}-{'-'.join(bodies)}"


def _of_no_kind(number: str, plain: str, head: str) -> str:
    """Return a number whose symbol has no known kind: that of a letter, or a law."""
    tight = _tight(plain)
    if not re.fullmatch(r"\d+[a-zđ]?[-/][\w.&/-]+", tight):
        return number
    return re.sub(r"^\d+[a-zđ]?(?=[-/])", head, tight)


def _plain(text: str) -> str:
    """Return `text` with plain dashes and slashes, and none at its ends."""
    return unicodedata.normalize("NFKC", text).translate(_MARKS).strip(_AROUND)


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _without_lead(number: str) -> str:
    """Return a number without words before it that name it: Số, QĐ, Quyết định số."""
    plain = _plain(number.replace("№", ""))
    lead = _LEAD.match(plain) if not plain[:1].isdecimal() else None
    words = re.findall(r"[^\W\d_]+", lead[0].casefold()) if lead else []
    return plain[lead.end() :] if lead and all(word in _LEADING for word in words) else plain


def _without_what_follows(plain: str) -> str:
    """Return a number or symbol without words behind it: the day, the issuer, the subject."""
    # What follows begins with a space, a comma or a bracket.
    if plain.split() != [plain] or "," in plain or "(" in plain:
        plain = _BEHIND.sub("", plain)
    return plain.strip(_AROUND)


def _kind_and_bodies(symbol: str, year: int | None = None) -> tuple[str | None, list[str]]:
    """Return the kind that a symbol begins with, if any, and what follows."""
    groups = _GROUP.findall(symbol)
    if not groups:
        return None, []
    first, *rest = groups
    kind = _known_kind(first)
    if kind is None:
        kind, body = _written_together(first)
        rest = [body, *rest] if kind else rest
    return kind, [_body(each.rstrip("."), year) for each in rest]


def _known_kind(short: str) -> str | None:
    folded = short.casefold()
    return _BY_ABBREVIATION.get(folded) or _WITHOUT_BARS.get(folded)


def _written_together(group: str) -> tuple[str | None, str]:
    """Return kind and body of a group like QĐUBND or QĐ.UBND; None where it is none."""
    for size in range(4, 1, -1):
        kind, body = _known_kind(group[:size]), group[size:].lstrip(".")
        known = _body(body, None)
        if kind and (known in _STATE_BODIES or known in PARTY_BODIES | _OTHER_BODIES):
            return kind, known
    return None, ""


def _body(body: str, year: int | None) -> str:
    large = body.upper()
    if body.islower() or large in _BODIES or large in _STATE_BODIES:
        body = _BODIES.get(large, large)
    if year is not None and year >= _FIRST_YEAR_OF_NEW_BODIES:
        body = _OLD_BODIES.get(body, body)
    return _OFTEN_MISTYPED.get("".join(sorted(body.replace("Đ", "D"))), body)
