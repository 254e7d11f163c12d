"""The names in the tags of templates, and the paths of the data that they stand for.

A tag that is being typed need not be whole: names are found in the text itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.span import Path

EACH = "*"
"""The step of a path that stands for every entry of a list."""

NamePath: TypeAlias = "tuple[str | int, ...]"

_MOST_PATHS = 60
_MOST_ROUNDS = 6
_LOOKED_AT = 40
ROWS = ("rows", "parts")
"""The keys of an indicator whose entries a template goes through by the indicator itself."""


_OPEN = re.compile(r"\{[{%#]")
_QUOTED = r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
_CLOSE = {
    "{{": re.compile(rf"{_QUOTED}|(?P<end>[-+]?\}}\}})|(?P<begin>\{{[{{%#])"),
    "{%": re.compile(rf"{_QUOTED}|(?P<end>[-+]?%\}})|(?P<begin>\{{[{{%#])"),
    "{#": re.compile(r"(?P<end>[-+]?#\})"),
}
_NAME = re.compile(
    rf"(?P<quoted>{_QUOTED})"
    r"|(?<![\w.])(?P<name>[^\W\d]\w*(?:\s*\.\s*\w+|\[\s*(?:-?\d+|'\w+'|\"\w+\")\s*\])*)"
)
STEP = re.compile(r"-?\w+")
"""One step of a name, as it is written."""

_POSITION = re.compile(r"-?[0-9]{1,9}")
_WORDS = frozenset(
    (
        *("and", "as", "block", "call", "else", "elif", "false", "False", "filter"),
        *("for", "from", "if", "import", "in", "include", "is", "macro", "none"),
        *("None", "not", "or", "recursive", "set", "true", "True", "with", "without", "context"),
        *("endblock", "endcall", "endfilter", "endfor", "endif", "endmacro", "endset", "endwith"),
    )
)
_STATEMENT = re.compile(r"[-+]?\s*(\w+)\s*")
_SET = re.compile(r"[-+]?\s*set\s+(\w+)\s*=")
_FOR = re.compile(r"[-+]?\s*for\s+(\w+(?:\s*,\s*\w+)*)\s+in\b")
_MACRO = re.compile(r"[-+]?\s*macro\s+(\w+)\s*\(([^)]*)\)")
_FROM = re.compile(rf"[-+]?\s*(?:from|import|include|extends)\s+({_QUOTED})")
_ALIAS = re.compile(r"\b(\w+)\s+as\s+(\w+)")
_ARITHMETIC = re.compile(r"[+*/~]|(?<!\w)-|-(?=\s)")
_GROUPED = re.compile(r"\|\s*groupby\b")
_CONDITION = re.compile(r"\s+(?:if|else|recursive)\b")


class Name(Struct, frozen=True):
    """A name as it is written in a tag, from `start` to `end` of the text: `health.text`."""

    steps: NamePath
    start: int
    end: int


class Tag(Struct, frozen=True):
    """A tag of a text: what it begins with, where it stands, and the names in it."""

    kind: str
    start: int
    end: int
    content: str
    names: tuple[Name, ...]


class Use(Struct, frozen=True):
    """A name in a template, and the paths of the data that it may stand for."""

    file: str
    start: int
    end: int
    paths: tuple[NamePath, ...]


class Macro(Struct, frozen=True):
    """A macro: where its name stands."""

    file: str
    name: str
    start: int
    end: int


@lru_cache(maxsize=512)
def tags_of(text: str) -> tuple[Tag, ...]:
    """Return the tags of a text that print or command, in their order, comments left out."""
    found = []
    at = 0
    while (opened := _OPEN.search(text, at)) is not None:
        kind = opened[0]
        end = at = len(text)
        for close in _CLOSE[kind].finditer(text, opened.end()):
            if close.lastgroup == "end":
                end, at = close.start(), close.end()
                break
            if close.lastgroup == "begin":
                end = at = close.start()
                break
        if kind != "{#":
            names = tuple(_names(text, opened.end(), end))
            found.append(Tag(kind, opened.start(), at, text[opened.end() : end], names))
    return tuple(found)


def tag_at(text: str, offset: int) -> Tag | None:
    """Return the tag that an offset is in."""
    return next((each for each in tags_of(text) if each.start <= offset <= each.end), None)


def _names(text: str, start: int, end: int) -> Iterator[Name]:
    """Yield the names that stand for values: no words of Jinja, filters, tests, keywords."""
    for each in _NAME.finditer(text, start, end):
        name = each["name"]
        if name is None or name in _WORDS:
            continue
        before = text[max(start, each.start() - _LOOKED_AT) : each.start()].rstrip()
        behind = text[each.end() : min(end, each.end() + _LOOKED_AT)].lstrip()
        if before.endswith("|") or re.search(r"\b(?:as|is(?:\s+not)?)$", before):
            continue
        if behind.startswith("=") and not behind.startswith("=="):
            continue
        yield Name(tuple(map(step_from, STEP.findall(name))), each.start(), each.end())


def step_from(text: str) -> str | int:
    """Return a step of a path as it is written: a key, or the position in a list."""
    return int(text) if _POSITION.fullmatch(text) else text


def span_between(file: str, text: str, start: int, end: int) -> Span:
    """Return the span of a stretch of a text that is within a line, or of its first line."""
    first = text.rfind("\n", 0, start) + 1
    line = text.count("\n", 0, start) + 1
    behind = text.find("\n", start)
    end = min(end, len(text) if behind < 0 else behind)
    return Span(file, line, start - first + 1, line, end - first + 1)


class TemplateNames:
    """The names in the templates of a form: what each stands for, macros and where they are called.

    `texts` are the templates by their file.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.macros: dict[str, Macro] = {}
        self.calls: list[Macro] = []
        self.files: list[tuple[str, str, int, int]] = []
        self.uses: tuple[Use, ...] = ()
        self._given: dict[tuple[str, int | str], set[NamePath]] = {}
        self._parameters: dict[str, tuple[str, ...]] = {}
        tags = {file: tags_of(text) for file, text in texts.items()}
        for file, its in tags.items():
            self._declare(file, its)
        for _ in range(_MOST_ROUNDS):
            known = sum(map(len, self._given.values()))
            self.uses = tuple(use for file, its in tags.items() for use in self._uses(file, its))
            if sum(map(len, self._given.values())) == known:
                break

    def at(self, file: str, offset: int) -> Use | None:
        """Return the name that stands at an offset."""
        return next(
            (each for each in self.uses if each.file == file and each.start <= offset <= each.end),
            None,
        )

    def uses_of(self, path: NamePath) -> Iterator[Use]:
        """Yield the names that stand for the value at `path`, or for what is below it."""
        for each in self.uses:
            if any(leads_to(name, path) for name in each.paths):
                yield each

    def _declare(self, file: str, tags: Iterable[Tag]) -> None:
        for tag in tags:
            found = _MACRO.match(tag.content) if tag.kind == "{%" else None
            if found:
                start = tag.start + 2 + found.start(1)
                self.macros.setdefault(
                    found[1], Macro(file, found[1], start, start + len(found[1]))
                )
                parameters = (each.partition("=")[0].strip() for each in found[2].split(","))
                self._parameters.setdefault(found[1], tuple(parameters))
            elif tag.kind == "{%" and (named := _FROM.match(tag.content)):
                start = tag.start + 2 + named.start(1)
                self.files.append((file, named[1][1:-1], start, start + len(named[1])))

    def _uses(self, file: str, tags: Iterable[Tag]) -> Iterator[Use]:
        self.calls = [each for each in self.calls if each.file != file]
        scopes: list[dict[str, set[NamePath]]] = [{}]
        aliases: dict[str, str] = {}
        for tag in tags:
            word = _STATEMENT.match(tag.content) if tag.kind == "{%" else None
            statement = word[1] if word else ""
            if statement in {"from", "import"}:
                aliases |= {new: old for old, new in _ALIAS.findall(tag.content)}
            own = _FROM.match(tag.content) if statement in {"from", "import"} else None
            targets = _targets(tag, statement)
            for name in tag.names:
                called = aliases.get(str(name.steps[-1]), str(name.steps[-1]))
                is_macro = called in self._parameters and len(name.steps) <= 2
                if statement == "macro":
                    continue
                if is_macro and (own or self._is_called(tag, name)):
                    start = name.end - len(str(name.steps[-1]))
                    self.calls.append(Macro(file, called, start, name.end))
                    if own is None:
                        self._give(called, tag, name, scopes)
                elif name.start not in targets and own is None:
                    paths = _resolved(name.steps, scopes)
                    yield Use(file, name.start, name.end, paths)
            self._enter(statement, tag, scopes)

    def _enter(self, statement: str, tag: Tag, scopes: list[dict[str, set[NamePath]]]) -> None:
        """Have the scopes be those behind a tag."""
        if statement == "set" and (found := _SET.match(tag.content)):
            scopes[-1][found[1]] = _value(tag, found.end(), scopes)
        elif statement == "for":
            scopes.append({"loop": set()})
            if found := _FOR.match(tag.content):
                *firsts, last = (each.strip() for each in found[1].split(","))
                paths = _value(tag, found.end(), scopes[:-1])
                scopes[-1] |= {each: set() for each in firsts}
                # A group of entries is a list as they are.
                is_group = firsts and _GROUPED.search(tag.content)
                scopes[-1][last] = paths if is_group else {(*path, EACH) for path in paths}
        elif statement == "macro":
            name = found[1] if (found := _MACRO.match(tag.content)) else ""
            scopes.append(
                {
                    each: {
                        *self._given.get((name, position), ()),
                        *self._given.get((name, each), ()),
                    }
                    for position, each in enumerate(self._parameters.get(name, ()))
                }
            )
        elif statement in {"endfor", "endmacro"} and len(scopes) > 1:
            scopes.pop()

    @staticmethod
    def _is_called(tag: Tag, name: Name) -> bool:
        return tag.content[name.end - tag.start - 2 :].lstrip().startswith("(")

    def _give(
        self, macro: str, tag: Tag, name: Name, scopes: list[dict[str, set[NamePath]]]
    ) -> None:
        """Note what a call gives for the parameters of a macro."""
        start = tag.content.index("(", name.end - tag.start - 2) + 1
        for position, (begin, end, key) in enumerate(_arguments(tag.content, start)):
            given = self._given.setdefault((macro, key or position), set())
            if len(given) < _MOST_PATHS:
                given |= _value(tag, begin, scopes, end)


def stands_for(name: NamePath, path: Path) -> bool:
    """Return whether a name with these steps may stand for the value at `path`."""
    at = 0
    for step in name:
        if at < len(path) and path[at] == step:
            at += 1
        elif step == EACH and at < len(path):
            if path[at] in ROWS and at + 1 < len(path):
                at += 1
            if not isinstance(path[at], int):
                return False
            at += 1
        else:
            return False
    return at == len(path)


def leads_to(name: NamePath, path: NamePath) -> bool:
    """Return whether a name with these steps may stand for the value at `path` or one below it."""
    return name[: len(path)] == path or any(
        stands_for(name[:length], path) for length in range(1, len(name) + 1)
    )


def _targets(tag: Tag, statement: str) -> set[int]:
    """Return where names stand that a tag gives a value to."""
    pattern = {"set": _SET, "for": _FOR}.get(statement)
    found = pattern.match(tag.content) if pattern else None
    if found is None:
        return set()
    first, last = (tag.start + 2 + each for each in found.span(1))
    return {each.start for each in tag.names if first <= each.start < last}


def _value(
    tag: Tag, start: int, scopes: list[dict[str, set[NamePath]]], end: int | None = None
) -> set[NamePath]:
    """Return the paths that an expression of a tag's content may stand for.

    What is computed stands for none.
    """
    content = tag.content[start:end]
    stop = _CONDITION.search(content)
    content = content[: stop.start()] if stop else content
    if _ARITHMETIC.search(re.sub(_QUOTED, "", content.partition("|")[0]).strip(" -+")):
        return set()
    first, last = tag.start + 2 + start, tag.start + 2 + start + len(content)
    names = [each for each in tag.names if first <= each.start < last]
    is_each = re.search(r"\bor\b", content) is not None
    return {
        path for each in (names if is_each else names[:1]) for path in _resolved(each.steps, scopes)
    }


def _resolved(steps: NamePath, scopes: list[dict[str, set[NamePath]]]) -> tuple[NamePath, ...]:
    first, *others = steps
    for scope in reversed(scopes):
        if first in scope:
            found = sorted(scope[str(first)], key=str)[:_MOST_PATHS]
            return tuple((*path, *others) for path in found)
    return (steps,)


def _arguments(content: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield where the arguments of a call begin and end, and the name of each that has one."""
    depth, begin = 0, start
    end = len(content)
    ends: list[tuple[int, int]] = []
    for each in re.finditer(rf"{_QUOTED}|[()\[\]{{}},]", content[start:]):
        at, sign = start + each.start(), each[0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            if depth == 0:
                end = at
                break
            depth -= 1
        elif sign == "," and depth == 0:
            ends.append((begin, at))
            begin = at + 1
    for first, last in (*ends, (begin, end)):
        keyword = re.match(r"\s*(\w+)\s*=(?!=)", content[first:last])
        yield (first + keyword.end(), last, keyword[1]) if keyword else (first, last, "")


@lru_cache(maxsize=16)
def _names_of(texts: tuple[tuple[str, str], ...]) -> TemplateNames:
    return TemplateNames(dict(texts))


def names_of(texts: Mapping[str, str]) -> TemplateNames:
    """Return the names in the templates of a form, found once for the same texts."""
    return _names_of(tuple(texts.items()))
