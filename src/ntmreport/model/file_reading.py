"""From the nodes of one file to its model, with all that is wrong with it noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from ntmreport.model.reading_context import REFUSED, Reading

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model.base_model import AnyModel
    from ntmreport.source import MappingNode


def validated(
    name: str, root: MappingNode, model: type[AnyModel], reading: Reading, title: str = ""
) -> AnyModel | None:
    """Return what the file says as far as it can be read; what is wrong is noted in `reading`.

    Its figures are called by `title`, else by that of the model.
    """
    reading.labels[(name,)] = title or model.model_config["title"] or name
    try:
        return model.model_validate(root, context=reading)
    except ValidationError as error:
        reading.refused += [
            details["ctx"]["diagnostic"]
            for details in error.errors()
            if details["type"] == REFUSED  # what is missing, the model has told itself
        ]
        return None


def read_model(
    name: str, root: MappingNode, model: type[AnyModel]
) -> tuple[AnyModel | None, tuple[Diagnostic, ...]]:
    """Validate one file that stands by itself; None where it has mistakes."""
    reading = Reading()
    read = validated(name, root, model, reading)
    return (None if reading.refused else read), tuple(reading.refused)
