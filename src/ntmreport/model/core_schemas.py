"""The core schemas by which pydantic validates models, whose fields take values and models."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic_core import core_schema

from ntmreport.model.field_types import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel, GetCoreSchemaHandler, ValidationInfo
    from pydantic.fields import FieldInfo
    from pydantic_core import CoreSchema

FIELD = "field"
"""The key under which the metadata of a field's core schema has the field."""

_UNIONS = (Union, UnionType)


def model_schema(
    model: type[BaseModel],
    read: Callable[[Any, Any, ValidationInfo], Any],
    handler: GetCoreSchemaHandler,
) -> CoreSchema:
    """Return the core schema of a model: `read` gives its fields their values, from a node.

    pydantic's own way to it looks for all that a model could have, and takes three times as long.
    Here a model has fields, and no validators but `read`.
    """
    fields = {
        name: core_schema.model_field(
            _field_schema(field, handler),
            validation_alias=field.alias,
            metadata={FIELD: field},
        )
        for name, field in model.model_fields.items()
    }
    return core_schema.with_info_wrap_validator_function(
        read,
        core_schema.model_schema(
            model,
            core_schema.model_fields_schema(fields),
            post_init=model.__pydantic_post_init__,
            config=core_schema.CoreConfig(title=model.__name__, extra_fields_behavior="forbid"),
        ),
        ref=f"{model.__module__}.{model.__qualname__}:{id(model)}",
    )


def _field_schema(field: FieldInfo, handler: GetCoreSchemaHandler) -> CoreSchema:
    schema = _schema_of(field.annotation, field.metadata, handler)
    if field.is_required():
        return schema
    return core_schema.with_default_schema(schema, default=field.default)


def _schema_of(kind: Any, metadata: Sequence[object], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the core schema of a type: of a value, a list, or a type beside None.

    That of any other type is the one that pydantic comes to.
    """
    if len(metadata) == 1 and isinstance(metadata[0], Value):
        return metadata[0].__get_pydantic_core_schema__(kind, handler)
    if metadata:
        return handler.generate_schema(Annotated[kind, *metadata])
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _schema_of(arguments[0], arguments[1:], handler)
    if origin is tuple and arguments[-1] is Ellipsis:
        items = _schema_of(arguments[0], (), handler)
        return core_schema.tuple_schema([items], variadic_item_index=0)
    if origin in _UNIONS and arguments[1:] == (NoneType,):
        return core_schema.nullable_schema(_schema_of(arguments[0], (), handler))
    return handler.generate_schema(kind)
