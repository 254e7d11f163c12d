"""form.yaml: what a form is called, whom it is for, and which files of the data it needs."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Choice, Words


class FormDescription(Model):
    """What a form says of itself."""

    model_config = ConfigDict(title="Mẫu báo cáo")

    title: Words = Field(title="Tên mẫu", examples=["Báo cáo năm của xã"])
    levels: tuple[Words, ...] = Field(
        title="Cấp hành chính dùng mẫu này",
        description="Lệnh ntmreport init chọn mẫu theo cấp của đơn vị.",
        examples=[["xã"]],
    )
    files: tuple[Words, ...] = Field(
        title="Các tệp dữ liệu mà mẫu cần",
        description="Tên tệp, không có đuôi .yaml; tệp report luôn phải có.",
        examples=[["report", "indicators", "narrative"]],
    )
    two_digits: Choice = Field(
        False,
        title="Số đếm nhỏ hơn 10 có số 0 ở trước",
        description=(
            "true: 08 sản phẩm; false hoặc không ghi: 8 sản phẩm. Áp dụng cho cả báo cáo, trừ tỷ "
            "số như 6/6 và bảng biểu."
        ),
        examples=[True],
    )
