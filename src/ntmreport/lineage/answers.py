"""From a figure to the answer of `explain`: the tree of its computation and where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.figure import LABEL_SEPARATOR, Computed, Counted, Figure, Stated, Written
from ntmreport.figure.number_format import number, printed, printed_with_unit
from ntmreport.language import Bilingual, Language
from ntmreport.lineage import counted_places, exact, formula_with_values, inputs
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.lineage import Entry


def listing(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a few lines for each of several figures: which they are and where they are printed."""
    for entry in entries:
        yield f"{printed_with_unit(entry.figure)}  {entry.path}"
        yield f"  {entry.figure.label}"
        for printing in entry.printings:
            yield f"  {printing.section} {printing.sentence}"


def explanation(entry: Entry, language: Language) -> Iterator[str]:
    """Yield the lines that explain a figure: name, computation, data lines, and sentences."""
    figure = entry.figure
    yield f"{printed_with_unit(figure)}  {entry.path}".rstrip()
    if figure.label:
        yield figure.label
    yield from _tree(figure, "", language)
    if entry.printings:
        yield Bilingual("In trong báo cáo:", "Printed in the report:").text(language)
        for printing in entry.printings:
            yield f"  {printing.section} {printing.sentence}"
    else:
        yield Bilingual("Báo cáo không in số liệu này.", "The report does not print it.").text(
            language
        )


def _tree(figure: Figure, indent: str, language: Language) -> Iterator[str]:
    """Yield the origin of `figure`, then those of its inputs, further indented."""
    yield f"{indent}= {_origin(figure, language)}"
    if isinstance(figure.origin, Counted) and len(places := _places(figure.origin)) > 1:
        yield from (f"{indent}  {place}" for place in places)
    if isinstance(figure.origin, Stated) and figure.origin.computed is not None:
        yield from _tree(figure.origin.computed, f"{indent}  ", language)
    operands = inputs(figure)
    for position, operand in enumerate(operands):
        is_last = position == len(operands) - 1
        yield f"{indent}{'└─' if is_last else '├─'} {_named(operand)}"
        yield from _tree(operand, f"{indent}{'   ' if is_last else '│  '}", language)


def _origin(figure: Figure, language: Language) -> str:
    origin = _way(figure, language)
    words = figure.provenance.words.text(language) if figure.provenance is not None else ""
    return f"{origin} ({words})" if words else origin


def _way(figure: Figure, language: Language) -> str:
    match figure.origin:
        case Computed():
            why = estimated_from(figure)
            return f"{computation(figure)}{f' ({why.text(language)})' if why else ''}"
        case Counted(items=items):
            places = _places(figure.origin)
            said = f"{counted(len(items)).text(language)}:"
            return f"{said} {places[0]}" if len(places) == 1 else said
        case Stated(span=span, computed=computed):
            return f"{stated(figure, computed).text(language)}: {span}"
        case Written(span=span):
            return str(span)


def _places(origin: Counted) -> list[str]:
    """Return the lines of the counted entries, as `file:first-last` for each file."""
    return counted_places(origin.items) or [str(origin.span)]


def computation(figure: Figure) -> str:
    """Return the formula of a computed figure with values, its exact value, and the printed one."""
    result = printed(figure)
    precise = exact(figure)
    steps = [formula_with_values(figure)]
    if precise != number(figure):
        steps.append(precise)
    return f"{' = '.join(steps)} → {result}"


def estimated_from(figure: Figure) -> Bilingual | None:
    """Return why a computed figure has a word of estimation that is none of its inputs'."""
    words = dict.fromkeys(each.qualifier for each in inputs(figure) if each.qualifier)
    if not figure.qualifier or not words or [*words] == [figure.qualifier]:
        return None
    vi = ", ".join(f"“{word}”" for word in words)
    return Bilingual(
        f"“{figure.qualifier}” vì số dùng để tính có {vi}",
        f"“{figure.qualifier}” since what it is computed from has {vi}",
    )


def counted(number: int) -> Bilingual:
    """Return "N entries are counted" in both languages."""
    entries = "entry is" if number == 1 else "entries are"
    return Bilingual(f"đếm {number} mục", f"{number} {entries} counted")


def stated(figure: Figure, computed: Figure | None) -> Bilingual:
    """Return the remark on a stated figure: what the data gives instead, if anything."""
    if computed is None:
        return Bilingual("số công bố, dữ liệu không cho ra", "stated; the data does not give it")
    if computed == figure:
        return Bilingual("số công bố, đúng với dữ liệu", "stated, as the data gives it")
    given = printed(computed)
    return Bilingual(f"số công bố; dữ liệu cho {given}", f"stated; the data gives {given}")


def short_label(figure: Figure) -> str:
    """Return the last two steps of the figure's label, which tell it from its neighbours."""
    return LABEL_SEPARATOR.join(figure.label.split(LABEL_SEPARATOR)[-2:])


def _named(figure: Figure) -> str:
    parts = (printed_with_unit(figure), short_label(figure), written_path(figure.path))
    return "  ".join(part for part in parts if part)
