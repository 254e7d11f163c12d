"""From a query to figures: a printed text, a path, or a file and line."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.lineage import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.lineage import Entry, Printing

MOST_NEAR = 5

_PLACE = re.compile(r"(?P<file>[^:]*\.ya?ml)(?::(?P<line>[0-9]{1,9})(?::[0-9]+)?)?")
_RESULTS = ("value", "total", "share", "ratio", "done")
_NUMBER = re.compile(r"[0-9][0-9.,]*(?<![.,])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_BETWEEN = re.compile(r"\s*(?:[/–-]|đến)\s*")


def find(entries: Sequence[Entry], what: str) -> list[Entry]:
    """Return the figures that `what` means: a printed text, a path, or a file and line.

    A file may be named alone or with a line: `health.yaml:12`. A printed number may lack its sign,
    its unit, its qualifier and the zero before it, and may be written as data is: `190113`,
    `93.44`. The path of a group means the result of the group.
    """
    what = folded(what)
    place = _PLACE.fullmatch(what)
    if place:
        file = place["file"].replace("\\", "/")
        line = None if place["line"] is None else int(place["line"])
        return [entry for entry in entries if _stands_at(entry, file, line)]
    for path in (what, *(f"{what}.{name}" for name in _RESULTS)):
        exactly = [entry for entry in entries if entry.path == path]
        if exactly:
            return exactly
    wordings = [
        [entry for entry in entries if any(_means(asked, entry) for asked in asking)]
        for asking in _readings(what)
    ]
    return next(filter(None, wordings), [])


def find_together(entries: Sequence[Entry], what: str) -> list[tuple[Entry, Entry]]:
    """Return the pairs of figures that the report prints as `what`, such as `32/32` or `78-81%`."""
    parts = _BETWEEN.split(folded(what))
    if len(parts) != 2 or not all(map(_NUMBER.search, parts)):
        return []
    first, second = ({_place(p): e for e, p in _printed(entries, part)} for part in parts)
    # One run of text stands between them.
    pairs = ((each, second.get((block, run + 2))) for (block, run), each in first.items())
    return list(dict.fromkeys((each, other) for each, other in pairs if other is not None))


def near(entries: Sequence[Entry], what: str) -> list[str]:
    """Return the printed texts and paths that are nearest to `what`, which means no figure."""
    texts = [text for entry in entries for text in entry.printed_texts]
    paths = [entry.path for entry in entries if entry.path]
    known = dict.fromkeys([*texts, *paths])
    return get_close_matches(what.strip(), known, n=MOST_NEAR, cutoff=0.5)


def folded(text: str) -> str:
    """Return `text` in NFC with single plain spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class _Wording(Struct, frozen=True):
    """A number with what stands around it; `number` has no grouping and a comma at most."""

    before: str
    number: str
    behind: str


def _readings(what: str) -> Iterator[list[_Wording]]:
    """Yield the readings of a query: as a printed number, then as one of the data."""
    found = _NUMBER.search(what)
    if found is None:
        return
    before, behind = what[: found.start()].strip(), what[found.end() :].strip()
    text = found[0]
    printed = text.replace(".", "") if _GROUPED.fullmatch(text) else text
    yield [_Wording(before, _plain(printed), behind)]
    yield [_Wording(before, _plain(text.replace(".", ",", 1)), behind)]


def _means(asked: _Wording, entry: Entry) -> bool:
    return any(_is(asked, printing.text, entry) for printing in entry.printings)


def _is(asked: _Wording, printed: str, entry: Entry) -> bool:
    printed = folded(printed)
    found = _NUMBER.search(printed)
    if found is None or _plain(found[0].replace(".", "")) != asked.number:
        return False
    before, behind = printed[: found.start()].strip(), printed[found.end() :].strip()
    unit = folded(entry.figure.unit)
    return asked.before in {"", before} and asked.behind.lower() in {
        "",
        behind.lower(),
        unit.lower(),
    }


def _printed(entries: Sequence[Entry], what: str) -> Iterator[tuple[Entry, Printing]]:
    """Yield where figures are printed as `what`."""
    asked = next(_readings(what))
    for entry in entries:
        for printing in entry.printings:
            if any(_is(each, printing.text, entry) for each in asked):
                yield entry, printing


def _place(printing: Printing) -> tuple[int, int]:
    return printing.block, printing.run


def _plain(number: str) -> str:
    """Return a number without the zeros before it."""
    return re.sub(r"^0+(?=[0-9])", "", number)


def _stands_at(entry: Entry, file: str, line: int | None) -> bool:
    span = span_of(entry.figure)
    if span is None or not (span.file == file or span.file.endswith(f"/{file}")):
        return False
    return line is None or span.line <= line <= span.end_line
