"""Patterns are compiled when they are used, and then are as re's own."""

from __future__ import annotations

import re

import pytest

from ntmreport.known_by_text import LONGEST_KNOWN
from ntmreport.lazy_pattern import found_in_lines, lazy_pattern


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
