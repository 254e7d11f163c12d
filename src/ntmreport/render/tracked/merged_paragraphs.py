"""Paragraphs with their changes: words that came or went, or all of it."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from ntmreport.alignment import is_space, replacements
from ntmreport.layout.word_xml import Element, W, element_xml
from ntmreport.render.tracked.atoms import WHEN_DELETED, Atom, atoms_of, runs_of
from ntmreport.render.tracked.elements import PARAGRAPH, PROPERTIES, RUN
from ntmreport.render.tracked.paragraph_properties import mark_end, replace_properties

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from ntmreport.render.tracked.changes import Changes, Mark

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
        paragraph.getparent().replace(paragraph, marked_paragraph(paragraph, mark, changes))


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
    run.getparent().replace(run, change)
    if mark == "del":
        for child in run:
            child.tag = WHEN_DELETED.get(child.tag, child.tag)
    change.append(run)


def _is_space_key(key: Hashable) -> bool:
    return isinstance(key, tuple) and is_space(key[0])


def _bare(paragraph: Element) -> Element:
    """Return a paragraph with the properties of `paragraph` and nothing in it."""
    bare = paragraph.makeelement(PARAGRAPH)
    replace_properties(bare, paragraph.find(PROPERTIES))
    return bare
