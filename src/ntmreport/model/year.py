"""From the nodes of a year's files to the validated year."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, get_type_hints

from pydantic import ValidationError

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


def read_model(
    files: Mapping[str, MappingNode],
) -> tuple[YearData | None, tuple[Diagnostic, ...]]:
    """Validate the files of a year, report.yaml first since the others count its communes.

    All files that are there are checked; there is a year only if each is and none has an error.
    """
    reading = Reading()
    models: dict[str, Model] = {}
    for name, model in office_models().items():
        if name not in files:
            continue
        reading.labels[(name,)] = model.model_config["title"] or name
        try:
            models[name] = model.model_validate(files[name], context=reading)
        except ValidationError as error:
            reading.refused += [
                details["ctx"]["diagnostic"]
                for details in error.errors()
                if details["type"] == REFUSED  # what is missing, the model has told itself
            ]
        if isinstance(report := models.get(name), Report):
            reading.subordinates = report.unit.communes.number
    if reading.refused or set(models) != set(office_models()):
        return None, tuple(reading.refused)
    return YearData(**models), ()  # type: ignore[arg-type] # the models are those of the fields
