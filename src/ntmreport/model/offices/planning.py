"""planning.yaml: spatial plans of the unit and of its communes."""

from ntmreport.model.base_model import Model
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import CommuneCoverage, LegalDocument


class Planning(Model):
    """Which plans are approved."""

    file_title = "Quy hoạch"

    regional_plan: LegalDocument = field(title="Quyết định phê duyệt quy hoạch vùng")
    commune_plans: CommuneCoverage = field(title="Xã được duyệt quy hoạch chung xây dựng xã")
