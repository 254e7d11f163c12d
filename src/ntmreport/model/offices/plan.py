"""plan.yaml: next year's targets, tasks and solutions."""

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import Citation, Communes, Villages


class Targets(Model):
    """How many more are to be recognised next year."""

    advanced_communes: Communes = field(title="Xã NTM nâng cao", examples=[6])
    model_communes: Communes = field(title="Xã NTM kiểu mẫu", examples=[1])
    model_villages: Villages = field(title="Thôn NTM kiểu mẫu", examples=[16])


class Task(Model):
    """A task: one sentence, or a title with several sentences below it and a paragraph after it."""

    one_of = ("title", "text")

    title: Words | None = field(None, title="Lĩnh vực", examples=["Chỉ đạo, điều hành"])
    text: Words | None = field(None, title="Nội dung, khi chỉ có một câu")
    items: tuple[Words, ...] = field((), title="Các nội dung")
    paragraph: Words | None = field(None, title="Đoạn văn tiếp theo")


class Plan(Model):
    """The year to come."""

    file_title = "Kế hoạch năm sau"

    targets: Targets = field(title="Mục tiêu")
    steering_committee: Citation | None = field(
        None, title="Quyết định về Ban Chỉ đạo được viện dẫn"
    )
    unit_tasks: tuple[Task, ...] = field(title="Nhiệm vụ của đơn vị")
    commune_tasks: tuple[Task, ...] = field(title="Nhiệm vụ của xã")
