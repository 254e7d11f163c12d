"""`ntmreport import`: what it writes and says, what it takes in, and what it refuses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ntmreport.cli import run
from ntmreport.pipeline import Compiler, rendered

from ..importing.measured import REPOSITORY
from ..word_reader.word_files import docx, p

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., "Told"]

CALL = ("--form", "bao-cao-nam", "--year", "2021")


@pytest.fixture(scope="module")
def report() -> bytes:
    templates = REPOSITORY / "tests/fixtures/templates"
    content, _ = rendered(Compiler(templates).compile(REPOSITORY / "tests/fixtures/commune/2021"))
    assert content is not None
    return content


@pytest.fixture
def file(tmp_path: Path, report: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("Báo cáo năm.docx")
    path.write_bytes(report)
    return path


@pytest.fixture(scope="module")
def made(report: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "a.docx").write_bytes(report)
    assert run(("import", str(folder / "a.docx"), *CALL, "-o", str(folder / "kho"))) == 0
    return folder / "kho"


@pytest.fixture
def kho(made: Path, file: Path) -> Path:
    shutil.copytree(made, "kho")
    assert file.exists()
    return Path("kho")


def decided(kho: Path, number: str, decision: str, label: str = "") -> None:
    """Decide on the entry of a number."""
    path = kho / "xac-nhan.yaml"
    text = path.read_text("utf-8")
    blocks = text.split("  - id: ")
    for at, block in enumerate(blocks):
        if f'number: "{number}"' in block:
            changed = block.replace("decision:\n", f"decision: {decision}\n", 1)
            if label:
                changed = re.sub("(?m)^    label: .*$", f"    label: {label}", changed, count=1)
            blocks[at] = changed
            break
    else:
        raise AssertionError(number)
    path.write_text("  - id: ".join(blocks), "utf-8", newline="\n")


class Told(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def ntmreport(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Run a command in this process."""

    def told(*arguments: str) -> Told:
        capsys.readouterr()
        code = run(arguments)
        return Told(code, *capsys.readouterr())

    return told


def test_what_is_said(ntmreport: Run, file: Path) -> None:
    told = ntmreport("import", str(file), *CALL, "-o", "kho", "--lang", "vi")
    assert (told.code, told.out) == (0, "kho\n")
    assert "90/90 đoạn của báo cáo lập lại giống hệt bản gốc\n" in told.err
    assert "52/52 số ngoài các bảng số liệu thành số liệu; " in told.err
    assert Path("kho/nguon/bao-cao-nam.docx").read_bytes() == file.read_bytes()


def test_another_year_in_the_subject_is_told(ntmreport: Run, file: Path) -> None:
    told = ntmreport("import", str(file), "--form", "mau", "--year", "2022", "-o", "kho-2022")
    assert told.code == 0
    assert "trích yếu ghi năm 2021, khác với --year" in told.err


def test_a_repository_that_validates_and_goes_on(
    kho: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kho)
    assert run(("validate", "data/2021")) == 0
    assert run(("new", "2022")) == 0
    assert run(("build", "data/2022", "-o", "next.txt")) == 0
    text = Path("next.txt").read_text("utf-8")
    assert "Kết quả xây dựng nông thôn mới năm 2022," in text
    assert "nhiệm vụ trọng tâm năm 2023" in text
    assert "Thu nhập bình quân đầu người: ……" in text
    assert "so với năm 2021" in text


def test_the_list_is_sorted_by_doubt_and_says_all(kho: Path) -> None:
    text = (kho / "xac-nhan.yaml").read_text("utf-8")
    sure = [int(each) for each in re.findall(r"confidence: (\d+)", text)]
    assert sure == sorted(sure)
    for said in (
        "relation: tử số/mẫu số = tỷ lệ",
        'relation: "tổng của các phần: 1.200 triệu đồng + 2.450 triệu đồng',
        "label: Hộ sử dụng nước sạch theo quy chuẩn",
        "relation: cùng một số với 1,81%",
    ):
        assert said in text, said


def test_what_is_confirmed_is_taken_in(ntmreport: Run, kho: Path) -> None:
    data = kho / "data/2021/indicators.yaml"
    listed = (kho / "xac-nhan.yaml").read_bytes()
    assert ntmreport("import", "--apply", "kho/xac-nhan.yaml").code == 0
    assert (kho / "xac-nhan.yaml").read_bytes() == listed
    decided(kho, "1.246,8 ha", "", "Diện tích tự nhiên")
    decided(kho, "3,5 km", "chữ")
    decided(kho, "8.213/8.746 người", "riêng")
    told = ntmreport("import", "--apply", "kho/xac-nhan.yaml", "--lang", "vi")
    assert told.code == 0
    assert "51/52 số ngoài các bảng số liệu thành số liệu" in told.err
    text = data.read_text("utf-8")
    assert "numerator: 8213" not in text
    assert "3.5" not in text
    assert re.search(r"(?m)^\w+: 8213$", text)
    form = (kho / "templates/bao-cao-nam/form.yaml").read_text("utf-8")
    assert "    label: Diện tích tự nhiên\n" in form
    assert "decision: chữ" in (kho / "xac-nhan.yaml").read_text("utf-8")


def test_the_list_is_gone_through_with_single_keys(
    ntmreport: Run, kho: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter("wrlq")
    monkeypatch.setattr("typer.getchar", lambda: next(keys))
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "Đường làm mới")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    told = ntmreport("import", "--apply", "kho/xac-nhan.yaml", "--ask", "--lang", "vi")
    assert told.code == 0
    assert re.search(r"(?m)^\[1/\d+\] ", told.out)
    assert max(map(len, re.findall(r"(?m)^  Enter: .*$", told.out))) <= 80
    text = (kho / "xac-nhan.yaml").read_text("utf-8")
    assert text.count("decision: chữ") == 1
    assert text.count("decision: riêng") == 1
    assert "label: Đường làm mới\n" in text
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    refused = ntmreport("import", "--apply", "kho/xac-nhan.yaml", "--ask", "--lang", "vi")
    assert (refused.code, "cần một cửa sổ lệnh" in refused.err) == (2, True)


def test_what_a_person_has_edited_since_is_kept(ntmreport: Run, kho: Path) -> None:
    data = kho / "data/2021/narrative.yaml"
    text = data.read_text("utf-8").replace("điểm nóng", "điểm nóng nào")
    data.write_text(text, "utf-8", newline="\n")
    told = ntmreport("import", "--apply", "kho/xac-nhan.yaml", "--lang", "vi")
    assert told.code == 1
    assert "không ghi đè: data/2021/narrative.yaml" in told.err
    assert data.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    decision:\n", "    decision: bỏ\n", "không hiểu “bỏ”"),
        ("    decision:\n", "    decision: như khong_co\n", "không có mục nào có name là"),
        ("    decision:\n", "    decision: như so_thon\n", "không phải cùng một số"),
        ("    label:", "    lable:", "viết “label”"),
        ("    name: ", "    name: Tên ", "không dùng làm tên ngắn được"),
        ("form: bao-cao-nam\n", "", "thiếu “form”"),
        ("year: 2021", "year: nay", "không phải là kỳ báo cáo"),
        ("entries:\n", "entries: không\nkhac:\n", "ở đây cần một danh sách"),
        ("report: nguon/", "report: ../", "phải là tệp trong kho"),
        ("form: bao-cao-nam", "form: ../x", "không dùng làm tên mẫu được"),
        ("level: xã", "level: làng", "không có cấp"),
    ],
)
def test_a_list_that_is_wrong_is_told(
    ntmreport: Run, kho: Path, old: str, new: str, told: str
) -> None:
    path = kho / "xac-nhan.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    before = {each: each.read_bytes() for each in kho.rglob("*") if each.is_file()}
    result = ntmreport("import", "--apply", str(path), "--lang", "vi")
    assert result.code == 1
    assert told in result.err
    assert {each: each.read_bytes() for each in kho.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.docx",), "thiếu --form, --year, -o"),
        ((), "thiếu FILE.docx, --form, --year, -o"),
        (("a.docx", *CALL, "-o", "k", "--months", "5"), "--months là 3, 6, 9 hoặc 12"),
        (("a.docx", "--form", "Báo cáo", "--year", "2021", "-o", "k"), "không dùng làm tên mẫu"),
        (("a.docx", "--form", "a", "--year", "21", "-o", "k"), "không phải là một năm"),
        (("--apply", "x.yaml", "--form", "a"), "--apply không đi cùng"),
        (("a.docx", *CALL, "-o", "k", "--ask"), "--ask chỉ đi cùng --apply"),
        (("a.docx", *CALL, "-o", "k", "--unit", "Bình Minh"), "không có cấp và tên"),
    ],
)
def test_a_call_that_makes_no_sense(
    ntmreport: Run, file: Path, arguments: tuple[str, ...], told: str
) -> None:
    file.rename("a.docx")
    result = ntmreport("import", *arguments, "--lang", "vi")
    assert result.code == 2
    assert told in result.err
    assert not Path("k").exists()


def test_files_that_are_no_report(ntmreport: Run, file: Path) -> None:
    for content, told in (
        (b"\xd0\xcf\x11\xe0 old", "kho.docx"),
        (b"PK\x03\x04 broken", "kho.docx"),
        (docx(p("Một dòng chữ.")), "hãy nêu bằng --unit"),
    ):
        Path("kho.docx").write_bytes(content)
        result = ntmreport("import", "kho.docx", *CALL, "-o", "kho", "--lang", "vi")
        assert (result.code, result.out) == (1, "")
        assert told in result.err
        assert not Path("kho").exists()
    Path("kho").mkdir()
    Path("kho/a.txt").write_text("a", "utf-8")
    result = ntmreport("import", str(file), *CALL, "-o", "kho", "--lang", "vi")
    assert (result.code, "không phải là thư mục trống" in result.err) == (1, True)
