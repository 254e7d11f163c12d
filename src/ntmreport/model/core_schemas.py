"""The core schemas by which pydantic validates models, whose fields take values and models."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic.errors import PydanticSchemaGenerationError
from pydantic_core import SchemaValidator, core_schema

from ntmreport.model.field_types import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import ValidationInfo
    from pydantic.fields import FieldInfo
    from pydantic_core import CoreSchema

FIELD = "field"
"""The key under which the metadata of a field's core schema has the field."""

_UNIONS = (Union, UnionType)
_PLAIN_TYPES: Mapping[object, Callable[[], CoreSchema]] = {
    Any: core_schema.any_schema,
    str: core_schema.str_schema,
    bool: core_schema.bool_schema,
    int: core_schema.int_schema,
}
"""Types that have nothing inside them, each with what makes its core schema."""


@cache
def validator_of(model: type[BaseModel]) -> SchemaValidator:
    """Return what validates the mappings that `model` describes, and all below them.

    The one that pydantic makes for `model_validate` comes with a serializer that nothing asks for,
    and after a search for plugins, which loads packages for mail and networks. It is taken where
    a field has types or annotations that are read by pydantic alone.
    """
    models = _ModelSchemas()
    try:
        whole = models.generate_schema(model)
    except PydanticSchemaGenerationError:
        model.model_rebuild()
        return cast("SchemaValidator", model.__pydantic_validator__)  # it has no plugins
    return SchemaValidator(core_schema.definitions_schema(whole, [*models.schemas.values()]))


class _ModelSchemas(GetCoreSchemaHandler):
    """The core schemas of models, each once, to which others refer."""

    def __init__(self) -> None:
        self.schemas: dict[type[BaseModel], CoreSchema] = {}

    def generate_schema(self, source_type: Any, /) -> CoreSchema:
        """Return a reference to the core schema of a model."""
        if not isinstance(source_type, type) or not issubclass(source_type, BaseModel):
            raise PydanticSchemaGenerationError(f"{source_type} is no model")
        if source_type not in self.schemas:
            self.schemas[source_type] = core_schema.any_schema()  # until those below it are there
            schema = source_type.__get_pydantic_core_schema__(source_type, self)
            self.schemas[source_type] = schema
        return core_schema.definition_reference_schema(_reference(source_type))


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
        ref=_reference(model),
    )


def _reference(model: type[BaseModel]) -> str:
    return f"{model.__module__}.{model.__qualname__}:{id(model)}"


def _field_schema(field: FieldInfo, handler: GetCoreSchemaHandler) -> CoreSchema:
    schema = _schema_of(field.annotation, field.metadata, handler)
    if field.is_required():
        return schema
    return core_schema.with_default_schema(schema, default=field.default)


def _schema_of(kind: Any, metadata: Sequence[object], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the core schema of a type: of a value, a list, a mapping, or a type beside None.

    That of any other type, such as a model, is the one that `handler` gives.
    """
    if len(metadata) == 1 and isinstance(metadata[0], Value):
        return metadata[0].__get_pydantic_core_schema__(kind, handler)
    if metadata:
        return handler.generate_schema(Annotated[kind, *metadata])
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is None and kind in _PLAIN_TYPES:
        return _PLAIN_TYPES[kind]()
    if origin is Annotated:
        return _schema_of(arguments[0], arguments[1:], handler)
    if origin is tuple and arguments[-1] is Ellipsis:
        items = _schema_of(arguments[0], (), handler)
        return core_schema.tuple_schema([items], variadic_item_index=0)
    if origin is Mapping:
        keys, values = (_schema_of(each, (), handler) for each in arguments)
        return core_schema.dict_schema(keys, values)
    if origin in _UNIONS and arguments[1:] == (NoneType,):
        return core_schema.nullable_schema(_schema_of(arguments[0], (), handler))
    return handler.generate_schema(kind)
