"""resources.yaml: what people gave."""

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import MillionDong


class Resources(Model):
    """Contributions of the people."""

    file_title = "Nguồn lực"

    text: Words = field(title="Đánh giá chung")
    cash_million_vnd: MillionDong = field(title="Tiền mặt (triệu đồng)", examples=[686750])
    labour_million_vnd: MillionDong = field(
        title="Ngày công quy tiền (triệu đồng)", examples=[8000]
    )
