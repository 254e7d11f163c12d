"""The form of the report: numbering, letters, annexes and the mark at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.checks import Subject, report_structure
from ntmreport.document import Annex, Block, BlockKind, Document, Properties, Run
from ntmreport.span import Span

from .edited_report import TODAY, Edit, Marked, year

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.checks import Check

IMPLEMENTATION, RESULTS = "10-implementation.j2", "20-results.j2"
ASSESSMENT, PROPOSALS = "30-assessment.j2", "50-proposals.j2"
POINT_C = "c) Nguyên nhân của những hạn chế"


def document(*lines: str, annexes: tuple[str, ...] = ()) -> Document:
    """A report of these lines: markers with a little text, or paragraphs. `annexes` are names."""
    body = []
    for number, line in enumerate(lines, start=1):
        marker, _, text = line.partition(" ")
        kind = _kind(marker)
        runs = (Run(text if kind is not BlockKind.PARAGRAPH else line),)
        place = Span("templates/f/1.j2", number, 1, number, len(line) + 1)
        body.append(Block(kind, marker if kind is not BlockKind.PARAGRAPH else "", runs, place))
    attached = []
    for number, name in enumerate(annexes, start=1):
        place = Span("templates/f/9.j2", number, 1, number, len(name) + 1)
        attached.append(Annex((Block(BlockKind.ANNEX, "", (Run(name),), place),)))
    properties = Properties("", "", "", "", "", "", "")
    return Document({}, tuple(body), properties, tuple(attached))


def _kind(marker: str) -> BlockKind:
    if marker.endswith(")"):
        return BlockKind.POINT
    if marker.lstrip("IVXLC") == "." and marker != "C.":
        return BlockKind.PART
    if marker.removesuffix(".").replace(".", "").isdigit():
        return _NUMBERED[marker.count(".") - 1]
    if len(marker) == 2 and marker.endswith("."):
        return BlockKind.CHAPTER
    return BlockKind.PARAGRAPH


_NUMBERED = (BlockKind.SECTION, BlockKind.SUBSECTION, BlockKind.SUBSUBSECTION)


def found(check: Check, *lines: str, annexes: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    """The line and the English message of each finding."""
    subject = Subject({}, {}, {}, {}, None, document(*lines, annexes=annexes), TODAY)
    return [(each.span.line, each.message.en) for each in check.run(subject)]


def points(letters: str) -> list[str]:
    return ["I. Phần", "1. Mục", *(f"{letter}) Điểm" for letter in letters)]


@pytest.mark.parametrize(
    ("edit", "slip", "following"),
    [
        (
            (ASSESSMENT, POINT_C, POINT_C.replace("c)", "d)")),
            ("NTM521", ASSESSMENT, "«d)» Nguyên nhân của những hạn chế"),
            "c)",
        ),
        (
            (ASSESSMENT, "3. Đánh giá chung", "4. Đánh giá chung"),
            ("NTM521", ASSESSMENT, "«4.» Đánh giá chung"),
            "3.",
        ),
        (
            (PROPOSALS, "III. Đề xuất", "IV. Đề xuất"),
            ("NTM521", PROPOSALS, "«IV.» Đề xuất, kiến nghị"),
            "III.",
        ),
        (
            ("40-next-year.j2", "2.2. Đối với xã", "2.1. Đối với xã"),
            ("NTM521", "40-next-year.j2", "«2.1.» Đối với xã"),
            "2.2.",
        ),
    ],
)
def test_a_number_that_is_not_the_next(
    tmp_path: Path, edit: Edit, slip: Marked, following: str
) -> None:
    answer = year(tmp_path, edit)
    assert answer.has(slip)
    assert f"`{following}` is next" in answer.messages[0]
    assert answer.hints == [f"viết “{following}”"]


@pytest.mark.parametrize(
    "lines",
    [
        ("I. A", "1. B", "a) C", "b) D", "2. E", "a) F", "II. G", "1. H", "1.1. I", "1.2. J"),
        (*[f"{n}. A" for n in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")],),
        tuple(points("abcdđeghiklmnopqrstuvxy")),
        tuple(points("abcdefghijklmnopqrstuvwxyz")),
        (*points("ab"), "2. Mục", "a) Điểm", "b) Điểm"),
        ("A. Mục", "I. Phần", "II. Phần", "B. Mục", "I. Phần", "C. Mục", "D. Mục", "Đ. Mục"),
        ("A. Mục", "B. Mục", "C. Mục", "D. Mục", "E. Mục", "F. Mục", "G. Mục"),
        ("1. A", "1.1. B", "1.1.1. C", "1.1.2. D", "1.2. E", "1.2.1. F"),
        ("Một đoạn văn.",),
        (),
    ],
)
def test_numbers_that_follow_each_other_are_silent(lines: tuple[str, ...]) -> None:
    assert found(report_structure.numbering_gap, *lines) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # One gap is one finding: what follows counts on from what is written.
        (("I. A", "III. B", "IV. C"), [(2, "`II.`")]),
        (("I. A", "1. B", "3. C", "4. D"), [(3, "`2.`")]),
        (("I. A", "1. B", "1. C", "2. D"), [(3, "`2.`")]),
        (("I. A", "2. B", "2.1. C", "2.2. D"), [(2, "`1.`")]),
        (("I. A", "1. B", "2.1. C"), [(3, "`1.1.`")]),
        (("I. A", "IIII. B"), [(2, "`II.`")]),
        (tuple(points("abd")), [(5, "`c)`")]),
        (tuple(points("abbc")), [(5, "`c)`")]),
        (tuple(points("abcdđg")), [(8, "`e)`")]),
        (tuple(points("abcdđf")), [(8, "`e)`")]),
        (tuple(points("abcdee")), [(8, "`f)`")]),
        (tuple(points("abcdegh")), [(8, "`f)`")]),
        (tuple(points("abcdfgh")), [(7, "`đ)`")]),
        (tuple(points("bc")), [(3, "`a)`")]),
        (("A. Mục", "C. Mục", "D. Mục"), [(2, "`B.`")]),
        (("A. Mục", "I. Phần", "B. Mục", "II. Phần"), [(4, "`I.`")]),
        (("1. A", "1.1. B", "1.1.1. C", "1.1.3. D"), [(4, "`1.1.2.`")]),
    ],
)
def test_a_gap_is_one_finding(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    answer = found(report_structure.numbering_gap, *lines)
    assert [line for line, _ in answer] == [line for line, _ in expected], answer
    assert all(
        f"{following} is next" in message
        for (_, message), (_, following) in zip(answer, expected, strict=True)
    )


def test_the_order_of_the_decree_is_silent() -> None:
    assert found(report_structure.letter_order, *points("abcdđegh")) == []
    assert found(report_structure.letter_order, *points("abcd")) == []
    assert found(report_structure.letter_order, *(f"{letter}. Mục" for letter in "ABCDEF")) == []


def test_the_english_order_is_one_note_for_each_sequence() -> None:
    lines = [*points("abcdefgh"), "2. Mục", *points("abcdđeg")[2:], "3. Mục", *points("abcde")[2:]]
    notes = found(report_structure.letter_order, *lines)
    assert [line for line, _ in notes] == [7, len(lines)]
    assert all("in the order of the decree this one is `đ)`" in message for _, message in notes)


def test_the_order_of_the_report_is_the_english_one_and_one_note(tmp_path: Path) -> None:
    notes = [each for each in year(tmp_path).validation.diagnostics if each.rule.code == "NTM522"]
    assert len(notes) == 1
    assert notes[0].span.file.endswith(RESULTS)


def test_letters_by_the_decree_leave_no_note(tmp_path: Path) -> None:
    answer = year(
        tmp_path,
        (RESULTS, "e) Công tác bảo vệ", "đ) Công tác bảo vệ"),
        (RESULTS, "f) Xây dựng", "e) Xây dựng"),
    )
    assert answer.validation.diagnostics == ()


def test_an_annex_that_is_cited_and_not_attached(tmp_path: Path) -> None:
    answer = year(tmp_path, (RESULTS, "Mẫu biểu số 03 kèm theo", "Mẫu biểu số 03, 04 kèm theo"))
    assert [slip[-6:] for slip in answer.located] == ["NTM523"]
    assert answer.messages == ["the report cites `Mẫu biểu số 04`, which is not attached"]
    assert answer.found[0].path == ("annexes", "04")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Kết quả (Mẫu biểu số 01, 02 và 05 kèm theo).", ["01", "02", "05"]),
        ("Kết quả (Phụ lục I kèm theo).", ["I"]),
        ("Kết quả (Phụ lục số 2 kèm theo).", ["2"]),
        ("Lập phụ lục riêng cho từng xã.", []),
    ],
)
def test_annexes_are_read_from_the_text(text: str, cited: list[str]) -> None:
    messages = [message for _, message in found(report_structure.annex_not_attached, text)]
    assert len(messages) == len(cited)
    assert all(f" {number}`" in message for number, message in zip(cited, messages, strict=True))


def test_an_annex_that_is_attached_may_be_cited() -> None:
    lines = ("Kết quả (Mẫu biểu số 01, 02 kèm theo).",)
    (missing,) = found(report_structure.annex_not_attached, *lines, annexes=("Mẫu biểu số 01",))
    assert "Mẫu biểu số 02" in missing[1]


def test_an_annex_that_no_sentence_cites() -> None:
    lines = ("Kết quả (Mẫu biểu số 01 kèm theo).",)
    attached = ("Mẫu biểu số 01", "Mẫu biểu số 02", "Phụ lục I")
    assert found(report_structure.annex_not_cited, *lines, annexes=attached) == [
        (2, "the report does not mention `Mẫu biểu số 02`, which is attached"),
        (3, "the report does not mention `Phụ lục I`, which is attached"),
    ]


def test_what_stands_in_a_table_of_an_annex_is_not_in_the_outline(tmp_path: Path) -> None:
    edit = (
        PROPOSALS,
        "{% endfor %}",
        "{% endfor %}\n@annex Mẫu biểu số 01\n@annex_title Tổng hợp\n|= TT |= Xã |\n"
        "{% for name in report.unit.communes.names %}\n"
        "| {{ loop.index | ordinal }} | {{ name }} |\n{% endfor %}\n",
    )
    # Attached, it needs no acknowledgement any more; nothing else is said of it.
    assert [slip[-6:] for slip in year(tmp_path, edit).located] == ["NTM421"]


def test_the_end_mark_is_missing(tmp_path: Path) -> None:
    answer = year(tmp_path, (PROPOSALS, '"./." if loop.last', '"." if loop.last'))
    assert [slip[-6:] for slip in answer.located] == ["NTM524"]
    assert answer.found[0].span.file.endswith(PROPOSALS)
    assert answer.messages == ["the report does not end in `./.`"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Một.", "Hai./."), []),
        (("Một.", "Hai."), [2]),
        (("Một./.", "Hai./."), [1]),
        (("Một./.", "Hai."), [1, 2]),
        ((), []),
    ],
)
def test_the_end_mark_stands_once_and_at_the_end(
    lines: tuple[str, ...], expected: list[int]
) -> None:
    assert [line for line, _ in found(report_structure.end_mark_missing, *lines)] == expected


def test_without_a_document_the_form_is_not_judged() -> None:
    subject = Subject({}, {}, {}, {}, None, None, TODAY)
    for check in (
        report_structure.numbering_gap,
        report_structure.letter_order,
        report_structure.annex_not_attached,
        report_structure.end_mark_missing,
        report_structure.annex_not_cited,
    ):
        assert list(check.run(subject)) == []
