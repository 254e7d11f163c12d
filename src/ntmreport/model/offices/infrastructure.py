"""infrastructure.yaml: social and economic infrastructure."""

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.model_fields import field


class Infrastructure(Model):
    """The fields of infrastructure, and where they stand."""

    file_title = "Hạ tầng"

    text: Words = field(title="Kết quả chung")
    fields: tuple[Words, ...] = field(title="Các lĩnh vực", examples=[["Giao thông", "Thủy lợi"]])
