"""The look that Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I asks of a layout, as data.

Clauses are named as the decree numbers them: "II.5.b" is mục II, khoản 5, điểm b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

Bounds = tuple[float, float]

PAPER_MM = (210, 297)  # I.1, upright: I.2
MARGINS_MM: Mapping[str, Bounds] = {  # I.3
    "top": (20, 25),
    "bottom": (20, 25),
    "left": (30, 35),
    "right": (15, 20),
}
FONT = "Times New Roman"  # I.4, black
PAGE_NUMBER_POINTS: Bounds = (13, 14)  # I.7

# II.6.e: first lines, room between paragraphs, distance of lines.
INDENTS_MM = (10, 12.7)
LEAST_BETWEEN_PARAGRAPHS_POINTS = 6
LINES: Bounds = (1, 1.5)


class Norm(Struct, frozen=True):
    """The setting of a kind of line; None where the decree leaves it to the form."""

    clause: str
    name: Bilingual
    points: Bounds
    is_bold: bool | None = False
    is_italic: bool = False
    alignment: str | None = None


_CENTRE, _BOTH = "center", "both"


def _body(vi: str, en: str, *, is_bold: bool | None = False, alignment: str | None = _BOTH) -> Norm:
    # Headings and points are of II.6.đ, their letters and edges as the text's of II.6.e.
    return Norm("II.6", Bilingual(vi, en), (13, 14), is_bold, alignment=alignment)


NORMS: Mapping[str, Norm] = {
    "country": Norm("II.1.a", Bilingual("Quốc hiệu", "name of the country"), (12, 13), True,
                    alignment=_CENTRE),
    "motto": Norm("II.1.b", Bilingual("Tiêu ngữ", "motto"), (13, 14), True, alignment=_CENTRE),
    "frame.parent": Norm("II.2.b", Bilingual("cơ quan chủ quản", "parent body"), (12, 13),
                         alignment=_CENTRE),
    "frame.issuer": Norm("II.2.b", Bilingual("cơ quan ban hành", "issuing body"), (12, 13), True,
                         alignment=_CENTRE),
    "frame.number": Norm("II.3.c", Bilingual("số, ký hiệu", "number and symbol"), (13, 13),
                         alignment=_CENTRE),
    "frame.place_and_day": Norm("II.4.c", Bilingual("địa danh và thời gian", "place and day"),
                                (13, 14), is_italic=True, alignment=_CENTRE),
    "frame.kind": Norm("II.5.b", Bilingual("tên loại văn bản", "kind of document"), (13, 14), True,
                       alignment=_CENTRE),
    "frame.subject": Norm("II.5.b", Bilingual("trích yếu", "subject"), (13, 14), True,
                          alignment=_CENTRE),
    "body.part": _body("phần, mục (I.)", "part (I.)", is_bold=True, alignment=None),
    "body.section": _body("khoản (1.)", "section (1.)", is_bold=None),
    "body.subsection": _body("khoản (1.1.)", "subsection (1.1.)", is_bold=None),
    "body.point": _body("điểm a)", "point a)"),
    "body.item": _body("gạch đầu dòng (-)", "item (-)"),
    "body.subitem": _body("dấu cộng (+)", "sub-item (+)"),
    "body.paragraph": _body("đoạn văn", "paragraph"),
    "body.basis": Norm("II.6", Bilingual("căn cứ", "basis"), (13, 14), is_italic=True,
                       alignment=_BOTH),
    "frame.capacity": Norm("II.7.đ", Bilingual("chức vụ của người ký", "signer's office"), (13, 14),
                           True, alignment=_CENTRE),
    "frame.signer": Norm("II.7.đ", Bilingual("họ tên người ký", "signer's name"), (13, 14), True,
                         alignment=_CENTRE),
    "frame.second_capacity": Norm("II.7.đ", Bilingual("chức vụ của người ký thứ hai",
                                                      "second signer's office"), (13, 14), True,
                                  alignment=_CENTRE),
    "frame.second_signer": Norm("II.7.đ", Bilingual("họ tên người ký thứ hai",
                                                    "second signer's name"), (13, 14), True,
                                alignment=_CENTRE),
    "frame.addressee": Norm("II.9.d", Bilingual("Kính gửi", "addressees"), (13, 14)),
    "recipients": Norm("II.9.d", Bilingual("chữ “Nơi nhận”", "the words “Nơi nhận”"), (12, 12),
                       True, is_italic=True),
    "annexes.annex": Norm("III.1.b", Bilingual("số phụ lục", "annex and its number"), (14, 14),
                          True, alignment=_CENTRE),
    "annexes.annex_title": Norm("III.1.b", Bilingual("tên phụ lục", "title of an annex"), (13, 14),
                                True, alignment=_CENTRE),
    "annexes.annex_reference": Norm("III.1.c",
                                    Bilingual("chỉ dẫn kèm theo", "reference of an annex"),
                                    (13, 14), is_italic=True, alignment=_CENTRE),
    "frame.recipient": Norm("II.9.d", Bilingual("danh sách nơi nhận", "list of recipients"),
                            (11, 11)),
}  # fmt: skip
"""The lines of a report by what a layout prints in them: `frame.kind`, `body.item` ..."""
