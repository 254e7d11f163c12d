"""What the READMEs and docs/forms.md show is what the commands print; no command is left out."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.cli import run
from tests.communes import COMMUNE
from tests.edits import edit
from tests.test_docs_forms import PAGE, mistyped, put_example

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

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


def test_every_command_is_one_that_the_program_takes(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options are looked up before --help is obeyed."""
    texts = [(repository / name).read_text(encoding="utf-8") for name in READMES]
    lines = re.findall(r"(?m)^ *ntmreport (.*)$", "\n".join(texts))
    assert len(lines) > 50
    calls = {tuple(shlex.split(line.replace("--lang en ", ""))) for line in lines}
    for call in sorted(calls):
        assert run((*call, "--help")) == 0, (call, capsys.readouterr().err)
    assert run(("build", "data/2021", "--opne", "--help")) == 2


@pytest.mark.parametrize("name", READMES)
def test_pictures_and_links_lead_somewhere(repository: Path, name: str) -> None:
    readme = (repository / name).read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^## (.*)$", readme)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
    linked = re.findall(r'(?:\]\(|src=")([^")]+)', readme)
    assert len(linked) > 6
    for link in linked:
        assert link[1:] in anchors if link[0] == "#" else (repository / link).exists(), link


def commands() -> list[tuple[str, str]]:
    """Each command that the page shows in a block of its own, and what it prints."""
    return re.findall(r"```sh\n(.*)\n```\n\n```text\n((?:(?!```).*\n)*)", PAGE)


def test_every_command_prints_what_is_shown(ntmreport: Run, project: Path) -> None:
    put_example(project)
    shutil.copytree(COMMUNE, project / "tests/fixtures/commune")
    shutil.copytree(COMMUNE.parent / "templates", project / "tests/fixtures/templates")
    shown = commands()
    assert len(shown) == 4
    for command, printed in shown:
        if "NTM502" in printed:
            template = project / "templates/so-ket-xa/10-ket-qua.j2"
            edit(template, "{{ indicators.income.label }}", mistyped())
        program, *arguments = shlex.split(command)
        assert program == "ntmreport"
        assert ntmreport(*arguments, "--lang", "vi").out == printed


def test_commands_in_the_text_are_answered(ntmreport: Run, project: Path) -> None:
    put_example(project)
    explained = ntmreport("explain", "data/2022", "93,91%", "--lang", "vi")
    assert explained.code == 0
    assert explained.out.startswith("93,91%  indicators.insurance.share\n")
    totalled = ntmreport("explain", "data/2022", "indicators.funds", "--lang", "vi")
    assert totalled.out.startswith("5.075,5 triệu đồng  indicators.funds.total\n")
    assert ntmreport("figures", "data/2022", "--coverage").code == 0
    shutil.move(project / "templates", project / "mau-thu")
    built = ntmreport("build", "data/2022", "--templates", "mau-thu", "-o", "x.docx")
    assert built.code == 0
