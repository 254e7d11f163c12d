"""Compiled templates are kept on disk, and nothing depends on what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment, Template

from ntmreport.compose.compiled_templates import CompiledTemplates

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"a.j2": "A {{ name }}", "b.j2": "A {{ name }}"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NTMREPORT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Compiling(Environment):
    """Counts what it compiles."""

    def __init__(self) -> None:
        self.compiled: list[str] = []
        super().__init__(loader=DictLoader(FILES), bytecode_cache=CompiledTemplates())

    def _generate(self, source: object, name: str | None, *rest: object, **more: object) -> str:
        self.compiled.append(str(name))
        return super()._generate(source, name, *rest, **more)  # type: ignore[arg-type]


def printed(environment: Environment, file: str) -> str:
    template: Template = environment.get_template(file)
    return template.render(name=file)


def test_a_later_run_compiles_nothing() -> None:
    for compiled in (["a.j2", "b.j2"], []):
        environment = Compiling()
        assert [printed(environment, file) for file in FILES] == ["A a.j2", "A b.j2"]
        assert environment.compiled == compiled


def test_another_text_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    printed(Compiling(), "a.j2")
    monkeypatch.setitem(FILES, "a.j2", "B {{ name }}")
    assert printed(Compiling(), "a.j2") == "B a.j2"


def test_a_damaged_entry_is_compiled_anew(folder: Path) -> None:
    printed(Compiling(), "a.j2")
    (entry,) = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    environment = Compiling()
    assert printed(environment, "a.j2") == "A a.j2"
    assert environment.compiled == ["a.j2"]


def test_no_folder_is_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NTMREPORT_CACHE", str(tmp_path / "file" / "cache"))
    assert printed(Compiling(), "a.j2") == "A a.j2"


def test_old_entries_give_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntmreport.cache._MOST_OF_A_KIND", 4)
    for number in range(20):
        monkeypatch.setitem(FILES, "a.j2", f"{number} {{{{ name }}}}")
        printed(Compiling(), "a.j2")
        assert len(list(folder.iterdir())) <= 4
    assert Compiling().get_template("a.j2").render(name="!") == "19 !"
