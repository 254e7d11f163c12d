"""Patterns are compiled when they are used, and then are as re's own."""

from __future__ import annotations

import gc
import re
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import pytest

import ntmreport
from ntmreport.known_by_text import LONGEST_KNOWN
from ntmreport.lazy_pattern import _LazyPattern, found_in_lines, lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PARSER: Any = import_module("re._parser")


def test_a_pattern_is_not_compiled_before_it_is_used() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error):
        broken.search("")


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    lazy, compiled = lazy_pattern(r"năm (\d+)", re.IGNORECASE), re.compile(r"năm (\d+)", re.I)
    text = "Năm 2021, năm 2022"
    assert lazy.findall(text) == compiled.findall(text) == lazy.findall(text) == ["2021", "2022"]
    assert lazy.sub(r"\1", text) == "2021, 2022"
    assert [match.span() for match in lazy.finditer(text, 1)] == [(10, 18)]
    assert (lazy.pattern, lazy.flags) == (compiled.pattern, compiled.flags)


def test_the_matches_in_a_line_are_the_same_each_time() -> None:
    numbers_in = found_in_lines(lazy_pattern(r"\d+"))
    long = "năm 2021 " * LONGEST_KNOWN
    for line in ("năm 2021, năm 2022", "không có số", long, "năm 2021, năm 2022", long):
        assert [match[0] for match in numbers_in(line)] == re.findall(r"\d+", line)


# -- patterns that take longer with each character, without an end -----------------------------


def patterns_of_the_program() -> Iterator[tuple[str, int]]:
    """Yield each pattern of the program and its flags: those compiled when used, and the others."""
    modules = [
        import_module(each.name)
        for each in walk_packages(ntmreport.__path__, "ntmreport.")
        if not each.name.endswith("__main__")
    ]
    for each in gc.get_objects():
        if isinstance(each, _LazyPattern):
            yield each.pattern, each._flags
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield value.pattern, value.flags


def repeats_a_repeat(pattern: str, flags: int = 0) -> bool:
    """Return whether a part that may come any number of times is, all else being empty, another.

    A run of n letters can be shared out among the two in 2 to the power of n ways, and all are
    tried where what follows is not there. A part that is possessive gives nothing back.
    """
    return _has_such_a_part(PARSER.parse(pattern, flags))


def _has_such_a_part(parts: Iterable[Any]) -> bool:
    return any(
        any(map(_has_such_a_part, _inner(*part)))
        or (_is_endless(*part) and any(map(_may_be_endless_alone, _inner(*part))))
        for part in parts
    )


def _may_be_endless_alone(parts: Iterable[Any]) -> bool:
    """Return whether there is a way through parts that is an endless one, all else being empty."""
    parts = list(parts)
    return any(
        (
            _is_endless(*part)
            or (_is_group(*part) and any(map(_may_be_endless_alone, _inner(*part))))
        )
        and all(each is part or _may_be_empty(each) for each in parts)
        for part in parts
    )


def _is_endless(operation: Any, argument: Any) -> bool:
    is_greedy_or_lazy = str(operation) in {"MAX_REPEAT", "MIN_REPEAT"}
    return is_greedy_or_lazy and str(argument[1]) == "MAXREPEAT"


def _is_group(operation: Any, argument: Any) -> bool:
    """Return whether a part is a group, one of several alternatives, or may be left out."""
    is_optional = str(operation) in {"MAX_REPEAT", "MIN_REPEAT"} and argument[1] == 1
    return is_optional or str(operation) in {"SUBPATTERN", "BRANCH"}


def _inner(operation: Any, argument: Any) -> Iterable[Iterable[Any]]:
    match str(operation):
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [argument[2]]
        case "SUBPATTERN":
            return [argument[3]]
        case "ASSERT" | "ASSERT_NOT":
            return [argument[1]]
        case "ATOMIC_GROUP":
            return [argument]
        case "BRANCH":
            inner: Iterable[Iterable[Any]] = argument[1]
            return inner
    return []


def _may_be_empty(part: Any) -> bool:
    shortest: int = PARSER.SubPattern(PARSER.State(), [part]).getwidth()[0]
    return shortest == 0


@pytest.mark.parametrize(
    ("pattern", "does_so"),
    [
        (r"(?:\w+)+x", True),
        (r"(?:\w+[\s.]*)+x", True),
        (r"(?:a|\d*(?:c*)?)*x", True),
        (r"(?:a|(?:b\d*)?(c+?)?)*x", True),
        (r"(?:a|b\d*)*x", False),
        (r"(?=(a*)*b)", True),
        (r"(?:\w++[\s.]*+)+x", False),
        (r"(?:\w+ )+x", False),
        (r"(?:\w{1,9})+x", False),
        (r"(?>(?:a|b)+)x", False),
    ],
)
def test_a_repeat_of_a_repeat_is_found(pattern: str, does_so: bool) -> None:
    assert repeats_a_repeat(pattern) is does_so


def test_no_pattern_takes_twice_as_long_for_each_character_more() -> None:
    found = {pattern for pattern in patterns_of_the_program() if repeats_a_repeat(*pattern)}
    assert found == set()
