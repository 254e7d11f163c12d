"""proposals.yaml: what the unit asks of those above it."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Words


class Proposal(Model):
    """One proposal and to whom it goes."""

    to: Words = Field(title="Cấp, cơ quan nhận kiến nghị", examples=["Trung ương và tỉnh"])
    text: Words = Field(title="Nội dung kiến nghị")


class Proposals(Model):
    """Proposals."""

    model_config = ConfigDict(title="Kiến nghị")

    proposals: tuple[Proposal, ...] = Field(title="Các kiến nghị")
