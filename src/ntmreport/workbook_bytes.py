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


def workbook_bytes(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[CORE_PART] = _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", members[CORE_PART])
    return write_package(members)
