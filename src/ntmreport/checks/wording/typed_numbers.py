"""Numbers typed into prose where a figure of the data should be named."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import Ranges, address_ranges, prose_of
from ntmreport.checks.template_prose import EXPRESSION
from ntmreport.checks.violation import check
from ntmreport.checks.wording.leftover_marks import leftover_ranges
from ntmreport.checks.wording.tables import table_lines
from ntmreport.figure import PERCENT, Computed
from ntmreport.figure.number_format import rounded
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import OPTIONAL_MODELS, PlaceName, indicators_of, written_figures_of
from ntmreport.model.offices.report import Report
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.figure import Figure
    from ntmreport.span import Path

_NAMING_KEYS = frozenset(
    {
        *(
            "name",
            "place",
            "names",
            "products",
            "carriers",
            "number",
            "symbol",
            "subject",
            "full",
            "short",
        ),
        *("label", "unit", "title", "place"),
    }
)
"""Behind these keys stand names, numbers of documents and what documents are about."""

_MOST_DIGITS = 40
"""Digits of a number that are read; no figure has as many."""

NUMBER = lazy_pattern(r"[0-9]+(?:[.,][0-9]+)*")
_YEAR = "(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])"
_A_YEAR = lazy_pattern(_YEAR)
_BEHIND_A_YEAR = lazy_pattern(r"[^\w.,/-](?:19|20)[0-9]{2}[-–]")
"""The first year of 2021-2025 and its hyphen, as they stand before the second."""

_LENGTH_OF_YEARS = len(" 2021-")
_AND = r"\s*(?:[-–,;/]|và|đến|đến năm|hoặc|sang năm)\s*"
_COUNTED = lazy_pattern(r"\s*((?:(?!”)[^\s,.;:)])+)")
_LETTERS = lazy_pattern(r"[^\W\d_]+[0-9]?")

# What numbers may stand for that are no figures. Behind a `weak` one, a unit makes it a figure.
_ALLOWED = lazy_pattern(
    "|".join(
        (
            r"(?m:^)(?:[0-9]+\.)+\s",
            r"“[^“”\n]*+”",
            r"(?<![0-9])[0-9]++[a-z]?(?:/[0-9]{4})?[-/][A-ZĐ][\w-]*(?:/[\w-]+)*",
            r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}\b",
            rf"(?i:năm|nhiệm kỳ|giai đoạn|khóa|khoá)\s+{_YEAR}(?:{_AND}(?:năm\s+)?{_YEAR})*",
            rf"{_YEAR}\s*[-–]\s*{_YEAR}",
            r"(?i:\bngày|\btháng|\bquý|\btuần)\s+[0-9]{1,2}"
            r"(?:[/.-][0-9]{1,4}|(?:\s*[-–,]\s*|\s+(?:và|đến)\s+)[0-9]{1,2}(?![\w.,%]))*"
            r"(?![0-9]|[.,][0-9])",
            r"[0-9]{1,2}\s+(?:tháng|THÁNG)(?!\s+tuổi)",
            r"\b[3-5] sao\b",  # of a product of OCOP
            r"\((?:[0-9]{1,2}|[a-zđ])\)",
            r"(?<![0-9/])(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])(?![0-9/]|\s+[^\W\d_])",
            rf"[0-9]{{1,2}}\s+năm\s+(?={_YEAR})",
            r"[0-9]{1,2}\s+giờ(?:\s+[0-9]{1,2}(?:\s+phút)?)?",
            r"(?<![0-9])(?:[0-9]++\s*(?:-|–|đến|tới)\s*(?:dưới\s+)?)?[0-9]++\s+(?:tháng\s+)?tuổi\b",
            r"\b(?:ISO|TCVN|QCVN|HACCP|QL|ĐT|TL)[\s.:-]*[0-9][\w.:/-]*",
            r"\b24/(?:24|7)\b|\b[Cc]ông nghiệp\s+[0-9]\.0\b|\b1/[0-9]{1,3}(?:\.[0-9]{3})*\b",
            # The name of a movement: 5 không 3 sạch.
            r"\b[0-9] (?:không|có|sạch|tốt|đúng|cùng|chống)(?:,? [0-9] (?:không|có|sạch|tốt|đúng|"
            r"cùng|chống)\b)+",
            r"\b[1-9] (?:công khai|tại chỗ|rõ|dám|biết|cùng|nhất|không|sạch|sẵn sàng)\b",
            r"(?i:\bkỷ niệm)\s+[0-9]{1,4}\s+năm\b",
            r"\b[0-9]{1,2}\s+(?:buổi|lần|lượt|kỳ|phiên)/(?:ngày|tuần|tháng|quý|năm)\b",
            r"(?i:\bgiống\s[^,.;:\n]{1,40}?)\s[0-9]{1,4}\b",
            r"(?i:\b(?:tiêu chí|chỉ tiêu|nội dung|mục|điểm|khoản))\s+(?:số\s+)?"
            r"[0-9]{1,2}\.[0-9]{1,2}"
            r"(?:(?:\s*[,;]\s*|\s+(?:và|đến)\s+)[0-9]{1,2}\.[0-9]{1,2})*"
            r"(?![0-9]|[.,/-]?[0-9]|%|\s+(?:triệu|tỷ|nghìn|điểm)\b)",
            r"(?P<weak>(?i:\b(?:số|thứ|mẫu biểu|biểu|biểu đồ|bảng|hình|ảnh|sơ đồ|phụ lục|mục|điều|"
            r"khoản|điểm|chương|phần|"
            r"mức độ|tiêu chí|nội dung|dự án|đề án|nhóm|cấp|hạng|loại|lớp|khóa|khoá|tổ|thôn|xóm|"
            r"bản|ấp|khu|khu phố|phố|đội|lô|quốc lộ|tỉnh lộ|đường tỉnh|đường|chương trình|"
            r"nghị quyết|quyết định|chỉ thị|thông tư|nghị định|kế hoạch|kết luận|công văn))"
            r"\s+[0-9]+(?:(?:\s*,\s*|\s+và\s+)[0-9]+)*(?![0-9]|[.,/-]?[0-9]))",
        )
    )
)


class Typed(Struct, frozen=True):
    """A number in a text: its range, value, decimals, and whether it is a percentage."""

    start: int
    end: int
    value: Fraction
    decimals: int
    is_percent: bool


@cache
def units() -> frozenset[str]:
    """Return the first words of units, counted and measured, in reports."""
    return frozenset(word for line in table_lines("units") for word in line.split())


@check(catalogue.TYPED_NUMBER)
def typed_number(subject: Subject) -> Iterator[Violation]:
    """Find numbers typed in prose that are no date, name, numbering or document's number."""
    prose = prose_of(subject)
    text = prose.text
    yield from _years_of_a_template(subject, prose)
    figures: list[Figure] = []
    for number in _typed_in(prose):
        if address_ranges(prose).cover(number.start) or leftover_ranges(prose).cover(number.start):
            continue
        figures = figures or list(_figures(subject))
        shown = text[number.start : number.end]
        best = _equal_figure(number, figures, text, prose.piece_at(number.start).path)
        message = Bilingual(
            f"số “{shown}” gõ thẳng vào câu chữ, không lấy từ số liệu",
            f"the number “{shown}” is typed into prose and comes from no figure",
        )
        if best is None:
            hint = Bilingual(
                "ghi số này thành số liệu rồi nêu tên số liệu đó trong {{ }}",
                "make it a figure of the data and name that in {{ }}",
            )
            yield prose.violation(number.start, number.end, message, hint)
            continue
        named = f"{{{{ {written_path(_in_templates(best.path))} }}}}"
        yield prose.violation(
            number.start,
            number.end,
            message,
            Hint(f"viết {named}", f"write {named}", (named,)),
            ((best, Bilingual("số liệu có cùng giá trị", "a figure of the same value")),),
        )


_YEARS = {
    -1: "{{ report.period.year_before.year }}",
    0: "{{ report.year }}",
    1: "{{ report.year.next }}",
}
_IN_A_YEAR = ProsePattern(
    r"năm\s+(?:19|20)[0-9]{2}(?<![\w]năm\s[0-9]{4})(?![0-9])", is_of_small_letters=True
)


def _years_of_a_template(subject: Subject, prose: Prose) -> Iterator[Violation]:
    """Yield violations for this, the last and the next year typed into a template."""
    report = subject.office(Report)
    if report is None:
        return
    for _, _, end_in_form in prose.form.spans(_IN_A_YEAR):
        end = prose.start_of_form + end_in_form
        year = prose.text[end - 4 : end]
        named = _YEARS.get(int(year) - report.period.last)
        if named is None:
            continue
        yield prose.violation(
            end - 4,
            end,
            Bilingual(
                f"năm {year} gõ thẳng vào mẫu, báo cáo năm sau vẫn in năm này",
                f"the year {year} is typed into the form, which serves other years too",
            ),
            Hint(f"viết {named}", f"write {named}", (named,)),
        )


def _typed_in(prose: Prose) -> Iterator[Typed]:
    """Yield the numbers that are not allowed where they stand."""
    position = 0
    while match := NUMBER.search(prose.text, position, prose.start_of_form):
        start, end = prose.line_at(match.start())
        piece = prose.piece_at(start)
        if piece.key not in _NAMING_KEYS and not isinstance(piece.origin, PlaceName):
            yield from typed_numbers(prose.text, start, end)
        position = max(end, match.end())
    of_form = prose.form.once("typed numbers", lambda: _typed_in_form(prose.form.text))
    for start, length, numerator, denominator, decimals, is_percent in of_form:
        first = prose.start_of_form + start
        value = Fraction(numerator, denominator)
        yield Typed(first, first + length, value, decimals, bool(is_percent))


def _typed_in_form(prose: str) -> list[list[int]]:
    """Return the typed numbers of a form: offset, length, value as a fraction, decimals, kind."""
    found: list[list[int]] = []
    text, start = f"\n{prose}", 1
    while match := NUMBER.search(text, start):
        first = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.start())
        start = end if end >= 0 else len(text)
        for each in typed_numbers(text, first, start):
            value = each.value.as_integer_ratio()
            size = each.end - each.start
            found.append([each.start - 1, size, *value, each.decimals, int(each.is_percent)])
    return found


def typed_numbers(text: str, start: int, end: int) -> Iterator[Typed]:
    """Yield the numbers in a line of prose that stand for no date, name, numbering or document.

    In `text`, what a figure prints is replaced by EXPRESSION.
    """
    read = (_typed(text, match) for match in NUMBER.finditer(text, start, end))
    numbers = [number for number in read if number is not None]
    if not numbers:
        return
    allowed = Ranges(
        known.span()
        for known in _ALLOWED.finditer(text, start, end)
        if not (known["weak"] and _counted(text, known.end()))
    )
    yield from (number for number in numbers if not allowed.cover(number.start))


def _counted(text: str, end: int) -> str | None:
    """Return the first word of the unit behind a number; None where it is no unit."""
    match = _COUNTED.match(text, end)
    word = match[1].partition("/")[0].lower() if match else ""
    return word if word in units() else None


def _typed(text: str, match: re.Match[str]) -> Typed | None:
    """Return the number, or None where it is a part of a name or a year."""
    start, end = match.span()
    before, far_before = (text[max(0, start - i) : max(0, start - i + 1)] for i in (1, 2))
    if before.isalpha() or (before and before in "-/." and far_before.isalpha()):
        return None  # H5N1, Covid-19
    if before == "/" and far_before == EXPRESSION:
        return None if len(match[0]) == 4 else _value(match[0], start, end)
    letters = _LETTERS.match(text, end)
    if letters and letters[0] not in units():
        return None  # 2T
    if _A_YEAR.fullmatch(match[0]) and not _counted(text, end):
        is_alone = before not in {"/", "-", "–"}
        if is_alone or _BEHIND_A_YEAR.fullmatch(text, max(0, start - _LENGTH_OF_YEARS), start):
            return None
    number = _value(match[0], start, end)
    if text[end : end + 1] == PERCENT:
        return replace(number, end=end + 1, is_percent=True)
    return number


def _value(written: str, start: int, end: int) -> Typed:
    """Read a number as reports write it: dots between thousands, a comma before decimals."""
    whole, _, decimals = written[:_MOST_DIGITS].partition(",")
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", whole):
        whole = whole.replace(".", "")
    elif "." in whole and not decimals:
        whole, _, decimals = whole.partition(".")
    digits = "".join(re.findall("[0-9]", decimals))
    whole = "".join(re.findall("[0-9]", whole))
    value = Fraction(int(whole + digits), 10 ** len(digits))
    return Typed(start, end, value, len(digits), is_percent=False)


def _figures(subject: Subject) -> Iterator[Figure]:
    for name, office in subject.models.items():
        if name not in OPTIONAL_MODELS:
            yield from written_figures_of(office)
            yield from indicators_of(office)


def _equal_figure(number: Typed, figures: list[Figure], text: str, path: Path) -> Figure | None:
    """Return the one figure that `number` surely means, if there is one.

    A number that is followed by its unit is that figure; where several are equal, that of the same
    office. A percentage counts only where one figure of all is equal.
    """

    def equals(figure: Figure) -> bool:
        if number.is_percent != (figure.unit == PERCENT) or not _is_expression(figure.path):
            return False
        if not number.is_percent and not _is_followed_by(text, number.end, figure.unit):
            return False
        if not number.is_percent and figure.path[-1] in _OF_A_FRACTION:
            return False  # of how many there are, its share is only a witness
        if figure.decimals is not None:
            return figure.value == number.value and figure.decimals == number.decimals
        return Fraction(rounded(figure.value, number.decimals)) == number.value

    # One figure may be read in several groups; a computed one is another in each.
    equal = {
        figure.path if isinstance(figure.origin, Computed) else figure.origin.span: figure
        for figure in sorted(filter(equals, figures), key=lambda each: -len(each.path))
    }
    written = {key: each for key, each in equal.items() if not isinstance(each.origin, Computed)}
    of_office = {key: each for key, each in equal.items() if each.path[:1] == path[:1]}
    choices = [equal] if number.is_percent else [equal, written, of_office]
    return next((one for each in choices if len(each) == 1 for one in each.values()), None)


_OF_A_FRACTION = frozenset({"denominator", "numerator"})


def _is_followed_by(text: str, end: int, unit: str) -> bool:
    """Return whether the unit stands behind a number that ends at `end`."""
    behind = lazy_pattern(rf"[ \u00a0]{re.escape(unit)}(?!\w)")
    return bool(unit) and behind.match(text, end) is not None


def _is_expression(path: Path) -> bool:
    """Return whether templates can name what stands at the path."""
    return all(isinstance(step, int) or step.isidentifier() for step in path) and bool(path)


def _in_templates(path: Path) -> Path:
    """Return the path as templates write it: the ends of a range have other names there."""
    names = {"from": "lowest", "to": "highest"}
    return (*path[:-1], names.get(str(path[-1]), path[-1]))
