"""The core schemas of models: each kind of field, and that no model has validators beside them."""

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field

from ntmreport.model import Model
from ntmreport.model.field_types import CalendarYear, Words
from ntmreport.model.file_reading import read_model
from ntmreport.source import read_text

SOURCES = Path(__file__).parents[2] / "src" / "ntmreport"


def shouted(value: Any) -> str:
    return str(value).upper()


class Part(Model):
    """A group below another."""

    word: Words = Field(alias="called", title="Word")


class Whole(Model):
    """A field of each kind that models have."""

    model_config = ConfigDict(title="Whole")

    year: CalendarYear
    part: Part
    parts: tuple[Part, ...] = ()
    word: Words | None = Field(None, title="Word")
    loud: Annotated[Words, AfterValidator(shouted)] | None = None
    two: tuple[Words, ...] = Field((), max_length=2)


def read(text: str) -> Whole:
    root = read_text("file.yaml", "file", text).root
    assert root is not None
    whole, diagnostics = read_model("file", root, Whole)
    assert whole is not None, diagnostics
    return whole


def test_each_kind_of_field_is_read() -> None:
    whole = read("year: 2021\npart: {called: a}\nparts: [{called: b}, {called: c}]\nword: d\n")
    assert (whole.year, whole.part.word.value, str(whole.word)) == (2021, "a", "d")
    assert [each.word.value for each in whole.parts] == ["b", "c"]


def test_what_is_not_written_has_its_default() -> None:
    whole = read("year: 2021\npart: {called: a}\n")
    assert (whole.parts, whole.word, whole.loud, whole.two) == ((), None, None, ())


def test_annotations_of_pydantic_count_beside_a_value() -> None:
    assert str(read("year: 2021\npart: {called: a}\nloud: hear\n").loud) == "HEAR"


def test_no_model_has_validators_of_pydantic() -> None:
    """model_schema takes none: what a model does beside is in _take, _excluded and _declare."""
    sources = (path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    assert not any(re.search(r"@\w+_validator|@computed_field", text) for text in sources)
