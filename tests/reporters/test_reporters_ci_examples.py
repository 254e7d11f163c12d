"""The CI examples and the pre-commit hook say what the program does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from ntmreport.cli.validate import ValidateFormat

if TYPE_CHECKING:
    from pathlib import Path

VALIDATE = "ntmreport validate --strict"


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_the_hook_runs_validate_whatever_is_committed(repository: Path) -> None:
    (hook,) = loaded(repository / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["entry"]) == ("ntmreport-validate", VALIDATE)
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    # With a pattern for files, a commit that only deletes one would go unchecked.
    assert hook["always_run"] is True
    assert "files" not in hook


def test_github_actions_ends_with_the_check(repository: Path) -> None:
    example = loaded(repository / "docs/ci/github-actions.yml")
    steps = example["jobs"]["validate"]["steps"]
    assert steps[-1]["run"] == f"{VALIDATE} data/2021"
    assert example["permissions"] == {"contents": "read"}


def test_gitlab_gets_the_reports_that_the_commands_write(repository: Path) -> None:
    job = loaded(repository / "docs/ci/gitlab-ci.yml")["validate"]
    *reports, check = job["script"]
    assert check == f"{VALIDATE} data/2021"
    written = dict(re.findall(r"--format (\w+) > (\S+)", "\n".join(reports)))
    assert written.keys() <= set(ValidateFormat)
    assert job["artifacts"]["reports"] == {
        "codequality": written["gitlab"],
        "junit": written["junit"],
    }
    assert job["artifacts"]["when"] == "always"
