"""Quotation marks and brackets without their counterpart."""

from __future__ import annotations

import pytest

from ntmreport import catalogue
from ntmreport.checks.wording.quotes_and_brackets import unpaired_mark

from .wording_subject import RESOURCES, year


def places(text: str) -> list[int]:
    """Where in the text a mark stands alone, from 0; the text stands on one line of the file."""
    found = list(unpaired_mark.run(year(yaml=f"text: >-\n  {text}")))
    assert all(each.rule == catalogue.UNPAIRED_MARK and each.span.line == 2 for each in found)
    assert all(each.span.end_column == each.span.column + 1 for each in found)
    return [each.span.column - 3 for each in found]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("a “b c", [2]),
        ("a b” c", [3]),
        ("a “b “c” d", [2]),
        ("“a” b “c", [6]),
        ("“a” b” “c”", [5]),
        ("(xã", [0]),
        ("xã)", [2]),
        ("(xã (thôn) và", [0]),
        ("(xã)) và (thôn", [4, 9]),
        ("theo Điều 1) xã", [11]),
        ("(nhóm a) và (b", [12]),
        ('nói "thế và', [4]),
        ('nói "thế" và "kia', [13]),
        ('nói thế" và "kia"', [7]),
        ('nói "thế và "kia"', [4]),
        ("nói “thế (và” kia", [9]),
    ],
)
def test_alone(text: str, alone: list[int]) -> None:
    assert places(text) == alone


@pytest.mark.parametrize(
    "text",
    [
        "a “b” (c) và (“d”)",
        "“a “b” c”",
        "gồm: a) xã; b) thôn; 1) xóm",
        "1) xã, 2) thôn",
        "(nhóm a) xã, (điểm 1) thôn",
        "(gồm: a) xã; b) thôn)",
        "(a) xã; (ii) thôn",
        'nói "thế" và "kia"',
        'tivi 21" và xã',
        '“hai kiểu" là việc của NTM515',
        '"hai kiểu” là việc của NTM515',
        '{{ plan.targets | series("; (") }}',
    ],
)
def test_in_pairs(text: str) -> None:
    assert places(text) == []


def test_each_text_by_itself_and_templates_never() -> None:
    subject = year(text="“xã", template="thôn”\n(\n")
    [diagnostic] = unpaired_mark.run(subject)
    assert str(diagnostic.span) == f"{RESOURCES}:1:8"
    assert diagnostic.path == ("resources", "text")
    assert not diagnostic.related


def test_the_passage_is_shown_if_it_goes_beyond_the_line() -> None:
    subject = year(yaml="text: >-\n  “Nhân” dân các\n  thôn” và (xã,\n  xóm")
    quote, bracket = unpaired_mark.run(subject)
    passages = [each.related[0].span for each in (quote, bracket)]
    assert [(p.line, p.column, p.end_line, p.end_column) for p in passages] == [
        (2, 9, 3, 8),
        (3, 12, 4, 6),
    ]
