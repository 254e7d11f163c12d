"""What the annotations of a model say of its keys, and the reading of a group by them."""

from collections.abc import Mapping
from typing import ClassVar

import pytest

from ntmreport.figure import Figure
from ntmreport.model import Model, UserKeyedModel
from ntmreport.model.field_types import Passage, Text, Words
from ntmreport.model.file_reading import read_model
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import Households
from ntmreport.source import read_text


class Inner(Model):
    number: Households = field(title="Số hộ")


class Outer(Model):
    file_title = "Ngoài"
    one_of: ClassVar[tuple[str, ...]] = ("first", "texts")

    title: Words = field(alias="label", title="Tên")
    first: Inner | None = field(None, title="Nhóm")
    texts: tuple[Words, ...] = field((), title="Các đoạn", description="Mỗi dòng một đoạn.")


class Longer(Outer):
    title: Words = field(alias="name", title="Tên khác")
    inner: tuple[Inner, ...] = field((), title="Các nhóm")

    _kept: str = ""


class Named(UserKeyedModel):
    entries: Mapping[str, Passage | None]


def read(text: str, model: type[Model]) -> Model:
    root = read_text("file.yaml", "file", text).root
    assert root is not None
    found, diagnostics = read_model("file", root, model)
    assert not diagnostics
    assert found is not None
    return found


def test_fields_stand_in_the_order_of_the_models_that_declare_them() -> None:
    assert [*Longer.all_fields()] == ["title", "first", "texts", "inner"]
    assert [*Longer.keys()] == ["name", "first", "texts", "inner"]
    assert [each.is_required for each in Outer.all_fields().values()] == [True, False, False]


def test_an_annotation_says_what_is_taken() -> None:
    taken = {name: each.taken for name, each in Longer.all_fields().items()}
    assert (taken["title"].type, taken["title"].allows_none) == (Text, False)
    assert (taken["first"].group, taken["first"].allows_none) == (Inner, True)
    assert (taken["inner"].group, taken["inner"].innermost.group) == (None, Inner)
    assert taken["texts"].innermost.type is Text
    number = Inner.all_fields()["number"].taken
    assert number.type is Figure
    assert number.measure is not None
    assert number.measure.unit == "hộ"
    entries = Named.all_fields()["entries"].taken.each
    assert entries is not None
    assert (entries.type, entries.allows_none) == (Text, True)


def test_what_the_data_does_not_give_is_what_the_field_says() -> None:
    model = read("name: x\ninner:\n  - number: 3\ntexts: [a, b]\n", Longer)
    assert isinstance(model, Longer)
    assert ([*map(str, model.texts)], str(model.title), model.first) == (["a", "b"], "x", None)
    assert model.inner[0].number.value == 3
    assert model.replaced(texts=()).texts == ()
    assert [*map(str, model.texts)] == ["a", "b"]


def test_a_model_that_is_built_lacks_what_it_was_not_given() -> None:
    model = Outer.with_values()
    assert model.texts == ()
    with pytest.raises(AttributeError):
        _ = model.title
