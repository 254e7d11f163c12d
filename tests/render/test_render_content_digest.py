"""The digest of a Word file over its own parts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from ntmreport.render.content_digest import own_digest
from ntmreport.zip_package import read_package
from tests.render.samples import built

if TYPE_CHECKING:
    from collections.abc import Mapping


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_built_file_matches_its_digest_however_it_is_packed() -> None:
    docx = built()
    digest = own_digest(docx)
    assert digest is not None
    assert built() == docx
    members = read_package(docx)
    assert own_digest(packed(dict(reversed(members.items())))) == digest


@pytest.mark.parametrize(
    "part", ["word/document.xml", "docProps/core.xml", "docProps/custom.xml", "[Content_Types].xml"]
)
def test_any_changed_part_is_seen(part: str) -> None:
    members = read_package(built())
    assert own_digest(packed({**members, part: members[part] + b" "})) is None
    assert own_digest(packed({name: members[name] for name in members if name != part})) is None


def test_what_was_never_built_has_no_digest() -> None:
    docx = built()
    members = read_package(docx)
    assert own_digest(packed({**members, "word/new.xml": b"<a/>"})) is None
    for other in (b"", b"text", docx[:-1], docx + b"\n", b"\n" + docx, packed({"a": b"b"})):
        assert own_digest(other) is None
