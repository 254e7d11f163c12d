"""From a report's lineage and its validation to the comment on each figure that it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diagnostic import SEVERITY_NAMES
from ntmreport.figure import Computed, Counted, Figure, Stated, Written
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Language
from ntmreport.lineage import counted_places, inputs, leaves
from ntmreport.lineage.answers import computation, counted, short_label, stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.lineage import Entry
    from ntmreport.span import Span
    from ntmreport.validation import Validation

MOST_INPUTS = 24
"""Lines of a comment for what its figure is computed from."""

_BULLETS = ("-", "+", "·")
_LANGUAGE = Language.VIETNAMESE  # a comment is read beside the report, by those who read that


def comments_on(
    entries: Sequence[Entry], validation: Validation
) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """Return the paragraphs of a comment for each run that prints a figure.

    The keys are numbers of a block in the document's blocks and of a run in that block.
    """
    found = [(diagnostic, "") for diagnostic in validation.diagnostics]
    found += [(diagnostic, entry.reason.value) for diagnostic, entry in validation.acknowledged]
    comments: dict[tuple[int, int], tuple[str, ...]] = {}
    for entry in entries:
        if entry.printings:
            paragraphs = tuple(_paragraphs(entry, found))
            comments |= {(each.block, each.run): paragraphs for each in entry.printings}
    return comments


def _paragraphs(entry: Entry, found: Sequence[tuple[Diagnostic, str]]) -> Iterator[str]:
    """Yield the paragraphs of a comment, the origin first: Word shows two lines of each comment."""
    figure = entry.figure
    yield f"{printed_with_unit(figure)}: {_origin(figure)}"
    if figure.label:
        yield figure.label
    yield from _touching(figure, found)
    match figure.origin:
        case Computed():
            yield "Tính từ:"
            yield from _inputs(entry)
        case Stated(computed=Figure() as computed):
            yield f"Dữ liệu cho {_named(computed)}"
    if entry.path:
        yield f"Đường dẫn: {entry.path}"


def _origin(figure: Figure) -> str:
    """Return the computation of the figure, or its file and line, and the source that it names."""
    words = figure.provenance.words.vi if figure.provenance is not None else ""
    return f"{_way(figure)} ({words})" if words else _way(figure)


def _way(figure: Figure) -> str:
    match figure.origin:
        case Computed():
            return computation(figure)
        case Counted(items=items) if len(places := counted_places(items)) > 1:
            return f"{counted(len(items)).vi}: {', '.join(places)}"
        case Counted(items=(first, *_, last)):
            return f"{counted(len(figure.origin.items)).vi}: {_place(first)}-{last.line}"
        case Counted(span=span, items=items):
            return f"{counted(len(items)).vi}: {_place(span)}"
        case Stated(span=span, computed=computed):
            return f"{stated(figure, computed).vi} ({_place(span)})"
        case Written(span=span):
            return _place(span)


def _inputs(entry: Entry) -> Iterator[str]:
    """Yield a line for each figure below this one, down to the data, MOST_INPUTS at the most."""
    lines = list(_lines(entry.figure, 0))
    yield from lines[:MOST_INPUTS]
    if len(lines) > MOST_INPUTS:
        yield f"… và {len(lines) - MOST_INPUTS} số liệu khác; xem: ntmreport explain"


def _lines(figure: Figure, depth: int) -> Iterator[str]:
    bullet = _BULLETS[min(depth, len(_BULLETS) - 1)]
    for operand in inputs(figure):
        yield f"{bullet} {_named(operand)}"
        yield from _lines(operand, depth + 1)


def _named(figure: Figure) -> str:
    """Return a figure in a line: value, label and origin."""
    name = ", ".join(part for part in (printed_with_unit(figure), short_label(figure)) if part)
    return f"{name}: {_origin(figure)}"


def _place(span: Span) -> str:
    return f"{span.file}, dòng {span.line}"


def _touching(figure: Figure, found: Sequence[tuple[Diagnostic, str]]) -> Iterator[str]:
    """Yield the diagnostics on the figure or its inputs, and the reasons of acknowledged ones."""
    if not found:
        return
    paths = {each.path for each in figure.lineage() if each.path}
    places = set(leaves(figure))
    for diagnostic, reason in found:
        spans = (diagnostic.span, *(related.span for related in diagnostic.related))
        if diagnostic.path in paths or any(
            span.overlaps(place) for span in spans for place in places
        ):
            rule = diagnostic.rule
            severity = SEVERITY_NAMES[rule.severity].text(_LANGUAGE)
            yield f"{rule.code} {severity}: {diagnostic.message.text(_LANGUAGE)}"
            if reason:
                yield f"Đã được chấp nhận: {reason}"
