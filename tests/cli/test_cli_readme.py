"""What the READMEs show is what the commands print, and no command is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Answer

    Run = Callable[..., Answer]

READMES = ("README.md", "README.vi.md")


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_named(ntmreport: Run, repository: Path, name: str) -> None:
    readme = (repository / name).read_text(encoding="utf-8")
    commands = re.findall(r"^│ ([a-z]+) ", ntmreport("--help").out, re.MULTILINE)
    assert len(commands) > 8
    named = set(re.findall(r"ntmreport (?:--lang en )?([a-z]+)", readme))
    assert set(commands) - {"schema"} <= named


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.vi.md", "vi")])
def test_the_slip_is_shown_as_it_looks(
    ntmreport: Run, repository: Path, project: Path, name: str, language: str
) -> None:
    path = project / "data/2021/health.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("numerator: 190113", "numerator: 190.113"), encoding="utf-8")
    shown = ntmreport("build", "data/2021", "--lang", language).err
    readme = (repository / name).read_text(encoding="utf-8")
    assert "".join(f"   {line}\n" for line in shown.splitlines()) in readme


def test_an_explanation_is_shown_as_it_looks(ntmreport: Run, repository: Path) -> None:
    shown = ntmreport("explain", "data/2021", "93,44%", "--lang", "en").out.splitlines()
    readme = (repository / "README.md").read_text(encoding="utf-8")
    assert "\n".join(shown[:-1]) in readme


@pytest.mark.parametrize("name", [*READMES, "docs/forms.md", "docs/ci/README.md"])
def test_commands_can_be_pasted_whole_into_any_shell(repository: Path, name: str) -> None:
    readme = (repository / name).read_text(encoding="utf-8")
    assert "```console" not in readme
    assert "pip install ntmreport" not in readme
    for block in re.findall(r"^ *```sh\n(.*?)^ *```$", readme, re.MULTILINE | re.DOTALL):
        for command in filter(None, map(str.strip, block.splitlines())):
            assert command.split()[0] in {"ntmreport", "make"}, command
            assert not set("#$`^&|<>%!;()\\") & set(re.sub('".*?"', "", command)), command
            assert " rem " not in command
