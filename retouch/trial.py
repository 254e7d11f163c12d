"""A trial: a built report is edited and reconciled; what is said is held against what was done."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.language import Bilingual
from ntmreport.pipeline import rendered
from ntmreport.reconcile.base_report import BaseReport
from ntmreport.reconcile.current_data import ReportSource
from ntmreport.reconcile.difference import DifferenceKind, Outcome
from ntmreport.reconcile.folded_text import folded_text
from ntmreport.reconcile.reconciliation import reconciled
from ntmreport.word_reader import View, read_word_file
from retouch.edits import Expected, lines_in, made_edit
from retouch.word_paragraphs import WordParagraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntmreport.reconcile.difference import Difference
    from ntmreport.reconcile.reconciliation import Reconciliation
    from ntmreport.word_reader import WordFile

_MOST_EDITS = 4


class Edited(NamedTuple):
    """A report that was edited: its number, the file, and what is to be said of the edits."""

    number: int
    content: bytes
    expected: tuple[Expected, ...]


class Judged(NamedTuple):
    """How an edited report fared.

    `named` of `edits` were named rightly; `strange` are differences that nobody made, and
    `wrongly_written` values that nobody asked for; `not_reproduced` are lines that the data with
    what is safe prints otherwise than they were edited.
    """

    number: int
    edits: int
    named: int
    digits: int
    digits_named: int
    strange: tuple[str, ...]
    missed: tuple[str, ...]
    wrongly_written: tuple[str, ...]
    not_reproduced: tuple[str, ...]


class Trial:
    """The trials on one built report."""

    def __init__(self, data: Path, templates: Path) -> None:
        self.source = ReportSource(data, "", templates, ())
        now = self.source.now({})
        content, _ = (None, ()) if now is None else rendered(now.compiled)
        if now is None or content is None:
            raise SystemExit(f"{data} makes no report")
        self.now = now
        self.content = content
        self.base = BaseReport(
            read_word_file(content, View.ACCEPTED), now.record, Bilingual("", "")
        )

    def edited(self, seed: int, number: int) -> Edited:
        """Return the report with edits that `seed` and `number` give."""
        random = Random(f"{seed}.{number}")
        paragraphs = WordParagraphs(self.content)
        places = lines_in(paragraphs, self.now.record)
        digits_alone = number % 3 == 0
        expected: list[Expected] = []
        wanted = random.randint(1, _MOST_EDITS)
        while len(expected) < wanted and places:
            made = made_edit(paragraphs, places, random, digits_alone=digits_alone)
            if made is not None:
                expected.append(made)
        if random.random() < 0.5:
            paragraphs.add_noise(random)
        return Edited(number, paragraphs.content(), tuple(expected))

    def judged(self, edited: Edited) -> Judged:
        """Return how what is said of an edited report agrees with what was done."""
        file = read_word_file(edited.content, View.ACCEPTED)
        found = reconciled(self.base, file, self.source, self.now)
        left = list(found.differences)
        missed: list[str] = []
        digits = digits_named = 0
        for each in edited.expected:
            match = next((one for one in left if _is_named(one, each)), None)
            is_digit = DifferenceKind.WRITTEN_FIGURE in each.kinds
            digits += is_digit
            if match is None:
                missed.append(f"{'/'.join(each.kinds)} {each.old!r} -> {each.new!r}")
            else:
                digits_named += is_digit
                left.remove(match)
        return Judged(
            edited.number,
            len(edited.expected),
            len(edited.expected) - len(missed),
            digits,
            digits_named,
            tuple(f"{one.kind} {one.old!r} -> {one.new!r}" for one in left if _counts(one)),
            tuple(missed),
            tuple(_wrongly_written(found, edited)),
            tuple(_not_reproduced(found, file)),
        )


def _counts(one: Difference) -> bool:
    """Return whether a difference that nobody made counts: a round trip may change a look."""
    return one.kind is not DifferenceKind.FORMATTING and one.outcome is not Outcome.FOLLOWS


def _is_named(one: Difference, each: Expected) -> bool:
    """Return whether a difference says what was done."""
    if one.kind not in each.kinds or (each.path and one.path != each.path):
        return False
    new, said = folded_text(each.new).text, one.new
    old = folded_text(each.old).text
    if one.kind in {DifferenceKind.ADDED, DifferenceKind.MOVED, DifferenceKind.JOINED}:
        return new in folded_text(said).text
    return (not new or new in said) and (not old or old in folded_text(one.old).text)


def _wrongly_written(found: Reconciliation, edited: Edited) -> list[str]:
    """Return the values that would be written and that no edit asks for."""
    wrong: list[str] = []
    for one in found.of(Outcome.WRITABLE):
        asked = [each for each in edited.expected if _is_named(one, each)]
        values = {each.value for each in asked}
        value = None if one.proposal is None else one.proposal.after
        if not asked or (one.kind is DifferenceKind.WRITTEN_FIGURE and value not in values):
            wrong.append(f"{one.path}: {value!r}")
    return wrong


def _not_reproduced(found: Reconciliation, file: WordFile) -> Iterator[str]:
    """Yield the lines that were edited, all of it safely, and that the data prints otherwise.

    Lines with an edit that is left, or a figure that follows, print something else.
    """
    lines = (*found.after.record.frame, *found.after.record.blocks)
    texts = {folded_text(each.labelled_text).text for each in file.paragraphs()}
    follows = {change.path for change in found.following}
    left = {one.number for one in found.of(Outcome.LEFT, Outcome.CONFLICT)}
    for number in {one.number for one in found.of(Outcome.WRITABLE)} - left:
        line = lines[number]
        is_same = folded_text(line.text).text in texts
        if not is_same and not any(figure.path in follows for figure in line.figures):
            yield line.text
