"""The set of criteria that report.yaml chooses, by its name."""

from typing import TYPE_CHECKING, Annotated

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.model.criteria import known_sets
from ntmreport.model.field_types import Term, Value, read_text_value
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Reading, refuse

if TYPE_CHECKING:
    from ntmreport.model.criteria_set import CriteriaSet
    from ntmreport.source import Node


class ChosenSet(Term, frozen=True):
    """The name of a set of criteria, and the set; None where its file has errors."""

    laid_down: "CriteriaSet | None"


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
