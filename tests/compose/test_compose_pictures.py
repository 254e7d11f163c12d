"""Pictures of a form: read safely, known by their bytes, without what they say beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ntmreport.compose.form_loading import FormsFolder, load_form
from ntmreport.compose.picture_bytes import PictureError, picture_of
from ntmreport.model import Text
from ntmreport.span import Span
from tests.pictures import PNG_START, chunk, exif, jpeg, png, segment

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic

PLACE = Span("report.yaml", 1, 1, 1, 2)


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (png(), png()),
        (png(more=chunk(b"tEXt", b"Author\0An"), behind=b"hidden"), png()),
        (png(more=chunk(b"eXIf", b"MM\0*"), behind=jpeg()), png()),
        (png(more=chunk(b"gAMA", b"\0\0\xb1\x8f")), png(more=chunk(b"gAMA", b"\0\0\xb1\x8f"))),
        (jpeg(), jpeg()),
        (jpeg(more=exif(1) + segment(0xFE, b"An") + segment(0xED, b"Photoshop")), jpeg()),
        (jpeg(behind=b"hidden"), jpeg()),
    ],
)
def test_what_changes_nothing_is_left_out(content: bytes, kept: bytes) -> None:
    assert picture_of(content).content == kept


def test_size_and_kind_are_those_of_the_bytes() -> None:
    assert [str(picture_of(png(7, 5)).kind), picture_of(png(7, 5)).width] == ["png", 7]
    found = picture_of(jpeg(7, 5))
    assert (str(found.kind), found.width, found.height) == ("jpeg", 7, 5)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "dạng thật: ?"),
        (b"GIF89a", "dạng thật: GIF"),
        (b"  <svg/>", "dạng thật: SVG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "dạng thật: WebP"),
        (b"\0\0\0\x18ftypheic", "dạng thật: HEIC"),
        (PNG_START, "bị hỏng"),
        (png()[:-1], "bị hỏng"),
        (png().replace(b"IDAT", b"IDAU"), "bị hỏng"),
        (png(more=chunk(b"ABCD", b"")), "bị hỏng"),
        (jpeg()[:10], "bị hỏng"),
        (jpeg()[:-2], "bị hỏng"),
        (b"\xff\xd8\xff" + bytes(100), "bị hỏng"),
        (png(0, 1), "điểm ảnh"),
        (png(100_000, 100_000), "điểm ảnh"),
        (jpeg(more=exif(6)), "xoay"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(PictureError) as caught:
        picture_of(content)
    assert words in caught.value.message.message.vi


def loaded(folder: Path, line: str, **files: bytes) -> tuple[Diagnostic, ...]:
    form = folder / "mau"
    form.mkdir()
    (form / "10-a.j2").write_text(f"Lời\n{line}\n", "utf-8")
    (form / "layout.docx").write_bytes(b"")
    for name, content in files.items():
        (form / name.replace("_", ".")).write_bytes(content)
    return load_form(Text("mau", ("form",), PLACE), (FormsFolder(folder, folder),))[1]


@pytest.mark.parametrize(
    ("line", "words", "hint"),
    [
        ("@picture a.png | Ảnh", "", ""),
        ("{% if 1 == 1 %}@picture a.png | Ảnh{% endif %}", "", ""),
        ("@picture b.png | Ảnh", "không có tệp ảnh “b.png”", "a.png"),
        ("@picture ../a.png | Ảnh", "không phải là tên tệp ảnh", "@picture"),
        ("@picture /etc/passwd | Ảnh", "không phải là tên tệp ảnh", "@picture"),
        ("@picture {{ report.year }}.png | Ảnh", "không phải là tên tệp ảnh", "@picture"),
        ("@picture a.gif | Ảnh", "không phải là tên tệp ảnh", "@picture"),
        ("@picture", "", ""),
    ],
)
def test_a_template_names_a_picture_of_its_folder(
    line: str, words: str, hint: str, tmp_path: Path
) -> None:
    found = loaded(tmp_path, line, a_png=png())
    if not words:
        assert found == ()
        return
    (told,) = found
    assert (told.rule.code, told.span.line) == ("NTM509", 2)
    assert words in told.message.vi
    assert told.hint is not None
    assert hint in told.hint.vi


def test_a_link_out_of_the_forms_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(png())
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/mau").mkdir()
    (tmp_path / "forms/mau/c.png").symlink_to(tmp_path / "b.png")
    form = tmp_path / "forms"
    (form / "mau/10-a.j2").write_text("@picture c.png | Ảnh\n", "utf-8")
    (form / "mau/layout.docx").write_bytes(b"")
    _, found = load_form(Text("mau", ("form",), PLACE), (FormsFolder(form, form),))
    assert [each.rule.code for each in found] == ["NTM113"]


def test_names_and_sizes_of_files_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ntmreport.limits.MOST_BYTES_OF_PICTURE", 60)
    (told,) = loaded(tmp_path, "@picture a.png | Ảnh", a_png=png(behind=bytes(60)))
    assert re.search("ảnh lớn hơn", told.message.vi)
