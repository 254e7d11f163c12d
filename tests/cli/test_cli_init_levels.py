"""`init` for the levels of 2026, with forms that say their levels, months and time."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run

if TYPE_CHECKING:
    from pathlib import Path

FORM = """\
title: Báo cáo sáu tháng của tỉnh
levels: [tỉnh, thành phố]
months: [6]
in_force: {from: 2025-07-01}
files: [report, agriculture]
indicators:
  wage: {label: Thu nhập, unit: triệu đồng, required: true}
  poor: {label: Hộ nghèo, unit: hộ, shape: share, required: true}
  near: {label: Hộ cận nghèo, unit: hộ, shape: share}
  funds:
    label: Nguồn lực
    shape: table
    required: true
    office: agriculture
    columns: {plan: {label: Kế hoạch, kind: money}, done: {label: Thực hiện, kind: money}}
    lines:
      local: {label: Ngân sách địa phương, lines: {province: {label: Tỉnh}}}
  capital: {label: Vốn, unit: triệu đồng, shape: parts, required: true, office: agriculture}
"""
REPORT = """\
form:
stage: draft
year:
criteria_set:
unit:
  level:
  name:
  communes: # số ${below}
    level:
    names:
issuer:
document:
  number:
  symbol: BC-UBND
  place:
  day:
recipients:
  copies: # ví dụ: Bộ Nông nghiệp và Môi trường; ${parent_level}
    -
  archive: VT
signature:
  capacity:
    -
  name:
programme_period: {from: 2026, to: 2035}
abbreviations:
  - {short: UBND, full: Ủy ban nhân dân}
"""
WORDS = """\
I. Kết quả
{{ report.unit | with_level | capitalised }} gồm {{ report.unit.communes.number | with_unit }};
  thu nhập đạt {{ indicators.wage | with_unit }}, hộ nghèo chiếm {{ indicators.poor }}, vốn là
  {{ indicators.capital | with_unit }}./.
"""
GIVEN = ("init", "new", "--year", "2026", "--name", "UBND tỉnh Nam Sơn")
UNITS = "xã: An Hòa, Bình Lâm; 2 phường: Đông Hải, Tân Lập; đặc khu Hòn Én"


@pytest.fixture
def forms(tmp_path: Path, fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of forms: one for provinces, half-yearly, beside that for communes."""
    folder = tmp_path / "forms"
    form = folder / "half-year-province"
    (form / "start").mkdir(parents=True)
    for name in ("layout.docx", "00-frame.j2"):
        shutil.copy(fixtures / "templates/annual-commune" / name, form)
    (form / "form.yaml").write_text(FORM, "utf-8")
    (form / "start/report.yaml").write_text(REPORT, "utf-8")
    (form / "10.j2").write_text(WORDS, "utf-8")
    shutil.copytree(fixtures / "templates/annual-commune", folder / "annual-commune")
    monkeypatch.setattr("ntmreport.program_files.templates_folder", lambda: folder)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.usefixtures("forms")
def test_a_province_has_no_unit_above_and_several_kinds_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run([*GIVEN, "--level", "tinh", "--months", "6", "--below", UNITS]) == 0
    assert "tỉnh Nam Sơn (2 xã, 2 phường, 1 đặc khu)" in capfd.readouterr().err
    data = tmp_path / "new/data/2026-6t"
    report = (data / "report.yaml").read_text("utf-8")
    for lines in (
        "form: half-year-province\nstage: draft\nyear: 2026\nmonths: 6\ncriteria_set: 2026-2030\n",
        "  level: tỉnh\n  name: Nam Sơn\n  communes: # số xã, phường, đặc khu\n    level: xã\n",
        "      - level: phường\n        names:\n          - Đông Hải\n          - Tân Lập\n",
        "      - level: đặc khu\n        names:\n          - Hòn Én\nissuer: UBND tỉnh Nam Sơn\n",
    ):
        assert lines in report
    assert "${" not in report
    assert (data / "indicators.yaml").read_text("utf-8").splitlines()[2:] == [
        "wage: # Thu nhập (triệu đồng)",
        "poor: # Hộ nghèo (hộ)",
        "  numerator:",
        "  denominator:",
        "# near: # nếu có: Hộ cận nghèo (hộ)",
        "#   numerator:",
        "#   denominator:",
    ]
    assert (data / "agriculture.yaml").read_text("utf-8").splitlines()[2:] == [
        *("funds: # Nguồn lực", "  local: # Ngân sách địa phương"),
        "    province: {plan: , done: } # Tỉnh",
        *("capital: # Vốn (triệu đồng)", "  - name:", "    value:"),
    ]
    readme = (tmp_path / "new/README.md").read_text("utf-8")
    assert "chưa đạt, đạt chuẩn, hiện đại" in readme
    assert "huyện" not in readme
    monkeypatch.chdir(tmp_path / "new")
    assert run(["validate", "--strict"]) == 0
    assert run(["build", "data/2026-6t", "-o", "thu.txt"]) == 0
    assert "Tỉnh Nam Sơn gồm 5 xã, phường, đặc khu" in (tmp_path / "new/thu.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--level", "tỉnh", "--months", "6", "--parent", "Bắc Hà", "--below", UNITS],
            "--parent: tỉnh không có đơn vị cấp trên; bỏ --parent",
        ),
        (
            ["--level", "tỉnh", "--below", UNITS],
            "không có mẫu cho cấp “tỉnh”, năm 2026; chọn bằng --form một trong các mẫu: annual-",
        ),
        (["--level", "huyện"], "năm 2026 không có cấp “huyện”; các cấp lập báo cáo: xã"),
        (["--level", "tỉnh", "--months", "6"], "thiếu --below\n"),
        (["--level", "xã"], "thiếu --parent-level, --parent, --below\n"),
        (["--level", "tỉnh", "--months", "6", "--below", "xã A; xã A"], "--below: cần các tên"),
    ],
)
@pytest.mark.usefixtures("forms")
def test_what_is_mistyped_is_told_at_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run([*GIVEN, *words, "--lang", "vi"]) == 2
    assert capfd.readouterr().err.startswith(said)
    assert not (tmp_path / "new").exists()
