"""A tỉnh whose communes report themselves: what it takes of their folders, and what it is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from ntmreport.lineage import leaves
from ntmreport.lineage.report_lineage import lineage_of
from ntmreport.pipeline import Compiled, Compiler
from ntmreport.render.plain_text import render_text
from ntmreport.span import written_path
from ntmreport.validation import validate
from tests.edits import edit
from tests.province import NAMES, commune, province, write

from .test_model_criteria import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.diagnostic import Diagnostic

DATA = Path("data/2026-6t")


@pytest.fixture
def communes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of three communes, from the tỉnh's repository."""
    province(tmp_path)
    monkeypatch.chdir(tmp_path / "tinh")
    return [Path(f"../xa/{number}/data/2026-6t") for number in range(len(NAMES))]


def compiled(communes: list[Path]) -> Compiled:
    return Compiler(communes=communes).compile(DATA)


def said(communes: list[Path]) -> list[str]:
    """`NTM439 …/report.yaml:7` for each diagnostic."""
    found = validate(compiled(communes), DATA, TODAY).diagnostics
    return [f"{each.rule.code} {each.span.file}:{each.span.line}" for each in found]


def test_the_sums_are_those_of_the_communes_down_to_their_lines(communes: list[Path]) -> None:
    result = compiled(communes)
    assert result.diagnostics == ()
    assert result.document is not None
    assert result.year is not None
    printed = render_text(result.document)
    for line in (
        "- Có 3 xã, bình quân 3 tiêu chí một xã.",
        "- Vườn mẫu: 6 vườn.",
        "- Hộ nghèo: 33/3.000 hộ, chiếm 1,1%.",
        "- Kênh mương: 14,5 km, đạt 120,83% kế hoạch.",
        "- Vốn huy động: 303 triệu đồng./.",
    ):
        assert line in printed
    entries = {
        written_path(each.figure.path): each for each in lineage_of(result.year, result.document)
    }
    assert [str(span) for span in leaves(entries["indicators.poor.numerator"].figure)] == [
        f"../xa/{number}/data/2026-6t/indicators.yaml:2:19" for number in range(3)
    ]
    counted = leaves(entries["communes.band_0_4.communes"].figure)
    assert [str(span) for span in counted] == [
        f"../xa/{number}/data/2026-6t/criteria.yaml:3:16" for number in range(3)
    ]
    # A share, an income are of each commune, and no sum.
    assert "indicators.wage.value" not in entries


def test_one_commune_changed_changes_its_sums_and_no_others(communes: list[Path]) -> None:
    before = compiled(communes)
    edit(Path("../xa/1/data/2026-6t/finance.yaml"), "capital: 101", "capital: 111")
    after = compiled(communes)
    assert before.document is not None
    assert after.document is not None
    lines = [render_text(each.document).splitlines() for each in (before, after) if each.document]
    changed = [pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == ["- Vốn huy động: 313 triệu đồng./."]
    digests = {each.document.properties.data_digest for each in (before, after) if each.document}
    assert len(digests) == 2


def test_a_repository_stands_for_its_folder_of_the_period(communes: list[Path]) -> None:
    repositories = [each.parent.parent for each in communes]
    shutil.copytree(communes[0], "../xa/0/data/2026")
    edit(Path("../xa/0/data/2026/report.yaml"), "months: 6\n", "")
    assert said(repositories) == []
    edit(Path("../xa/0/data/2026-6t/report.yaml"), "months: 6", "months: 3")
    assert said(repositories) == ["NTM439 ../xa/0:1"]


# What is changed in the first commune's folder, and the one thing that is said.
@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        ("report", "months: 6", "months: 9", "NTM439 …/report.yaml:3"),
        ("report", "set: 2026-2030", "set: 2021-2025", "NTM439 ../xa/0/data/2026-6t/report.yaml:5"),
        ("report", "level: tỉnh, name", "level: thành phố, name", "NTM439 …/report.yaml:9"),
        ("report", "tỉnh, name: Nam Sơn", "tỉnh, name: Bắc Sơn", "NTM439 …/report.yaml:9"),
        ("report", "level: tỉnh, name: Nam Sơn", "level: Tỉnh, name: Nam Sơn", ""),
        ("report", "year: 2026\n", "year: 2026\nstage: draft\n", "NTM440 …/report.yaml:4"),
        ("report", "name: An Bình\n", "name: An Bìn\n", "NTM402 …/report.yaml:8"),
        ("report", "name: An Bình\n", "name: Bình Sơn\n", "NTM433 ../xa/1/…/report.yaml:8"),
        ("report", "  name: An Bình\n", "  name:\n", "NTM201 …/report.yaml:1"),
        ("report", "year: 2026\n", "year: 2026\nyear: 2026\n", "NTM109 …/report.yaml:4"),
        ("report", "schema_version: 2", "schema_version: 3", "NTM206 …/report.yaml:1"),
        ("criteria", "level: chưa đạt #", "level: chua dat #", "NTM203 …/criteria.yaml:2"),
        ("criteria", "level: chưa đạt #", "level: #", "NTM201 …/criteria.yaml:2"),
        ("criteria", "met: [1, 2]", "met: 2/10", "NTM203 …/criteria.yaml:3"),
        ("finance", "capital: 100", "capital: 1.000", "NTM120 …/finance.yaml:1"),
        ("finance", "capital: 100", "capital:", "NTM201 data/2026-6t/finance.yaml:1"),
        ("indicators", "numerator: 10,", "numerator: 2000,", ""),
        ("indicators", "{numerator: 10, denominator: 1000}", "10", "NTM203 …/indicators.yaml:2"),
    ],
)  # fmt: skip
def test_a_commune_that_does_not_fit_is_told_at_its_line(
    communes: list[Path], file: str, old: str, new: str, wanted: str
) -> None:
    edit(communes[0] / f"{file}.yaml", old, new)
    wanted = wanted.replace("1/…", "1/data/2026-6t").replace("…", "../xa/0/data/2026-6t")
    found = said(communes)
    assert (found[:1] or [""])[0] == wanted


def test_an_indicator_in_another_unit_is_told(communes: list[Path]) -> None:
    form = Path("../xa/0/templates/half-year-xa/form.yaml")
    text = Path("templates/half-year-xa/form.yaml").read_text("utf-8")
    write(form, text.replace("unit: vườn", "unit: ha"))
    assert said(communes) == ["NTM439 ../xa/0/data/2026-6t/indicators.yaml:1"]


def test_missing_and_unreadable_communes_are_named_at_once(communes: list[Path]) -> None:
    (communes[1] / "criteria.yaml").unlink()
    found = validate(compiled(communes[1:]), DATA, TODAY).diagnostics
    told = [(each.rule.code, each.span.file) for each in found]
    assert told[:2] == [
        ("NTM101", "../xa/1/data/2026-6t/criteria.yaml"),
        ("NTM432", "data/2026-6t/report.yaml"),
    ]
    assert "“An Bình” chưa có số liệu trong các thư mục nêu ở --communes" in found[1].message.vi


def _no_folder() -> Path:
    return Path("../xa/9")


def _file() -> Path:
    write(Path("../xa/thu.txt"), "")
    return Path("../xa/thu.txt")


def _link_out() -> Path:
    commune(Path("../elsewhere"), NAMES[0], 0)
    folder = Path("../xa/8/data/2026-6t")
    shutil.copytree("../elsewhere", folder)
    (folder / "criteria.yaml").unlink()
    (folder / "criteria.yaml").symlink_to(Path("../elsewhere/criteria.yaml").resolve())
    return folder


def _pipe() -> Path:
    folder = Path("../xa/7/data/2026-6t")
    commune(folder, NAMES[0], 0)
    (folder / "criteria.yaml").unlink()
    os.mkfifo(folder / "criteria.yaml")
    return folder


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (_no_folder, "NTM101 ../xa/9:1"),
        (_file, "NTM101 ../xa/thu.txt:1"),
        (_link_out, "NTM113 ../xa/8/data/2026-6t/criteria.yaml:1"),
        (_pipe, "NTM113 ../xa/7/data/2026-6t/criteria.yaml:1"),
    ],
)
def test_what_is_no_folder_of_data_is_told(
    communes: list[Path], make: Callable[[], Path], wanted: str
) -> None:
    assert wanted in said([make(), *communes[1:]])


def test_a_figure_that_one_commune_lacks_is_no_sum(communes: list[Path]) -> None:
    edit(communes[0] / "indicators.yaml", "gardens: 1\n", "")
    result = compiled(communes)
    assert result.diagnostics == ()
    assert result.document is not None
    assert "Vườn mẫu" not in render_text(result.document)
    edit(communes[0] / "finance.yaml", "capital: 100", "capital:")
    first: Diagnostic = compiled(communes).diagnostics[0]
    assert first.rule.code == "NTM201"
    assert first.hint is not None
    assert "An Bình" in first.hint.vi


def test_a_draft_says_what_a_commune_leaves_blank(communes: list[Path]) -> None:
    edit(DATA / "report.yaml", "year: 2026\n", "year: 2026\nstage: draft\n")
    edit(communes[0] / "finance.yaml", "capital: 100", "capital:")
    edit(communes[1] / "criteria.yaml", "level: chưa đạt #", "level: #")
    assert said(communes) == [
        "NTM208 ../xa/1/data/2026-6t/criteria.yaml:2",
        "NTM208 data/2026-6t/finance.yaml:1",
    ]
    document = compiled(communes).document
    assert document is not None
    assert "- Vốn huy động: …… triệu đồng./." in render_text(document)


def test_what_the_tinh_writes_itself_is_held_against_the_sum(communes: list[Path]) -> None:
    write(DATA / "finance.yaml", "capital: 400\n")
    assert said(communes) == ["NTM431 data/2026-6t/finance.yaml:1"]


@pytest.mark.parametrize(
    ("arguments", "code", "wanted"),
    [
        ("validate data/2026-6t --communes ../xa/0 ../xa/1 ../xa/2 --strict", 0, "hợp lệ"),
        ("validate data/2026-6t --communes ../xa/*/data/2026-6t", 0, "hợp lệ"),
        ("validate data/2026-6t --communes ../xã/*", 2, "không có thư mục nào có tên dạng ../xã/*"),
        ("validate --communes ../xa/*", 2, "--communes dùng cho một thư mục dữ liệu"),
        ("build data/2026-6t -o a.txt --communes ../xa/*", 0, "a.txt"),
        ("build data/2026-6t -o a.docx --annotate --communes ../xa/*", 0, "a.docx"),
        ("build data/2026-6t -o ../xa/0/data/a.txt --communes ../xa/*", 2, "../xa/0/data/a.txt"),
        ("explain data/2026-6t indicators.gardens --communes ../xa/*", 0, "../xa/2/data/2026-6t/"),
        ("figures data/2026-6t --format csv --communes ../xa/*", 0, "../xa/2/data/2026-6t/"),
        ("status data/2026-6t --communes ../xa/*", 0, "lập được báo cáo"),
        ("status data/2026-6t", 1, "chưa lập được báo cáo"),
        ("review data/2026-6t --communes ../xa/*", 0, "build/2026-6t/ra-soat-2026-6t.html"),
    ],
)
@pytest.mark.usefixtures("communes")
def test_the_folders_are_named_on_the_command_line(
    arguments: str, code: int, wanted: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "vi", *arguments.split()]) == code
    out, err = capfd.readouterr()
    assert wanted in out + err
