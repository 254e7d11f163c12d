"""The annual report of an invented commune: a form of templates, indicators and texts alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.checks.report_structure import END_MARK
from ntmreport.document import Block, BlockKind
from ntmreport.lineage import leaves
from ntmreport.lineage.printed_coverage import coverage
from ntmreport.pipeline import Compiler, rendered
from ntmreport.render.pdf import convert_to_pdf
from ntmreport.render.plain_text import render_text
from ntmreport.span import written_path
from tests.communes import COMMUNE, edited_commune, places
from tests.conftest import FIXTURES
from tests.render.conftest import soffice, validated  # noqa: F401 - fixtures
from tests.word import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from ntmreport.document import Document


@pytest.fixture(scope="module")
def document() -> Document:
    compiled = Compiler().compile(COMMUNE / "2021")
    assert compiled.diagnostics == ()
    assert compiled.document is not None
    return compiled.document


def blocks(document: Document) -> list[Block]:
    return [block for block in document.body if isinstance(block, Block)]


def test_it_validates_without_a_word(tmp_path: Path) -> None:
    _, validation = edited_commune(tmp_path)
    assert validation.diagnostics == ()
    assert validation.acknowledged == ()


def test_the_form_holds_no_code(repository: Path) -> None:
    files = list((repository / "templates/annual-commune").rglob("*.*"))
    assert {path.suffix for path in files} == {".docx", ".j2", ".yaml"}
    # And no code of the program knows it.
    sources = (repository / "src").rglob("*.py")
    assert not [path for path in sources if "annual-commune" in path.read_text("utf-8")]


def test_every_number_is_a_figure_or_no_figure_at_all(document: Document) -> None:
    counted = coverage(document)
    assert counted.unaccounted == ()
    assert counted.figures > 50


def test_every_figure_comes_from_lines_of_the_commune(document: Document) -> None:
    for block in blocks(document):
        for run in block.runs:
            if run.figure is not None:
                files = {span.file.rpartition("/")[2] for span in leaves(run.figure)}
                assert files <= {"indicators.yaml", "report.yaml"}
                assert files


def test_points_are_lettered_in_the_decrees_order(document: Document) -> None:
    letters = [block.marker for block in blocks(document) if block.kind is BlockKind.POINT]
    assert letters == ["a)", "b)", *(f"{letter})" for letter in "abcdđegh")]
    parts = [block.marker for block in blocks(document) if block.kind is BlockKind.PART]
    assert parts == ["I.", "II.", "III.", "IV.", "V."]


def test_the_end_mark_stands_once(document: Document) -> None:
    ended = [block for block in blocks(document) if block.text.endswith(END_MARK)]
    assert ended == [document.body[-1]]


@pytest.mark.parametrize(
    ("name", "line", "others"),
    [
        ("ocop", "- Sản phẩm OCOP đã được công nhận: 02 sản phẩm, đạt 100% kế hoạch.", {}),
        (
            "field_roads",
            "- Đường trục chính nội đồng được cứng hóa: 15,4/21,9 km, đạt 70,32%, tăng 8,68 điểm "
            "phần trăm so với năm 2020.",
            {},
        ),
        (
            "housing",
            "g) Nhà ở dân cư",
            {
                "Hộ có nhà ở đạt chuẩn: 2.187/2.315 hộ, đạt 94,47%.": None,
                "h) Hệ thống chính trị, quốc phòng và an ninh": (
                    "g) Hệ thống chính trị, quốc phòng và an ninh"
                ),
            },
        ),
    ],
)
def test_what_a_commune_need_not_declare(
    tmp_path: Path, document: Document, name: str, line: str, others: dict[str, str | None]
) -> None:
    text = (COMMUNE / "2021/indicators.yaml").read_text("utf-8")
    start = text.index(f"\n{name}:") + 1
    group = text[start : text.index("\n\n", start) + 2]
    compiled, validation = edited_commune(tmp_path, ("indicators.yaml", group, ""))
    assert validation.diagnostics == ()
    assert compiled.document is not None
    expected = [
        others.get(each, each) for each in render_text(document).split("\n") if each != line
    ]
    assert render_text(compiled.document).split("\n") == [
        each for each in expected if each is not None
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "value: 2.94}\n",
            "value: 2.94}\n  target: 2\n",
            "Số hộ nghèo theo chuẩn của giai đoạn: 42/2.315 hộ, chiếm 1,81%, giảm 1,13 điểm phần "
            "trăm so với năm 2020 (kế hoạch là 2%).",
        ),
        (
            "value: 42.3}\n  target: 46\n",
            "value: 46.5}\n",
            "- Thu nhập bình quân đầu người: hơn 46,5 triệu đồng/người/năm, bằng năm 2020.",
        ),
        (
            "  baseline: {year: 2020, value: 42.3}\n  target: 46\n",
            "",
            "- Thu nhập bình quân đầu người: hơn 46,5 triệu đồng/người/năm.",
        ),
    ],
)
def test_baselines_and_targets_are_printed_as_they_are_there(
    tmp_path: Path, old: str, new: str, line: str
) -> None:
    compiled, validation = edited_commune(tmp_path, ("indicators.yaml", old, new))
    assert validation.diagnostics == ()
    assert compiled.document is not None
    assert line in render_text(compiled.document).split("\n")


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("Giá vật tư", "Giá vâjt tư", "NTM517", "narrative.difficulties[0]"),
        ("Công trình cấp nước", "Công trình ,cấp nước", "NTM516", "narrative.causes[0]"),
        ("giảm còn {{ indicators.next_poverty }}", "giảm còn 1,4%", "NTM518", "narrative.goals[1]"),
        ("indicators.next_poverty", "indicators.next_povety", "NTM502", ""),
    ],
)
def test_slips_in_the_communes_own_words(
    tmp_path: Path, old: str, new: str, code: str, path: str
) -> None:
    _, validation = edited_commune(tmp_path, ("narrative.yaml", old, new))
    found = [(each.rule.code, written_path(each.path)) for each in validation.diagnostics]
    assert found == [(code, path)]
    assert validation.diagnostics[0].span.file.endswith("narrative.yaml")


def test_what_every_commune_must_declare_is_told_in_its_file(tmp_path: Path) -> None:
    _, validation = edited_commune(tmp_path, ("indicators.yaml", "\nincome:\n", "\nincomes:\n"))
    lacking = [each for each in validation.diagnostics if each.is_error]
    assert {each.rule.code for each in lacking} == {"NTM201"}
    assert {each.span.file.rpartition("/")[2] for each in lacking} == {"indicators.yaml"}
    assert {each.path[:2] for each in lacking} == {("indicators", "income")}


@pytest.mark.parametrize("name", ["indicators", "narrative"])
def test_the_form_needs_its_files(tmp_path: Path, name: str) -> None:
    shutil.copytree(COMMUNE / "2021", tmp_path / "data/2021")
    (tmp_path / f"data/2021/{name}.yaml").unlink()
    compiled = Compiler(FIXTURES / "templates").compile(tmp_path / "data/2021")
    assert [each.rule.code for each in compiled.diagnostics] == ["NTM101"]
    assert compiled.document is None


def test_the_word_file_has_the_reports_text(document: Document) -> None:
    content, diagnostics = rendered(Compiler().compile(COMMUNE / "2021"))
    assert not diagnostics
    assert content is not None
    lines = paragraphs(content)
    for block in blocks(document):
        assert block.text in lines


def test_microsofts_validator_finds_nothing(
    validated: Callable[[bytes], list[Any]],  # noqa: F811 - the fixture
) -> None:
    content, _ = rendered(Compiler().compile(COMMUNE / "2021"))
    assert content is not None
    assert validated(content) == []


def test_libreoffice_sets_it(soffice: str) -> None:  # noqa: ARG001, F811 - the fixture
    content, _ = rendered(Compiler().compile(COMMUNE / "2021"))
    assert content is not None
    assert convert_to_pdf(content).startswith(b"%PDF-")


def test_misspelt_villages_are_found_with_the_word_for_them(tmp_path: Path) -> None:
    _, validation = edited_commune(
        tmp_path, ("narrative.yaml", "tại thôn Tân Tiến", "tại thôn Tân Tiên")
    )
    assert [each.rule.code for each in validation.diagnostics] == ["NTM402"]
    assert validation.diagnostics[0].message.vi == "đơn vị không có thôn “Tân Tiên”"


def test_more_villages_than_there_are(tmp_path: Path) -> None:
    _, validation = edited_commune(
        tmp_path,
        ("indicators.yaml", "area:\n", "lit:\n  label: Thôn\n  unit: thôn\n  value: 9\n\narea:\n"),
    )
    assert places(validation) == ["indicators.yaml:6:10 NTM408"]
    assert validation.diagnostics[0].message.vi == "9 thôn, nhưng đơn vị chỉ có 8 thôn"


def test_communes_elsewhere_are_not_counted_as_villages(tmp_path: Path) -> None:
    _, validation = edited_commune(
        tmp_path,
        ("indicators.yaml", "area:\n", "met:\n  label: Xã\n  unit: xã\n  value: 9\n\narea:\n"),
    )
    assert validation.diagnostics == ()


def test_a_unit_without_villages_or_communes(tmp_path: Path) -> None:
    report = (COMMUNE / "2021/report.yaml").read_text("utf-8")
    start, end = report.index("  villages:"), report.index("\nissuer:")
    compiled, _ = edited_commune(tmp_path, ("report.yaml", report[start:end], ""))
    lacking = next(each for each in compiled.diagnostics if each.path[-1] == "communes")
    assert {each.rule.code for each in compiled.diagnostics} == {"NTM201"}
    assert lacking.hint is not None
    assert lacking.hint.en == "add `communes` or `villages`"


def test_a_stated_number_of_villages_is_one_of_villages(tmp_path: Path) -> None:
    compiled, validation = edited_commune(
        tmp_path, ("report.yaml", "    level: thôn\n", "    level: thôn\n    stated: {number: 9}\n")
    )
    assert [each.rule.code for each in validation.diagnostics] == ["NTM302"]
    assert compiled.year is not None
    villages = compiled.year.report.unit.villages
    assert villages is not None
    assert villages.number is not None
    assert villages.number.unit == "thôn"
