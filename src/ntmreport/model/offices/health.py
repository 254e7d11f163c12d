"""health.yaml: health insurance and the growth of children."""

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Day, Words
from ntmreport.model.figure_fields import Percentage
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import PeopleCoverage


class Insurance(Model):
    """People with health insurance (BHYT), on one day."""

    subsets = (
        ("rural.numerator", "whole.numerator"),
        ("rural.denominator", "whole.denominator"),
    )

    as_of: Day = field(title="Tính đến ngày", examples=["2021-09-30"])
    whole: PeopleCoverage = field(title="Toàn đơn vị")
    rural: PeopleCoverage = field(title="Khu vực nông thôn")


class Malnutrition(Model):
    """Shares of the children under five, in percent."""

    underweight_percent: Percentage = field(title="Suy dinh dưỡng thể nhẹ cân (%)", examples=[7.6])
    stunted_percent: Percentage = field(title="Suy dinh dưỡng thể thấp còi (%)", examples=[9.1])


class ChildMalnutrition(Model):
    """Malnutrition of children under five."""

    whole: Malnutrition = field(title="Toàn đơn vị")
    rural: Malnutrition = field(title="Khu vực nông thôn")


class Health(Model):
    """Health."""

    file_title = "Y tế"

    text: Words | None = field(None, title="Công tác chỉ đạo về bảo hiểm y tế")
    insurance: Insurance = field(title="Bảo hiểm y tế")
    child_malnutrition: ChildMalnutrition = field(title="Trẻ em dưới 5 tuổi suy dinh dưỡng")
