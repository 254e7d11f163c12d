"""From two readings of a report, as built and as it came back, to their differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.language import Bilingual
from ntmreport.reconcile.difference import Difference, DifferenceKind, Outcome
from ntmreport.reconcile.folded_text import folded_text
from ntmreport.reconcile.line_differences import LAYOUT, LineDifferences, around, authors_of
from ntmreport.reconcile.line_origins import LineOrigins
from ntmreport.reconcile.line_pairs import Pairing, line_pairs
from ntmreport.reconcile.word_lines import lines_beside, lines_of, single_lines
from ntmreport.word_alignment import ALIKE, likeness, stretches
from ntmreport.word_reader import Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.reconcile.current_data import CurrentData
    from ntmreport.reconcile.line_pairs import LinePair
    from ntmreport.reconcile.recorded_report import RecordedReport
    from ntmreport.reconcile.word_lines import WordLine, WordRowLine
    from ntmreport.word_reader import WordFile

_NOTES = (Story.FOOTNOTE, Story.ENDNOTE)
_MARGINS = (Story.HEADER, Story.FOOTER, Story.TEXT_BOX)
_LOOKS = ("bold", "italic", "underline", "struck", "colour", "highlight", "vertical")
_KINDS = {
    Pairing.MOVED: DifferenceKind.MOVED,
    Pairing.SPLIT: DifferenceKind.SPLIT,
    Pairing.JOINED: DifferenceKind.JOINED,
}
_REASONS = {
    DifferenceKind.ADDED: Bilingual(
        "thêm vào dữ liệu hoặc mẫu bằng tay", "to be added to the data or the form by hand"
    ),
    DifferenceKind.REMOVED: Bilingual(
        "bỏ trong dữ liệu hoặc mẫu bằng tay", "to be taken out of the data or the form by hand"
    ),
    DifferenceKind.MOVED: Bilingual(
        "đổi thứ tự trong dữ liệu hoặc mẫu bằng tay", "to be moved in the data or the form by hand"
    ),
    DifferenceKind.SPLIT: Bilingual(
        "một đoạn tách thành hai; sửa mẫu nếu muốn giữ", "one paragraph became two"
    ),
    DifferenceKind.JOINED: Bilingual(
        "hai đoạn gộp thành một; sửa mẫu nếu muốn giữ", "two paragraphs became one"
    ),
}


def differences(
    old: WordFile, new: WordFile, record: RecordedReport, now: CurrentData
) -> list[Difference]:
    """Return the differences of `new` from `old`, which was built as `record` says.

    What could be written is compared with the data `now`.
    """
    return list(_Comparison(old, new, record, now).run())


class _Comparison(Struct):
    """The comparison of two Word files."""

    old: WordFile
    new: WordFile
    record: RecordedReport
    now: CurrentData
    printed: frozenset[str] = frozenset()
    printed_now: frozenset[str] = frozenset()

    def run(self) -> Iterator[Difference]:
        body = list(lines_of(self.old.blocks, Story.BODY))
        notes = lines_beside(self.old, *_NOTES)
        margins = lines_beside(self.old, *_MARGINS)
        origins = LineOrigins(
            {
                Story.BODY: list(single_lines(body)),
                Story.FOOTNOTE: list(single_lines(notes)),
                Story.HEADER: list(single_lines(margins)),
            },
            self.record,
        )
        self.printed, self.printed_now = _texts_of(self.record), _texts_of(self.now.record)
        for before, after in (
            (body, list(lines_of(self.new.blocks, Story.BODY))),
            (notes, lines_beside(self.new, *_NOTES)),
            _apart(margins, lines_beside(self.new, *_MARGINS)),
        ):
            for pair in line_pairs(before, after):
                yield from self._of_pair(pair, origins)

    def _of_pair(self, pair: LinePair, origins: LineOrigins) -> Iterator[Difference]:
        old, new = pair.old, pair.new
        if old is None or new is None:
            kind = DifferenceKind.ADDED if old is None else DifferenceKind.REMOVED
            found = _whole(kind, old, new, origins)
            is_there = self._has_come(new) if old is None else self._has_left(old)
            yield _present(found) if is_there else found
            return
        if pair.pairing in _KINDS:
            yield _whole(_KINDS[pair.pairing], old, new, origins)
        if old.folded.text != new.folded.text:
            of_frame = len(self.record.frame)
            is_there = self._has_come(new) and self._has_gone(old)
            for each in LineDifferences(old, new, origins.of(old), self.now, of_frame).found():
                yield _present(each) if is_there else each
        yield from _formatting(old, new, origins)

    def _has_come(self, line: WordLine | None) -> bool:
        """Return whether the data prints by now what a line of the edited file says."""
        text = "" if line is None else line.folded.text
        return text in self.printed_now and text not in self.printed

    def _has_gone(self, line: WordLine | None) -> bool:
        """Return whether the data prints no longer what a line of the built file says."""
        text = "" if line is None else line.folded.text
        return text in self.printed and text not in self.printed_now

    def _has_left(self, line: WordLine) -> bool:
        """Return whether the data prints a line of the built file no longer, nor one like it."""
        like = (likeness(line.folded.text, text, ALIKE) for text in self.printed_now - self.printed)
        return self._has_gone(line) and not any(each >= ALIKE for each in like)


def _texts_of(record: RecordedReport) -> frozenset[str]:
    return frozenset(folded_text(line.text).text for line in (*record.frame, *record.blocks))


def _present(found: Difference) -> Difference:
    """Return a difference that the data has come to have."""
    return replace(found, outcome=Outcome.PRESENT, proposal=None, reason=None, hint=None)


def _apart(
    before: Sequence[WordLine | WordRowLine], after: Sequence[WordLine | WordRowLine]
) -> tuple[list[WordLine | WordRowLine], list[WordLine | WordRowLine]]:
    """Return the lines of headers and footers that only one side has.

    Programs repeat them for pages of their own, or leave those out that no page shows.
    """
    had = {line.folded.text for line in single_lines(before)}
    has = {line.folded.text for line in single_lines(after)}
    come = [line for line in single_lines(after) if line.folded.text not in had]
    gone = [line for line in single_lines(before) if line.folded.text not in has]
    return ([*gone] if come else []), [*come]


def _whole(
    kind: DifferenceKind, old: WordLine | None, new: WordLine | None, origins: LineOrigins
) -> Difference:
    """Return the difference of a paragraph as a whole."""
    line = new or old
    assert line is not None  # noqa: S101 - a pair has one side at least
    segments = origins.of(old) if old is not None else ()
    recorded = next((each.line for each in segments if each.line is not None), None)
    places = [each.place for each in recorded.texts] if recorded is not None else []
    wording = recorded.wording if recorded is not None else ""
    return Difference(
        kind,
        Outcome.LEFT,
        max((each.number for each in segments), default=-1),
        (recorded.section if recorded is not None else "") or line.section,
        old.text if old is not None else "",
        new.text if new is not None else "",
        old.text if old is not None else "",
        new.text if new is not None else "",
        ", ".join([*places[:1], *([wording] if wording else [])]),
        authors=authors_of(new, 0, len(new.text)) if new is not None else (),
        reason=_REASONS[kind],
    )


def _formatting(old: WordLine, new: WordLine, origins: LineOrigins) -> Iterator[Difference]:
    """Yield the difference of a line whose letters look otherwise."""
    before, after = old.looks(), new.looks()
    changed: set[str] = set()
    shown: list[int] = []
    for same, start, end, new_start, new_end in stretches(old.folded.text, new.folded.text):
        if not same:
            continue
        for one, other in zip(range(start, end), range(new_start, new_end), strict=True):
            at, its = new.folded.places[other], old.folded.places[one]
            if new.text[at].isspace() or before[its] == after[at]:
                continue
            names = [n for n in _LOOKS if getattr(before[its], n) != getattr(after[at], n)]
            changed.update(names)
            shown += [other] if names else []
    if not changed:
        return
    segments = origins.of(old)
    recorded = next((each.line for each in segments if each.line is not None), None)
    yield Difference(
        DifferenceKind.FORMATTING,
        Outcome.LISTED,
        segments[0].number,
        (recorded.section if recorded is not None else "") or new.section,
        "",
        ", ".join(name for name in _LOOKS if name in changed),
        around(old.folded.text, 0, 0),
        around(new.folded.text, shown[0], shown[-1] + 1),
        recorded.wording if recorded is not None else LAYOUT,
        authors=authors_of(new, 0, len(new.text)),
    )
