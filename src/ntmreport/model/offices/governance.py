"""governance.yaml: the political system, defence and public order."""

from typing import Annotated

from pydantic import ConfigDict, Field

from ntmreport.figure import Figure
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import CalendarYear, Words
from ntmreport.model.figure_fields import Percentage, counted
from ntmreport.model.shapes import CommuneCoverage, PercentageRange


class PoliticalSystem(Model):
    """Organisations of the political system in the communes."""

    communes: CommuneCoverage = Field(title="Xã có đủ các tổ chức trong hệ thống chính trị")
    since: CalendarYear = Field(title="Kết quả xếp loại từ năm", examples=[2012])
    party: Words = Field(title="Đảng bộ xã")
    authorities: Words = Field(title="Chính quyền xã")
    organisations: Words = Field(title="Tổ chức chính trị - xã hội")


class Defence(Model):
    """Militia and military commands of the communes."""

    commands_with_register_percent: Percentage = Field(
        title="Ban CHQS cấp xã thực hiện đăng ký, quản lý (%)", examples=[100]
    )
    villages_with_militia_percent: Percentage = Field(
        title="Thôn, xóm có dân quân (%)", examples=[100]
    )
    platoons_per_commune: Annotated[Figure, counted("trung đội")] = Field(
        title="Trung đội dân quân cơ động mỗi xã", examples=[1]
    )
    squads_per_village: Annotated[Figure, counted("tổ")] = Field(
        title="Tổ dân quân mỗi thôn, tổ dân phố", examples=[1]
    )
    text: Words = Field(title="Chất lượng lực lượng dân quân")
    training_passed_percent: Percentage = Field(
        title="Kiểm tra huấn luyện đạt yêu cầu (%)", examples=[100]
    )
    training_good_percent: PercentageRange = Field(title="Trong đó khá, giỏi trở lên (%)")


class Governance(Model):
    """Political system, defence and security."""

    model_config = ConfigDict(title="Hệ thống chính trị")

    political_system: PoliticalSystem = Field(title="Hệ thống chính trị")
    defence: Defence = Field(title="Quốc phòng")
    security: Words = Field(title="An ninh, trật tự xã hội")
