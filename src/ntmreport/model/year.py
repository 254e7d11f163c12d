"""From the nodes of a year's files to the validated year."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, get_type_hints

from pydantic import ValidationError

from ntmreport.model.acknowledged import Acknowledged
from ntmreport.model.base import Model
from ntmreport.model.offices.assessment import Assessment
from ntmreport.model.offices.communication import Communication
from ntmreport.model.offices.culture import Culture
from ntmreport.model.offices.education import Education
from ntmreport.model.offices.environment import Environment
from ntmreport.model.offices.governance import Governance
from ntmreport.model.offices.health import Health
from ntmreport.model.offices.infrastructure import Infrastructure
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
    from collections.abc import Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source import MappingNode


@dataclass(frozen=True)
class YearData:
    """One year's data: a model for each file, by the file's name."""

    report: Report
    steering: Steering
    communication: Communication
    planning: Planning
    production: Production
    infrastructure: Infrastructure
    education: Education
    culture: Culture
    health: Health
    environment: Environment
    governance: Governance
    resources: Resources
    assessment: Assessment
    plan: Plan
    proposals: Proposals


def office_models() -> Mapping[str, type[Model]]:
    """Return the model of each file of a year, by the file's name, in the order of the report."""
    hints = get_type_hints(YearData)
    return {field.name: hints[field.name] for field in fields(YearData)}


OPTIONAL_MODELS: Mapping[str, type[Model]] = {"acknowledged": Acknowledged}
"""The models of files that a year may have and whose figures the report does not print."""


def read_models(
    files: Mapping[str, MappingNode],
) -> tuple[Mapping[str, Model], tuple[Diagnostic, ...]]:
    """Validate the files of a year, report.yaml first since the others count its communes.

    All files that are there are checked; a file with a mistake has no model.
    """
    mistake = version_mistake(files)
    if mistake is not None:
        # By the rules of another version, all else that would be said is beside the point.
        return {}, (mistake,)
    reading = Reading()
    models: dict[str, Model] = {}
    for name, model in {**office_models(), **OPTIONAL_MODELS}.items():
        if name not in files:
            continue
        reading.labels[(name,)] = model.model_config["title"] or name
        refused = len(reading.refused)
        try:
            read = model.model_validate(files[name], context=reading)
        except ValidationError as error:
            reading.refused += [
                details["ctx"]["diagnostic"]
                for details in error.errors()
                if details["type"] == REFUSED  # what is missing, the model has told itself
            ]
            continue
        if len(reading.refused) == refused:
            models[name] = read
        if isinstance(read, Report):
            reading.subordinates = read.unit.communes.number
    return models, tuple(reading.refused)


def whole_year(models: Mapping[str, Model]) -> YearData | None:
    """Return the year that `models` are the files of, if none is missing."""
    if not office_models().keys() <= models.keys():
        return None
    offices = {name: models[name] for name in office_models()}
    return YearData(**offices)  # type: ignore[arg-type] # the models are those of the fields
