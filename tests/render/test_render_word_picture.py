"""Pictures in the Word file: a part each, their words, their size, tracked changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from ntmreport.compose.picture_bytes import picture_of
from ntmreport.document import Block, BlockKind, Document, Run
from ntmreport.layout.layout_package import relations
from ntmreport.render.plain_text import render_text
from ntmreport.render.tracked_report import render_tracked
from tests.diff.tracked_changes import accepted, rejected, story
from tests.pictures import jpeg, png

from .samples import BODY, NAME, PLACE, built, layout, members, root, with_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from .samples import Element

MAIN = "word/document.xml"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def pictured(*contents: bytes, millimetres: int = 0) -> Document:
    blocks = [
        Block(
            BlockKind.PICTURE,
            "",
            (Run("Bản đồ <xã> & thôn"),),
            PLACE,
            replace(picture_of(content), millimetres=millimetres),
        )
        for content in contents
    ]
    return with_body(*BODY[:1], *blocks, BODY[-1])


def shown(docx: bytes, body: Element) -> list[bytes]:
    """The bytes of the pictures that a body shows, in their order."""
    parts = members(docx)
    names = {each.identity: each.part for each in relations(parts, MAIN)}
    return [parts[names[each.get(EMBED)]] for each in body.iter() if each.get(EMBED)]


def test_pictures_have_parts_and_words(validated: Callable[[bytes], list[Any]]) -> None:
    document = pictured(png(), jpeg(), png())
    docx = built(document)
    assert shown(docx, root(docx)) == [png(), jpeg(), png()]
    assert len([name for name in members(docx) if "media" in name]) == 2
    said = [each.get("descr") for each in root(docx).iter() if each.tag.endswith("docPr")]
    assert said == ["Bản đồ <xã> & thôn"] * 3
    assert "\n[Hình: Bản đồ <xã> & thôn]\n" in render_text(document)
    assert built(document) == docx
    assert validated(docx) == []


@pytest.mark.parametrize(
    ("size", "millimetres", "centimetres"),
    [
        ((300, 150), 0, (5.08, 2.54)),  # 150 dots an inch
        ((300, 150), 120, (12, 6)),
        ((30_000, 150), 0, (16, 0.08)),  # as wide as the text
        ((300, 150), 270, (16, 8)),
        ((100, 1000), 100, (2, 20)),  # as high as a page allows
    ],
)
def test_size_of_a_picture(
    size: tuple[int, int], millimetres: int, centimetres: tuple[float, float]
) -> None:
    docx = built(pictured(png(*size), millimetres=millimetres))
    (extent,) = [each for each in root(docx).iter() if each.tag.endswith("}extent")]
    found = [int(extent.get(name)) / 360_000 for name in ("cx", "cy")]
    assert found == pytest.approx(centimetres, abs=0.01)


def test_tracked_pictures_are_the_new_ones_or_the_old_ones() -> None:
    old, new = pictured(png(), jpeg()), pictured(png(), png(3, 3))
    docx, _ = render_tracked(old, new, layout(), NAME)
    assert docx is not None
    assert shown(docx, accepted(story(docx))) == [png(), png(3, 3)]
    assert shown(docx, rejected(story(docx))) == [png(), jpeg()]
