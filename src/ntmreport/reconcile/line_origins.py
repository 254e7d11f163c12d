"""From the lines of a built Word file to what each stretch of them was made from."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.reconcile.folded_text import FoldedText, folded_text
from ntmreport.word_alignment import stretches
from ntmreport.word_reader import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ntmreport.reconcile.recorded_report import (
        RecordedFigure,
        RecordedLine,
        RecordedReport,
        RecordedText,
    )
    from ntmreport.reconcile.word_lines import WordLine


class Origin(StrEnum):
    """The origin of words of a report: a figure, a text of the data, the form, or the layout."""

    FIGURE = "figure"
    TEXT = "text"
    WORDING = "wording"
    LAYOUT = "layout"


class Segment(Struct, frozen=True):
    """A stretch of a folded line that has one origin.

    `line` is the recorded line that printed it and `number` that line's own, frame first; None and
    -1 for the layout's own words. `text` is the text of the data that it is a part of, where a
    figure stands in one too.
    """

    origin: Origin
    start: int
    end: int
    number: int = -1
    line: RecordedLine | None = None
    figure: RecordedFigure | None = None
    text: RecordedText | None = None

    def moved(self, by: int) -> Segment:
        """Return the segment as it stands `by` characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)


class _Printed(Struct, frozen=True):
    """A line of the record as a Word file has it: without its footnotes, or one of these alone.

    `folded` has places in the recorded line's text.
    """

    number: int
    line: RecordedLine
    folded: FoldedText


class LineOrigins:
    """The origins of the lines of a built file."""

    def __init__(self, lines: Mapping[Story, Sequence[WordLine]], record: RecordedReport) -> None:
        """Find what the lines of each story were made from, as `record` says."""
        self._found: dict[int, tuple[Segment, ...]] = {}
        first = len(record.frame)
        for story, printed in (
            (Story.BODY, [*_printed(record.blocks, first)]),
            (Story.FOOTNOTE, [*_notes(record.blocks, first)]),
        ):
            for line, recorded in _matched(lines.get(story, ()), printed):
                self._note(line, _segments(recorded, 0, len(line.folded.text)))
        self._find_frame([line for its in lines.values() for line in its], record)

    def of(self, line: WordLine) -> tuple[Segment, ...]:
        """Return the segments of a line, end to end; it may be of paragraphs joined."""
        segments: list[Segment] = []
        for paragraph, start in zip(line.paragraphs, line.starts, strict=True):
            at = line.folded.folded_offset(start)
            found = self._found.get(id(paragraph), ())
            end = segments[-1].end if segments else 0
            if found and end < at:
                segments.append(Segment(Origin.LAYOUT, end, at))
            segments += [segment.moved(at) for segment in found]
        length = len(line.folded.text)
        end = segments[-1].end if segments else 0
        if end < length or not segments:
            segments.append(Segment(Origin.LAYOUT, end, length))
        return tuple(segments)

    def _note(self, line: WordLine, segments: tuple[Segment, ...]) -> None:
        if line.paragraphs:
            self._found[id(line.paragraphs[0])] = segments

    def _find_frame(self, lines: Iterable[WordLine], record: RecordedReport) -> None:
        """Find the lines of the frame among what is left, with the layout's words around them."""
        frame = [*_printed(record.frame, 0)]
        for line in lines:
            if not line.paragraphs or id(line.paragraphs[0]) in self._found:
                continue
            text = line.folded.text.casefold()
            for position, recorded in enumerate(frame):
                at = text.find(recorded.folded.text.casefold())
                if at >= 0 and recorded.folded.text:
                    self._note(line, _segments(recorded, at, len(line.folded.text)))
                    del frame[position]
                    break


def _printed(lines: Iterable[RecordedLine], first: int) -> Iterator[_Printed]:
    """Yield the lines of a record without their footnotes."""
    for number, line in enumerate(lines, first):
        folded = folded_text(line.text)
        if line.notes:
            kept = [
                at
                for at, place in enumerate(folded.places[:-1])
                if not any(start <= place < end for start, end in line.notes)
            ]
            folded = FoldedText(
                "".join(folded.text[at] for at in kept),
                (*(folded.places[at] for at in kept), folded.places[-1]),
            )
        yield _Printed(number, line, folded)


def _notes(lines: Iterable[RecordedLine], first: int) -> Iterator[_Printed]:
    """Yield the footnotes of a record's lines, without the brackets around them."""
    for number, line in enumerate(lines, first):
        for start, end in line.notes:
            folded = folded_text(line.text[start + 1 : end - 1])
            places = tuple(place + start + 1 for place in folded.places)
            yield _Printed(number, line, FoldedText(folded.text, places))


def _matched(
    lines: Sequence[WordLine], printed: Sequence[_Printed]
) -> Iterator[tuple[WordLine, _Printed]]:
    """Yield the lines that a Word file has as the record has them, with these."""
    ours = [line.folded.text.casefold() for line in lines]
    theirs = [each.folded.text.casefold() for each in printed]
    for same, start, end, other_start, other_end in stretches(ours, theirs):
        if same:
            yield from zip(lines[start:end], printed[other_start:other_end], strict=True)


def _segments(recorded: _Printed, at: int, length: int) -> tuple[Segment, ...]:
    """Return the segments of a line of `length` that has the recorded one at `at`."""
    line, places = recorded.line, recorded.folded.places
    cuts = {0, len(recorded.folded.text)}

    def offset(place: int) -> int:
        return recorded.folded.folded_offset(place)

    for printed in line.figures:
        cuts |= {offset(printed.at), offset(printed.end)}
    for said in line.texts:
        cuts |= {offset(said.at), offset(said.end)}
    segments: list[Segment] = []
    if at:
        segments.append(Segment(Origin.LAYOUT, 0, at))
    ends = sorted(cuts)
    for start, end in pairwise(ends):
        place = places[start]
        figure = next((each for each in line.figures if each.at <= place < each.end), None)
        text = next((each for each in line.texts if each.at <= place < each.end), None)
        origin = Origin.WORDING if text is None else Origin.TEXT
        if figure is not None:
            origin = Origin.FIGURE
        segments.append(Segment(origin, at + start, at + end, recorded.number, line, figure, text))
    if at + ends[-1] < length:
        segments.append(Segment(Origin.LAYOUT, at + ends[-1], length))
    return tuple(segments)
