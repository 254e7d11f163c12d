"""The paragraphs of a Word file, edited as Word does it: in place, or as tracked changes."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from random import Random

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAIN = "word/document.xml"

Element = etree._Element


class Author(NamedTuple):
    """Who makes a tracked change, and when."""

    name: str
    date: str


class WordParagraphs:
    """The paragraphs of a Word file's body, in the order of reading."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}
        self._root = etree.fromstring(self._members[_MAIN])
        self._changes = 0

    @property
    def all(self) -> list[Element]:
        """The paragraphs, those in tables too."""
        return list(self._root.iter(f"{_W}p"))

    def content(self) -> bytes:
        """Return the file as it is now."""
        self._members[_MAIN] = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, member in self._members.items():
                archive.writestr(name, member)
        return stream.getvalue()

    def replace(
        self, paragraph: Element, start: int, end: int, new: str, author: Author | None
    ) -> None:
        """Put `new` in the place of the text from `start` to `end`, tracked if an author does."""
        runs = self._isolated(paragraph, start, end)
        around = runs or self._isolated(paragraph, max(start - 1, 0), max(start, 1))
        if not around:
            return
        last = around[-1]
        if new:
            added = etree.Element(f"{_W}r")
            look = last.find(f"{_W}rPr")
            if look is not None:
                added.append(deepcopy(look))
            _set_text(added, "t", new)
            put = added if author is None else self._change("ins", author, [added])
            last.addnext(put)
        if author is None:
            for run in runs:
                _parent(run).remove(run)
        else:
            for run in runs:
                put = self._change("del", author, [])
                run.addprevious(put)
                put.append(run)
                for text in run.iter(f"{_W}t"):
                    text.tag = f"{_W}delText"

    def add(self, after: Element, text: str, author: Author | None) -> Element:
        """Put a paragraph that looks like `after` behind it."""
        paragraph = etree.Element(f"{_W}p")
        properties = after.find(f"{_W}pPr")
        if properties is not None:
            copied = deepcopy(properties)
            for section in copied.findall(f"{_W}sectPr"):
                copied.remove(section)
            paragraph.append(copied)
        run = etree.Element(f"{_W}r")
        _set_text(run, "t", text)
        if author is not None:
            run = self._change("ins", author, [run])
            self._mark(paragraph, "ins", author)
        paragraph.append(run)
        after.addnext(paragraph)
        return paragraph

    def remove(self, paragraph: Element, author: Author | None) -> None:
        """Take a paragraph out."""
        if author is None:
            _parent(paragraph).remove(paragraph)
            return
        self.replace(paragraph, 0, len(text_of(paragraph)), "", author)
        self._mark(paragraph, "del", author)

    def move(self, paragraph: Element, after: Element, author: Author | None) -> None:
        """Take a paragraph to behind another."""
        if author is None:
            after.addnext(paragraph)
            return
        moved = deepcopy(paragraph)
        after.addnext(moved)
        for there, name in ((paragraph, "moveFrom"), (moved, "moveTo")):
            for run in there.findall(f"{_W}r"):
                put = self._change(name, author, [])
                run.addprevious(put)
                put.append(run)
            self._mark(there, name, author)

    def split(self, paragraph: Element, at: int) -> None:
        """Make two paragraphs of one, the second of the text behind `at`."""
        rest = self._isolated(paragraph, at, len(text_of(paragraph)))
        behind = etree.Element(f"{_W}p")
        properties = paragraph.find(f"{_W}pPr")
        if properties is not None:
            behind.append(deepcopy(properties))
        behind.extend(rest)
        paragraph.addnext(behind)

    def join(self, paragraph: Element) -> str | None:
        """Take the paragraph behind into this one, and return its text; None where none is."""
        behind = paragraph.getnext()
        if behind is None or behind.tag != paragraph.tag or not text_of(behind):
            return None
        text = text_of(behind)
        self.replace(paragraph, len(text_of(paragraph)), len(text_of(paragraph)), " ", None)
        paragraph.extend(behind.findall(f"{_W}r"))
        _parent(behind).remove(behind)
        return text

    def underline(self, paragraph: Element, start: int, end: int) -> None:
        """Underline the text from `start` to `end`."""
        for run in self._isolated(paragraph, start, end):
            look = run.find(f"{_W}rPr")
            if look is None:
                look = etree.Element(f"{_W}rPr")
                run.insert(0, look)
            etree.SubElement(look, f"{_W}u", {f"{_W}val": "single"})

    def add_noise(self, random: Random) -> None:
        """Do what Word does by itself: runs split, marks of sessions, quotes, spaces that hold."""
        for paragraph in self.all:
            text = text_of(paragraph)
            paragraph.set(f"{_W}rsidR", f"{random.randrange(16**8):08X}")
            for _ in range(random.randrange(3)):
                if text:
                    self._isolated(paragraph, random.randrange(len(text)), len(text))
            for element in paragraph.iter(f"{_W}t"):
                element.text = _retyped(element.text or "", random)
            if random.random() < 0.2:
                paragraph.append(etree.Element(f"{_W}proofErr", {f"{_W}type": "spellEnd"}))

    def _isolated(self, paragraph: Element, start: int, end: int) -> list[Element]:
        """Return the runs that have the text from `start` to `end` and no other."""
        found: list[Element] = []
        at = 0
        for run in list(paragraph.iter(f"{_W}r")):
            text = "".join(each.text or "" for each in run.findall(f"{_W}t"))
            first, last = max(start - at, 0), min(end - at, len(text))
            at += len(text)
            if first >= last:
                continue
            for piece, is_before in ((text[:first], True), (text[last:], False)):
                if piece:
                    beside = deepcopy(run)
                    _set_text(beside, "t", piece)
                    (run.addprevious if is_before else run.addnext)(beside)
            _set_text(run, "t", text[first:last])
            found.append(run)
        return found

    def _change(self, name: str, author: Author, content: list[Element]) -> Element:
        self._changes += 1
        attributes = {
            f"{_W}id": str(9000 + self._changes),
            f"{_W}author": author.name,
            f"{_W}date": author.date,
        }
        change = etree.Element(f"{_W}{name}", attributes)
        change.extend(content)
        return change

    def _mark(self, paragraph: Element, name: str, author: Author) -> None:
        """Track the paragraph's own mark."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            properties = etree.Element(f"{_W}pPr")
            paragraph.insert(0, properties)
        look = properties.find(f"{_W}rPr")
        if look is None:
            look = etree.SubElement(properties, f"{_W}rPr")
        look.insert(0, self._change(name, author, []))


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph."""
    return "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))


def _set_text(run: Element, name: str, text: str) -> None:
    for child in list(run):
        if child.tag in {f"{_W}t", f"{_W}tab", f"{_W}br"}:
            run.remove(child)
    element = etree.SubElement(run, f"{_W}{name}")
    element.text = text
    element.set(_SPACE, "preserve")


def _retyped(text: str, random: Random) -> str:
    """Return a text as Word's autocorrection or another program leaves it."""
    for old, new in (("“", '"'), ("”", '"'), ("\u00a0", " "), (" - ", " – "), ("…", "...")):
        if random.random() < 0.3:
            text = text.replace(old, new)
    return text


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError(element.tag)
    return parent
