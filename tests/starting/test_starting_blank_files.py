"""Blank files: every key is there with what belongs behind it, and nothing is filled in."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.model import OFFICE_MODELS, Model
from ntmreport.model.field_walk import kinds_of
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import MappingNode, Node, Scalar, SequenceNode, read_text
from ntmreport.starting.blank_files import blank_file
from ntmreport.starting.yaml_edits import Value, filled, quoted

FIXED = [name for name, model in OFFICE_MODELS.items() if not issubclass(model, UserKeyedModel)]
"""Files whose keys are the program's, not chosen by the form or the unit."""

# Whatever a name can be that is typed on one line.
any_name = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029\ufeff"),
    min_size=1,
).filter(lambda text: text == normalize("NFC", text).strip())


def read(text: str) -> MappingNode:
    tree = read_text("report.yaml", "report", text)
    assert tree.diagnostics == ()
    assert tree.root is not None
    return tree.root


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, MappingNode):
        return [each for entry in node.entries.values() for each in scalars(entry.value)]
    return [each for item in node.items for each in scalars(item)]


def has_all_it_must(node: Node, model: type[Model]) -> bool:
    """Whether every key that must be there is there, all the way down."""
    if not isinstance(node, MappingNode):
        return False
    for key, kind in kinds_of(model).items():
        if key not in node.entries:
            if kind.is_required:
                return False
            continue
        value = node.entries[key].value
        inner = value.items if isinstance(value, SequenceNode) else (value,)
        assert isinstance(value, SequenceNode) == kind.is_list
        if issubclass(kind.type, Model) and not all(
            has_all_it_must(each, kind.type) for each in inner
        ):
            return False
    return True


@pytest.mark.parametrize("name", FIXED)
def test_a_blank_file_has_every_key_that_must_be_there(name: str) -> None:
    text = blank_file(name, OFFICE_MODELS[name])
    root = read(text)
    assert has_all_it_must(root, OFFICE_MODELS[name])
    assert all(scalar.is_blank for scalar in scalars(root))
    assert text.startswith(f"# yaml-language-server: $schema=../../schemas/{name}.json\n")


@pytest.mark.parametrize("name", FIXED)
def test_each_line_of_a_blank_file_says_what_belongs_there(name: str) -> None:
    for line in blank_file(name, OFFICE_MODELS[name]).splitlines():
        assert " # " in line or line.startswith("# ") or line.strip(" #") == "-", line


@pytest.mark.parametrize("name", FIXED)
def test_what_may_be_there_can_be_made_a_line(name: str) -> None:
    """Taking away the mark of a remark gives the optional key, with what is inside it."""
    text = blank_file(name, OFFICE_MODELS[name])
    head, *lines = text.splitlines()
    opened = [re.sub(r"^( *)# ", r"\1", line) if ": #" in line else line for line in lines[1:]]
    while any(re.match(r" *# ", line) for line in opened):
        opened = [re.sub(r"^( *)# ", r"\1", line) for line in opened]
    root = read("\n".join((head, *opened)) + "\n")
    kinds = kinds_of(OFFICE_MODELS[name])
    assert set(root.entries) == set(kinds) - set(OFFICE_MODELS[name].retold)


def test_of_chosen_keys_those_that_the_form_needs_are_there() -> None:
    needs = {("narrative", "tasks"), ("narrative", "goals"), ("report", "issuer")}
    assert blank_file("narrative", OFFICE_MODELS["narrative"], needs).splitlines()[2:] == [
        "goals:",
        "tasks:",
    ]


def test_known_values_stand_behind_their_keys() -> None:
    text = "# a: b\nyear: # Năm\nunit:\n  name:   # Tên\n  below:\n    names: # Tên\nother: 1 # x\n"
    values: dict[tuple[str, ...], Value] = {
        ("year",): "2025",
        ("unit", "name"): "Đông Hải",
        ("unit", "below", "names"): ("An Bình", "No"),
        ("other",): "2",
        ("nowhere", "at", "all"): "3",
    }
    assert filled(text, values) == (
        "# a: b\nyear: 2025 # Năm\nunit:\n  name: Đông Hải   # Tên\n  below:\n    names: # Tên\n"
        "      - An Bình\n      - No\nother: 1 # x\n"
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Đông Hải", "Đông Hải"),
        ("a: b", '"a: b"'),
        ("# a", '"# a"'),
        ("a #b", '"a #b"'),
        ('"a"', r'"\"a\""'),
        ("[a]", '"[a]"'),
        ("a\\b", "a\\b"),
        ("- a", '"- a"'),
        ("null", '"null"'),
    ],
)
def test_a_value_is_quoted_where_it_must_be(value: str, written: str) -> None:
    assert quoted(value) == written


@given(any_name, st.lists(any_name, min_size=1))
def test_any_name_is_read_as_it_was_given(name: str, names: list[str]) -> None:
    text = filled("name:\nnames: # x\nlast: 1\n", {("name",): name, ("names",): tuple(names)})
    tree = read_text("f.yaml", "f", text)
    assert tree.root is not None
    assert tree.root.entries["last"].value.span.line == len(names) + 3
    found = tree.root.entries["name"].value
    assert isinstance(found, Scalar)
    assert found.text == name
    listed = tree.root.entries["names"].value
    assert isinstance(listed, SequenceNode)
    assert [item.text for item in listed.items if isinstance(item, Scalar)] == names
