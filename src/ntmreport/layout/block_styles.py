"""The named Word styles by which a layout says how each kind of block looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "table"
HEADER_CELL, TEXT_CELL, NUMBER_CELL = "header_cell", "text_cell", "number_cell"
BEHIND_TABLE = "behind_table"
FOOTNOTE = "footnote"


class BlockStyle(Struct, frozen=True):
    """A style's name, the text of its sample in the layout, and what it sets if it has to be made.

    `based` is the name of the style that it is based on, or empty for the default one; `paragraph`
    and `letters` are the properties beyond that style's, as XML.
    """

    name: str
    sample: str
    based: str = ""
    paragraph: str = ""
    letters: str = ""


CAPACITY_OF_TWO = "NTM Chức vụ (hai người ký)"
NAME_OF_TWO = "NTM Họ tên (hai người ký)"
BODY_TEXT = "NTM Thân văn bản"
TABLE_STYLE = "NTM Bảng"

_HEADING = "<w:keepNext/>"
_CENTRED = '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="center"/>'
_UNINDENTED = '<w:ind w:left="0" w:firstLine="0"/>'
_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_SIZE_14 = '<w:sz w:val="28"/><w:szCs w:val="28"/>'
_SIZE_12 = '<w:sz w:val="24"/><w:szCs w:val="24"/>'
_SIZE_10 = '<w:sz w:val="20"/><w:szCs w:val="20"/>'
_IN_CELL = '<w:spacing w:before="40" w:after="40"/>'


def _level(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


BLOCK_STYLES: Mapping[str, BlockStyle] = {
    BlockKind.PART: BlockStyle("NTM Mục I", "I. Mục", BODY_TEXT, _HEADING + _level(0), _BOLD),
    BlockKind.SECTION: BlockStyle("NTM Mục 1", "1. Khoản", BODY_TEXT, _HEADING + _level(1), _BOLD),
    BlockKind.SUBSECTION: BlockStyle(
        "NTM Mục 1.1", "1.1. Khoản cấp hai", BODY_TEXT, _HEADING + _level(2), _BOLD
    ),
    BlockKind.POINT: BlockStyle("NTM Điểm a", "a) Điểm", BODY_TEXT, _HEADING + _level(2)),
    BlockKind.ITEM: BlockStyle("NTM Gạch đầu dòng", "- Gạch đầu dòng.", BODY_TEXT),
    BlockKind.SUBITEM: BlockStyle("NTM Dấu cộng", "+ Dấu cộng.", BODY_TEXT),
    BlockKind.PARAGRAPH: BlockStyle("NTM Đoạn văn", "Đoạn văn.", BODY_TEXT),
    BlockKind.ANNEX: BlockStyle(
        "NTM Phụ lục", "Phụ lục I", "", _HEADING + _CENTRED + _level(0), _BOLD + _SIZE_14
    ),
    BlockKind.ANNEX_TITLE: BlockStyle(
        "NTM Tên phụ lục", "Tên phụ lục", "", _HEADING + _CENTRED, f"{_BOLD}<w:caps/>{_SIZE_14}"
    ),
    BlockKind.ANNEX_REFERENCE: BlockStyle(
        "NTM Phụ lục kèm theo",
        "(Kèm theo Báo cáo số ……/BC-UBND)",
        "",
        f'{_HEADING}<w:spacing w:after="120"/>{_CENTRED}',
        _ITALIC + _SIZE_14,
    ),
    HEADER_CELL: BlockStyle(
        "NTM Ô tiêu đề", "Ô tiêu đề", "", _HEADING + _IN_CELL + _CENTRED, _BOLD + _SIZE_12
    ),
    TEXT_CELL: BlockStyle("NTM Ô chữ", "Ô chữ", "", _IN_CELL + _UNINDENTED, _SIZE_12),
    NUMBER_CELL: BlockStyle("NTM Ô số", "1.234", "", _IN_CELL + _CENTRED, _SIZE_12),
    BEHIND_TABLE: BlockStyle(
        "NTM Sau bảng", "", "", f'<w:spacing w:line="120" w:lineRule="exact"/>{_UNINDENTED}'
    ),
    BlockKind.DIVISION: BlockStyle(
        "NTM Phần", "Phần thứ nhất", BODY_TEXT, _HEADING + _CENTRED + _level(0), _BOLD
    ),
    BlockKind.CHAPTER: BlockStyle(
        "NTM Mục A", "A. Mục lớn", BODY_TEXT, _HEADING + _level(0), _BOLD
    ),
    BlockKind.SUBSUBSECTION: BlockStyle(
        "NTM Mục 1.1.1", "1.1.1. Khoản cấp ba", BODY_TEXT, _HEADING + _level(3), _BOLD
    ),
    BlockKind.BASIS: BlockStyle("NTM Căn cứ", "Căn cứ Luật …;", BODY_TEXT, "", _ITALIC),
    BlockKind.CAPTION: BlockStyle(
        "NTM Tên bảng và hình",
        "Bảng 1. Tên bảng",
        "",
        f'{_HEADING}<w:spacing w:before="120" w:after="60"/>{_CENTRED}',
        _BOLD + _SIZE_12,
    ),
    BlockKind.UNIT: BlockStyle(
        "NTM Đơn vị tính",
        "Đơn vị tính: triệu đồng",
        "",
        f'{_HEADING}<w:spacing w:after="60"/>{_UNINDENTED}<w:jc w:val="right"/>',
        _ITALIC + _SIZE_12,
    ),
    FOOTNOTE: BlockStyle(
        "NTM Chú thích cuối trang",
        "¹ Chú thích cuối trang.",
        "",
        f'{_UNINDENTED}<w:jc w:val="both"/>',
        _SIZE_10,
    ),
}
"""The styles that reports take, by kind of block and of cell."""

FURTHER_STYLES: tuple[BlockStyle, ...] = (
    BlockStyle(
        "NTM Kính gửi", "Kính gửi: …", "", f'<w:spacing w:after="240"/>{_CENTRED}', _SIZE_14
    ),
    BlockStyle(
        CAPACITY_OF_TWO,
        "CHỨC VỤ NGƯỜI KÝ",
        "",
        _HEADING + _CENTRED,
        _BOLD + _SIZE_14,
    ),
    BlockStyle(
        NAME_OF_TWO,
        "Họ tên người ký",
        "",
        f'{_HEADING}<w:spacing w:before="1360"/>{_CENTRED}',
        _BOLD + _SIZE_14,
    ),
)
"""Styles that every layout has at hand for forms to come."""

BODY_TEXT_STYLE = BlockStyle(
    BODY_TEXT,
    "",
    "",
    '<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/>'
    '<w:ind w:firstLine="720"/><w:jc w:val="both"/>',
    _SIZE_14,
)
"""The base of the body's styles where a layout has no such style of its own."""
