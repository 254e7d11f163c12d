"""Paragraphs of a Word file with their changes: words that came or went, or all of it.

A paragraph is cut into what a change can be about, its atoms, and put together again as runs.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Literal, TypeAlias

from lxml import etree
from msgspec import Struct

from ntmreport.layout.word_xml import Element, W, element_xml, parent_of, tag_of
from ntmreport.word_alignment import is_space, replacements, words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT = (
    f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t")
)
PROPERTIES, LOOK, SECTION = (f"{W}{name}" for name in ("pPr", "rPr", "sectPr"))


AUTHOR = "ntmreport"
DAY = "1980-01-01T00:00:00Z"
"""All changes are of one day, so that the same comparison has the same bytes."""

Mark: TypeAlias = Literal["ins", "del"]


class Changes(Struct):
    """Numbers the changes of a file, on from the last `number` that is taken."""

    number: int

    def change(self, near: Element, name: str) -> Element:
        """Return a new change for the tree in which `near` stands."""
        self.number += 1
        attributes = {"id": str(self.number), "author": AUTHOR, "date": DAY}
        return near.makeelement(
            f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()}
        )


def last_number(root: Element) -> int:
    """Return the greatest number that an annotation of `root`, such as a bookmark, has."""
    numbers = (element.get(f"{W}id", "") for element in root.iter(f"{W}*"))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


_CHANGED = f"{W}pPrChange"


def compared(properties: Element | None) -> str:
    """Return a paragraph's properties, less what only keeps the last one with the signature."""
    return "".join(
        element_xml(child)
        for child in (properties if properties is not None else ())
        if child.tag not in {f"{W}keepNext", LOOK, _CHANGED}
    )


def replace_properties(paragraph: Element, properties: Element | None) -> None:
    """Give a paragraph a copy of `properties`, or none."""
    known = paragraph.find(PROPERTIES)
    if known is not None:
        paragraph.remove(known)
    if properties is not None:
        paragraph.insert(0, deepcopy(properties))


def change_properties(paragraph: Element, *, then: Element, now: Element, changes: Changes) -> None:
    """Give a paragraph the properties of `now`, and those of `then` to whoever rejects."""
    before, after = then.find(PROPERTIES), now.find(PROPERTIES)
    replace_properties(paragraph, after)
    if compared(before) == compared(after):
        return
    change = changes.change(paragraph, "pPrChange")
    old = paragraph.makeelement(PROPERTIES)
    old.extend(
        deepcopy(child)
        for child in (before if before is not None else ())
        if child.tag not in {LOOK, SECTION, _CHANGED}
    )
    change.append(old)
    _properties(paragraph).append(change)


def mark_end(paragraph: Element, mark: Mark, changes: Changes) -> None:
    """Mark the end of a paragraph as inserted or deleted."""
    properties = _properties(paragraph)
    look = properties.find(LOOK)
    if look is None:
        look = properties.makeelement(LOOK)
        later = [child for child in properties if child.tag in {SECTION, _CHANGED}]
        properties.insert(len(properties) - len(later), look)
    look.insert(0, changes.change(paragraph, mark))


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(PROPERTIES)
    if properties is None:
        properties = paragraph.makeelement(PROPERTIES)
        paragraph.insert(0, properties)
    return properties


WHEN_DELETED = {TEXT: f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
"""Names of the elements of text in a deleted run."""

_NO_RUN = "-"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Atom(Struct, frozen=True):
    """The least of a paragraph that a change can be about: a word, or what is no text."""

    node: Element
    look: Element | None
    key: tuple[str, str]
    word: str = ""

    @property
    def is_run(self) -> bool:
        """Return whether it stands in a run."""
        return self.key[1] != _NO_RUN


def atoms_of(paragraph: Element) -> Iterator[Atom]:
    """Yield the atoms of a paragraph in their order."""
    for child in paragraph:
        if child.tag == PROPERTIES:
            continue
        if child.tag != RUN:
            yield Atom(child, None, (element_xml(child), _NO_RUN))
            continue
        look = child.find(LOOK)
        its_look = "" if look is None else element_xml(look)
        for part in child:
            if part.tag == TEXT:
                for word in words(part.text or ""):
                    yield Atom(part, look, (word, its_look), word)
            elif part.tag != LOOK:
                yield Atom(part, look, (element_xml(part), its_look))


def runs_of(atoms: Sequence[Atom], *, is_deleted: bool = False) -> Iterator[Element]:
    """Yield runs that hold `atoms`: those of one look that follow one another are one run."""
    run: Element | None = None
    look = ""
    for atom in atoms:
        if not atom.is_run:
            if run is not None:
                yield run
            run = None
            yield deepcopy(atom.node)
            continue
        if run is None or atom.key[1] != look:
            if run is not None:
                yield run
            run, look = atom.node.makeelement(RUN), atom.key[1]
            if atom.look is not None:
                run.append(deepcopy(atom.look))
        tag = tag_of(atom.node)
        if is_deleted:
            tag = WHEN_DELETED.get(tag, tag)
        if not atom.word:
            node = deepcopy(atom.node)
            node.tag, node.tail = tag, None
            run.append(node)
        elif len(run) and run[-1].tag == tag:
            run[-1].text = f"{run[-1].text}{atom.word}"
        else:
            text = etree.SubElement(run, tag)
            text.set(_SPACE, "preserve")
            text.text = atom.word
    if run is not None:
        yield run


# What must not stand in w:ins or w:del whole, but has runs that do.
_AROUND_RUNS = frozenset(f"{W}{name}" for name in ("hyperlink", "fldSimple", "smartTag", "sdt"))


def merged_paragraph(then: Element, now: Element, changes: Changes) -> Element:
    """Return the paragraph `now` with its words' changes since `then`."""
    if element_xml(then) == element_xml(now):
        return now
    before, after = list(atoms_of(then)), list(atoms_of(now))
    merged = _bare(now)
    for is_same, old_start, old_end, new_start, new_end in replacements(
        [atom.key for atom in before], [atom.key for atom in after], _is_space_key
    ):
        if is_same:
            merged.extend(runs_of(after[new_start:new_end]))
            continue
        _add(merged, before[old_start:old_end], "del", changes)
        _add(merged, after[new_start:new_end], "ins", changes)
    return merged


def marked_paragraph(
    paragraph: Element, mark: Mark, changes: Changes, *, its_end: bool = True
) -> Element:
    """Return a paragraph that came or went, with the mark of its end or without."""
    marked = _bare(paragraph)
    _add(marked, list(atoms_of(paragraph)), mark, changes)
    if its_end:
        mark_end(marked, mark, changes)
    return marked


def mark_paragraphs(around: Element, mark: Mark, changes: Changes) -> None:
    """Mark all paragraphs in what came or went."""
    for paragraph in list(around.iter(PARAGRAPH)):
        parent_of(paragraph).replace(paragraph, marked_paragraph(paragraph, mark, changes))


def _add(paragraph: Element, atoms: Sequence[Atom], mark: Mark, changes: Changes) -> None:
    """Add `atoms` to a paragraph as inserted or deleted."""
    position = 0
    while position < len(atoms):
        end = position
        while end < len(atoms) and atoms[end].is_run:
            end += 1
        if end > position:
            change = changes.change(paragraph, mark)
            change.extend(runs_of(atoms[position:end], is_deleted=mark == "del"))
            paragraph.append(change)
            position = end
            continue
        node = deepcopy(atoms[position].node)
        node.tail = None
        if node.tag in _AROUND_RUNS:
            for run in list(node.iter(RUN)):
                _wrap(run, mark, changes)
            paragraph.append(node)
        elif mark == "ins":  # a bookmark or the like: the new report's alone
            paragraph.append(node)
        position += 1


def _wrap(run: Element, mark: Mark, changes: Changes) -> None:
    change = changes.change(run, mark)
    parent_of(run).replace(run, change)
    if mark == "del":
        for child in run:
            child.tag = WHEN_DELETED.get(tag_of(child), tag_of(child))
    change.append(run)


def _is_space_key(key: Hashable) -> bool:
    return isinstance(key, tuple) and is_space(key[0])


def _bare(paragraph: Element) -> Element:
    """Return a paragraph with the properties of `paragraph` and nothing in it."""
    bare = paragraph.makeelement(PARAGRAPH)
    replace_properties(bare, paragraph.find(PROPERTIES))
    return bare
