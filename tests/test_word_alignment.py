"""Two texts cut into words, and which paragraph of one list became which of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.word_alignment import ALIKE, likeness, pairs, stretches, words

if TYPE_CHECKING:
    from collections.abc import Hashable

TEXTS = st.text(st.sampled_from("ab Cđ1.,% /-é\u0301\n()"), max_size=40) | st.text(max_size=20)


def plain(text: str) -> tuple[Hashable, str]:
    return "", text


def by_marker(text: str) -> tuple[Hashable, str]:
    return text[0], text


def became(
    old: list[str], new: list[str], alike: float = ALIKE
) -> list[tuple[str | None, str | None]]:
    return [(one, other) for one, other in pairs(old, new, plain, alike)]


def test_a_letter_keeps_its_marks() -> None:
    assert words("Hoa\u0300 bi\u0300nh") == ["Hoa\u0300", " ", "bi\u0300nh"]


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8), st.sampled_from([0.0, 0.5]))
def test_pairs_hold_both_lists_in_order(old: list[str], new: list[str], alike: float) -> None:
    found = became(old, new, alike)
    assert [one for one, _ in found if one is not None] == old
    assert [other for _, other in found if other is not None] == new
    assert (None, None) not in found


def test_the_most_alike_become_one_another() -> None:
    old = ["Mô hình trồng hoa, cây cảnh ở Hợp Lý", "Mô hình trồng nấm ở xã Vân Sơn"]
    new = ["Mô hình trồng nấm ở xã Vân Sơn.", "Mô hình nuôi ong ở xã Dân Lực"]
    assert became(old, new)[:2] == [(old[0], None), (old[1], new[0])]


ROADS = ("Đường xã dài 10 km đã nhựa hóa", "Đường xã dài 12 km đã nhựa hóa")
HEALTH = ("Trạm y tế đạt chuẩn ở 30 xã", "Trạm y tế đạt chuẩn ở 32 xã")
SCHOOLS = ("Trường học có thêm 5 phòng mới", "Trường học có thêm 9 phòng mới")
WATER = ("Nước sạch đến với 900 hộ dân", "Nước sạch đến với 950 hộ dân")


@pytest.mark.parametrize(
    "changed",
    [
        (ROADS, HEALTH),
        (ROADS, HEALTH, SCHOOLS),
        (ROADS, HEALTH, SCHOOLS, WATER),
        (WATER, ROADS),  # the second is more alike than the first
    ],
)
def test_each_of_neighbours_that_changed_becomes_its_own(
    changed: tuple[tuple[str, str], ...],
) -> None:
    old, new = ([each[side] for each in changed] for side in (0, 1))
    assert became(old, new) == list(changed)


def test_neighbours_that_changed_between_others_that_did_not() -> None:
    old = ["I. Kết quả", ROADS[0], HEALTH[0], "II. Kế hoạch", SCHOOLS[0], WATER[0], "./."]
    new = ["I. Kết quả", ROADS[1], HEALTH[1], "II. Kế hoạch", SCHOOLS[1], WATER[1], "./."]
    assert became(old, new) == list(zip(old, new, strict=True))


def test_one_of_neighbours_is_taken_out_or_put_in() -> None:
    assert became([ROADS[0], HEALTH[0], SCHOOLS[0]], [ROADS[1], SCHOOLS[1]]) == [
        ROADS,
        (HEALTH[0], None),
        SCHOOLS,
    ]
    assert became([ROADS[0], SCHOOLS[0]], [ROADS[1], HEALTH[1], SCHOOLS[1]]) == [
        ROADS,
        (None, HEALTH[1]),
        SCHOOLS,
    ]


def test_neighbours_of_two_kinds_become_those_of_their_kind() -> None:
    changed = [
        ("- một hai ba", "- một hai tư"),
        ("+ một hai ba", "+ một hai tư"),
        ("- bốn năm sáu", "- bốn năm bảy"),
    ]
    old, new = [one for one, _ in changed], [other for _, other in changed]
    found = pairs(old, new, by_marker)
    assert list(found) == changed


def test_another_kind_is_another_paragraph() -> None:
    found = pairs(["- một hai ba"], ["+ một hai ba"], by_marker, 0)
    assert list(found) == [("- một hai ba", None), (None, "+ một hai ba")]


def test_likeness_is_of_words_in_their_order() -> None:
    assert likeness("một hai ba bốn", "một hai ba năm") == 0.75
    assert likeness("một hai", "hai một") == 0.5
    assert likeness("…", "…") == 1
    assert likeness("một", "hai") == 0


def test_stretches_cover_both_sequences_from_start_to_end() -> None:
    found = stretches("abxcd", "abycd")
    assert [tuple(each) for each in found] == [
        (True, 0, 2, 0, 2),
        (False, 2, 3, 2, 3),
        (True, 3, 5, 3, 5),
    ]


def test_what_would_take_too_long_is_taken_for_replaced() -> None:
    old = [f"{'x ' * 30}{number}" for number in range(400)]
    new = [f"{'y ' * 30}{number}" for number in range(400)]
    found = became(old, new)
    assert found[:400] == [(one, None) for one in old]
    assert found[400:] == [(None, other) for other in new]
