"""Spaces too many and too few around punctuation."""

from __future__ import annotations

import pytest

from .wording_subject import summaries, year


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("xã , thôn", " ,", "viết “xã,”"),
        ("xã. Thôn .", " .", "viết “Thôn.”"),
        ("xã ; thôn", " ;", "viết “xã;”"),
        ("gồm : xã", " :", "viết “gồm:”"),
        ("xã ?", " ?", "viết “xã?”"),
        ("(xã )", " )", "viết “(xã)”"),
        ("( xã)", "( ", "viết “(xã)”"),
        ("“ xã”", "“ ", "viết ““xã””"),
        ("“xã ”", " ”", "viết ““xã””"),
        ("xã  thôn", "  ", "viết “xã thôn”"),
        ("xã   , thôn", "   ,", "viết “xã,”"),
        ("xã,thôn", ",", "viết “xã, thôn”"),
        ("xã;thôn", ";", "viết “xã; thôn”"),
        ("VT,xã", ",", "viết “VT, xã”"),
        ("gồm:xã", ":", "viết “gồm: xã”"),
        ("xã tốt.Thôn kém", ".", "viết “tốt. Thôn”"),
        (" xã", " ", "viết “xã”"),
        ("xã ", " ", "viết “xã”"),
        ("{{ resources.text }} , xã", " ,", "viết “{{ … }},”"),
        ("xã,{{ resources.text }}", ",", "viết “xã, {{ … }}”"),
    ],
)
def test_found(text: str, marked: str, hint: str) -> None:
    assert summaries(year(text=text)) == [("NTM516", marked, hint)]


@pytest.mark.parametrize(
    "text",
    [
        "VT,NN",
        "xã, thôn; huyện: tỉnh. Hết! Sao? (xã) “thôn”./.",
        "xã ./.",
        "xã ... thôn, vân vân…",
        "đường http://ntm.example:8080/a,b và thư a.b@c.vn",
        "TP.Thanh Hóa, ThS.Nguyễn",
        "“sáng - xanh - sạch - đẹp”, “thôn”",
        "{{ resources.text }}, {{ resources.text }}; {{ resources.text }}.",
    ],
)
def test_right(text: str) -> None:
    assert [each for each in summaries(year(text=text)) if each[0] == "NTM516"] == []


def test_template() -> None:
    template = (
        "- {{ resources.text }} ; xã,\n  thôn (\n{%- for a in b %}\n  {{ a }}{% endfor %} , x )\n"
    )
    assert summaries(year(template=template)) == [
        ("NTM516", " ;", "viết “{{ … }};”"),
        ("NTM516", " )", "viết “x)”"),
    ]
