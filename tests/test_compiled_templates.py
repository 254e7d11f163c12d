"""Compiled templates are kept on disk, and nothing depends on what is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment, Template

from ntmreport.compose.compiled_templates import CompiledTemplates
from ntmreport.compose.template_run import TemplateRun
from ntmreport.model import Text
from ntmreport.span import start_of

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


def test_what_is_used_does_not_give_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntmreport.cache._MOST_OF_A_KIND", 4)
    printed(Compiling(), "a.j2")
    (used,) = folder.iterdir()
    for number in range(4):
        os.utime(used, (0, 0))  # kept long ago, and used just now
        printed(Compiling(), "a.j2")
        monkeypatch.setitem(FILES, "b.j2", f"{number} {{{{ name }}}}")
        printed(Compiling(), "b.j2")
    assert used in folder.iterdir()


def test_data_texts_compile_each_expression_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        Text(f"{n} {{{{ a }}}} và {{{{ b }}}}", ("x", n), start_of("x.yaml")) for n in range(9)
    ]
    kept: list[str] = []
    monkeypatch.setattr("ntmreport.cache.keep", lambda name, _content: kept.append(name))
    names = {"a": "A", "b": "B"}
    for _ in range(2):
        run = TemplateRun({}, names, {}, folder="f", compiled=CompiledTemplates())
        assert [str(run.show(text)).count("A") for text in texts] == [1] * len(texts)
    assert len(kept) == 2 * 2
