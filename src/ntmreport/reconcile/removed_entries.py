"""Entries of lists of the data whose paragraph was taken out of a report."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure.day_format import printed_day
from ntmreport.reconcile.difference import DifferenceKind
from ntmreport.sheets.data_edits import ListChange, with_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntmreport.reconcile.current_data import CurrentData
    from ntmreport.reconcile.difference import Difference
    from ntmreport.reconcile.recorded_report import RecordedLine, RecordedReport
    from ntmreport.source import Scalar
    from ntmreport.span import Path

_CLOSING = " .;,"


class RemovedEntry(Struct, frozen=True):
    """The entry of a list that a removed paragraph printed: its path, file and place."""

    path: Path
    file: str
    place: str


def removed_entry(
    each: Difference, record: RecordedReport, now: CurrentData
) -> RemovedEntry | None:
    """Return the entry that a removed paragraph printed, all of it there and nowhere else.

    None where there is none, where it is the only one of its list, where it has a value that the
    paragraph did not print, or where the data has another report by now.
    """
    if each.kind is not DifferenceKind.REMOVED or each.number < 0:
        return None
    before, after = (*record.frame, *record.blocks), (*now.record.frame, *now.record.blocks)
    if len(before) != len(after) or before[each.number].text != after[each.number].text:
        return None
    entry = _entry_of(before[each.number])
    if not entry or any(
        path[: len(entry)] == entry
        for number, line in enumerate(before)
        if number != each.number
        for path in _paths(line)
    ):
        return None
    inside = [at for path, at in now.scalars.items() if path[: len(entry)] == entry]
    if not all(_is_printed(at, before[each.number]) for at in inside):
        return None
    others = {path[: len(entry)] for path in now.scalars if path[: len(entry) - 1] == entry[:-1]}
    if not inside or len(others) == 1:
        return None
    return RemovedEntry(entry, inside[0].span.file, str(inside[0].span))


def _is_printed(scalar: Scalar, line: RecordedLine) -> bool:
    """Return whether a line prints a value of the data, in figures where it is a day."""
    if any(scalar.path[: len(path)] == path for path in _paths(line)):
        return True
    with suppress(ValueError):
        return printed_day(datetime.date.fromisoformat(scalar.text)) in line.text
    return False


def _entry_of(line: RecordedLine) -> Path:
    """Return the path of the entry that all of a line's values belong to; empty without one."""
    paths = _paths(line)
    same = takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))
    common: Path = tuple(steps[0] for steps in same)
    while common and not isinstance(common[-1], int):
        common = common[:-1]
    return common


def _paths(line: RecordedLine) -> list[Path]:
    return [
        *(text.path for text in line.texts),
        *(figure.path for figure in line.figures if figure.path),
    ]


def without_entries(
    texts: Mapping[str, str], entries: Iterable[RemovedEntry]
) -> dict[str, str] | None:
    """Return the texts of files with entries taken out; None where one cannot be edited."""
    removed: dict[str, dict[Path, list[int]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        index = entry.path[-1]
        if isinstance(index, int):
            removed[entry.file][entry.path[:-1]].append(index)
    found: dict[str, str] = {}
    for file, lists in removed.items():
        changes = {path: ListChange(tuple(sorted(indices))) for path, indices in lists.items()}
        text = with_changes(texts[file], {}, changes)
        if text is None:
            return None
        found[file] = text
    return found


def is_without(
    before: RecordedReport, after: RecordedReport, removed: Iterable[RecordedLine]
) -> bool:
    """Return whether a report has all lines that it had but for those `removed`, and no other.

    How the last line of a list is closed may differ. A figure that follows, as the number of
    entries, may not: who struck one out left it as it was.
    """
    had, has = (
        Counter(_said(line) for line in (*each.frame, *each.blocks)) for each in (before, after)
    )
    return had - has == Counter(map(_said, removed)) and not has - had


def _said(line: RecordedLine) -> tuple[str, str]:
    return line.kind, line.text.rstrip(_CLOSING)
