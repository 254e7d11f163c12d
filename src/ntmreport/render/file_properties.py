"""Properties of the built file: docProps/core.xml and docProps/custom.xml.

They are written anew for every build, so that neither the name of whoever last edited the layout
nor a clock gets into the report. There are no dates: the day of a report is the day it is signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.escapes import xml_text

if TYPE_CHECKING:
    from ntmreport.document import Properties

LANGUAGE = "vi-VN"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CUSTOM_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_PROPERTY_ID = 2


def core_properties(properties: Properties) -> bytes:
    """Return docProps/core.xml."""
    return (
        f"{_DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml_text(properties.title)}</dc:title>"
        f"<dc:subject>{xml_text(properties.subject)}</dc:subject>"
        f"<dc:creator>{xml_text(properties.author)}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def custom_properties(properties: Properties) -> bytes:
    """Return docProps/custom.xml, by which a built file can be matched with its data and form."""
    named = {
        "NtmDataDigest": properties.data_digest,
        "NtmFormDigest": properties.form_digest,
        "NtmVersion": properties.program_version,
        "NtmCommit": properties.commit,
    }
    written = {name: value for name, value in named.items() if value}
    entries = "".join(
        _property(name, xml_text(value), str(number))
        for number, (name, value) in enumerate(written.items(), _FIRST_PROPERTY_ID)
    )
    return (
        f"{_DECLARATION}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{entries}</Properties>"
    ).encode()


def digest_property(digest: str, number: str) -> str:
    """Return the property that holds the file's digest over its own content."""
    return _property("NtmContentDigest", digest, number)


def _property(name: str, value: str, number: str) -> str:
    return (
        f'<property fmtid="{_CUSTOM_PROPERTY_SET}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
    )
