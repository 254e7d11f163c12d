"""What Word and other programs change by themselves is no edit; letters keep their places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.reconcile.folded_text import folded_text


@pytest.mark.parametrize(
    ("typed", "as_read"),
    [
        ("“sạch, vững mạnh”", '"sạch, vững mạnh"'),
        ("«sạch»", "“sạch”"),
        ("năm\u00a02021", "năm 2021"),
        ("giai đoạn 2021–2025", "giai đoạn 2021-2025"),
        ("2\u20116", "2-6"),
        ("Số: …/BC", "Số: .../BC"),
        ("  hai   dấu\tcách ", "hai dấu cách"),
        ("nông\u00adthôn", "nôngthôn"),
        (unicodedata.normalize("NFD", "Triệu Sơn, Thọ Tiến"), "Triệu Sơn, Thọ Tiến"),
    ],
)
def test_one_spelling_for_what_is_one_text(typed: str, as_read: str) -> None:
    assert folded_text(typed).text == folded_text(as_read).text


@pytest.mark.parametrize(
    ("one", "other"),
    [("190.113", "190.133"), ("93,02%", "93.02%"), ("Hùng", "Hung"), ("ủy", "Ủy"), ("a b", "ab")],
)
def test_what_a_person_changes_stays(one: str, other: str) -> None:
    assert folded_text(one).text != folded_text(other).text


@given(st.text(alphabet=st.sampled_from('aáđ \u0323\u0301\u00a0…..“"-–\u00ad1,'), max_size=40))
def test_places_lead_back_to_the_letters(text: str) -> None:
    folded = folded_text(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert folded_text(folded.text).text == folded.text
    for at, letter in enumerate(folded.text):
        own = text[folded.places[at] : folded.places[at + 1]]
        assert folded_text(own).text in {letter, ""} or letter in folded_text(own).text
