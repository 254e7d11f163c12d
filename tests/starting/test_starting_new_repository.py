"""A repository for another unit: what is in it, and that a report comes out of it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from ntmreport.compose import AvailableForm, available_forms
from ntmreport.json_schema import schemas
from ntmreport.model import OFFICE_MODELS, ReportPeriod
from ntmreport.pipeline import Compiler
from ntmreport.render.plain_text import render_text
from ntmreport.starting import NamesOfLevel, NewUnit, fill_folder, repository
from ntmreport.validation import validate

from .answers import DISTRICT_ANSWERS, fill_in

REPOSITORY = Path(__file__).parents[2]
COMMUNES = ("An Bình", "Bình Minh", "Cẩm Tú")
YEAR = ReportPeriod(2025, 2025)
BELOW = (NamesOfLevel("xã", COMMUNES),)
UNIT = NewUnit("huyện", "Đông Hải", YEAR, BELOW, "tỉnh", "Nam Sơn")
FORMS = {form.name: form for form in available_forms(REPOSITORY / "templates")}
DISTRICT = FORMS["annual-district"]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    fill_folder(tmp_path / "dong-hai", repository(UNIT, DISTRICT, "ntmreport"))
    return tmp_path / "dong-hai"


def test_the_files_of_a_new_repository() -> None:
    files = repository(UNIT, DISTRICT, "ntmreport")
    data = {f"data/2025/{name}.yaml" for name in DISTRICT.needed} | {"data/words.txt"}
    templates = {
        f"templates/annual-district/{path.relative_to(DISTRICT.folder).as_posix()}"
        for path in DISTRICT.folder.rglob("*")
        if path.is_file()
    }
    others = {
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".github/workflows/so-lieu.yml",
        ".gitlab-ci.yml",
        ".vscode/extensions.json",
        "templates/annual-district/.origin",
        ".vscode/settings.json",
        "README.md",
    }
    assert set(files) == data | templates | others | {f"schemas/{name}" for name in schemas()}


def test_nothing_of_the_first_unit_is_left() -> None:
    for path, content in repository(UNIT, DISTRICT, "ntmreport").items():
        if not path.endswith(".docx"):
            text = content.decode()
            assert "Triệu Sơn" not in text, path
            assert "Thanh Hóa" not in text, path
            assert "data/2021" not in text, path


def test_its_ci_checks_every_period() -> None:
    files = repository(UNIT, DISTRICT, "ntmreport")
    for name in (".github/workflows/so-lieu.yml", ".gitlab-ci.yml"):
        lines = files[name].decode().splitlines()
        checked = [
            line.partition("ntmreport ")[2] for line in lines if "ntmreport validate" in line
        ]
        assert checked[-1] == "validate --strict"
        assert not any("data/" in line for line in checked)


def test_its_editor_settings_are_those_of_this_repository() -> None:
    settings = json.loads(repository(UNIT, DISTRICT, "ntmreport")[".vscode/settings.json"])
    own = json.loads((REPOSITORY / ".vscode/settings.json").read_text("utf-8"))
    assert settings == own
    assert len(settings["yaml.schemas"]) == len(schemas())
    extensions = repository(UNIT, DISTRICT, "ntmreport")[".vscode/extensions.json"].decode()
    assert extensions == (REPOSITORY / ".vscode/extensions.json").read_text("utf-8")
    extension = json.loads((REPOSITORY / "editor/vscode/package.json").read_text("utf-8"))
    own_name = f"{extension['publisher']}.{extension['name']}"
    assert json.loads(extensions)["recommendations"][0] == own_name


def test_the_frame_knows_the_unit(begun: Path) -> None:
    report = (begun / "data/2025/report.yaml").read_text("utf-8")
    for line in (
        "form: annual-district\n",
        "year: 2025\n",
        "  level: huyện\n  name: Đông Hải\n",
        "    level: tỉnh\n    name: Nam Sơn\n",
        "    names:\n      - An Bình\n      - Bình Minh\n      - Cẩm Tú\n",
        "issuer: UBND huyện Đông Hải\n",
    ):
        assert line in report


def test_what_is_to_be_filled_in_is_named_in_every_file(begun: Path) -> None:
    compiled = Compiler().compile(begun / "data/2025")
    assert compiled.document is not None
    named = {Path(each.span.file).stem for each in compiled.diagnostics}
    assert named == set(DISTRICT.needed)
    assert {each.rule.name for each in compiled.diagnostics} == {"left-blank"}


def test_filled_in_it_makes_a_report_of_its_unit(begun: Path) -> None:
    fill_in(begun / "data/2025", DISTRICT_ANSWERS, COMMUNES[0])
    compiled = Compiler().compile(begun / "data/2025")
    found = validate(compiled, begun / "data/2025", datetime.date(2026, 1, 5))
    # The annexes that the form cites have no data yet; its letters are those of the issued report.
    assert {each.rule.code for each in found.diagnostics} <= {"NTM522", "NTM523"}
    assert compiled.document is not None
    text = render_text(compiled.document)
    assert "ỦY BAN NHÂN DÂN\nHUYỆN ĐÔNG HẢI" in text
    assert "2/3 xã đã được phê duyệt" in " ".join(text.split())
    assert "2.1. Đối với huyện" in text


def test_a_town_has_reports_of_a_town(tmp_path: Path) -> None:
    town = NewUnit("thị xã", "Đông Hải", YEAR, BELOW, "tỉnh", "Nam Sơn")
    fill_folder(tmp_path / "new", repository(town, DISTRICT, "ntmreport"))
    fill_in(tmp_path / "new/data/2025", DISTRICT_ANSWERS, COMMUNES[0])
    compiled = Compiler().compile(tmp_path / "new/data/2025")
    assert compiled.document is not None
    assert "2.1. Đối với thị xã" in render_text(compiled.document)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_can_be_begun_with(form: AvailableForm, tmp_path: Path) -> None:
    assert (form.folder / "start/report.yaml").is_file()
    assert set(form.needed) <= set(OFFICE_MODELS)
    unit = NewUnit(form.levels[0], "Đông Hải", YEAR, BELOW, "tỉnh", "Nam Sơn")
    fill_folder(tmp_path / "new", repository(unit, form, "ntmreport"))
    compiled = Compiler().compile(tmp_path / "new/data/2025")
    assert compiled.form is not None
    assert {each.rule.name for each in compiled.diagnostics} <= {"left-blank"}
    assert compiled.document is not None


def test_forms_with_mistakes_are_not_offered(tmp_path: Path) -> None:
    for name, files in (("good", "[report]"), ("bad", "[reports]"), ("worse", "report")):
        (tmp_path / name).mkdir()
        text = f"title: Mẫu\nlevels: [xã]\nfiles: {files}\n"
        (tmp_path / name / "form.yaml").write_text(text, "utf-8")
    (tmp_path / "without").mkdir()
    assert [form.name for form in available_forms(tmp_path)] == ["good"]
