"""A text of the data takes over what was edited in print; what it names stays named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.reconcile.edited_text import Replacement, with_replacements


def edited(source: str, printed: str, old: str, new: str) -> str | None:
    at = printed.index(old)
    return with_replacements(source, printed, [Replacement(at, at + len(old), new)])


@pytest.mark.parametrize(
    ("source", "printed", "old", "new", "becomes"),
    [
        ("hội nghị xã", "hội nghị xã", "hội nghị", "cuộc họp", "cuộc họp xã"),
        (
            "đạt {{ x.share }} số hộ",
            "đạt 93,02% số hộ",
            "số hộ",
            "số dân",
            "đạt {{ x.share }} số dân",
        ),
        ("{{ a }} và {{ b }} xã", "3 và 4 xã", "và", "trên", "{{ a }} trên {{ b }} xã"),
        ("hai từ thừa thãi", "hai từ thừa thãi", " thừa thãi", "", "hai từ"),
        ("trong đó {{ a }} xã", "Trong đó 5 xã", "đó", "số đó", "trong số đó {{ a }} xã"),
        ("giữ “vững mạnh”", 'giữ "vững mạnh"', "vững", "rất vững", "giữ “rất vững mạnh”"),
        ("hết câu.", "hết câu", "câu", "đoạn", "hết đoạn."),
        ("có năm xã", "có năm xã", "năm xã", "năm\u00a0 thôn", "có năm thôn"),
        # What a name printed is not the text's own; neither are marks that would be read as names.
        ("đạt {{ x }} hộ", "đạt 93,02% hộ", "93,02%", "94%", None),
        ("đạt {{ x }} hộ", "đạt 93,02% hộ", "đạt 93,02%", "được 94%", None),
        ("số hộ", "số hộ", "hộ", "{{ 7 * 7 }}", None),
        ("số hộ", "số hộ", "hộ", "{% raw %}", None),
        ("in khác hẳn", "chữ của mẫu", "mẫu", "bảng", None),
    ],
)
def test_words_become_others(
    source: str, printed: str, old: str, new: str, becomes: str | None
) -> None:
    assert edited(source, printed, old, new) == becomes


words = st.lists(st.sampled_from(["xã", "thôn", "hộ", "đạt", "và", "gồm"]), min_size=2, max_size=8)


@given(words, st.integers(0, 7), st.sampled_from(["mới", "rất nhiều", ""]))
def test_one_word_becomes_another_and_nothing_else(text: list[str], number: int, new: str) -> None:
    number %= len(text)
    printed = " ".join(text)
    start = len(" ".join(text[:number])) + bool(number)
    replacement = Replacement(start, start + len(text[number]), new)
    expected = " ".join(filter(None, [*text[:number], new, *text[number + 1 :]]))
    assert with_replacements(printed, printed, [replacement]) == expected
