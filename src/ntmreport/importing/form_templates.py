"""The templates of an imported form: a file for each part of the report, and its narrative.

What says figures is the form's wording; items and paragraphs of words alone are narrative, since
next year has others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.importing.line_wording import (
    is_partly,
    marker_end,
    template_line,
)
from ntmreport.importing.plain_names import free_name, plain_name
from ntmreport.importing.report_facts import line_years
from ntmreport.importing.report_outline import BODY, LineTable, ReportLine
from ntmreport.starting.yaml_edits import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.importing.line_wording import Piece
    from ntmreport.importing.listed_documents import ListedDocuments
    from ntmreport.importing.report_outline import OutlinePart, ReportOutline
    from ntmreport.model import ReportPeriod

_PART = re.compile(r"(?:(?![CL]\.)[IVXLC]+|[A-ZĐ])\. ")
_HEADING = re.compile(r"(?:[IVXLA-ZĐ]+\.|\d+(?:\.\d+){0,2}\.|[a-zđ]\)) ")
_LISTED = re.compile(r"[-+] ")
_DOCUMENT = re.compile(r"\d{1,5}(?:/(?:19|20)\d\d)?[-/][A-ZĐ]{2}")
_TAG = re.compile(r"\{[{%#]")
_LONGEST = 30
_BEGINS = re.compile(r"[^\W\d_]{2}|“|[1-9]\d* [^\W\d_]{2}")
"""The beginning of a text that data can have: no bullet, no number of a list."""


class FormTemplates(Struct, frozen=True):
    """The texts of templates by file name, and the texts of narrative.yaml by key.

    `owners` are the parts of the report that the lines of each file print, -1 for the frame.
    """

    files: Mapping[str, str]
    narrative: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, Sequence[int]]


class _Narrative:
    """The narrative as it is collected: runs of items or paragraphs below one heading."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[str, ...]] = {}

    def loop(self, heading: str, marker: str, texts: Sequence[str]) -> Iterator[str]:
        key = free_name(heading, self.texts)
        self.texts[key] = tuple(texts)
        yield f"{{% for text in narrative.{key} %}}"
        yield f"{marker}{{{{ text }}}}"
        yield "{% endfor %}"


def templates_of(
    report: ReportOutline,
    frame: str,
    pieces: Mapping[int, Sequence[Piece]],
    tables: Mapping[int, Sequence[str]],
    period: ReportPeriod,
    documents: ListedDocuments,
    *,
    has_narrative: bool = True,
) -> FormTemplates:
    """Return the form's templates: `pieces` and `tables` are by the numbers of their parts."""
    narrative = _Narrative()
    files: dict[str, list[str]] = {"00-khung.j2": frame.rstrip("\n").split("\n")}
    owners: dict[str, list[int]] = {}
    name = "10-noi-dung.j2"
    heading = ""
    parts = (*report.body, *report.annexes)
    number = 0
    owner = -1
    while number < len(parts):
        for file, each in files.items():
            known = owners.setdefault(file, [])
            known += [owner] * (len(each) - len(known))
        part, owner = parts[number], number
        if isinstance(part, LineTable):
            rows = files.setdefault(name, [])
            if number and isinstance(parts[number - 1], LineTable):
                # Without a line between them two tables would be one.
                rows.append(f"@columns {' | '.join(['1'] * part.columns)}")
            rows.extend(tables[number])
            number += 1
            continue
        if number == len(report.body):
            name = "90-phu-luc.j2"
        elif _PART.match(part.text) and part.name == BODY and number < len(report.body):
            slug = plain_name(part.text.partition(" ")[2], "-", _LONGEST) or "phan"
            name = f"{min(10 * (len(files)), 80)}-{slug}.j2"
            while name in files:
                name = f"{name[:-3]}-2.j2"
        lines = files.setdefault(name, [])
        if number in documents.lines:
            lines += documents.template
            number = documents.lines.stop
            continue
        end = documents.lines.start if number < documents.lines.start else len(parts)
        run = _run(parts, number, pieces, end) if has_narrative else []
        if run:
            marker = part.text[: marker_end(part.text)]
            texts = [each.text[len(marker) :] for each in run]
            lines += narrative.loop(heading or "noi dung", marker, texts)
            number += len(run)
            continue
        if part.name == BODY and _HEADING.match(part.text):
            heading = part.text[marker_end(part.text) :]
        elif part.text.endswith(":") and len(part.text) < 60:
            heading = part.text[marker_end(part.text) : -1]
        own = pieces.get(number, ())
        years = [
            each
            for each in line_years(part, period)
            if not _DOCUMENT.search(part.text) and not any(_meet(each, one) for one in own)
        ]
        lines.append(template_line(part, [*own, *years]))
        number += 1
    for file, each in files.items():
        known = owners.setdefault(file, [])
        known += [owner] * (len(each) - len(known))
    written = {file: "\n".join([*each, ""]) for file, each in files.items()}
    return FormTemplates(written, narrative.texts, owners)


def _run(
    parts: Sequence[OutlinePart], number: int, pieces: Mapping[int, Sequence[Piece]], end: int
) -> list[ReportLine]:
    """Return the lines from `number` on, before `end`, that are narrative of one kind."""
    found: list[ReportLine] = []
    for at in range(number, min(end, len(parts))):
        part = parts[at]
        if isinstance(part, LineTable) or pieces.get(at) or not _is_narrative(part):
            break
        start = marker_end(part.text)
        if found and part.text[:start] != found[0].text[: marker_end(found[0].text)]:
            break
        found.append(part)
    return found


def _is_narrative(line: ReportLine) -> bool:
    start = marker_end(line.text)
    return not (
        line.name
        or line.notes
        or (start and not _LISTED.match(line.text))
        or line.text.endswith(":")
        or _TAG.search(line.text)
        or not _BEGINS.match(line.text[start:])
        or (not start and template_line(line).startswith("\\"))
        or is_partly(line.bold, line.text, start)
        or is_partly(line.italic, line.text, start)
        or "b" in line.bold[start:]
        or "i" in line.italic[start:]
    )


def narrative_file(narrative: Mapping[str, Sequence[str]]) -> str:
    """Return the text of narrative.yaml."""
    lines = ["# yaml-language-server: $schema=../../schemas/narrative.json"]
    for key, texts in narrative.items():
        lines.append(f"{key}:")
        lines += [f"  - {quoted(text)}" for text in texts]
    return "\n".join([*lines, ""])


def _meet(one: Piece, other: Piece) -> bool:
    return one.start < other.end and other.start < one.end
