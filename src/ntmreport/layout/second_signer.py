"""The place of a second signer in a layout: beside the first, above the recipients."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from ntmreport.escapes import xml_quoted
from ntmreport.layout.block_styles import CAPACITY_OF_TWO, NAME_OF_TWO
from ntmreport.layout.word_xml import W, made, natural, parent_of, text_of
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.layout.word_xml import Element

_SIGNER = lazy_pattern(r"\{\{r? ?frame\.signer \}\}")
_IF_TWO = "{%p if frame.second_capacity or frame.second_signer %}"
_GAP = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    '<w:ind w:left="0" w:firstLine="0"/></w:pPr></w:p>'
)


def add_second_signer(
    body: Element, style: Callable[[str], str], tag: Callable[[str], Element]
) -> None:
    """Give two signers a table of their own, where one has his place in a cell of the body's table.

    `style` returns the identity of the style of a name, `tag` a paragraph with a tag.
    """
    signer = next((p for p in body.iter(f"{W}p") if _SIGNER.fullmatch(text_of(p).strip())), None)
    if signer is None or parent_of(signer).tag != f"{W}tc":
        return
    cell = parent_of(signer)
    table = parent_of(parent_of(cell))
    if table.getparent() is not body:
        return
    for each in (tag(_IF_TWO), _two_signers(table, style), made(_GAP), tag("{%p endif %}")):
        table.addprevious(each)
    inside = [child for child in cell if child.tag != f"{W}tcPr"]
    for each in (tag(_IF_TWO), made(_GAP), tag("{%p else %}")):
        inside[0].addprevious(each)
    inside[-1].addnext(tag("{%p endif %}"))


def _two_signers(around: Element, style: Callable[[str], str]) -> Element:
    """Return a table of two equal columns, as wide as the one around recipients and signer."""
    whole = sum(natural(each.get(f"{W}w")) for each in around.iterfind(f"{W}tblGrid/{W}gridCol"))
    halves = (whole // 2, whole - whole // 2)
    table = made("<w:tbl/>")
    properties = deepcopy(next(around.iterchildren(f"{W}tblPr")))
    table.append(properties)
    caption = properties.find(f"{W}tblCaption")
    if caption is not None:
        caption.set(f"{W}val", "Chữ ký của hai người")
    columns = "".join(f'<w:gridCol w:w="{half}"/>' for half in halves)
    table.append(made(f"<w:tblGrid>{columns}</w:tblGrid>"))
    # In rows of their own, so that both names stand on one line.
    for identity, names in (
        (style(CAPACITY_OF_TWO), ("second_capacity", "capacity")),
        (style(NAME_OF_TWO), ("second_signer", "signer")),
    ):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>'
            f"<w:p><w:pPr><w:pStyle w:val={xml_quoted(identity)}/></w:pPr>"
            f'<w:r><w:t xml:space="preserve">{{{{ frame.{name} }}}}</w:t></w:r></w:p></w:tc>'
            for half, name in zip(halves, names, strict=True)
        )
        table.append(made(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"))
    return table
