"""From the models to the JSON Schemas with which editors complete, explain and check the data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ntmreport.model import COMMUNES, FILE_MODELS, Commune, FormDescription
from ntmreport.model.criteria import CriteriaSet
from ntmreport.model.named_sources import takes_source
from ntmreport.source import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.model import Model
    from ntmreport.model.field_types import JsonSchema
    from ntmreport.model.model_fields import ModelField, Taken

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The draft that yaml-language-server understands best."""

STATED_TITLE = "Số liệu công bố"

_DESCRIBED: Mapping[str, tuple[type[Model], str]] = {
    **{name: (model, f"data/*/{name}.yaml") for name, model in FILE_MODELS.items()},
    "commune": (Commune, f"data/*/{COMMUNES}/*.yaml"),
    "criteria_set": (CriteriaSet, f"{CRITERIA}/*.yaml"),
    "form": (FormDescription, "templates/*/form.yaml"),
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
    schema = {"$schema": DIALECT, **_for_editors(_of_group(_DESCRIBED[name][0]))}
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


def _of_group(model: type[Model]) -> JsonSchema:
    """Return the schema of the groups that `model` reads, all models below it written in place.

    The editor reports an error in our own words only where they stand beside the type: not through
    a reference, and not where a value is one of several.
    """
    fields = {key: _of_field(each) for key, each in model.keys().items()}
    required = [key for key, each in model.keys().items() if each.is_required]
    schema = model.described(
        {
            "type": "object",
            "properties": dict(fields),
            "additionalProperties": False,
            **({"required": required} if required else {}),
            **({"title": model.file_title} if model.file_title else {}),
            **model.schema_more,
        }
    )
    if "properties" in schema:
        more = schema["properties"].items()
        schema["properties"] = {key: fields.get(key) or _in_order(each) for key, each in more}
    return {name: schema[name] for name in sorted(schema)}


def _of_field(field: ModelField) -> JsonSchema:
    """Return the schema of what a field takes, with the words about the field."""
    words: JsonSchema = {
        name: said
        for name in ("title", "description", "examples")
        if (said := getattr(field, name))
    }
    if not field.is_required and field.default is not None:
        words["default"] = [] if field.default == () else field.default
    taken = field.taken
    schema = {**_of_taken(taken), **_in_order(words)}
    if taken.group or taken.allows_none:
        return schema
    return {name: schema[name] for name in sorted(schema)}


def _of_taken(taken: Taken) -> JsonSchema:
    if taken.value is not None:
        schema = _in_order(taken.value.json_schema())
    elif taken.each is not None and taken.is_list:
        schema = {"items": _of_taken(taken.each), "type": "array"}
    elif taken.each is not None:
        schema = {"additionalProperties": _of_taken(taken.each), "type": "object"}
    else:
        model = taken.group
        schema = {} if model is None else _of_group(model)
    return {**schema, "type": [*_types(schema), "null"]} if taken.allows_none else schema


def _in_order(value: Any, key: str = "") -> Any:
    """Return a schema with its keywords in the order of the alphabet, and keys as they stand."""
    if isinstance(value, list):
        return [_in_order(item, key) for item in value]
    if not isinstance(value, dict):
        return value
    names = value if key in {"properties", "default"} else sorted(value)
    return {name: _in_order(value[name], name) for name in names}


def _for_editors(value: Any) -> Any:
    """Return a schema with what editors show: messages, descriptions beside titles, blanks."""
    if isinstance(value, list):
        return [_for_editors(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: _for_editors(item) for key, item in value.items()}
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
