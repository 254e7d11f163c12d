"""The filters of templates for lists: sorted, grouped, chosen, counted, added up, as a table."""

from __future__ import annotations

import datetime
import unicodedata
from functools import cmp_to_key
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from jinja2 import Undefined
from markupsafe import Markup

from ntmreport import refusal_messages as refusals
from ntmreport.compose.missing_values import BLANK_IN_WORDING, Absent, BlankInWording
from ntmreport.compose.table_markup import ROW
from ntmreport.compose.text_marks import literal
from ntmreport.figure import Figure, UnitMismatchError, Written, count, total
from ntmreport.figure.blank_value import LeftBlank, is_left_blank
from ntmreport.figure.number_format import as_printed
from ntmreport.model import Model, Text, UserKeyedModel, Year, result_of
from ntmreport.model.model_contents import is_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ntmreport.compose.text_marks import PrintedFigures
    from ntmreport.model.reading_context import Column
    from ntmreport.refusal_messages import RefusalMessage
    from ntmreport.span import Span

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_UNIT_OF_WORK = 10


class Run(Protocol):
    """The part of a run of templates that these filters need."""

    @property
    def printed(self) -> PrintedFigures:
        """The figures that the run prints."""

    def show(self, value: object, *, with_unit: bool = False) -> Markup:
        """Return a value as the report prints it."""

    def note(self, message: RefusalMessage, *, is_printed: bool = True) -> None:
        """Note what is wrong in the line that is being run."""

    def read(self, value: object, name: str) -> object:
        """Return what a template reads of a value by a name, which may be absent or unknown."""

    def place(self) -> Span:
        """Return the line that is being run."""

    def row_mark(self) -> Markup | None:
        """Return the mark of the line that is being run; None inside a text of the data."""


def list_filters_of(run: Run) -> dict[str, Callable[..., Any]]:
    """Return the filters for a run of templates, by the names that templates have for them."""

    def listed(values: object) -> list[object]:
        values = entries_of(result_of(values))
        if isinstance(values, Absent | Undefined):
            run.show(values)  # which notes it
            return []
        if isinstance(values, LeftBlank):
            return [BLANK_IN_WORDING]
        if not isinstance(values, list | tuple):
            run.note(refusals.NOT_A_LIST, is_printed=False)
            return []
        run.printed.budget.spend(_UNIT_OF_WORK * len(values))
        return list(values)

    def sort(values: object, name: str = "", *, reverse: bool = False) -> list[object]:
        known = [(run.read(value, name) if name else value, value) for value in listed(values)]
        # What has no value comes last, in either order.
        there = [each for each in known if _is_there(each[0])]
        try:
            there.sort(key=lambda each: _IN_ORDER(each[0]), reverse=reverse)
        except (TypeError, UnitMismatchError):
            run.note(refusals.NO_ORDER, is_printed=False)
        return [value for _, value in there] + [
            value for known_by, value in known if not _is_there(known_by)
        ]

    def groupby(values: object, name: str) -> list[tuple[object, list[object]]]:
        groups: dict[object, tuple[object, list[object]]] = {}
        for value in listed(values):
            by = run.read(value, name)
            key = _key_of(by) if _is_there(by) else None
            groups.setdefault(key, (by, []))[1].append(value)
        return list(groups.values())

    def where(values: object, name: str, wanted: object = None, **bounds: object) -> list[object]:
        if bounds.keys() - _BOUNDS:
            run.note(refusals.NO_SUCH_BOUND, is_printed=False)
        source = listed(values)
        kept = [each for each in source if _is_wanted(run.read(each, name), wanted, bounds)]
        return _Chosen(kept, next(_places_of(source), None))

    def count_of(values: object, unit: object = "") -> object:
        unit = str(unit) if isinstance(unit, Text | str) else ""
        found = listed(values)
        if is_left_blank(*found):
            return BlankInWording(unit)
        places = [*_places_of(found)]
        if len(places) < len(found):
            run.note(refusals.NOT_COUNTED)
            return Markup("")
        whole = values.place if isinstance(values, _Chosen) else None
        span = whole or next(iter(places), None) or run.place()
        return count(places, span, unit)

    def total_of(values: object, name: str = "") -> object:
        if isinstance(values, LeftBlank):
            return values
        entries = listed(values)
        rows = [each for each in entries if is_record(each)]
        column = rows[0].columns.get(name) if len(rows) == len(entries) and rows else None
        if column is not None and column.formula is not None:
            from ntmreport.model.table_record import total_in

            come_to = total_in(rows, name)
            return Markup("") if come_to is None else come_to
        known = [result_of(run.read(each, name) if name else each) for each in entries]
        if is_left_blank(*known):
            return next(each for each in known if is_left_blank(each))
        figures = [each for each in known if isinstance(each, Figure)]
        if len(figures) < sum(map(_is_there, known)):
            run.note(refusals.NOT_ALL_FIGURES)
        return total(figures) or Markup("")

    def table(values: object) -> Markup:
        mark, rows = run.row_mark(), listed(values)
        records = [row for row in rows if is_record(row)]
        if mark is None or len(records) < len(rows):
            run.note(refusals.NO_TABLE)
            return Markup("")
        if not records:
            return Markup("")
        lines: list[tuple[str, bool, Model]]
        lines = [(str(number), False, each) for number, each in enumerate(records, start=1)]
        if of_form := getattr(values, "lines", ()):
            lines = [(each.number, each.is_group, each) for each in of_form]
        return _table(run, mark, lines, records[0].columns, getattr(values, "totals", None))

    return {
        "sort": sort,
        "groupby": groupby,
        "where": where,
        "count": count_of,
        "total": total_of,
        "table": table,
    }


_BOUNDS = frozenset({"at_least", "at_most"})


class _Chosen(list[object]):
    """Entries of a list that were chosen; `place` is that of the list's first entry.

    So that none of them can be counted, too.
    """

    def __init__(self, entries: Iterable[object], place: Span | None) -> None:
        super().__init__(entries)
        self.place = place


def entries_of(values: object) -> object:
    """Return the entries of a group whose keys the user chooses, as a list; else `values`."""
    if isinstance(values, UserKeyedModel):
        return [each for each in values.entries.values() if each is not None]
    return values


def _is_wanted(value: object, wanted: object, bounds: Mapping[str, object]) -> bool:
    """Return whether a value is what is asked for: `wanted`, within `bounds`, or true."""
    value = result_of(value)
    if not _is_there(value):
        return False
    known = as_printed(value) if isinstance(value, Figure) else value
    limits = {name: _number(bound) for name, bound in bounds.items() if name in _BOUNDS}
    if limits:
        low, high = limits.get("at_least"), limits.get("at_most")
        is_number = isinstance(value, Figure)
        return is_number and (low is None or known >= low) and (high is None or known <= high)
    if wanted is None:
        return bool(known)
    if isinstance(value, Text):
        return str(value) == str(wanted)
    return bool(known == _number(wanted))


def _number(value: object) -> Any:
    value = result_of(value)
    return as_printed(value) if isinstance(value, Figure) else value


def _places_of(values: Iterable[object]) -> Iterator[Span]:
    """Yield where the entries of a list stand in the data, of those that stand there."""
    for value in values:
        match value:
            case Model() | Text():
                yield value.span
            case (_, list() as members):
                yield from islice(_places_of(members), 1)
            case Figure(origin=Written(span=span)):
                yield span
            case _:
                pass


def _is_there(value: object) -> bool:
    return value is not None and not isinstance(value, Absent | Undefined | LeftBlank)


def _compared(left: object, right: object) -> int:
    """Return whether `left` comes before `right`, below 0, or behind it."""
    one, other = _key_of(left), _key_of(right)
    return int(one > other) - int(one < other)


_IN_ORDER = cmp_to_key(_compared)


def _key_of(value: object) -> Any:
    value = result_of(value)
    match value:
        case Figure() | datetime.date() | Year() | int():
            return value
        case Text() | str():
            return vietnamese_order(str(value))
        case _:
            raise TypeError(value)


def vietnamese_order(text: str) -> tuple[tuple[int, ...], ...]:
    """Return the key that sorts words as a Vietnamese dictionary does: letters, then tones."""
    letters: list[int] = []
    tones: list[int] = []
    plain = unicodedata.normalize("NFC", text.casefold())
    for each in plain:
        parts = unicodedata.normalize("NFD", each)
        tone = next((mark for mark in parts if mark in _TONES), "")
        letter = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        known = _LETTERS.find(letter) if letter else -1
        # What is no letter comes first, by its own order.
        letters.append(0x200000 + known if known >= 0 else ord(letter[:1] or " "))
        tones.append(_TONES.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)


def _table(
    run: Run,
    mark: Markup,
    lines: Sequence[tuple[str, bool, Model]],
    columns: Mapping[str, Column],
    totals: object,
) -> Markup:
    """Return the rows of a table: its head, a row for each of `lines`, the totals.

    A line has a number, and is bold where it is the sum of others.
    """
    heads = [literal("TT")] + [
        literal(f"{column.label} ({column.unit})" if column.unit else column.label)
        for column in columns.values()
    ]
    rows = [f"{ROW}= " + f" {ROW}= ".join(heads)]
    for number, is_sum, record in lines:
        cells = [literal(number), *(_cell(run, record, name) for name in columns)]
        if is_sum:
            cells = [f"**{cell}**" if cell else "" for cell in cells]
        rows.append(f"{ROW} " + f" {ROW} ".join(cells))
    if is_record(totals):
        first = next((name for name, column in columns.items() if not column.is_figure), "")
        cells = [""] + [
            "**Cộng**" if name == first else f"**{shown}**" if shown else ""
            for name in columns
            for shown in [_cell(run, totals, name)]
        ]
        rows.append(f"{ROW} " + f" {ROW} ".join(cells))
    return run.printed.bounded("\n".join(f"{mark}{line}" for line in rows))


def _cell(run: Run, record: Model, name: str) -> str:
    value = record.read(name) if name in record.readable() else None
    return "" if value is None else run.show(value)
