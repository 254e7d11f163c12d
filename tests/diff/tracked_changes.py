"""What Word makes of tracked changes when all are accepted or rejected, done on the XML."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART = "word/document.xml"
# LibreOffice takes a paragraph that came and the same one that went for one that moved.
CAME, WENT = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
MARKS = (*CAME, *WENT)


def story(content: bytes, part: str = PART) -> Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(part))


def accepted(root: Element) -> Element:
    return _settled(root, kept=CAME, dropped=WENT)


def rejected(root: Element) -> Element:
    settled = _settled(root, kept=WENT, dropped=CAME)
    for text in settled.iter(f"{W}delText"):
        text.tag = f"{W}t"
    return settled


def _settled(root: Element, *, kept: tuple[str, ...], dropped: tuple[str, ...]) -> Element:
    root = deepcopy(root)
    for change in list(root.iter(f"{W}pPrChange")):
        properties = change.getparent()
        properties.remove(change)
        if kept == WENT:
            marks = properties.find(f"{W}rPr")
            for child in list(properties):
                properties.remove(child)
            properties.extend(list(change.find(f"{W}pPr")))
            if marks is not None:
                properties.append(marks)
    for change in list(root.iter(f"{W}sectPrChange")):
        section = change.getparent()
        section.remove(change)
        if kept == WENT:
            for child in section.xpath(
                "*[not(self::w:headerReference)]", namespaces={"w": W[1:-1]}
            ):
                section.remove(child)
            section.extend(list(change.find(f"{W}sectPr")))
    for properties in list(root.iter(f"{W}trPr")):
        row = properties.getparent()
        if any(child.tag in dropped for child in properties):
            row.getparent().remove(row)
        for mark in [child for child in properties if child.tag in kept]:
            properties.remove(mark)
    for table in [each for each in root.iter(f"{W}tbl") if each.find(f"{W}tr") is None]:
        table.getparent().remove(table)
    # Backwards: a paragraph without its mark goes into the one after it.
    for paragraph in reversed(list(root.iter(f"{W}p"))):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        is_ended = mark is None or not any(child.tag in dropped for child in mark)
        if mark is not None:
            for change in [child for child in mark if child.tag in MARKS]:
                mark.remove(change)
            if not len(mark):
                mark.getparent().remove(mark)
        for change in list(paragraph.iter(*MARKS)):
            if change.tag in kept:
                parent = change.getparent()
                at = parent.index(change)
                parent[at : at + 1] = list(change)
            else:
                change.getparent().remove(change)
        if is_ended:
            continue
        following = paragraph.getnext()
        content = [child for child in paragraph if child.tag != f"{W}pPr"]
        if following is not None and following.tag == f"{W}p":
            start = 1 if following.find(f"{W}pPr") is not None else 0
            following[start:start] = content
        else:
            assert not content, "text without a paragraph"
        paragraph.getparent().remove(paragraph)
    assert not list(root.iter(*MARKS))
    return root


Line: TypeAlias = tuple[str, str, tuple[tuple[str, str], ...]]


def lines(root: Element) -> list[Line]:
    """Where each paragraph stands, its style and its text, cut where the look changes."""
    found: list[Line] = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        runs: list[tuple[str, str]] = []
        for run in paragraph.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            look = "" if properties is None else etree.tostring(properties, encoding="unicode")
            text = "".join(
                child.text or "" if child.tag == f"{W}t" else f"<{child.tag}>"
                for child in run
                if child.tag != f"{W}rPr"
            )
            if runs and runs[-1][0] == look:
                runs[-1] = (look, runs[-1][1] + text)
            elif text:
                runs.append((look, text))
        name = "" if style is None else str(style.get(f"{W}val"))
        found.append((str(paragraph.getparent().tag), name, tuple(runs)))
    return found


def texts(root: Element) -> list[str]:
    return ["".join(text for _, text in runs) for _, _, runs in lines(root)]
