"""The filters of templates: other ways to print a value."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard

from jinja2 import Undefined
from markupsafe import Markup

from ntmreport import refusal_messages as refusals
from ntmreport.compose import list_filters, text_marks
from ntmreport.compose.missing_values import (
    BLANK_IN_WORDING,
    LESS,
    Absent,
    BlankInWording,
    is_none,
    seen_by_templates,
)
from ntmreport.compose.sandbox import (
    BRANCH_FILTER,
    COMPARED_FILTER,
    CUT_FILTER,
    LOOP_FILTER,
    not_cut,
)
from ntmreport.compose.text_marks import literal
from ntmreport.figure import PERCENT, Figure, absolute, day_format, number_format, percent
from ntmreport.figure.blank_value import LeftBlank, is_left_blank
from ntmreport.figure.unit_conversion import converted, printed_amount, units_like
from ntmreport.figure.unit_spelling import right_unit
from ntmreport.model import PlaceName, Range, Text, Year, result_of
from ntmreport.model.administrative_unit import AdministrativeUnit
from ntmreport.model.commune_membership import is_commune_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


_DECIMALS = range(10)


class Run(list_filters.Run, Protocol):
    """The part of a run of templates that filters need: printing a value, and noting what fails."""

    def own_words(self, value: str) -> str:
        """Return a text that stands in the template itself."""

    def note_no_list(self, text: Text) -> None:
        """Note that the data has one text where a template goes through a list."""


def _level_and_name(value: object) -> tuple[object, object]:
    """Return level and name of a unit or of its name; no level where there is none to add."""
    if isinstance(value, PlaceName) and value.level is not None:
        # With a number the level is a part of the name: Thôn 1.
        is_there = value.value.casefold().startswith(f"{value.level.value.casefold()} ")
        return None if is_there else value.level, value
    if isinstance(value, AdministrativeUnit):
        return value.level, value.name
    if is_commune_model(value):
        return _level_and_name(value.name)
    return None, None


def _is_ordinal(value: object) -> TypeGuard[int]:
    """Return whether a value is what a loop counts, or a number that the template writes."""
    return isinstance(value, int) and not isinstance(value, bool | Year)


def filters_of(run: Run) -> dict[str, Callable[..., Any]]:
    """Return the filters for a run of templates, by the names that templates have for them."""

    def two_digits(value: object) -> Markup:
        figure = result_of(value)
        if isinstance(figure, Figure):
            return run.printed.mark(figure, number_format.printed_in_two_digits(figure))
        return run.show(figure)

    def with_unit(value: object) -> Markup:
        return run.show(value, with_unit=True)

    def each(values: object) -> Iterable[object]:
        values = result_of(values)
        return values if isinstance(values, list | tuple | Undefined) else [values]

    def series(values: object, separator: object = ", ") -> Markup:
        # A separator that stands in the template is its wording, and may be markup.
        if isinstance(separator, str) and not isinstance(separator, Markup):
            between = Markup(run.own_words(separator))  # noqa: S704 - marked
        else:
            between = run.show(separator)
        shown = [run.show(value) for value in each(values)]
        run.printed.budget.spend(len(between) * len(shown))
        return between.join(shown)

    def quoted(values: object) -> list[Markup]:
        return [Markup("“{}”").format(run.show(value)) for value in each(values)]

    def upper(value: object) -> str:
        return run.show(value).upper()

    def capitalised(value: object) -> Markup:
        return text_marks.capitalised(run.show(value))

    def uncapitalised(value: object) -> Markup:
        return text_marks.uncapitalised(run.show(value))

    def with_level(values: object) -> object:
        if isinstance(values, list | tuple):
            return [with_level(value) for value in values]
        level, name = _level_and_name(values)
        if level is None:
            return run.show(values if name is None else name)
        return Markup("{} {}").format(run.show(level), run.show(name))

    def without_sign(value: object) -> object:
        figure = result_of(value)
        if isinstance(figure, LeftBlank | Absent):
            return figure  # to be printed with its unit or without
        return absolute(figure) if isinstance(figure, Figure) else run.show(figure)

    def share_of(value: object, whole: object) -> object:
        part, denominator = result_of(value), result_of(whole)
        if isinstance(part, Figure) and isinstance(denominator, Figure):
            return percent(part, denominator)
        if is_left_blank(part, denominator):
            return BlankInWording(PERCENT)
        return run.show(whole if isinstance(part, Figure) else value)

    def unit(value: object, to: object, decimals: object = None) -> object:
        figure, wanted = result_of(value), right_unit(str(to))
        places = decimals if isinstance(decimals, int) and decimals in _DECIMALS else None
        match figure:
            case LeftBlank():
                return BlankInWording(wanted)
            case Figure() if (made := converted(figure, wanted, places)) is not None:
                return made
            case Range(lowest=Figure() as low, highest=Figure() as high):
                ends = converted(low, wanted, places), converted(high, wanted, places)
                if None not in ends:
                    return figure.model_copy(update={"lowest": ends[0], "highest": ends[1]})
                figure = low
            case Figure():
                pass
            case _:
                return run.show(figure)
        units = ", ".join(units_like(figure.unit)) or figure.unit
        run.note(refusals.NO_CONVERSION.of(unit=figure.unit, to=wanted, units=units))
        return Markup("")

    def amount(value: object) -> Markup:
        figure = result_of(value)
        if not isinstance(figure, Figure):
            return run.show(figure, with_unit=True)
        said = printed_amount(figure)
        if said is None:
            run.note(refusals.NO_AMOUNT)
            return Markup("")
        return run.printed.mark(figure, said)

    def long_day(value: object) -> object:
        if is_none(value):
            return day_format.printed_long_day(None)
        if isinstance(value, datetime.date):
            return day_format.printed_long_day(value)
        return run.show(value)

    def ordinal(value: object, after: object = 0) -> object:
        # What a loop counts is numbering, and no figure; `after` so many rows before the loop's.
        if _is_ordinal(value) and _is_ordinal(after):
            return Markup(literal(str(value + after)))  # noqa: S704 - digits
        return run.show(value)

    def roman(value: object) -> object:
        if _is_ordinal(value):
            return Markup(literal(number_format.roman_numeral(value)))  # noqa: S704 - letters
        return run.show(value)

    def compared(value: object) -> object:
        figure = result_of(value)
        if isinstance(figure, LeftBlank):
            return seen_by_templates(figure)
        return number_format.as_printed(figure) if isinstance(figure, Figure) else value

    def steps(values: object, price: int, takes_apart: bool) -> Iterator[object]:
        values = list_filters.entries_of(result_of(values))
        if isinstance(values, Absent | Undefined):
            run.show(values)  # which notes it
            values = BLANK_IN_WORDING
        if isinstance(values, Text):
            run.note_no_list(values)
            return
        if not isinstance(values, list | tuple | LeftBlank):
            run.note(refusals.NOT_A_LIST, is_printed=False)
            return
        for value in seen_by_templates(values):
            run.printed.budget.spend(price)
            yield seen_by_templates(not_cut(value) if takes_apart else value)

    return {
        "two_digits": two_digits,
        "with_unit": with_unit,
        "absolute": without_sign,
        "share_of": share_of,
        "ordinal": ordinal,
        "roman": roman,
        "unit": unit,
        "amount": amount,
        "long_day": long_day,
        "series": series,
        "quoted": quoted,
        "upper": upper,
        "capitalised": capitalised,
        "uncapitalised": uncapitalised,
        "with_level": with_level,
        **list_filters.list_filters_of(run),
        BRANCH_FILTER: lambda condition: condition is not LESS and condition,
        LOOP_FILTER: steps,
        COMPARED_FILTER: compared,
        CUT_FILTER: not_cut,
    }
