"""Documents that a report lists one by one, as documents.yaml has them."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure.day_format import printed_day
from ntmreport.importing.line_wording import is_partly, marker_end
from ntmreport.importing.report_outline import LineTable
from ntmreport.starting.yaml_edits import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ntmreport.importing.report_outline import OutlinePart, ReportLine

_CITED = re.compile(
    r"(?P<kind>[^\W\d_][^\d;:,]{2,60}?) số (?P<number>\d[\w./-]{2,40}) ngày "
    r"(?P<day>\d{1,2}/\d{1,2}/\d{4}) của (?P<issuer>[^;:]{3,100}?) về việc (?P<subject>\S.*)[;.]"
)
_FEWEST = 2
_PRINTED = (
    "{{ document.kind }} số {{ document.number }} ngày {{ document.day }} của "
    "{{ document.issuer }} về việc {{ document.subject }}"
)


class ListedDocuments(Struct, frozen=True):
    """The lines of a report that list documents: the lines of the template and of the data."""

    lines: range
    template: tuple[str, ...]
    data: tuple[str, ...]


NO_DOCUMENTS = ListedDocuments(range(0), (), ())


def listed_documents(
    parts: Sequence[OutlinePart], with_figures: Collection[int]
) -> ListedDocuments:
    """Return the longest list of documents in a report; one with figures is none."""
    best = NO_DOCUMENTS
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and end not in with_figures and _goes_on(parts, at, end):
            end += 1
        if end - at >= _FEWEST and end - at > len(best.lines):
            best = _listed(parts, at, end) or best
        at = max(end, at + 1)
    return best


def _goes_on(parts: Sequence[OutlinePart], first: int, at: int) -> bool:
    """Return whether a line is of the list that the line `first` begins."""
    start, part = parts[first], parts[at]
    if isinstance(part, LineTable) or isinstance(start, LineTable) or part.notes or part.name:
        return False
    end = marker_end(part.text)
    is_plain = not is_partly(part.bold, part.text, end) and "b" not in part.bold[end:]
    is_plain = is_plain and "i" not in part.italic[end:] and "{" not in part.text
    marker = start.text[: marker_end(start.text)]
    return is_plain and end > 0 and part.text[:end] == marker and _cited(part) is not None


def _cited(line: ReportLine) -> re.Match[str] | None:
    found = _CITED.fullmatch(line.text[marker_end(line.text) :])
    if found is None:
        return None
    try:
        day = datetime.datetime.strptime(found["day"], "%d/%m/%Y").date()
    except ValueError:
        return None
    return found if printed_day(day) == found["day"] else None


def _listed(parts: Sequence[OutlinePart], first: int, end: int) -> ListedDocuments | None:
    lines = [part for part in parts[first:end] if not isinstance(part, LineTable)]
    endings = [line.text[-1] for line in lines]
    if set(endings[:-1]) != {";"}:
        return None
    ending = ";" if endings[-1] == ";" else '{{ "." if loop.last else ";" }}'
    data = ["documents:"]
    for line in lines:
        found = _cited(line)
        if found is None:
            return None
        day = datetime.datetime.strptime(found["day"], "%d/%m/%Y").date()
        data += [
            f"  - kind: {quoted(found['kind'])}",
            f"    number: {quoted(found['number'])}",
            f"    day: {day.isoformat()}",
            f"    issuer: {quoted(found['issuer'])}",
            f"    subject: {quoted(found['subject'])}",
        ]
    marker = lines[0].text[: marker_end(lines[0].text)]
    template = (
        "{% for document in documents.documents %}",
        f"{marker}{_PRINTED}{ending}",
        "{% endfor %}",
    )
    return ListedDocuments(range(first, end), template, tuple(data))


CITED = "van_ban_vien_dan"
"""The indicator that holds the numbers of documents which the report cites."""

CITED_TABLE = (
    f"  {CITED}:",
    "    label: Văn bản được viện dẫn",
    "    shape: table",
    "    columns:",
    '      so: {label: "Số, ký hiệu", kind: text, required: true}',
    "      ngay: {label: Ngày ban hành, kind: day}",
)
_NUMBER = re.compile(
    r"(?<![\w/.-])(?P<number>\d+(?:-[A-ZĐ][A-Za-zĐ]{1,3}/[A-ZĐ]+"
    r"|(?:/\d{4})?/[A-ZĐ][A-Za-zĐ]{1,3}-[A-ZĐ][A-Za-zĐ]+))(?![\w/])"
    r"(?:,? ngày (?P<day>\d{1,2}/\d{1,2}/\d{4})(?!\d))?"
)


def cited_numbers(parts: Sequence[OutlinePart]) -> tuple[str, ...]:
    """Return the rows of the documents that a report cites: their numbers, and days as it has them.

    A document that is declared by neither would be one that nobody knows.
    """
    found: dict[str, str] = {}
    for part in parts:
        texts = (
            [cell.line.text for row in part.rows for cell in row]
            if isinstance(part, LineTable)
            else [part.text]
        )
        for text in texts:
            for each in _NUMBER.finditer(text):
                day = _iso(each["day"] or "")
                if day or each["number"] not in found:
                    found[each["number"]] = found.get(each["number"]) or day
    return tuple(
        f"  - {{so: {quoted(number)}{f', ngay: {day}' if day else ''}}}"
        for number, day in found.items()
    )


def _iso(day: str) -> str:
    try:
        return datetime.datetime.strptime(day, "%d/%m/%Y").date().isoformat()
    except ValueError:
        return ""
