"""`ntmreport explain`: figures, days, words and document numbers, of data and of a Word file."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_printed_text_down_to_the_lines_of_the_data(ntmreport: Run) -> None:
    answer = ntmreport("explain", "data/2021", "93,44%")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "93,44%  health.insurance.rural.share",
        "Y tế › Bảo hiểm y tế › Khu vực nông thôn › Tỷ lệ",
        "= 168.271 / 180.086 × 100 = 93,439246… → 93,44%",
        "├─ 168.271 người  Khu vực nông thôn › Số người có  health.insurance.rural.numerator",
        "│  = data/2021/health.yaml:9:16",
        "└─ 180.086 người  Khu vực nông thôn › Tổng số người  health.insurance.rural.denominator",
        "   = data/2021/health.yaml:10:18",
        "In trong báo cáo:",
        "  I.2.d) khu vực nông thôn có 168.271/180.086 người tham gia BHYT, đạt 93,44%,"
        " tăng 36,73 điểm phần trăm so với năm 2010.",
    ]


def test_the_lines_are_those_of_the_files(ntmreport: Run, project: Path) -> None:
    lines = (project / "data/2021/health.yaml").read_text(encoding="utf-8").splitlines()
    answer = ntmreport("explain", "data/2021", "93,44%").out
    for number in ("168271", "180086"):
        (line,) = [n for n, text in enumerate(lines, 1) if number in text]
        assert f"data/2021/health.yaml:{line}:" in answer


def test_a_difference_down_to_the_baseline(ntmreport: Run) -> None:
    answer = ntmreport("explain", "data/2021", "36,73")
    assert answer.code == 0
    assert "= 93,44% - 56,71% = 36,729246… → 36,73" in answer.out
    assert "│  = 168.271 / 180.086 × 100 = 93,439246… → 93,44%" in answer.out
    assert "└─ 56,71%  Năm gốc để so sánh › Tỷ lệ năm gốc (%)" in answer.out
    assert "   = data/2021/health.yaml:13:22" in answer.out


@pytest.mark.parametrize(
    "what", ["health.insurance.rural.numerator", "health.yaml:9", "data/2021/health.yaml:9:16"]
)
def test_a_path_and_a_place(ntmreport: Run, what: str) -> None:
    answer = ntmreport("explain", "data/2021", what)
    assert answer.code == 0
    assert answer.out.startswith("168.271 người  health.insurance.rural.numerator\n")


def test_the_sign_and_the_zero_may_be_left_out(ntmreport: Run) -> None:
    whole = ntmreport("explain", "data/2021", "93,44%").out
    assert ntmreport("explain", "data/2021", "93,44").out == whole
    padded = ntmreport("explain", "data/2021", "08").out
    assert padded == ntmreport("explain", "data/2021", "8").out
    assert "08 sản phẩm" in padded


def test_several_matches_are_listed_with_their_sentences(ntmreport: Run) -> None:
    answer = ntmreport("explain", "data/2021", "254")
    assert answer.code == 0
    first, *rest = answer.out.splitlines()
    assert first == "2 số liệu khớp với “254”; nêu đường dẫn để xem một số liệu:"
    assert [line for line in rest if line.startswith("254 ")]
    for sentence in ("254 sân bóng chuyền da", "254 sân bóng chuyền hơi"):
        assert sum(sentence in line for line in rest) == 1
    english = ntmreport("--lang", "en", "explain", "data/2021", "254").out
    assert english.startswith("2 figures match `254`; name the path to see one:\n")


def test_what_means_nothing_gives_what_is_near(ntmreport: Run) -> None:
    answer = ntmreport("explain", "data/2021", "93,4%")
    assert (answer.code, answer.out) == (1, "")
    first, *near = answer.err.splitlines()
    assert first == "không có số liệu nào khớp với “93,4%”"
    assert near[0] == "  93,44%"
    paths = ntmreport("explain", "data/2021", "health.insurance.rural.shar").err.splitlines()
    assert paths[1] == "  health.insurance.rural.share"
    assert ntmreport("explain", "data/2021", "không có gì").err.count("\n") == 1


@pytest.mark.parametrize(
    "path",
    ["steering.committees.communes.missing", "environment.water_works.number", "production.output"],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_counted_and_stated_figures(ntmreport: Run, path: str, language: str) -> None:
    answer = ntmreport("--lang", language, "explain", "data/2021", path)
    assert (answer.code, answer.err) == (0, "")
    assert "data/2021/" in answer.out


def test_mistakes_in_the_data_are_shown_instead(ntmreport: Run, project: Path) -> None:
    file = project / "data/2021/health.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("168271", "168.271"), encoding="utf-8", newline="\n")
    for command in (("explain", "data/2021", "93,44%"), ("figures", "data/2021")):
        answer = ntmreport(*command)
        assert (answer.code, answer.out) == (1, "")
        assert "data/2021/health.yaml:9:16: NTM120" in answer.err


@pytest.fixture
def carrying(ntmreport: Run, project: Path) -> Path:
    """A report that carries its lineage, in a folder where there is nothing else."""
    built = ntmreport("build", "data/2021", "--embed-lineage", "--annotate", "-o", "away/r.docx")
    assert built.code == 0
    (project / "data").rename(project / "data-gone")
    (project / "templates").rename(project / "templates-gone")
    return project / "away/r.docx"


@pytest.mark.parametrize(
    "what", ["93,44%", "36,73", "254", "health.yaml:9", "production.chains", "93,4%"]
)
def test_the_word_file_alone_answers_the_same(ntmreport: Run, carrying: Path, what: str) -> None:
    for language in ("vi", "en"):
        answer = ntmreport("--lang", language, "explain", "away/r.docx", what)
        (carrying.parents[1] / "data-gone").rename(carrying.parents[1] / "data")
        (carrying.parents[1] / "templates-gone").rename(carrying.parents[1] / "templates")
        assert answer == ntmreport("--lang", language, "explain", "data/2021", what)
        (carrying.parents[1] / "data").rename(carrying.parents[1] / "data-gone")
        (carrying.parents[1] / "templates").rename(carrying.parents[1] / "templates-gone")


def test_a_word_file_that_word_saved_again(ntmreport: Run, carrying: Path) -> None:
    document = docx.Document(str(carrying))
    document.paragraphs[5].add_run(" (đã sửa)")
    document.save(str(carrying))
    assert ntmreport("explain", "away/r.docx", "93,44%").out.startswith("93,44%  health")


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customXml/item1.xml", bytes(100 * 1024 * 1024))


def entities(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    doctype = b'<!DOCTYPE lineage [<!ENTITY a "' + b"a" * 1000 + b'">]>'
    declaration, rest = parts["customXml/item1.xml"].split(b"\n", 1)
    parts["customXml/item1.xml"] = declaration + doctype + rest
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def missing(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("spoil", [zip_bomb, entities, damaged, empty, missing])
def test_a_hostile_or_broken_word_file_gives_one_line(
    ntmreport: Run, carrying: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(carrying)
    for language in ("vi", "en"):
        answer = ntmreport("--lang", language, "explain", "away/r.docx", "93,44%")
        assert (answer.code, answer.out) == (1, "")
        assert len(answer.err.splitlines()) == 1
        assert "r.docx" in answer.err


def test_a_word_file_without_lineage_says_how_to_get_it(ntmreport: Run) -> None:
    ntmreport("build", "data/2021", "-o", "r.docx")
    answer = ntmreport("explain", "r.docx", "93,44%")
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.err.splitlines()) == 1
    assert "--embed-lineage" in answer.err
    assert ntmreport("explain", "data/2021/health.yaml", "93,44%").err == (
        "data/2021/health.yaml: không phải là tệp .docx đọc được\n"
    )


def test_an_endless_line_number_matches_nothing(ntmreport: Run) -> None:
    answer = ntmreport("explain", "data/2021", f"health.yaml:{'9' * 5000}")
    assert answer.code == 1
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ("190.113/204.379", ["health.yaml:6:16", "health.yaml:7:18"]),
        ("32/32", ["steering.committees.communes.numerator"]),
        ("30/9/2021", ["health.yaml:4:10 health.insurance.as_of: 2021-09-30", "I.2.d) + Tính đến"]),
        ("ngày 30/9/2021", ["health.yaml:4:10", "I.2.d) + Tính đến"]),
        ("2021-2025", ["report.yaml:89:3 report.programme_period: 2021-2025", "I.1.b)"]),
        ("giai đoạn 2021-2025", ["report.yaml:89:3", "III. Đề nghị"]),
        ("HỢP LÝ", ["I.2.b)", "production.yaml:"]),
        ("1919/QĐ-UBND", ["I.1.b) - Quyết định số 1919/QĐ-UBND", "steering.yaml:"]),
        ("hop ly", ["I.2.b)", "production.yaml:"]),
        ("Lê Phú Quốc", ["report.signature.name"]),
        ("health.yaml", ["health.insurance.whole.numerator", "health.insurance.rural.numerator"]),
        ("190113", ["health.insurance.whole.numerator"]),
        ("93.44", ["health.insurance.rural.share"]),
    ],
)
def test_what_stands_in_the_report_is_found(ntmreport: Run, what: str, lines: list[str]) -> None:
    answer = ntmreport("explain", "data/2021", what)
    assert (answer.code, answer.err) == (0, "")
    for line in lines:
        assert line in answer.out


@pytest.mark.parametrize("what", ["31/12/1999", "hóp lỳ", "iệu Sơ", " ", "9/2021-"])
def test_what_stands_nowhere_is_told_so(ntmreport: Run, what: str) -> None:
    answer = ntmreport("explain", "data/2021", what)
    assert (answer.code, answer.out) == (1, "")
