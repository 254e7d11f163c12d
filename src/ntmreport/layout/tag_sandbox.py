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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BODY, ANNEXES, FRAME = "body", "annexes", "frame"

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
_LOOP_ATTRIBUTES = frozenset({"first", "last", "index", "length"})
_FILTERS = frozenset({"length", "count"})


@functools.cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the sandbox in which every layout's tags are compiled and run."""
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True
    )


class Refusal(NamedTuple):
    """A use of Jinja that no layout may make: its line, why, and what to write."""

    line: int
    why: Bilingual
    hint: Bilingual | None = None


def refused(template: nodes.Template, own: frozenset[str] = frozenset()) -> Iterator[Refusal]:
    """Yield what the template uses that no layout may. `own` are names of the program's tags."""
    yield from _refused(template, known=frozenset({BODY, ANNEXES, FRAME}) | own, loops=0)


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
    elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
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
                f"không có thuộc tính “{node.attr}”; chỉ “{FRAME}” có, là tên các dòng của nó",
                f"there is no attribute “{node.attr}”; only “{FRAME}” has some, its lines' names",
            ),
        )
    elif isinstance(node, nodes.For):
        yield from _refused_in_loop(node, known, loops)
    else:
        for child in node.iter_child_nodes():
            wrong = list(_refused(child, known, loops))
            yield from wrong
            is_frame = isinstance(child, nodes.Name) and child.name == FRAME
            if isinstance(node, nodes.Output) and is_frame and not wrong:
                yield Refusal(
                    child.lineno,
                    Bilingual(
                        f"“{FRAME}” là nhiều dòng, phải nêu tên dòng",
                        f"“{FRAME}” is many lines: name one",
                    ),
                    Bilingual(f"viết {{{{ {FRAME}.number }}}}", f"write {{{{ {FRAME}.number }}}}"),
                )


def _may_have_attribute(node: nodes.Getattr, known: frozenset[str]) -> bool:
    """Return whether what `node` asks for can be there: a frame may lack any name.

    An owner that is not known itself is told by itself.
    """
    if not isinstance(node.node, nodes.Name):
        return False
    owner = node.node.name
    if owner == FRAME:
        return not node.attr.startswith("_")
    return owner not in known or (owner == "loop" and node.attr in _LOOP_ATTRIBUTES)


def _refused_in_loop(node: nodes.For, known: frozenset[str], loops: int) -> Iterator[Refusal]:
    wrong = list(_refused(node.iter, known, loops))
    yield from wrong
    is_plain = isinstance(node.target, nodes.Name) and not node.recursive and not node.else_
    if not is_plain or not (wrong or _is_lines(node.iter)):
        yield Refusal(
            node.lineno,
            Bilingual(
                f"vòng lặp chỉ viết được dạng “for line in {FRAME}.tên”",
                f"a loop is written “for line in {FRAME}.name”",
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
    assert isinstance(node.target, nodes.Name)  # noqa: S101 - see is_plain
    inside = known | {node.target.name, "loop"}
    for child in [*([node.test] if node.test else []), *node.body]:
        yield from _refused(child, inside, loops + 1)


def _is_lines(node: nodes.Node) -> bool:
    """Return whether a loop can go over it: lines of the frame."""
    match node:
        case nodes.Getattr(node=nodes.Name(name=name)):
            return name == FRAME
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            return _is_lines(left) and _is_lines(right)
        case _:
            return False
