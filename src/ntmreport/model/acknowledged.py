"""acknowledged.yaml: the warnings that the office knows of and stands by, each with its reason."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from ntmreport.model.base import Model
from ntmreport.model.values import Day, Words


class Acknowledgement(Model):
    """One warning that is accepted, named by its rule and by what it is about."""

    code: Words = Field(title="Mã cảnh báo", examples=["NTM302"])
    about: Words = Field(
        alias="path",
        title="Đường dẫn của số liệu",
        description="Như `ntmreport validate` in ra.",
        examples=["environment.water_works.number"],
    )
    value: Words | None = Field(
        None,
        title="Giá trị được chấp nhận",
        description="Như viết trong dữ liệu; giá trị khác thì vẫn cảnh báo.",
        examples=["96.29"],
    )
    reason: Words = Field(title="Lý do chấp nhận")
    by: Words | None = Field(None, title="Người chấp nhận")
    day: Day | None = Field(None, title="Ngày chấp nhận", examples=["2021-12-20"])


class Acknowledged(Model):
    """The warnings of the year that are accepted."""

    model_config = ConfigDict(title="Cảnh báo đã chấp nhận")

    acknowledged: tuple[Acknowledgement, ...] = Field(title="Các cảnh báo đã chấp nhận")
