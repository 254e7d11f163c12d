"""A paragraph cut into what a change can be about, and put together again as runs."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from ntmreport.alignment import words
from ntmreport.layout.word_xml import Element, W, element_xml
from ntmreport.render.tracked.elements import LOOK, PROPERTIES, RUN, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WHEN_DELETED = {TEXT: f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
"""What text is called in a run that is deleted."""

_NO_RUN = "-"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Atom:
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
        tag = WHEN_DELETED.get(atom.node.tag, atom.node.tag) if is_deleted else atom.node.tag
        if not atom.word:
            node = deepcopy(atom.node)
            node.tag, node.tail = tag, None
            run.append(node)
        elif len(run) and run[-1].tag == tag:
            run[-1].text += atom.word
        else:
            text = etree.SubElement(run, tag)
            text.set(_SPACE, "preserve")
            text.text = atom.word
    if run is not None:
        yield run
