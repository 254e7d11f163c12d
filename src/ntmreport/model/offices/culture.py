"""culture.yaml: facilities for culture and sport, and clubs."""

from typing import Annotated

from ntmreport.figure import Figure
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import CommuneName, Words
from ntmreport.model.figure_fields import counted
from ntmreport.model.model_fields import field


class Facility(Model):
    """Facilities of one kind."""

    cumulative = ("number",)

    name: Words = field(title="Loại công trình", examples=["sân bóng chuyền da"])
    number: Annotated[Figure, counted("")] = field(title="Số lượng", examples=[254])


class Clubs(Model):
    """Clubs in the villages."""

    kinds: tuple[Words, ...] = field(title="Các câu lạc bộ ở thôn", examples=[["CLB Thơ"]])
    typical: tuple[Words, ...] = field(title="Câu lạc bộ tiêu biểu", examples=[["Liên thế hệ"]])
    communes: tuple[CommuneName, ...] = field(title="Các xã có câu lạc bộ tiêu biểu")


class Culture(Model):
    """Culture and sport."""

    file_title = "Văn hóa"

    text: Words | None = field(None, title="Đánh giá chung về thiết chế văn hóa")
    facilities: tuple[Facility, ...] = field(title="Công trình thể thao, vui chơi")
    clubs: Clubs = field(title="Câu lạc bộ")
