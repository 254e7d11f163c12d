"""Sets of criteria that the State has laid down for communes: files with their legal source.

A set is a file of the folder `criteria`, named for the years in which it is in force.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field
from pydantic_core import core_schema

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Term, Value, Words, read_text_value
from ntmreport.model.file_reading import read_model
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Criterion, Reading, refuse
from ntmreport.model.shapes import LegalDocument
from ntmreport.program_files import criteria_folder
from ntmreport.source import Scalar, load_text, read_text

if TYPE_CHECKING:
    from ntmreport.source import Node


class Number(Term):
    """The number of a criterion, or a number of criteria in a band; it is no figure."""

    def __int__(self) -> int:
        return int(self.value)


@cache
def known_sets() -> tuple[str, ...]:
    """Return the names of the sets that there are."""
    return tuple(sorted(path.stem for path in criteria_folder().glob("*.yaml")))


def _read_name(node: Node, reading: Reading) -> Term:
    text = read_text_value(node, reading)
    known = known_sets()
    if text.value not in known:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(
                f"không có bộ tiêu chí “{text}”", f"there is no set of criteria called `{text}`"
            ),
            nearest_hint(text.value, known),
        )
    return Term(text.value, text.path, text.span)


def _read_number(node: Node, reading: Reading) -> Number:
    """Read a number; one of the criteria where it is known which there are."""
    text = node.text if isinstance(node, Scalar) and node.plain else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and str(int(text)) == text):
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("ở đây cần số thứ tự của một tiêu chí", "a criterion's number is needed"),
            Bilingual("viết bằng chữ số, ví dụ 17", "write it in digits, for example 17"),
        )
    known = {criterion.number for criterion in reading.criteria}
    if known and int(text) not in known:
        raise refuse(
            catalogue.OUT_OF_RANGE,
            node,
            Bilingual(f"bộ tiêu chí không có tiêu chí số {text}", f"there is no criterion {text}"),
            Bilingual(
                f"các tiêu chí có số từ {min(known)} đến {max(known)}",
                f"the criteria are numbered from {min(known)} to {max(known)}",
            ),
        )
    return Number(text, node.path, node.span)


CriteriaSetName = Annotated[
    Term,
    Value(
        _read_name,
        {
            "type": "string",
            "enum": list(known_sets()),
            "description": "Bộ mà các xã được đánh giá theo; bắt buộc khi có tệp trong communes/.",
            "errorMessage": f"Viết một trong các tên: {', '.join(known_sets())}.",
        },
    ),
]
CriterionNumber = Annotated[
    Number,
    Value(
        _read_number,
        {
            "type": "integer",
            "description": "Số thứ tự trong bộ tiêu chí.",
            "errorMessage": "Viết số thứ tự của tiêu chí bằng chữ số, ví dụ 17.",
        },
        bounds=core_schema.int_schema(ge=0, le=99),
    ),
]


class CriterionText(Model):
    """One criterion as the State's decision has it."""

    number: CriterionNumber = Field(title="Số thứ tự", examples=[3])
    name: Words = Field(title="Tên tiêu chí", examples=["Thủy lợi"])
    short: Words | None = Field(None, title="Tên viết gọn, cho đầu cột hẹp")


class Band(Model):
    """A range of the number of criteria met, with the name of its communes."""

    name: Words = Field(title="Tên nhóm", examples=["Từ 15 đến 18 tiêu chí"])
    lowest: CriterionNumber = Field(alias="from", title="Từ", examples=[15])
    highest: CriterionNumber = Field(alias="to", title="Đến", examples=[18])


class CriteriaSet(Model):
    """A set of criteria: where it is laid down, and what the criteria are."""

    model_config = ConfigDict(title="Bộ tiêu chí")

    title: Words = Field(title="Tên bộ tiêu chí")
    legal_basis: LegalDocument = Field(title="Văn bản ban hành")
    criteria: tuple[CriterionText, ...] = Field(title="Các tiêu chí")
    bands: tuple[Band, ...] = Field(title="Các nhóm xã theo số tiêu chí đạt")

    @property
    def listed(self) -> tuple[Criterion, ...]:
        """The criteria in their order."""
        return tuple(
            Criterion(int(each.number), each.name.value, (each.short or each.name).value)
            for each in self.criteria
        )


@cache
def criteria_set(name: str) -> CriteriaSet:
    """Return the set called `name`, one of the known."""
    file = f"criteria/{name}.yaml"
    loaded = load_text(criteria_folder() / f"{name}.yaml", file, criteria_folder())
    tree = read_text(file, name, loaded.text or "")
    assert tree.root is not None, tree.diagnostics  # noqa: S101 - our own file
    read, diagnostics = read_model(name, tree.root, CriteriaSet)
    assert read is not None, diagnostics  # noqa: S101 - our own file
    return read
