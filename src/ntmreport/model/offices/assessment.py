"""assessment.yaml: what stands out, what is lacking and why."""

from typing import Annotated

from pydantic import ConfigDict, Field

from ntmreport.figure import Figure, difference
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Day, Words
from ntmreport.model.figure_fields import Achievement, counted
from ntmreport.model.indicator import indicator
from ntmreport.model.offices.plan import Targets
from ntmreport.model.shapes import COMMUNE, VILLAGE, CommuneCoverage, Communes, Villages


class Recognition(Model):
    """The unit's own recognition as meeting the programme's standard."""

    by: Day = Field(title="Phấn đấu đến ngày", examples=["2021-12-31"])
    text: Words = Field(title="Nội dung phấn đấu")
    years_early: Annotated[Figure, counted("năm")] = Field(
        title="Sớm hơn kế hoạch (năm)", examples=[1]
    )


class EarlierResults(Model):
    """What had been reached a year before: what growth is measured from."""

    advanced_communes: Communes | None = Field(
        None, title="Xã đạt chuẩn NTM nâng cao", examples=[3]
    )
    model_communes: Communes | None = Field(None, title="Xã đạt chuẩn NTM kiểu mẫu", examples=[1])
    model_villages: Villages | None = Field(None, title="Thôn NTM kiểu mẫu", examples=[3])


class Results(Model):
    """What stands out, beside what had been promised and what had been reached before."""

    cumulative = ("advanced_communes", "model_communes", "model_villages")
    retold = ("targets", "previous")

    targets: Targets | None = Field(
        None,
        title="Mục tiêu năm trước đề ra cho năm nay",
        description="Số phấn đấu có thêm, theo plan.yaml của năm trước.",
    )
    previous: EarlierResults | None = Field(
        None,
        title="Kết quả năm trước",
        description="Để tính mức tăng trong năm.",
    )
    communes: CommuneCoverage = Field(title="Xã đạt chuẩn NTM")
    advanced_communes: Communes = Field(title="Xã đạt chuẩn NTM nâng cao", examples=[3])
    model_communes: Communes | None = Field(None, title="Xã đạt chuẩn NTM kiểu mẫu", examples=[1])
    model_villages: Villages = Field(title="Thôn NTM kiểu mẫu", examples=[3])
    target_percent: Achievement = Field(title="So với chỉ tiêu Nghị quyết (%)", examples=[100])
    recognition: Recognition = Field(title="Công nhận đạt chuẩn NTM")

    @property
    def _before(self) -> EarlierResults:
        return self.previous or EarlierResults.model_construct()

    @indicator("Xã NTM nâng cao có thêm trong năm", COMMUNE, whole=True)
    def more_advanced_communes(self) -> Figure | None:
        """Return how many advanced communes the year has added."""
        return difference(self.advanced_communes, self._before.advanced_communes)

    @indicator("Xã NTM kiểu mẫu có thêm trong năm", COMMUNE, whole=True)
    def more_model_communes(self) -> Figure | None:
        """Return how many model communes the year has added."""
        return difference(self.model_communes, self._before.model_communes)

    @indicator("Thôn NTM kiểu mẫu có thêm trong năm", VILLAGE, whole=True)
    def more_model_villages(self) -> Figure | None:
        """Return how many model villages the year has added."""
        return difference(self.model_villages, self._before.model_villages)


class Causes(Model):
    """Why something is lacking."""

    objective: tuple[Words, ...] = Field(title="Nguyên nhân khách quan")
    subjective: tuple[Words, ...] = Field(title="Nguyên nhân chủ quan")


class Assessment(Model):
    """Results, limitations and their causes."""

    model_config = ConfigDict(title="Đánh giá")

    results: Results = Field(title="Kết quả nổi bật")
    limitations: tuple[Words, ...] = Field(title="Hạn chế, khó khăn, vướng mắc")
    causes: Causes = Field(title="Nguyên nhân của những hạn chế")
