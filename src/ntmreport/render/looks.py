"""The look of a sample run: what an official formatted in Word, carried to the text of a tag."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from ntmreport.render.opc import Element, W
from ntmreport.render.words import TEXT_START

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntmreport.render.words import Look

_DECLARED_AGAIN = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def give_own_run(text: Element) -> None:
    """Give each run-level tag in `text` a run of its own that looks like the run it stood in."""
    run = text.getparent()
    # A run inside a run has gone with the one around it.
    if run is None or run.tag != f"{W}r" or run.getparent() is None:
        return
    properties = run.find(f"{W}rPr")
    groups: list[list[Element]] = [[]]
    for child in [child for child in run if child.tag != f"{W}rPr"]:
        if child.tag != f"{W}t":
            groups[-1].append(child)
            continue
        for piece in re.split(r"(\{\{r .*?\}\}|\{%r .*?%\})", child.text or ""):
            if not piece:
                continue
            part = deepcopy(child)
            part.text, part.tail = piece, None
            if re.match(r"\{[{%]r ", piece):
                groups += [[part], []]
            else:
                groups[-1].append(part)
    for group in groups:
        if group:
            new = run.makeelement(run.tag)
            if properties is not None:
                new.append(deepcopy(properties))
            new.extend(group)
            run.addprevious(new)
    run.getparent().remove(run)


def xml_of(elements: Iterable[Element]) -> str:
    """Return the XML of `elements`, less what is of a namespace that the part does not declare."""
    return "".join(
        _DECLARED_AGAIN.sub("", etree.tostring(element, encoding="unicode", with_tail=False))
        for element in elements
        if etree.QName(element).namespace in element.getroottree().getroot().nsmap.values()
    )


def look_of(run: Element) -> Look:
    """Return the openings of runs that look like the sample `run`, also in bold and italic.

    The sample's language is left out: Word notes the keyboard's, and the report is Vietnamese.
    """
    known = set(run.getroottree().getroot().nsmap.values())
    sample = run.find(f"{W}rPr")
    children = [
        child
        for child in (sample if sample is not None else ())
        if child.tag != f"{W}lang" and etree.QName(child).namespace in known
    ]

    def opening(bold: bool, italic: bool) -> str:
        replaced = {f"{W}b": bold, f"{W}i": italic}
        look = run.makeelement(f"{W}rPr", nsmap=run.nsmap)
        look.extend(deepcopy(child) for child in children if not replaced.get(child.tag))
        # The schema's order: style, fonts, bold, italic, the rest.
        first = (f"{W}rStyle", f"{W}rFonts")
        at = sum(child.tag in first for child in look)
        for tag in (f"{W}i", f"{W}b"):
            if replaced[tag]:
                look.insert(at, look.makeelement(tag))
        xml = _DECLARED_AGAIN.sub("", etree.tostring(look, encoding="unicode", with_tail=False))
        return f"<w:r>{xml if len(look) else ''}{TEXT_START}"

    return opening(False, False), opening(True, False), opening(False, True), opening(True, True)
