"""steering.yaml: steering committees, and the documents that direct the programme."""

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import CommuneCoverage, LegalDocument


class Committees(Model):
    """The steering committees (Ban Chỉ đạo) of the unit and of its communes."""

    text: Words = field(title="Đánh giá chung về việc kiện toàn")
    documents: tuple[LegalDocument, ...] = field(title="Văn bản về Ban Chỉ đạo của đơn vị")
    communes: CommuneCoverage = field(title="Cấp xã rà soát, thành lập, kiện toàn Ban Chỉ đạo")


class Steering(Model):
    """What the programme is directed by."""

    file_title = "Chỉ đạo, điều hành"

    committees: Committees = field(title="Ban Chỉ đạo")
    documents: tuple[LegalDocument, ...] = field(title="Cơ chế, chính sách, văn bản chỉ đạo")
