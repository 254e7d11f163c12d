"""health.yaml: health insurance and the growth of children."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Day, Words
from ntmreport.model.figure_fields import Percentage
from ntmreport.model.shapes import PeopleCoverage


class Insurance(Model):
    """People with health insurance (BHYT), on one day."""

    subsets = (
        ("rural.numerator", "whole.numerator"),
        ("rural.denominator", "whole.denominator"),
    )

    as_of: Day = Field(title="Tính đến ngày", examples=["2021-09-30"])
    whole: PeopleCoverage = Field(title="Toàn đơn vị")
    rural: PeopleCoverage = Field(title="Khu vực nông thôn")


class Malnutrition(Model):
    """Shares of the children under five, in percent."""

    underweight_percent: Percentage = Field(title="Suy dinh dưỡng thể nhẹ cân (%)", examples=[7.6])
    stunted_percent: Percentage = Field(title="Suy dinh dưỡng thể thấp còi (%)", examples=[9.1])


class ChildMalnutrition(Model):
    """Malnutrition of children under five."""

    whole: Malnutrition = Field(title="Toàn đơn vị")
    rural: Malnutrition = Field(title="Khu vực nông thôn")


class Health(Model):
    """Health."""

    model_config = ConfigDict(title="Y tế")

    text: Words | None = Field(None, title="Công tác chỉ đạo về bảo hiểm y tế")
    insurance: Insurance = Field(title="Bảo hiểm y tế")
    child_malnutrition: ChildMalnutrition = Field(title="Trẻ em dưới 5 tuổi suy dinh dưỡng")
