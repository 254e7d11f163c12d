"""A command imports what it uses: no Jinja where all is known of a form and its data."""

from __future__ import annotations

import datetime
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.checks import REPORT_CHECKS, Subject
from ntmreport.cli.application import COMMANDS, module_of
from ntmreport.completeness import OF_THE_DOCUMENT
from ntmreport.diagnostic import Severity
from ntmreport.pipeline import Compiler
from tests.cli.conftest import packages_loaded

if TYPE_CHECKING:
    from pathlib import Path

_JINJA = "jinja2"
_COMMANDS = "import sys; from ntmreport.cli import run; run(sys.argv[1:]); print(*sys.modules)"


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8", newline="\n")


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("build", "--help")])
def test_help_and_version_need_no_pydantic(project: Path, arguments: tuple[str, ...]) -> None:
    answer, packages = packages_loaded(project, *arguments)
    assert answer.code == 0
    assert "typer" in packages
    assert "pydantic" not in packages


@pytest.mark.parametrize("command", ["rule", "schema"])
def test_a_command_loads_no_other_command(tmp_path: Path, command: str) -> None:
    ran = [sys.executable, "-c", _COMMANDS, command]
    done = subprocess.run(ran, cwd=tmp_path, capture_output=True, text=True, check=True)
    modules = {name for name in done.stdout.split() if name.startswith("ntmreport.cli.")}
    assert {*map(module_of, COMMANDS)} & modules == {module_of(command)}


def test_models_of_files_that_are_not_there_are_not_loaded(fixtures: Path) -> None:
    ran = [sys.executable, "-c", _COMMANDS, "validate", "2021"]
    done = subprocess.run(ran, cwd=fixtures / "commune", capture_output=True, text=True, check=True)
    offices = "ntmreport.model.offices."
    modules = {name for name in done.stdout.split() if name.startswith(offices)}
    assert modules == {f"{offices}{name}" for name in ("indicators", "narrative", "report")}


ONLY_SOME_YEARS = {
    f"ntmreport.{name}"
    for name in (
        *("model.commune", "model.commune_folders", "model.commune_totals"),
        *("model.declared_values", "model.declaring_form", "model.offices.indicators"),
        *("model.table_column", "model.table_line", "model.table_record", "model.field_walk"),
        *("file_completeness", "compose.form_needs", "source.syntax_errors"),
    )
}
"""What is for communes, declared indicators, values left blank and mistakes."""


def test_what_only_some_years_have_is_loaded_for_those(project: Path) -> None:
    ran = [sys.executable, "-c", _COMMANDS, "validate", "data/2021"]
    done = subprocess.run(ran, cwd=project, capture_output=True, text=True, check=True)
    assert not ONLY_SOME_YEARS & {*done.stdout.split()}


def test_explaining_a_word_file_needs_neither_jinja_nor_pydantic(project: Path) -> None:
    packages_loaded(project, "build", "data/2021", "-o", "report.docx", "--embed-lineage")
    answer, packages = packages_loaded(project, "explain", "report.docx", "93,02%")
    assert "health.insurance.whole.share" in answer.out
    assert not {_JINJA, "pydantic"} & packages


def test_the_state_of_a_year_that_is_known_needs_no_jinja(project: Path) -> None:
    first, packages = packages_loaded(project, "status", "data/2021")
    assert _JINJA in packages
    second, packages = packages_loaded(project, "status", "data/2021")
    assert _JINJA not in packages
    assert (first.code, second) == (0, first)


def test_a_year_is_started_without_jinja_where_the_form_is_known(project: Path) -> None:
    packages_loaded(project, "new", "2022")
    answer, packages = packages_loaded(project, "new", "2023", "--from", "data/2021")
    assert answer.code == 0
    assert _JINJA not in packages


def test_the_state_is_found_anew_after_any_change(project: Path) -> None:
    packages_loaded(project, "status", "data/2021")
    for file in ("data/2021/health.yaml", "templates/annual-district/10-implementation.j2"):
        append(project / file, "\n")
        _, packages = packages_loaded(project, "status", "data/2021")
        assert _JINJA in packages


def test_what_stops_a_build_is_told_each_time(project: Path) -> None:
    share = "{{ health.insurance.rural.change }}"
    append(project / "templates/annual-district/50-proposals.j2", f"- Tỷ lệ giảm {share} điểm %.\n")
    first, _ = packages_loaded(project, "status", "data/2021")
    second, _ = packages_loaded(project, "status", "data/2021")
    assert (first.code, second) == (1, first)
    assert "NTM541" in first.out


class _Watched(Subject, frozen=True):
    """A year whose checks are seen to read the document."""

    def __getattribute__(self, name: str) -> object:
        if name == "document":
            _READ.append(name)
        return super().__getattribute__(name)


_READ: list[str] = []


def test_it_is_known_which_checks_stop_a_build_for_what_the_document_says(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`status` does without the document for all others that stop a build."""
    monkeypatch.chdir(project)
    compiled = Compiler().compile(project / "data/2021")
    names = {*Subject.__struct_fields__} & set(dir(compiled))
    shared = {name: getattr(compiled, name) for name in names}
    subject = _Watched(previous={}, today=datetime.date(2022, 1, 5), **shared)
    reading = set()
    for each in REPORT_CHECKS:
        if each.rule.severity is Severity.ERROR:
            _READ.clear()
            list(each.run(subject))
            if _READ:
                reading.add(each.rule)
    assert reading == OF_THE_DOCUMENT
