"""The wheel in an empty environment, outside the checkout: forms and schemas come with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.pipeline import Compiler
from ntmreport.render.plain_text import render_text
from tests.invented import add_communes
from tests.starting.answers import DISTRICT_ANSWERS, fill_in

if TYPE_CHECKING:
    from pathlib import Path


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The command of an environment that has nothing but the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = (sys.executable, "-m", "uv")
    run(*uv, "build", "--quiet", "--wheel", "--out-dir", folder, repository, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    run(*uv, "venv", "--quiet", "--python", sys.executable, folder / "venv", cwd=folder)
    scripts = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(*uv, "pip", "install", "--quiet", "--python", folder / "venv", wheel, cwd=folder)
    return scripts / "ntmreport"


def test_builds_validates_and_explains(installed: Path, fixtures: Path, tmp_path: Path) -> None:
    shutil.copytree(fixtures / "data", tmp_path / "data")
    run(installed, "build", "data/2021", "-o", "report.txt", cwd=tmp_path)
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    # Without a form beside the data it is the program's own, in the wheel as in the checkout.
    in_checkout = Compiler().compile(tmp_path / "data/2021").document
    assert in_checkout is not None
    assert text == render_text(in_checkout)
    run(installed, "build", "data/2021", "-o", "report.docx", cwd=tmp_path)
    assert "hợp lệ" in run(installed, "validate", "--strict", cwd=tmp_path)
    assert "NTM302" in run(installed, "rule", "NTM302", cwd=tmp_path)


def test_brings_the_sets_of_criteria(installed: Path, fixtures: Path, tmp_path: Path) -> None:
    shutil.copytree(fixtures / "data", tmp_path / "data")
    add_communes(tmp_path / "data/2021")
    assert "hợp lệ" in run(installed, "validate", "--strict", "data/2021", cwd=tmp_path)
    told = run(installed, "explain", "data/2021", "communes.criterion_11.communes", cwd=tmp_path)
    assert "Tiêu chí 11 (Hộ nghèo)" in told


def test_writes_the_schemas(installed: Path, repository: Path, tmp_path: Path) -> None:
    run(installed, "schema", cwd=tmp_path)
    for schema in (repository / "schemas").glob("*.json"):
        assert (tmp_path / "schemas" / schema.name).read_bytes() == schema.read_bytes()


def test_starts_the_next_year(installed: Path, fixtures: Path, tmp_path: Path) -> None:
    shutil.copytree(fixtures / "data", tmp_path / "data")
    assert run(installed, "new", "2022", cwd=tmp_path) == "data/2022\n"
    results = (tmp_path / "data/2022/assessment.yaml").read_text(encoding="utf-8")
    assert "    model_villages: 16\n" in results
    assert "lập được báo cáo" in run(installed, "status", "data/2021", cwd=tmp_path)
    assert run(installed, "upgrade", "data/2021", cwd=tmp_path) == ""


DISTRICT = (
    *("--level", "huyện", "--name", "Đông Hải", "--below", "An Bình, Bình Minh, Cẩm Tú"),
    *("--parent-level", "tỉnh", "--parent", "Nam Sơn", "--year", "2025"),
)


def test_another_unit_begins_fills_in_and_builds(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "init", "unit", *DISTRICT, cwd=tmp_path) == "unit\n"
    unit = tmp_path / "unit"
    fill_in(unit / "data/2025", DISTRICT_ANSWERS, "An Bình")
    assert "đã điền đủ" in run(installed, "status", "data/2025", cwd=unit)
    assert "hợp lệ: 0 lỗi" in run(installed, "validate", cwd=unit)
    run(installed, "build", "data/2025", cwd=unit)
    assert (unit / "build/2025/bao-cao-2025.docx").is_file()
    run(installed, "build", "data/2025", "-o", "report.txt", cwd=unit)
    said = "ỦY BAN NHÂN DÂN\nHUYỆN ĐÔNG HẢI"
    assert said in (unit / "report.txt").read_text(encoding="utf-8")
    assert run(installed, "new", "2026", cwd=unit) == "data/2026\n"
