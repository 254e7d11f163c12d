"""plan.yaml: next year's targets, tasks and solutions."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.shapes import Citation, Communes, Villages


class Targets(Model):
    """How many more are to be recognised next year."""

    advanced_communes: Communes = Field(title="Xã NTM nâng cao", examples=[6])
    model_communes: Communes = Field(title="Xã NTM kiểu mẫu", examples=[1])
    model_villages: Villages = Field(title="Thôn NTM kiểu mẫu", examples=[16])


class Task(Model):
    """A task: one sentence, or a title with several sentences below it and a paragraph after it."""

    one_of = ("title", "text")

    title: Words | None = Field(None, title="Lĩnh vực", examples=["Chỉ đạo, điều hành"])
    text: Words | None = Field(None, title="Nội dung, khi chỉ có một câu")
    items: tuple[Words, ...] = Field((), title="Các nội dung")
    paragraph: Words | None = Field(None, title="Đoạn văn tiếp theo")


class Plan(Model):
    """The year to come."""

    model_config = ConfigDict(title="Kế hoạch năm sau")

    targets: Targets = Field(title="Mục tiêu")
    steering_committee: Citation | None = Field(
        None, title="Quyết định về Ban Chỉ đạo được viện dẫn"
    )
    unit_tasks: tuple[Task, ...] = Field(title="Nhiệm vụ của đơn vị")
    commune_tasks: tuple[Task, ...] = Field(title="Nhiệm vụ của xã")
