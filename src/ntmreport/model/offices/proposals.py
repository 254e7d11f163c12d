"""proposals.yaml: what the unit asks of those above it."""

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words
from ntmreport.model.model_fields import field


class Proposal(Model):
    """One proposal and to whom it goes."""

    to: Words = field(title="Cấp, cơ quan nhận kiến nghị", examples=["Trung ương và tỉnh"])
    text: Words = field(title="Nội dung kiến nghị")


class Proposals(Model):
    """Proposals."""

    file_title = "Kiến nghị"

    proposals: tuple[Proposal, ...] = field(title="Các kiến nghị")
