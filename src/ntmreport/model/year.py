"""From the nodes of a year's files to the validated year."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ntmreport.model.acknowledged import Acknowledged
from ntmreport.model.base import AnyModel, Model
from ntmreport.model.offices.assessment import Assessment
from ntmreport.model.offices.communication import Communication
from ntmreport.model.offices.culture import Culture
from ntmreport.model.offices.education import Education
from ntmreport.model.offices.environment import Environment
from ntmreport.model.offices.governance import Governance
from ntmreport.model.offices.health import Health
from ntmreport.model.offices.indicators import Indicators
from ntmreport.model.offices.infrastructure import Infrastructure
from ntmreport.model.offices.narrative import Narrative
from ntmreport.model.offices.plan import Plan
from ntmreport.model.offices.planning import Planning
from ntmreport.model.offices.production import Production
from ntmreport.model.offices.proposals import Proposals
from ntmreport.model.offices.report import Report
from ntmreport.model.offices.resources import Resources
from ntmreport.model.offices.steering import Steering
from ntmreport.model.reading import REFUSED, Reading
from ntmreport.model.versions import version_mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source import MappingNode


OFFICE_MODELS: Mapping[str, type[Model]] = MappingProxyType(
    {
        "report": Report,
        "steering": Steering,
        "communication": Communication,
        "planning": Planning,
        "production": Production,
        "infrastructure": Infrastructure,
        "education": Education,
        "culture": Culture,
        "health": Health,
        "environment": Environment,
        "governance": Governance,
        "resources": Resources,
        "assessment": Assessment,
        "plan": Plan,
        "proposals": Proposals,
        "indicators": Indicators,
        "narrative": Narrative,
    }
)
"""The model of each file that a report can be made from, by the file's name, in its order."""

OPTIONAL_MODELS: Mapping[str, type[Model]] = MappingProxyType({"acknowledged": Acknowledged})
"""The models of files that a year may have and whose figures the report does not print."""

FILE_MODELS: Mapping[str, type[Model]] = MappingProxyType({**OFFICE_MODELS, **OPTIONAL_MODELS})
"""The models of all files that stand in a year's folder itself."""

SUBFOLDERS: tuple[str, ...] = ()
"""The subfolders of a year whose files are read too."""

REPORT = "report"
"""The file without which nothing is known of a year, not even its form."""


@dataclass(frozen=True, slots=True)
class YearData:
    """One year's data: a model for each of its files, by the file's name."""

    offices: Mapping[str, Model]

    @property
    def report(self) -> Report:
        """What every year has: its frame."""
        return self.office(Report)

    def office(self, model: type[AnyModel]) -> AnyModel:
        """Return the file that `model` describes; raises LookupError where the year has none."""
        for office in self.offices.values():
            if isinstance(office, model):
                return office
        raise LookupError(model.__name__)


def read_models(
    files: Mapping[str, MappingNode],
) -> tuple[Mapping[str, Model], tuple[Diagnostic, ...]]:
    """Validate the files of a year, report.yaml first since the others count the units in it.

    All files that are there are checked; a file with a mistake has no model.
    """
    mistake = version_mistake(files)
    if mistake is not None:
        # By the rules of another version, all else that would be said is beside the point.
        return {}, (mistake,)
    reading = Reading()
    models: dict[str, Model] = {}
    for name, model in FILE_MODELS.items():
        if name not in files:
            continue
        refused = len(reading.refused)
        read = _validated(name, files[name], model, reading)
        if read is not None and len(reading.refused) == refused:
            models[name] = read
        if isinstance(read, Report) and read.unit.subordinates is not None:
            reading.subordinates = read.unit.subordinates.number
    return models, tuple(reading.refused)


def read_model(
    name: str, root: MappingNode, model: type[AnyModel]
) -> tuple[AnyModel | None, tuple[Diagnostic, ...]]:
    """Validate one file that stands by itself; None where it has mistakes."""
    reading = Reading()
    read = _validated(name, root, model, reading)
    return (None if reading.refused else read), tuple(reading.refused)


def _validated(
    name: str, root: MappingNode, model: type[AnyModel], reading: Reading
) -> AnyModel | None:
    """Return what the file says as far as it can be read; what is wrong is noted in `reading`."""
    reading.labels[(name,)] = model.model_config["title"] or name
    try:
        return model.model_validate(root, context=reading)
    except ValidationError as error:
        reading.refused += [
            details["ctx"]["diagnostic"]
            for details in error.errors()
            if details["type"] == REFUSED  # what is missing, the model has told itself
        ]
        return None


def whole_year(models: Mapping[str, Model], needed: Iterable[str]) -> YearData | None:
    """Return the year that `models` are the files of, if none of the `needed` ones is missing."""
    if not {REPORT, *needed} <= models.keys():
        return None
    return YearData({name: models[name] for name in OFFICE_MODELS if name in models})
