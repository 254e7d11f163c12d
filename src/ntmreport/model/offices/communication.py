"""communication.yaml: campaigns, and training in building new rural areas."""

from typing import Annotated

from pydantic import ConfigDict, Field

from ntmreport.figure import Figure
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.figure_fields import counted
from ntmreport.model.shapes import NamedText


class Training(Model):
    """Training classes of the year."""

    classes: Annotated[Figure, counted("lớp")] = Field(title="Số lớp tập huấn", examples=[1])
    organiser: Words = Field(title="Đơn vị tổ chức")
    audience: Words = Field(title="Đối tượng")
    topics: Words = Field(title="Nội dung tập huấn")


class Communication(Model):
    """How people were told of the programme and won for it."""

    model_config = ConfigDict(title="Tuyên truyền")

    text: Words = Field(title="Đánh giá chung")
    channels: tuple[Words, ...] = Field(
        title="Hình thức tuyên truyền", description="Viết tiếp được sau chữ “thông qua”."
    )
    organisations: tuple[NamedText, ...] = Field(title="Các tổ chức và việc đã làm")
    media: NamedText = Field(title="Cơ quan văn hóa, thông tin")
    training: Training = Field(title="Đào tạo, tập huấn")
