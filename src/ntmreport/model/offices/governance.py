"""governance.yaml: the political system, defence and public order."""

from typing import Annotated

from ntmreport.figure import Figure
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import CalendarYear, Words
from ntmreport.model.figure_fields import Percentage, counted
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import CommuneCoverage, PercentageRange


class PoliticalSystem(Model):
    """Organisations of the political system in the communes."""

    communes: CommuneCoverage = field(title="Xã có đủ các tổ chức trong hệ thống chính trị")
    since: CalendarYear = field(title="Kết quả xếp loại từ năm", examples=[2012])
    party: Words = field(title="Đảng bộ xã")
    authorities: Words = field(title="Chính quyền xã")
    organisations: Words = field(title="Tổ chức chính trị - xã hội")


class Defence(Model):
    """Militia and military commands of the communes."""

    commands_with_register_percent: Percentage = field(
        title="Ban CHQS cấp xã thực hiện đăng ký, quản lý (%)", examples=[100]
    )
    villages_with_militia_percent: Percentage = field(
        title="Thôn, xóm có dân quân (%)", examples=[100]
    )
    platoons_per_commune: Annotated[Figure, counted("trung đội")] = field(
        title="Trung đội dân quân cơ động mỗi xã", examples=[1]
    )
    squads_per_village: Annotated[Figure, counted("tổ")] = field(
        title="Tổ dân quân mỗi thôn, tổ dân phố", examples=[1]
    )
    text: Words = field(title="Chất lượng lực lượng dân quân")
    training_passed_percent: Percentage = field(
        title="Kiểm tra huấn luyện đạt yêu cầu (%)", examples=[100]
    )
    training_good_percent: PercentageRange = field(title="Trong đó khá, giỏi trở lên (%)")


class Governance(Model):
    """Political system, defence and security."""

    file_title = "Hệ thống chính trị"

    political_system: PoliticalSystem = field(title="Hệ thống chính trị")
    defence: Defence = field(title="Quốc phòng")
    security: Words = field(title="An ninh, trật tự xã hội")
