"""Entries of the cache that are none: the report is computed anew, as if there were no cache."""

from __future__ import annotations

import hashlib
import marshal
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ntmreport.checks.form_prose import form_prose
from ntmreport.cli import diagnostic_printing, run
from ntmreport.layout.layout_cache import layout_of_content, prepared_layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[Path, list[Path]], None]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and permissions of POSIX")


def holding(content: bytes) -> Change:
    """With the digest that the entry's own name and content have."""

    def change(entry: Path, _entries: list[Path]) -> None:
        digest = hashlib.sha256(f"{entry.name}\0".encode() + content).digest()
        entry.write_bytes(digest + content)

    return change


def unbound(entry: Path, _entries: list[Path]) -> None:
    content = marshal.dumps(5)
    entry.write_bytes(hashlib.sha256(content).digest() + content)


def pipe(entry: Path, _entries: list[Path]) -> None:
    entry.unlink()
    os.mkfifo(entry)


def folder(entry: Path, _entries: list[Path]) -> None:
    entry.unlink()
    entry.mkdir()


def link_out(entry: Path, _entries: list[Path]) -> None:
    elsewhere = entry.parent.parent / f"elsewhere-{entry.name}"
    entry.rename(elsewhere)
    entry.symlink_to(elsewhere)


def swapped(entry: Path, entries: list[Path]) -> None:
    others = [each for each in entries if each != entry]
    entry.write_bytes(others[entries.index(entry) % len(others)].read_bytes())


def empty(entry: Path, _entries: list[Path]) -> None:
    entry.write_bytes(b"")


def cut(entry: Path, _entries: list[Path]) -> None:
    entry.write_bytes(entry.read_bytes()[:-10])


def writable_by_all(entry: Path, _entries: list[Path]) -> None:
    holding(marshal.dumps(compile("raise SystemExit(7)", "x", "exec")))(entry, [])
    entry.chmod(0o666)


CHANGES = {
    "a number": holding(marshal.dumps(5)),
    "other code": holding(marshal.dumps(compile("1 / 0", "x", "exec"))),
    "other tuples": holding(marshal.dumps(({}, []))),
    "parts of numbers": holding(marshal.dumps(({"[Content_Types].xml": 5}, []))),
    "no marshal": holding(b"hello"),
    "nothing": holding(b""),
    "a digest of the content alone": unbound,
    "a pipe": pipe,
    "a folder": folder,
    "a link": link_out,
    "another's entry": swapped,
    "an empty file": empty,
    "half an entry": cut,
    "writable by all": writable_by_all,
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_no_entry_is_computed_anew(
    project: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = project / "cache"
    monkeypatch.setenv("NTMREPORT_CACHE", str(kept))
    monkeypatch.chdir(project)
    first = _validated_and_built(project, capsys)
    entries = sorted(kept.iterdir())
    assert {each.name.partition("-")[0] for each in entries} == {"layout", "prose", "wording"}
    for entry in entries:
        CHANGES[name](entry, entries)
    assert _validated_and_built(project, capsys) == first


def _validated_and_built(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, bytes]:
    """Return what a new process says and makes of a year."""
    prepared_layout.cache_clear()
    layout_of_content.cache_clear()
    form_prose.cache_clear()
    diagnostic_printing.compiler_for.cache_clear()
    run(("validate", "data/2021", "--format", "json"))
    assert run(("build", "data/2021", "-o", "report.docx")) == 0
    said, built = capsys.readouterr().out, (project / "report.docx").read_bytes()
    (project / "report.docx").unlink()
    return said, built


def test_two_processes_share_an_empty_cache(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both begin with nothing and write the same entries at once; both make the same report."""
    monkeypatch.setenv("NTMREPORT_CACHE", str(project / "cache"))
    program = (sys.executable, "-m", "ntmreport")
    made = [project / f"{number}.docx" for number in (1, 2)]
    running = [
        subprocess.Popen([*program, "build", "data/2021", "-o", path], cwd=project) for path in made
    ]
    assert [each.wait(timeout=120) for each in running] == [0, 0]
    warm = project / "warm.docx"
    subprocess.run([*program, "build", "data/2021", "-o", warm], cwd=project, check=True)
    assert {path.read_bytes() for path in made} == {warm.read_bytes()}
