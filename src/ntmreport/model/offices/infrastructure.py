"""infrastructure.yaml: social and economic infrastructure."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words


class Infrastructure(Model):
    """The fields of infrastructure, and where they stand."""

    model_config = ConfigDict(title="Hạ tầng")

    text: Words = Field(title="Kết quả chung")
    fields: tuple[Words, ...] = Field(title="Các lĩnh vực", examples=[["Giao thông", "Thủy lợi"]])
