"""What trying the program showed: each row of findings.yaml is an input and what comes of it.

A row more is a line more in that file. `given` are edits of a copy of the frozen repository, `run`
is the command, `code` its exit code, `says` and `never` are what its output has and has not.
`prints` and `never_prints` are held against the report's text. With `commune: true` the data are
those of a commune, tests/fixtures/commune.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ntmreport.cli import run
from tests.render.samples import members, packed

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("findings.yaml").read_text(encoding="utf-8")
)
KEYS = {"finding", "commune", "given", "run", "code", "says", "never", "prints", "never_prints"}


def make(edit: Mapping[str, Any], project: Path) -> None:
    """Make one edit: `replace` and `with`, `write`, `bytes` in hexadecimal, `link` or `delete`.

    With `part`, a part of a Word file is edited.
    """
    path = project / edit["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "part" in edit:
        parts = members(path.read_bytes())
        parts[edit["part"]] = _replaced(parts[edit["part"]].decode(), edit).encode()
        path.write_bytes(packed(parts))
    elif "replace" in edit:
        path.write_text(_replaced(path.read_text("utf-8"), edit), "utf-8", newline="\n")
    elif "write" in edit:
        path.write_text(edit["write"], "utf-8", newline="\n")
    elif "bytes" in edit:
        path.write_bytes(bytes.fromhex(edit["bytes"]))
    elif "link" in edit:
        path.unlink(missing_ok=True)
        path.symlink_to(edit["link"])
    else:
        assert edit["delete"] is True
        path.unlink()


def _replaced(text: str, edit: Mapping[str, Any]) -> str:
    old: str = edit["replace"]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {edit['file']}"
    return text.replace(old, edit["with"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["finding"][:60])
def test_finding(
    row: dict[str, Any],
    project: Path,
    fixtures: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert row.keys() <= KEYS
    monkeypatch.chdir(project)
    if row.get("commune"):
        shutil.rmtree("data/2021")
        shutil.copytree(fixtures / "commune/2021", "data/2021")
    for edit in row.get("given", ()):
        make(edit, project)
    if "run" in row:
        code = run(shlex.split(row["run"]))
        out, err = capfd.readouterr()
        said = out + err
        assert code == row.get("code", 0), said
        for words in row.get("says", ()):
            assert words in said, said
        for words in ("Traceback", *row.get("never", ())):
            assert words not in said
    if "prints" in row or "never_prints" in row:
        assert run(["build", "data/2021", "-o", "findings.txt"]) == 0, capfd.readouterr().err
        report = Path("findings.txt").read_text("utf-8")
        for words in row.get("prints", ()):
            assert words in report
        for words in row.get("never_prints", ()):
            assert words not in report
