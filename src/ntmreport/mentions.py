"""Where words, dates and periods of a report stand: its sentences, and the lines of the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.figure_search import folded
from ntmreport.language import Bilingual, Language
from ntmreport.lineage import sentence_at, standing
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.document import Document
    from ntmreport.source import Node

MOST_SHOWN = 20

_DAY = re.compile(r"(?:ngày )?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.IGNORECASE)
_PERIOD = re.compile(r"(?:giai đoạn )?([0-9]{4}) ?[–-] ?([0-9]{4})", re.IGNORECASE)
_LETTERS = str.maketrans("–‑", "--")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place: in the report, `where` is its section; in the data, file, line and column."""

    where: str
    text: str


def mentions(
    document: Document, files: Iterable[Node], what: str
) -> tuple[list[Mention], list[Mention]]:
    """Return the sentences of the report that have `what`, and the values of the data.

    A day is asked for as it is printed, and a period too. Capitals make no difference.
    """
    wanted = _simple(what)
    if not wanted:
        return [], []
    printed = list(dict.fromkeys(_sentences(document, wanted)))
    values = [each for node in files for each in _values(node, wanted)]
    return printed, values


def told(
    printed: Sequence[Mention], values: Sequence[Mention], language: Language
) -> Iterator[str]:
    """Yield the lines that show where something stands."""
    heads = (
        (printed, Bilingual("In trong báo cáo:", "Printed in the report:")),
        (values, Bilingual("Trong dữ liệu:", "In the data:")),
    )
    for found, head in heads:
        if not found:
            continue
        yield head.text(language)
        yield from ("  " + f"{each.where} {each.text}".strip() for each in found[:MOST_SHOWN])
        if (more := len(found) - MOST_SHOWN) > 0:
            yield Bilingual(f"  … và {more} chỗ nữa", f"  … and {more} more").text(language)


def _simple(text: str) -> str:
    return folded(text).translate(_LETTERS).lower()


def _sentences(document: Document, wanted: str) -> Iterator[Mention]:
    for section, block, around in standing(document):
        text = _simple(block.text)
        at = text.find(wanted)
        while at >= 0:
            # Folded, a text has no more letters than before: few are lost, and then the nearest.
            yield Mention(section or str(block.place), around or sentence_at(block, at))
            at = text.find(wanted, at + len(wanted))
    for lines in document.frame.values():
        for line in lines:
            text = "".join(run.text for run in line)
            if wanted in _simple(text):
                yield Mention("", text)


def _values(node: Node, wanted: str) -> Iterator[Mention]:
    day, period = _DAY.fullmatch(wanted), _PERIOD.fullmatch(wanted)
    written = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else None
    for each in _nodes(node):
        if isinstance(each, Scalar):
            if each.text == written or wanted in _simple(each.text):
                yield _mention(each, each.text)
        elif period and (each.text("from"), each.text("to")) == period.groups():
            yield _mention(each, f"{period[1]}-{period[2]}")


def _mention(node: Node, text: str) -> Mention:
    return Mention(str(node.span), f"{written_path(node.path)}: {text}")


def _nodes(node: Node) -> Iterator[Scalar | MappingNode]:
    """Yield all values and mappings, in the order of the file."""
    match node:
        case Scalar():
            yield node
        case MappingNode(entries=entries):
            yield node
            for entry in entries.values():
                yield from _nodes(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _nodes(item)
