"""communication.yaml: campaigns, and training in building new rural areas."""

from typing import Annotated

from ntmreport.figure import Figure
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.figure_fields import counted
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import NamedText


class Training(Model):
    """Training classes of the year."""

    classes: Annotated[Figure, counted("lớp")] = field(title="Số lớp tập huấn", examples=[1])
    organiser: Words = field(title="Đơn vị tổ chức")
    audience: Words = field(title="Đối tượng")
    topics: Words = field(title="Nội dung tập huấn")


class Communication(Model):
    """How people were told of the programme and won for it."""

    file_title = "Tuyên truyền"

    text: Words = field(title="Đánh giá chung")
    channels: tuple[Words, ...] = field(
        title="Hình thức tuyên truyền", description="Viết tiếp được sau chữ “thông qua”."
    )
    organisations: tuple[NamedText, ...] = field(title="Các tổ chức và việc đã làm")
    media: NamedText = field(title="Cơ quan văn hóa, thông tin")
    training: Training = field(title="Đào tạo, tập huấn")
