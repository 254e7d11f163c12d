"""Edits at places: what is asked for changes, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.source import MappingNode, SequenceNode, read_text
from ntmreport.starting.yaml_edits import Edits

if TYPE_CHECKING:
    from ntmreport.source import Node


def tree(text: str) -> MappingNode:
    read = read_text("a.yaml", "a", text)
    assert read.diagnostics == ()
    assert read.root is not None
    return read.root


def holder(root: MappingNode, key: str) -> MappingNode:
    """The group that has the key, wherever it is."""

    def search(node: Node) -> MappingNode | None:
        below: list[Node] = []
        if isinstance(node, MappingNode):
            if key in node.entries:
                return node
            below = [entry.value for entry in node.entries.values()]
        elif isinstance(node, SequenceNode):
            below = list(node.items)
        return next(filter(None, map(search, below)), None)

    found = search(root)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x: 5\n", "x: # R\n"),
        ("x:   5   # c\n", "x: # R # c\n"),
        ("x:\n", "x: # R\n"),
        ("x: # c\n", "x: # R # c\n"),
        ("x:\n  5\ny: 1\n", "x: # R\ny: 1\n"),
        ("a: {x: 5, y: 6} # c\n", "a: {x: , y: 6} # R # c\n"),
        ("a:\n  - x: 5\n    y: 6\n", "a:\n  - x: # R\n    y: 6\n"),
        ("a: '# no'\nx: 5\n", "a: '# no'\nx: # R\n"),
        ("a: {b: 'a # b', x: 5} # c\n", "a: {b: 'a # b', x: } # R # c\n"),
        ("x: [a, b] # c\n", "x: # R # c\n"),
        ("x: [a,\n  b] # c\ny: 1\n", "x: # R # c\ny: 1\n"),
        ("x: [a, # c\n  b] # d\ny: 1\n", "x: # R # c # d\ny: 1\n"),
        ("x:\n  - a\n  # c\n  - b\n\n# d\ny: 1\n", "x: # R\n\n# d\ny: 1\n"),
        ("x:\n- a\n- b: |\n    # d\n\n    e\ny: 1\n", "x: # R\ny: 1\n"),
        ("x:\n  - a", "x: # R"),
        ("x: 5 # cần điền; năm 2020: 4 # c\n", "x: # R # c\n"),
        ("x: 5 # cần điền\n", "x: # R\n"),
    ],
)
def test_blank(text: str, expected: str) -> None:
    root = tree(text)
    edits = Edits(text, root)
    edits.blank(holder(root, "x").entries["x"], "R")
    assert edits.text() == expected
    assert holder(tree(expected), "x").entries.keys() == holder(root, "x").entries.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nx: 5\ny: 6\n", "a: 1\ny: 6\n"),
        ("a: 1\nx:\n  b: 5 # c\n\n# d\ny: 6\n", "a: 1\n\n# d\ny: 6\n"),
        ("a:\n  x:\n    b: 5\n\nc: 1\n", "a:\n\nc: 1\n"),
        ("a: {x: 5, y: 6} # c\n", "a: {y: 6} # c\n"),
        ("a: {y: 6, x: {b: 5}} # c\n", "a: {y: 6} # c\n"),
        ("a: {x: 5}\n", "a: {}\n"),
        ("a: {y: 6,\n  x: 5,\n  z: 7}\n", "a: {y: 6,\n  z: 7}\n"),
        ("a:\n  - x:\n      b: 5\n    y: 6\n  - z: 7\n", "a:\n  - y: 6\n  - z: 7\n"),
        ("a:\n  - x:\n      b: 5\n  - z: 7\n", "a:\n  - {}\n  - z: 7\n"),
    ],
)
def test_remove(text: str, expected: str) -> None:
    root = tree(text)
    edits = Edits(text, root)
    edits.remove(holder(root, "x"), "x")
    assert edits.text() == expected
    tree(expected)


def test_several_edits_of_one_line() -> None:
    text = "a: {x: 1, y: 22, z: 3} # c\n"
    root = tree(text)
    group = holder(root, "x")
    edits = Edits(text, root)
    edits.blank(group.entries["x"], "1")
    edits.blank(group.entries["z"], "3")
    edits.replace(group.entries["y"].value.span, "5")
    edits.insert_above(1, ["# đầu"])
    assert edits.text() == "# đầu\na: {x: , y: 5, z: } # 1; 3 # c\n"


def test_without_edits_the_text_is_the_same() -> None:
    text = "\n# đầu\na:   [1,\n 2]   \n\n\nb: |\n  x \n\n"
    assert Edits(text, tree(text)).text() == text
