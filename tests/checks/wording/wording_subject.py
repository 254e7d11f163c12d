"""Small subjects for the checks of wording: a text of the data, a template, or both."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ntmreport.checks.violation import Subject
from ntmreport.checks.wording import WORDING_CHECKS, read_words
from ntmreport.checks.wording.syllables import rhymes_by_onset, syllable_of
from ntmreport.compose import Form
from ntmreport.model import FILE_MODELS, SUBFOLDERS, read_models
from ntmreport.source import read_year
from ntmreport.source.reader import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic

RESOURCES = "data/2021/resources.yaml"
TEMPLATE = "templates/sample/10-sample.j2"
REPORT = "data/2021/report.yaml"

_SPELLINGS = sorted(
    {onset + letters for onset, rhymes in rhymes_by_onset().items() for letters in rhymes}
)
_SYLLABLES = [syllable for each in _SPELLINGS if (syllable := syllable_of(each)) is not None]
spelled = st.sampled_from(_SYLLABLES).flatmap(
    lambda syllable: st.sampled_from(
        [
            syllable.spelled(tone, carrier)
            for tone in sorted(syllable.rhyme.tones)
            for carrier in syllable.rhyme.carriers
        ]
    )
)
"""Every syllable that the tables allow, with its tone."""

_FIGURES = "cash_million_vnd: 686750\nlabour_million_vnd: 8000\n"


def year(
    *,
    text: str | None = None,
    yaml: str = "text: Không có gì.",
    template: str = "",
    report: str = "",
    words: frozenset[str] = frozenset(),
) -> Subject:
    """A year of resources.yaml, whose first lines are `yaml`, with a form of one template.

    `text` is a text of the data; it is written in quotes behind the key `text`.
    """
    if text is not None:
        yaml = f"text: {json.dumps(text, ensure_ascii=False)}"
    texts = {RESOURCES: f"{yaml}\n{_FIGURES}", TEMPLATE: template}
    if report:
        texts[REPORT] = report
    files = {}
    for file in (REPORT, RESOURCES):
        if file in texts:
            stem = file.rpartition("/")[2].removesuffix(".yaml")
            root = read_text(file, stem, texts[file]).root
            assert root is not None
            files[stem] = root
    models, diagnostics = read_models(files)
    assert not diagnostics
    form = Form("templates/sample", {"10-sample.j2": template}, b"")
    return Subject(models, {}, files, texts, form, None, datetime.date(2022, 1, 1), words)


def found(subject: Subject) -> list[Diagnostic]:
    """All that the checks of wording find."""
    return [diagnostic for check in WORDING_CHECKS for diagnostic in check.run(subject)]


def codes(subject: Subject) -> list[str]:
    """The codes of what they find."""
    return [diagnostic.rule.code for diagnostic in found(subject)]


def marked(subject: Subject, diagnostic: Diagnostic) -> str:
    """The characters of the file that a diagnostic is about."""
    span = diagnostic.span
    line = subject.texts[span.file].split("\n")[span.line - 1]
    return line[span.column - 1 : span.end_column - 1]


def summaries(subject: Subject) -> list[tuple[str, str, str]]:
    """Code, characters marked and Vietnamese hint of each diagnostic."""
    return [
        (each.rule.code, marked(subject, each), each.hint.vi if each.hint else "")
        for each in found(subject)
    ]


def whole_year(fixtures: Path) -> Subject:
    """The repository's year 2021 with its form and its word list."""
    source = read_year(fixtures / "data/2021", FILE_MODELS, SUBFOLDERS)
    models, diagnostics = read_models(source.files)
    assert not diagnostics
    folder = fixtures / "templates/annual-district"
    templates = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.j2"))}
    form = Form(folder.as_posix(), templates, b"")
    texts = dict(source.texts) | {f"{form.folder}/{n}": text for n, text in templates.items()}
    words, _ = read_words(fixtures / "data/words.txt")
    day = datetime.date(2022, 1, 1)
    return Subject(models, {}, source.files, texts, form, None, day, words)
