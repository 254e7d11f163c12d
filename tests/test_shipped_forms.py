"""Each shipped form of 2026: begun with `init`, filled in with invented data, checked and built."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jsonschema
import pytest
import yaml

from ntmreport.cli import run
from ntmreport.lineage.printed_coverage import coverage
from ntmreport.model.offices.indicators import Indicators
from ntmreport.pipeline import Compiler, rendered
from ntmreport.prose.claim import Verdict
from ntmreport.prose.report_audit import audit_of
from ntmreport.prose.text_reading import report_of_text
from ntmreport.render.plain_text import render_text
from ntmreport.render.report_workbook import report_workbook
from ntmreport.validation import validate
from tests.edits import edit
from tests.invented import add_communes, add_funds
from tests.libreoffice import convert
from tests.render.conftest import soffice, validated  # noqa: F401 - fixtures
from tests.render.sheets_of_reports import formulas, printed, shown, without_results
from tests.test_json_schema import JsonLoader

from .invented_reports import COMMUNES, below, fill_in, write_communes

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ntmreport.pipeline import Compiled

TODAY = datetime.date(2027, 1, 20)
VILLAGES = "thôn: An Lạc, Phú Cường; tổ dân phố: Số 1"
FEW = 5
UP = ("--parent-level", "tỉnh", "--parent", "Nam Sơn")


class Case(NamedTuple):
    """A form, how `init` comes to choose it, and what its report says."""

    form: str
    level: str
    months: str
    units: str
    said: tuple[str, ...]
    annexes: tuple[str, ...]


COMPUTED = ("half-year-province",)
"""Forms whose annexes a spreadsheet computes anew, beside the district's; others are alike."""

FEWEST_FORMULAS = 80
OF_A_TINH = ("Biểu 04", "Biểu 05", "Biểu 06", "Biểu 07", "Biểu 08", "Biểu 09")
OF_AN_XA = ("Biểu 10", "Biểu 11", "Biểu 12", "Biểu 13")
CASES = (
    Case(
        "half-year-province",
        "tỉnh",
        "6",
        COMMUNES,
        ("gồm 45 xã, 14 phường, 01 đặc khu.", "nhiệm vụ trọng tâm 6 tháng cuối năm 2026"),
        OF_A_TINH,
    ),
    Case(
        "annual-province",
        "thành phố",
        "",
        COMMUNES,
        ("bình quân đạt", "nhiệm vụ trọng tâm năm 2027", "4. Bài học kinh nghiệm"),
        OF_A_TINH,
    ),
    Case(
        "half-year-commune",
        "xã",
        "6",
        VILLAGES,
        (
            "có 03 thôn, tổ dân phố",
            "đạt 8/10 tiêu chí",
            "sản xuất giảm 1,25%",
            "250-300 triệu đồng/ha",
        ),
        OF_AN_XA,
    ),
    Case(
        "annual-commune",
        "phường",
        "",
        VILLAGES,
        ("Phường Bình Minh", "đạt 8/10 tiêu chí", "nhiệm vụ trọng tâm năm 2027"),
        OF_AN_XA,
    ),
)


def begun(folder: Path, case: Case) -> Path:
    """Return the data folder of a repository that `init` began and that is filled in."""
    is_tinh = case.units is COMMUNES
    options = (*(("--months", case.months) if case.months else ()), *(() if is_tinh else UP))
    code = run(
        (
            *("init", str(folder / "kho"), "--level", case.level),
            *("--name", "Nam Sơn" if is_tinh else "Bình Minh", "--below", case.units),
            *("--year", "2026", *options),
        )
    )
    assert code == 0
    (data,) = (folder / "kho/data").glob("2026*")
    fill_in(data)
    if is_tinh:
        write_communes(data, below(COMMUNES))
    return data


def compiled_and_silent(data: Path) -> Compiled:
    compiled = Compiler().compile(data)
    assert validate(compiled, data, TODAY).diagnostics == ()
    return compiled


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The data folder for each form."""
    return {case.form: begun(tmp_path_factory.mktemp(case.form), case) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=[case.form for case in CASES])
def test_begun_filled_in_and_built(made: dict[str, Path], case: Case) -> None:
    data = made[case.form]
    compiled = compiled_and_silent(data)
    assert compiled.form is not None
    assert compiled.form.folder.endswith(case.form)
    assert compiled.document is not None
    text = render_text(compiled.document)
    assert [each for each in (*case.said, *case.annexes) if each not in text] == []
    assert not re.search("huyện|thị trấn", text, re.IGNORECASE)
    counted = coverage(compiled.document)
    # A band of communes has its numbers in its name, which the set of criteria gives.
    assert [each for each in counted.unaccounted if "tiêu chí" not in each.line] == []
    assert counted.figures > 100
    # What is right is not blamed by the audit of finished reports, and much of it is confirmed.
    audit = audit_of(report_of_text("bao-cao.txt", text))
    assert [claim.computed for claim in audit.of(Verdict.SUSPICIOUS)] == []
    assert len(audit.of(Verdict.CONFIRMED)) > 100


@pytest.mark.parametrize("case", [case for case in CASES if case.months])
def test_a_draft_says_of_no_criterion_that_it_is_not_met(tmp_path: Path, case: Case) -> None:
    is_tinh = case.units is COMMUNES
    options = (*("--months", "6"), *(() if is_tinh else UP))
    unit = ("--level", case.level, "--name", "Bình Minh", "--below", case.units, "--year", "2026")
    assert run(("init", str(tmp_path / "kho"), *unit, *options)) == 0
    compiled = Compiler().compile(tmp_path / "kho/data/2026-6t")
    assert compiled.document is not None
    assert "Chưa đạt" not in render_text(compiled.document)


@pytest.mark.parametrize("case", CASES, ids=[case.form for case in CASES])
def test_an_editor_finds_nothing_wrong(made: dict[str, Path], case: Case) -> None:
    data = made[case.form]
    text = (data / "indicators.yaml").read_text("utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)", text)
    assert named is not None
    assert case.form in named[1]
    schema = json.loads((data / named[1]).read_text("utf-8"))
    found = jsonschema.Draft7Validator(schema).iter_errors(yaml.load(text, JsonLoader))  # noqa: S506 - a safe loader
    assert [f"{each.json_path}: {each.message}"[:200] for each in found] == []


def test_every_shipped_form_of_today_is_here(repository: Path) -> None:
    shipped = {path.parent.name for path in (repository / "templates").glob("*/form.yaml")}
    assert shipped == {case.form for case in CASES} | {"annual-district"}


def test_a_tinh_takes_what_its_xa_reports(made: dict[str, Path], tmp_path: Path) -> None:
    unit = ("--level", "tỉnh", "--name", "Nam Sơn", "--below", "xã: Bình Minh")
    assert run(("init", str(tmp_path / "kho"), *unit, "--year", "2026", "--months", "6")) == 0
    data = tmp_path / "kho/data/2026-6t"
    fill_in(data)
    lines = (data / "indicators.yaml").read_text("utf-8")
    lines = re.sub(r"(?m)^poverty:.*\n(?: .*\n)*", "", lines)
    (data / "indicators.yaml").write_text(lines, "utf-8")
    compiled = Compiler(communes=[made["half-year-commune"].parent.parent]).compile(data)
    assert [each for each in compiled.diagnostics if each.is_error] == []
    assert compiled.document is not None
    own = Compiler().compile(made["half-year-commune"]).models["indicators"]
    theirs = compiled.models["indicators"]
    assert isinstance(own, Indicators)
    assert isinstance(theirs, Indicators)
    assert theirs.entries["poverty"].share == own.entries["poverty"].share


def test_a_commune_that_changes_changes_its_counts_alone(made: dict[str, Path]) -> None:
    data = made["half-year-province"]
    old = _lines(compiled_and_silent(data))
    path, met = next(
        (path, met)
        for path in sorted((data / "communes").glob("*.yaml"))
        for met in [re.search(r"(?m)^criteria_met: \[(.*)\]", path.read_text("utf-8"))]
        if met is not None and met[1].count(",") == FEW
    )
    before = path.read_text("utf-8")
    missing = next(str(n) for n in range(1, 11) if str(n) not in met[1].split(", "))
    try:
        path.write_text(
            before.replace(f"criteria_met: [{met[1]}]", f"criteria_met: [{met[1]}, {missing}]", 1),
            "utf-8",
            newline="\n",
        )
        new = _lines(compiled_and_silent(data))
    finally:
        path.write_text(before, "utf-8", newline="\n")
    changed = [now for then, now in zip(old, new, strict=True) if then != now]
    assert all(
        line.startswith((f"{missing} | ", "- Tổng số tiêu chí", "+ Nhóm")) for line in changed
    ), changed
    assert len(changed) == 3


def _lines(compiled: Compiled) -> list[str]:
    assert compiled.document is not None
    return render_text(compiled.document).split("\n")


MORE = """\
@chart columns | Số đơn vị cấp xã theo số tiêu chí đạt
|= Nhóm |= Số đơn vị |
{% for band in communes.bands %}
| {{ band.name }} | {{ band.communes }} |
{% endfor %}
@caption Biểu đồ 1. Số đơn vị cấp xã theo số tiêu chí đạt
- Theo số tiêu chí đạt [^: Theo {{ communes.number }} tệp số liệu của các đơn vị.]:
"""
SIGNED_BY_TWO = """\
second_signature:
  capacity: [SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG, GIÁM ĐỐC]
  name: Lê Thị Hoa
"""


def test_with_all_that_a_report_can_have_the_word_file_is_valid(
    made: dict[str, Path],
    tmp_path: Path,
    validated: Callable[[bytes], list[Any]],  # noqa: F811 - the fixture
) -> None:
    whole = tmp_path / "kho"
    shutil.copytree(made["half-year-province"].parent.parent, whole)
    edit(whole / "templates/half-year-province/20-results.j2", "- Theo số tiêu chí đạt:\n", MORE)
    report = whole / "data/2026-6t/report.yaml"
    text = re.sub("# second_signature:.*\n", SIGNED_BY_TWO, report.read_text("utf-8"))
    addressees = "  addressees: [Bộ Nông nghiệp và Môi trường, Bộ Tài chính]\n  copies:"
    report.write_text(text.replace("  copies:", addressees), "utf-8", newline="\n")
    content, found = rendered(compiled_and_silent(report.parent))
    assert found == ()
    assert content is not None
    assert validated(content) == []
    text = "\n".join(_lines(compiled_and_silent(report.parent)))
    for said in ("Kính gửi:", "[1]", "[Biểu đồ cột: ", "Lê Thị Hoa"):
        assert said in text


def test_the_next_period_has_a_form_that_is_for_it(
    made: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(made["half-year-commune"].parent.parent, tmp_path / "kho")
    monkeypatch.chdir(tmp_path / "kho")
    for target, form in (("2026", "annual-commune"), ("2027-6t", "half-year-commune")):
        assert run(("--lang", "vi", "new", target)) == 0
        assert f"\nform: {form}\n" in Path(f"data/{target}/report.yaml").read_text("utf-8")
        said = f"mẫu half-year-commune không dùng cho năm 2026: đã ghi form: {form}\n"
        assert (said in capsys.readouterr().err) == (target == "2026")
        assert run(("build", f"data/{target}", "-o", f"{target}.txt")) == 0


def test_workbooks_compute_what_the_reports_print(
    made: dict[str, Path],
    project: Path,
    soffice: str,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    """Their sheets show the annexes' texts, as written and with all formulas computed anew."""
    district = project / "data/2021"
    add_communes(district)
    add_funds(district)
    expected: dict[str, list[list[str]]] = {}
    for name, data in {**{name: made[name] for name in COMPUTED}, "district": district}.items():
        document = Compiler().compile(data).document
        assert document is not None
        content = report_workbook(document)
        assert content is not None
        assert content == report_workbook(document)
        expected[name] = printed(document)
        assert shown(content) == expected[name]
        assert formulas(content) > FEWEST_FORMULAS
        (tmp_path / f"{name}.xlsx").write_bytes(without_results(content))
    saved = tmp_path / "saved"
    convert(soffice, "xlsx", [tmp_path / f"{name}.xlsx" for name in expected], saved)
    for name, texts in expected.items():
        assert shown((saved / f"{name}.xlsx").read_bytes()) == texts
