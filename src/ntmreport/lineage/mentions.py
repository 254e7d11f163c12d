"""From words, a day or a period to the sentences of the report and the lines of the data."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.language import Bilingual, Language
from ntmreport.lineage.figure_search import folded
from ntmreport.lineage.report_lineage import sentence_at, standing
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.document import Document
    from ntmreport.source import Node

MOST_SHOWN = 20

_DAY = re.compile(r"(?:ngày )?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.IGNORECASE)
_PERIOD = re.compile(r"(?:giai đoạn )?([0-9]{4}) ?[–-] ?([0-9]{4})", re.IGNORECASE)
_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?%?")
_LETTERS = str.maketrans("–‑", "--")


class Mention(Struct, frozen=True):
    """A mention: `where` is the section of the report, or file, line and column of the data."""

    where: str
    text: str


def mentions(
    document: Document, files: Iterable[Node], what: str
) -> tuple[list[Mention], list[Mention]]:
    """Return the sentences of the report that have `what`, and the values of the data.

    A day, a period and a number are asked for as they are printed. Capitals make no difference;
    typed without any mark, letters stand for themselves with all marks.
    """
    wanted = _Wanted(what)
    if not wanted.text:
        return [], []
    printed = list(dict.fromkeys(_sentences(document, wanted)))
    values = [each for node in files for each in _values(node, wanted)]
    return printed, values


def told(
    printed: Sequence[Mention], values: Sequence[Mention], language: Language
) -> Iterator[str]:
    """Yield the lines that show the mentions in the report and in the data."""
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


class _Wanted:
    """A query as a pattern of whole words."""

    def __init__(self, what: str) -> None:
        self.text = _simple(what)
        self._is_bare = self.text == _bare(self.text)
        words = re.escape(self.text)
        before = r"(?<!\w)" if self.text[:1].isalnum() else ""
        behind = r"(?!\w)" if self.text[-1:].isalnum() else ""
        self._pattern = re.compile(before + words + behind)

    def places(self, text: str) -> Iterator[int]:
        """Yield the offsets of the query in `text`."""
        text = _simple(text)
        for found in self._pattern.finditer(_bare(text) if self._is_bare else text):
            yield found.start()


def _simple(text: str) -> str:
    return folded(text).translate(_LETTERS).lower()


def _bare(text: str) -> str:
    """Return `text` without the marks of its letters, each in its place."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text).replace("đ", "d")


def _sentences(document: Document, wanted: _Wanted) -> Iterator[Mention]:
    for section, block, around in standing(document):
        for at in wanted.places(block.text):
            # Folded, a text has no more letters than before: few are lost, and then the nearest.
            yield Mention(section or str(block.span), around or sentence_at(block, at))
    for lines in document.frame.values():
        for line in lines:
            text = "".join(run.text for run in line)
            if any(True for _ in wanted.places(text)):
                yield Mention("", text)


def _values(node: Node, wanted: _Wanted) -> Iterator[Mention]:
    day, period = _DAY.fullmatch(wanted.text), _PERIOD.fullmatch(wanted.text)
    number = _NUMBER.fullmatch(wanted.text)
    written = None
    if day:
        written = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    elif number:
        written = ".".join(filter(None, (number[1].replace(".", ""), number[2])))
    for each in _nodes(node):
        if isinstance(each, Scalar):
            if each.text == written or any(True for _ in wanted.places(each.text)):
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
