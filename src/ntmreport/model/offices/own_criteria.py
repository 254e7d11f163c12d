"""criteria.yaml: where a commune that reports itself stands by its set of criteria."""

from pydantic import ConfigDict

from ntmreport.model.commune import CommuneStanding


class OwnCriteria(CommuneStanding):
    """The reporting commune's own criteria, group and level."""

    model_config = ConfigDict(title="Kết quả thực hiện các tiêu chí của xã")
