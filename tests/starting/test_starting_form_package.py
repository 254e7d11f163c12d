"""Forms from elsewhere: folders and zips, what is left of them, and what strangers send."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from ntmreport.starting.form_package import FormPackageError, read_form, read_origin
from tests.province import province, write

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = Path("templates/half-year-xa")
UNIT = "--level xã --name Đông --parent-level tỉnh --parent Nam --below An --year 2026 --months 6"


@pytest.fixture(autouse=True)
def _tinh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the repository of a tỉnh that has a form for its xã."""
    province(tmp_path, names=())
    monkeypatch.chdir(tmp_path / "tinh")


def zipped(members: Mapping[str, bytes], name: str = "mau.zip") -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    Path(name).write_bytes(buffer.getvalue())
    return Path(name)


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in FORM.iterdir()}


def begun(path: str) -> int:
    return run(["--lang", "vi", "init", "../new", "--form", path, *UNIT.split()])


def where(layout: str) -> Path:
    """The form in the folder, or in a zip, that `layout` describes."""
    match layout:
        case "folder":
            return FORM
        case "around":
            (FORM.parent / "half-year-tinh").rename("elsewhere")
            return FORM.parent
        case "root of a zip":
            return zipped(files(), "half-year-xa.zip")
        case "repository":
            return zipped({f"kho-main/templates/half-year-xa/{k}": v for k, v in files().items()})
        case "macOS":
            more = {"__MACOSX/half-year-xa/._10.j2": b"x", "half-year-xa/.DS_Store": b"x"}
            return zipped({f"half-year-xa/{k}": v for k, v in files().items()} | more)
        case _:
            raise AssertionError


@pytest.mark.parametrize("layout", ["folder", "around", "root of a zip", "repository", "macOS"])
def test_init_takes_a_form_from_elsewhere(layout: str) -> None:
    path = where(layout)
    assert begun(path.as_posix()) == 0
    new = Path("../new/templates/half-year-xa")
    assert {
        each.name: each.read_bytes() for each in new.iterdir() if each.name != ".origin"
    } == dict(files().items())
    assert read_origin((new / ".origin").read_text("utf-8")) == {
        name: hashlib.sha256(content).hexdigest() for name, content in files().items()
    }
    report = Path("../new/data/2026-6t/report.yaml").read_text("utf-8")
    assert "form: half-year-xa\n" in report
    assert "level: thôn" in report
    assert run(["validate", "../new/data/2026-6t", "--strict"]) == 0


def test_start_files_come_with_it_and_what_is_no_file_of_a_form_does_not(
    capfd: pytest.CaptureFixture[str],
) -> None:
    write(FORM / "start/indicators.yaml", "gardens: # đếm cả vườn tạp\n")
    write(FORM / "start/chay.sh", "rm -rf /\n")
    write(FORM / "doc.md", "xem\n")
    write(FORM / "sub/10.j2", "x\n")
    assert begun(FORM.as_posix()) == 0
    assert "không lấy: doc.md, sub, start/chay.sh" in capfd.readouterr().err
    new = Path("../new")
    assert "đếm cả vườn tạp" in (new / "data/2026-6t/indicators.yaml").read_text("utf-8")
    assert (new / "templates/half-year-xa/start/indicators.yaml").is_file()
    assert not list(new.rglob("chay.sh"))


def _named(name: str, content: bytes = b"x") -> Mapping[str, bytes]:
    return {f"half-year-xa/{k}": v for k, v in files().items()} | {name: content}


def test_no_name_in_a_zip_leads_out_of_it() -> None:
    for name in ("../out.j2", "/out.j2", "half-year-xa/../../out.j2", "C:/out.j2", "a\\b.j2"):
        with pytest.raises(FormPackageError):
            read_form(zipped(_named(name)))


def test_a_link_in_a_zip_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files().items():
            archive.writestr(f"half-year-xa/{name}", content)
        link = zipfile.ZipInfo("half-year-xa/20.j2")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    Path("mau.zip").write_bytes(buffer.getvalue())
    with pytest.raises(FormPackageError, match="link"):
        read_form(Path("mau.zip"))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Path("khong-co.zip"), "không có khong-co.zip"),
        (lambda: Path("data"), "không có mẫu nào"),
        (lambda: Path("templates"), "có nhiều mẫu (half-year-tinh, half-year-xa)"),
        (lambda: zipped({"Mẫu xã/form.yaml": b"x"}), "“Mẫu xã” không dùng làm tên mẫu được"),
        (lambda: zipped({"a/x.txt": b""}), "không có mẫu nào"),
        (lambda: zipped({"x/10.j2": b"0" * (33 << 20)}), "quá lớn"),
        (lambda: zipped({f"x/{n}.j2": b"" for n in range(501)}), "quá lớn"),
        (lambda: zipped({"x/form.yaml": b"", **{f"x/{n}.j2": b"" for n in range(201)}}), "quá lớn"),
    ],
)
def test_what_holds_no_form_is_told(
    make: object, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert callable(make)
    assert begun(str(make())) == 2
    assert says in capfd.readouterr().err
    assert not Path("../new").exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("10.j2", "@issuer \ufffe", "half-year-xa/10.j2:1:"),
        ("form.yaml", "tilte: x\n", "templates/half-year-xa/form.yaml:1:1: NTM202"),
        ("form.yaml", "title: x\nversion: một\nlevels: [xã]\nfiles: []\n", "form.yaml:2:10"),
    ],
)
def test_a_form_with_mistakes_is_told_where_it_comes_from(
    name: str, content: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write(FORM / name, content)
    assert begun(FORM.as_posix()) == 1
    err = capfd.readouterr().err
    assert says in err
    assert "chưa tạo kho số liệu" in err
    assert not Path("../new").exists()


def test_a_link_in_a_folder_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    write(Path("../secret.j2"), "x\n")
    (FORM / "20.j2").symlink_to(Path("../secret.j2").resolve())
    assert begun(FORM.as_posix()) == 2
    assert "20.j2: là liên kết" in capfd.readouterr().err


def test_a_file_that_is_no_zip_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    write(Path("x.zip"), "no zip")
    assert begun("x.zip") == 2
    assert "không phải là tệp .zip đọc được" in capfd.readouterr().err
