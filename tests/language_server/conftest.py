from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ..conftest import FIXTURES
from .editor_client import EditorClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORM = "templates/annual-commune"
_DECLARED = """
indicators:
  forest: {label: Rừng trồng mới, unit: ha, office: farming, shape: share}
  planted: {label: Cây trồng, unit: cây, shape: parts, adds_up_to: trees}
  trees: {label: Cây, unit: cây}
moved: {indicators.woods: farming.forest}
"""
_PRINTED = """
{% set all = indicators %}{% set its = all.forest %}
- Rừng {{ indicators["forest"].numerator }}/{{ indicators.forest.denominator | with_unit }}, bằng
  {{ its.share }} 🌾 {{ all.forest }}; rừng “forest” {{ "forest" }}.
- {{ indicators.trees.label }}: {{ indicators.trees | with_unit }}.
"""
_PLANTED = "trees: 30\nplanted:\n  - {name: lim, value: 10}\n  - {name: keo, value: 20}\n"
_SAID = "đạt {{ indicators.forest.share }}, forest {{ indicators.poverty.share }}"


def copy_of_2021(folder: Path) -> Path:
    """Copy the frozen report of 2021, its data and its form, into a folder."""
    shutil.copytree(FIXTURES / "data", folder / "data")
    shutil.copytree(FIXTURES / "templates", folder / "templates")
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the frozen report of 2021 for tests that save files."""
    return copy_of_2021(tmp_path)


@pytest.fixture(scope="session")
def kept_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditorClient]:
    """An editor with a copy of the report open, one for all tests of a process."""
    with EditorClient(copy_of_2021(tmp_path_factory.mktemp("editor"))) as client:
        yield client


@pytest.fixture
def editor(kept_editor: EditorClient) -> Iterator[EditorClient]:
    """An editor in which no file is open; what a test types is never saved."""
    yield kept_editor
    for name in list(kept_editor.texts):
        kept_editor.close(name)


@pytest.fixture(scope="session")
def kept_commune_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditorClient]:
    """An editor with the report of a commune for two years, one for all tests here."""
    root = tmp_path_factory.mktemp("commune")
    _write(root)
    with EditorClient(root) as client:
        yield client


@pytest.fixture
def commune_editor(kept_commune_editor: EditorClient) -> Iterator[EditorClient]:
    """An editor in which no file is open."""
    yield kept_commune_editor
    for name in list(kept_commune_editor.texts):
        kept_commune_editor.close(name)


def _write(root: Path) -> None:
    """Write the commune's report for two years, with indicators that its form declares."""
    shutil.copytree(FIXTURES / "templates", root / "templates")
    for file, more in (("form.yaml", _DECLARED), ("20-results.j2", _PRINTED)):
        with (root / _FORM / file).open("a", encoding="utf-8") as added:
            added.write(more)
    for year in ("2020", "2021"):
        data = root / "data" / year
        shutil.copytree(FIXTURES / "commune/2021", data)
        (data / "farming.yaml").write_text("forest: {numerator: 12, denominator: 40}\n", "utf-8")
        for file, old, new in (
            ("report.yaml", "year: 2021", f"year: {year}"),
            ("indicators.yaml", "\nfunds:", f"\n{_PLANTED}funds:"),
            ("narrative.yaml", "{{ indicators.poverty.share }}", _SAID),
        ):
            text = (data / file).read_text(encoding="utf-8")
            assert old in text, (file, old)
            (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
