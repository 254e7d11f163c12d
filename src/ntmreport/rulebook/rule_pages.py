"""From a rule to its page of the rule book: title, explanation, and an example that breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.diagnostic import Rule
from ntmreport.language import Bilingual
from ntmreport.source import MappingNode, Node, Scalar, SequenceNode, load_text
from ntmreport.source.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Replace(Struct, frozen=True):
    """Text that stands once in the file, or in a `part` of it, is replaced by another."""

    file: str
    good: str
    bad: str
    part: str | None = None


class Delete(Struct, frozen=True):
    """A file is taken away."""

    file: str


class Folder(Struct, frozen=True):
    """A folder stands where the file should be."""

    file: str


class Create(Struct, frozen=True):
    """A file is written, whether it was there or not."""

    file: str
    content: str


class Append(Struct, frozen=True):
    """Bytes are added to the end of a file, so many `times`."""

    file: str
    content: bytes
    times: int = 1


class Copy(Struct, frozen=True):
    """A file or folder is a copy of another."""

    file: str
    source: str


class Typed(Struct, frozen=True):
    """Something is typed into a cell of a workbook: E10 or page!E10. A formula `shows` a value."""

    file: str
    cell: str
    typed: str
    shows: str = ""


Edit = Replace | Delete | Folder | Create | Append | Copy | Typed


class Example(Struct, frozen=True):
    """An edit that breaks a rule, and what is `given` before it without breaking it.

    `communes` is the folder of a commune that reports itself, where the rule is about such.
    """

    edit: Edit
    given: tuple[Edit, ...] = ()
    communes: tuple[str, ...] = ()


_FOLDER = Path(__file__).parent


class Page(Struct, frozen=True):
    """The page of a rule: its title, an explanation with what to do, and an example."""

    rule: Rule
    title: Bilingual
    explanation: Bilingual
    example: Example


class PageError(ValueError):
    """A page of the rule book is not what it should be: an error of ours, at file and line."""


def rules() -> tuple[Rule, ...]:
    """Return all rules of the catalogue in the order of their codes."""
    known = [value for value in vars(catalogue).values() if isinstance(value, Rule)]
    return tuple(sorted(known, key=lambda rule: rule.code))


def page(rule: Rule) -> Page:
    """Read the page of `rule`."""
    file = f"{rule.code}.yaml"
    path = _FOLDER / file
    if not path.is_file():
        raise PageError(f"{rule.code} has no page: {path}")
    loaded = load_text(path, file, path.parent)
    tree = read_text(file, rule.code, loaded.text or "")
    for diagnostic in (*loaded.diagnostics, *tree.diagnostics):
        raise PageError(f"{diagnostic.span}: {diagnostic.message.en}")
    if tree.root is None:
        raise PageError(f"{file} is empty")
    values = _mapping(tree.root, required={"title", "explanation", "example"})
    return Page(
        rule,
        _bilingual(values["title"]),
        _bilingual(values["explanation"]),
        _example(values["example"]),
    )


def _bilingual(node: Node) -> Bilingual:
    values = _mapping(node, required={"vi", "en"})
    return Bilingual(_text(values["vi"]).strip(), _text(values["en"]).strip())


def _example(node: Node) -> Example:
    if not isinstance(node, MappingNode):
        raise _refused(node, "an example is an edit")
    given: tuple[Edit, ...] = ()
    entries = dict(node.entries)
    if "given" in entries:
        listed = entries.pop("given").value
        if not isinstance(listed, SequenceNode):
            raise _refused(listed, "`given` is a list of edits")
        given = tuple(_edit(item) for item in listed.items)
    communes = (_text(entries.pop("communes").value),) if "communes" in entries else ()
    return Example(_edit(MappingNode(entries, node.path, node.span)), given, communes)


def _edit(node: Node) -> Edit:
    values = _mapping(
        node,
        required={"file"},
        optional={
            *("good", "bad", "part", "delete", "folder", "create", "bytes", "times", "copy"),
            *("cell", "typed", "shows"),
        },
    )
    texts = {key: _text(value) for key, value in values.items()}
    match texts:
        case {"file": file, "good": good, "bad": bad, "part": part, **rest} if not rest:
            return Replace(file, good, bad, part)
        case {"file": file, "good": good, "bad": bad, **rest} if not rest:
            return Replace(file, good, bad)
        case {"file": file, "delete": "true", **rest} if not rest:
            return Delete(file)
        case {"file": file, "folder": "true", **rest} if not rest:
            return Folder(file)
        case {"file": file, "create": content, **rest} if not rest:
            return Create(file, content)
        case {"file": file, "bytes": written, **rest} if not rest.keys() - {"times"}:
            return Append(file, bytes.fromhex(written), int(rest.get("times", "1")))
        case {"file": file, "copy": source, **rest} if not rest:
            return Copy(file, source)
        case {"file": file, "cell": cell, "typed": typed, **rest} if not rest.keys() - {"shows"}:
            return Typed(file, cell, typed, rest.get("shows", ""))
        case _:
            raise _refused(node, f"there is no edit of {', '.join(texts)}")


def _mapping(
    node: Node, required: set[str], optional: set[str] | None = None
) -> Mapping[str, Node]:
    if not isinstance(node, MappingNode):
        raise _refused(node, "a mapping belongs here")
    keys = node.entries.keys()
    if lacking := required - keys:
        raise _refused(node, f"{', '.join(sorted(lacking))}: missing")
    if unknown := keys - required - (optional or set()):
        raise _refused(node, f"{', '.join(sorted(unknown))}: unknown")
    return {key: entry.value for key, entry in node.entries.items()}


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _refused(node, "a text belongs here")
    return node.text


def _refused(node: Node, why: str) -> PageError:
    return PageError(f"{node.span}: {why}")
