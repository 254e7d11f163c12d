"""The bytes of an Excel workbook: no clock in it, so that the same cells give the same file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from ntmreport.zip_package import CORE_PART, write_package

if TYPE_CHECKING:
    from openpyxl import Workbook

_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


_STYLES = "xl/styles.xml"
_FONT = re.compile(rb"(?<=<font>).*?(?=</font>)", re.DOTALL)
_PROPERTY = re.compile(rb"<(\w+)[^>]*/>")
_ORDER = (
    *(b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign"),
    *(b"sz", b"color", b"name", b"family", b"charset", b"scheme"),
)
"""The properties of a font in the order of the schema (CT_Font of ISO/IEC 29500-1)."""


def workbook_bytes(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[CORE_PART] = _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", members[CORE_PART])
    # openpyxl writes the properties of a font in an order of its own, which Excel bears with.
    members[_STYLES] = _FONT.sub(lambda font: _in_order(font[0]), members[_STYLES])
    return write_package(members)


def _in_order(properties: bytes) -> bytes:
    found = sorted(_PROPERTY.finditer(properties), key=lambda each: _ORDER.index(each[1]))
    return b"".join(each[0] for each in found)
