"""Groups of the data whose keys the user chooses, such as the indicators of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.base_model import Model, label_node
from ntmreport.model.key_diagnostics import group
from ntmreport.model.named_sources import SOURCE_KEYS, note_source, takes_source
from ntmreport.model.reading_context import is_blank, reading_of
from ntmreport.source import MappingNode, Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pydantic import GetJsonSchemaHandler, ModelWrapValidatorHandler, ValidationInfo
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from ntmreport.source import Entry, Node

KEY_NAME = "[a-z][a-z0-9_]{0,59}"
"""A pattern for what users name: an indicator, a column, the file of an office."""

_IS_NAME = lazy_pattern(KEY_NAME)


class UserKeyedModel(Model):
    """A group whose keys the user chooses: `entries` are its values, by key.

    Templates read an entry by its key, and none of the model's own names.
    """

    is_row_of_table: ClassVar[bool] = False
    """True of the records of a table."""

    may_be_blank: ClassVar[bool] = False
    """True if a key can stand there with nothing behind it: a template then finds no value."""

    # What the values are, each subclass says; the field is there for those who go through models.
    entries: Any

    @classmethod
    def _read(
        cls, node: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        mapping = group(node)
        reading = reading_of(info)
        label = reading.labels.get(mapping.path, "")
        values: dict[str, object] = {}
        for key, entry in mapping.entries.items():
            if key in SOURCE_KEYS and takes_source(mapping.path):
                note_source(key, entry, mapping.path, reading)
            elif _IS_NAME.fullmatch(key) is None:
                reading.refused.append(_no_name(key, entry))
            elif not is_blank(entry.value) or reading.is_draft:
                own = cls.title_of(key, entry.value)
                title = reading.own_keys.get(entry.value.path, key) if own == key else own
                label_node(reading, entry.value, label, title)
                values[key] = entry.value
            elif cls.may_be_blank:
                values[key] = None
            else:
                reading.lacks(_without_value(key, entry))
        model = handler(cast("Self", {"entries": values}))
        model._set_place(mapping, label, reading)
        return model

    @classmethod
    def title_of(cls, key: str, node: Node) -> str:
        """Return the `label` of an entry, or else its key."""
        if isinstance(node, MappingNode) and "label" in node.entries:
            label = node.entries["label"].value
            if isinstance(label, Scalar) and label.text.strip():
                return label.text
        return key

    def readable(self) -> Collection[str]:
        """Return the keys that the user has chosen."""
        entries: Mapping[str, object] = self.entries
        return entries.keys()

    def read(self, name: str) -> object:
        """Return the entry of that key."""
        entries: Mapping[str, object] = self.entries
        return entries[name]

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        entry = schema.pop("properties")["entries"].get("additionalProperties", {})
        del schema["required"]
        return {
            **schema,
            "description": (
                "Mỗi khóa là tên do đơn vị đặt để mẫu báo cáo gọi đến: chữ thường không dấu, "
                "chữ số và dấu gạch dưới, bắt đầu bằng chữ."
            ),
            "patternProperties": {f"^{KEY_NAME}$": entry},
            "additionalProperties": False,
        }


def _no_name(key: str, entry: Entry) -> Diagnostic:
    return Diagnostic(
        catalogue.KEY_SPELLING,
        entry.key,
        Bilingual(f"“{key}” không dùng làm tên được", f"`{key}` cannot be a name"),
        entry.value.path,
        Bilingual(
            "đặt tên bằng chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ, "
            "ví dụ thu_nhap",
            "use small letters a to z, digits and underscores, a letter first, such as income",
        ),
    )


def _without_value(key: str, entry: Entry) -> Diagnostic:
    return Diagnostic(
        catalogue.MISSING,
        entry.key,
        Bilingual(f"thiếu nội dung của “{key}”", f"`{key}` has nothing behind it"),
        entry.value.path,
        Bilingual("điền nội dung, hoặc xóa dòng này", "fill it in, or delete the line"),
    )
