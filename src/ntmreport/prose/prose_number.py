"""A number in prose: its value and the values that it can stand for, its unit and its kind.

The lexer is one regular expression and a look at the words around. What can be read in two ways
is read in none: it is `is_doubtful`, and no claim is made of it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.figure.unit_spelling import ABBREVIATIONS, PERCENT, PERCENTAGE_POINT
from ntmreport.lazy_pattern import lazy_pattern


class NumberKind(StrEnum):
    """A kind of number, by what it tells."""

    COUNT = "count"
    SHARE = "share"
    POINTS = "points"
    MONEY = "money"
    AREA = "area"
    MEASURE = "measure"
    DATE = "date"
    PERIOD = "period"
    YEAR = "year"
    DOCUMENT = "document"
    ORDINAL = "ordinal"
    NAME = "name"


QUANTITIES = frozenset(
    {
        NumberKind.COUNT,
        NumberKind.SHARE,
        NumberKind.POINTS,
        NumberKind.MONEY,
        NumberKind.AREA,
        NumberKind.MEASURE,
    }
)
"""The kinds that say how much or how many."""

AMOUNTS = QUANTITIES - {NumberKind.SHARE, NumberKind.POINTS}
"""The kinds that can be added up."""

DESIGNATIONS = frozenset(NumberKind) - QUANTITIES
"""The kinds that tell which day, period, document, place or item is meant."""


class ProseNumber(Struct, frozen=True):
    """A number that stands at `start` to `end` of a text; `unit_end` is behind its unit.

    `value` is exact as written, in the unit as written; `scale` brings it to the base of its kind
    (đồng, m2, kg, m). `qualifier` is "hơn", "khoảng" or such. `second` is the end of a range.
    """

    text: str
    start: int
    end: int
    unit_end: int
    kind: NumberKind
    value: Fraction
    decimals: int
    unit: str = ""
    scale: Fraction = Fraction(1)
    qualifier: str = ""
    second: Fraction | None = None
    is_doubtful: bool = False
    unit_text: str = ""

    @property
    def with_unit(self) -> str:
        """The number with its unit as written; a count without."""
        return f"{self.text}{self.unit_text}"

    @property
    def base(self) -> Fraction:
        """The value in the base unit of its kind."""
        return self.value * self.scale

    @property
    def half(self) -> Fraction:
        """Half of the last digit that is written, in the base unit; 0 for counts."""
        if self.kind is NumberKind.COUNT and not self.decimals and self.scale == 1:
            return Fraction()
        return self.scale * Fraction(1, 2 * 10**self.decimals)

    @property
    def is_quantity(self) -> bool:
        """True if it says how much or how many, in one way only, and as one number."""
        return self.kind in QUANTITIES and not self.is_doubtful and self.second is None

    @property
    def is_exact(self) -> bool:
        """True if it is a quantity without a word of estimation."""
        return self.is_quantity and not self.qualifier


_ABOUT = Fraction(5, 100)


def bounds(number: ProseNumber) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest value, in the base unit, that a number can stand for."""
    value, half = number.base, number.half
    match number.qualifier:
        case "khoảng" | "ước" | "xấp xỉ":
            return (value - half) * (1 - _ABOUT), (value + half) * (1 + _ABOUT)
        case "hơn" | "trên" | "ít nhất":
            return value, value * (1 + 2 * _ABOUT)
        case "gần" | "dưới" | "không quá":
            return value * (1 - 2 * _ABOUT), value
    return value - half, value + half


_YEAR = r"(?:19|20)\d\d"
_PLAIN = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?"
_NUMBER = rf"(?:{_PLAIN})"
_DASH = "[-–—]"
_TOKEN = re.compile(
    rf"""
    (?P<document>(?<![\w/.,-])(?:\d{{1,5}}|\d{{1,2}}\.\d{{3}})[a-zđ]?(?:/{_YEAR})?(?:[/]|{_DASH})
        (?=[A-ZĐ][A-Za-zĐ]*(?:[/.]|{_DASH}|(?<=QH)\d|(?<=CP)|(?<=TTg)))[A-ZĐ][\wĐ]*(?:(?:[/.]|{_DASH})[A-ZĐ][\wĐ]*)*)
    |(?P<date>(?<![\w/.,-])(?:0?[1-9]|[12]\d|3[01])(?P<sep>[/.-])(?:0?[1-9]|1[0-2])(?P=sep){_YEAR}(?![\d/]))
    |(?P<otherdate>(?<![\w/.,-])\d{{1,2}}/\d{{1,2}}/\d{{4}}(?![\d/]))
    |(?P<spelled>(?<=gày\ )\d{{1,2}}\s+tháng\s+\d{{1,2}}(?:\s+năm\s+{_YEAR})?)
    |(?P<day>(?<=gày\ )(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?![\w/])
        |(?:(?<=ến\ )|(?<=rước\ )|(?<=hết\ )|(?<=ừ\ )|(?<=sau\ )|(?<=Sau\ ))
          (?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])
          (?![\w/]|\ (?:xã|hộ|người|thôn|tiêu|trường|sản|đơn|công|chỉ))
        |(?:(?<=hôm\ )|(?<=sáng\ )|(?<=trưa\ )|(?<=chiều\ )|(?<=tối\ ))
          (?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])
          (?![\w/]|\ (?:xã|hộ|người|thôn|đại|tiêu|trường)))
    |(?P<month>(?<![\w/.,-])(?:0?[1-9]|1[0-2])/{_YEAR}(?![\d/]))
    |(?P<period>(?<![\w/.,-]){_YEAR}\s?{_DASH}\s?{_YEAR}(?![\w/]))
    |(?P<name>(?<=[^\W\d_])[-.]?\d+(?:[.,/-]?\w++)*+
        |(?<!\w)0\d{{2,3}}[. ]?\d{{3}}[. ]?\d{{3,4}}(?!\w)
        |(?<![\w.,])(?!\d{{1,3}}(?:\.\d{{3}})+(?!\d|\.\d))\d+(?:\.\d+){{2,}}\.?(?![\w.])
        |(?<![\w.,/])\d+[A-ZĐ]\w*)
    |(?P<range>(?<![\w/.,-]){_NUMBER}\s?{_DASH}\s?{_NUMBER}(?![\d/]))
    |(?P<number>(?<![\w.,]){_NUMBER})
    """,
    re.VERBOSE,
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")

_MONEY = {"đồng": 1, "nghìn đồng": 10**3, "ngàn đồng": 10**3, "triệu đồng": 10**6}
_MONEY |= {"tỷ đồng": 10**9, "tỉ đồng": 10**9, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_MONEY |= {"nghìn tỷ đồng": 10**12, "nghìn tỷ": 10**12}
_AREA = {"ha": 10**4, "héc ta": 10**4, "hecta": 10**4, "m2": 1, "m²": 1, "km2": 10**6, "km²": 10**6}
_MEASURE = {"tấn": 10**3, "tạ": 100, "kg": 1, "km": 10**3, "m": 1, "m3": 1, "m³": 1}
_SCALED = {
    **{unit: (NumberKind.MONEY, "đồng", scale) for unit, scale in _MONEY.items()},
    **{unit: (NumberKind.AREA, "m2", scale) for unit, scale in _AREA.items()},
    **{
        unit: (NumberKind.MEASURE, base, scale)
        for (unit, scale), base in zip(
            _MEASURE.items(), ("kg", "kg", "kg", "m", "m", "m3", "m3"), strict=True
        )
    },
}
_SPELLINGS = dict(ABBREVIATIONS)
_UNIT = re.compile(
    r" ?(?P<unit>điểm\ phần\ trăm|điểm\ %|đ%|%|phần\ trăm|"
    + "|".join(re.escape(unit) for unit in sorted({*_SCALED, *_SPELLINGS}, key=len, reverse=True))
    + r")(?!(?<=đồng) (?:chí|bào|ruộng|bộ|thời|quản)\b)"
    r"(?P<per>(?:/(?!dự toán|kế hoạch|tổng|KH\b)[^\W\d_]+(?:\ [^\W\d_]+)??"
    r"(?=[\s/.,;:)]|$))*)(?![\w])",
    re.IGNORECASE,
)
_WORDS_BEHIND = re.compile(r" ((?:[^\W\d_]+ ?){1,4})")
_LAST_WORDS = re.compile(r"([^\W\d_]+)(?: ([^\W\d_]+))? ?[(“\"]?$")

_NAMED_BEFORE = frozenset(
    (
        *("điều", "khoản", "mục", "biểu", "bảng", "phụlục", "sốhiệu", "quốclộ", "tỉnhlộ", "ql"),
        *("tl", "đt", "thôn", "bản", "tổ", "khu", "đội", "xóm", "ấp", "khóa", "khoá", "đợt"),
        *("lần", "chương", "tiết", "trang", "kỳ", "hạng", "cấp", "loại", "lớp", "vòng", "tập"),
        *("quyển", "thứ", "top", "đường", "phòng", "số", "hình", "quý", "km", "tuyến", "tiêuchí"),
        *("nộidung", "nhóm", "cụm", "vùng", "quận", "phường"),
    )
)
_NAMED_BY_TWO = frozenset(
    (
        *("tiêu.chí", "phụ.lục", "quốc.lộ", "tỉnh.lộ", "mẫu.số", "biểu.số", "điện.thoại"),
        *("giai.đoạn", "mức.độ", "nhiệm.vụ", "luật.số", "chính.phủ", "nghị.quyết"),
        *("quyết.định", "nghị.định", "thông.tư", "kế.hoạch"),
    )
)
"""Words before a number that is a name, not a quantity: `Điều 5`, `tiêu chí 17`."""

_NOT_NAMED = frozenset(
    (
        *("tổng.số", "trong.số", "dân.số", "quân.số", "sĩ.số", "một.số", "ước.số", "các.tổ"),
        *("thiểu.số", "đa.số"),
    )
)

_ONLY_WITHOUT_UNIT = frozenset(
    (
        *(
            "lớp",
            "cụm",
            "số",
            "đường",
            "kỳ",
            "cấp",
            "tập",
            "loại",
            "nhóm",
            "vùng",
            "km",
            "đội",
        ),
        *("tổ", "xóm", "bản", "khu", "thôn", "tuyến", "hạng", "phòng", "mục", "hình", "bảng"),
        *("quận", "phường", "ấp", "đợt", "lần", "vòng", "tiêu.chí", "kế.hoạch", "nhiệm.vụ"),
    )
)

_QUALIFIER = re.compile(
    r"(?<!cao)(?<!ít)(?<!sớm)(?<!nhiều)(?<!thấp)(?<!lớn)(?<!nhỏ)(?<!muộn)(?<!tốt)(?:^"
    r"|[\s(,:])(khoảng|ước(?: đạt| tính)?|xấp xỉ|hơn|trên|ít nhất|gần|dưới|không quá|tối thiểu"
    r"|tối đa|đạt trên) $",
    re.IGNORECASE,
)
_TIME_BEHIND = re.compile(r" ?(?:giờ|phút|h\d{0,2}(?!a))\b")


def numbers_in(text: str) -> list[ProseNumber]:
    """Return the numbers of `text` in their order; a date is one, and so is a range."""
    found: list[ProseNumber] = []
    for match in _TOKEN.finditer(text):
        if found and match.start() < found[-1].unit_end and found[-1].unit_text:
            continue  # the 2 of m2
        kind = match.lastgroup
        if kind == "sep":
            kind = "date"
        read = _READERS[kind or ""](text, match)
        if read is not None:
            found.append(read)
    return _with_doubts(text, _with_titles(text, _with_amounts(text, found)))


def _with_amounts(text: str, numbers: list[ProseNumber]) -> list[ProseNumber]:
    """Return numbers with each amount that is said in two steps as one: 376 tỷ 350 triệu đồng."""
    found: list[ProseNumber] = []
    for each in numbers:
        before = found[-1] if found else None
        if (
            before is not None
            and before.kind is each.kind is NumberKind.MONEY
            and before.unit_end + 1 == each.start
            and text[before.unit_end] == " "
            and not text[: before.unit_end].endswith("đồng")
            and not before.decimals
            and each.base < before.scale
        ):
            found[-1] = replace(
                each,
                text=text[before.start : each.end],
                start=before.start,
                value=(before.base + each.base) / each.scale,
                qualifier=before.qualifier,
            )
        else:
            found.append(each)
    return found


_TITLE = lazy_pattern(r"“[^“”\n]{1,60}”|\"[^\"\n]{1,60}\"")


def _with_titles(text: str, numbers: list[ProseNumber]) -> list[ProseNumber]:
    """Return numbers with those in the title of something as names: mô hình “5 không, 3 sạch”."""
    titles = [each.span() for each in _TITLE.finditer(text)]
    if not titles:
        return numbers
    return [
        replace(each, kind=NumberKind.NAME, unit="", unit_end=each.end)
        if each.kind is NumberKind.COUNT
        and any(start < each.start and each.end < end for start, end in titles)
        else each
        for each in numbers
    ]


def _bare(match: re.Match[str], kind: NumberKind) -> ProseNumber:
    start, end = match.span()
    return ProseNumber(match[0], start, end, end, kind, Fraction(), 0)


def _document(_: str, match: re.Match[str]) -> ProseNumber:
    return _bare(match, NumberKind.DOCUMENT)


def _date(_: str, match: re.Match[str]) -> ProseNumber:
    return _bare(match, NumberKind.DATE)


def _period(_: str, match: re.Match[str]) -> ProseNumber:
    return _bare(match, NumberKind.PERIOD)


def _name(_: str, match: re.Match[str]) -> ProseNumber:
    return _bare(match, NumberKind.NAME)


def _range(text: str, match: re.Match[str]) -> ProseNumber | None:
    first, second = re.split(rf"\s?{_DASH}\s?", match[0], maxsplit=1)
    read = _quantity(text, match.start(), match.end(), second)
    low = parsed_value(first)
    if read is None or low is None:
        return None
    return replace(read, text=match[0], start=match.start(), value=low[0], second=read.value)


def _plain(text: str, match: re.Match[str]) -> ProseNumber | None:
    return _quantity(text, match.start(), match.end(), match[0])


_READERS = {
    "document": _document,
    "date": _date,
    "otherdate": _date,
    "spelled": _date,
    "month": _date,
    "day": _date,
    "period": _period,
    "name": _name,
    "range": _range,
    "number": _plain,
}


def parsed_value(written: str) -> tuple[Fraction, int] | None:
    """Return the value of a number as written, and its decimals; None where it can mean two."""
    if _GROUPED.fullmatch(written):
        whole, _, decimals = written.replace(".", "").partition(",")
    elif written.count(",") > 1:
        whole, decimals = written.replace(",", ""), ""
    else:
        whole, _, decimals = written.replace(".", ",").partition(",")
    if len(whole) > 15 or len(decimals) > 6:
        return None
    return Fraction(int(whole + decimals), 10 ** len(decimals)), len(decimals)


def _quantity(text: str, start: int, end: int, written: str) -> ProseNumber | None:
    value = parsed_value(written)
    if value is None:
        return None
    exact, decimals = value
    before = text[max(0, start - 24) : start]
    behind = text[end : end + 48]
    many = _MANY.match(behind)
    if many is not None:
        number = _many(written, start, end, (exact, decimals), before, many, behind)
        if number is not None:
            return number
    unit = _UNIT.match(behind)
    if unit is not None:
        return _measured(text, start, end, written, exact, decimals, before, unit)
    number = ProseNumber(written, start, end, end, NumberKind.COUNT, exact, decimals)
    is_bracketed_fraction = before.endswith("(") and behind.startswith("/")  # số bản (171/184)
    words = None if is_bracketed_fraction else _LAST_WORDS.search(before)
    last = words[words.lastindex or 1].casefold() if words else ""
    two = f"{words[1].casefold()}.{last}" if words and words.lastindex == 2 else ""
    found = _WORDS_BEHIND.match(behind)
    counted = found[1].strip() if found else ""
    is_year = len(written) == 4 and written.isdigit() and written[:2] in {"19", "20"}
    if is_year and (last in _YEAR_BEFORE or not counted or not counted.islower()):
        return replace(number, kind=NumberKind.YEAR)
    if _TIME_BEHIND.match(behind):
        return replace(number, kind=NumberKind.NAME)
    is_time = last == "ngày" or (last == "năm" and unit_of(counted) in _TIMES)
    if last == "tháng" or (is_time and len(written) <= 2):
        return replace(number, kind=NumberKind.DATE)
    is_counted = two in _NOT_NAMED or "." in written or "," in written
    for named in () if is_counted else (last, two):
        if named in _NAMED_BEFORE or named in _NAMED_BY_TWO:
            has_unit = bool(unit_of(counted))
            if named not in _ONLY_WITHOUT_UNIT or not has_unit or last == "số":
                return replace(number, kind=NumberKind.ORDINAL)
    if written.startswith("0") and len(written) > 2 and not decimals:
        return replace(number, kind=NumberKind.NAME)
    if decimals == 3 and "," in written:  # 1,234 hộ: thousands as English writes them, or a measure
        number = replace(number, is_doubtful=True)
    elif "." in written and decimals in {1, 2}:
        is_in_fraction = text[end : end + 1] == "/" or text[start - 1 : start] == "/"
        number = replace(number, is_doubtful=not (counted or is_in_fraction))
    qualifier = _QUALIFIER.search(before)
    return replace(
        number,
        unit=unit_of(counted),
        unit_end=end + (1 + len(unit_of(counted)) if counted else 0),
        qualifier=_plain_qualifier(qualifier[1]) if qualifier else "",
    )


_TIMES = frozenset(("", "tháng", "năm", "ngày"))
_MANY = re.compile(r" ?(?P<many>nghìn|ngàn|vạn|triệu|tỷ|tỉ) (?=[^\W\d_])", re.IGNORECASE)
_MANIES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_NOT_COUNTED = re.compile(r"(?:đồng|tỷ|tỉ|triệu|rưỡi|USD|lệ)\b", re.IGNORECASE)


def _many(
    written: str,
    start: int,
    end: int,
    value: tuple[Fraction, int],
    before: str,
    many: re.Match[str],
    behind: str,
) -> ProseNumber | None:
    """Return the number of `312 nghìn con`, `8,4 triệu m3`; None where it is an amount of money."""
    rest = behind[many.end() :]
    factor = _MANIES[many["many"].casefold()]
    if _NOT_COUNTED.match(rest):
        return None
    measure = _UNIT.match(f" {rest}")
    if measure is not None:
        if measure["unit"].casefold() not in _SCALED:
            return None
        length = end + many.end() - 1
        number = _measured("", start, length, written, *value, before, measure)
        text = f"{many[0].rstrip()}{measure[0]}"
        return replace(number, end=end, scale=number.scale * factor, unit_text=text)
    found = _WORDS_BEHIND.match(f" {rest}")
    unit = unit_of(found[1].strip()) if found else ""
    if not unit:
        return None
    qualifier = _QUALIFIER.search(before)
    return ProseNumber(
        written,
        start,
        end,
        end + many.end() + len(unit),
        NumberKind.COUNT,
        *value,
        unit,
        Fraction(factor),
        _plain_qualifier(qualifier[1]) if qualifier else "",
        unit_text=many[0].rstrip(),
    )


_YEAR_BEFORE = frozenset(("năm", "niên", "quý", "cuối", "đầu", "đến", "tháng", "từ", "nq"))


def _plain_qualifier(written: str) -> str:
    word = written.casefold()
    if word.startswith("ước"):
        return "ước"
    return {"tối thiểu": "ít nhất", "tối đa": "không quá", "đạt trên": "trên"}.get(word, word)


def _measured(
    text: str,
    start: int,
    end: int,
    written: str,
    value: Fraction,
    decimals: int,
    before: str,
    unit: re.Match[str],
) -> ProseNumber:
    del text
    name = unit["unit"].casefold()
    name = _SPELLINGS.get(name, name)
    scale, base = Fraction(1), name
    is_doubtful = False
    if name in {"điểm phần trăm", "điểm %", "đ%"}:
        kind, base = NumberKind.POINTS, PERCENTAGE_POINT
    elif name in {PERCENT, "phần trăm"}:
        kind, base = NumberKind.SHARE, PERCENT
        is_doubtful = "." in written and _GROUPED.fullmatch(written) is not None and value < 100_000
    else:
        kind, base, factor = _SCALED[name]
        scale = Fraction(factor)
        if unit["per"]:
            kind = NumberKind.MEASURE if kind is not NumberKind.MONEY else kind
            base += unit["per"].casefold()
        is_doubtful = "." in written and decimals == 3
    qualifier = _QUALIFIER.search(before)
    return ProseNumber(
        written,
        start,
        end,
        end + unit.end(),
        kind,
        value,
        decimals,
        base,
        scale,
        _plain_qualifier(qualifier[1]) if qualifier else "",
        is_doubtful=is_doubtful,
        unit_text=unit[0],
    )


_COMPOUNDS = frozenset(
    (
        *("hợp.tác", "nhà.máy", "nhà.văn", "mô.hình", "sản.phẩm", "tiêu.chí", "doanh.nghiệp"),
        *("công.trình", "tổ.hợp", "trang.trại", "cơ.sở", "gia.đình", "lao.động", "đảng.viên"),
        *(
            "chi.bộ",
            "chi.hội",
            "ngày.công",
            "văn.bản",
            "cuộc.họp",
            "hội.nghị",
            "lượt.người",
            "học.sinh",
        ),
        *("giáo.viên", "trạm.y", "khu.dân", "bệnh.viện", "nhân.khẩu", "thành.viên"),
        *("làng.nghề", "điểm.trường", "phòng.học", "dự.án", "tổ.dân", "thôn.bản"),
        *("cán.bộ", "công.chức", "viên.chức", "hội.viên", "đoàn.viên", "đồng.chí", "học.viên"),
        *("chi.hội", "đại.biểu", "hồ.sơ", "trẻ.em"),
    )
)
_NO_UNIT = frozenset(
    (
        *("và", "hoặc", "là", "đạt", "trong", "của", "so", "tăng", "giảm", "chiếm", "bằng"),
        *("với", "đã", "được", "có", "không", "cho", "tại", "ở", "do", "theo", "từ", "đến"),
        *("để", "thì", "mà", "nhưng", "đang", "sẽ", "còn", "lên", "xuống", "trên", "dưới"),
        *("hơn", "gần", "vào", "ra", "về", "qua", "trở", "nêu", "như", "nay", "này", "kia"),
        *("khác", "gồm", "liên", "cùng"),
    )
)


_ABBREVIATED = frozenset(("HTX", "THT", "CLB", "DN"))
"""Units of counts that are abbreviated: hợp tác xã, tổ hợp tác, câu lạc bộ, doanh nghiệp."""


def unit_of(counted: str) -> str:
    """Return what is counted: the first word behind a number, or two that are one."""
    words = counted.split()
    if words and words[0] in _ABBREVIATED:
        return words[0]
    if not words or words[0].casefold() in _NO_UNIT or not words[0][0].islower():
        return ""
    first = words[0].casefold()
    if len(words) > 1 and f"{first}.{words[1].casefold()}" in _COMPOUNDS:
        return f"{first} {words[1].casefold()}"
    return first


_COMMA_BETWEEN = re.compile(r", +")
_FIRST_GROUP = re.compile(r"[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}(?:,\d+)?")
_SPACES = frozenset((" ", "\xa0", "\u202f"))


def _with_doubts(text: str, numbers: list[ProseNumber]) -> list[ProseNumber]:
    """Return the numbers with thousands that blanks set apart as one, or doubtful: `12 391 hộ`."""
    found: list[ProseNumber] = []
    index = 0
    while index < len(numbers):
        last = index
        while (
            last + 1 < len(numbers)
            and text[numbers[last].end : numbers[last + 1].start] in _SPACES
            and _GROUP.fullmatch(numbers[last + 1].text)
            and _FIRST_GROUP.fullmatch(numbers[index].text)
        ):
            last += 1
        run = numbers[index : last + 1]
        if len(run) > 1 and _is_one(run):
            found.append(_joined(text, run))
        else:
            found += [replace(each, is_doubtful=True) for each in run] if len(run) > 1 else run
        index = last + 1
    return _with_split_decimals(text, found)


def _is_one(run: list[ProseNumber]) -> bool:
    """Return whether groups of digits are one number: something is counted, and nothing named."""
    first, last = run[0], run[-1]
    return (
        all(each.kind is NumberKind.COUNT and not each.unit for each in run[:-1])
        and bool(last.unit)
        and last.kind in QUANTITIES
        and not first.is_doubtful
    )


def _joined(text: str, run: list[ProseNumber]) -> ProseNumber:
    first, last = run[0], run[-1]
    digits = "".join(each.text for each in run).replace(",", "")
    return replace(
        last,
        text=text[first.start : last.end],
        start=first.start,
        value=Fraction(int(digits), 10**last.decimals),
        qualifier=first.qualifier,
        is_doubtful=False,
    )


def _with_split_decimals(text: str, numbers: list[ProseNumber]) -> list[ProseNumber]:
    """Mark pairs such as `71, 4 tỷ`: one number, perhaps, that a blank has split."""
    for index in range(len(numbers) - 1):
        first, second = numbers[index], numbers[index + 1]
        is_near = first.end < second.start <= first.end + 3
        if (
            is_near
            and not first.unit
            and second.kind in {NumberKind.MONEY, NumberKind.SHARE, NumberKind.AREA}
            and first.kind is NumberKind.COUNT
            and not first.decimals
            and not second.decimals
            and len(second.text) <= 2
            and _COMMA_BETWEEN.fullmatch(text[first.end : second.start])
            and not (index and numbers[index - 1].end + 2 == first.start)
        ):
            numbers[index] = replace(first, is_doubtful=True)
            numbers[index + 1] = replace(second, is_doubtful=True)
    return numbers
