"""The base of all models: reading of keys, labels of what is below, computed indicators."""

from __future__ import annotations

import os
from functools import cache, cached_property
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Self,
    TypeVar,
    cast,
    get_args,
    get_origin,
)

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import Figure, joined_label
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.core_schemas import model_schema
from ntmreport.model.field_types import Year
from ntmreport.model.indicator import Indicator
from ntmreport.model.key_diagnostics import (
    blank_item,
    called_by_label,
    group,
    items_of,
    key_by_label,
    missing,
    own_name,
    unknown_key,
)
from ntmreport.model.misspelt_numbers import plain_number, range_in
from ntmreport.model.named_sources import SOURCE_KEYS, note_source, takes_source
from ntmreport.model.nearest_name import nearest
from ntmreport.model.reading_context import (
    GroupNode,
    Reading,
    Unwritten,
    is_blank,
    reading_of,
    refuse,
)
from ntmreport.source import (
    Entry,
    MappingNode,
    Node,
    Scalar,
    SequenceNode,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pydantic import (
        GetCoreSchemaHandler,
        GetJsonSchemaHandler,
        ModelWrapValidatorHandler,
        ValidationInfo,
    )
    from pydantic.fields import FieldInfo
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from ntmreport.span import Path, Span


STATED = "stated"
_ENDS = ("from", "to")
_YEAR = lazy_pattern(r"(?:19|20)[0-9]{2}")
_NO_DASH = Bilingual(
    "ở đây là một nhóm, không phải danh sách: bỏ “- ” và thụt các khóa bằng nhau",
    "this is one group, not a list: take away the `- ` and indent the keys alike",
)
_PROPOSED = {1: ("hai", "two"), 2: ("ba", "three"), 3: ("bốn", "four")}
"""How many lines a hint proposes, by how many there are before the last."""

_PAIR = 2
"""The number of keys in a group that people write as one key and its value."""


def _outside_of_stated(key: str) -> Bilingual:
    return Bilingual(
        f"chuyển dòng “{key}: …” ra ngoài nhóm “{STATED}”, thẳng hàng với chữ “{STATED}”",
        f"move the line `{key}: …` out of `{STATED}`, to stand below each other with it",
    )


def _below_stated(key: str, node: Node) -> Bilingual:
    value = node.text if isinstance(node, Scalar) and not node.is_blank else "…"
    return Bilingual(
        f"“{key}” do chương trình tính: xóa dòng này; đã công bố số khác thì viết "
        f"{STATED}: {{{key}: {value}}}",
        f"`{key}` is computed: delete it; where another was published, write "
        f"{STATED}: {{{key}: {value}}}",
    )


MOST_UNKNOWN = 200
"""The most unknown keys of one mapping that are reported."""


AnyModel = TypeVar("AnyModel", bound="Model")


# No package of a stranger takes part in reading, and none is looked for on the disk.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Place(Struct, frozen=True):
    """Where a model stands: its path in the data, its Vietnamese name and its lines."""

    path: Path
    label: str
    span: Span


class Placed:
    """The parts of a model that are no fields.

    They are plain attributes: private ones of pydantic's are looked up by code of its own.
    """

    _place: Place
    _stated: Mapping[str, Figure] = MappingProxyType({})
    _units: Mapping[str, str] = MappingProxyType({})

    @cached_property
    def _walked(self) -> dict[object, tuple[object, ...]]:
        return {}


class Model(Placed, BaseModel):
    """One mapping of a data file.

    Keys that the model does not have are errors. A blank value is the same as a missing one: what a
    year does not know is absent, not zero.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # A year has no use for the models of files that it does not have.
        defer_build=True,
        arbitrary_types_allowed=True,
        ignored_types=(Indicator,),
    )

    subsets: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of paths below this model; the first figure is a part of the second."""

    one_of: ClassVar[tuple[str, ...]] = ()
    """Keys of which at least one must be there."""

    instead: ClassVar[tuple[tuple[str, Bilingual], ...]] = ()
    """Keys that other keys can replace, each with the hint where it is missing."""

    by_hand: ClassVar[tuple[str, ...]] = ()
    """Keys that a clerk fills in by hand; blank, they are no error."""

    never_blank: ClassVar[tuple[str, ...]] = ()
    """Keys that a draft must have too."""

    cumulative: ClassVar[tuple[str, ...]] = ()
    """Figures that accumulate over the years, and so never fall."""

    counted_by: ClassVar[str] = ""
    """The count that must not be 0 where the group has other figures."""

    retold: ClassVar[tuple[str, ...]] = ()
    """Keys that repeat what another year has reported."""

    derived: ClassVar[tuple[str, ...]] = ()
    """Properties that templates may read beside the fields and indicators."""

    made: ClassVar[tuple[str, ...]] = ()
    """Properties that hold models built from the fields, with figures of their own."""

    carries_estimates: ClassVar[bool] = False
    """True if an indicator has the word of estimation that follows from those of its inputs.

    Those of the typed offices are printed as the published reports print them, without it.
    """

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return model_schema(cls, cls._read, handler)

    @classmethod
    def _read(
        cls, node: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        reading = reading_of(info)
        if isinstance(node, Scalar) and node.is_blank:
            node = cls._blank_entry(node, reading)
        mapping = node if isinstance(node, MappingNode) else group(node, cls._hint_for(node))
        cls._refuse_pair(mapping)
        cls._declare(mapping, reading)
        label = reading.labels.get(mapping.path, "")
        stated: dict[str, Figure] = {}
        values: dict[str, object] = {}
        meant: set[str | None] = set()
        totals = reading.commune_totals
        unknown = 0
        titles, lists = cls.key_titles(), cls.list_keys()
        for key, entry in mapping.entries.items():
            if key == STATED and cls.indicators():
                stated = cls._read_stated(entry.value, reading, mapping.path)
            elif key in SOURCE_KEYS and key not in titles and takes_source(mapping.path):
                note_source(key, entry, mapping.path, reading)
            elif key not in titles or cls._is_another(key, mapping):
                unknown += 1
                # Looking for the nearest key takes time: a file of nothing but others gets no more.
                if unknown <= MOST_UNKNOWN:
                    meant.add(cls._refuse_key(key, entry, mapping, reading))
            elif not is_blank(entry.value):
                label_node(reading, entry.value, label, titles[key])
                values[key] = cls._items(key, entry.value, reading) if key in lists else entry.value
        if totals.sums or totals.groups:
            values = {**_from_communes(mapping, label, cls, reading), **values}
        present: Collection[str] = values.keys()
        if totals.withheld:
            present = values.keys() | totals.withheld_in(mapping.path)
        lacking = cls.lacking(present, mapping.entries.keys())
        for key in lacking:
            # A key that is there but misspelled is one error, not two.
            if key not in meant:
                instead = dict(cls.instead).get(key)
                told = missing(key, titles[key], mapping, label, instead, totals)
                cls._note_missing(key, told, reading)
        reading.refused += cls._excluded(values.keys(), mapping)
        if reading.is_draft:
            for key in cls._left_blank(values.keys(), mapping.entries.keys(), lacking):
                path = (*mapping.path, key)
                label_blank(reading, path, label, titles[key])
                if key not in lacking or not _model_of(cls.keys()[key]):
                    reading.absent.add(path)  # told already, or not asked for
                values[key] = _unwritten_value(mapping, key, is_list=key in lists)
        model = handler(cast("Self", values))
        model._set_place(mapping, label, reading)
        if stated:
            model._stated = stated
        model._take(reading)
        return model

    @classmethod
    def _items(cls, key: str, node: Node, reading: Reading) -> tuple[Node, ...]:
        """Return the nodes of the list of `key`; anything else is reported, and read as empty."""
        del key
        return items_of(node, reading)

    @classmethod
    def _refuse_pair(cls, mapping: GroupNode) -> None:
        """Refuse `- NTM: nông thôn mới` where the entry has two keys for the one and the other."""
        titles = cls.key_titles()
        if len(titles) != _PAIR or len(mapping.entries) != 1 or not mapping.path:
            return
        ((key, entry),), (first, second) = mapping.entries.items(), titles
        if not isinstance(mapping.path[-1], int) or not isinstance(entry.value, Scalar):
            return
        if is_blank(entry.value) or nearest(key, titles) or key_by_label(key, titles):
            return
        meant = f"{{{first}: {key}, {second}: {entry.value.text}}}"
        raise refuse(
            catalogue.UNKNOWN_KEY,
            mapping,
            Bilingual(
                f"mục này có hai khóa: {first} và {second}",
                f"this entry has two keys: {first} and {second}",
            ),
            Bilingual(f"viết {meant}", f"write {meant}"),
            span=entry.key,
        )

    @classmethod
    def _is_another(cls, key: str, mapping: GroupNode) -> bool:
        """Return whether a known key is surely written for another, by what stands behind it."""
        del key, mapping
        return False

    @classmethod
    def _refuse_key(
        cls, key: str, entry: Entry, mapping: GroupNode, reading: Reading
    ) -> str | None:
        """Note that there is no such key, and return the one that it is meant to be, if any."""
        titles = cls.key_titles()
        free = {name: title for name, title in titles.items() if name not in mapping.entries}
        by_label = key_by_label(key, free)
        if by_label is not None:
            reading.refused.append(called_by_label(key, entry, by_label))
            return by_label
        told = unknown_key(key, entry, titles)
        if key in cls.indicators():
            told = replace(told, hint=_below_stated(key, entry.value))
        reading.refused.append(told)
        return nearest(key, free)

    @classmethod
    def _hint_for(cls, node: object) -> Bilingual | None:
        """Return the hint for `node`, which is no group of keys."""
        if isinstance(node, MappingNode | Unwritten):
            return None
        if isinstance(node, SequenceNode) and [*map(type, node.items)] == [MappingNode]:
            return _NO_DASH
        text = node.text if isinstance(node, Scalar) else ""
        values = dict.fromkeys(cls.lacking((), ()), "…")
        ends, number = range_in(text), plain_number(text)
        figures = [key for key in values if cls.keys()[key].annotation is Figure]
        years = [key for key in values if cls.keys()[key].annotation is Year]
        if ends is not None and tuple(values) == _ENDS:
            values |= dict(zip(_ENDS, ends, strict=True))
        elif len(years) == 1 and _YEAR.fullmatch(text):
            values[years[0]] = text
        elif len(figures) == 1 and number is not None:
            values[figures[0]] = number
        *lines, last = [f"{key}: {value}" for key, value in values.items()] or [""]
        if len(lines) not in _PROPOSED:
            return None
        vi, en = _PROPOSED[len(lines)]
        listed = ", ".join(lines)
        return Bilingual(
            f"viết {vi} dòng thụt vào bên dưới: {listed} và {last}",
            f"write {en} indented lines below: {listed} and {last}",
        )

    @classmethod
    def _blank_entry(cls, node: Scalar, reading: Reading) -> Unwritten:
        """Note that an entry of a list is blank, and return the unwritten group in its place."""
        reading.lacks(blank_item(node, reading.labels))
        reading.absent.add(node.path)
        return Unwritten(node.path, node.span)

    @classmethod
    def _note_missing(cls, key: str, diagnostic: Diagnostic, reading: Reading) -> None:
        """Note that a key has no value; in a draft, the keys of a group are noted instead."""
        if key in cls.never_blank:
            reading.refused.append(diagnostic)
        elif not (reading.is_draft and _model_of(cls.keys()[key])):
            reading.lacks(diagnostic)

    @classmethod
    def _left_blank(
        cls, present: Collection[str], written: Collection[str], lacking: Collection[str]
    ) -> Collection[str]:
        """Return the keys left blank in a draft: those lacking, and those without a value."""
        return [
            key
            for key, info in cls.keys().items()
            if key not in present
            and key not in (*cls.by_hand, *cls.never_blank)
            and (key in lacking or key in written or info.is_required())
        ]

    def _take(self, reading: Reading) -> None:
        """Keep what the model needs of the context; most need nothing."""

    @classmethod
    def built(cls, path: Path, label: str, span: Span, **values: object) -> Self:
        """Return a model that is built, not read, with its path, label and span."""
        model = cast("Self", cls.model_construct(None, **cast("dict[str, Any]", values)))
        vars(model)["_place"] = Place(path, label, span)
        return model

    def _set_place(self, node: GroupNode, label: str, reading: Reading) -> None:
        """Keep the model's path, label and span, and what its indicators need of the context."""
        # pydantic's own way of setting an attribute looks for its fields first.
        vars(self)["_place"] = Place(node.path, label, node.span)
        if reading.is_draft:
            # What is blank has no figure to tell the unit that its data declares.
            self._units = {
                name: each.unit_at(node.path, reading)
                for name, each in type(self).indicators().items()
                if not isinstance(each.unit, str)
            }

    @classmethod
    def _declare(cls, node: GroupNode, reading: Reading) -> None:
        """Note in `reading` the unit that the group declares for figures inside it."""

    @classmethod
    def _excluded(cls, present: Collection[str], node: GroupNode) -> Iterable[Diagnostic]:
        """Yield diagnostics for keys that exclude each other; those in `present` have a value."""
        del present, node
        return ()

    @classmethod
    def lacking(cls, present: Collection[str], written: Collection[str]) -> Collection[str]:
        """Return the keys that must have a value and have none.

        `present` are those with a value, `written` all that stand in the data, blank or not.
        """
        lacking = [key for key in cls.required_keys() if key not in present]
        if cls.one_of and not set(present) & set(cls.one_of):
            # One that stands there blank is the one that is meant.
            lacking.append(next((key for key in cls.one_of if key in written), cls.one_of[0]))
        return lacking

    @classmethod
    def _read_stated(cls, node: Node, reading: Reading, path: Path) -> dict[str, Figure]:
        indicators, fields = cls.indicators(), cls.keys()
        stated: dict[str, Figure] = {}
        if is_blank(node):
            return stated
        if not isinstance(node, MappingNode):
            message = Bilingual(
                "sau “stated” cần tên chỉ tiêu và giá trị công bố",
                "`stated` takes names of indicators and the values that are published",
            )
            reading.refused.append(Diagnostic(catalogue.WRONG_TYPE, node.span, message, node.path))
            return stated
        for key, entry in node.entries.items():
            if key not in indicators:
                told = unknown_key(key, entry, indicators)
                if key in fields:
                    told = replace(told, hint=_outside_of_stated(key))
                reading.refused.append(told)
            elif not is_blank(entry.value):
                try:
                    read = indicators[key].read_stated(entry.value, reading, path)
                    stated[key] = reading.with_source(read)
                except PydanticCustomError as error:
                    reading.refused.append((error.context or {})["diagnostic"])
        return stated

    @classmethod
    @cache
    def indicators(cls) -> Mapping[str, Indicator[Any]]:
        """Return the indicators that the model computes, by name, base models' first."""
        return {
            name: value
            for base in reversed(cls.__mro__)
            if issubclass(base, Model)  # pydantic's own has none, and some two hundred names
            for name, value in vars(base).items()
            if isinstance(value, Indicator)
        }

    @classmethod
    @cache
    def keys(cls) -> Mapping[str, FieldInfo]:
        """Return the model's fields by the key that stands for them in YAML."""
        return {info.alias or name: info for name, info in cls.model_fields.items()}

    @classmethod
    @cache
    def key_titles(cls) -> Mapping[str, str]:
        """Return the title of each key; where it has none, the key itself."""
        return {key: info.title or key for key, info in cls.keys().items()}

    @classmethod
    @cache
    def list_keys(cls) -> Collection[str]:
        """Return the keys that take lists."""
        return frozenset(key for key, info in cls.keys().items() if _is_list(info))

    @classmethod
    @cache
    def required_keys(cls) -> Collection[str]:
        """Return the keys that must have a value."""
        return [key for key, info in cls.keys().items() if info.is_required()]

    @property
    def shown(self) -> object:
        """The value printed, or gone through, where a template names the group alone."""
        return self

    def readable(self) -> Collection[str]:
        """Return the names that a template may read of the model."""
        return self.readable_names()

    @classmethod
    @cache
    def readable_names(cls) -> Collection[str]:
        """Return the names of its fields, indicators and derived values."""
        return (*cls.model_fields, *cls.indicators(), *cls.derived)

    def read(self, name: str) -> object:
        """Return the value of one of the readable names."""
        return getattr(self, name)

    @property
    def path(self) -> Path:
        """The model's path in the data."""
        return self._place.path

    @property
    def label(self) -> str:
        """The model's Vietnamese name, from the file's title down."""
        return self._place.label

    @property
    def span(self) -> Span:
        """The lines that the model was read from."""
        return self._place.span

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        indicators = cls.indicators()
        if indicators and "properties" in schema:
            schema["properties"][STATED] = {
                "title": "Số liệu công bố",
                "description": (
                    "Giá trị đã công bố mà số liệu ở đây không cho ra: báo cáo in giá trị này, "
                    "phần kiểm tra nêu chỗ chênh lệch."
                ),
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {"title": indicator.label, **indicator.schema()}
                    for name, indicator in indicators.items()
                },
            }
        return schema


# pydantic evaluates the annotations of each base again for every model. Those of these two, which
# tell no field, have been read, and what they say is handed down.
Placed.__annotations__.clear()
Model.__annotations__.clear()


def result_of(value: object) -> object:
    """Return what is printed and computed with in the place of `value`: an indicator's result."""
    return value.shown if isinstance(value, Model) else value


def _from_communes(
    node: GroupNode, label: str, model: type[Model], reading: Reading
) -> Mapping[str, object]:
    """Return the values that communes give for keys of `node`: sums, names, groups around them."""
    totals = reading.commune_totals
    found: dict[str, object] = {}
    for key, title in model.key_titles().items():
        path = (*node.path, key)
        if path in totals.names:
            found[key] = totals.names[path]
        elif path in totals.sums:
            found[key] = totals.sums[path].named(joined_label(label, title), path)
        elif totals.groups.get(path, False) or (
            path in totals.groups and key in model.required_keys()
        ):
            span = node.entries[key].key if key in node.entries else node.span
            found[key] = Unwritten(path, span)
            reading.labels[path] = joined_label(label, title)
    return found


def label_blank(reading: Reading, path: Path, label: str, title: str) -> None:
    """Label the path of a key that is left blank, and of the one entry that stands for its list."""
    own = joined_label(label, title)
    reading.labels[path] = own
    reading.labels[(*path, 0)] = own


def _model_of(info: FieldInfo) -> bool:
    """Return whether a key takes a group of keys, not a list of them or a value."""
    if _is_list(info):
        return False
    kinds = [info.annotation, *get_args(info.annotation)]
    return any(isinstance(kind, type) and issubclass(kind, Model) for kind in kinds)


def _is_list(info: FieldInfo) -> bool:
    return get_origin(info.annotation) is tuple


def _unwritten_value(mapping: GroupNode, key: str, *, is_list: bool) -> object:
    """Return the unwritten value of a key left blank; for a list, one unwritten entry."""
    path = (*mapping.path, key)
    span = mapping.entries[key].key if key in mapping.entries else mapping.span
    return (Unwritten((*path, 0), span),) if is_list else Unwritten(path, span)


def label_node(reading: Reading, node: Node, label: str, title: str) -> None:
    """Label the node of a key, and the entries of a list by their own names or their numbers."""
    own = joined_label(label, title)
    reading.labels[node.path] = own
    if isinstance(node, SequenceNode):
        for position, item in enumerate(node.items, start=1):
            reading.labels[item.path] = joined_label(own, own_name(item) or str(position))
