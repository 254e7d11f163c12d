"""A picture in a paragraph of a Word file, by the part that holds its bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ntmreport.escapes import xml_quoted
from ntmreport.layout.layout_package import OFFICE, main_part, relations
from ntmreport.render.additions import add_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntmreport.document import Picture

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU_PER_TWIP, _EMU_PER_MM, _EMU_PER_INCH = 635, 36_000, 914_400
_DOTS_PER_INCH = 150
"""The resolution at which a picture without a stated width is printed, where it has room."""

_TALLEST = 200 * _EMU_PER_MM
_IDENTITY = "ntmPicture"


def identity_of(picture: Picture) -> str:
    """Return what the document calls the picture's part by, the same for the same bytes."""
    return _IDENTITY + hashlib.sha256(picture.content).hexdigest()[:24]


def drawing_xml(picture: Picture, words: str, width: int, copy: int) -> str:
    """Return the run of a picture, no wider than `width` twips; `words` say what it shows.

    `copy` counts the same picture within the document.
    """
    wide, high = _size(picture, width * _EMU_PER_TWIP)
    identity = identity_of(picture)
    number = int(hashlib.sha256(f"{identity} {copy}".encode()).hexdigest()[:7], 16) + 1
    name = xml_quoted(f"Hình {number}")
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0"'
        f' distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name={name} descr={xml_quoted(words)}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main"'
        f' noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="{identity}"/><a:stretch>'
        "<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def attach(members: dict[str, bytes], pictures: Iterable[Picture]) -> None:
    """Give the main part a part for each picture; the same bytes have one."""
    main = main_part(members)
    known = {each.identity for each in relations(members, main)}
    for picture in pictures:
        identity = identity_of(picture)
        if identity not in known:
            known.add(identity)
            name = f"word/media/image1.{picture.kind.value}"
            kind = f"image/{picture.kind.value}"
            add_part(members, main, name, picture.content, kind, f"{OFFICE}/image", identity)


def keep_both(before: Mapping[str, bytes], after: dict[str, bytes]) -> None:
    """Give the package of a new report the pictures of the old one, too."""
    main = main_part(after)
    known = {each.identity for each in relations(after, main)}
    for each in relations(before, main_part(before)):
        if each.identity.startswith(_IDENTITY) and each.identity not in known:
            ending = each.part.rpartition(".")[2]
            name, kind = f"word/media/image1.{ending}", f"image/{ending}"
            content = before[each.part]
            add_part(after, main, name, content, kind, f"{OFFICE}/image", each.identity)


def _size(picture: Picture, most: int) -> tuple[int, int]:
    """Return width and height in EMU: as asked, or as the dots ask, and within the page."""
    asked = picture.millimetres * _EMU_PER_MM
    wide = min(asked or picture.width * _EMU_PER_INCH // _DOTS_PER_INCH, most)
    high = wide * picture.height // picture.width
    if high > _TALLEST:
        wide, high = _TALLEST * picture.width // picture.height, _TALLEST
    return max(wide, 1), max(high, 1)
