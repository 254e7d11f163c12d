"""From a compiled year to all its diagnostics: those of the checks, and the acknowledged ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.acknowledged_warnings import accepts, unused_entries
from ntmreport.checks import CHECKS, Subject, run
from ntmreport.checks.located import words_at
from ntmreport.checks.wording.spelling import read_words
from ntmreport.diagnostic import Diagnostic, in_file_order
from ntmreport.language import Hint
from ntmreport.model import Acknowledged
from ntmreport.model.offices.report import Report
from ntmreport.model.other_period import read_other_period
from ntmreport.model.period_folders import folder_beside
from ntmreport.model.report_period import WHOLE_YEAR
from ntmreport.stale_schemas import stale_schemas

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from ntmreport.checks import Check
    from ntmreport.model import Acknowledgement, Model
    from ntmreport.pipeline import Compiled
    from ntmreport.source import SourceTexts


WORDS = "words.txt"
"""The file beside the years that lists the project's own words: names and foreign words."""


class Validation(Struct, frozen=True):
    """The result of a validation. `acknowledged` are warnings that the office stands by.

    `texts` are the texts of all files that were read, those of earlier periods too.
    """

    diagnostics: tuple[Diagnostic, ...]
    acknowledged: tuple[tuple[Diagnostic, Acknowledgement], ...]
    texts: Mapping[str, str]


def validate(
    compiled: Compiled,
    data: Path,
    today: datetime.date,
    checks: Iterable[Check] = CHECKS,
    source: SourceTexts | None = None,
) -> Validation:
    """Check the year in the folder `data` that has been compiled, beside the periods before it.

    The files of these periods are read through `source`.
    """
    previous, year_before, texts = _earlier(compiled, data, source)
    words, unread = read_words(Path(os.path.normpath(data / "..")) / WORDS, source)
    subject = Subject(
        models=compiled.models,
        previous=previous,
        files=compiled.files,
        texts=compiled.texts,
        form=compiled.form,
        document=compiled.document,
        today=today,
        words=words,
        unread=compiled.unread,
        year_before=year_before,
    )
    stale = stale_schemas(compiled.form, data)
    found = in_file_order((*compiled.diagnostics, *unread, *stale, *run(subject, checks)))
    found = _without_contradictions(found, compiled.texts)
    entries = compiled.models.get("acknowledged")
    if not isinstance(entries, Acknowledged):
        return Validation(tuple(found), (), {**texts, **compiled.texts})
    accepted = {
        diagnostic: entry
        for diagnostic in found
        for entry in entries.acknowledged
        if not diagnostic.is_error and accepts(entry, diagnostic, compiled.texts)
    }
    unused: list[Diagnostic] = []
    # What a broken file or template would have been warned of is not known, and other errors may
    # hide a warning: then entries may still be of use.
    if compiled.document is not None:
        is_whole = not compiled.is_draft and not any(each.is_error for each in found)
        unused += unused_entries(entries.acknowledged, accepted, found, data, is_whole=is_whole)
    remaining = (diagnostic for diagnostic in found if diagnostic not in accepted)
    return Validation(
        tuple(in_file_order((*remaining, *unused))),
        tuple(accepted.items()),
        {**texts, **compiled.texts},
    )


_IF_OF_ALL_FORMS = frozenset((catalogue.ACKNOWLEDGEMENT_UNUSED, catalogue.PRINTED_NOWHERE))
"""Rules that data breaks only where it does with all the forms that it names."""


def merged(validations: Sequence[Validation]) -> Validation:
    """Return what was found with several forms: each diagnostic once.

    An acknowledgement accepts nothing, and a text is not printed, only where none of them does.
    """
    first, *others = validations
    if not others:
        return first
    found = dict.fromkeys(each for one in validations for each in one.diagnostics)
    known = [set(one.diagnostics) for one in validations]
    remaining = [
        each
        for each in found
        if each.rule not in _IF_OF_ALL_FORMS or all(each in diagnostics for diagnostics in known)
    ]
    return Validation(
        tuple(in_file_order(remaining)),
        tuple({each[0]: each for one in validations for each in one.acknowledged}.values()),
        {file: text for one in validations for file, text in one.texts.items()},
    )


_WHOLE_SPELLINGS = frozenset(
    (catalogue.PRINTED_TWICE, catalogue.DOCUMENT_NUMBER_SPELLING, catalogue.SIGNER_SPELLING)
)
"""Rules whose hint says how a whole field is written."""

_OF_MARKS = frozenset((catalogue.MIXED_QUOTES, catalogue.SPACING, catalogue.UNPAIRED_MARK))
_OF_WORDS = frozenset(
    (catalogue.IMPOSSIBLE_SYLLABLE, catalogue.UNDECLARED_ABBREVIATION, catalogue.CAPITALS)
)


def _without_contradictions(
    found: Iterable[Diagnostic], texts: Mapping[str, str]
) -> list[Diagnostic]:
    """Leave out diagnostics on a word where the hint of another rewrites the field without it."""
    found = list(found)
    whole = [
        each
        for each in found
        if each.rule in _WHOLE_SPELLINGS and isinstance(each.hint, Hint) and each.hint.instead
    ]

    def is_said_already(diagnostic: Diagnostic) -> bool:
        if diagnostic.rule not in _OF_MARKS | _OF_WORDS:
            return False
        word = words_at(diagnostic.span, texts) if diagnostic.rule in _OF_WORDS else None
        return any(
            each.span.overlaps(diagnostic.span)
            and isinstance(each.hint, Hint)
            and not any(word is not None and word in text for text in each.hint.instead)
            for each in whole
        )

    return [each for each in found if not is_said_already(each)]


def _earlier(
    compiled: Compiled, data: Path, source: SourceTexts | None
) -> tuple[Mapping[str, Model], Mapping[str, Model], Mapping[str, str]]:
    """Return the files of the period before and of the whole last year, and the texts of both.

    Their folders stand beside `data`. The whole last year is asked for where the period is the
    first months of a year, and is another.
    """
    report = compiled.models.get("report")
    if not isinstance(report, Report):
        return {}, {}, {}
    period = report.period
    texts: dict[str, str] = {}
    found: list[Mapping[str, Model]] = []
    for wanted in (period.previous, None if period.months == WHOLE_YEAR else period.year_before):
        folder = folder_beside(data, period, wanted) if wanted is not None else None
        if folder is None:
            found.append({})
            continue
        models, of_models = read_other_period(folder, compiled.declared, source)
        found.append(models)
        texts |= of_models
    return found[0], found[1], texts
