"""form.yaml where it declares indicators, whose values alone the data gives."""

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.model.field_types import Choice, Text, Value, read_text_value
from ntmreport.model.form_description import FormDescription
from ntmreport.model.named_sources import SOURCE_KEYS
from ntmreport.model.offices.indicators import IndicatorTerms, unknown_wholes
from ntmreport.model.reading_context import refuse
from ntmreport.model.user_keyed_model import KEY_NAME, UserKeyedModel

if TYPE_CHECKING:
    from ntmreport.model.reading_context import GroupNode, Reading
    from ntmreport.source import Node

_NO_OFFICES = frozenset({"report", "narrative", "documents", "acknowledged", "workbooks"})
"""Files of the data that hold no indicators."""


def _read_office(node: "Node", reading: "Reading") -> Text:
    text = read_text_value(node, reading)
    if re.fullmatch(KEY_NAME, text.value) is None or text.value in _NO_OFFICES:
        raise refuse(
            catalogue.KEY_SPELLING,
            node,
            Bilingual(
                f"“{text}” không dùng làm tên tệp của đơn vị phụ trách được",
                f"`{text}` cannot be the file of an office",
            ),
            Bilingual(
                "đặt tên bằng chữ thường không dấu, chữ số và dấu gạch dưới, ví dụ agriculture",
                "use small letters a to z, digits and underscores, such as agriculture",
            ),
        )
    return text


OfficeName = Annotated[
    Text,
    Value(
        _read_office,
        {
            "type": "string",
            "pattern": f"^{KEY_NAME}$",
            "patternErrorMessage": "Dùng chữ thường không dấu, chữ số và dấu gạch dưới.",
        },
    ),
]
"""The stem of the file in which an office fills in its indicators."""


class IndicatorDeclaration(IndicatorTerms):
    """The declaration of an indicator in a form, whose value alone the data gives."""

    required: Choice = Field(
        False,
        title="Báo cáo không thể thiếu chỉ tiêu này",
        description="true: thiếu giá trị thì báo lỗi; false hoặc không ghi: có thì điền.",
        examples=[True],
    )
    office: OfficeName | None = Field(
        None,
        title="Tệp của đơn vị phụ trách",
        description=(
            "Tên tệp, không có đuôi .yaml, mà đơn vị phụ trách điền giá trị; không ghi thì điền ở "
            "indicators.yaml."
        ),
        examples=["agriculture"],
    )


class IndicatorDeclarations(UserKeyedModel):
    """The indicators of a form, by the names that it has chosen for them."""

    entries: Mapping[str, IndicatorDeclaration]

    def _set_place(self, node: "GroupNode", label: str, reading: "Reading") -> None:
        super()._set_place(node, label, reading)
        reading.refused += unknown_wholes(self.entries, self.entries)
        reading.refused += (
            Diagnostic(
                catalogue.KEY_SPELLING,
                self.entries[key].span,
                Bilingual(
                    f"“{key}” trong dữ liệu là khóa về nguồn số liệu, không đặt tên chỉ tiêu được",
                    f"`{key}` is a key of the data and cannot name an indicator",
                ),
                (*self.path, key),
                Bilingual("đặt tên khác", "choose another name"),
            )
            for key in SOURCE_KEYS
            if key in self.entries
        )


class DeclaringForm(FormDescription):
    """The content of a form.yaml that declares indicators."""

    declared: IndicatorDeclarations | None = Field(
        None,
        alias="indicators",
        title="Chỉ tiêu của mẫu",
        description="Khai báo một lần ở đây; dữ liệu chỉ cho giá trị.",
    )

    @property
    def offices(self) -> Collection[str]:
        """The files that the form's indicators stand in, beside indicators.yaml."""
        declared = self.declared.entries.values() if self.declared is not None else ()
        return {each.office.value for each in declared if each.office}
