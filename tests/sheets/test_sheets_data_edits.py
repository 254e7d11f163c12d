"""Changes of a YAML file at paths: the value is there, every other line stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.sheets.data_edits import ListChange, Value, with_changes
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text

TEXT = """\
# Y tế
insurance: # người
  whole: {numerator: 190113, denominator: 204379}
  rural:
    numerator: 168271 # cả trẻ em
    denominator:
names: [An Nông, Bình Sơn]
works:
  - Nhà máy A
  - Nhà máy B # mới
levels:
  - name: Mầm non
    numerator: 32
  - name: Tiểu học
    numerator: 26
text: >-
  Một đoạn chữ
  trên hai dòng.
income: 46.5
chains:
  value: 18600
  qualifier: khoảng
rows:
  - {name: Đường, plan: 5, done: }
none: []
"""

CASES: list[tuple[tuple[str | int, ...], Value, dict[str, str]]] = [
    (("f", "insurance", "rural", "numerator"), "1", {"numerator: 168271 #": "numerator: 1 #"}),
    (("f", "insurance", "rural", "denominator"), "2", {"denominator:\n": "denominator: 2\n"}),
    (("f", "insurance", "whole", "numerator"), "3", {"190113": "3"}),
    (("f", "insurance", "whole", "stated"), "5", {"204379}": "204379, stated: 5}"}),
    (("f", "insurance", "rural", "baseline", "year"), "2010",
     {"    denominator:\n": "    denominator:\n    baseline:\n      year: 2010\n"}),
    (("f", "rows", 0, "done"), "7", {"done: }": "done: 7 }"}),
    (("f", "rows", 0, "note"), "a, b", {"done: }": 'done: , note: "a, b"}'}),
    (("f", "income", "value"), "47", {"46.5": "47"}),
    (("f", "chains"), "18700", {"18600": "18700"}),
    (("f", "insurance", "rural", "numerator"), "", {": 168271 #": ": #"}),
    (("f", "text"), "Ngắn.", {">-\n  Một đoạn chữ\n  trên hai dòng.": "Ngắn."}),
    (("f", "text"), "a: b # c", {">-\n  Một đoạn chữ\n  trên hai dòng.": '"a: b # c"'}),
    (("f", "insurance", "rural", "numerator"), f"{'một hai ' * 15}ba",
     {"168271 # cả trẻ em":
      f">- # cả trẻ em\n      {'một hai ' * 12}một\n      hai một hai một hai ba"}),
    (("f", "names"), ("An Nông", "Dân Lý"), {"[An Nông, Bình Sơn]": "[An Nông, Dân Lý]"}),
    (("f", "names"), ("Xã A, B",), {"[An Nông, Bình Sơn]": '["Xã A, B"]'}),
    (("f", "names"), (), {"[An Nông, Bình Sơn]": "[]"}),
    (("f", "works"), ("Nhà máy A", "Nhà máy C"), {"Nhà máy B": "Nhà máy C"}),
    (("f", "works"), ("Nhà máy B",), {"  - Nhà máy A\n": ""}),
    (("f", "works"), ("Nhà máy A", "Nhà máy B", "C"), {"B # mới\n": "B # mới\n  - C\n"}),
    (("f", "works"), (), {"works:\n  - Nhà máy A\n  - Nhà máy B # mới\n": "works: []\n"}),
    (("f", "none"), ("A",), {"none: []": "none: [A]"}),
    (("f", "levels", 1, "numerator"), "25", {"numerator: 26": "numerator: 25"}),
    (("f", "levels", 1, "denominator"), "26", {"26\n": "26\n    denominator: 26\n"}),
    (("f", "other", "key"), "1", {"none: []\n": "none: []\nother:\n  key: 1\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "edits"), CASES)
def test_a_value_changes_at_its_place(
    path: tuple[str | int, ...], value: Value, edits: dict[str, str]
) -> None:
    expected = TEXT
    for old, new in edits.items():
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert with_changes(TEXT, {path: value}) == expected


MORE = """\
criteria_met:
  -
level: đạt chuẩn
planned:
  criteria_met: []
"""


def test_a_list_with_nothing_behind_its_dash() -> None:
    changed = with_changes(
        MORE, {("f", "criteria_met"): ("1", "2"), ("f", "planned", "criteria_met"): ("3",),
               ("f", "planned", "level"): "đạt chuẩn", ("f", "recognised"): "2026"}
    )  # fmt: skip
    assert changed == (
        "criteria_met:\n  - 1\n  - 2\nlevel: đạt chuẩn\nplanned:\n  criteria_met: [3]\n"
        "  level: đạt chuẩn\nrecognised: 2026\n"
    )


STARTED = """\
a: # cần điền; năm 2021: 5 # người
b: {numerator: , denominator: } # cần điền; năm 2021: 190113; điền nếu có; năm 2021: 204379
c: # điền nếu có; năm 2021: 2
  - x
d: # xem lại; danh sách của năm 2021
  - y
e: # ghi chú riêng
"""


def test_what_is_filled_in_needs_not_be_any_more() -> None:
    """Remarks of the start of a period go with the last blank of their line, others stay."""
    one = with_changes(STARTED, {("f", "a"): "6", ("f", "b", "numerator"): "1", ("f", "e"): "2"})
    assert one == STARTED.replace("a: # cần điền; năm 2021: 5 # người", "a: 6 # người").replace(
        "numerator: ,", "numerator: 1 ,"
    ).replace("e: #", "e: 2 #")
    assert one is not None
    two = with_changes(one, {("f", "b", "denominator"): "2", ("f", "d"): ("y", "z")})
    assert two is not None
    assert "b: {numerator: 1 , denominator: 2 }\n" in two
    assert "d:\n  - y\n  - z\n" in two


LISTS = [
    (ListChange((0,)), {"  - name: Mầm non\n    numerator: 32\n": ""}),
    (
        ListChange((), ({("name",): "THCS", ("baseline", "year"): "2010"},)),
        {"numerator: 26\n": "numerator: 26\n  - name: THCS\n    baseline:\n      year: 2010\n"},
    ),
    (
        ListChange((0, 1)),
        {
            "levels:\n  - name: Mầm non\n    numerator: 32\n  - name: Tiểu học\n"
            "    numerator: 26\n": "levels: []\n"
        },
    ),
]


@pytest.mark.parametrize(("change", "edits"), LISTS)
def test_entries_of_a_list(change: ListChange, edits: dict[str, str]) -> None:
    expected = TEXT
    for old, new in edits.items():
        expected = expected.replace(old, new)
    assert with_changes(TEXT, {}, {("f", "levels"): change}) == expected


def test_a_new_list_and_an_empty_file() -> None:
    change = ListChange((), ({("name",): "A", ("places",): ("B", "C")},))
    made = with_changes("# chưa có\n", {("f", "a", "b"): "1"}, {("f", "items"): change})
    assert made == (
        "# chưa có\na:\n  b: 1\nitems:\n  - name: A\n    places:\n      - B\n      - C\n"
    )
    assert with_changes("a: [1\n", {("f", "a"): "1"}) is None
    added = with_changes(TEXT, {}, {("f", "none"): change})
    assert added is not None
    assert added.endswith("none:\n  - name: A\n    places:\n      - B\n      - C\n")


SCALARS = [
    ("f", "insurance", "whole", "numerator"),
    ("f", "insurance", "rural", "numerator"),
    ("f", "insurance", "rural", "denominator"),
    ("f", "levels", 0, "name"),
    ("f", "text"),
    ("f", "income", "value"),
    ("f", "new", "key"),
    ("f", "rows", 0, "done"),
    ("f", "rows", 0, "note"),
]
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=30,
)
_LINES = st.lists(_WORDS, min_size=1, max_size=25).map(" ".join)


@given(st.sampled_from(SCALARS), _LINES)
def test_what_is_written_is_read(path: tuple[str | int, ...], value: str) -> None:
    """Whatever the text is, it comes back, and all other values are as they were."""
    after = with_changes(TEXT, {path: value})
    assert after is not None
    root = read_text("", "f", after).root
    assert root is not None
    values = dict(_values(root))
    steps = path if path != ("f", "income", "value") else ("f", "income")
    written = values.pop(steps)
    assert " ".join(written.split()) == " ".join(_read_back(value).split())
    before = read_text("", "f", TEXT).root
    assert before is not None
    known = dict(_values(before))
    known.pop(steps, None)
    assert values == known


def _read_back(value: str) -> str:
    """The text as the reader gives it: in the form that data must be in."""
    import unicodedata

    return unicodedata.normalize("NFC", value)


def _values(node: object) -> list[tuple[tuple[str | int, ...], str]]:
    match node:
        case Scalar(text=text, path=path):
            return [(path, text)]
        case MappingNode(entries=entries):
            return [each for entry in entries.values() for each in _values(entry.value)]
        case SequenceNode(items=items):
            return [each for item in items for each in _values(item)]
    return []
