"""From the nodes of one file to its model, with a diagnostic for all that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.model.key_diagnostics import missing_below
from ntmreport.model.reading_context import Reading, RefusedError

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model.base_model import AnyModel
    from ntmreport.source import MappingNode


def validated(
    name: str, root: MappingNode, model: type[AnyModel], reading: Reading, title: str = ""
) -> AnyModel | None:
    """Return the model of a file as far as it can be read; all errors are noted in `reading`.

    Its figures are called by `title`, else by that of the model.
    """
    reading.labels[(name,)] = title or model.file_title or name
    told = len(reading.refused)
    try:
        return model.from_node(root, reading)
    except RefusedError as error:
        is_told = bool(error.diagnostics) or len(reading.refused) > told
        reading.refused += error.diagnostics
        if not is_told:
            # What is missing, models tell themselves, unless communes with errors may give it.
            reading.refused += (
                missing_below(path, str(path[-1]), {name: root})
                for path in error.missing
                if path not in reading.commune_totals.withheld
            )
        return None


def read_model(
    name: str, root: MappingNode, model: type[AnyModel]
) -> tuple[AnyModel | None, tuple[Diagnostic, ...]]:
    """Return the model of a file that stands by itself, None where it has errors, and those."""
    reading = Reading()
    read = validated(name, root, model, reading)
    return (None if reading.refused else read), tuple(reading.refused)
