"""steering.yaml: steering committees, and the documents that direct the programme."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.shapes import CommuneCoverage, LegalDocument


class Committees(Model):
    """The steering committees (Ban Chỉ đạo) of the unit and of its communes."""

    text: Words = Field(title="Đánh giá chung về việc kiện toàn")
    documents: tuple[LegalDocument, ...] = Field(title="Văn bản về Ban Chỉ đạo của đơn vị")
    communes: CommuneCoverage = Field(title="Cấp xã rà soát, thành lập, kiện toàn Ban Chỉ đạo")


class Steering(Model):
    """What the programme is directed by."""

    model_config = ConfigDict(title="Chỉ đạo, điều hành")

    committees: Committees = Field(title="Ban Chỉ đạo")
    documents: tuple[LegalDocument, ...] = Field(title="Cơ chế, chính sách, văn bản chỉ đạo")
