"""The text for people: places, source lines, carets, the last line."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from ntmreport.cli.validate import ValidateFormat
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual, Language
from ntmreport.reporters import Result
from ntmreport.reporters.diagnostic_text import report, report_lines
from ntmreport.span import Span

from .samples import ATTACK, CLEAN, FULL, NUMBER, REASON, TEXTS, TWICE, WARNING, WARNING_RULE

VI, EN = Language.VIETNAMESE, Language.ENGLISH
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def pointed(line: str, start: int, end: int, *, width: int = 80, end_line: int = 1) -> list[str]:
    """The source line and the carets under columns `start` to `end`, without their margin."""
    span = Span("f.yaml", 1, start, end_line, end)
    found = Diagnostic(WARNING_RULE, span, Bilingual("a", "a"))
    _, source, carets = report_lines([found], {"f.yaml": line + "\nxx"}, VI, width=width)
    assert source.startswith(" 1 | ")
    assert carets.startswith("   | ")
    return [source[5:], carets[5:]]


def test_the_whole_text_in_vietnamese() -> None:
    assert report(replace(FULL, shows_acknowledged=True), VI) == (
        "data/2021/health.yaml:2:14: NTM120 có thể hiểu theo hai cách: “190.113”\n"
        " 2 |   numerator: 190.113\n"
        "   |              ^^^^^^^\n"
        "   = cách sửa: viết 190113\n"
        "data/2021/resources.yaml:4:1: NTM109 khóa “cash” bị viết hai lần\n"
        " 4 | cash: 3\n"
        "   | ^^^^\n"
        "   = xem data/2021/resources.yaml:2:1: lần đầu ở đây\n"
        " 2 | cash: 1\n"
        "   | ^^^^\n"
        "data/2021/resources.yaml:3:9: NTM202 cảnh báo: 50%, rồi: một, hai\n"
        " 3 | labour: 2\n"
        "   |         ^\n"
        "   = đường dẫn: resources.labour\n"
        "data/2021/resources.yaml:1:1: NTM203 ghi chú: để biết\n"
        " 1 | # Huy động\n"
        "   | ^^^^^^^^^^\n"
        "Đã được chấp nhận (1):\n"
        "data/2021/health.yaml:1:1: NTM202 cảnh báo: đã chấp nhận\n"
        f"   = lý do: {REASON}\n"
        "data/2021 không hợp lệ: 2 lỗi, 1 cảnh báo, 1 ghi chú, 1 đã chấp nhận\n"
    )


def test_acknowledged_are_listed_when_asked_for_and_counted_always() -> None:
    text = ValidateFormat.TEXT.write(FULL, EN)
    assert REASON not in text
    assert text.endswith("data/2021 is not valid: 2 errors, 1 warning, 1 note, 1 accepted\n")


@pytest.mark.parametrize(
    ("result", "strict", "vi", "en"),
    [
        (
            CLEAN,
            True,
            "data/2021 hợp lệ: 0 lỗi, 0 cảnh báo",
            "data/2021 is valid: 0 errors, 0 warnings",
        ),
        (
            Result((WARNING,), (), TEXTS, ("data/2020/a.yaml", "data/2021/a.yaml", "t/x.j2")),
            False,
            "data/2020, data/2021 hợp lệ: 0 lỗi, 1 cảnh báo",
            "data/2020, data/2021 is valid: 0 errors, 1 warning",
        ),
        (
            Result((WARNING,), (), TEXTS, ("data/2021/a.yaml",)),
            True,
            "data/2021 không hợp lệ: 0 lỗi, 1 cảnh báo; --strict coi cảnh báo là lỗi",
            "data/2021 is not valid: 0 errors, 1 warning; --strict takes warnings for errors",
        ),
        (
            Result((NUMBER, WARNING), (), TEXTS, ()),
            True,
            "dữ liệu không hợp lệ: 1 lỗi, 1 cảnh báo",
            "the data is not valid: 1 error, 1 warning",
        ),
    ],
)
def test_the_last_line_says_what_the_exit_code_says(
    result: Result, strict: bool, vi: str, en: str
) -> None:
    judged = replace(result, is_strict=strict)
    assert report(judged, VI).splitlines()[-1] == vi
    assert report(judged, EN).splitlines()[-1] == en


@pytest.mark.parametrize(
    ("line", "start", "end", "carets"),
    [
        ("name: Xã Thọ Ngọc", 7, 18, "      ^^^^^^^^^^^"),
        ("name: Xã Tho\u0323 Ngo\u0323c", 7, 20, "      ^^^^^^^^^^^"),  # marks of their own
        ("名: 東京", 4, 6, "    ^^^^"),  # two cells each
        ("e\u0302\u0301: x", 6, 7, "   ^"),
        ("a:\t\tb", 5, 6, "    ^"),
        ("a: \u200bb", 4, 5, "   ^"),
        ("a: b", 5, 5, "    ^"),  # at the end, nothing to underline
        ("a: b", 9, 12, "    ^"),
    ],
)
def test_carets_stand_under_the_value(line: str, start: int, end: int, carets: str) -> None:
    assert pointed(line, start, end)[1] == carets


def test_a_span_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert pointed("text: >-", 7, 3, end_line=2) == ["text: >-", "      ^^"]


@pytest.mark.parametrize("start", [1, 5, 40, 75, 76, 77, 150, 296, 300])
@pytest.mark.parametrize("letter", ["x", "ế", "東"])
@pytest.mark.parametrize("length", [1, 5, 200])
def test_a_long_line_is_cut_around_the_span(start: int, letter: str, length: int) -> None:
    line = "".join(letter if n % 7 else chr(0x41 + n // 7 % 26) for n in range(300))
    source, carets = pointed(line, start, min(start + length, 301))
    cells = sum(2 if letter == "東" == character else 1 for character in source)
    assert cells <= 80 - 5
    assert len(carets) <= 80 - 5
    assert "…" in source
    # What the first caret points at is the span's first letter.
    at, seen = carets.index("^"), 0
    for character in source:
        if seen == at:
            assert character == line[start - 1]
            break
        seen += 2 if character == "東" else 1


def test_a_line_that_fits_is_not_cut() -> None:
    assert pointed("x" * 75, 75, 76) == ["x" * 75, " " * 74 + "^"]
    assert "…" in pointed("x" * 76, 75, 76)[0]


def test_an_endless_line_is_cut_around_the_span() -> None:
    found = Diagnostic(WARNING_RULE, Span("f", 1, 900_000, 1, 900_004), Bilingual("a", "a"))
    lines = list(report_lines([found] * 20, {"f": "ế" * 1_000_000}, VI))
    assert max(map(len, lines)) <= 80


def test_margins_of_a_diagnostic_agree() -> None:
    text = "\n".join(f"k{n}: 1" for n in range(1, 201))
    first = TWICE.related[0].__class__(Span("f", 9, 1, 9, 3), Bilingual("x", "x"))
    found = Diagnostic(
        WARNING_RULE, Span("f", 150, 1, 150, 5), Bilingual("a", "a"), (), None, (first,)
    )
    lines = list(report_lines([found], {"f": text}, EN))
    assert [line.index("|") for line in lines if "|" in line] == [5, 5, 5, 5]
    assert lines[1] == " 150 | k150: 1"
    assert lines[4] == "   9 | k9: 1"


def test_a_place_without_a_line_is_named_without_one() -> None:
    for span in (Span("data/2021", 1, 1, 1, 1), Span("f", 2, 1, 2, 1), Span("f", 9, 1, 9, 1)):
        found = Diagnostic(WARNING_RULE, span, Bilingual("a", "a"))
        assert list(report_lines([found], {"f": "a: 1\n  \n"}, EN)) == [
            f"{span}: NTM202 warning: a"
        ]


def test_colour_is_on_codes_and_carets_only() -> None:
    plain, coloured = report(FULL, VI), report(FULL, VI, colour=True)
    assert ANSI.sub("", coloured) == plain
    assert "\x1b" not in plain
    painted = re.findall(r"\x1b\[1;(\d+)m(.*?)\x1b\[0m", coloured)
    assert {text.strip("^") for _, text in painted} == {"", "NTM120", "NTM109", "NTM202", "NTM203"}
    assert [colour for colour, _ in painted] == ["31"] * 5 + ["33"] * 2 + ["36"] * 2


def test_no_text_of_a_file_moves_the_cursor() -> None:
    for text in (report(ATTACK, VI), report(ATTACK, EN)):
        assert text.replace("\n", "").isprintable()
        text.encode()
    source, _ = pointed("a: \x1b[2J\u202e\u2066\x00\u2028b", 1, 2)
    assert source == "a: \ufffd[2J\ufffd\ufffd\ufffd\ufffdb"
