"""A file: what is read, and where everything stands."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.source.loading import decode
from ntmreport.source.parsers import LIBYAML
from ntmreport.source.reader import read_text


def read(text: str) -> MappingNode:
    """Read a text without mistakes with both parsers, which must agree."""
    trees = [read_text("f.yaml", "f", text, parser) for parser in (LIBYAML, None)]
    assert trees[0] == trees[1]
    assert trees[0].diagnostics == ()
    assert trees[0].root is not None
    return trees[0].root


def scalar(root: MappingNode, key: str) -> Scalar:
    value = root.entries[key].value
    assert isinstance(value, Scalar)
    return value


def stretch(node: MappingNode | SequenceNode | Scalar) -> tuple[int, int, int, int]:
    return (node.span.line, node.span.column, node.span.end_line, node.span.end_column)


def test_libyaml_is_there_to_be_compared() -> None:
    assert LIBYAML is not None


@pytest.mark.parametrize(
    "text",
    ["010", "1_000", "1:30", "0x1F", "1e3", "no", "on", "1.10", "2021-10-14", "Xã - ấp", "a#b"],
)
def test_a_plain_value_keeps_its_own_text(text: str) -> None:
    value = scalar(read(f"a: {text}  # chú thích\n"), "a")
    assert (value.text, value.plain) == (text, True)


def test_spans_count_code_points() -> None:
    root = read('đất: "𝔘ế"   # x\n  \nb:   𝔘𝔘 ế\n')
    assert stretch(scalar(root, "đất")) == (1, 6, 1, 10)
    assert stretch(scalar(root, "b")) == (3, 6, 3, 10)
    key = root.entries["đất"].key
    assert (key.line, key.column, key.end_line, key.end_column) == (1, 1, 1, 4)
    assert str(key) == "f.yaml:1:1"


def test_a_block_ends_with_its_last_value() -> None:
    root = read("a:\n  b: 1\n  c:\n  - x\n  - yy\n\n# chú thích\n\nd: 1\n")
    outer = root.entries["a"].value
    assert isinstance(outer, MappingNode)
    assert stretch(outer) == (2, 3, 5, 7)
    assert stretch(outer.entries["c"].value) == (4, 3, 5, 7)
    assert stretch(root) == (1, 1, 9, 5)


def test_a_block_of_text_ends_with_its_last_line() -> None:
    root = read("a: |\n  một\n\n  hai\n\n\n# chú thích\nb: >-\n  ba\n  bốn\nc: |\n\nd: |+ # x\n")
    assert scalar(root, "a").text == "một\n\nhai\n"
    assert stretch(scalar(root, "a")) == (1, 4, 4, 6)
    assert scalar(root, "b").text == "ba bốn"
    assert stretch(scalar(root, "b")) == (8, 4, 10, 6)
    assert not scalar(root, "b").plain
    assert not scalar(root, "c").is_blank
    assert stretch(scalar(root, "c")) == (11, 4, 11, 5)


def test_values_of_several_lines() -> None:
    root = read('a: một\n  hai\nb: "một\n\n  hai"\nc: [1,\n  2]\n')
    assert stretch(scalar(root, "a")) == (1, 4, 2, 6)
    assert scalar(root, "b").text == "một\nhai"
    assert stretch(scalar(root, "b")) == (3, 4, 5, 7)
    assert stretch(root.entries["c"].value) == (6, 4, 7, 5)


def test_a_blank_value_stands_behind_its_colon() -> None:
    root = read("a:\nb: # chú thích\nc: ''\nd:\n  -\n")
    assert scalar(root, "a").is_blank
    assert stretch(scalar(root, "a")) == (1, 3, 1, 3)
    assert scalar(root, "b").is_blank
    assert not scalar(root, "c").is_blank
    items = root.entries["d"].value
    assert isinstance(items, SequenceNode)
    assert stretch(items.items[0]) == (5, 4, 5, 4)
    assert stretch(scalar(read("{ a: , b: # x\n  }\n"), "a")) == (1, 5, 1, 5)


def test_paths_lead_from_the_year_to_the_value() -> None:
    root = read("a:\n- b: 1\n- 'c d': [x, y]\n")
    items = root.entries["a"].value
    assert isinstance(items, SequenceNode)
    second = items.items[1]
    assert isinstance(second, MappingNode)
    values = second.entries["c d"].value
    assert isinstance(values, SequenceNode)
    assert values.items[1].path == ("f", "a", 1, "c d", 1)


def test_quoted_keys_and_a_leading_line_of_dashes_are_fine() -> None:
    root = read('---\n"a": 1\n\'b\': 2\n"<<": 3\n...\n')
    assert list(root.entries) == ["a", "b", "<<"]


def test_a_no_break_space_within_a_text_is_kept() -> None:
    root = read("a: 5\u00a0ha\nb: |\n  \u00a0x\nc: '\u00a0y'\n")
    assert [scalar(root, key).text for key in root.entries] == ["5\u00a0ha", "\u00a0x\n", "\u00a0y"]


def test_what_follows_a_mistake_is_still_read() -> None:
    text = "a: null\nb: {{ n }}\nc: \u00a0x\nd: e\u0301\na: 2\nb\u00a0c: 1\n"
    tree = read_text("f.yaml", "f", text)
    assert len(tree.diagnostics) == 6
    assert tree.root is not None
    values = {key: scalar(tree.root, key).text for key in tree.root.entries}
    assert values == {"a": "", "b": "{{ n }}", "c": "x", "d": "é", "bc": "1"}


@given(st.text())
def test_any_text_reads_back_or_is_refused_at_its_place(text: str) -> None:
    for quoted in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        source = f"a: 1\nb: {quoted}\n"
        tree = read_text("f.yaml", "f", source)
        assert tree == read_text("f.yaml", "f", source, None)
        if tree.diagnostics:
            assert all(diagnostic.span.line == 2 for diagnostic in tree.diagnostics)
        else:
            assert tree.root is not None
            assert scalar(tree.root, "b").text == text


@given(
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"
        )
    )
)
def test_any_ordinary_text_reads_back(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert scalar(read(f"b: {json.dumps(text, ensure_ascii=False)}\n"), "b").text == text
    single = text.replace("'", "''")
    assert scalar(read(f"b: '{single}'\n"), "b").text == text


@given(
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.tuples(st.binary(), st.text()).map(lambda t: t[0] + t[1].encode()),
    )
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    loaded = decode(content, "f.yaml")
    assert (loaded.text is None) == bool(loaded.diagnostics)
    if loaded.text is not None:
        tree = read_text("f.yaml", "f", loaded.text)
        assert tree.root is not None or tree.diagnostics
        assert tree == read_text("f.yaml", "f", loaded.text, None)


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"a: 1\nb: \xe1\n", "2:4", "0xE1"),
        ("a: 1\r\nb: ế".encode() + b"\xff", "2:5", "0xFF"),
        (b"a: 1\rb: \xc3", "2:4", "0xC3"),
        (b"\xef\xbb\xbfa: \x80", "1:4", "0x80"),
        (b"\xed\xa0\x80", "1:1", "0xED"),
        ("a: 1".encode("utf-16"), "1:1", "UTF-16"),
        (b"\xfe\xff" + "a: 1".encode("utf-16-be"), "1:1", "UTF-16"),
    ],
)
def test_other_encodings_are_refused_at_the_first_bad_byte(
    content: bytes, place: str, words: str
) -> None:
    (diagnostic,) = decode(content, "f.yaml").diagnostics
    assert diagnostic.rule.name == "not-utf8"
    assert str(diagnostic.span) == f"f.yaml:{place}"
    assert words in diagnostic.message.vi


def test_a_byte_order_mark_is_skipped_and_every_line_end_is_one() -> None:
    assert decode(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n", "f.yaml").text == "a: 1\nb: 2\nc: 3\n"
