"""The numbers of criteria as files write them, and the names of the program's sets of criteria."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated

from pydantic_core import core_schema

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.model.field_types import Term, Value
from ntmreport.model.reading_context import Criterion, Reading, refuse
from ntmreport.model.spelt_criteria import spelt_criteria
from ntmreport.program_files import criteria_folder
from ntmreport.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Set

    from ntmreport.source import Node


class Number(Term, frozen=True):
    """The number of a criterion, or a number of criteria in a band; it is no figure."""

    def __int__(self) -> int:
        return int(self.value)


@cache
def known_sets() -> tuple[str, ...]:
    """Return the names of the sets that the program has."""
    return tuple(sorted(path.stem for path in criteria_folder().glob("*.yaml")))


@lru_cache(maxsize=4)
def _numbers(criteria: tuple[Criterion, ...]) -> "Set[int]":
    """Return the numbers of `criteria`, which are asked for with each number that is read."""
    return frozenset(criterion.number for criterion in criteria)


def _read_number(node: "Node", reading: Reading) -> Number:
    """Read a number; one of the criteria where it is known which there are."""
    text = node.text if isinstance(node, Scalar) and node.plain else ""
    known = _numbers(reading.criteria)
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and str(int(text)) == text):
        several = spelt_criteria(node.text, sorted(known)) if isinstance(node, Scalar) else ()
        listed = ", ".join(map(str, several))
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("ở đây cần số thứ tự của một tiêu chí", "a criterion's number is needed"),
            Bilingual(f"viết từng số: {listed}", f"write each number: {listed}")
            if len(several) > 1
            else Bilingual("viết bằng chữ số, ví dụ 17", "write it in digits, for example 17"),
        )
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
