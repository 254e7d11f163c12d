"""Footnotes of a report: the part of the Word file that holds them.

Loaded only by a report that has footnotes: it reads and writes relationships with lxml.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from ntmreport.escapes import xml_quoted
from ntmreport.layout.layout_package import OFFICE, WORD, main_part, related_parts
from ntmreport.layout.word_xml import DECLARATION, W, element_xml, made, natural, parsed, serialized
from ntmreport.render.additions import add_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.layout.word_xml import Element

_NUMBER = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
_SPACE = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
_EMPTY = (
    f'{DECLARATION}<w:footnotes xmlns:w="{W.strip("{}")}">'
    + "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    + "</w:footnotes>"
)


def attach(members: dict[str, bytes], notes: Sequence[tuple[str, str]], first: int) -> None:
    """Add `notes`, each the identity of its style and its runs, numbered from `first` on."""
    main = main_part(members)
    found = related_parts(members, main, "footnotes")
    name = found[0] if found else ""
    if not name:
        name = add_part(
            members,
            main,
            "word/footnotes.xml",
            _EMPTY.encode(),
            f"{WORD}footnotes+xml",
            f"{OFFICE}/footnotes",
        )
    root = parsed(members[name])
    for number, (style, runs) in enumerate(notes, first):
        root.append(
            made(
                f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val={xml_quoted(style)}/>'
                f"</w:pPr>{_NUMBER}{_SPACE}{runs}</w:p></w:footnote>"
            )
        )
    members[name] = serialized(root)


def keep_both(before: dict[str, bytes], after: dict[str, bytes], first: int) -> None:
    """Give the footnotes of an old report and of a new one numbers that hold in either.

    Those that say the same have one number; the others of the old report join the new one's. The
    notes below `first` are the layout's own.
    """
    mains = main_part(before), main_part(after)
    kept, found = (
        related_parts(*each, "footnotes") for each in zip((before, after), mains, strict=True)
    )
    if not kept:
        return
    if not found:
        attach(after, (), first)
        found = related_parts(after, mains[1], "footnotes")
    then, now = parsed(before[kept[0]]), parsed(after[found[0]])
    same: dict[str, list[int]] = {}
    for note in _written(now, first):
        same.setdefault(_said(note), []).append(_number(note))
    following = max((_number(note) for note in now), default=0) + 1
    numbers: dict[str, str] = {}
    for note in _written(then, first):
        then.remove(note)
        if alike := same.get(_said(note)):
            numbers[note.get(f"{W}id", "")] = str(alike.pop(0))
            continue
        numbers[note.get(f"{W}id", "")] = str(following)
        note.set(f"{W}id", str(following))
        now.append(note)
        following += 1
    then.extend(deepcopy(note) for note in _written(now, first))
    body = parsed(before[mains[0]])
    for reference in body.iter(f"{W}footnoteReference"):
        number = reference.get(f"{W}id", "")
        reference.set(f"{W}id", numbers.get(number, number))
    before[mains[0]], before[kept[0]] = serialized(body), serialized(then)
    after[found[0]] = serialized(now)


def _written(notes: Element, first: int) -> list[Element]:
    return [note for note in notes if _number(note) >= first]


def _number(note: Element) -> int:
    return natural(note.get(f"{W}id"))


def _said(note: Element) -> str:
    return "".join(element_xml(each) for each in note)
