"""The figures and texts of a period by the places where they are written and printed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.figure import Computed, Counted, Operation, Stated
from ntmreport.language_server.same_lines import SameLines
from ntmreport.lineage import Entry, span_of
from ntmreport.lineage.report_lineage import sentence_at, standing
from ntmreport.model import indicators_of, written_figures_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ntmreport.compose import Form
    from ntmreport.document import Block, Document
    from ntmreport.figure import Figure
    from ntmreport.language_server.session import Session
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.pipeline import Compiled
    from ntmreport.span import Path, Span


RESULTS = ("value", "total", "share", "ratio", "done", "number")
"""The figures that a template prints by the name of their group."""


class PrintedPlace(Struct, frozen=True):
    """A place of a report: its section, the sentence, and the template's line if known.

    `block` is the number of the block in the report, -1 around the body.
    """

    section: str
    sentence: str
    span: Span | None = None
    block: int = -1


class PeriodFigures:
    """The figures and texts of a period's data and its report, each to be found by its place.

    Of a state without a report, it is the figures of the files that can be read, printed nowhere.
    Texts are those that were read for it.
    """

    def __init__(self, state: PeriodState) -> None:
        self.has_report = state.has_report
        self.forms: Sequence[tuple[str, Compiled]] = state.forms
        self.texts = state.validation.texts
        self.entries = state.entries if state.has_report else tuple(_unprinted(self.forms))

    @cached_property
    def by_path(self) -> Mapping[Path, Entry]:
        """The figures by their paths, without those that templates alone compute."""
        return {each.figure.path: each for each in self.entries if each.figure.path}

    @cached_property
    def _written(self) -> Mapping[str, Mapping[int, list[tuple[Span, Entry]]]]:
        """The figures by file and line, with the spans that they are written or stated at."""
        found: dict[str, dict[int, list[tuple[Span, Entry]]]] = {}
        for entry in self.entries:
            if isinstance(entry.figure.origin, Counted):
                continue
            span = span_of(entry.figure)
            if span is not None:
                found.setdefault(span.file, {}).setdefault(span.line, []).append((span, entry))
        return found

    @cached_property
    def _counting(self) -> Mapping[tuple[str, int], list[tuple[Span, Entry]]]:
        """The figures that count entries of lists, by file and line of each entry, with its span.

        Of a list without entries, it is the list's.
        """
        found: dict[tuple[str, int], list[tuple[Span, Entry]]] = {}
        for entry in self.entries:
            origin = entry.figure.origin
            if isinstance(origin, Counted):
                for span in origin.items or (origin.span,):
                    found.setdefault((span.file, span.line), []).append((span, entry))
        return found

    def written_on(self, file: str, line: int) -> list[tuple[Span, Entry]]:
        """Return the figures that are written on a line, with their spans, from left to right."""
        return sorted(self._written.get(file, {}).get(line, ()), key=lambda each: each[0])

    def counted_at(self, span: Span) -> list[Entry]:
        """Return the figures that count the entry of a list at `span`."""
        known = self._counting.get((span.file, span.line), ())
        return [entry for counted, entry in known if counted.overlaps(span)]

    @cached_property
    def _followers(self) -> Mapping[Path, list[Entry]]:
        found: dict[Path, list[Entry]] = {}
        for entry in self.entries:
            for path in dict.fromkeys(used_by(entry.figure)):
                found.setdefault(path, []).append(entry)
        return found

    def followers(self, figure: Figure) -> Iterator[Entry]:
        """Yield what is computed from a figure, then what follows from that.

        What templates print without its sign or in another unit is the figure itself.
        """
        seen: set[object] = {figure.path}
        waiting = [figure.path]
        for path in waiting:
            for entry in self._followers.get(path, ()) if path else ():
                key = entry.figure.path or id(entry.figure)
                if key not in seen and not _is_shown_otherwise(entry.figure):
                    seen.add(key)
                    waiting.append(entry.figure.path)
                    yield entry

    @cached_property
    def _blocks(self) -> Mapping[str, Sequence[Block]]:
        return {name: each.document.blocks for name, each in self.forms if each.document}

    @cached_property
    def _shown_as(self) -> Mapping[Path, list[Entry]]:
        """The figures printed without their sign, or in another unit, by the original's path."""
        found: dict[Path, list[Entry]] = {}
        for entry in self.entries:
            if _is_shown_otherwise(entry.figure):
                for path in used_by(entry.figure):
                    found.setdefault(path, []).append(entry)
        return found

    def places_of(self, entry: Entry) -> Iterator[PrintedPlace]:
        """Yield the places that print a figure, without its sign or in another unit too."""
        shown = self._shown_as.get(entry.figure.path, ()) if entry.figure.path else ()
        for each in (*entry.printings, *(place for other in shown for place in other.printings)):
            called = each.section.partition(":")[0]
            blocks = self._blocks.get(called) or next(iter(self._blocks.values()), ())
            if each.block < len(blocks):
                span = blocks[each.block].span
                yield PrintedPlace(each.section, each.sentence, span, each.block)

    @cached_property
    def _texts_printed(self) -> Mapping[Span, list[PrintedPlace]]:
        found: dict[Span, list[PrintedPlace]] = {}
        for name, compiled in self.forms:
            if compiled.document is None:
                continue
            form = f"{name}: " if len(self.forms) > 1 else ""
            for span, place in _printed_texts(compiled.document):
                section = f"{form}{place.section}".rstrip(": ")
                found.setdefault(span, []).append(replace(place, section=section))
        return found

    def places_of_text(self, span: Span) -> Sequence[PrintedPlace]:
        """Return the places that print the text of the data at `span`."""
        return list(dict.fromkeys(self._texts_printed.get(span, ())))

    def printed_texts_in(self, file: str) -> Iterator[tuple[Span, Sequence[PrintedPlace]]]:
        """Yield the texts of a file that are printed, with the places that print them."""
        for span, places in self._texts_printed.items():
            if span.file == file:
                yield span, places

    @cached_property
    def _same_lines(self) -> dict[str, tuple[str, SameLines]]:
        return {}

    def same_lines(self, file: str, now: str) -> SameLines:
        """Return which lines of a file are those that the figures were read from."""
        known = self._same_lines.get(file)
        if known is None or (known[0] is not now and known[0] != now):
            known = now, SameLines(self.texts.get(file, ""), now)
            self._same_lines[file] = known
        return known[1]


_KNOWN: WeakKeyDictionary[PeriodState, PeriodFigures] = WeakKeyDictionary()


def present_figures(state: PeriodState) -> PeriodFigures:
    """Return the figures of a state, found once."""
    known = _KNOWN.get(state)
    if known is None:
        known = _KNOWN[state] = PeriodFigures(state)
    return known


def figures_of_state(state: PeriodState) -> PeriodFigures:
    """Return the figures of the state that last had a report; where none had, its own."""
    return present_figures(state.last_report or state)


def template_texts(session: Session, form: Form) -> Mapping[str, str]:
    """Return the templates of a form as they are now, by their files."""
    files = (f"{form.folder}/{each}" for each in form.templates)
    return {file: session.text_of(file) for file in files}


def _unprinted(forms: Iterable[tuple[str, Compiled]]) -> Iterator[Entry]:
    """Yield the figures of the files that can be read, each once."""
    seen: set[object] = set()
    for _, compiled in forms:
        for model in compiled.models.values():
            for figure in (*written_figures_of(model), *indicators_of(model)):
                if figure.path not in seen:
                    seen.add(figure.path)
                    yield Entry(figure, ())


def _is_shown_otherwise(figure: Figure) -> bool:
    """Return whether a template prints a figure of the data without its sign or in another unit."""
    match figure.origin:
        case Computed(operation=Operation.ABSOLUTE | Operation.CONVERSION, inputs=(only,)):
            return not figure.path and bool(only.path)
        case _:
            return False


def used_by(figure: Figure) -> Iterator[Path]:
    """Yield the paths of the figures that a figure is computed from, but for those behind them."""
    match figure.origin:
        case Computed(inputs=inputs):
            for each in inputs:
                if each.path and each.path != figure.path:
                    yield each.path
                else:
                    yield from used_by(each)
        case Stated(computed=computed) if computed is not None:
            yield from used_by(computed)
        case _:
            pass


def _printed_texts(document: Document) -> Iterator[tuple[Span, PrintedPlace]]:
    """Yield where each text of the data is written, with a place that prints it."""
    of_blocks = set()
    for number, (section, block, around) in enumerate(standing(document)):
        of_blocks.add(block.span)
        for each in block.texts:
            sentence = around or sentence_at(block, each.start)
            yield each.span, PrintedPlace(section, sentence, block.span, number)
    for passage in document.passages:
        if passage.span not in of_blocks:
            for each in passage.stretches:
                yield each.span, PrintedPlace("", passage.text, passage.span)
