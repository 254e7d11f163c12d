"""Texts that are kept: what comes of them is what a fresh reading gives."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ntmreport.source import SourceTexts, loading, read_year, source_texts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_YESTERDAY = 1_600_000_000


def _write(path: Path, text: str, at: int = _YESTERDAY) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def _text(texts: SourceTexts, path: Path) -> str | None:
    return texts.load(path, path.as_posix(), path.parent).text


def test_a_file_is_read_again_where_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = loading.load_text

    def counted(path: Path, file: str, within: Path) -> loading.LoadedText:
        read.append(path.name)
        return real(path, file, within)

    monkeypatch.setattr(source_texts, "load_text", counted)
    # What the system calls the time of change cannot be set back.
    monkeypatch.setattr(source_texts, "_JUST_SAVED", -(10**18))
    path, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    _write(path, "a: 1\n")
    _write(other, "b: 1\n")
    texts = SourceTexts()
    assert [_text(texts, each) for each in (path, other)] == ["a: 1\n", "b: 1\n"]
    texts.look_again()
    assert [_text(texts, each) for each in (path, other)] == ["a: 1\n", "b: 1\n"]
    assert read == ["a.yaml", "b.yaml"]
    _write(path, "a: 2\n", _YESTERDAY + 1)
    assert _text(texts, path) == "a: 1\n", "until one looks again, a file stays as it was read"
    texts.look_again()
    assert [_text(texts, each) for each in (path, other)] == ["a: 2\n", "b: 1\n"]
    assert read == ["a.yaml", "b.yaml", "a.yaml"]


def test_what_was_just_saved_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    texts = SourceTexts()
    for text in ("a: 1\n", "a: 2\n", "a: 3\n"):
        _write(path, text)  # the same size, and the same time
        texts.look_again()
        assert _text(texts, path) == text


def test_a_file_that_is_gone_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    _write(path, "year: 2021\n")
    texts = SourceTexts()
    assert "report" in read_year(tmp_path, ["report"], (), texts).files
    path.unlink()
    texts.look_again()
    source = read_year(tmp_path, ["report"], (), texts)
    assert "report" in source.absent
    assert not source.files


def test_what_is_not_saved_stands_before_the_file(tmp_path: Path) -> None:
    path, new = tmp_path / "report.yaml", tmp_path / "communes" / "new.yaml"
    _write(path, "year: 2021\n")
    unsaved = {path.as_posix(): "\ufeffyear: 2022\r\n", new.as_posix(): "name: A\n"}
    texts = SourceTexts(unsaved)
    source = read_year(tmp_path, ["report", "health"], ["communes"], texts)
    assert source.texts == {path.as_posix(): "year: 2022\n", new.as_posix(): "name: A\n"}
    assert list(source.files) == ["report", "communes/new"]
    assert "health" in source.absent
    texts.unsaved.clear()
    texts.look_again()
    source = read_year(tmp_path, ["report", "health"], ["communes"], texts)
    assert source.texts == {path.as_posix(): "year: 2021\n"}


def test_a_tree_is_kept_for_its_text() -> None:
    texts = SourceTexts()
    tree = texts.tree("a.yaml", "a", "a: 1\n")
    assert texts.tree("a.yaml", "a", "a: 1\n") is tree
    assert texts.tree("a.yaml", "a", "a: 2\n") is not tree


def test_half_a_character_is_refused_as_it_is_in_a_file() -> None:
    texts = SourceTexts({"a.yaml": "a: \ud83d\n"})
    from pathlib import Path

    loaded = texts.load(Path("a.yaml"), "a.yaml", Path())
    assert loaded.text is None
    assert [each.rule.code for each in loaded.diagnostics] == ["NTM105"]
