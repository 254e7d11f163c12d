"""From the models to the JSON Schemas with which editors complete, explain and check the data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from ntmreport.model import office_models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

# What yaml-language-server understands best; pydantic writes for a later draft.
DIALECT = "http://json-schema.org/draft-07/schema#"


def schemas() -> Mapping[str, str]:
    """Return the text of each file's schema by the schema's file name: `health.json`."""
    return {f"{name}.json": _schema(model) for name, model in office_models().items()}


def _schema(model: Any) -> str:
    generated = model.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Generator
    )
    schema = {"$schema": DIALECT, **_draft_07(generated)}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Leaves out what helps no office: the English names and docstrings of the models."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return False: every title that is wanted is written."""
        del schema
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return a model's schema with its Vietnamese title, if it has one, and nothing English."""
        described = super().model_schema(schema)
        described.pop("description", None)
        if described.get("title") == schema["cls"].__name__:
            del described["title"]
        return described


def _draft_07(value: Any) -> Any:
    """Move definitions, and words beside a reference, to where draft 07 has them."""
    if isinstance(value, list):
        return [_draft_07(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {
        ("definitions" if key == "$defs" else key): _draft_07(item)
        for key, item in value.items()
        if (key, item) != ("default", None)
    }
    if "$ref" in result and len(result) > 1:
        result["allOf"] = [{"$ref": result.pop("$ref")}]
    return result
