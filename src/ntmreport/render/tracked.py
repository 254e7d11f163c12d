"""Two reports as one Word file: the new one, with its changes since the old one tracked.

Both are built in the same layout and then laid beside each other paragraph by paragraph, cell by
cell: so what the layout itself writes, or leaves out, is right for either. Whoever accepts all
changes has the new report, whoever rejects them the old one.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from lxml import etree

from ntmreport.alignment import ALIKE, is_space, pairs, replacements, words
from ntmreport.render.opc import Element, W, parsed, serialized
from ntmreport.render.package import read_package, write_package
from ntmreport.render.table_pairs import (
    columns_of,
    named,
    of_the_layout,
    row_pairs,
    set_widths,
    text_of,
)
from ntmreport.render.word import render_docx

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document

AUTHOR = "ntmreport"
DAY = "1980-01-01T00:00:00Z"
"""All changes are of one day, so that the same comparison has the same bytes."""

_STORIES = frozenset(f"{W}{root}" for root in ("document", "hdr", "ftr", "footnotes", "endnotes"))
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT = (
    f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t")
)
_PROPERTIES, _LOOK, _CHANGED = f"{W}pPr", f"{W}rPr", f"{W}pPrChange"
_SECTION = f"{W}sectPr"
_REFERENCES = frozenset({f"{W}headerReference", f"{W}footerReference"})
_NO_BLOCKS = frozenset({f"{W}tcPr", _SECTION})
# What must not stand in w:ins or w:del whole, but has runs that do.
_AROUND_RUNS = frozenset(f"{W}{name}" for name in ("hyperlink", "fldSimple", "smartTag", "sdt"))
_WHEN_DELETED = {_TEXT: f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_NO_RUN = "-"
_DECLARED_AGAIN = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_Mark = Literal["ins", "del"]
_Anchor: TypeAlias = "Callable[[Element], str | None]"
_Pair = tuple[Element, Element]
"""A block of the old report and what became of it in the new one; None on one side."""


def render_tracked(
    old: Document, new: Document, layout: bytes, name: str
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the Word file of `new` with its changes since `old`, or None and what is wrong.

    `layout` and `name` are as for `render_docx`.
    """
    packages: list[dict[str, bytes]] = []
    for document in (old, new):
        content, mistakes = render_docx(document, layout, name)
        if content is None:
            return None, mistakes
        packages.append(read_package(content))
    before, after = packages
    roots = {
        part: (parsed(before[part]), parsed(after[part]))
        for part in after
        if part.endswith(".xml") and before.get(part, after[part]) != after[part]
    }
    stories = {part: found for part, found in roots.items() if found[1].tag in _STORIES}
    taken = [_last_id(root) for found in stories.values() for root in found]
    merger = _Merger(max(taken, default=0))
    for part, (then, now) in stories.items():
        merger.merge_story(then, now)
        after[part] = serialized(now)
    return write_package(after), ()


@dataclass(frozen=True, slots=True)
class _Atom:
    """The least of a paragraph that a change can be about: a word, or what is no text."""

    node: Element
    look: Element | None
    key: tuple[str, str]
    word: str = ""

    @property
    def is_run(self) -> bool:
        """Whether it stands in a run."""
        return self.key[1] != _NO_RUN


@dataclass(slots=True)
class _Merger:
    """Writes the old story's changes into the new one; numbers the changes."""

    number: int

    def merge_story(self, old: Element, new: Element) -> None:
        """Merge a part: its body, its own blocks, or its notes."""
        bodies = old.findall(f"{W}body"), new.findall(f"{W}body")
        notes = [
            (then, now)
            for then, now in zip(old, new, strict=False)
            if then.tag == now.tag and then.tag in {f"{W}footnote", f"{W}endnote"}
        ]
        for then, now in notes or list(zip(*bodies, strict=True)) or [(old, new)]:
            self._merge(then, now, ALIKE)
            self._change_section(then, now)

    def _merge(self, old: Element, new: Element, alike: float) -> None:
        """Merge the blocks of `old`: a body, a cell or the like, into `new`."""
        before = [child for child in old if child.tag not in _NO_BLOCKS]
        after = [child for child in new if child.tag not in _NO_BLOCKS]
        merged = list(self._blocks(before, after, alike))
        start = new.index(after[0]) if after else len(new)
        for child in after:
            new.remove(child)
        for offset, child in enumerate(merged):
            new.insert(start + offset, child)

    def _blocks(
        self, old: Sequence[Element], new: Sequence[Element], alike: float
    ) -> Iterator[Element]:
        """Yield the blocks of both, those of tables beside each other.

        The layout's own tables are in both, whatever stands in them. Between them a table of the
        report became the one of the same name, if there is one.
        """
        yield from self._anchored(old, new, alike, (of_the_layout, named))

    def _anchored(
        self,
        old: Sequence[Element],
        new: Sequence[Element],
        alike: float,
        anchors: Sequence[_Anchor],
    ) -> Iterator[Element]:
        if not anchors:
            yield from self._segment(old, new, alike)
            return
        anchor, *others = anchors
        ours, theirs = (
            [(n, block) for n, block in enumerate(blocks) if anchor(block) is not None]
            for blocks in (old, new)
        )
        i = j = 0
        for one, other in pairs(ours, theirs, lambda each: (anchor(each[1]), text_of(each[1])), 0):
            if one is not None and other is not None:
                (at, then), (there, now) = one, other
                yield from self._anchored(old[i:at], new[j:there], alike, others)
                yield self._pair(then, now)
                i, j = at + 1, there + 1
        yield from self._anchored(old[i:], new[j:], alike, others)

    def _segment(
        self, old: Sequence[Element], new: Sequence[Element], alike: float
    ) -> Iterator[Element]:
        rows = _closed(list(pairs(old, new, _look_of, alike)))
        kept = next((n for n in reversed(range(len(rows))) if all(_there(rows[n]))), None)
        tail = [] if kept is None else rows[kept + 1 :]
        if kept is None or not tail or not _is_text([rows[kept], *tail]):
            for row in rows:
                yield from self._row(row)
            return
        # The last mark of a cell, or before a table, cannot come or go: the one before does.
        for row in rows[:kept]:
            yield from self._row(row)
        (then, now), (gone, come) = rows[kept], tail[-1]
        mark: _Mark = "ins" if gone is None else "del"
        its_own = now if gone is None else then
        first = deepcopy(self._paragraph(then, now))
        _replace_properties(first, its_own.find(_PROPERTIES))
        self._mark_end(first, mark)
        yield first
        for row in tail[:-1]:
            yield from self._row(row)
        last = self._marked(come if gone is None else gone, mark, its_end=False)
        if mark == "del":
            self._change_properties(last, then=gone, now=now)
        else:
            self._change_properties(last, then=then, now=come)
        yield last

    def _row(self, row: _Pair) -> Iterator[Element]:
        """Yield what becomes of a block that is in both, or came or went."""
        then, now = row
        if then is not None and now is not None:
            yield self._pair(then, now)
        elif now is not None:
            yield self._block(now, "ins")
        else:
            yield self._block(then, "del")

    def _pair(self, then: Element, now: Element) -> Element:
        if then.tag == _TABLE:
            return self._table(then, now)
        if then.tag != _PARAGRAPH:
            inner = then.find(f"{W}sdtContent"), now.find(f"{W}sdtContent")
            if inner[0] is not None and inner[1] is not None:
                self._merge(*inner, ALIKE)
            return now
        merged = self._paragraph(then, now)
        self._change_properties(merged, then=then, now=now)
        return merged

    def _block(self, block: Element, mark: _Mark) -> Element:
        """Return a block that came or went, all of it marked."""
        if block.tag == _PARAGRAPH:
            return self._marked(block, mark)
        if block.tag == _TABLE:
            for row in block.findall(_ROW):
                self._marked_row(row, mark)
        else:
            for paragraph in list(block.iter(_PARAGRAPH)):
                paragraph.getparent().replace(paragraph, self._marked(paragraph, mark))
        return block

    def _table(self, then: Element, now: Element) -> Element:
        after = now.findall(_ROW)
        columns = columns_of(now)
        start = now.index(after[0]) if after else len(now)
        merged: list[Element] = []
        for old, new in row_pairs(then, now):
            if old is not None and new is not None:
                for one, other in zip(old.findall(_CELL), new.findall(_CELL), strict=True):
                    self._merge(one, other, 0)
                merged.append(new)
            elif old is not None:
                if len(columns_of(then)) == len(columns):
                    set_widths(old, columns)
                merged.append(self._marked_row(old, "del"))
            else:
                merged.append(self._marked_row(new, "ins"))
        for row in after:
            now.remove(row)
        for offset, row in enumerate(merged):
            now.insert(start + offset, row)
        return now

    def _marked_row(self, row: Element, mark: _Mark) -> Element:
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = row.makeelement(f"{W}trPr")
            row.insert(1 if row.find(f"{W}tblPrEx") is not None else 0, properties)
        properties.append(self._change(row, mark))
        for paragraph in list(row.iter(_PARAGRAPH)):
            paragraph.getparent().replace(paragraph, self._marked(paragraph, mark))
        return row

    def _paragraph(self, then: Element, now: Element) -> Element:
        """Return the paragraph `now` with its words' changes since `then`."""
        if _xml(then) == _xml(now):
            return now
        before, after = list(_atoms(then)), list(_atoms(now))
        merged = _bare(now)
        for is_same, old_start, old_end, new_start, new_end in replacements(
            [atom.key for atom in before], [atom.key for atom in after], _is_space_key
        ):
            if is_same:
                merged.extend(_runs(after[new_start:new_end]))
                continue
            self._add(merged, before[old_start:old_end], "del")
            self._add(merged, after[new_start:new_end], "ins")
        return merged

    def _marked(self, paragraph: Element, mark: _Mark, *, its_end: bool = True) -> Element:
        """Return a paragraph that came or went, with its mark or without."""
        marked = _bare(paragraph)
        self._add(marked, list(_atoms(paragraph)), mark)
        if its_end:
            self._mark_end(marked, mark)
        return marked

    def _add(self, paragraph: Element, atoms: Sequence[_Atom], mark: _Mark) -> None:
        """Add `atoms` to a paragraph as inserted or deleted."""
        position = 0
        while position < len(atoms):
            end = position
            while end < len(atoms) and atoms[end].is_run:
                end += 1
            if end > position:
                change = self._change(paragraph, mark)
                change.extend(_runs(atoms[position:end], is_deleted=mark == "del"))
                paragraph.append(change)
                position = end
                continue
            node = deepcopy(atoms[position].node)
            node.tail = None
            if node.tag in _AROUND_RUNS:
                for run in list(node.iter(_RUN)):
                    self._wrap(run, mark)
                paragraph.append(node)
            elif mark == "ins":  # a bookmark or the like: the new report's alone
                paragraph.append(node)
            position += 1

    def _wrap(self, run: Element, mark: _Mark) -> None:
        change = self._change(run, mark)
        run.getparent().replace(run, change)
        if mark == "del":
            for child in run:
                child.tag = _WHEN_DELETED.get(child.tag, child.tag)
        change.append(run)

    def _mark_end(self, paragraph: Element, mark: _Mark) -> None:
        properties = _properties(paragraph)
        look = properties.find(_LOOK)
        if look is None:
            look = properties.makeelement(_LOOK)
            later = [child for child in properties if child.tag in {f"{W}sectPr", _CHANGED}]
            properties.insert(len(properties) - len(later), look)
        look.insert(0, self._change(paragraph, mark))

    def _change_properties(self, paragraph: Element, *, then: Element, now: Element) -> None:
        """Give a paragraph the properties of `now`, and those of `then` to whoever rejects."""
        before, after = then.find(_PROPERTIES), now.find(_PROPERTIES)
        _replace_properties(paragraph, after)
        if _compared(before) == _compared(after):
            return
        change = self._change(paragraph, "pPrChange")
        old = paragraph.makeelement(_PROPERTIES)
        old.extend(
            deepcopy(child)
            for child in (before if before is not None else ())
            if child.tag not in {_LOOK, f"{W}sectPr", _CHANGED}
        )
        change.append(old)
        _properties(paragraph).append(change)

    def _change_section(self, then: Element, now: Element) -> None:
        """Give the last section of a body the paper that it has for whoever rejects."""
        before, after = then.find(_SECTION), now.find(_SECTION)
        if before is None or after is None or _xml(before) == _xml(after):
            return
        change = self._change(after, "sectPrChange")
        paper = after.makeelement(_SECTION)
        paper.extend(deepcopy(child) for child in before if child.tag not in _REFERENCES)
        change.append(paper)
        after.append(change)

    def _change(self, near: Element, name: str) -> Element:
        self.number += 1
        attributes = {"id": str(self.number), "author": AUTHOR, "date": DAY}
        return near.makeelement(
            f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()}
        )


def _closed(rows: list[_Pair]) -> list[_Pair]:
    """Let the last paragraph of the old blocks become that of the new ones.

    Where both go on after the last one that they share, one of them would lack its end.
    """
    kept = max((n for n, row in enumerate(rows) if all(_there(row))), default=-1)
    tail = rows[kept + 1 :]
    gone = [then for then, now in tail if now is None]
    come = [now for then, now in tail if then is None]
    if not gone or not come or not _is_text(tail):
        return rows
    return [
        *rows[: kept + 1],
        *((then, None) for then in gone[:-1]),
        *((None, now) for now in come[:-1]),
        (gone[-1], come[-1]),
    ]


def _there(row: _Pair) -> tuple[bool, bool]:
    return row[0] is not None, row[1] is not None


def _is_text(rows: Iterable[_Pair]) -> bool:
    return all(block is None or block.tag == _PARAGRAPH for row in rows for block in row)


def _look_of(block: Element) -> tuple[Hashable, str]:
    """Return what must be the same in two blocks that become one another, and their text."""
    text = "".join(element.text or "" for element in block.iter(_TEXT))
    if block.tag != _PARAGRAPH:
        return block.tag, text
    return _compared(block.find(_PROPERTIES)), text


def _compared(properties: Element | None) -> str:
    """Return a paragraph's properties, less what only keeps the last one with the signature."""
    return "".join(
        _xml(child)
        for child in (properties if properties is not None else ())
        if child.tag not in {f"{W}keepNext", _LOOK, _CHANGED}
    )


def _atoms(paragraph: Element) -> Iterator[_Atom]:
    for child in paragraph:
        if child.tag == _PROPERTIES:
            continue
        if child.tag != _RUN:
            yield _Atom(child, None, (_xml(child), _NO_RUN))
            continue
        look = child.find(_LOOK)
        its_look = "" if look is None else _xml(look)
        for part in child:
            if part.tag == _TEXT:
                for word in words(part.text or ""):
                    yield _Atom(part, look, (word, its_look), word)
            elif part.tag != _LOOK:
                yield _Atom(part, look, (_xml(part), its_look))


def _runs(atoms: Sequence[_Atom], *, is_deleted: bool = False) -> Iterator[Element]:
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
            run, look = atom.node.makeelement(_RUN), atom.key[1]
            if atom.look is not None:
                run.append(deepcopy(atom.look))
        tag = _WHEN_DELETED.get(atom.node.tag, atom.node.tag) if is_deleted else atom.node.tag
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


def _is_space_key(key: Hashable) -> bool:
    return isinstance(key, tuple) and is_space(key[0])


def _bare(paragraph: Element) -> Element:
    """Return a paragraph with the properties of `paragraph` and nothing in it."""
    bare = paragraph.makeelement(_PARAGRAPH)
    _replace_properties(bare, paragraph.find(_PROPERTIES))
    return bare


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        properties = paragraph.makeelement(_PROPERTIES)
        paragraph.insert(0, properties)
    return properties


def _replace_properties(paragraph: Element, properties: Element | None) -> None:
    known = paragraph.find(_PROPERTIES)
    if known is not None:
        paragraph.remove(known)
    if properties is not None:
        paragraph.insert(0, deepcopy(properties))


def _xml(element: Element) -> str:
    """Return XML to compare; which names are declared depends on where an element stands."""
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return _DECLARED_AGAIN.sub("", text)


def _last_id(root: Element) -> int:
    """Return the greatest number that an annotation of `root`, such as a bookmark, has."""
    numbers = (element.get(f"{W}id", "") for element in root.iter(f"{W}*"))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
