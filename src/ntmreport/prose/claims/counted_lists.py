"""Counts beside the list of what is counted: `02 nhà máy, gồm: A; B; C`, and names listed twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, one_digit_apart
from ntmreport.prose.finished_report import ITEM, ReportBlock, Stretch
from ntmreport.prose.prose_number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.finished_report import FinishedReport
    from ntmreport.prose.prose_number import ProseNumber

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LIST = lazy_pattern(
    r"(?P<lead>[^.;:(]{0,140}?)(?P<opening>\b(?:bao gồm|gồm(?: có| các)?|đó là|cụ thể là|như sau"
    r"|là các|là)(?![^\W\d_]) ?:?"
    r"|:|\() *",
)
_CLOSING = lazy_pattern(r"\.(?=\s+\S|\s*$)|\./\.|$")
_OPEN = lazy_pattern(
    r"…|\.\.\.|v\.v|vân vân|\bkhác\b|trong đó|còn lại|(?:một số|nhiều|các) (?:xã|thôn|đơn vị) khác"
    r"|ví dụ|như:"
)
_OPEN_LEAD = lazy_pattern(
    r"trong đó|tiêu biểu|điển hình|nổi bật|nhất là|chủ yếu|như |ví dụ|điển hình là|một số|chiếm"
    r"|so với"
)
_NAMES_AT_ONCE = lazy_pattern(
    rf" (?:(?:đạt[^,.;:(]{{0,40}}|NTM|nâng cao|kiểu mẫu|biên giới|miền núi) )?\(?"
    rf"(?:gồm |là |các xã |xã "
    rf"|thôn )?(?P<names>(?![IVX]+\b)[{_UPPER}][\w’'-]*(?: [{_UPPER}][\w’'-]*){{0,3}}"
    rf"(?:(?:, | và |; )(?:xã |thôn "
    rf"|phường )?[{_UPPER}][\w’'-]*(?: [{_UPPER}][\w’'-]*){{0,3}})+)"
)
_NEXT_COUNT = lazy_pattern(r"; *(?:và )?(?:có |còn )?\d+ (?:xã|thôn|huyện|đơn vị|bản|phường) ")
_MARK = lazy_pattern(r"[(“)”;,]| và ")
_MOST_NAMES = 200
_SEPARATOR = lazy_pattern(r"[;,] *(?:và )?| và ")
_SEMICOLON = lazy_pattern(r"; *(?:và )?")
_AND = lazy_pattern(
    r"(?<!nghiệp)(?<!nguyên)(?<!giáo dục)(?<!thương binh)(?<!khoa học)(?<!thông tin)(?<!văn hóa)"
    r"(?<!văn hoá)(?<!kinh tế)(?<!nhân dân) và ",
    re.IGNORECASE,
)
"""The word before the last of a list; offices have it in their names: Tài nguyên và Môi trường."""

_PROPER = lazy_pattern(
    rf"(?:(?:xã|thôn|phường|thị trấn|các xã|bản|tổ|huyện|xóm|ấp|làng|TT\.?"
    rf"|Thị trấn) )?(?P<name>[{_UPPER}\d][\w’'-]*(?: [{_UPPER}\d][\w’'-]*){{0,4}})"
)
_CALLED = lazy_pattern(rf"(?:[^\W\d_]+ ){{1,5}}[{_UPPER}]")
_ENUMERATED = lazy_pattern(r"\(?\d{1,2}[).]\s")
_SURELY_BELOW = lazy_pattern(r"(?:\bsau(?: đây)?|gồm(?: có)?|là|gồm các \S+ \S+) ?:\s*$")
_NOT_LISTED = frozenset(
    (
        *("năm", "tháng", "ngày", "lần", "lượt", "quý", "giờ", "phút", "tuổi", "sao", "lớp"),
        *("buổi", "cuộc", "đợt", "điểm", "bước", "vòng", "ha", "khóa", "khoá", "kỳ", "cấp", "hạng"),
    )
)
_COUNTED_ITSELF = frozenset({NumberKind.COUNT, NumberKind.SHARE, NumberKind.MONEY, NumberKind.AREA})
_MOST = 60
_FEWEST = 2
_LONGEST_SHOWN = 40
_DIGITS = "0123456789"


class _Listed(Struct, frozen=True):
    block: ReportBlock
    total: ProseNumber
    names: tuple[Stretch, ...]
    is_closed: bool
    is_all: bool = False


def counted_lists(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each count that a list of what is counted follows."""
    for sentence in report.sentences():
        block = sentence.block
        for index, count in enumerate(sentence.numbers):
            following = sentence.numbers[index + 1] if index + 1 < len(sentence.numbers) else None
            if following is not None and _is_whole_of(block.text, count, following):
                # 4/12 xã đạt chuẩn (Phú Dạ, An Khải, …)
                count = replace(count, unit=following.unit, unit_end=following.unit_end)
                following = (*sentence.numbers, None)[index + 2]
            elif _is_in_fraction(block.text, count):
                continue
            if not _can_count(count):
                continue
            found = _list_behind(block, count, sentence.end, following)
            if found is not None:
                yield _count_claim(found)
    for block in report.blocks:
        yield from _counted_in_words(block)
    for number, part in enumerate(report.parts):
        if isinstance(part, ReportBlock) and part.numbers:
            below = _list_below(part, report.children.get(number, ()))
            if below is not None:
                yield _count_claim(below)


def _counted_in_words(block: ReportBlock) -> Iterator[Claim]:
    """Yield the claims of `ba xã Hợp Lý, Vân Sơn, Dân Lý`."""
    for match in _IN_WORDS.finditer(block.text, block.start):
        named = _NAMES_AT_ONCE.match(block.text, match.end())
        if named is None or _OPEN.match(block.text[named.end() :].lstrip(" ,")):
            continue
        names = _split(block, *named.span("names"), _SEPARATOR)
        if not all(_PROPER.fullmatch(name.text) for name in names):
            continue
        count = _WORDS[match["number"].casefold()]
        is_right = count == len(names)
        said = f"{match['number']} {match['unit']}"
        yield Claim(
            catalogue.PROSE_LIST_COUNT,
            Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS,
            Stretch(block, *match.span("number")),
            said,
            f"{len(names)}: {names[0].text} … {names[-1].text}",
            names,
            Bilingual(
                f"văn bản ghi {said} nhưng kể {len(names)}, từ “{names[0].text}” đến"
                f" “{names[-1].text}”",
                f"the text has {said} and lists {len(names)}, from “{names[0].text}” to"
                f" “{names[-1].text}”",
            ),
        )


_WORDS = {
    **{"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10},
}
"""Numbers in words; năm is left out, which is a year, too."""

_IN_WORDS = lazy_pattern(
    rf"(?<!\w)(?<!mươi )(?<!mười )(?<!trăm )(?P<number>{'|'.join(_WORDS)})"
    r" (?P<unit>xã|thôn|huyện|phường|bản|đơn vị)(?= )",
    re.IGNORECASE,
)


def names_listed_twice(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each name that stands twice in a list of names."""
    for block in report.blocks:
        for names in _name_lists(block):
            seen: dict[str, Stretch] = {}
            for name in names:
                key = " ".join(name.text.split()).casefold()
                if key in seen:
                    yield Claim(
                        catalogue.PROSE_LISTED_TWICE,
                        Verdict.SUSPICIOUS,
                        name,
                        name.text,
                        f"{name.text} × 2",
                        (seen[key],),
                        Bilingual(
                            f"“{name.text}” được kể hai lần trong một danh sách",
                            f"“{name.text}” stands twice in one list",
                        ),
                    )
                seen.setdefault(key, name)


def _can_count(number: ProseNumber) -> bool:
    return (
        number.is_exact
        and number.kind is NumberKind.COUNT
        and not number.decimals
        and number.value <= _MOST
        and bool(number.unit)
        and number.unit not in _NOT_LISTED
    )


def _is_whole_of(text: str, part: ProseNumber, whole: ProseNumber) -> bool:
    return (
        text[part.end : whole.start] == "/"
        and whole.unit in _LISTED_OF
        and part.value < whole.value
    )


_LISTED_OF = frozenset(("xã", "thôn", "huyện", "đơn vị", "đơn", "bản", "trường"))


def _is_in_fraction(text: str, number: ProseNumber) -> bool:
    return text[number.end : number.end + 1] == "/" or text[number.start - 1 : number.start] == "/"


def _list_behind(
    block: ReportBlock, count: ProseNumber, end: int, following: ProseNumber | None
) -> _Listed | None:
    """Return the list that follows in the sentence."""
    text = block.text
    at_once = _NAMES_AT_ONCE.match(text, count.unit_end, end)
    if at_once is not None:
        names = _split(block, *at_once.span("names"), _SEPARATOR)
        behind = text[at_once.end() : end]
        is_closed = not _OPEN.match(behind.lstrip(" ,")) and not behind.lstrip().startswith(
            ("…", "...")
        )
        has_names = all(_PROPER.fullmatch(name.text) for name in names)
        if has_names and is_closed and len(names) > 1:
            return _Listed(block, count, names, is_closed=True)
        return None
    opening = _LIST.match(text, count.unit_end, end)
    if opening is None or _OPEN_LEAD.search(opening["lead"]):
        return None
    is_nearest = following is None or following.start >= opening.end()
    if (
        not is_nearest
        and following is not None
        and following.kind in _COUNTED_ITSELF
        and following.unit != "sao"
    ):
        return None  # what is counted is counted by the number nearest to the list
    start = opening.end()
    if opening["opening"] == "(":
        close = text.find(")", start, end)
        if close < 0:
            return None
        end = close
    stop = _CLOSING.search(text, start, end)
    finish = stop.start() if stop else end
    other = _NEXT_COUNT.search(text, start, finish)
    if other is not None and ";" not in text[start : other.start()]:
        finish = other.start()
    listed = text[start:finish]
    if not listed.strip() or _OPEN.search(listed):
        return None
    names = _split(block, start, finish, _SEMICOLON if ";" in listed else _SEPARATOR)
    if len(names) < _FEWEST or any(_has_count(name, count) for name in names):
        return None  # or parts, with their own numbers
    unit = text[count.end : count.end + 40].strip().casefold().split(" ")[:2]
    are_called = all(name.text.casefold().startswith(" ".join(unit)) for name in names)
    if ";" not in listed and not are_called and not _are_names(names):
        return None
    if ";" in listed and len(names) + 1 == count.value:
        names = (*names[:-1], *_two_last(names[-1]))
    is_all = "gồm" in opening["opening"]
    return _Listed(block, count, names, is_closed=True, is_all=is_all)


def _two_last(name: Stretch) -> tuple[Stretch, ...]:
    """Return the two that the last of a list with semicolons joins: `…; A (80%) và B (77%)`."""
    text = name.text
    joined = None
    for found in _AND.finditer(text):
        joined = found
    if joined is None:
        return (name,)
    return (
        Stretch(name.block, name.start, name.start + joined.start()),
        Stretch(name.block, name.start + joined.end(), name.end),
    )


def _are_names(names: Sequence[Stretch]) -> bool:
    """Return whether all are names, or names behind the same word: `chợ Gám, chợ Vực`."""
    if all(_PROPER.fullmatch(name.text) for name in names):
        return True
    first = names[0].text.partition(" ")[0]
    return first.islower() and all(
        _CALLED.match(name.text) and name.text.partition(" ")[0] == first for name in names
    )


def _has_count(name: Stretch, count: ProseNumber) -> bool:
    """Return whether what is listed is a part of the count: it has a number of that unit itself."""
    if name.text[:1] in _DIGITS and _ENUMERATED.match(name.text) is None:
        return True
    return any(
        number.unit == count.unit
        for number in name.block.numbers
        if name.start <= number.start < name.end
    )


def _split(
    block: ReportBlock, start: int, end: int, separator: re.Pattern[str]
) -> tuple[Stretch, ...]:
    """Return the stretches between separators that stand in no brackets or quotes."""
    text = block.text
    depth, edges = 0, [start]
    for match in _MARK.finditer(text, start, end):
        mark = match[0]
        if mark in "(“":
            depth += 1
        elif mark in ")”":
            depth -= 1
        elif depth <= 0:
            found = separator.match(text, match.start(), end)
            if found is not None and found.start() >= edges[-1]:
                edges += found.span()
                if len(edges) > 2 * _MOST_NAMES:
                    break
    edges.append(end)
    stretches = []
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        inner = text[left:right]
        stripped = inner.strip(" ,;.")
        if stripped:
            begin = left + inner.index(stripped[0])
            stretches.append(Stretch(block, begin, begin + len(stripped)))
    return tuple(stretches)


def _list_below(block: ReportBlock, items: Sequence[ReportBlock]) -> _Listed | None:
    """Return the items under a paragraph that announces how many there are."""
    text = block.text.rstrip()
    if len(items) < 2 or items[0].level < ITEM or not text.endswith(":"):
        return None
    sentence = block.sentences[-1]
    if sentence.end < len(text) or not _SURELY_BELOW.search(text):
        return None
    counts = [number for number in sentence.numbers if number.kind is NumberKind.COUNT]
    if len(counts) != 1 or not _can_count(counts[0]) or _OPEN_LEAD.search(text, counts[0].unit_end):
        return None
    listed = []
    is_list_of_semicolons = items[0].text.rstrip().endswith(";")
    for item in items:
        listed.append(Stretch(item, item.start, len(item.text.rstrip())))
        if _has_count(listed[-1], counts[0]):
            return None
        if is_list_of_semicolons and not item.text.rstrip().endswith(";"):
            break
    return _Listed(block, counts[0], tuple(listed), is_closed=is_list_of_semicolons)


def _count_claim(found: _Listed) -> Claim:
    count, names = found.total, found.names
    is_right = count.value == len(names)
    is_far = abs(int(count.value) - len(names)) > max(3, int(count.value) // 2)
    if found.is_all and one_digit_apart(count.text, str(len(names))):
        is_far = False
    verdict = Verdict.CONFIRMED if is_right else Verdict.SUSPICIOUS
    if is_far or (not is_right and not found.is_closed and len(names) > count.value + 1):
        verdict = Verdict.NOT_CHECKABLE
    first, last = _shortened(names[0].text), _shortened(names[-1].text)
    return Claim(
        catalogue.PROSE_LIST_COUNT,
        verdict,
        Stretch(found.block, count.start, count.end),
        f"{count.text} {count.unit}",
        f"{len(names)}: {first} … {last}",
        names,
        Bilingual(
            f"văn bản ghi {count.text} {count.unit} nhưng kể {len(names)}, từ “{first}” đến"
            f" “{last}”",
            f"the text has {count.text} {count.unit} and lists {len(names)}, from “{first}” to"
            f" “{last}”",
        ),
    )


def _shortened(name: str) -> str:
    plain = name.strip(" ;.,")
    if len(plain) <= _LONGEST_SHOWN:
        return plain
    return f"{plain[:_LONGEST_SHOWN].rpartition(' ')[0]}…"


def _name_lists(block: ReportBlock) -> Iterator[tuple[Stretch, ...]]:
    """Yield the lists of three and more proper names in a paragraph."""
    for match in _LIST_OF_NAMES.finditer(block.text, block.start):
        names = []
        for name in _split(block, *match.span(), _SEPARATOR):
            found = _PROPER.fullmatch(name.text)
            if found is None:
                break
            is_other = found[0].casefold().startswith(("thị trấn", "phường"))
            begin = name.start + (0 if is_other else found.start("name"))
            names.append(Stretch(block, begin, name.start + found.end("name")))
        else:
            if len(names) > 2:
                yield tuple(names)


_ONE = (
    rf"(?:(?:xã|thôn|phường|thị trấn|bản|xóm|ấp) )?[{_UPPER}][\w’'-]*"
    rf"(?: [{_UPPER}\d][\w’'-]*){{0,4}}"
)
_LIST_OF_NAMES = lazy_pattern(rf"(?<![\w’'-]){_ONE}(?:(?:, |; | và ){_ONE}){{2,}}")
