"""culture.yaml: facilities for culture and sport, and clubs."""

from typing import Annotated

from pydantic import ConfigDict, Field

from ntmreport.figure import Figure
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import CommuneName, Words
from ntmreport.model.figure_fields import counted


class Facility(Model):
    """Facilities of one kind."""

    cumulative = ("number",)

    name: Words = Field(title="Loại công trình", examples=["sân bóng chuyền da"])
    number: Annotated[Figure, counted("")] = Field(title="Số lượng", examples=[254])


class Clubs(Model):
    """Clubs in the villages."""

    kinds: tuple[Words, ...] = Field(title="Các câu lạc bộ ở thôn", examples=[["CLB Thơ"]])
    typical: tuple[Words, ...] = Field(title="Câu lạc bộ tiêu biểu", examples=[["Liên thế hệ"]])
    communes: tuple[CommuneName, ...] = Field(title="Các xã có câu lạc bộ tiêu biểu")


class Culture(Model):
    """Culture and sport."""

    model_config = ConfigDict(title="Văn hóa")

    text: Words | None = Field(None, title="Đánh giá chung về thiết chế văn hóa")
    facilities: tuple[Facility, ...] = Field(title="Công trình thể thao, vui chơi")
    clubs: Clubs = Field(title="Câu lạc bộ")
