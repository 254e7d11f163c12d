"""The differences of one line: its figures, texts of the data and words that were edited."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.figure import Computed
from ntmreport.figure.blank_value import BLANK
from ntmreport.figure.day_format import printed_day
from ntmreport.language import Bilingual
from ntmreport.lineage import plain_value
from ntmreport.lineage.answers import computation
from ntmreport.reconcile.difference import (
    FIGURE_INSIDE,
    Author,
    Difference,
    DifferenceKind,
    Outcome,
    Proposal,
)
from ntmreport.reconcile.edited_text import Replacement, with_replacements
from ntmreport.reconcile.edited_values import day_in, number_in, same_number
from ntmreport.reconcile.folded_text import folded_text
from ntmreport.reconcile.line_origins import Origin
from ntmreport.reconcile.word_edits import edits_of, with_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.reconcile.current_data import CurrentData
    from ntmreport.reconcile.line_origins import Segment
    from ntmreport.reconcile.recorded_report import RecordedFigure, RecordedText
    from ntmreport.reconcile.word_edits import Edit
    from ntmreport.reconcile.word_lines import WordLine
    from ntmreport.source import Scalar
    from ntmreport.span import Path

_STATED = "stated"
_VALUE_KEYS = ("value", "text")
_AROUND = 40
_MOST_PLACES = 3
LAYOUT = "layout.docx"

_MIXED = Bilingual(
    "sửa liền một lúc số liệu hoặc chữ của dữ liệu và câu chữ bên cạnh, không tách riêng được",
    "edited together with the words beside it, so that it cannot be told apart",
)
_GONE = Bilingual("dữ liệu nay không còn giá trị này", "the data no longer has this value")
_NO_NUMBER = Bilingual("không còn là một số viết đúng", "it is no longer one well-formed number")
_WORDS_TOO = Bilingual(
    "chữ đi liền với số cũng bị sửa", "the words that go with the number were edited too"
)
_MORE_DIGITS = Bilingual(
    "dữ liệu ghi khác với số in (nhiều chữ số hơn hoặc kèm đơn vị)",
    "the data has it otherwise than it is printed (more digits, or with a unit)",
)
_TAKEN_OUT = Bilingual("bị xóa hết", "taken out altogether")
_ENTRY_ADDED = Bilingual(
    "như là thêm một mục vào danh sách: thêm một dòng ở đó",
    "it looks like one more entry of the list: add a line there",
)
_OTHERWISE = Bilingual(
    "báo cáo in đoạn này khác với cách dữ liệu ghi", "it is printed otherwise than the data has it"
)
_COUNTED = Bilingual("đếm từ danh sách trong dữ liệu", "counted from a list of the data")
_SEVERAL_DAYS = Bilingual(
    "dữ liệu có ngày này ở nhiều chỗ hoặc không có",
    "the data has that day in several places or none",
)
_CLERKS_LINES = {
    "number": "document.number",
    "place_and_day": "document.place, document.day",
}
"""The keys of report.yaml for what a clerk fills in, by the line of the frame."""


class LineDifferences(Struct):
    """The comparison of a line with what it became."""

    old: WordLine
    new: WordLine
    segments: tuple[Segment, ...]
    now: CurrentData
    frame_lines: int

    def found(self) -> Iterator[Difference]:
        """Yield the differences, those of figures and texts of the data first."""
        figures: dict[tuple[int, int], list[Edit]] = defaultdict(list)
        texts: dict[tuple[int, Path], list[Edit]] = defaultdict(list)
        words: dict[int, list[Edit]] = defaultdict(list)
        for edit in edits_of(self.old.folded.text, self.new.folded.text, self.segments):
            segment = edit.segment
            if segment.origin is Origin.FIGURE and segment.figure is not None:
                figures[segment.number, segment.start].append(edit)
            elif segment.origin is Origin.TEXT and segment.text is not None:
                texts[segment.number, segment.text.path].append(edit)
            elif (day := self._day(edit)) is not None:
                yield day
            else:
                words[segment.number].append(edit)
        for edits in figures.values():
            yield self._figure(edits)
        for edits in texts.values():
            yield self._text(edits)
        for edits in words.values():
            yield self._words(edits)

    # --- figures

    def _figure(self, edits: Sequence[Edit]) -> Difference:
        """Return the difference of one printed figure."""
        segment = edits[0].segment
        figure = segment.figure
        assert figure is not None  # noqa: S101 - edits are gathered by their figure
        was = self.old.folded.text[segment.start : segment.end]
        mixed = any(edit.is_mixed for edit in edits)
        became = self._changed(edits)[1] if mixed else self._applied(segment, edits)
        kind = (
            DifferenceKind.WRITTEN_FIGURE if figure.is_written else DifferenceKind.COMPUTED_FIGURE
        )
        found = replace(
            self._difference(kind, edits, was, became),
            path=figure.path,
            place=figure.place or places_shown(figure.sources),
            label=self._label(figure),
        )
        if figure.origin == "counted":
            return replace(found, reason=_COUNTED)
        if figure.origin == "computed":
            return replace(found, reason=self._computation(figure))
        if mixed:
            return replace(found, reason=_MIXED)
        return self._written(found, figure)

    def _written(self, found: Difference, figure: RecordedFigure) -> Difference:
        """Return the difference of a figure that the data has, with the value to write."""
        before, after = number_in(found.old), number_in(found.new)
        if after is None:
            return replace(found, reason=_NO_NUMBER if found.new else _TAKEN_OUT)
        if before is None or (before.before, before.behind) != (after.before, after.behind):
            return replace(found, reason=_WORDS_TOO)
        scalar = self._scalar_of(figure)
        current = self.now.figures.get(figure.path)
        if scalar is None or current is None:
            return replace(found, reason=_GONE)
        found = replace(found, place=str(scalar.span))
        value = after.value
        if not same_number(before.value, figure.value):
            if not same_number(f"-{before.value}", figure.value):
                return replace(found, reason=_MORE_DIGITS)
            value = f"-{value}"
        has = plain_value(current)
        if same_number(has, value):
            return replace(found, outcome=Outcome.PRESENT)
        if not same_number(has, figure.value):
            return _conflict(found, has)
        if not same_number(scalar.text, has):
            return replace(found, reason=_MORE_DIGITS)
        return replace(
            found,
            outcome=Outcome.WRITABLE,
            proposal=Proposal(scalar.path, scalar.span.file, scalar.text, value, found.new),
        )

    def _scalar_of(self, figure: RecordedFigure) -> Scalar | None:
        """Return where the data has the number of a figure."""
        path = figure.path
        if not path:
            return None
        if figure.origin == "stated":
            return self.now.scalars.get((*path[:-1], _STATED, path[-1]))
        return self._scalar_at(path)

    def _scalar_at(self, path: Path) -> Scalar | None:
        paths = (path, *((*path, key) for key in _VALUE_KEYS))
        return next((self.now.scalars[each] for each in paths if each in self.now.scalars), None)

    def _computation(self, figure: RecordedFigure) -> Bilingual:
        current = self.now.figures.get(figure.path) if figure.path else None
        if current is not None and isinstance(current.origin, Computed):
            said = computation(current)
            return Bilingual(f"tính ra: {said}", f"computed: {said}")
        return Bilingual("chương trình tính ra", "the program computes it")

    def _label(self, figure: RecordedFigure) -> str:
        current = self.now.figures.get(figure.path) if figure.path else None
        return current.label if current is not None else ""

    # --- texts of the data

    def _text(self, edits: Sequence[Edit]) -> Difference:
        """Return the difference of one text of the data."""
        text = edits[0].segment.text
        assert text is not None  # noqa: S101 - edits are gathered by their text
        number = edits[0].segment.number
        its = [each for each in self.segments if each.number == number and each.text == text]
        start, end = its[0].start, its[-1].end
        was = self.old.folded.text[start:end]
        became = with_edits(was, start, edits, self.new.folded.text).strip()
        found = replace(
            self._difference(DifferenceKind.DATA_TEXT, edits, was, became),
            path=text.path,
            place=text.place,
        )
        if any(edit.is_mixed for edit in edits):
            line = edits[0].segment.line
            wording = line.wording if line is not None else ""
            return replace(
                found, kind=DifferenceKind.WORDING, place=f"{wording}, {text.place}", reason=_MIXED
            )
        scalar = self._scalar_at(text.path)
        if scalar is None:
            return replace(found, reason=_GONE)
        found = replace(found, place=str(scalar.span))
        if not became.strip(" .;,"):
            return replace(found, reason=_TAKEN_OUT)
        replacements = [
            Replacement(edit.start - start, edit.end - start, self._put_in(edit)) for edit in edits
        ]
        if isinstance(text.path[-1], int) and _more_entries(was, became):
            return replace(found, reason=_ENTRY_ADDED)
        after = with_replacements(scalar.text, was, replacements)
        if after is None:
            return self._text_in_the_way(found, text, scalar, became)
        printed = self._masked(its, edits)
        proposal = Proposal(scalar.path, scalar.span.file, scalar.text, after, printed)
        return replace(found, outcome=Outcome.WRITABLE, proposal=proposal)

    def _text_in_the_way(
        self, found: Difference, text: RecordedText, scalar: Scalar, became: str
    ) -> Difference:
        """Return the difference of a text that cannot be written, with the reason."""
        if folded_text(scalar.text).text == became:
            return replace(found, outcome=Outcome.PRESENT)
        lines = (*self.now.record.frame, *self.now.record.blocks)
        printed = {
            folded_text(line.text[each.at : each.end]).text
            for line in lines
            for each in line.texts
            if each.path == text.path
        }
        if printed and found.old not in printed:
            return _conflict(found, scalar.text)
        return replace(found, reason=_OTHERWISE)

    def _masked(self, segments: Sequence[Segment], edits: Sequence[Edit]) -> str:
        """Return what a text of the data becomes, with a mark for each figure in it."""
        result = ""
        for segment in segments:
            if segment.origin is Origin.FIGURE:
                result += FIGURE_INSIDE
            else:
                result += self._applied(segment, [e for e in edits if e.segment == segment])
        return folded_text(result).text

    # --- days, and words of the form and the layout

    def _day(self, edit: Edit) -> Difference | None:
        """Return the difference of a day of the data; None where the edit is of something else."""
        was = self.old.folded.text[edit.start : edit.end]
        became = self.new.folded.text[edit.new_start : edit.new_end]
        before, after = day_in(was), day_in(became)
        line = edit.segment.line
        if before is None or after is None or line is None:
            return None
        found = self._difference(DifferenceKind.DAY, [edit], was, became)
        days = [each for each in self.now.scalars.values() if each.text == before.isoformat()]
        groups = {each.path[:-1] for each in line.texts}
        groups |= {each.path[:-1] for each in line.figures}
        beside = [each for each in days if each.path[:-1] in groups] or days
        if len(beside) != 1:
            known = [each for each in self.now.scalars.values() if each.path[:-1] in groups]
            if any(each.text == after.isoformat() for each in known):
                return replace(found, outcome=Outcome.PRESENT)
            return replace(
                found,
                place=places_shown([str(each.span) for each in beside]) or line.wording,
                reason=_SEVERAL_DAYS,
            )
        (scalar,) = beside
        return replace(
            found,
            outcome=Outcome.WRITABLE,
            path=scalar.path,
            place=str(scalar.span),
            proposal=Proposal(
                *(scalar.path, scalar.span.file, scalar.text, after.isoformat()),
                printed_day(after),
            ),
        )

    def _words(self, edits: Sequence[Edit]) -> Difference:
        """Return the difference of words that the form or the layout says."""
        segment = edits[0].segment
        was, became = self._changed(edits)
        if segment.line is None:
            found = self._difference(DifferenceKind.FRAME, edits, was, became)
            return replace(found, place=LAYOUT, reason=_OF_LAYOUT)
        is_frame = segment.number < self.frame_lines
        kind = DifferenceKind.FRAME if is_frame else DifferenceKind.WORDING
        found = self._difference(kind, edits, was, became)
        key = _CLERKS_LINES.get(segment.line.kind) if is_frame else None
        reason = _OF_FORM if key is None else _of_clerk(key)
        if key is None and BLANK in was:
            reason = _OF_BLANK
        return replace(found, place=segment.line.wording, reason=reason)

    # --- what all have

    def _difference(
        self, kind: DifferenceKind, edits: Sequence[Edit], was: str, became: str
    ) -> Difference:
        """Return a difference of a line that nothing is known of but what was edited."""
        segment = edits[0].segment
        line = segment.line
        places = self.new.folded.places
        first, last = places[edits[0].new_start], places[edits[-1].new_end]
        section = line.section if line is not None else ""
        return Difference(
            kind,
            Outcome.LEFT,
            segment.number,
            section or self.new.section,
            was,
            became,
            around(self.old.folded.text, edits[0].start, edits[-1].end),
            around(self.new.folded.text, edits[0].new_start, edits[-1].new_end),
            authors=authors_of(self.new, first, last),
        )

    def _applied(self, segment: Segment, edits: Sequence[Edit]) -> str:
        text = self.old.folded.text[segment.start : segment.end]
        return with_edits(text, segment.start, edits, self.new.folded.text)

    def _put_in(self, edit: Edit) -> str:
        """Return the words that an edit puts in, as they were typed."""
        places = self.new.folded.places
        return self.new.text[places[edit.new_start] : places[edit.new_end]]

    def _changed(self, edits: Sequence[Edit]) -> tuple[str, str]:
        """Return the words that edits took out, and those that they put in."""
        old = (self.old.folded.text[edit.start : edit.end].strip() for edit in edits)
        new = (self.new.folded.text[edit.new_start : edit.new_end].strip() for edit in edits)
        return " … ".join(filter(None, old)), " … ".join(filter(None, new))


_OF_LAYOUT = Bilingual("chữ của layout.docx", "words of layout.docx")
_OF_FORM = Bilingual("câu chữ của mẫu", "wording of the form")


_OF_BLANK = Bilingual(
    "chỗ dự thảo còn trống: điền vào dữ liệu (xem ntmreport status)",
    "what the draft leaves blank: fill it in in the data (see ntmreport status)",
)


def _of_clerk(key: str) -> Bilingual:
    return Bilingual(
        f"văn thư điền; muốn báo cáo lập ra có sẵn thì ghi {key} trong report.yaml",
        f"a clerk fills it in; to have it built in, write {key} in report.yaml",
    )


def _conflict(found: Difference, has: str) -> Difference:
    """Return a difference of what the data has changed too since the report was built."""
    reason = Bilingual(f"dữ liệu nay đã là {has}", f"the data has {has} by now")
    return replace(found, outcome=Outcome.CONFLICT, reason=reason)


def places_shown(places: Sequence[str]) -> str:
    """Return places of the data on one line, the first few where there are many."""
    more = len(places) - _MOST_PLACES
    shown = ", ".join(places[:_MOST_PLACES])
    return f"{shown} … (+{more})" if more > 0 else shown


def _more_entries(was: str, became: str) -> bool:
    """Return whether words that were put into an entry of a list divide it as a list is divided."""
    return any(became.count(each) > was.count(each) for each in (";", ",", " và "))


def authors_of(line: WordLine, start: int, end: int) -> tuple[Author, ...]:
    """Return who made the tracked changes of a line's text from `start` to `end`."""
    changes = line.changes(start, end)
    return tuple(dict.fromkeys(Author(change.author, change.date) for change in changes))


def around(text: str, start: int, end: int) -> str:
    """Return the words of `text` around `start` to `end`, cut between words."""
    first = 0 if start <= _AROUND else text.rfind(" ", 0, start - _AROUND) + 1
    last = len(text) if len(text) - end <= _AROUND else text.find(" ", end + _AROUND)
    last = len(text) if last < 0 else last
    return f"{'… ' * (first > 0)}{text[first:last]}{' …' * (last < len(text))}"
