"""workbooks.yaml: which cells of workbooks that offices and communes keep hold which figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import ConfigDict, Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Passage, Text, Value, Words, read_text_value
from ntmreport.model.key_diagnostics import missing_key
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import refuse
from ntmreport.source import MappingNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ntmreport.model.reading_context import GroupNode, Reading
    from ntmreport.source import Node

WORKBOOKS = "workbooks"
"""The file of the map, by its name."""

_ROW = "Tên hàng"

OF_FILE_NAME, OF_SHEET_NAME, OF_ROWS = "file_name", "sheet_name", "rows"
"""The places of a commune's name other than a cell."""

_CELL = lazy_pattern(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_OF_SHEET = lazy_pattern(r"(?:'(?P<quoted>[^']+)'|(?P<sheet>[^'!]+))!(?P<cell>\S+)")


def _read_cell(node: Node, reading: Reading) -> Text:
    text = read_text_value(node, reading)
    found = _CELL.fullmatch(text.value.strip())
    if found is not None:
        return Text(f"{found[1].upper()}{found[2]}", text.path, text.span)
    said = _OF_SHEET.fullmatch(text.value.strip())
    if said is not None and _CELL.fullmatch(said["cell"]):
        sheet, cell = said["quoted"] or said["sheet"], said["cell"].replace("$", "")
        hint = Bilingual(
            f"viết hai khóa: sheet: {sheet} và cell: {cell}",
            f"write two keys: sheet: {sheet} and cell: {cell}",
        )
    else:
        hint = Bilingual("viết chữ của cột rồi số của hàng, ví dụ B7", "write it as B7")
    raise refuse(
        catalogue.WRONG_TYPE,
        node,
        Bilingual(f"“{text}” không phải là một ô", f"`{text}` is no cell"),
        hint,
    )


def _read_commune_place(node: Node, reading: Reading) -> Text:
    text = read_text_value(node, reading)
    known = (OF_FILE_NAME, OF_SHEET_NAME, OF_ROWS)
    if text.value in known:
        return text
    found = _CELL.fullmatch(text.value.strip())
    if found is not None:
        return Text(f"{found[1].upper()}{found[2]}", text.path, text.span)
    raise refuse(
        catalogue.WRONG_TYPE,
        node,
        Bilingual(
            f"“{text}” không nói tên xã đứng ở đâu", f"`{text}` is no place for a commune's name"
        ),
        _commune_place_hint(text.value, known),
    )


def _commune_place_hint(text: str, known: tuple[str, ...]) -> Bilingual:
    near = nearest_hint(text, known)
    if isinstance(near, Hint):
        return near
    listed = ", ".join(known)
    return Bilingual(f"viết {listed}, hoặc một ô như B2", f"write {listed}, or a cell such as B2")


CellAddress = Annotated[
    Text,
    Value(
        _read_cell,
        {
            "type": "string",
            "pattern": r"^\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}$",
            "patternErrorMessage": "Viết chữ của cột rồi số của hàng, ví dụ B7.",
        },
    ),
]
CommunePlace = Annotated[
    Text,
    Value(
        _read_commune_place,
        {
            "type": "string",
            "pattern": (
                rf"^({OF_FILE_NAME}|{OF_SHEET_NAME}|{OF_ROWS}"
                r"|\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})$"
            ),
            "patternErrorMessage": "Viết file_name, sheet_name, rows, hoặc một ô như B2.",
        },
    ),
]


class MappedValue(Model):
    """One value of a kept workbook: whose it is, and its cell or the headings that it stands at."""

    one_of: ClassVar[tuple[str, ...]] = ("cell", "row", "column")

    indicator: Words = Field(
        title="Chỉ tiêu",
        description="Đường dẫn như `ntmreport figures` in ra, hoặc tên đầy đủ như ở đó.",
        examples=["health.insurance.whole.numerator"],
    )
    sheet: Words | None = Field(
        None, title="Trang", description="Khi khác với trang nêu chung cho tệp."
    )
    cell: CellAddress | None = Field(
        None, title="Ô", description="Chữ của cột rồi số của hàng.", examples=["B7"]
    )
    row: Passage | None = Field(
        None,
        title=_ROW,
        description=(
            "Chữ ở đầu hàng, như trong tệp Excel; trong nhóm thì là danh sách: nhóm rồi hàng. "
            "{year} là năm báo cáo."
        ),
        examples=["Số người có thẻ"],
    )
    column: Passage | None = Field(
        None,
        title="Tên cột",
        description=(
            "Chữ ở đầu cột; dưới một đầu cột gộp thì là danh sách: đầu cột gộp rồi cột. "
            "{year} là năm báo cáo."
        ),
        examples=["Năm {year}"],
    )
    unit: Words | None = Field(
        None,
        title="Đơn vị tính trong tệp",
        description="Khi tệp ghi theo đơn vị khác với dữ liệu; được đổi, không làm tròn.",
        examples=["nghìn người"],
    )

    @classmethod
    def _excluded(cls, present: Collection[str], node: GroupNode) -> Iterator[Diagnostic]:
        for key in ("row", "column"):
            if "cell" in present and key in present:
                yield _not_together(node, "cell", key)


class KeptWorkbook(Model):
    """A workbook that an office or commune keeps: its file's name, and the values in it."""

    file: Words = Field(
        title="Tên tệp",
        description="Tên tệp Excel; dấu * thay cho đoạn chữ bất kỳ, {year} là năm báo cáo.",
        examples=["Theo dõi BHYT*.xlsx"],
    )
    sheet: Words | None = Field(
        None, title="Trang", description="Không nêu thì tệp chỉ có một trang."
    )
    commune: CommunePlace | None = Field(
        None,
        title="Tên xã đứng ở đâu",
        description=(
            "Khi các giá trị là của từng xã: file_name (tên xã trong tên tệp), sheet_name (mỗi xã "
            "một trang), rows (mỗi xã một hàng), hoặc ô ghi tên xã, như B2."
        ),
        examples=["rows"],
    )
    values: tuple[MappedValue, ...] = Field(title="Các giá trị")

    @classmethod
    def _excluded(cls, present: Collection[str], node: GroupNode) -> Iterator[Diagnostic]:
        del present
        if not isinstance(node, MappingNode):
            return
        place, listed = node.text("commune"), node.entries.get("values")
        if place == OF_SHEET_NAME and "sheet" in node.entries:
            yield _not_together(node, "sheet", "commune")
        items = () if listed is None else _items(listed.value)
        for item in items:
            if place == OF_ROWS:
                for key in ("row", "cell"):
                    if key in item.entries:
                        yield _not_of_rows(item, key)
            elif "column" in item.entries and not item.entries.keys() & {"row", "cell"}:
                yield missing_key("row", _ROW, item)


class KeptWorkbooks(Model):
    """The workbooks that offices and communes keep, and what is taken from them."""

    model_config = ConfigDict(title="Tệp Excel mà các đơn vị đang theo dõi")

    workbooks: tuple[KeptWorkbook, ...] = Field(title="Các tệp Excel")


def _items(node: Node) -> tuple[MappingNode, ...]:
    items = node.items if isinstance(node, SequenceNode) else ()
    return tuple(item for item in items if isinstance(item, MappingNode))


def _not_of_rows(node: MappingNode, key: str) -> Diagnostic:
    """Return the diagnostic for what cannot be said where each commune has a row."""
    return Diagnostic(
        catalogue.KEYS_NOT_TOGETHER,
        node.entries[key].key,
        Bilingual(
            f"commune: {OF_ROWS} thì hàng là của xã, không dùng {key}",
            f"with commune: {OF_ROWS} the row is the commune's; there can be no `{key}`",
        ),
        (*node.path, key),
        Bilingual("chỉ nêu tên cột: column: …", "name the column alone: column: …"),
    )


def _not_together(node: GroupNode, one: str, other: str) -> Diagnostic:
    """Return the diagnostic for two keys of which only one can be there."""
    return Diagnostic(
        catalogue.KEYS_NOT_TOGETHER,
        node.entries[other].key,
        Bilingual(f"không dùng {one} cùng {other}", f"`{one}` and `{other}` cannot stand together"),
        (*node.path, other),
        Bilingual(f"xóa dòng “{one}: …” hoặc “{other}: …”", f"delete `{one}: …` or `{other}: …`"),
    )
