"""Each edit of the report of 2021 is named, with its place; what can be written has its value."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec.structs import replace
from retouch.word_paragraphs import WordParagraphs, text_of

from ntmreport.reconcile.difference import Author, Difference, DifferenceKind, Outcome
from ntmreport.word_reader import View
from tests.edits import contents
from tests.reconcile.edited_reports import LEADER, Built, edited

if TYPE_CHECKING:
    from pathlib import Path

WRITABLE, LEFT = Outcome.WRITABLE, Outcome.LEFT


class Case(NamedTuple):
    """What was replaced in the report, and what is said of it."""

    old: str
    new: str
    kind: DifferenceKind
    outcome: Outcome
    place: str
    value: str | None = None
    said: str = ""


CASES = [
    Case(
        "190.113", "190.123", DifferenceKind.WRITTEN_FIGURE, WRITABLE, "health.yaml:6:16", "190123"
    ),
    Case(
        "9.130 ha", "9.135 ha", DifferenceKind.WRITTEN_FIGURE, WRITABLE, "production.yaml", "9135"
    ),
    Case(
        "190.113",
        "190140",
        DifferenceKind.WRITTEN_FIGURE,
        WRITABLE,
        "health.yaml:6:16",
        "190140",
    ),
    Case(
        "190.113",
        "19.0113",
        DifferenceKind.WRITTEN_FIGURE,
        LEFT,
        "health.yaml:6:16",
        None,
        "số viết đúng",
    ),
    Case(
        "190.113",
        "204.380",
        DifferenceKind.WRITTEN_FIGURE,
        LEFT,
        "health.yaml:6:16",
        None,
        "NTM306",
    ),
    Case(
        "190.113", "", DifferenceKind.WRITTEN_FIGURE, LEFT, "health.yaml:6:16", None, "bị xóa hết"
    ),
    Case(
        "93,44%",
        "93,34%",
        DifferenceKind.COMPUTED_FIGURE,
        LEFT,
        "health.yaml:9:16",
        None,
        "168.271 / 180.086",
    ),
    Case(
        "loa truyền thanh",
        "loa phát thanh",
        DifferenceKind.DATA_TEXT,
        WRITABLE,
        "communication.yaml:7:5",
        "hệ thống loa phát thanh",
    ),
    Case(
        "09/10/2020",
        "19/10/2020",
        DifferenceKind.DAY,
        WRITABLE,
        "steering.yaml:10:12",
        "2020-10-19",
    ),
    Case(
        "04-NQ/HU",
        "40-NQ/HU",
        DifferenceKind.DATA_TEXT,
        WRITABLE,
        "steering.yaml:26:13",
        "40-NQ/HU",
    ),
    Case(
        "197-QĐ/HU", "179-QĐ/HU", DifferenceKind.DATA_TEXT, LEFT, "steering.yaml:9:15", None, "NTM"
    ),
    Case(
        "Lê Phú Quốc",
        "Lê Phú Quý",
        DifferenceKind.DATA_TEXT,
        WRITABLE,
        "report.yaml:72:9",
        "Lê Phú Quý",
    ),
    Case("Số: ……", "Số: 15", DifferenceKind.FRAME, LEFT, "00-frame.j2:5:1", None, "văn thư"),
    Case("BÁO CÁO", "TỜ TRÌNH", DifferenceKind.FRAME, LEFT, "00-frame.j2"),
    Case("CỘNG HÒA", "CỘNG HOÀ", DifferenceKind.FRAME, LEFT, "layout.docx"),
    Case(
        "Tình hình triển khai",
        "Tình hình thực hiện",
        DifferenceKind.WORDING,
        LEFT,
        ".j2",
        None,
        "câu chữ của mẫu",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.old}→{case.new}" for case in CASES])
def test_an_edit_is_named(report: Built, case: Case) -> None:
    tracked = LEADER if CASES.index(case) % 2 else None
    found = report.reconciled(edited(report.content, (case.old, case.new), author=tracked))
    (one,) = found.differences
    assert (one.kind, one.outcome) == (case.kind, case.outcome), one
    assert case.place in one.place
    assert (one.proposal.after if one.proposal is not None else None) == case.value
    reason = one.reason.vi if one.reason is not None else ""
    assert case.said in reason
    assert [each.name for each in one.authors] == ([LEADER.name] if tracked is not None else [])


def test_words_of_form_and_data_edited_together_are_told_with_both_places(report: Built) -> None:
    content = edited(report.content, ("Toàn huyện đã hình thành", "Huyện đã hình thành"))
    (one,) = report.reconciled(content).differences
    assert (one.kind, one.outcome) == (DifferenceKind.WORDING, LEFT)
    assert ".j2:" in one.place
    assert "report.yaml" in one.place


def test_a_file_as_it_was_built_has_no_differences(report: Built) -> None:
    assert report.reconciled(report.content).differences == ()


def test_rejected_changes_are_no_differences(report: Built) -> None:
    content = edited(report.content, ("190.113", "190.123"), author=LEADER)
    content = edited(content, ("loa truyền thanh", "loa phát thanh"))
    (one,) = report.reconciled(content, View.REJECTED).differences
    assert one.new == "hệ thống loa phát thanh"


def test_paragraphs_come_go_and_move(report: Built) -> None:
    paragraphs = WordParagraphs(report.content)
    by_text = {text_of(each)[:20]: each for each in paragraphs.all}
    first = by_text["Từ đầu năm đến nay, "]
    paragraphs.add(first, "Đề nghị các xã tiếp tục duy trì kết quả.", LEADER)
    paragraphs.remove(by_text["- Hội Phụ nữ phát độ"], None)
    paragraphs.move(by_text["- Hội Nông dân làm t"], first, LEADER)
    found = report.reconciled(paragraphs.content()).differences
    kinds = {each.kind: each for each in found}
    assert set(kinds) == {DifferenceKind.ADDED, DifferenceKind.REMOVED, DifferenceKind.MOVED}
    assert kinds[DifferenceKind.ADDED].new == "Đề nghị các xã tiếp tục duy trì kết quả."
    assert kinds[DifferenceKind.ADDED].authors == (Author(LEADER.name, LEADER.date),)
    assert "communication.yaml:21:11" in kinds[DifferenceKind.REMOVED].place
    assert "communication.yaml:17:11" in kinds[DifferenceKind.MOVED].place


def test_entries_whose_paragraphs_were_removed_leave_the_data(report: Built) -> None:
    paragraphs = WordParagraphs(report.content)
    by_text = {text_of(each)[:20]: each for each in paragraphs.all}
    paragraphs.remove(by_text["- Hội Phụ nữ phát độ"], None)
    paragraphs.remove(by_text["- Đoàn Thanh niên xu"], LEADER)
    content = edited(paragraphs.content(), ("Hội Nông dân", "Hội nông dân"))
    found = report.reconciled(content)
    assert {each.outcome for each in found.differences} == {WRITABLE}
    (text,) = found.texts.values()
    before = report.text("communication").split("\n")
    gone = [line for line in before if line not in text.split("\n")]
    assert gone == [
        "  - name: Hội Nông dân",
        "  - name: Hội Phụ nữ",
        "    text: phát động hội viên trồng hoa ven các tuyến đường",
        "  - name: Đoàn Thanh niên",
        "    text: xung kích, đi đầu trong công tác bảo vệ môi trường",
    ]
    printed = {block.text for block in found.after.document.blocks}
    assert not any("Đoàn Thanh niên xung kích" in each for each in printed)


def test_an_entry_with_a_value_that_was_not_printed_stays(report: Built) -> None:
    speech = report.text("communication").replace(
        "  - name: Hội Phụ nữ\n", "  - name: Hội Phụ nữ\n    source: báo cáo của Hội\n"
    )
    paragraphs = WordParagraphs(report.content)
    (paragraph,) = (e for e in paragraphs.all if text_of(e).startswith("- Hội Phụ nữ"))
    paragraphs.remove(paragraph, None)
    (one,) = report.since(communication=speech).reconciled(paragraphs.content()).differences
    assert one.outcome is LEFT


def test_a_removed_paragraph_that_the_data_prints_otherwise_by_now_is_left(report: Built) -> None:
    speech = report.text("communication").replace(
        "phát động hội viên trồng hoa", "phát động hội viên trồng cây"
    )
    paragraphs = WordParagraphs(report.content)
    (paragraph,) = (e for e in paragraphs.all if text_of(e).startswith("- Hội Phụ nữ"))
    paragraphs.remove(paragraph, None)
    (one,) = report.since(communication=speech).reconciled(paragraphs.content()).differences
    assert (one.kind, one.outcome) == (DifferenceKind.REMOVED, LEFT)


def test_a_removed_heading_is_left(report: Built) -> None:
    paragraphs = WordParagraphs(report.content)
    (heading,) = (e for e in paragraphs.all if text_of(e).startswith("c) Công tác tuyên"))
    paragraphs.remove(heading, None)
    (one,) = report.reconciled(paragraphs.content()).differences
    assert (one.kind, one.outcome) == (DifferenceKind.REMOVED, LEFT)


def test_a_split_and_a_joined_paragraph_still_lose_no_figure(report: Built) -> None:
    paragraphs = WordParagraphs(report.content)
    (whole,) = (each for each in paragraphs.all if "190.113" in text_of(each))
    text = text_of(whole)
    at = text.index("190.113")
    paragraphs.replace(whole, at, at + 7, "190.123", None)
    paragraphs.split(whole, text.rindex(",", 0, at) + 2)
    kinds = {each.kind: each for each in report.reconciled(paragraphs.content()).differences}
    assert set(kinds) == {DifferenceKind.SPLIT, DifferenceKind.WRITTEN_FIGURE}
    proposal = kinds[DifferenceKind.WRITTEN_FIGURE].proposal
    assert proposal is not None
    assert proposal.after == "190123"


def test_formatting_alone_is_listed(report: Built) -> None:
    paragraphs = WordParagraphs(report.content)
    (paragraph,) = (each for each in paragraphs.all if "190.113" in text_of(each))
    paragraphs.underline(paragraph, 3, 12)
    (one,) = report.reconciled(paragraphs.content()).differences
    assert (one.kind, one.outcome, one.new) == (
        DifferenceKind.FORMATTING,
        Outcome.LISTED,
        "underline",
    )


def test_what_is_written_makes_the_report_that_was_edited(report: Built) -> None:
    # One figure has another value in each of its cases.
    each = {case.old: case for case in reversed(CASES) if case.outcome is WRITABLE}
    safe = list(each.values())
    content = edited(report.content, *((case.old, case.new) for case in safe))
    found = report.reconciled(content)
    assert {each.outcome for each in found.differences} == {WRITABLE}
    again = report.source.now(found.texts)
    assert again is not None
    printed = "\n".join(block.text for block in again.document.blocks).replace("\u00a0", " ")
    frame = "\n".join(line.text for line in again.record.frame)
    for case in safe:
        assert case.new in printed + frame
    lines = {name.rpartition("/")[2]: text.split("\n") for name, text in found.texts.items()}
    before = {name: report.text(name.removesuffix(".yaml")).split("\n") for name in lines}
    changed = sum(
        one != other for name in lines for one, other in zip(before[name], lines[name], strict=True)
    )
    assert changed == len(safe)


def test_the_data_moved_on(report: Built) -> None:
    content = edited(report.content, ("190.113", "190.123"), ("loa truyền thanh", "loa phát thanh"))
    health, speech = report.text("health"), report.text("communication")
    cases = [
        (report.since(health=health.replace("190113", "190123")), Outcome.PRESENT, WRITABLE),
        (report.since(health=health.replace("190113", "190150")), Outcome.CONFLICT, WRITABLE),
        (
            report.since(communication=speech.replace("loa truyền thanh", "loa phát thanh")),
            *(WRITABLE, Outcome.PRESENT),
        ),
        (
            report.since(communication=speech.replace("loa truyền thanh", "loa đài")),
            *(WRITABLE, Outcome.CONFLICT),
        ),
    ]
    for now, figure, text in cases:
        found = {each.kind: each.outcome for each in now.reconciled(content).differences}
        assert found == {DifferenceKind.WRITTEN_FIGURE: figure, DifferenceKind.DATA_TEXT: text}


def test_a_computed_figure_that_was_edited_with_its_parts_follows(report: Built) -> None:
    content = edited(report.content, ("190.113", "191.113"), ("93,02%", "93,51%"))
    found = {each.kind: each.outcome for each in report.reconciled(content).differences}
    assert found == {
        DifferenceKind.WRITTEN_FIGURE: WRITABLE,
        DifferenceKind.COMPUTED_FIGURE: Outcome.FOLLOWS,
    }


def test_stating_is_offered_with_the_check_that_follows(report: Built) -> None:
    (one,) = report.reconciled(edited(report.content, ("93,44%", "93,34%"))).differences
    assert one.hint is not None
    assert "stated: {share: 93.34}" in one.hint.vi
    assert "health.insurance.rural" in one.hint.vi
    assert "NTM303" in one.hint.en


def test_words_of_the_data_are_not_read_as_a_template(report: Built) -> None:
    content = edited(report.content, ("loa truyền thanh", "loa {{ health }}"))
    (one,) = report.reconciled(content).differences
    assert one.outcome is LEFT


def test_a_figure_that_is_printed_twice(report: Built) -> None:
    paths = Counter(
        each.path for line in report.now.record.blocks for each in line.figures if each.is_written
    )
    path = next(path for path, times in paths.items() if times > 1)
    figures = [
        (line, each)
        for line in report.now.record.blocks
        for each in line.figures
        if each.path == path
    ]
    paragraphs = WordParagraphs(report.content)
    texts = {text_of(each).replace("\u00a0", " "): each for each in paragraphs.all}
    found: tuple[Difference, ...] = ()
    for digit, (line, figure) in zip("57", figures, strict=False):
        last = figure.at + len(figure.text.rstrip("%")) - 1
        paragraphs.replace(texts[line.text.replace("\u00a0", " ")], last, last + 1, digit, None)
        found = report.reconciled(paragraphs.content()).differences
        if len(found) == 1:
            assert found[0].hint is not None, "it says where it stands too"
    assert [each.outcome for each in found] == [Outcome.CONFLICT] * 2


def test_what_stands_in_another_folder_is_not_written_from_here(
    report: Built, tmp_path: Path
) -> None:
    elsewhere = report._replace(source=replace(report.source, data=tmp_path))
    content = edited(report.content, ("190.113", "190.123"))
    (one,) = elsewhere.reconciled(content).differences
    assert (one.outcome, one.proposal) == (LEFT, None)


def test_nothing_is_written_by_looking(report: Built) -> None:
    before = contents(report.source.data)
    report.reconciled(edited(report.content, ("190.113", "190.123")))
    assert contents(report.source.data) == before
