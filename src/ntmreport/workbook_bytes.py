"""The bytes of an Excel workbook: no clock in it, so that the same cells give the same file."""

from __future__ import annotations

import io
import re
import zipfile
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from ntmreport.zip_package import CORE_PART, write_package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook

MOST_OF_A_CELL = 32_767
"""The most characters of a cell in Excel."""

MOST_DIGITS = 15
"""The most digits of a number in Excel."""

VIETNAMESE_NUMBERS = "[$-42A]"
"""The language of a number's format: a dot between thousands, a comma before decimals."""

_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


_NONE = MappingProxyType[str, "Mapping[str, str]"]({})
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)')
_STYLES = "xl/styles.xml"
_FONT = re.compile(rb"(?<=<font>).*?(?=</font>)", re.DOTALL)
_PROPERTY = re.compile(rb"<(\w+)[^>]*/>")
_ORDER = (
    *(b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign"),
    *(b"sz", b"color", b"name", b"family", b"charset", b"scheme"),
)
"""The properties of a font in the order of the schema (CT_Font of ISO/IEC 29500-1)."""


def workbook_bytes(book: Workbook, results: Mapping[str, Mapping[str, str]] = _NONE) -> bytes:
    """Return the workbook as a file.

    `results` are what formulas come to, by sheet and cell, for who shows it without computing.
    """
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[CORE_PART] = _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", members[CORE_PART])
    for number, page in enumerate(book.worksheets, start=1):
        part, known = f"xl/worksheets/sheet{number}.xml", results.get(page.title)
        if known:
            members[part] = _FORMULA.sub(partial(_with_result, known), members[part])
    # openpyxl writes the properties of a font in an order of its own, which Excel bears with.
    members[_STYLES] = _FONT.sub(lambda font: _in_order(font[0]), members[_STYLES])
    return write_package(members)


def _with_result(results: Mapping[str, str], formula: re.Match[bytes]) -> bytes:
    result = results.get(formula[2].decode())
    return formula[0] if result is None else formula[1] + f"<v>{result}</v>".encode()


def _in_order(properties: bytes) -> bytes:
    found = sorted(_PROPERTY.finditer(properties), key=lambda each: _ORDER.index(each[1]))
    return b"".join(each[0] for each in found)
