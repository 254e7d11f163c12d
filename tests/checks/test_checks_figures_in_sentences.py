"""Words of rise and fall beside what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .edited_report import year

if TYPE_CHECKING:
    from pathlib import Path

RURAL = "health.insurance.rural"
SINCE_2010 = "so với năm 2010"


def line(folder: Path, share: str) -> str:
    """What the report says of the change from `share` in 2010 to 93,439…%."""
    answer = year(folder, ("health.yaml", "share_percent: 56.71", f"share_percent: {share}"))
    assert answer.has()
    document = answer.compiled.document
    assert document is not None
    (found,) = (block.text for block in document.blocks if "khu vực nông thôn có" in block.text)
    return found


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("56.71", "93,44%, tăng 36,73 điểm phần trăm so với năm 2010"),
        ("93.44", "93,44%, không đổi so với năm 2010"),  # falls by 0,0008
        ("93.43", "93,44%, tăng 0,01 điểm phần trăm so với năm 2010"),
        ("93.45", "93,44%, giảm 0,01 điểm phần trăm so với năm 2010"),
        ("95", "93,44%, giảm 1,56 điểm phần trăm so với năm 2010"),
    ],
)
def test_what_is_printed_decides_the_word(tmp_path: Path, share: str, words: str) -> None:
    assert words in line(tmp_path, share)


@pytest.mark.parametrize(
    ("template", "is_found"),
    [
        ("tăng {{ FIGURE.change }} điểm", False),
        ("giảm {{ FIGURE.change }} điểm", True),
        ("giảm {{ FIGURE.change | absolute }} điểm", True),
        ("giảm {{ FIGURE.numerator }} người", False),
        ("tăng {{ FIGURE.change - FIGURE.change }} điểm", True),
        ("Giảm {{ FIGURE.change - FIGURE.change }} điểm", True),
        ("cao hơn {{ FIGURE.change - FIGURE.change }} điểm", True),
        ("tăng thêm **{{ FIGURE.change - FIGURE.change }}** điểm", True),
        ("tăng {{ FIGURE.baseline.share_percent - FIGURE.share }} điểm", True),
        ("giảm {{ FIGURE.baseline.share_percent - FIGURE.share }} điểm", True),
        ("giảm {{ FIGURE.baseline.share_percent - FIGURE.share | absolute }} điểm", True),
        ("giảm {{ (FIGURE.baseline.share_percent - FIGURE.share) | absolute }} điểm", False),
        ("tăng từ {{ FIGURE.change - FIGURE.change }} điểm", False),
        ("gia tăng, nay còn {{ FIGURE.change - FIGURE.change }} điểm", False),
    ],
)
def test_a_rise_or_fall_of_nothing_or_less(tmp_path: Path, template: str, is_found: bool) -> None:
    text = template.replace("FIGURE", RURAL)
    heading = "III. Đề xuất, kiến nghị"
    answer = year(tmp_path, ("50-proposals.j2", heading, f"{heading}\nTỷ lệ {text}."))
    codes = answer.codes
    assert codes == (["NTM541"] if is_found else [])


ZERO = "FIGURE.numerator - FIGURE.numerator"


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        ("đã làm mới {{ ZERO }} người", True),
        ("đạt hơn {{ ZERO }} người", True),
        ("có **{{ ZERO }}** người", True),
        ("có {{ ZERO }}/{{ FIGURE.denominator }} người", False),
        ("đạt {{ FIGURE.share - FIGURE.share }} điểm", False),
        ("có {{ FIGURE.numerator }} người", False),
    ],
)
def test_a_figure_of_0_in_a_sentence(tmp_path: Path, sentence: str, is_found: bool) -> None:
    text = sentence.replace("ZERO", ZERO).replace("FIGURE", RURAL)
    heading = "III. Đề xuất, kiến nghị"
    answer = year(tmp_path, ("50-proposals.j2", heading, f"{heading}\nTrong năm {text}."))
    codes = answer.codes
    assert codes == (["NTM542"] if is_found else [])
