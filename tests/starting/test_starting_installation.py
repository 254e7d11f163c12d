"""What installs the program elsewhere: the address that it came from, or its wheel file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import ntmreport
from ntmreport.starting import installation

if TYPE_CHECKING:
    from pathlib import Path

WHEEL = f"cai-dat/ntmreport-{ntmreport.__version__}-py3-none-any.whl"
GIT = {"vcs": "git", "commit_id": "0123abc"}


@pytest.mark.parametrize(
    ("said", "requirement", "is_file"),
    [
        (None, WHEEL, True),
        ("{", WHEEL, True),
        ({"url": "file:///home/an/ntmreport", "dir_info": {"editable": True}}, WHEEL, True),
        ({"url": "https://git.example/n.git", "vcs_info": GIT}, None, False),
        ({"url": "https://tinh.example/ntmreport-1-py3-none-any.whl"}, None, False),
        ({"url": "file:///x/ntmreport-9-py3-none-any.whl"}, None, True),
    ],
)
def test_what_to_install(
    monkeypatch: pytest.MonkeyPatch, said: object, requirement: str | None, is_file: bool
) -> None:
    text = said if isinstance(said, str) else json.dumps(said) if said is not None else None

    class Installed:
        def read_text(self, _name: str) -> str | None:
            return text

    monkeypatch.setattr(installation, "distribution", lambda _name: Installed())
    program = installation.program_to_install()
    assert (program.is_file, program.wheel) == (is_file, None)
    known = {
        "https://git.example/n.git": "git+https://git.example/n.git@0123abc",
        "https://tinh.example/ntmreport-1-py3-none-any.whl": (
            "https://tinh.example/ntmreport-1-py3-none-any.whl"
        ),
        "file:///x/ntmreport-9-py3-none-any.whl": "cai-dat/ntmreport-9-py3-none-any.whl",
    }
    url = str(said.get("url")) if isinstance(said, dict) else ""
    assert program.requirement == (requirement or known[url])


def test_a_wheel_file_goes_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wheel = tmp_path / "ntmreport-9-py3-none-any.whl"
    wheel.write_bytes(b"PK")
    said = {"url": wheel.as_uri(), "archive_info": {}}
    monkeypatch.setattr(installation, "_direct_url", lambda: said)
    program = installation.program_to_install()
    assert (program.requirement, program.wheel) == (f"cai-dat/{wheel.name}", b"PK")
