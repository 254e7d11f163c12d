"""Look-alike letters, invisible characters, tone marks in two places, mixed quotes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.checks.wording.unusual_characters import look_alikes

from .wording_subject import RESOURCES, TEMPLATE, found, summaries, year


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("nông thоn", "о", "gõ lại “thon”"),
        ("xã Ðồng Lợi", "Ð", "gõ lại “Đồng”"),
        ("xã ðồng", "ð", "gõ lại “đồng”"),
        ("sản phẩm ОСОР", "ОСОР", "gõ lại “OCOP”"),
        ("Quyết định 12/QÐ-UBND", "Ð", "gõ lại “QĐ”"),
        ("хã và хóm", "х", "gõ lại “xã”"),
        ("năm ２０２１", "２０２１", "gõ lại “2021”"),
        ("xã， thôn", "，", "gõ lại “xã,”"),
        ("xжã", "ж", ""),
        ("ΑΒ xã", "ΑΒ", "gõ lại “AB”"),
    ],
)
def test_look_alike(text: str, marked: str, hint: str) -> None:
    assert summaries(year(text=text))[0] == ("NTM512", marked, hint)


@pytest.mark.parametrize("text", ["Москва, привет", "5 μm, 3 µg, góc α, β và Ω", "10 m², số ①"])
def test_other_scripts_are_no_mistake(text: str) -> None:
    assert all(code != "NTM512" for code, _, _ in summaries(year(text=text)))


@given(st.sampled_from(sorted(look_alikes())))
def test_every_look_alike(letter: str) -> None:
    assert unicodedata.normalize("NFC", letter) == letter
    [(code, marked, hint)] = summaries(year(text=f"năm, QH{letter}"))[:1]
    assert (code, marked, hint) == ("NTM512", letter, f"gõ lại “QH{look_alikes()[letter]}”")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("xã\u200b hội", "\u200b"),
        ("nông th\xadôn", "\xad"),
        ("\u202exã\u202c", "\u202e"),
        ("xã\u200c\u200dhội", "\u200c\u200d"),
        ("xã\u2009hội", "\u2009"),
        ("\uf0b7 xã", "\uf0b7"),
    ],
)
def test_invisible(text: str, marked: str) -> None:
    first = summaries(year(text=text))[0]
    assert first[:2] == ("NTM513", marked)


def test_one_no_break_space_is_no_mistake() -> None:
    assert summaries(year(text="2.760\xa0ha".replace("2.760", "xã"))) == []
    assert [code for code, _, _ in summaries(year(text="xã\xa0\xa0hội"))] == ["NTM516"]


def test_tone_marks() -> None:
    subject = year(
        text="văn hóa, hòa giải, thủy lợi, HOÀ BÌNH, Khoẻ, quý, hoàn, thuỵ",
        template="thuỷ sản, tuỳ, ủy ban, khỏe, hòa",
    )
    assert summaries(subject) == [
        ("NTM514", "HOÀ", "viết “HÒA”"),
        ("NTM514", "Khoẻ", "viết “Khỏe”"),
        ("NTM514", "thuỵ", "viết “thụy”"),
        ("NTM514", "thuỷ", "viết “thủy”"),
        ("NTM514", "tuỳ", "viết “tùy”"),
    ]
    same = [str(diagnostic.related[0].span) for diagnostic in found(subject)]
    assert same == [
        f"{RESOURCES}:1:17",
        f"{TEMPLATE}:1:24",
        f"{RESOURCES}:1:12",
        f"{RESOURCES}:1:27",
        f"{RESOURCES}:1:12",
    ]


def test_either_placement_alone_is_no_mistake() -> None:
    assert summaries(year(text="văn hóa, thủy lợi, khỏe")) == []
    assert summaries(year(text="văn hoá, thuỷ lợi, khoẻ")) == []


def test_tone_mark_of_a_name_in_the_word_list() -> None:
    assert summaries(year(text="bà Thuý, văn hóa", words=frozenset({"thuý"}))) == []


def test_mixed_quotes() -> None:
    assert summaries(year(yaml='text: Nói "thế" và “kia” và “nọ”')) == [
        ("NTM515", '"', "viết “"),
        ("NTM515", '"', "viết ”"),
    ]
    assert summaries(year(yaml='text: Nói "thế", "nọ" và “kia”')) == [
        ("NTM515", "“", 'viết "'),
        ("NTM515", "”", 'viết "'),
    ]
    assert summaries(year(yaml='text: Nói "thế" và "kia"')) == []
    assert summaries(year(text="Nói “thế” và “kia”")) == []


def test_quotes_of_the_filter_are_curly() -> None:
    template = "{{ resources.text | quoted | series }}"
    assert summaries(year(yaml='text: Nói "thế"', template=template)) == [
        ("NTM515", '"', "viết “"),
        ("NTM515", '"', "viết ”"),
    ]
