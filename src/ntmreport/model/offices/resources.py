"""resources.yaml: what people gave."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.shapes import MillionDong


class Resources(Model):
    """Contributions of the people."""

    model_config = ConfigDict(title="Nguồn lực")

    text: Words = Field(title="Đánh giá chung")
    cash_million_vnd: MillionDong = Field(title="Tiền mặt (triệu đồng)", examples=[686750])
    labour_million_vnd: MillionDong = Field(
        title="Ngày công quy tiền (triệu đồng)", examples=[8000]
    )
