"""Tables and annexes as reports of the programme have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.document import Annex, Block, BlockKind, Cell, Document, Row, Run, Table

from .samples import BODY, PLACE, REPORT, line

if TYPE_CHECKING:
    from ntmreport.figure import Figure

COMMUNES = (
    *("An Nông", "Bình Sơn", "Dân Lực", "Dân Lý", "Dân Quyền", "Đồng Lợi", "Đồng Thắng"),
    *("Đồng Tiến", "Hợp Lý", "Hợp Thắng", "Hợp Thành", "Hợp Tiến", "Khuyến Nông", "Minh Sơn"),
    *("Nông Trường", "Thái Hòa", "Thọ Bình", "Thọ Cường", "Thọ Dân", "Thọ Ngọc", "Thọ Phú"),
    *("Thọ Sơn", "Thọ Tân", "Thọ Thế", "Thọ Tiến", "Thọ Vực", "Tiến Nông", "Triệu Thành"),
    *("Vân Sơn", "Xuân Lộc", "Xuân Thịnh", "Xuân Thọ"),
)


def cell(
    text: str, column: int, columns: int = 1, rows: int = 1, figure: Figure | None = None
) -> Cell:
    return Cell(
        Block(BlockKind.CELL, "", (Run(text, figure=figure),), PLACE), column, columns, rows
    )


def head(text: str, column: int, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(Block(BlockKind.HEADER_CELL, "", line(text), PLACE), column, columns, rows)


def row(*texts: str) -> Row:
    return Row(tuple(cell(text, column) for column, text in enumerate(texts)))


def heads(*cells: Cell) -> Row:
    return Row(cells, is_header=True)


def annex(name: str, title: str, *content: Block | Table) -> Annex:
    return Annex(
        (
            Block(BlockKind.ANNEX, "", line(name), PLACE),
            Block(BlockKind.ANNEX_TITLE, "", line(title), PLACE),
            Block(BlockKind.ANNEX_REFERENCE, "", line(REFERENCE), PLACE),
            *content,
        )
    )


REFERENCE = "(Kèm theo Báo cáo số ....../BC-UBND ngày .... tháng .... năm ..... của UBND huyện)"

BODY_TABLE = Table(
    (
        heads(head("TT", 0), head("Nguồn vốn", 1), head("Kết quả (triệu đồng)", 2)),
        row("1", "Ngân sách trung ương", "12.500"),
        row("2", "Nhân dân đóng góp (tiền mặt, ngày công, hiến đất)", "93.640"),
        Row((cell("Tổng", 0, columns=2), cell("106.140", 2))),
    ),
    3,
    PLACE,
)


def criteria(rows: int = 40, criteria: int = 19) -> Table:
    """The criteria that each commune fulfils: a header of three levels over 23 columns."""
    last = criteria + 2
    names = [COMMUNES[number % len(COMMUNES)] for number in range(rows)]
    return Table(
        (
            heads(
                head("TT", 0, rows=3),
                head("Tên xã", 1, rows=3),
                head("Kết quả thực hiện các tiêu chí", 2, columns=criteria),
                head("Số tiêu chí đạt chuẩn", last, rows=3),
                head("Ghi chú", last + 1, rows=3),
            ),
            heads(
                head("Quy hoạch", 2),
                head("Hạ tầng kinh tế - xã hội", 3, columns=8),
                head("Kinh tế và tổ chức sản xuất", 11, columns=4),
                head("Văn hóa - xã hội - môi trường", 15, columns=criteria - 13),
            ),
            heads(*(head(str(number), number + 1) for number in range(1, criteria + 1))),
            *(
                row(
                    str(number),
                    name,
                    *("x" if (number * each) % 7 else "-" for each in range(criteria)),
                    str(criteria - number % 4),
                    "" if number % 5 else "Đạt chuẩn năm 2021",
                )
                for number, name in enumerate(names, 1)
            ),
        ),
        criteria + 4,
        PLACE,
    )


FIRST = annex("Mẫu biểu số 01", "Kết quả thực hiện bộ tiêu chí", criteria())
SECOND = annex(
    "Mẫu biểu số 02",
    "Kết quả huy động nguồn lực",
    Block(BlockKind.PARAGRAPH, "", line("Đơn vị tính: triệu đồng."), PLACE),
    BODY_TABLE,
    BODY_TABLE,
)


def with_tables(*annexes: Annex, body: tuple[Block | Table, ...] = BODY) -> Document:
    return replace(REPORT, body=body, annexes=annexes)


EVERYTHING = with_tables(FIRST, SECOND, body=(*BODY[:-1], BODY_TABLE, BODY[-1]))
