"""What docs/forms.md shows of commands is what they print."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

from tests.communes import COMMUNE, edit
from tests.test_docs_forms import PAGE, mistyped, put_example

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Answer

    Run = Callable[..., Answer]


def commands() -> list[tuple[str, str]]:
    """Each command that the page shows in a block of its own, and what it prints."""
    return re.findall(r"```sh\n(.*)\n```\n\n```text\n((?:(?!```).*\n)*)", PAGE)


def test_every_command_prints_what_is_shown(ntmreport: Run, project: Path) -> None:
    put_example(project)
    shutil.copytree(COMMUNE, project / "tests/fixtures/commune")
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
