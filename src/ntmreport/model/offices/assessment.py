"""assessment.yaml: what stands out, what is lacking and why."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from ntmreport.figure import Figure
from ntmreport.model.base import Model
from ntmreport.model.shapes import CommuneCoverage, Communes, Villages
from ntmreport.model.values import Achievement, Day, Words, counted


class Recognition(Model):
    """The unit's own recognition as meeting the programme's standard."""

    by: Day = Field(title="Phấn đấu đến ngày", examples=["2021-12-31"])
    text: Words = Field(title="Nội dung phấn đấu")
    years_early: Annotated[Figure, counted("năm")] = Field(
        title="Sớm hơn kế hoạch (năm)", examples=[1]
    )


class Results(Model):
    """What stands out."""

    cumulative = ("advanced_communes", "model_villages")

    communes: CommuneCoverage = Field(title="Xã đạt chuẩn NTM")
    advanced_communes: Communes = Field(title="Xã đạt chuẩn NTM nâng cao", examples=[3])
    model_villages: Villages = Field(title="Thôn NTM kiểu mẫu", examples=[3])
    target_percent: Achievement = Field(title="So với chỉ tiêu Nghị quyết (%)", examples=[100])
    recognition: Recognition = Field(title="Công nhận đạt chuẩn NTM")


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
