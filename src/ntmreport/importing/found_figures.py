"""The numbers of a report's lines that can be figures: what prints letter for letter."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.checks.wording.typed_numbers import typed_numbers
from ntmreport.figure import PERCENT, PERCENTAGE_POINT
from ntmreport.figure.estimation import QUALIFIERS
from ntmreport.figure.unit_spelling import right_unit
from ntmreport.importing.report_outline import LineTable
from ntmreport.importing.table_columns import cell_number, column_heads
from ntmreport.importing.table_template import cell_grid
from ntmreport.importing.written_number import WrittenNumber, written_number
from ntmreport.prose.finished_report import ReportBlock, ReportPlace
from ntmreport.prose.prose_number import QUANTITIES, NumberKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ntmreport.importing.report_outline import LineCell, OutlinePart, ReportLine
    from ntmreport.prose.prose_number import ProseNumber

UNKNOWN_UNIT = "đơn vị"
"""The unit of what is counted and not named."""

_CLAUSE = re.compile(r"[.;:(](?=\s|$)|(?<=\s)\(")
_NO_LEAD = re.compile(
    r"^(?:(?:và|trong đó|gồm|có|đạt|là|đã|được|với|còn|chiếm|bằng|khoảng|toàn|do|của|thì|nay"
    r"|hiện|tổng|ước|hơn|từ|lên|tăng|giảm|cho|tại|ở|về|so|lần lượt)(?:\s+|$))+",
    re.IGNORECASE,
)
_NO_TAIL = re.compile(
    r"(?:(?:^|\s+)(?:và|trong đó|gồm|có|đạt|là|đã|được|với|còn|chiếm|bằng|khoảng|lần lượt|do|của"
    r"|hiện|ước|hơn|từ|lên|tăng|giảm|cho|tại|ở|về|so|thêm|cũng|tới|đến|trên|dưới|gần|chỉ|mới))+$",
    re.IGNORECASE,
)
_WORDS_BEHIND = re.compile(r"\s*([^,.;:()\d%]+)")
_PER = re.compile(r"/(?:đơn vị|[^\W\d_]+)(?![\w/])")
_MOST_WORDS = 11
_MARKER = re.compile(r"^\s*(?:[-+*]|[a-zđ]\)|(?:\d+\.)+|[IVX]+\.)\s+")
_WHOLE = re.compile(r"/\d[\d.,]*")
_RISE = re.compile(
    r"(tăng|giảm|cao hơn|thấp hơn|vượt|còn)\s+(?:thêm |hơn |khoảng )?$", re.IGNORECASE
)
_AFTER_COLON = re.compile(r":\s*(?:hơn |khoảng |gần |trên )?$")
_STATED = re.compile(r"(?:đạt|bằng|chiếm)\s+(?:hơn |khoảng |gần |trên |tỷ lệ )?$", re.IGNORECASE)
_SEPARATED = re.compile(r"[,;(]")


class FoundFigure(Struct, frozen=True):
    """A number of a line: the stretch that a tag replaces is `start` to `end`.

    In a table, `part` is the table's number, and `cell` the row and column, which count from 1.
    `unit` is what it is counted in; `prints_unit` where the unit stands right behind it, and the
    stretch has it. `second` is the end of a range.
    """

    part: int
    start: int
    end: int
    number: WrittenNumber
    unit: str
    prints_unit: bool
    kind: NumberKind
    label: str
    sentence: tuple[int, int]
    qualifier: str = ""
    second: WrittenNumber | None = None
    scale: Fraction = Fraction(1)
    text: str = ""
    cell: tuple[int, int] = (0, 0)

    @property
    def identity(self) -> str:
        """The name by which the list to confirm knows it: where it stands."""
        at = f"{self.cell[0]}.{self.cell[1]}." if self.cell[0] else ""
        return f"{self.part}.{at}{self.start}"

    @property
    def value(self) -> Fraction:
        """The value as written, in the unit as written."""
        return self.number.value

    @property
    def is_share(self) -> bool:
        """True if it is a percentage."""
        return self.kind is NumberKind.SHARE

    @property
    def digits(self) -> int:
        """The number of digits that tell it from others."""
        return len(self.number.yaml.replace(".", "").strip("0"))


def counted_numbers(line: ReportLine) -> Iterator[ProseNumber]:
    """Yield the numbers of a line that say how much or how many."""
    block = ReportBlock(line.text, ReportPlace(line.number))
    yield from (number for number in block.numbers if number.kind in QUANTITIES)


def found_figures(parts: Sequence[OutlinePart]) -> list[FoundFigure]:
    """Return the numbers of all lines outside of tables that can be figures."""
    found: list[FoundFigure] = []
    for number, part in enumerate(parts):
        if not isinstance(part, LineTable):
            found += _in_line(number, part)
    return found


def _in_line(part: int, line: ReportLine) -> Iterator[FoundFigure]:
    block = ReportBlock(line.text, ReportPlace(line.number))
    if block.text != line.text:
        return
    unit_before = ""
    last_end = -1
    figures = {each.start for each in typed_numbers(line.text, 0, len(line.text))}
    for number in block.numbers:
        if number.kind not in QUANTITIES or number.start < last_end or number.is_doubtful:
            continue
        if number.start not in figures:
            continue  # a number that is a name: 3 sao, dưới 5 tuổi, biểu số 01
        figure = _figure(part, line.text, number, block.sentence_at(number.start), unit_before)
        if figure is None or any(figure.start < note.at < figure.end for note in line.notes):
            continue
        unit_before = "" if figure.is_share else figure.unit
        last_end = figure.end
        yield figure


def _figure(
    part: int, text: str, number: ProseNumber, sentence: tuple[int, int], unit_before: str
) -> FoundFigure | None:
    second = None
    written_text = number.text
    if number.second is not None:
        low, dash, high = written_text.partition("-")
        second = written_number(high) if dash else None
        written_text = low
        if second is None:
            return None
    written = written_number(written_text)
    if written is None:
        return None
    end = number.end
    unit, prints_unit = _unit(text, number, unit_before)
    if number.kind is NumberKind.SHARE:
        if not text.startswith(PERCENT, end):
            return None
        end += 1
        if written.is_padded:
            return None
    elif prints_unit and not written.is_padded:
        end += 1 + len(unit)
    start = number.start
    qualifier = number.qualifier
    if qualifier and (
        qualifier not in QUALIFIERS
        or text[max(0, start - len(qualifier) - 1) : start] != f"{qualifier} "
        or second is not None
    ):
        qualifier = ""
    label = _label(text, number, end, sentence)
    return FoundFigure(
        part,
        start - (len(qualifier) + 1 if qualifier else 0),
        end,
        written,
        unit,
        prints_unit and not written.is_padded,
        number.kind,
        label,
        sentence,
        qualifier,
        second,
        number.scale,
        text[start:end],
    )


def _unit(text: str, number: ProseNumber, unit_before: str) -> tuple[str, bool]:
    """Return the unit of a number, and whether it stands right behind it as it is printed."""
    if number.kind is NumberKind.SHARE:
        return PERCENT, False
    if number.kind is NumberKind.POINTS:
        unit = PERCENTAGE_POINT
    elif number.unit_text.strip():
        unit = number.unit_text.strip()
    else:
        unit = number.unit
    per = _PER.match(text, number.end + 1 + len(unit)) if unit and "/" not in unit else None
    if per is not None and text.startswith(f" {unit}", number.end):
        unit = f"{unit}{per[0]}"
    if not unit:
        return _inherited(text, number, unit_before), False
    is_behind = (
        text.startswith(f" {unit}", number.end)
        and not text[number.end + 1 + len(unit) : number.end + 2 + len(unit)].isalpha()
    )
    return right_unit(unit), is_behind and right_unit(unit) == unit


def _inherited(text: str, number: ProseNumber, unit_before: str) -> str:
    behind = re.match(r"/\d[\d.,]*\s+([^\W\d_]+)", text[number.end :])
    if behind:
        return behind[1].casefold()
    return unit_before if unit_before and unit_before != PERCENTAGE_POINT else UNKNOWN_UNIT


def _label(text: str, number: ProseNumber, end: int, sentence: tuple[int, int]) -> str:
    """Return the words that say what a number counts: those behind it, else those before it."""
    before = _MARKER.sub("", text[sentence[0] : number.start])
    cut = list(_CLAUSE.finditer(before))
    head = before[: cut[-1].start()] if cut else ""
    lead = _clean(before[cut[-1].end() :] if cut else before)
    subject = _clean(re.split(r"[.;(:]", head or before)[0], at=0)
    whole = _WHOLE.match(text, number.end)
    unit = number.unit
    if whole is not None:
        end, unit = whole.end(), ""
    behind = _WORDS_BEHIND.match(text, end)
    words = _clean(behind[1]) if behind else ""
    is_count = number.kind is NumberKind.COUNT
    counted = words
    if is_count and unit and not words.startswith(unit):
        counted = f"{unit} {words}".strip()
    if is_count and len(counted.split()) >= 2:
        return _short(counted)
    if is_count and unit and not _AFTER_COLON.search(before):
        return _short(f"Số {unit}")
    if number.kind is NumberKind.SHARE and subject and _STATED.search(before):
        compared = f"so với {words}" if 0 < len(words.split()) <= 4 else "tỷ lệ"
        return _short(f"{' '.join(subject.split()[:6])}: {compared}")
    if len(lead.split()) >= 2:
        return _short(lead)
    rise = _RISE.search(before)
    if rise is not None and subject:
        return _short(f"{' '.join(subject.split()[:7])}: {rise[1]}")
    if subject and lead and subject != lead:
        return _short(f"{' '.join(subject.split()[:6])}: {lead}")
    return _short(lead or subject or counted or text[: number.start])


def _clean(words: str, at: int = -1) -> str:
    pieces = [piece for piece in _SEPARATED.split(words) if re.search(r"[^\W\d_]{2}", piece)]
    piece = pieces[at] if pieces else ""
    piece = re.sub(r"[\d.,/%]+", " ", piece)
    piece = " ".join(piece.strip(" -–:+").split())
    return _NO_TAIL.sub("", _NO_LEAD.sub("", piece)).strip()


def _short(words: str) -> str:
    kept = " ".join(words.split()[:_MOST_WORDS])
    return kept[:1].upper() + kept[1:]


def cell_figures(
    part: int, table: LineTable, taken: Collection[tuple[int, int]], unit: str
) -> Iterator[FoundFigure]:
    """Yield the numbers of a table's cells that are not `taken`: those of columns of many kinds."""
    grid = cell_grid(table)
    for number, row in enumerate(grid, start=1):
        if number <= table.head_rows:
            continue
        for column, cell in enumerate(row, start=1):
            at = (number, column)
            if cell is None or (cell.row, cell.column) != at or at in taken or column == 1:
                continue
            text = cell.line.text
            found = cell_number(text)
            name = _row_name(row)
            if found is None or found.number.is_padded or cell.line.notes or not name:
                continue
            start = len(text) - len(text.lstrip())
            heads = " ".join(column_heads(grid[: table.head_rows], column))
            yield FoundFigure(
                part,
                start,
                len(text.rstrip()),
                found.number,
                PERCENT if found.is_percent else unit or UNKNOWN_UNIT,
                prints_unit=False,
                kind=NumberKind.SHARE if found.is_percent else NumberKind.COUNT,
                label=_short(f"{name}: {heads}" if heads else name),
                sentence=(0, len(text)),
                text=text.strip(),
                cell=at,
            )


def _row_name(row: Sequence[LineCell | None]) -> str:
    """Return the words of a row that say most of what it is."""
    texts = [cell.line.text.strip() for cell in row if cell is not None]
    named = [text for text in texts if re.search(r"[^\W\d_]{2}", text)]
    return max(dict.fromkeys(named[:3]), key=len, default="")
