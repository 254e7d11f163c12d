"""Where a cursor is, `¦`, in YAML that is being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.language_server.yaml_cursor import YamlCursor, cursor_at


def at(text: str) -> YamlCursor | None:
    before, _, behind = text.partition("¦")
    line = before.count("\n") + 1
    column = len(before.rpartition("\n")[2]) + 1
    return cursor_at((before + behind).split("\n"), line, column)


@pytest.mark.parametrize(
    ("text", "path", "typed"),
    [
        ("¦", (), ""),
        ("ins¦", (), "ins"),
        ("insurance:\n  ¦", ("insurance",), ""),
        ("insurance:\n  # người\n\n  as_of: 2021-09-30\n  wh¦", ("insurance",), "wh"),
        ("insurance:\n  whole:\n    numerator: 1\n    den¦", ("insurance", "whole"), "den"),
        ("insurance:\n  whole:\n    numerator: 1\n  ru¦", ("insurance",), "ru"),
        ("a:\n  b: 1\nc¦", (), "c"),
        ("unit:\n  communes:\n    - level: xã\n      na¦", ("unit", "communes", 0), "na"),
        ("rows:\n- na¦", ("rows", 0), "na"),
        ("rows:\n- name: A\n  va¦", ("rows", 0), "va"),
        ("rows:\n- name: A\n  deep:\n    x: 1\n  va¦", ("rows", 0), "va"),
        ("rows:\n  - name: A\n    value: 1\n  - na¦", ("rows", 0), "na"),
        ("rows:\n  - parts:\n      - {name: A, va¦", ("rows", 0, "parts", 0), "va"),
        ("a: {b: {c: 1, d¦", ("a", "b"), "d"),
        ("a: {b: {c: 1}, d¦", ("a",), "d"),
        ("a: [{b: 1}, {c¦", ("a", 0), "c"),
    ],
)
def test_keys(text: str, path: tuple[str | int, ...], typed: str) -> None:
    cursor = at(text)
    assert cursor is not None
    assert (cursor.path, cursor.is_key, cursor.typed) == (path, True, typed)


@pytest.mark.parametrize(
    ("text", "path", "typed"),
    [
        ("form: ¦", ("form",), ""),
        ("form: annual-d¦", ("form",), "annual-d"),
        ("unit:\n  level: x¦\n  name: A", ("unit", "level"), "x"),
        ("names:\n  - An N¦", ("names", 0), "An N"),
        ("names: [An Nông, Bì¦", ("names", 0), "Bì"),
        ("a: {b: tr¦", ("a", "b"), "tr"),
    ],
)
def test_values(text: str, path: tuple[str | int, ...], typed: str) -> None:
    cursor = at(text)
    assert cursor is not None
    assert (cursor.path, cursor.typed) == (path, typed)


@pytest.mark.parametrize(
    "text", ["# ghi ch¦", "a: 1 # ghi¦", "text: >-\n  Năm nay ¦", "text: |\n  a\n  b: c¦", "a:¦"]
)
def test_no_place_for_a_key_or_value(text: str) -> None:
    assert at(text) is None


def test_keys_that_are_there_already() -> None:
    cursor = at("a:\n  b: 1\n  ¦\n  c:\n    d: 1\n  e: 2\nf: 1\n")
    assert cursor is not None
    assert cursor.siblings == {"b", "c", "e"}


@given(st.text("ab:- {}[]#\n\"'>|,¦", max_size=60))
def test_any_text_has_a_place_or_none(text: str) -> None:
    at(text)
