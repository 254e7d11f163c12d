"""planning.yaml: spatial plans of the unit and of its communes."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.shapes import CommuneCoverage, LegalDocument


class Planning(Model):
    """Which plans are approved."""

    model_config = ConfigDict(title="Quy hoạch")

    regional_plan: LegalDocument = Field(title="Quyết định phê duyệt quy hoạch vùng")
    commune_plans: CommuneCoverage = Field(title="Xã được duyệt quy hoạch chung xây dựng xã")
