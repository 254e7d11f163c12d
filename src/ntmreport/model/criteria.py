"""The names of sets of criteria, and the numbers of their criteria, as files write them."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated

from pydantic_core import core_schema

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.model.field_types import Term, Value, read_text_value
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Criterion, Reading, refuse
from ntmreport.model.spelt_criteria import spelt_criteria
from ntmreport.program_files import criteria_folder
from ntmreport.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Set

    from ntmreport.model.criteria_set import CriteriaSet
    from ntmreport.source import Node


class Number(Term):
    """The number of a criterion, or a number of criteria in a band; it is no figure."""

    __slots__ = ()

    def __int__(self) -> int:
        return int(self.value)


@dataclass(frozen=True, slots=True)
class ChosenSet(Term):
    """The name of a set of criteria, and the set; None where its file has errors."""

    laid_down: "CriteriaSet | None"


@cache
def known_sets() -> tuple[str, ...]:
    """Return the names of the sets that the program has."""
    return tuple(sorted(path.stem for path in criteria_folder().glob("*.yaml")))


def _read_name(node: "Node", reading: Reading) -> ChosenSet:
    text = read_text_value(node, reading)
    known = sorted({*known_sets(), *reading.own_sets})
    if text.value not in known:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(
                f"không có bộ tiêu chí “{text}”", f"there is no set of criteria called `{text}`"
            ),
            nearest_hint(text.value, known),
        )
    # Which a year that names none has no use for.
    from ntmreport.model.criteria_set import criteria_set, read_criteria_set

    if text.value not in reading.own_sets:
        laid_down: CriteriaSet | None = criteria_set(text.value)
    else:
        root = reading.own_sets[text.value]
        laid_down, diagnostics = (None, ()) if root is None else read_criteria_set(root)
        reading.refused += diagnostics
    return ChosenSet(text.value, text.path, text.span, laid_down)


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


CriteriaSetName = Annotated[
    ChosenSet,
    Value(
        _read_name,
        {
            "type": "string",
            "examples": list(known_sets()),
            "description": (
                "Bộ mà các xã được đánh giá theo: tên một tệp trong criteria/ của kho, hoặc một bộ "
                f"có sẵn ({', '.join(known_sets())}); bắt buộc khi có tệp trong communes/."
            ),
            "errorMessage": "Viết tên của một bộ tiêu chí.",
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
