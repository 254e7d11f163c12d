"""The language of a layout's tags: what Jinja allows, less everything a layout has no use for.

A layout may come from a stranger. Its tags run in Jinja's immutable sandbox, and beyond that only
loops, conditions, names, attributes, comparisons and `length` are accepted: there are no calls and
no arithmetic, so a tag can neither reach out of the document nor run for long.
"""

from __future__ import annotations

import functools
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ntmreport.language import Bilingual
from ntmreport.render.tables import as_table
from ntmreport.render.words import in_look, kept_with_next

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BODY, ANNEXES, FRAME = "body", "annexes", "frame"
LOOKS, TABLE_LOOKS = "looks", "table_looks"

DEEPEST_LOOP = 2

_ACCEPTED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Tuple,
    nodes.List,
)
_ATTRIBUTES = frozenset({"kind", "marker"})
_LOOP_ATTRIBUTES = frozenset({"first", "last", "index", "length"})
_USERS_FILTERS = frozenset({"length", "count"})
_OWN_FILTERS = {"in_look": in_look, "kept_with_next": kept_with_next, "as_table": as_table}

_PRINTED_WITHOUT_LOOK = (
    Bilingual(
        "thẻ này in những dòng chữ có định dạng, không in được thành chữ trơn",
        "this tag prints lines that have a look and cannot be printed as plain text",
    ),
    Bilingual("thêm chữ r: {{r … }}", "add an r: {{r … }}"),
)

OWN_WORDS = frozenset({LOOKS, TABLE_LOOKS, *_OWN_FILTERS})
"""What the program adds to tags and nobody else may write in one."""


@functools.cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the sandbox in which every layout's tags are compiled and run."""
    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True
    )
    sandbox.filters.update(_OWN_FILTERS)
    return sandbox


class Refusal(NamedTuple):
    """What a template uses that no layout may: the line where it stands, why, what to write."""

    line: int
    why: Bilingual
    hint: Bilingual | None = None


def refused(template: nodes.Template) -> Iterator[Refusal]:
    """Yield what the template uses that no layout may."""
    yield from _refused(template, known=frozenset({BODY, ANNEXES, FRAME}), loops=0)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was most likely meant to be, if one is near."""
    return next(iter(get_close_matches(name, sorted(known), n=1)), None)


def _nearest_hint(name: str, known: Iterable[str]) -> Bilingual | None:
    near = nearest(name, known)
    return Bilingual(f"viết “{near}”", f"write “{near}”") if near else None


def _refused(node: nodes.Node, known: frozenset[str], loops: int) -> Iterator[Refusal]:
    if not isinstance(node, _ACCEPTED):
        yield Refusal(
            node.lineno,
            Bilingual(
                "phép tính hoặc lệnh này không được dùng trong mẫu trình bày",
                "this operation is not available in a layout",
            ),
        )
        return
    if isinstance(node, nodes.Name) and node.name not in known:
        yield Refusal(
            node.lineno,
            Bilingual(
                f"không có tên “{node.name}”; mẫu trình bày chỉ biết “{BODY}”, “{ANNEXES}”"
                f" và “{FRAME}”",
                f"there is no name “{node.name}”; a layout knows “{BODY}”, “{ANNEXES}” and"
                f" “{FRAME}”",
            ),
            _nearest_hint(node.name, known),
        )
    elif isinstance(node, nodes.Filter) and node.name in _OWN_FILTERS:
        # Its other operand is the program's: see OWN_WORDS.
        if node.node is not None:
            yield from _refused(node.node, known, loops)
    elif isinstance(node, nodes.Filter) and node.name not in _USERS_FILTERS:
        yield Refusal(
            node.lineno,
            Bilingual(
                f"không có bộ lọc “{node.name}”; mẫu trình bày chỉ có “length”",
                f"there is no filter “{node.name}”; a layout has only “length”",
            ),
        )
    elif isinstance(node, nodes.Getattr) and not _may_have_attribute(node, known):
        yield Refusal(
            node.lineno,
            Bilingual(
                f"không có thuộc tính “{node.attr}”; một đoạn chỉ có “kind” và “marker”",
                f"there is no attribute “{node.attr}”; a block has “kind” and “marker”",
            ),
            _nearest_hint(node.attr, _ATTRIBUTES),
        )
    elif isinstance(node, nodes.For):
        yield from _refused_in_loop(node, known, loops)
    else:
        for child in node.iter_child_nodes():
            wrong = list(_refused(child, known, loops))
            yield from wrong
            if isinstance(node, nodes.Output) and not wrong and not _is_text(child):
                yield Refusal(child.lineno, *_PRINTED_WITHOUT_LOOK)


def _is_text(node: nodes.Node) -> bool:
    """Return whether what is printed is text, and no line or block with a look of its own."""
    match node:
        case nodes.Getattr(node=nodes.Name(name=name), attr=attribute):
            return name != FRAME and attribute in _ATTRIBUTES | _LOOP_ATTRIBUTES
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            return _is_text(left) and _is_text(right)
        case nodes.Getattr() | nodes.Name() | nodes.Tuple() | nodes.List():
            return False
        case _:
            return True


def _may_have_attribute(node: nodes.Getattr, known: frozenset[str]) -> bool:
    """Return whether what `node` asks for can be there: a frame may lack any name, a block has two.

    An owner that is not known itself is a mistake of its own.
    """
    if not isinstance(node.node, nodes.Name):
        return False
    owner = node.node.name
    if owner == FRAME or owner not in known:
        return True
    return node.attr in (_LOOP_ATTRIBUTES if owner == "loop" else _ATTRIBUTES)


def _refused_in_loop(node: nodes.For, known: frozenset[str], loops: int) -> Iterator[Refusal]:
    yield from _refused(node.iter, known, loops)
    if not isinstance(node.target, nodes.Name) or node.recursive or node.else_:
        yield Refusal(
            node.lineno,
            Bilingual(
                "vòng lặp chỉ viết được dạng “for tên in danh sách”",
                "a loop is written “for name in list”",
            ),
        )
        return
    if loops >= DEEPEST_LOOP:
        yield Refusal(
            node.lineno,
            Bilingual(
                f"vòng lặp lồng nhau quá {DEEPEST_LOOP} cấp",
                f"loops stand more than {DEEPEST_LOOP} deep in each other",
            ),
        )
        return
    inside = known | {node.target.name, "loop"}
    for child in [*([node.test] if node.test else []), *node.body]:
        yield from _refused(child, inside, loops + 1)
