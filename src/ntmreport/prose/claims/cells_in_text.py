"""Numbers of the text against the table beside it: a cell, a total, how many rows it has.

`Xã An Khải có 8 thôn kiểu mẫu` beside a row An Khải with 7; `58 hợp tác xã (Bảng 2)` beside a total
of 56; `có 05 công trình hoàn thành theo bảng sau:` over four rows.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.prose.claim import Claim, Verdict, fixed, is_moved_digit, is_slip
from ntmreport.prose.claims.fraction_shares import fractions_in
from ntmreport.prose.counted_units import TIMES, unit_class
from ntmreport.prose.figure_grid import FigureGrid, GridRow, grids_of
from ntmreport.prose.finished_report import ReportBlock, Stretch
from ntmreport.prose.prose_number import DESIGNATIONS, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.figure_grid import CellFigure
    from ntmreport.prose.finished_report import FinishedReport, ReportTable, Sentence
    from ntmreport.prose.prose_number import ProseNumber

_CITED = lazy_pattern(
    r"\((?:xem |theo |chi tiết (?:tại |theo )?)?(?:bảng|biểu|phụ lục)\b", re.IGNORECASE
)
_SAYS_THUS = lazy_pattern(
    r"^(?:như vậy|theo (?:bảng|biểu)|qua (?:bảng|biểu)|từ (?:bảng|biểu))", re.IGNORECASE
)
_BELOW = lazy_pattern(
    r"(?:bảng|biểu)(?: tổng hợp)? (?:sau|dưới đây|kèm theo)|(?:như sau|cụ thể|sau đây) ?:?\s*$"
    r"|:\s*$",
    re.IGNORECASE,
)
_SOME = lazy_pattern(r"tiêu biểu|điển hình|một số|trong đó|nổi bật|…|\.\.\.", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_PLACE = re.compile(
    r"^(?:xã|thôn|huyện|thị trấn|phường|bản|xóm|ấp|thị xã|thành phố) ", re.IGNORECASE
)
_STOP = re.compile(r"[;.](?=\s|$)")
_PLAIN = frozenset(
    ("số", "tổng", "các", "của", "đạt", "năm", "có", "là", "kết", "quả", "lượng", "được")
)
_BEFORE = 2
_BEHIND = 3
_REACH = 110
_LEAST_WORDS = 3
_COVERED = Fraction(3, 5)
_FEW = 2
_NEAR = Fraction(15, 100)
_MOST_ROWS = 60
_MOST_CELLS = 4_000


def cells_in_text(report: FinishedReport) -> Iterator[Claim]:
    """Yield a claim for each number of the text that a table near it has, too."""
    grids = {grid.table.number: grid for grid in grids_of(report)}
    for number, part in enumerate(report.parts):
        if isinstance(part, ReportBlock):
            continue
        grid = grids[part.number]
        if not grid.rows or len(grid.rows) * max(1, len(grid.columns)) > _MOST_CELLS:
            continue
        before = _blocks(report.parts[max(0, number - _BEFORE - 1) : number][::-1])[:_BEFORE]
        behind = _blocks(report.parts[number + 1 : number + 1 + _BEHIND])
        rows = _Rows(grid)
        for block in (*before, *behind):
            for sentence in block.sentences:
                yield from _cells(rows, sentence)
        for block in (*before, *behind[:1]):
            for sentence in block.sentences:
                pattern = _CITED if block in before else _SAYS_THUS
                is_cited = pattern.search(sentence.text) is not None
                yield from _totals(grid, sentence, is_cited=is_cited)
        for block in before[:_FEW]:
            if block.sentences and _BELOW.search(block.text):
                yield from _row_count(part, block.sentences[-1])
                break


def _blocks(parts: Sequence[object]) -> list[ReportBlock]:
    """Return the paragraphs up to the next table."""
    found: list[ReportBlock] = []
    for part in parts:
        if not isinstance(part, ReportBlock):
            break
        found.append(part)
    return found


class _Named(Struct, frozen=True):
    row: GridRow
    name: str


class _Rows:
    """The rows of a table that their labels tell apart, and the words of its columns' heads."""

    def __init__(self, grid: FigureGrid) -> None:
        self.grid = grid
        names: dict[str, list[GridRow]] = {}
        for row in grid.rows:
            label = _IN_BRACKETS.sub("", row.label).strip(" :;.-")
            name = _PLACE.sub("", label)
            if row.figures and not row.is_total and _tells_apart(name):
                names.setdefault(name, []).append(row)
        self.named = [_Named(rows[0], name) for name, rows in names.items() if len(rows) == 1]
        self.named.sort(key=lambda each: -len(each.name))
        self._columns: dict[int, list[CellFigure]] = {}
        self.heads = {column: _head_words(grid.heads.get(column, "")) for column in grid.columns}

    def of(self, column: int) -> Sequence[CellFigure]:
        """Return the figures of a column."""
        if column not in self._columns:
            self._columns[column] = [
                row.figures[column] for row in self.grid.rows if column in row.figures
            ]
        return self._columns[column]


def _tells_apart(name: str) -> bool:
    words = _WORD.findall(name)
    if name[:1].isupper() and len(words) > 1 and all(word[:1].isupper() for word in words):
        return True
    return len(words) >= _LEAST_WORDS


def _head_words(head: str) -> frozenset[str]:
    words = _WORD.findall(_IN_BRACKETS.sub("", head).casefold())
    return frozenset(words) - _PLAIN | frozenset(_YEAR.findall(head))


def _cells(rows: _Rows, sentence: Sentence) -> Iterator[Claim]:
    """Yield the claims of numbers whose row and column the words around them name."""
    text = sentence.block.text
    fractions = {each.start for pair in fractions_in(sentence) for each in (pair.part, pair.whole)}
    for number in sentence.numbers:
        if not number.is_exact or number.start in fractions or not (number.unit or number.decimals):
            continue
        if number.kind is NumberKind.POINTS or number.unit in TIMES:
            continue
        clause = _clause(sentence, number)
        named = next((each for each in rows.named if _stands_in(each.name, clause)), None)
        named = named or _last_named(rows, sentence, number)
        if named is None or _CHANGED.search(text, sentence.lead(number.start), number.start):
            continue
        figure = _figure(rows, named, clause, number)
        if figure is not None:
            column = figure.at.block.place.column
            yield from _compared(sentence, number, figure, named.row, rows.of(column))


_CHANGED = lazy_pattern(
    r"(?:tăng|giảm|hơn|thêm|trong đó|vượt)(?! còn| xuống| lên| đến)(?: [^\W\d_]+){0,2} $",
    re.IGNORECASE,
)


def _clause(sentence: Sentence, number: ProseNumber) -> str:
    """Return the words around a number, up to the numbers before and behind it."""
    text = sentence.block.text
    start, end = max(sentence.start, number.start - _REACH), min(sentence.end, number.end + 40)
    for each in sentence.numbers:
        if each.kind in DESIGNATIONS:
            continue
        if start < each.unit_end <= number.start:
            start = each.unit_end
        elif number.end < each.start < end:
            end = each.start
    for stop in _STOP.finditer(text, start, number.start):
        start = stop.end()
    behind = re.compile(r"[;.,()](?=\s|$)").search(text, number.unit_end, end)
    return text[start : behind.start() if behind else end]


def _last_named(rows: _Rows, sentence: Sentence, number: ProseNumber) -> _Named | None:
    """Return the row that is named last before a number, numbers between left out."""
    text = sentence.block.text
    start = max(sentence.start, number.start - _REACH)
    for stop in _STOP.finditer(text, start, number.start):
        start = stop.end()
    places = [(text.rfind(each.name, start, number.start), each) for each in rows.named]
    place, named = max(places, key=lambda each: each[0], default=(-1, None))
    return named if place >= 0 else None


def _stands_in(name: str, clause: str) -> bool:
    if len(_WORD.findall(name)) >= _LEAST_WORDS and not name[-1:].isupper():
        clause, name = clause.casefold(), name.casefold()
    return re.search(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])", clause) is not None


def _figure(rows: _Rows, named: _Named, clause: str, number: ProseNumber) -> CellFigure | None:
    """Return the figure of the row in the one column whose head the clause has the words of."""
    others = clause.casefold().replace(named.name.casefold(), " ")
    words = frozenset(_WORD.findall(others)) | frozenset(_YEAR.findall(others))
    is_by_year = any(_YEAR.search(rows.grid.heads.get(each, "")) for each in named.row.figures)
    scored: list[tuple[int, Fraction, int]] = []
    for column in named.row.figures:
        head = rows.heads.get(column, frozenset())
        years = {each for each in head if each.isdigit()}
        if not head or (years and not years <= words):
            continue
        covered = Fraction(len(head & words), len(head))
        if not covered and _measures(rows.grid.heads.get(column, ""), number):
            scored.append((0, _COVERED, column))
        if covered >= _COVERED:
            scored.append((len(head & words), covered, column))
    if is_by_year and not _YEAR.search(clause):
        return None
    scored.sort(reverse=True)
    if not scored or (len(scored) > 1 and scored[0][:2] == scored[1][:2]):
        return None
    return named.row.figures[scored[0][2]]


def _compared(
    sentence: Sentence,
    number: ProseNumber,
    figure: CellFigure,
    row: GridRow,
    column: Sequence[CellFigure],
) -> Iterator[Claim]:
    is_same = figure.value == number.value
    others = {each.value for each in row.figures.values() if each is not figure}
    if not is_same and number.value in others:
        return
    is_of_other_row = any(each.value == number.value for each in column)
    if not is_same and not is_of_other_row and not _is_near(number, figure):
        return
    yield _claim(sentence, number, figure.text, figure.at, is_same=is_same)


def _is_near(number: ProseNumber, figure: CellFigure) -> bool:
    """Return whether a number is a slip of a figure: by a digit, exchanged digits, or by little."""
    said = fixed(figure.value, number.decimals)
    if is_slip(number.text, said) or is_moved_digit(number.text, said):
        return True
    if number.decimals != figure.decimals:
        return False
    text, other = number.text.lstrip("0"), figure.text.lstrip("0")
    if len(text) == len(other) and sorted(text) == sorted(other):
        return True
    away = abs(number.value - figure.value)
    return not number.decimals and away <= _FEW and away <= figure.value * _NEAR


def _totals(grid: FigureGrid, sentence: Sentence, *, is_cited: bool) -> Iterator[Claim]:
    """Yield the claims of numbers that the total row of the table below has, by their units."""
    totals = [row for row in grid.rows if row.is_total and row.figures]
    if len(totals) != 1 or _SOME.search(sentence.text):
        return
    fractions = {each.start for pair in fractions_in(sentence) for each in (pair.part, pair.whole)}
    found: list[tuple[ProseNumber, CellFigure]] = []
    for number in sentence.numbers:
        is_counted = number.kind is NumberKind.COUNT or number.kind in _MEASURED
        if not is_counted or not number.is_exact or not number.unit or number.start in fractions:
            continue
        columns = [
            column
            for column in totals[0].figures
            if _counts(grid.heads.get(column, ""), number.unit)
            or _measures(grid.heads.get(column, ""), number)
        ]
        same = [each for each in sentence.numbers if each.unit == number.unit]
        if len(columns) == 1 and same[0] is number:
            found.append((number, totals[0].figures[columns[0]]))
    confirmed = any(number.value == figure.value for number, figure in found)
    for number, figure in found:
        is_same = number.value == figure.value
        if is_same or ((confirmed or is_cited) and _is_nearly(number, figure)):
            yield _claim(sentence, number, figure.text, figure.at, is_same=is_same)


_MEASURED = frozenset({NumberKind.MONEY, NumberKind.AREA, NumberKind.MEASURE})


def _measures(head: str, number: ProseNumber) -> bool:
    """Return whether a head has a measure's unit in brackets: `Số tiền (triệu đồng)`."""
    unit = number.unit_text.strip().casefold()
    return number.kind in _MEASURED and bool(unit) and f"({unit})" in head.casefold()


def _is_nearly(number: ProseNumber, figure: CellFigure) -> bool:
    away = abs(number.value - figure.value)
    return _is_near(number, figure) or away <= max(Fraction(_FEW), figure.value * _NEAR)


_HEADS_OF_COUNTS = re.compile(
    r"(?:tổng )?số (?:lượng )?(?P<unit>[^\W\d_]+(?: [^\W\d_]+)?)", re.IGNORECASE
)


def _counts(head: str, unit: str) -> bool:
    """Return whether a head says that its column counts a unit and nothing else: `Số HTX`."""
    match = _HEADS_OF_COUNTS.match(_IN_BRACKETS.sub("", head).strip())
    if match is None or len(_WORD.findall(head)) > len(unit.split()) + 2:
        return False
    said = match["unit"]
    return unit_class(unit) in {
        unit_class(said if said.isupper() else said.casefold()),
        unit_class(said.partition(" ")[0].casefold()),
    } or said.casefold().startswith(unit.casefold())


def _row_count(table: ReportTable, sentence: Sentence) -> Iterator[Claim]:
    """Yield the claim of how many things a table lists, one in each numbered row."""
    labels = [row[0].text.strip(" .)") if row else "" for row in table.rows[table.head_rows :]]
    while labels and not labels[-1].isdigit():
        labels.pop()
    count = len(labels)
    if labels != [str(each + 1) for each in range(count)] and labels != [
        f"{each + 1:02}" for each in range(count)
    ]:
        return
    if not 1 < count <= _MOST_ROWS or _SOME.search(sentence.text):
        return
    counts = [
        each
        for each in sentence.numbers
        if each.kind is NumberKind.COUNT and each.is_exact and each.unit and not each.decimals
        if each.unit not in TIMES
    ]
    if len(counts) != 1 or fractions_in(sentence):
        return
    number = counts[0]
    heads = " ".join(cell.text for row in table.rows[: table.head_rows] for cell in row)
    if (
        number.unit.partition(" ")[0] not in heads.casefold().split()
        and unit_class(number.unit) not in heads.casefold()
    ):
        return
    is_same = number.value == count
    if not is_same and abs(number.value - count) > max(Fraction(_FEW), count * _NEAR):
        return
    last = table.rows[table.head_rows + count - 1][0]
    at = Stretch(last.blocks[0], 0, len(last.blocks[0].text)) if last.blocks else None
    if at is None:
        return
    said = f"{count} dòng"
    yield _claim(sentence, number, said, at, is_same=is_same, rows=count)


def _claim(
    sentence: Sentence,
    number: ProseNumber,
    computed: str,
    at: Stretch,
    *,
    is_same: bool,
    rows: int | None = None,
) -> Claim:
    said = number.with_unit
    message = Bilingual(
        f"bảng ghi {computed}; lời văn ghi {said}", f"the table has {computed}; the text has {said}"
    )
    if rows is not None:
        message = Bilingual(
            f"bảng có {rows} dòng đánh số; lời văn ghi {said} {number.unit}",
            f"the table has {rows} numbered rows; the text has {said} {number.unit}",
        )
    return Claim(
        catalogue.PROSE_TEXT_AND_TABLE,
        Verdict.CONFIRMED if is_same else Verdict.SUSPICIOUS,
        Stretch(sentence.block, number.start, number.end),
        said,
        fixed(Fraction(rows), 0) if rows is not None else computed,
        (at,),
        message,
    )
