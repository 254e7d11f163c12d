"""Tables of plain text: columns that line up, cells that go on below themselves."""

from __future__ import annotations

import unicodedata

from ntmreport.text_table import text_table

ROWS = [("an.yaml", "3/12", "(chưa đọc được)"), ("bình-minh.yaml", "-", "")]


def test_columns_stand_two_spaces_apart() -> None:
    assert text_table(ROWS, head=("Tệp", "Đã điền", ""), right={1}) == [
        "Tệp             Đã điền",
        "an.yaml            3/12  (chưa đọc được)",
        "bình-minh.yaml        -",
    ]


def test_marks_of_their_own_and_wide_letters_take_their_cells() -> None:
    apart = unicodedata.normalize("NFD", "bình")
    assert text_table([(apart, "x"), ("東京", "x"), ("bốn.", "x")]) == [
        f"{apart}  x",
        "東京  x",
        "bốn.  x",
    ]


def test_a_long_cell_goes_on_below_itself_where_the_terminal_ends() -> None:
    rows = [("NTM302", "Số đếm không khớp với danh sách")]
    assert text_table(rows, width=24) == [
        "NTM302  Số đếm không",
        "        khớp với danh",
        "        sách",
    ]
    assert text_table([("NTM302", "dài " * 500)])[0].count("dài") == 500


def test_what_a_file_is_called_is_shown_and_not_obeyed() -> None:
    (line,) = text_table([("[red]a[/red]", ":smile:", "\x1b[2Jb\nc")])
    assert line == "[red]a[/red]  :smile:  \ufffd[2Jb c"
