"""A trial of a layout: its tags filled in without its Word file, which needs no docxtpl.

So `validate` says of a layout what `build` would, and checks learn which tag of the layout prints
which words of a document, whatever conditions its author wrote around it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ntmreport.diagnostic import Diagnostic, in_file_order
from ntmreport.document import Annex, Block, BlockKind, Cell, Document, Properties, Row, Run, Table
from ntmreport.render.analysis import Analysis, analysed, skeleton
from ntmreport.render.filling import filled, lost
from ntmreport.render.layout import TEMPLATE, Place, Story, Tag
from ntmreport.render.tables import EMPTY_TABLE
from ntmreport.render.tags import ANNEXES, BODY, FRAME, environment
from ntmreport.render.words import EMPTY_LOOK, TABLE, DocumentWords
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Far above what an author wants to see at once.
_MOST_FAILURES = 50
# What a table is called stands in an attribute, and prints nothing.
_WORDS = re.compile(rf"(?<!\")(?:{BODY}|{ANNEXES}|{FRAME})\.\w+")
_NOWHERE = Span("", 1, 1, 1, 1)
_OF_ANNEXES = (BlockKind.ANNEX, BlockKind.ANNEX_TITLE, BlockKind.ANNEX_REFERENCE)
_OF_TABLES = (BlockKind.HEADER_CELL, BlockKind.CELL)


class _Part:
    """The tags of one part of the package."""

    def __init__(self, name: str, tags: list[Tag]) -> None:
        self.name = name
        self.tags = tags
        code = environment().compile(skeleton(tags), filename=TEMPLATE)
        places = tuple(tag.place for tag in tags)
        self.story = Story(name, code, (EMPTY_LOOK,), (EMPTY_TABLE,), places)

    def without(self, found: Diagnostic) -> _Part | None:
        """Return the part less the printing tag that `found` is about, if it is about one."""
        at = (found.span.line, found.span.column)
        tags = [
            replace(tag, expression="''", level="")
            if (tag.place.paragraph, tag.place.column) == at and not tag.word
            else tag
            for tag in self.tags
        ]
        return None if tags == self.tags else _Part(self.name, tags)


@dataclass(frozen=True, slots=True)
class _Trial:
    parts: tuple[_Part, ...]


def layout_mistakes(document: Document | None, layout: bytes, name: str) -> tuple[Diagnostic, ...]:
    """Return all that keeps `document`, or without one any, from being printed with `layout`.

    `layout` is the content of layout.docx and `name` its file's name, for diagnostics.
    """
    trial = _trial(layout, name)
    if not isinstance(trial, _Trial):
        return trial
    if document is None:
        return ()
    words = DocumentWords(document)
    failures = [found for part in trial.parts for found in _failures(part, words, name)]
    # What a broken tag did not print is no mistake of its own.
    stories = [part.story for part in trial.parts]
    return tuple(in_file_order(failures or lost(words, stories, name)))


def printed_words(layout: bytes, name: str, frame: Iterable[str]) -> Mapping[Place, frozenset[str]]:
    """Return what each tag prints: `body.item` for blocks of a kind, `frame.kind` for lines.

    `frame` are the names of lines that may be asked for. A layout with mistakes prints nothing.
    """
    trial = _trial(layout, name)
    printed: dict[Place, set[str]] = {}
    for part in trial.parts if isinstance(trial, _Trial) else ():
        # A layout may set one line otherwise than several.
        for lines in (1, 2):
            text = filled(part.story, DocumentWords(_sample(frame, lines)), name)
            for line in text.split("\n") if isinstance(text, str) else ():
                number, _, words = line.partition("\t")
                # A tag may print lines of its own, whatever they look like.
                if number.isdecimal() and int(number) < len(part.tags):
                    place = part.tags[int(number)].place
                    printed.setdefault(place, set()).update(_WORDS.findall(words))
    return {place: frozenset(words) for place, words in printed.items() if words}


@functools.lru_cache(maxsize=4)
def _trial(layout: bytes, name: str) -> _Trial | tuple[Diagnostic, ...]:
    analysis = analysed(layout, name)
    if not isinstance(analysis, Analysis):
        return analysis
    return _Trial(tuple(_Part(each.part, each.ordered) for each in analysis.drafts if each.ordered))


def _failures(part: _Part, words: DocumentWords, name: str) -> list[Diagnostic]:
    """Fill in the tags; after one that fails, the others."""
    failures: list[Diagnostic] = []
    trying: _Part | None = part
    while trying is not None and len(failures) < _MOST_FAILURES:
        content = filled(trying.story, words, name)
        if isinstance(content, str):
            break
        failures.append(content)
        trying = trying.without(content)
    return failures


def _sample(frame: Iterable[str], lines: int) -> Document:
    """Return a document whose words are their own names."""
    kinds = [kind for kind in BlockKind if kind not in {*_OF_ANNEXES, *_OF_TABLES}]
    return Document(
        {name: ((Run(f"{FRAME}.{name}"),),) * lines for name in frame},
        (*_sample_content(BODY, kinds), _sample_table(BODY)),
        Properties("", "", "", "", "", "", ""),
        (Annex((*_sample_content(ANNEXES, [*_OF_ANNEXES, *kinds]), _sample_table(ANNEXES))),),
    )


def _sample_content(of: str, kinds: Iterable[BlockKind]) -> tuple[Block, ...]:
    return tuple(Block(kind, "", (Run(f"{of}.{kind}"),), _NOWHERE) for kind in kinds)


def _sample_table(of: str) -> Table:
    block = Block(BlockKind.CELL, "", (Run(f"{of}.{TABLE}"),), _NOWHERE)
    return Table((Row((Cell(block, 0),)),), 1, _NOWHERE)
