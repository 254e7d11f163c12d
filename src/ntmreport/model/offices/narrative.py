"""narrative.yaml: what a report says in its own words this year, by names that the form prints."""

from collections.abc import Mapping

from pydantic import ConfigDict

from ntmreport.model.field_types import Passage
from ntmreport.model.user_keyed_model import UserKeyedModel


class Narrative(UserKeyedModel):
    """Texts, each one or a list of them, by the names that the form prints them under."""

    model_config = ConfigDict(title="Phần lời của báo cáo")

    may_be_blank = True

    entries: Mapping[str, Passage | None]
