"""Files of a year: what is read, where everything stands, and what is said about the folder."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.limits import MOST_BYTES
from ntmreport.source import MappingNode, Scalar, SequenceNode, YearSource, read_year
from ntmreport.source.loading import decode
from ntmreport.source.parsers import LIBYAML
from ntmreport.source.reader import read_text
from ntmreport.trouble import Trouble


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


def year(folder: Path, **files: str | bytes) -> Path:
    for stem, content in files.items():
        content = content.encode() if isinstance(content, str) else content
        (folder / f"{stem}.yaml").write_bytes(content)
    return folder


def said(source: YearSource, folder: Path) -> list[tuple[str, str]]:
    return [
        (str(d.span).removeprefix(folder.as_posix() + "/"), d.rule.name)
        for d in (*source.absent.values(), *source.diagnostics)
    ]


def test_a_year_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("data") / "2021"
    folder.mkdir(parents=True)
    year(folder, report="a: 1\r\n", health="b: 2\n", plan="c: 3\n")
    (folder / "README.md").write_text("x")
    (folder / ".hidden.yaml").write_text("x")
    source = read_year(folder, ["report", "health", "plan", "acknowledged"])
    assert source.diagnostics == ()
    assert list(source.absent) == ["acknowledged"]
    assert list(source.files) == ["report", "health", "plan"]
    assert source.texts["data/2021/report.yaml"] == "a: 1\n"
    assert source.files["health"].span.file == "data/2021/health.yaml"
    assert source.files["health"].entries["b"].value.path == ("health", "b")


def test_the_problems_of_all_files_are_found_at_once(tmp_path: Path) -> None:
    year(tmp_path, a="x: 1\n", b="x: 'y\n", c=b"x: \xff\n", d="# x\n", e="x" * (MOST_BYTES + 1))
    source = read_year(tmp_path, ["a", "b", "c", "d", "e", "f"])
    assert said(source, tmp_path) == [
        ("f.yaml:1:1", "file-missing"),
        ("b.yaml:1:4", "yaml-syntax"),
        ("c.yaml:1:4", "not-utf8"),
        ("d.yaml:1:1", "file-empty"),
        ("e.yaml:1:1", "file-too-large"),
    ]
    assert list(source.files) == ["a"]
    assert {Path(name).stem for name in source.texts} == {"a", "b", "d"}


def test_an_unknown_file_is_told_its_right_name(tmp_path: Path) -> None:
    year(tmp_path, Report="a: 1\n", heatlh="a: 1\n", quite_other="a: 1\n", plan="a: 1\n")
    (tmp_path / "culture.yml").write_text("a: 1\n")
    (tmp_path / "plan.yml").write_text("a: 1\n")
    source = read_year(tmp_path, ["report", "health", "culture", "plan"])
    hints = {
        Path(d.span.file).name: d.hint.en
        for d in source.diagnostics
        if d.hint is not None and d.rule.name == "file-unknown"
    }
    assert hints == {
        "Report.yaml": "rename the file to report.yaml",
        "heatlh.yaml": "rename the file to health.yaml",
        "culture.yml": "rename the file to culture.yaml",
        "plan.yml": "move the file elsewhere",
        "quite_other.yaml": "move the file elsewhere",
    }
    assert len(source.diagnostics) == len(hints)
    assert source.absent == {}  # what is to be renamed is not missing too


def test_a_file_of_another_name_is_no_file_to_delete(tmp_path: Path) -> None:
    head = "# yaml-language-server: $schema=../../schemas/{}.json\na: 1\n"
    year(tmp_path, report="a: 1\n", plan="a: 1\n")
    for name, schema in {"y-te": "health", "plan (2)": "plan", "giao-duc": "of_nothing"}.items():
        (tmp_path / f"{name}.yaml").write_text(head.format(schema))
    source = read_year(tmp_path, ["report", "health", "culture", "plan"])
    hints = {Path(d.span.file).name: d.hint.en for d in source.diagnostics if d.hint is not None}
    assert hints == {
        "y-te.yaml": "rename the file to health.yaml",
        "plan (2).yaml": "move the file elsewhere",
        "giao-duc.yaml": "if it is data of the year, give it the name of a file that is not there "
        "(culture.yaml, health.yaml); if not, move it elsewhere",
    }
    assert source.absent.keys() == {"culture"}


def test_a_missing_folder_is_one_diagnostic(tmp_path: Path) -> None:
    for folder in (tmp_path / "2022", year(tmp_path, a="x: 1\n") / "a.yaml"):
        (diagnostic,) = read_year(folder, ["report", "health"]).diagnostics
        assert diagnostic.rule.name == "file-missing"
        assert diagnostic.span.file == folder.as_posix()


def test_the_files_of_a_subfolder_are_read_whatever_their_names(tmp_path: Path) -> None:
    year(tmp_path, report="a: 1\n")
    (tmp_path / "communes").mkdir()
    year(tmp_path / "communes", **{"dan-ly": "x: 1\n", "an-nong": "x: [1, 2]\n"})
    (tmp_path / "communes" / "tho-dan.yml").write_text("x: 1\n")
    (tmp_path / "communes" / "note.txt").write_text("x")
    source = read_year(tmp_path, ["report"], ["communes", "others"])
    assert list(source.files) == ["report", "communes/an-nong", "communes/dan-ly"]
    items = source.files["communes/an-nong"].entries["x"].value
    assert items.path == ("communes/an-nong", "x")
    (diagnostic,) = source.diagnostics
    assert diagnostic.rule.name == "file-unknown"
    assert diagnostic.hint is not None
    assert diagnostic.hint.en == "rename the file to tho-dan.yaml"


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_subfolder_is_a_folder(tmp_path: Path, kind: str) -> None:
    year(tmp_path, report="a: 1\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    year(elsewhere, private="x: 1\n")
    if kind == "file":
        (tmp_path / "communes").write_text("x")
    else:
        (tmp_path / "communes").symlink_to(elsewhere)
    source = read_year(tmp_path, ["report"], ["communes"])
    assert [d.rule.name for d in source.diagnostics] == ["file-not-regular"]
    assert list(source.files) == ["report"]


def test_a_subfolder_holds_so_many_files_at_the_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ntmreport.source.data_folder.MOST_FILES", 2)
    (tmp_path / "communes").mkdir()
    year(tmp_path / "communes", a="x: 1\n", b="x: 1\n", c="x: 1\n")
    source = read_year(tmp_path, [], ["communes"])
    assert [d.rule.name for d in source.diagnostics] == ["file-unknown"]
    assert list(source.files) == ["communes/a", "communes/b"]


def test_links_and_folders_are_no_data(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password: x\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "report.yaml").symlink_to(tmp_path / "secret")
    (tmp_path / "data" / "health.yaml").mkdir()
    source = read_year(tmp_path / "data", ["report", "health"])
    assert [d.rule.name for d in source.diagnostics] == ["file-not-regular"] * 2
    assert source.texts == {}


def test_what_the_machine_refuses_is_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year(tmp_path, a="x: 1\n")

    def refuse(*_args: object, **_named: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Trouble, match=r"cannot read .*a\.yaml: Permission denied"):
        read_year(tmp_path, ["a"])
