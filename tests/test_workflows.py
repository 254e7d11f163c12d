"""The workflows of this repository and the examples for others: what the services take."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
GITHUB = (".github/workflows/tests.yml", ".github/workflows/release.yml")
SCHEMAS = {
    "github-workflows": (*GITHUB, "docs/ci/github-actions.yml", "docs/ci/github-diff.yml"),
    "gitlab-ci": (".gitlab-ci.yml", "docs/ci/gitlab-ci.yml", "docs/ci/gitlab-diff.yml"),
}


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("schema", SCHEMAS)
def test_they_follow_the_services_schemas(repository: Path, schema: str) -> None:
    options = ("--data-transform", "gitlab-ci") if schema == "gitlab-ci" else ()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema", *options),
            *("--builtin-schema", f"vendor.{schema}", *SCHEMAS[schema]),
        ],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_each_python_that_is_promised_is_tried_everywhere(repository: Path) -> None:
    project = (repository / "pyproject.toml").read_text("utf-8")
    assert re.search(r'requires-python = ">=(.+)"', project)[1] == PYTHONS[0]  # type: ignore[index]
    jobs = loaded(repository / GITHUB[0])["jobs"]
    tried = {name: jobs[name]["strategy"]["matrix"] for name in ("linux", "desktop")}
    assert [each["python"] for each in tried.values()] == [PYTHONS, PYTHONS]
    assert tried["desktop"]["os"] == ["windows-latest", "macos-latest"]
    gitlab = loaded(repository / ".gitlab-ci.yml")
    assert gitlab[".each-python"]["parallel"]["matrix"] == [{"PYTHON": PYTHONS}]
    for name in ("linux", "windows", "macos"):
        assert gitlab[name]["extends"] == ".each-python"


def test_linux_runs_what_ci_runs(repository: Path) -> None:
    steps = loaded(repository / GITHUB[0])["jobs"]["linux"]["steps"]
    assert steps[-1]["run"] == "bash .ci/run"
    assert loaded(repository / ".gitlab-ci.yml")["linux"]["script"] == ["bash .ci/run"]


def test_only_a_release_writes(repository: Path) -> None:
    for name in GITHUB:
        workflow = loaded(repository / name)
        assert workflow["permissions"] == {"contents": "read"}
        for job, content in workflow["jobs"].items():
            assert ("permissions" in content) == (job == "release")
            for step in content.get("steps", ()):
                # What a stranger names, as a branch or a title, is no part of a script.
                assert "${{ github.event" not in step.get("run", "")
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"] == {"persist-credentials": False}
