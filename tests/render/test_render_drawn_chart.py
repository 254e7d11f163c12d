"""Charts as pictures: the same bytes, letters of Vietnamese, and no library, no chart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from ntmreport.document import Block, BlockKind, Chart, ChartKind, Document, Run, Series
from ntmreport.figure import Figure, Written
from ntmreport.render import drawn_chart
from ntmreport.render.layout_filling import layout_diagnostics

from .samples import BODY, NAME, PLACE, built, layout, members, mistakes, with_body

if TYPE_CHECKING:
    from collections.abc import Callable

NEEDS_MATPLOTLIB = pytest.mark.skipif(
    not drawn_chart.can_draw(), reason="the extra `chart` is not installed"
)


def figure(value: int) -> Figure:
    return Figure(Fraction(value), "xã", "Số xã", Written(PLACE))


def chart(kind: ChartKind, *names: str) -> Chart:
    figures = (figure(3), None, figure(12))
    series = tuple(Series(name, figures, ("3", "", "12")) for name in names)
    return Chart(kind, ("Đạt chuẩn", "Nâng cao ễ ậ ỗ ữ", "$Kiểu$ mẫu"), series, "xã")


def charted(kind: ChartKind = ChartKind.COLUMNS) -> Document:
    words = (Run("Biểu đồ cột: Đạt: "), Run("3", figure=figure(3)), Run("."))
    block = Block(BlockKind.PICTURE, "", words, PLACE, chart(kind, "Xã"))
    return with_body(*BODY[:1], block, BODY[-1])


@NEEDS_MATPLOTLIB
@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_has_the_same_bytes_each_time(kind: ChartKind) -> None:
    names = ("Xã",) if kind is ChartKind.SHARES else ("Năm nay", "Năm trước")
    drawn = chart(kind, *names)
    svg = drawn_chart.drawn_svg(drawn)
    assert svg == drawn_chart.drawn_svg(drawn)
    assert b"<text" not in svg  # letters are shapes, whatever fonts a machine has
    assert b"<dc:date" not in svg
    changed = replace(drawn, categories=("Đạt chuẩn", "Nâng cao", "Khác"))
    assert drawn_chart.drawn_svg(changed) != svg
    blank = tuple(Series(each.name, (None,) * 3, ("",) * 3) for each in drawn.series)
    assert drawn_chart.drawn_svg(replace(drawn, series=blank)) != svg


@NEEDS_MATPLOTLIB
def test_a_chart_is_a_picture_of_print_quality(validated: Callable[[bytes], list[Any]]) -> None:
    docx = built(charted())
    (name,) = [name for name in members(docx) if "media" in name]
    picture = members(docx)[name]
    width = int.from_bytes(picture[16:20])
    assert width * 25.4 / 160 > 299  # dots an inch, on the width of the text
    assert b"tEXt" not in picture
    assert built(charted()) == docx
    assert validated(docx) == []


@NEEDS_MATPLOTLIB
def test_every_letter_of_vietnamese_is_in_the_font() -> None:
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    known = FT2Font(f"{get_data_path()}/{drawn_chart._FONT}").get_charmap()
    letters = "aăâeêioôơuưy"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    import unicodedata

    every = {unicodedata.normalize("NFC", each + tone) for each in letters for tone in tones}
    every |= set(letters) | {"đ"}
    assert {ord(each) for one in every for each in (one, one.upper())} <= set(known)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn_chart, "can_draw", lambda: False)
    for found in (mistakes(layout(), charted()), layout_diagnostics(charted(), layout(), NAME)):
        (told,) = found
        assert (told.rule.code, told.span) == ("NTM510", PLACE)
        assert told.hint is not None
        assert 'pip install "ntmreport[chart]"' in told.hint.vi
