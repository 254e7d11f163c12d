"""form.yaml: what a form is called, whom it is for, and which files of the data it needs."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Choice, Day, Value, Words
from ntmreport.model.keys_moved_by_form import KeyMoves, MovedKey
from ntmreport.model.reading_context import refuse
from ntmreport.model.report_period import PeriodMonths
from ntmreport.model.schema_version import version_number
from ntmreport.model.user_keyed_model import KEY_NAME
from ntmreport.source import MappingNode, Scalar

if TYPE_CHECKING:
    from ntmreport.model.reading_context import Reading
    from ntmreport.source import Node


def _read_version(node: "Node", _reading: "Reading") -> int:
    number = version_number(node)
    if not number:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("phiên bản của mẫu là một số nguyên", "a form's version is a whole number"),
            Bilingual("viết 1, 2, 3…", "write 1, 2, 3 …"),
        )
    return number


FormVersion = Annotated[
    int,
    Value(
        _read_version,
        {"type": "integer", "minimum": 1, "errorMessage": "Viết một số nguyên: 1, 2, 3…"},
    ),
]
"""The version of a form, which whoever hands it out raises."""


_PLACE = lazy_pattern(rf"({KEY_NAME})\.({KEY_NAME})")


def _read_moved(node: "Node", _reading: "Reading") -> KeyMoves:
    if not isinstance(node, MappingNode):
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("ở đây cần các dòng “cũ: mới”", "lines of `old: new` belong here"),
            _MOVED_HINT,
        )
    found = []
    for key, entry in node.entries.items():
        old = _PLACE.fullmatch(key)
        new = _PLACE.fullmatch(entry.value.text) if isinstance(entry.value, Scalar) else None
        if old is None or new is None:
            raise refuse(
                catalogue.WRONG_TYPE,
                entry.value,
                Bilingual(
                    "chỗ cũ và chỗ mới viết dạng TỆP.KHÓA", "old and new are written as FILE.KEY"
                ),
                _MOVED_HINT,
                span=entry.key,
            )
        found.append(MovedKey((old[1], old[2]), (new[1], new[2]), entry.key))
    return KeyMoves(tuple(found))


_MOVED_HINT = Bilingual(
    "viết mỗi dòng một khóa, ví dụ indicators.wage: indicators.income",
    "write a key on each line, such as indicators.wage: indicators.income",
)

Moves = Annotated[
    KeyMoves,
    Value(
        _read_moved,
        {
            "type": "object",
            "additionalProperties": {
                "type": "string",
                "pattern": f"^{_PLACE.pattern}$",
                "patternErrorMessage": "Viết TỆP.KHÓA, ví dụ indicators.income.",
                "errorMessage": "Viết TỆP.KHÓA, ví dụ indicators.income.",
            },
            "errorMessage": "Viết mỗi dòng một khóa: chỗ cũ, dấu hai chấm, chỗ mới.",
        },
    ),
]
"""Keys of the data that the form has moved since an earlier version."""


class TimeOfForm(Model):
    """The days of the periods that a form is for; without an end, it is for all since or until."""

    first: Day | None = Field(None, alias="from", title="Ngày đầu", examples=["2025-07-01"])
    last: Day | None = Field(None, alias="to", title="Ngày cuối", examples=["2025-06-30"])


class FormDescription(Model):
    """The content of a form.yaml that declares no indicators."""

    model_config = ConfigDict(title="Mẫu báo cáo")

    title: Words = Field(title="Tên mẫu", examples=["Báo cáo năm của xã"])
    version: FormVersion | None = Field(
        None,
        title="Phiên bản của mẫu",
        description=(
            "Số nguyên, tăng mỗi khi gửi bản mới cho các đơn vị; họ nhận bằng lệnh ntmreport "
            "upgrade … --form."
        ),
        examples=[2],
    )
    levels: tuple[Words, ...] = Field(
        title="Cấp hành chính dùng mẫu này",
        description="Lệnh ntmreport init chọn mẫu theo cấp của đơn vị.",
        examples=[["xã"]],
    )
    months: tuple[PeriodMonths, ...] = Field(
        (),
        title="Các kỳ báo cáo dùng mẫu này",
        description=(
            "Số tháng đầu năm: 3, 6, 9, hoặc 12 là cả năm; không ghi là mọi kỳ. Lệnh ntmreport "
            "init chọn mẫu theo kỳ."
        ),
        examples=[[6]],
    )
    in_force: TimeOfForm | None = Field(
        None,
        title="Thời gian dùng mẫu",
        description="Lệnh ntmreport init không chọn mẫu này cho kỳ báo cáo ở ngoài thời gian đó.",
    )
    files: tuple[Words, ...] = Field(
        title="Các tệp dữ liệu mà mẫu cần",
        description="Tên tệp, không có đuôi .yaml; tệp report luôn phải có.",
        examples=[["report", "indicators", "narrative"]],
    )
    moved: Moves | None = Field(
        None,
        title="Khóa đã chuyển so với bản trước",
        description=(
            "Mỗi dòng là chỗ cũ và chỗ mới của một khóa trong dữ liệu, dạng TỆP.KHÓA; lệnh "
            "ntmreport upgrade chuyển dữ liệu của các đơn vị theo đó."
        ),
        examples=[{"indicators.wage": "indicators.income"}],
    )
    confirmation: Choice = Field(
        False,
        title="Số liệu của bản chính thức phải được xác nhận",
        description=(
            "true: số liệu mà tệp, nhóm hay chỉ tiêu chưa ghi confirmed: true thì phần kiểm tra "
            "nêu ra khi báo cáo là bản chính thức."
        ),
        examples=[True],
    )
    two_digits: Choice = Field(
        False,
        title="Số đếm nhỏ hơn 10 có số 0 ở trước",
        description=(
            "true: 08 sản phẩm; false hoặc không ghi: 8 sản phẩm. Áp dụng cho cả báo cáo, trừ tỷ "
            "số như 6/6 và bảng biểu."
        ),
        examples=[True],
    )

    @property
    def offices(self) -> Collection[str]:
        """The files that the form's indicators stand in, beside indicators.yaml."""
        return ()
