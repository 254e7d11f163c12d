"""acknowledged.yaml: the warnings that the office has accepted, each with its reason."""

from __future__ import annotations

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Day, Words
from ntmreport.model.model_fields import field


class Acknowledgement(Model):
    """One warning that is accepted, named by its rule and by what it is about.

    It holds for the figures that it was accepted of: `digest` is that of the diagnostic then, and
    `found` what the diagnostic said.
    """

    code: Words = field(title="Mã cảnh báo", examples=["NTM302"])
    about: Words = field(
        alias="path",
        title="Đường dẫn của số liệu",
        description="Như `ntmreport validate` in ra.",
        examples=["environment.water_works.number"],
    )
    found: Words | None = field(
        None,
        title="Nội dung cảnh báo lúc chấp nhận",
        description="Chương trình ghi, khi chạy `ntmreport acknowledge`.",
        examples=["công bố 2 nhà máy, nhưng danh sách có 3 nhà máy"],
    )
    digest: Words | None = field(
        None,
        title="Dấu của số liệu lúc chấp nhận",
        description=(
            "Chương trình ghi, khi chạy `ntmreport acknowledge`. "
            "Số liệu đã đổi thì mục này hết hiệu lực và cảnh báo hiện lại."
        ),
        examples=["3f2a9c01d27b"],
    )
    reason: Words = field(title="Lý do chấp nhận")
    by: Words | None = field(None, title="Người chấp nhận")
    day: Day | None = field(None, title="Ngày chấp nhận", examples=["2021-12-20"])


class Acknowledged(Model):
    """The warnings of the year that are accepted."""

    file_title = "Cảnh báo đã chấp nhận"

    acknowledged: tuple[Acknowledgement, ...] = field(title="Các cảnh báo đã chấp nhận")
