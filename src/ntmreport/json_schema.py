"""From the models to the JSON Schemas with which editors complete, explain and check the data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from ntmreport.model import COMMUNES, FILE_MODELS
from ntmreport.model.commune import Commune
from ntmreport.model.core_schemas import FIELD
from ntmreport.model.criteria_set import CriteriaSet
from ntmreport.model.declaring_form import DeclaringForm
from ntmreport.model.field_types import VALUE
from ntmreport.model.named_sources import takes_source
from ntmreport.source import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

# What yaml-language-server understands best; pydantic writes for a later draft.
DIALECT = "http://json-schema.org/draft-07/schema#"

STATED_TITLE = "Số liệu công bố"
_NULL = {"type": "null"}

_DESCRIBED = {
    **{name: (model, f"data/*/{name}.yaml") for name, model in FILE_MODELS.items()},
    "commune": (Commune, f"data/*/{COMMUNES}/*.yaml"),
    "criteria_set": (CriteriaSet, f"{CRITERIA}/*.yaml"),
    "form": (DeclaringForm, "templates/*/form.yaml"),
}
"""The subject of a schema: the model, and the files that it is the model of."""


SOURCES: Mapping[str, Any] = {
    "source": {
        "title": "Nguồn số liệu",
        "description": (
            "Nguồn số liệu. Một dòng chữ, hoặc document, office, person, day: văn bản, đơn vị, "
            "người cung cấp, ngày."
        ),
        "type": ["string", "object", "null"],
        "errorMessage": "Viết một dòng chữ, hoặc {document: …, office: …, person: …, day: …}.",
    },
    "confirmed": {
        "title": "Đã xác nhận",
        "description": "Đã xác nhận. true, false, hoặc người xác nhận và ngày: person, day.",
        "type": ["boolean", "object", "null"],
        "errorMessage": "Viết true, false, hoặc {person: …, day: …}.",
    },
}
"""The keys that every group with figures can have."""


def schemas() -> Mapping[str, str]:
    """Return the text of each file's schema by the schema's file name: `health.json`."""
    return {f"{name}.json": _text_of(name) for name in _DESCRIBED}


def described_files() -> Mapping[str, str]:
    """Return the pattern of the files that each schema is for, by the schema's file name."""
    return {f"{name}.json": pattern for name, (_, pattern) in _DESCRIBED.items()}


def schema_of(name: str) -> dict[str, Any]:
    """Return the schema of the file that is called `name`, such as "indicators"."""
    model: Any = _DESCRIBED[name][0]
    generated = model.model_json_schema(schema_generator=_Generator)
    definitions = generated.pop("$defs", {})
    schema = {"$schema": DIALECT, **_in_place(generated, definitions)}
    if takes_source((name,)):
        _add_sources(schema)
    return schema


def _add_sources(schema: dict[str, Any]) -> None:
    """Let a group and all groups below it name the source of their figures."""
    inner = [
        *schema.get("properties", {}).values(),
        *schema.get("patternProperties", {}).values(),
        schema.get("items"),
    ]
    for each in inner:
        if isinstance(each, dict):
            _add_sources(each)
    is_group = "object" in _types({"type": [], **schema})
    is_figure = {"value", "qualifier"} == {*schema.get("properties", {})}
    if is_group and not is_figure and schema.get("title") != STATED_TITLE:
        schema["properties"] = {**schema.get("properties", {}), **SOURCES}


def _text_of(name: str) -> str:
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """A generator that takes the schemas of values and the words of fields from where they stand.

    It leaves out the English names and docstrings of the models.
    """

    def function_plain_schema(self, schema: Any) -> JsonSchemaValue:
        """Return the schema of a value."""
        described: JsonSchemaValue = schema["metadata"][VALUE].json_schema()
        return described

    def function_wrap_schema(self, schema: Any) -> JsonSchemaValue:
        """Return the schema of a value with bounds, or of a model."""
        if VALUE in schema.get("metadata", ()):
            return self.function_plain_schema(schema)
        return super().function_wrap_schema(schema)

    def model_field_schema(self, schema: Any) -> JsonSchemaValue:
        """Return the schema of a field with its title, description and examples."""
        field = schema["metadata"][FIELD]
        words = ("title", field.title), ("description", field.description)
        said = {key: each for key, each in (*words, ("examples", field.examples)) if each}
        return {**super().model_field_schema(schema), **said}

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


def _in_place(value: Any, definitions: Mapping[str, Any]) -> Any:
    """Write each definition where it is used, with the title that its key has there.

    The editor reports an error in our own words only where they stand beside the type: not through
    a reference, and not where a value is one of several.
    """
    if isinstance(value, list):
        return [_in_place(item, definitions) for item in value]
    if not isinstance(value, dict):
        return value
    result = {
        key: _in_place(item, definitions)
        for key, item in _merged(value, definitions).items()
        if (key, item) != ("default", None)
    }
    if isinstance(result.get("type"), str | list) and "errorMessage" not in result:
        result |= _explained(result)
    for key, described in result.get("properties", {}).items():
        # Beside the keys that it offers, an editor shows the description alone.
        words = f"{described['title']}. {described.get('description', '')}"
        described["description"] = words.rstrip()
        # A blank value is the same as a missing one.
        if "type" in described and key not in result.get("required", ()):
            described["type"] = list(dict.fromkeys([*_types(described), "null"]))
            if "enum" in described:
                described["enum"] = list(dict.fromkeys([*described["enum"], None]))
    return result


def _merged(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema with its reference resolved and its one type beside null merged."""
    others = dict(schema)
    if "$ref" in others:
        return {**definitions[others.pop("$ref").rpartition("/")[2]], **others}
    if _NULL in others.get("anyOf", ()):
        referring, null = others.pop("anyOf")
        only = _merged(referring, definitions)
        return {**only, "type": [*_types(only), *_types(null)], **others}
    return others


def _types(schema: Mapping[str, Any]) -> list[str]:
    written = schema["type"]
    return [written] if isinstance(written, str) else list(written)


def _explained(schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the message of an editor where the value is of another type."""
    types = _types(schema)
    if "array" in types:
        return {"errorMessage": "Ở đây cần một danh sách: mỗi mục một dòng, bắt đầu bằng “- ”."}
    if "object" not in types:
        return {}
    if "patternProperties" in schema:
        return {"errorMessage": "Ở đây cần các dòng “tên: …”, mỗi tên do đơn vị đặt."}
    required = schema.get("required", [])
    others = [key for key in schema["properties"] if key not in required]
    sentences = [
        f"Bắt buộc có: {', '.join(required)}." if required else "",
        f"{'Có thể thêm' if required else 'Chỉ có thể có'}: {', '.join(others)}." if others else "",
    ]
    return {"errorMessage": " ".join(filter(None, sentences))}
