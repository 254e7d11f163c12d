"""A Word file is always the same bytes, with no trace of the machine or of the layout's editor."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import docx as python_docx
import pytest
from msgspec.structs import replace

from ntmreport.layout.layout_cache import layout_of_content, prepared_layout
from ntmreport.layout.prepared_layout import PreparedLayout

from .samples import (
    DOCUMENT_PART,
    LAYOUT,
    NAME,
    PROPERTIES,
    REPORT,
    built,
    edited,
    layout,
    members,
    packed,
    root,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any


def forget_layouts() -> None:
    """Have the process know no layout any more."""
    prepared_layout.cache_clear()
    layout_of_content.cache_clear()


# -- the package ---------------------------------------------------------------------------


def test_same_input_same_bytes() -> None:
    assert built() == built()
    forget_layouts()
    assert built() == built()


def test_same_bytes_whatever_the_order_of_the_layouts_zip() -> None:
    parts = members(layout())
    assert built(REPORT, packed(dict(reversed(parts.items())))) == built()


def test_package_is_written_without_a_trace_of_machine_or_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(built())) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert [entry.filename for entry in entries[1:]] == sorted(
        entry.filename for entry in entries[1:]
    )
    for entry in entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.create_system == 3
        assert entry.compress_type == zipfile.ZIP_DEFLATED


def test_python_docx_opens_it() -> None:
    document = python_docx.Document(io.BytesIO(built()))
    properties = document.core_properties
    assert properties.title == PROPERTIES.title
    assert properties.subject == PROPERTIES.subject
    assert properties.author == PROPERTIES.author
    assert properties.language == "vi-VN"
    assert properties.last_modified_by == ""
    assert properties.created is None
    assert properties.modified is None
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"NTM Mục I", "NTM Mục 1", "NTM Gạch đầu dòng", "NTM Đoạn văn"} <= styles


def test_custom_properties_name_data_form_and_version() -> None:
    def named(docx: bytes) -> dict[str, str]:
        entries = root(docx, "docProps/custom.xml")
        properties = {entry.get("name"): entry[0].text for entry in entries}
        assert len(properties.pop("NtmContentDigest")) == 64
        return properties

    expected = {
        "NtmDataDigest": PROPERTIES.data_digest,
        "NtmFormDigest": PROPERTIES.form_digest,
        "NtmVersion": PROPERTIES.program_version,
    }
    assert named(built()) == expected
    committed = replace(REPORT, properties=replace(PROPERTIES, commit="c" * 40))
    assert named(built(committed)) == {**expected, "NtmCommit": "c" * 40}


def test_traces_of_the_layouts_editor_stay_out(validated: Callable[[bytes], list[Any]]) -> None:
    # python-docx's own default template stands for a file that went through Word.
    document = python_docx.Document(io.BytesIO(layout()))
    document.core_properties.author = "Nguyễn Văn A"
    document.core_properties.last_modified_by = "Nguyễn Văn A"
    document.add_comment(document.paragraphs[3].runs, "ghi chú nội bộ", "Nguyễn Văn A")
    buffer = io.BytesIO()
    document.save(buffer)
    content = edited(
        DOCUMENT_PART,
        lambda xml: xml.replace("<w:p>", '<w:p w:rsidR="00AB12CD">'),
        buffer.getvalue(),
    )
    docx = built(REPORT, content)
    together = b"".join(members(docx).values()).decode()
    assert "Nguyễn" not in together
    assert "ghi chú" not in together
    assert "rsid" not in together
    assert not validated(docx)


# -- the cache -------------------------------------------------------------------------------

WARM_BUILD = """
import sys
from pathlib import Path
from ntmreport.document import Annex, Block, BlockKind, Cell, Document, Properties, Row, Run, Table
from ntmreport.render.word_document import render_docx
from ntmreport.span import Span
place = Span("", 1, 1, 1, 1)
name, said = (Block(kind, "", (Run("1"),), place) for kind in (BlockKind.ANNEX, BlockKind.CELL))
table = Table((Row((Cell(said, 0),), is_header=True),), 1, place)
annexes = (Annex((name, table)),)
document = Document({}, (table,), Properties("", "", "", "", "", "", ""), annexes)
docx, diagnostics = render_docx(document, Path(sys.argv[1]).read_bytes(), "layout.docx")
assert docx and not diagnostics
print(" ".join(sorted({"docx", "docxtpl", "lxml"} & set(sys.modules))))
"""


def modules_loaded() -> str:
    done = subprocess.run(
        [sys.executable, "-c", WARM_BUILD, str(LAYOUT)],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def test_known_layout_needs_no_docx_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTMREPORT_CACHE", str(tmp_path / "cache"))
    assert modules_loaded() == "docx docxtpl lxml"
    assert modules_loaded() == ""


@pytest.mark.parametrize("damage", [b"", b"damaged", None])
def test_damaged_cache_does_not_matter(
    damage: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTMREPORT_CACHE", str(tmp_path))
    forget_layouts()
    expected = built()
    (entry,) = tmp_path.iterdir()
    content = entry.read_bytes()
    entry.write_bytes(content[:-1] + b"\0\0" if damage is None else damage)
    forget_layouts()
    assert built() == expected
    assert entry.read_bytes() == content


def test_kept_layout_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NTMREPORT_CACHE", str(tmp_path))
    forget_layouts()
    expected = built()
    forget_layouts()
    assert built() == expected


def test_cache_folder_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setenv("NTMREPORT_CACHE", str(file / "cache"))
    forget_layouts()
    assert built()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders apart itself")
def test_cache_folder_that_others_can_write_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("NTMREPORT_CACHE", str(shared))
    forget_layouts()
    assert built()
    assert not list(shared.iterdir())


def test_layouts_name_is_in_its_own_diagnostics() -> None:
    for name in (NAME, "khac.docx"):
        found = prepared_layout(b"", name)
        assert not isinstance(found, PreparedLayout)
        assert found[0].span.file == name


def test_copies_of_a_layout_are_prepared_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forms of many communes have the same layout, each its own file."""
    monkeypatch.setenv("NTMREPORT_CACHE", str(tmp_path))
    forget_layouts()
    for name in ("xa-1/layout.docx", "xa-2/layout.docx"):
        found = prepared_layout(layout(), name)
        assert isinstance(found, PreparedLayout)
        headers = [header for each in found.reading.sections for header in each.headers.values()]
        lines = [*found.reading.lines, *(each.page_number for each in headers)]
        placed = [*lines, *found.reading.sections, *found.warnings]
        assert {each.span.file for each in placed if each is not None} == {name}
    assert len(list(tmp_path.iterdir())) == 1
