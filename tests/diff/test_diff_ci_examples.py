"""The CI examples call `diff` as it can be called, and hand on the files that it writes."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ntmreport.cli.diff import DiffFormat

if TYPE_CHECKING:
    from pathlib import Path


def github(folder: Path) -> tuple[str, str]:
    """The command, and all that comes after it."""
    job: Any = yaml.safe_load((folder / "github-diff.yml").read_text("utf-8"))["jobs"]["diff"]
    runs = [step["run"] for step in job["steps"] if "run" in step]
    command = next(run for run in runs if run.startswith("ntmreport diff"))
    first, _, rest = command.replace("\\\n", " ").partition("\n")
    return first, rest + str(job["steps"])


def gitlab(folder: Path) -> tuple[str, str]:
    job: Any = yaml.safe_load((folder / "gitlab-diff.yml").read_text("utf-8"))["diff"]
    return job["script"][0], str(job["script"][1:]) + str(job["artifacts"])


@pytest.mark.parametrize("example", [github, gitlab])
def test_examples(repository: Path, example: Any) -> None:
    command, rest = example(repository / "docs/ci")
    program, name, data, *options = shlex.split(command)
    assert (program, name, data) == ("ntmreport", "diff", "data/2021")
    given = dict(zip(options[::2], options[1::2], strict=True))
    assert given.keys() == {"--against", "--format", "--output", "--docx"}
    assert given["--format"] == DiffFormat.MARKDOWN
    assert given["--output"] in rest
    assert given["--docx"].rpartition(".")[0] in rest
