"""acknowledged.yaml: the warnings that the office has accepted, each with its reason."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Day, Words


class Acknowledgement(Model):
    """One warning that is accepted, named by its rule and by what it is about.

    It holds for the figures that it was accepted of: `digest` is that of the diagnostic then, and
    `found` what the diagnostic said.
    """

    code: Words = Field(title="Mã cảnh báo", examples=["NTM302"])
    about: Words = Field(
        alias="path",
        title="Đường dẫn của số liệu",
        description="Như `ntmreport validate` in ra.",
        examples=["environment.water_works.number"],
    )
    found: Words | None = Field(
        None,
        title="Nội dung cảnh báo lúc chấp nhận",
        description="Chương trình ghi, khi chạy `ntmreport acknowledge`.",
        examples=["công bố 2 nhà máy, nhưng danh sách có 3 nhà máy"],
    )
    digest: Words | None = Field(
        None,
        title="Dấu của số liệu lúc chấp nhận",
        description=(
            "Chương trình ghi, khi chạy `ntmreport acknowledge`. "
            "Số liệu đã đổi thì mục này hết hiệu lực và cảnh báo hiện lại."
        ),
        examples=["3f2a9c01d27b"],
    )
    reason: Words = Field(title="Lý do chấp nhận")
    by: Words | None = Field(None, title="Người chấp nhận")
    day: Day | None = Field(None, title="Ngày chấp nhận", examples=["2021-12-20"])


class Acknowledged(Model):
    """The warnings of the year that are accepted."""

    model_config = ConfigDict(title="Cảnh báo đã chấp nhận")

    acknowledged: tuple[Acknowledgement, ...] = Field(title="Các cảnh báo đã chấp nhận")
