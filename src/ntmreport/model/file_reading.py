"""From the nodes of one file to its model, with a diagnostic for each error of the validation."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pydantic import ValidationError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.model.core_schemas import validator_of
from ntmreport.model.key_diagnostics import missing_below
from ntmreport.model.reading_context import REFUSED, Reading
from ntmreport.source import MappingNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from ntmreport.model.base_model import AnyModel
    from ntmreport.source import Node
    from ntmreport.span import Path, Span

_MISSING = "missing"
_OUT_OF_RANGE = ("greater_than", "less_than", "too_", "string_too_", "bytes_too_", "decimal_max_")
"""Beginnings of the names of pydantic's errors that are about a bound."""


def validated(
    name: str, root: MappingNode, model: type[AnyModel], reading: Reading, title: str = ""
) -> AnyModel | None:
    """Return the model of a file as far as it can be read; all errors are noted in `reading`.

    Its figures are called by `title`, else by that of the model.
    """
    reading.labels[(name,)] = title or model.model_config["title"] or name
    told = len(reading.refused)
    try:
        return cast("AnyModel", validator_of(model).validate_python(root, context=reading))
    except ValidationError as error:
        is_told = len(reading.refused) > told
        reading.refused += _diagnostics(error, name, root, reading, is_told=is_told)
        return None


def _diagnostics(
    error: ValidationError, name: str, root: MappingNode, reading: Reading, *, is_told: bool
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each error, pydantic's own too.

    What is missing, the model has told itself, unless communes with errors of their own may give
    it. Where it has not, `is_told` being False, pydantic's error tells it.
    """
    errors = error.errors(include_url=False)
    is_told = is_told or any(each["type"] == REFUSED for each in errors)
    for each in errors:
        if each["type"] == REFUSED:
            yield each["ctx"]["diagnostic"]
        elif each["type"] != _MISSING:
            yield diagnostic_of(each, name, root)
        elif not is_told and not _is_withheld((name, *each["loc"]), reading):
            path = (name, *each["loc"])
            yield missing_below(path, str(path[-1]), {name: root})


def _is_withheld(path: Path, reading: Reading) -> bool:
    return path in reading.commune_totals.withheld


def diagnostic_of(error: ErrorDetails, name: str, root: MappingNode) -> Diagnostic:
    """Return the diagnostic for an error that is pydantic's own, at the node that it is about."""
    node, span = _place(root, error["loc"])
    kind = error["type"]
    rule = catalogue.OUT_OF_RANGE if kind.startswith(_OUT_OF_RANGE) else catalogue.WRONG_TYPE
    message = Bilingual(
        f"giá trị ở đây không dùng được ({kind})", f"the value cannot be used here: {error['msg']}"
    )
    return Diagnostic(rule, span, message, node.path or (name,))


def _place(root: MappingNode, location: Path) -> tuple[Node, Span]:
    """Return the node nearest to pydantic's `location`, and its span.

    Steps that are none of the data's, such as the members of a union, are passed over.
    """
    node: Node = root
    span = root.span
    for step in location:
        if isinstance(node, MappingNode) and step in node.entries:
            node = node.entries[str(step)].value
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            continue
        span = node.span
    return node, span


def read_model(
    name: str, root: MappingNode, model: type[AnyModel]
) -> tuple[AnyModel | None, tuple[Diagnostic, ...]]:
    """Return the model of a file that stands by itself, None where it has errors, and those."""
    reading = Reading()
    read = validated(name, root, model, reading)
    return (None if reading.refused else read), tuple(reading.refused)
