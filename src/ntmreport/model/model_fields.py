"""The fields of models: what an annotated attribute takes, and the reading of all of a group.

A model is a class whose annotations say what each key of a group takes. They are looked at when
the first group is read by it: a year has no use for the models of files that it does not have.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self, Union, get_args, get_origin

from ntmreport.model.field_types import Value
from ntmreport.model.reading_context import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.model.field_types import Measure
    from ntmreport.model.reading_context import Reading
    from ntmreport.span import Path


_REQUIRED: Any = object()


class FieldDeclaration:
    """The words about a field, and its value where the data gives none."""

    __slots__ = ("alias", "default", "description", "examples", "title")

    def __init__(
        self,
        default: object = _REQUIRED,
        alias: str = "",
        title: str = "",
        description: str = "",
        examples: Sequence[Any] = (),
    ) -> None:
        self.default = default
        self.alias = alias
        self.title = title
        self.description = description
        self.examples = examples

    def __get__(self, model: object, owner: type) -> object:
        # What a group was given stands in the model itself, and is found there before.
        if model is None:
            return self
        if self.default is _REQUIRED:
            raise AttributeError(f"{owner.__name__} was built without a value that it must have")
        return self.default


_NO_WORDS = FieldDeclaration()


def field(
    default: object = _REQUIRED,
    *,
    alias: str = "",
    title: str = "",
    description: str = "",
    examples: Sequence[Any] = (),
) -> Any:
    """Declare a field of a model: its Vietnamese title, its key in YAML where that is another.

    Without a `default`, the data must have it.
    """
    return FieldDeclaration(default, alias, title, description, examples)


class Taken(NamedTuple):
    """What a field takes: values of `type` that `value` reads, a group, or a list or mapping.

    `each` is what the entries of a list, or the values of a mapping, are.
    """

    type: Any
    value: Value | None = None
    allows_none: bool = False
    each: Taken | None = None

    @property
    def is_list(self) -> bool:
        """True if it is a list."""
        return self.type is tuple

    @property
    def innermost(self) -> Taken:
        """The values that are taken, in a list or alone."""
        return self.each if self.each is not None and self.is_list else self

    @property
    def measure(self) -> Measure | None:
        """Unit and bounds of a figure that is taken; None where none is."""
        return None if self.value is None else self.value.measure

    @property
    def group(self) -> type[ReadGroup] | None:
        """The model of the group that is taken; None where a list or a value is."""
        is_group = isinstance(self.type, type) and issubclass(self.type, ReadGroup)
        return self.type if is_group else None


class ModelField(NamedTuple):
    """A field of a model: its name and its key in YAML, its words, and what it takes."""

    name: str
    key: str
    title: str
    description: str
    examples: Sequence[Any]
    default: object
    taken: Taken

    @property
    def is_required(self) -> bool:
        """True if the data must have it."""
        return self.default is _REQUIRED


class ReadGroup:
    """The base of all models: a group of keys that is read into attributes."""

    @classmethod
    @cache
    def all_fields(cls) -> Mapping[str, ModelField]:
        """Return the model's fields by name, those of the models that it extends first."""
        found: dict[str, ModelField] = {}
        for base in reversed(cls.__mro__):
            if issubclass(base, ReadGroup):
                found |= {each.name: each for each in _declared_in(base)}
        return MappingProxyType(found)

    @classmethod
    @cache
    def keys(cls) -> Mapping[str, ModelField]:
        """Return the model's fields by the key that stands for them in YAML."""
        return MappingProxyType({each.key: each for each in cls.all_fields().values()})

    @classmethod
    def from_node(cls, node: Any, reading: Reading) -> Self:
        """Return the model of the group at `node`; raises RefusedError with all that is wrong."""
        raise NotImplementedError

    @classmethod
    def _with(cls, values: Mapping[str, Any], path: Path, reading: Reading) -> Self:
        """Return the model of the group at `path`, whose `values` by key are nodes to be read."""
        made = cls.__new__(cls)
        attributes = vars(made)
        refused: list[RefusedError] = []
        for key, each in cls.keys().items():
            if key in values:
                try:
                    attributes[each.name] = _read(each.taken, values[key], reading)
                except RefusedError as error:
                    refused.append(error)
            elif each.default is _REQUIRED:
                refused.append(RefusedError((), ((*path, key),)))
        if refused:
            raise _together(refused)
        return made

    @classmethod
    def with_values(cls, **values: object) -> Self:
        """Return a model with these values, by the names of its fields; they are not read."""
        made = cls.__new__(cls)
        vars(made).update(values)
        return made

    def replaced(self, **values: object) -> Self:
        """Return the model with other `values`; what it has computed already stays."""
        return type(self).with_values(**{**vars(self), **values})


def _read(taken: Taken, node: Any, reading: Reading) -> object:
    """Return what a field takes at `node`; raises RefusedError with all that is wrong there."""
    if taken.value is not None:
        return None if node is None else taken.value.read_at(node, reading)
    if node is None and taken.allows_none:
        return None
    if taken.each is None:
        model = taken.group
        return node if model is None else model.from_node(node, reading)
    if taken.is_list:
        return tuple(_each_read(taken.each, enumerate(node), reading).values())
    return _each_read(taken.each, node.items(), reading)


def _each_read(
    taken: Taken, nodes: Iterable[tuple[Any, Any]], reading: Reading
) -> dict[Any, object]:
    found: dict[Any, object] = {}
    refused: list[RefusedError] = []
    for key, node in nodes:
        try:
            found[key] = _read(taken, node, reading)
        except RefusedError as error:
            refused.append(error)
    if refused:
        raise _together(refused)
    return found


def _together(refused: Sequence[RefusedError]) -> RefusedError:
    return RefusedError(
        tuple(told for error in refused for told in error.diagnostics),
        tuple(path for error in refused for path in error.missing),
    )


def _declared_in(model: type[ReadGroup]) -> Iterator[ModelField]:
    """Yield the fields that the model itself declares."""
    namespace = vars(sys.modules[model.__module__])
    for name, annotation in model.__annotations__.items():
        if name[0] == "_" or "ClassVar" in str(annotation):
            continue
        if isinstance(annotation, str):
            annotation = eval(annotation, namespace)  # noqa: S307 - our own source
        words = vars(model).get(name, _NO_WORDS)
        if not isinstance(words, FieldDeclaration):
            words = FieldDeclaration(words)
        yield ModelField(
            name,
            words.alias or name,
            words.title,
            words.description,
            words.examples,
            words.default,
            _taken(annotation),
        )


def _taken(annotation: Any) -> Taken:
    """Return what an annotation says that a field takes."""
    origin = get_origin(annotation)
    if origin is Annotated:
        kind, *said = get_args(annotation)
        value = next((each for each in said if isinstance(each, Value)), None)
        return _taken(kind)._replace(value=value, each=None)
    if origin in {Union, UnionType}:
        kinds = [each for each in get_args(annotation) if each is not type(None)]
        return _taken(kinds[0])._replace(allows_none=len(kinds) < len(get_args(annotation)))
    if origin is tuple:
        return Taken(tuple, each=_taken(get_args(annotation)[0]))
    if origin is Mapping:
        return Taken(Mapping, each=_taken(get_args(annotation)[1]))
    return Taken(annotation)
