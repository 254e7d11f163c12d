"""What people ask for: a printed number in any of the ways that they type it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ntmreport.figure import Figure, Written
from ntmreport.lineage import Entry, Printing
from ntmreport.lineage.figure_search import find, find_together
from ntmreport.span import Span

PLACE = Span("data/2021/a.yaml", 3, 4, 3, 9)


def entry(name: str, unit: str, printed: str, block: int = 0, run: int = 0) -> Entry:
    figure = Figure(Fraction(1), unit, name, Written(PLACE), ("a", name), 0)
    return Entry(figure, (Printing(block, run, printed, "I.1", ""),))


ENTRIES = (
    entry("area", "m2", "12,5\xa0m2"),
    entry("size", "km2", "12,52\xa0km2"),
    entry("work", "người-ngày", "1.250\xa0người-ngày"),
    entry("people", "người", "190.113", 1, 0),
    entry("all", "người", "204.379", 1, 2),
    entry("share", "%", "93,44%"),
    entry("about", "ha", "khoảng 300"),
    entry("count", "xã", "08"),
    entry("low", "%", "78", 2, 0),
    entry("high", "%", "81%", 2, 2),
    entry("far", "%", "81,5%", 2, 4),
)


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("12,5", ["area"]),
        ("12,5 m2", ["area"]),
        ("12,5\xa0m2", ["area"]),
        ("12,5 km2", []),
        ("12,52", ["size"]),
        ("12,522", []),
        ("12.5", ["area"]),
        ("1.250", ["work"]),
        ("1250 người-ngày", ["work"]),
        ("190113", ["people"]),
        ("190.113 người", ["people"]),
        ("190.113 xã", []),
        ("93,44", ["share"]),
        ("93.44", ["share"]),
        ("93,44 %", ["share"]),
        ("300", ["about"]),
        ("khoảng 300", ["about"]),
        ("khoảng 300 ha", ["about"]),
        ("hơn 300", []),
        ("8", ["count"]),
        ("08 xã", ["count"]),
        ("a.count", ["count"]),
        ("a.yaml:3", [each.figure.label for each in ENTRIES]),
        ("a.yaml", [each.figure.label for each in ENTRIES]),
        ("b.yaml", []),
        ("m2", []),
        ("", []),
        ("NTM302", []),
    ],
)
def test_what_is_printed_is_what_is_asked_for(what: str, names: list[str]) -> None:
    assert [each.figure.label for each in find(ENTRIES, what)] == names


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("190.113/204.379", [("people", "all")]),
        ("190113/204379", [("people", "all")]),
        ("190.113 / 204.379 người", [("people", "all")]),
        ("78-81%", [("low", "high")]),
        ("78–81%", [("low", "high")]),
        ("78-81,5%", []),
        ("204.379/190.113", []),
        ("30/9/2021", []),
        ("2021-2025", []),
        ("a/b", []),
    ],
)
def test_two_figures_that_are_printed_together(what: str, names: list[tuple[str, str]]) -> None:
    found = find_together(ENTRIES, what)
    assert [(one.figure.label, other.figure.label) for one, other in found] == names
