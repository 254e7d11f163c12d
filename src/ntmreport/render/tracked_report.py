"""Two reports as one Word file: the new one, with its changes since the old one tracked.

Both are built in the same layout and then laid beside each other paragraph by paragraph, cell by
cell: so what the layout itself writes, or leaves out, is right for either. Whoever accepts all
changes has the new report, whoever rejects them the old one.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from ntmreport.layout.layout_cache import prepared_layout
from ntmreport.layout.prepared_layout import PreparedLayout
from ntmreport.layout.word_xml import Element, W, element_xml, parsed, serialized
from ntmreport.render import footnotes, word_picture
from ntmreport.render.content_digest import write_sealed_package
from ntmreport.render.tracked_blocks import merge
from ntmreport.render.tracked_paragraphs import SECTION, Changes, last_number
from ntmreport.render.word_document import render_docx
from ntmreport.word_alignment import ALIKE
from ntmreport.zip_package import read_package

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document

_STORIES = frozenset(f"{W}{root}" for root in ("document", "hdr", "ftr", "footnotes", "endnotes"))
_NOTES = frozenset({f"{W}footnote", f"{W}endnote"})
_REFERENCES = frozenset({f"{W}headerReference", f"{W}footerReference"})


def render_tracked(
    old: Document, new: Document, layout: bytes, name: str
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the Word file of `new` with its changes since `old`, or None and what is wrong.

    `layout` and `name` are as for `render_docx`.
    """
    packages: list[dict[str, bytes]] = []
    for document in (old, new):
        content, diagnostics = render_docx(document, layout, name)
        if content is None:
            return None, diagnostics
        packages.append(read_package(content))
    before, after = packages
    prepared = prepared_layout(layout, name)
    assert isinstance(prepared, PreparedLayout)  # noqa: S101 - both reports were built in it
    footnotes.keep_both(before, after, prepared.first_note)
    word_picture.keep_both(before, after)
    roots = {
        part: (parsed(before[part]), parsed(after[part]))
        for part in after
        if part.endswith(".xml") and before.get(part, after[part]) != after[part]
    }
    stories = {part: found for part, found in roots.items() if found[1].tag in _STORIES}
    taken = [last_number(root) for found in stories.values() for root in found]
    changes = Changes(max(taken, default=0))
    for part, (then, now) in stories.items():
        _merge_story(then, now, changes)
        after[part] = serialized(now)
    return write_sealed_package(after), ()


def _merge_story(old: Element, new: Element, changes: Changes) -> None:
    """Merge a part: its body, its own blocks, or its notes."""
    bodies = old.findall(f"{W}body"), new.findall(f"{W}body")
    notes = [
        (then, now)
        for then, now in zip(old, new, strict=False)
        if then.tag == now.tag and then.tag in _NOTES
    ]
    for then, now in notes or list(zip(*bodies, strict=True)) or [(old, new)]:
        merge(then, now, ALIKE, changes)
        _change_section(then, now, changes)


def _change_section(then: Element, now: Element, changes: Changes) -> None:
    """Give the last section of a body the paper that it has for whoever rejects."""
    before, after = then.find(SECTION), now.find(SECTION)
    if before is None or after is None or element_xml(before) == element_xml(after):
        return
    change = changes.change(after, "sectPrChange")
    paper = after.makeelement(SECTION)
    paper.extend(deepcopy(child) for child in before if child.tag not in _REFERENCES)
    change.append(paper)
    after.append(change)
