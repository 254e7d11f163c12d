"""All that is wrong with a year: its files, its templates, and what must agree but does not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks import CHECKS, Subject, run
from ntmreport.checks.wording.words import read_words
from ntmreport.diagnostic import Diagnostic, in_file_order
from ntmreport.language import Bilingual
from ntmreport.model import OFFICE_MODELS, SUBFOLDERS, Acknowledged, read_models
from ntmreport.model.nearest import nearest_hint
from ntmreport.model.offices.report import Report
from ntmreport.plain_file import is_inside
from ntmreport.source import read_year
from ntmreport.span import written_path

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.checks import Check
    from ntmreport.model import Acknowledgement, Model
    from ntmreport.pipeline import Compiled
    from ntmreport.span import Span


WORDS = "words.txt"
"""The file beside the years that lists the project's own words: names and foreign words."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What a validation found. `acknowledged` are warnings that the office stands by.

    `texts` are the texts of all files that were read, those of the year before too.
    """

    diagnostics: tuple[Diagnostic, ...]
    acknowledged: tuple[tuple[Diagnostic, Acknowledgement], ...]
    texts: Mapping[str, str]


def validate(
    compiled: Compiled, data: Path, today: datetime.date, checks: Iterable[Check] = CHECKS
) -> Validation:
    """Check the year in the folder `data` that has been compiled, beside the year before it."""
    previous, texts = _year_before(compiled.models, data)
    words, unread = read_words(Path(os.path.normpath(data / "..")) / WORDS)
    subject = Subject(
        models=compiled.models,
        previous=previous,
        files=compiled.files,
        texts=compiled.texts,
        form=compiled.form,
        document=compiled.document,
        today=today,
        words=words,
    )
    found = in_file_order((*compiled.diagnostics, *unread, *run(subject, checks)))
    entries = compiled.models.get("acknowledged")
    if not isinstance(entries, Acknowledged):
        return Validation(tuple(found), (), {**texts, **compiled.texts})
    accepted = {
        diagnostic: entry
        for diagnostic in found
        for entry in entries.acknowledged
        if not diagnostic.is_error and _accepts(entry, diagnostic, compiled.texts)
    }
    unused: list[Diagnostic] = []
    # What a broken file or template would have been warned of is not known: entries may be in use.
    if compiled.document is not None:
        unused += _unused(entries.acknowledged, accepted.values(), found)
    remaining = (diagnostic for diagnostic in found if diagnostic not in accepted)
    return Validation(
        tuple(in_file_order((*remaining, *unused))),
        tuple(accepted.items()),
        {**texts, **compiled.texts},
    )


def _year_before(
    models: Mapping[str, Model], data: Path
) -> tuple[Mapping[str, Model], Mapping[str, str]]:
    """Return the files of the year before and their texts, where its folder is beside `data`."""
    report = models.get("report")
    if not isinstance(report, Report):
        return {}, {}
    year = str(report.year - 1)
    # Named as the user names this year's folder; `.` has no name to put another in the place of.
    folder = data.with_name(year) if data.name else data.resolve().with_name(year)
    if not folder.is_dir() or folder.resolve() == data.resolve():
        return {}, {}
    if not is_inside(folder, folder.parent):  # a link out of the repository, which nobody named
        return {}, {}
    source = read_year(folder, OFFICE_MODELS, SUBFOLDERS)
    before, _ = read_models(source.files)
    return before, source.texts


def _accepts(entry: Acknowledgement, diagnostic: Diagnostic, texts: Mapping[str, str]) -> bool:
    if (entry.code.value, entry.about.value) != (
        diagnostic.rule.code,
        written_path(diagnostic.path),
    ):
        return False
    return entry.value is None or entry.value.value == _written(diagnostic.span, texts)


def _written(span: Span, texts: Mapping[str, str]) -> str:
    """Return what stands at `span`, where it is one line."""
    lines = texts.get(span.file, "").split("\n")
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _unused(
    entries: Iterable[Acknowledgement],
    used: Iterable[Acknowledgement],
    found: Iterable[Diagnostic],
) -> Iterator[Diagnostic]:
    accepted = {entry.code.span for entry in used}
    paths: dict[str, list[str]] = {}
    for diagnostic in found:
        paths.setdefault(diagnostic.rule.code, []).append(written_path(diagnostic.path))
    for entry in entries:
        if entry.code.span in accepted:
            continue
        known = paths.get(entry.code.value, [])
        place, hint = entry.code, None
        if entry.about.value in known:
            # The warning is there, about another value than the one that was accepted.
            place = entry.value or entry.code
        elif known:
            place, hint = entry.about, nearest_hint(entry.about.value, known)
        yield Diagnostic(
            catalogue.ACKNOWLEDGEMENT_UNUSED,
            place.span,
            Bilingual(
                f"không còn cảnh báo {entry.code} như vậy ở {entry.about}",
                f"there is no such warning {entry.code} at {entry.about} any more",
            ),
            entry.code.path[:-1],
            hint or Bilingual("xóa mục này", "delete this entry"),
        )
