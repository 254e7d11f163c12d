"""Two texts, word by word, and which paragraph became which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.alignment import ALIKE, likeness, pairs, words
from ntmreport.diff import ChangeKind
from ntmreport.diff.passage_changes import pieces

from .states import marked

if TYPE_CHECKING:
    from collections.abc import Hashable


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("có 190.113 người", "có 190.000 người", "có [-190.113-]{+190.000+} người"),
        ("đạt 93,02%.", "đạt 92,96%.", "đạt [-93,02%-]{+92,96%+}."),
        ("190.113/204.379", "190.000/204.379", "[-190.113-]{+190.000+}/204.379"),
        ("ngày 05/7/2021.", "ngày 06/7/2021.", "ngày [-05/7/2021-]{+06/7/2021+}."),
        ("250-300 triệu", "250-350 triệu", "250-[-300-]{+350+} triệu"),
        ("một hai ba", "một ba", "một [-hai -]ba"),
        ("một ba", "một hai ba", "một {+hai +}ba"),
        ("xã A, B", "xã A, B, C", "xã A, B{+, C+}"),
        ("cũ kỹ quá rồi", "mới mẻ quá rồi", "[-cũ kỹ-]{+mới mẻ+} quá rồi"),
        ("a (b)", "a b", "a [-(-]b[-)-]"),
        ("Thái Hóa", "Thái Hòa", "Thái [-Hóa-]{+Hòa+}"),
        ("", "mới", "{+mới+}"),
        ("", "", ""),
        ("như nhau", "như nhau", "như nhau"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert marked(pieces(old, new)) == expected


def test_a_letter_keeps_its_marks() -> None:
    assert words("Hoa\u0300 bi\u0300nh") == ["Hoa\u0300", " ", "bi\u0300nh"]


def plain(text: str) -> tuple[Hashable, str]:
    return "", text


def became(
    old: list[str], new: list[str], alike: float = ALIKE
) -> list[tuple[str | None, str | None]]:
    return [(one, other) for one, other in pairs(old, new, plain, alike)]


TEXTS = st.text(st.sampled_from("ab Cđ1.,% /-é\u0301\n()"), max_size=40) | st.text(max_size=20)


@given(TEXTS, TEXTS)
def test_pieces_hold_both_texts(old: str, new: str) -> None:
    found = list(pieces(old, new))
    assert "".join(each.text for each in found if each.change is not ChangeKind.ADDED) == old
    assert "".join(each.text for each in found if each.change is not ChangeKind.REMOVED) == new
    assert all(each.text for each in found)


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8), st.sampled_from([0.0, 0.5]))
def test_pairs_hold_both_lists_in_order(old: list[str], new: list[str], alike: float) -> None:
    found = became(old, new, alike)
    assert [one for one, _ in found if one is not None] == old
    assert [other for _, other in found if other is not None] == new
    assert (None, None) not in found


def by_marker(text: str) -> tuple[Hashable, str]:
    return text[0], text


def test_the_most_alike_become_one_another() -> None:
    old = ["Mô hình trồng hoa, cây cảnh ở Hợp Lý", "Mô hình trồng nấm ở xã Vân Sơn"]
    new = ["Mô hình trồng nấm ở xã Vân Sơn.", "Mô hình nuôi ong ở xã Dân Lực"]
    assert became(old, new)[:2] == [(old[0], None), (old[1], new[0])]


def test_another_kind_is_another_paragraph() -> None:
    found = pairs(["- một hai ba"], ["+ một hai ba"], by_marker, 0)
    assert list(found) == [("- một hai ba", None), (None, "+ một hai ba")]


def test_likeness_is_of_words_in_their_order() -> None:
    assert likeness("một hai ba bốn", "một hai ba năm") == 0.75
    assert likeness("một hai", "hai một") == 0.5
    assert likeness("…", "…") == 1
    assert likeness("một", "hai") == 0


@pytest.mark.parametrize("letters", ["ab", "abcd"])
def test_texts_made_to_be_hard_are_taken_for_replaced(letters: str) -> None:
    old = " ".join(letters[n * n % len(letters)] for n in range(20_000))
    new = " ".join(letters[n * n * n % len(letters)] for n in range(19_999)) + " c"
    found = list(pieces(old, new))
    assert "".join(each.text for each in found if each.change is not ChangeKind.ADDED) == old
