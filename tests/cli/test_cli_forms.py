"""Several forms of one folder of data: each is built and checked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.communes import COMMUNE
from tests.edits import edit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

ONE = "form: annual-commune"


@pytest.fixture
def data(project: Path) -> Path:
    """The data of a commune, with a second form beside the usual one."""
    folder = project / "data/2021"
    shutil.rmtree(folder)
    shutil.copytree(COMMUNE / "2021", folder)
    shutil.copytree(project / "templates/annual-commune", project / "templates/thematic")
    edit(folder / "report.yaml", ONE, "forms: [annual-commune, thematic]")
    return folder


def built(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "build/2021").glob("*.docx"))


@pytest.mark.usefixtures("data")
def test_all_are_built_and_named(ntmreport: Run, project: Path) -> None:
    answer = ntmreport("build", "data/2021")
    assert (answer.code, answer.err) == (0, "")
    names = [f"bao-cao-2021-{form}.docx" for form in ("annual-commune", "thematic")]
    assert answer.out.splitlines() == [f"build/2021/{name}" for name in names]
    assert built(project) == names


@pytest.mark.usefixtures("data")
def test_one_is_built_by_its_name(ntmreport: Run, project: Path) -> None:
    assert ntmreport("build", "data/2021", "--form", "thematic").code == 0
    assert built(project) == ["bao-cao-2021-thematic.docx"]
    answer = ntmreport("build", "data/2021", "--form", "annual", "--lang", "vi")
    assert answer.code == 2
    assert "report.yaml không nêu mẫu “annual”; các mẫu: annual-commune, thematic" in answer.err


@pytest.mark.usefixtures("data")
def test_a_file_takes_one_report(ntmreport: Run) -> None:
    answer = ntmreport("build", "data/2021", "-o", "x.docx", "--lang", "vi")
    assert answer.code == 2
    assert "data/2021 có 2 mẫu: chọn một mẫu với --form" in answer.err
    assert ntmreport("build", "data/2021", "-o", "x.docx", "--form", "thematic").code == 0


def test_each_is_checked(ntmreport: Run, project: Path, data: Path) -> None:
    assert ntmreport("validate", "data/2021").code == 0
    edit(project / "templates/thematic/10-situation.j2", "report.unit.name", "report.unit.nam")
    answer = ntmreport("validate", "data/2021", "--lang", "vi")
    assert answer.code == 1
    assert "templates/thematic/10-situation.j2" in answer.out
    assert "templates/annual-commune/" not in answer.out
    assert ntmreport("build", "data/2021").code == 1
    assert built(project) == []
    edit(data / "report.yaml", "thematic]", "thematics]")
    assert "NTM5" in ntmreport("validate", "data/2021").out


def test_a_form_beside_others_comes_first(ntmreport: Run, data: Path) -> None:
    edit(data / "report.yaml", "forms: [annual-commune, thematic]", f"{ONE}\nforms: [thematic]")
    assert ntmreport("build", "data/2021", "--format", "txt").out.splitlines() == [
        "build/2021/bao-cao-2021-annual-commune.txt",
        "build/2021/bao-cao-2021-thematic.txt",
    ]


def test_no_form_at_all(ntmreport: Run, data: Path) -> None:
    edit(data / "report.yaml", "forms: [annual-commune, thematic]\n", "")
    answer = ntmreport("validate", "data/2021", "--lang", "vi")
    assert answer.code == 1
    assert "thiếu Mẫu báo cáo (form)" in answer.out
