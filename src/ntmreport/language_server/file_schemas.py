"""The JSON Schema of each file that an editor has open, and what it says of a place."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeAlias

from ntmreport.model import COMMUNES, FILE_MODELS
from ntmreport.source import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.compose import Form
    from ntmreport.live.kept_periods import PeriodState
    from ntmreport.span import Path

Schema: TypeAlias = "dict[str, Any]"

_FORMS_KEPT = 16
_OF_FORM: dict[str, Mapping[str, Schema]] = {}


def schema_for(name: str, state: PeriodState | None) -> Schema | None:
    """Return the schema of a file by its name; None where it has none.

    What the forms of its period declare is in it.
    """
    path = PurePath(name)
    if path.parent.name == COMMUNES:
        return _own("commune")
    if path.name == "form.yaml":
        return _own("form")
    if path.parent.name == CRITERIA:
        return _own("criteria_set")
    for form_name, compiled in state.forms if state is not None else ():
        if compiled.form is not None and compiled.form.declared:
            found = _schemas_of(form_name, compiled.form).get(f"{path.stem}.json")
            if found is not None:
                return found
    return _own(path.stem) if path.stem in FILE_MODELS else None


def at_path(schema: Schema | None, path: Path) -> Schema | None:
    """Return what a schema says of the value at a path; None where it says nothing."""
    for step in path:
        if schema is None:
            return None
        if isinstance(step, int):
            items = schema.get("items")
            schema = items if isinstance(items, dict) else None
        else:
            schema = _behind(schema, step)
    return schema


def keys_of(schema: Schema) -> Mapping[str, Schema]:
    """Return the keys that a group can have, with what the schema says of them."""
    found = schema.get("properties", {})
    return {key: each for key, each in found.items() if isinstance(each, dict)}


def types_of(schema: Schema) -> set[str]:
    """Return the types that a value can have, but for the blank one."""
    named = schema.get("type", ())
    return {*((named,) if isinstance(named, str) else named)} - {"null"}


def _behind(schema: Schema, key: str) -> Schema | None:
    found = schema.get("properties", {}).get(key)
    if isinstance(found, dict):
        return found
    for pattern, each in schema.get("patternProperties", {}).items():
        if isinstance(each, dict) and re.search(pattern, key):
            return each
    others = schema.get("additionalProperties")
    return others if isinstance(others, dict) else None


@lru_cache
def _own(name: str) -> Schema:
    from ntmreport.json_schema import schema_of  # which the first answers have no need of

    return schema_of(name)


def _schemas_of(name: str, form: Form) -> Mapping[str, Schema]:
    """Return the schemas for the files of a form's indicators, by their names."""
    key = f"{name}\0{form.description}"
    if key not in _OF_FORM:
        from ntmreport.form_schema import schemas_of_form

        if len(_OF_FORM) >= _FORMS_KEPT:
            _OF_FORM.clear()
        texts = schemas_of_form(name, name, form.declared)
        _OF_FORM[key] = {file.rpartition("/")[2]: json.loads(text) for file, text in texts.items()}
    return _OF_FORM[key]
