"""From an edited report to its differences, and to the data with what of them is safe to write."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.diagnostic import new_diagnostics
from ntmreport.diff.figure_changes import figure_changes
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.reconcile.current_data import state_of
from ntmreport.reconcile.difference import FIGURE_INSIDE, DifferenceKind, Outcome
from ntmreport.reconcile.differences import differences
from ntmreport.reconcile.edited_values import number_in
from ntmreport.reconcile.folded_text import folded_text
from ntmreport.reconcile.removed_entries import (
    RemovedEntry,
    is_without,
    removed_entry,
    without_entries,
)
from ntmreport.sheets.data_edits import with_changes
from ntmreport.span import written_path
from ntmreport.word_alignment import stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.diff.figure_changes import FigureChange
    from ntmreport.reconcile.base_report import BaseReport
    from ntmreport.reconcile.current_data import CurrentData, ReportSource
    from ntmreport.reconcile.difference import Difference, Proposal
    from ntmreport.reconcile.recorded_report import RecordedLine, RecordedReport
    from ntmreport.span import Path
    from ntmreport.word_reader import WordFile

_MOST_TRIED_ALONE = 200
_MOST_STATED = 30

_NO_REPORT = Bilingual(
    "ghi vào thì dữ liệu không còn lập được báo cáo", "with it, the data makes no report"
)
_NOT_EDITED = Bilingual(
    "cách viết trong tệp dữ liệu không sửa tự động được",
    "the data is written in a way that cannot be edited",
)
_NOT_PRINTED_SO = Bilingual(
    "ghi vào thì báo cáo không in đúng như bản sửa",
    "with it, the report would not print what was edited",
)
_UNSURE = Bilingual(
    "không tìm thấy bản đã lập ra tệp, nên không biết là sửa trong Word hay dữ liệu đã đổi",
    "what the file was built from was not found: it was edited, or the data has changed",
)
_TWO_VALUES = Bilingual(
    "bản sửa có hai giá trị khác nhau cho cùng một chỗ của dữ liệu",
    "the edited file has two values for one place of the data",
)


class Reconciliation(Struct, frozen=True):
    """The differences of an edited report, and what writing the safe ones does.

    `origin` says what it was compared with, and `is_sure` whether it was made from that. `texts`
    are the new texts of the files of data, `following` the figures that change by them,
    `diagnostics` what the rules say of the data then that they did not say before.
    """

    origin: Bilingual
    is_sure: bool
    differences: tuple[Difference, ...]
    texts: Mapping[str, str]
    following: tuple[FigureChange, ...]
    diagnostics: tuple[Diagnostic, ...]
    after: CurrentData

    @classmethod
    def without_differences(cls, origin: Bilingual, now: CurrentData) -> Reconciliation:
        """Return that of a file that brings nothing but remarks."""
        return cls(origin, True, (), {}, (), (), now)

    @property
    def has_conflicts(self) -> bool:
        """True if some value was changed on both sides, so that neither was taken."""
        return bool(self.of(Outcome.CONFLICT))

    def of(self, *outcomes: Outcome) -> list[Difference]:
        """Return the differences of these outcomes, in the report's order."""
        return [each for each in self.differences if each.outcome in outcomes]


def reconciled(
    base: BaseReport, edited: WordFile, source: ReportSource, now: CurrentData
) -> Reconciliation:
    """Return how `edited` differs from the report that it was made from, and what can be written.

    What is written is proved first: the data with it makes a report, without errors that it had not
    before, which prints what was edited where it was edited.
    """
    found = differences(base.file, edited, base.record, now)
    found = [_only_safe(each, base, source) for each in found]
    found = _without_contradictions(found, base.record)
    return _Writing(found, base.record, source, now, base.is_sure).done(base)


def _only_safe(each: Difference, base: BaseReport, source: ReportSource) -> Difference:
    """Return a difference without its proposal where that is not to be written from here."""
    if each.proposal is None:
        return each
    if not base.is_sure:
        # What was edited, and what the data has changed to since, look the same.
        return _left(each, _UNSURE)
    if not _is_inside(each.proposal.file, source):
        return _left(each, _stands_in(each.proposal.file))
    return each


def _stands_in(file: str) -> Bilingual:
    """Return that a value stands in a file that is none of the folder of data."""
    return Bilingual(
        f"ghi ở {file}, ngoài thư mục dữ liệu: sửa ở đó",
        f"it stands in {file}, outside of the folder of data: change it there",
    )


def _is_inside(file: str, source: ReportSource) -> bool:
    return file.startswith(f"{source.data.as_posix()}/")


def _without_contradictions(
    found: Sequence[Difference], record: RecordedReport
) -> list[Difference]:
    """Return differences where no two ask for different values of one place.

    A text that is printed elsewhere too, and was edited in one place alone, is left: which of them
    was meant, a person has to say. A figure is one fact wherever it stands.
    """
    wanted: dict[Path, set[str]] = defaultdict(set)
    edited: dict[Path, set[int]] = defaultdict(set)
    for each in found:
        if each.proposal is not None:
            wanted[each.proposal.path].add(each.proposal.after)
            edited[each.path].add(each.number)
    printed = _sections(record)
    result: list[Difference] = []
    for each in found:
        elsewhere = [at for at in printed.get(each.path, {}) if at not in edited[each.path]]
        sections = ", ".join(dict.fromkeys(printed[each.path][at] for at in elsewhere))
        if each.proposal is not None and len(wanted[each.proposal.path]) > 1:
            each = _left(each, _TWO_VALUES, Outcome.CONFLICT)
        elif each.proposal is not None and elsewhere:
            told = _elsewhere(sections)
            is_text = each.kind is DifferenceKind.DATA_TEXT
            each = _left(each, told) if is_text else replace(each, hint=told)
        result.append(each)
    return result


def _sections(record: RecordedReport) -> Mapping[Path, Mapping[int, str]]:
    """Return the lines that print each figure and text, with their sections, by its path."""
    found: dict[Path, dict[int, str]] = defaultdict(dict)
    for number, line in enumerate((*record.frame, *record.blocks)):
        for path in (*(each.path for each in line.figures), *(each.path for each in line.texts)):
            if path:
                found[path][number] = line.section or line.kind
    return found


def _elsewhere(sections: str) -> Bilingual:
    return Bilingual(
        f"còn in ở {sections}, nơi bản sửa giữ nguyên",
        f"printed in {sections} too, where it was not edited",
    )


def _error_follows(error: Diagnostic) -> Bilingual:
    code = error.rule.code
    return Bilingual(
        f"ghi vào thì có lỗi {code}: {error.message.vi}",
        f"with it, there is an error {code}: {error.message.en}",
    )


def _left(each: Difference, reason: Bilingual, outcome: Outcome = Outcome.LEFT) -> Difference:
    return replace(each, outcome=outcome, proposal=None, reason=reason)


class _Writing(Struct):
    """The proof of what can be written."""

    found: list[Difference]
    record: RecordedReport
    source: ReportSource
    now: CurrentData
    is_sure: bool
    _texts: dict[str, str] = {}

    def done(self, base: BaseReport) -> Reconciliation:
        after = self._without_removed(self._proved())
        lines = _lines_now(self.record, after.record)
        self.found = [self._with_what_follows(each, lines) for each in self.found]
        self._offer_stated(after)
        return Reconciliation(
            origin=base.origin,
            is_sure=base.is_sure,
            differences=tuple(self.found),
            texts=self._texts,
            following=self._following(after),
            diagnostics=tuple(new_diagnostics(after.diagnostics, self.now.diagnostics)),
            after=after,
        )

    def _proved(self) -> CurrentData:
        """Drop proposals until the data with the others makes the report that was edited."""
        while True:
            after = self._state(self._proposals())
            if isinstance(after, Bilingual):
                self._drop_what_breaks(after)
            elif not self._drop_unprinted(_lines_now(self.record, after.record)):
                self._texts = self._texts_with(self._proposals()) or {}
                return after

    def _drop_unprinted(self, lines: Mapping[int, RecordedLine]) -> bool:
        """Drop the proposals that the report does not print as they were edited, if any."""
        before = len(self._proposals())
        self.found = [
            _left(each, _NOT_PRINTED_SO)
            if each.proposal is not None and not _prints(each, lines)
            else each
            for each in self.found
        ]
        return len(self._proposals()) < before

    def _proposals(self) -> list[Proposal]:
        return [each.proposal for each in self.found if each.proposal is not None]

    def _without_removed(self, after: CurrentData) -> CurrentData:
        """Return the data without entries whose paragraphs were removed, where that is all it is.

        `after` is the data with all else that is written.
        """
        if not self.is_sure:
            return after
        lines = _lines_now(self.record, after.record)
        wanted = {
            number: entry
            for number, each in enumerate(self.found)
            if (entry := removed_entry(each, self.record, self.now)) is not None
            and each.number in lines
            and _is_inside(entry.file, self.source)
        }
        taken: dict[int, RemovedEntry] = {}
        result, with_them = after, self._texts
        # All at once, as it mostly goes, else one after the other.
        for tried in ([*wanted], *([number] for number in wanted)):
            if len(taken) == len(wanted):
                break
            entries = taken | {number: wanted[number] for number in tried}
            texts = without_entries({**after.compiled.texts, **self._texts}, entries.values())
            state = _NOT_EDITED if texts is None else self._state_of({**self._texts, **texts})
            gone = [lines[self.found[number].number] for number in entries]
            if isinstance(state, Bilingual) or not is_without(after.record, state.record, gone):
                continue
            taken, result, with_them = entries, state, {**self._texts, **(texts or {})}
        for number, entry in taken.items():
            self.found[number] = replace(
                self.found[number],
                outcome=Outcome.WRITABLE,
                place=entry.place,
                path=entry.path,
                reason=None,
            )
        self._texts = with_them
        return result

    def _state(self, proposals: Iterable[Proposal]) -> CurrentData | Bilingual:
        """Return the data with what is proposed, or what stands against it."""
        texts = self._texts_with(proposals)
        return _NOT_EDITED if texts is None else self._state_of(texts)

    def _state_of(self, texts: Mapping[str, str]) -> CurrentData | Bilingual:
        """Return the data with other texts of its files, or what stands against them."""
        if not texts:
            return self.now
        compiled = self.source.compiled(texts)
        diagnostics = self.source.diagnostics(compiled)
        new = new_diagnostics(diagnostics, self.now.diagnostics)
        if (error := next((each for each in new if each.is_error), None)) is not None:
            return _error_follows(error)
        return state_of(compiled, diagnostics) or _NO_REPORT

    def _texts_with(self, proposals: Iterable[Proposal]) -> dict[str, str] | None:
        """Return the texts of files with proposals written; None where one cannot be edited."""
        by_file: dict[str, dict[Path, str]] = defaultdict(dict)
        for each in proposals:
            by_file[each.file][each.path] = each.after
        texts: dict[str, str] = {}
        for file, values in by_file.items():
            before = self.now.compiled.texts.get(file)
            text = None if before is None else with_changes(before, values)
            if text is None or text == before:
                return None
            texts[file] = text
        return texts

    def _drop_what_breaks(self, why: Bilingual) -> None:
        """Drop the proposals that break the data each by itself, else all of them: see `why`."""
        broken: dict[Path, Bilingual] = {}
        for each in self._proposals()[:_MOST_TRIED_ALONE]:
            alone = self._state([each])
            if isinstance(alone, Bilingual):
                broken[each.path] = alone
        self.found = [
            _left(each, broken.get(each.proposal.path, why))
            if each.proposal is not None and (not broken or each.proposal.path in broken)
            else each
            for each in self.found
        ]

    def _with_what_follows(self, each: Difference, lines: Mapping[int, RecordedLine]) -> Difference:
        """Return a difference of a computed figure that the data prints so, once written."""
        is_computed = each.kind is DifferenceKind.COMPUTED_FIGURE
        if not is_computed or each.outcome is not Outcome.LEFT or each.number not in lines:
            return each
        printed = {
            folded_text(figure.text).text
            for figure in lines[each.number].figures
            if figure.path == each.path
        }
        if each.new not in printed:
            return each
        return replace(each, outcome=Outcome.FOLLOWS, reason=None)

    def _offer_stated(self, after: CurrentData) -> None:
        """Offer to state a computed figure, with the check that follows, where its file can."""
        left = _MOST_STATED
        for number, each in enumerate(self.found):
            is_computed = each.kind is DifferenceKind.COMPUTED_FIGURE and each.path
            if not is_computed or each.outcome is not Outcome.LEFT or not left:
                continue
            left -= 1
            hint = self._stated(each, after)
            if hint is not None:
                self.found[number] = replace(each, hint=hint)

    def _stated(self, each: Difference, after: CurrentData) -> Bilingual | None:
        """Return the offer to state a figure as it was edited; None where it cannot be stated."""
        value, figure = number_in(each.new), after.figures.get(each.path)
        if value is None or figure is None or not isinstance(each.path[-1], str):
            return None
        group = each.path[:-1]
        beside = (at for path, at in after.scalars.items() if path[: len(group)] == group)
        file = next((scalar.span.file for scalar in beside), None)
        before = None if file is None else self._texts.get(file) or after.compiled.texts.get(file)
        path = (*group, "stated", each.path[-1])
        text = None if before is None else with_changes(before, {path: value.value})
        if file is None or text is None:
            return None
        stated = self.source.now({**self._texts, file: text})
        if stated is None or path not in stated.scalars:
            return None
        new = new_diagnostics(stated.diagnostics, after.diagnostics)
        if any(one.is_error for one in new):
            return None
        codes = ", ".join(dict.fromkeys(one.rule.code for one in new))
        key = f"stated: {{{each.path[-1]}: {value.value}}}"
        where = written_path(group)
        vi = f"giữ đúng số này thì ghi {key} ở {where} ({file})"
        en = f"to keep that number, write {key} at {where} ({file})"
        if codes:
            vi += f"; {codes} sẽ báo chênh lệch cho tới khi được chấp nhận"
            en += f"; {codes} will tell of the difference until it is acknowledged"
        return Bilingual(vi, en)

    def _following(self, after: CurrentData) -> tuple[FigureChange, ...]:
        """Return the printed figures that change by what is written, those written left out."""
        if after is self.now or after.compiled.year is None or self.now.compiled.year is None:
            return ()
        printed = {figure.path for line in after.record.blocks for figure in line.figures}
        written = {each.path for each in self.found if each.proposal is not None}
        changes, _ = figure_changes(self.now.compiled.year, after.compiled.year)
        return tuple(
            change
            for change in changes
            if change.path in printed and change.path not in written and _shows(change)
        )


def _shows(change: FigureChange) -> bool:
    """Return whether a figure's change is seen, and is not rounded away."""
    sides = [each for each in (change.old, change.new) if each is not None]
    return len({printed_with_unit(each) for each in sides}) > 1 or len(sides) == 1


def _lines_now(before: RecordedReport, after: RecordedReport) -> dict[int, RecordedLine]:
    """Return the lines of a report after, by the numbers that they had before."""
    old, new = (*before.frame, *before.blocks), (*after.frame, *after.blocks)
    found: dict[int, RecordedLine] = {}
    for same, start, end, new_start, new_end in stretches(_keys(old), _keys(new)):
        if same:
            found |= zip(range(start, end), new[new_start:new_end], strict=True)
    return found


def _keys(lines: Iterable[RecordedLine]) -> list[tuple[object, ...]]:
    """Return what makes lines the same, whatever they say, and wherever their templates stand."""
    return [
        (each.kind, each.wording.rpartition("/")[2], each.table, each.row, each.column)
        for each in lines
    ]


def _prints(each: Difference, lines: Mapping[int, RecordedLine]) -> bool:
    """Return whether the line that was edited prints what is proposed."""
    line = lines.get(each.number)
    if line is None or each.proposal is None:
        return False
    wanted = each.proposal.printed
    if each.kind is DifferenceKind.DAY:
        return wanted in line.text
    if each.kind is DifferenceKind.WRITTEN_FIGURE:
        return any(
            figure.path == each.path and _is_same_figure(folded_text(figure.text).text, wanted)
            for figure in line.figures
        )
    return any(
        text.path == each.path and _masked(line, text.at, text.end) == wanted for text in line.texts
    )


def _is_same_figure(printed: str, wanted: str) -> bool:
    """Return whether a figure is printed as it was typed, but for the points between thousands."""
    one, other = number_in(printed), number_in(wanted)
    return printed == wanted or (one is not None and one == other)


def _masked(line: RecordedLine, start: int, end: int) -> str:
    """Return a stretch of a line with a mark for each figure in it, folded."""
    result, at = "", start
    for figure in line.figures:
        if start <= figure.at < end:
            result += line.text[at : figure.at] + FIGURE_INSIDE
            at = figure.end
    return folded_text(result + line.text[at:end]).text
