"""A layout that is filled in holds all the text of its document, unchanged, each once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ntmreport.document import Block, BlockKind, Document, Run

from .samples import (
    BODY,
    BODY_KINDS,
    DOCUMENT_PART,
    FRAME,
    PLACE,
    PROPERTIES,
    W,
    body_texts,
    breakable,
    built,
    line,
    lines,
    members,
    paragraph_with,
    root,
    text_of,
    texts,
    with_body,
    with_frame,
)

WRITABLE = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
)
# Not built by their types, from which hypothesis would make figures and notes of its own.
RUNS = st.tuples(WRITABLE, st.booleans(), st.booleans()).map(lambda its: Run(*its))
BLOCKS = st.tuples(
    st.sampled_from(BODY_KINDS),
    st.sampled_from(["", "I.", "1.1.", "đ)", "-", "+"]),
    st.lists(RUNS, max_size=4).map(tuple),
    st.just(PLACE),
).map(lambda its: Block(*its))

DIFFICULT = (
    "{{ x }} {% if %} {# #}",
    "{_{ và %_} và }_} và {_%",
    "A & B < C > D \" E ' F &amp; &#38; ]]>",
    " mềm\u00ad cứng\u00a0 nối\u2011 hẹp\u202f ",
    "  hai  khoảng  trắng  ",
    "{{ annexes_lead }} {#\u2028#} <w:t>",
    "đ\u0302 ổ 🌾 \U00020000 \u200b\ufeff",
)


def test_every_block_and_line_comes_out_once_and_in_order() -> None:
    document = with_frame(parent=lines("UBND TỈNH THANH HÓA"))
    found = texts(built(document))
    assert body_texts(built(document), document) == [block.text for block in BODY]
    for frame in document.frame.values():
        for runs in frame:
            assert found.count("".join(run.text for run in runs)) == 1
    assert found.index("KT. CHỦ TỊCH") + 1 == found.index("PHÓ CHỦ TỊCH")


@pytest.mark.parametrize("text", DIFFICULT)
def test_difficult_text_stays_as_it_is(text: str) -> None:
    document = replace(
        with_body(*(Block(kind, "-", line(text), PLACE) for kind in BODY_KINDS)),
        frame={**FRAME, "subject": lines(text), "signer": lines(text)},
    )
    found = texts(built(document))
    assert found.count(breakable(f"- {text}")) == len(BODY_KINDS)
    assert found.count(breakable(text)) == 2


@given(st.lists(BLOCKS, min_size=1, max_size=5), st.lists(RUNS, max_size=3))
def test_any_text_stays_as_it_is(blocks: list[Block], subject: list[Run]) -> None:
    document = Document({**FRAME, "subject": (tuple(subject),)}, tuple(blocks), PROPERTIES)
    docx = built(document)
    assert body_texts(docx, document) == [breakable(block.text) for block in blocks]
    assert breakable("".join(run.text for run in subject)) in texts(docx)


@pytest.mark.parametrize("character", ["\n", "\t", "\r", "\0", "\x0b", "\x85", "\ufffe", "\ud800"])
def test_characters_without_a_place_are_refused(character: str) -> None:
    with pytest.raises(ValueError, match=r"U\+"):
        built(with_body(Block(BlockKind.PARAGRAPH, "", line(f"a{character}b"), PLACE)))


def test_bold_and_italic_runs() -> None:
    paragraph = paragraph_with(built(), "Tổng vốn")
    looks = {
        text_of(run): {child.tag.removeprefix(W) for child in run.iter(f"{W}b", f"{W}i")}
        for run in paragraph.iter(f"{W}r")
    }
    assert looks == {
        "- Tổng vốn huy động đạt ": set(),
        "190.113": {"b"},
        " triệu đồng, ": set(),
        "93,02%": {"i"},
        " kế hoạch": {"b", "i"},
        ".": set(),
    }


def test_addressees() -> None:
    one = texts(built(with_frame(addressee=lines("UBND tỉnh Thanh Hóa."))))
    assert "Kính gửi: UBND tỉnh Thanh Hóa." in one
    two = texts(built(with_frame(addressee=lines("UBND tỉnh;", "Sở Nông nghiệp."))))
    start = two.index("Kính gửi:")
    assert two[start + 1 : start + 3] == ["- UBND tỉnh;", "- Sở Nông nghiệp."]
    assert not any("Kính gửi" in text for text in texts(built()))


def test_no_body_and_no_frame() -> None:
    assert "Nơi nhận:" in texts(built(Document({}, (), PROPERTIES)))


def test_no_tag_and_no_empty_run_is_left() -> None:
    xml = members(built())[DOCUMENT_PART].decode()
    assert "{" not in xml
    assert "\n" not in xml
    assert all(len(run) for run in root(built()).iter(f"{W}r"))


def test_two_signers_stand_side_by_side_above_the_recipients() -> None:
    document = with_frame(
        second_capacity=lines("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), second_signer=lines("Trần Bình")
    )
    rows = [
        [text_of(cell) for cell in row.iter(f"{W}tc")]
        for row in root(built(document)).iter(f"{W}tr")
    ]
    capacities = ["TM. BAN THƯỜNG TRỰCCHỦ TỊCH", "KT. CHỦ TỊCHPHÓ CHỦ TỊCH"]
    assert rows[-3:-1] == [capacities, ["Trần Bình", "Lê Phú Quốc"]]
    assert rows[-1][0].startswith("Nơi nhận:")
    assert rows[-1][1] == ""
