"""Whatever pydantic finds wrong with a file becomes a diagnostic: no silence, no traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

import pytest
from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import ErrorDetails, core_schema
from pydantic_core._pydantic_core import list_all_errors

from ntmreport import catalogue
from ntmreport.model import FILE_MODELS, FormDescription, Model, UserKeyedModel
from ntmreport.model.criteria_set import CriteriaSet
from ntmreport.model.field_types import CalendarYear, Day, Value, Words
from ntmreport.model.file_reading import diagnostic_of, read_model
from ntmreport.source import Entry, MappingNode, Scalar, SequenceNode, read_text
from ntmreport.span import general
from tests.conftest import FIXTURES, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model.reading_context import Reading
    from ntmreport.source import Node
    from ntmreport.span import Path


def root_of(text: str, name: str = "file") -> MappingNode:
    tree = read_text(f"{name}.yaml", name, text)
    assert tree.diagnostics == ()
    assert tree.root is not None
    return tree.root


def _read_number(node: Node, _reading: Reading) -> int:
    assert isinstance(node, Scalar)
    return int(node.text)


def _refused(_value: object) -> int:
    raise ValueError("not today")


class Odd(Model):
    """Fields whose errors are pydantic's own, with no words of ours."""

    model_config = ConfigDict(title="Odd")

    number: Annotated[
        int,
        Value(
            _read_number,
            {"type": "integer"},
            bounds=core_schema.int_schema(ge=1, le=3),
        ),
    ] = Field(2, title="Number")
    names: tuple[Words, ...] = Field((), title="Names", max_length=2)
    other: Annotated[Words, AfterValidator(_refused)] | None = Field(None, title="Other")
    year: CalendarYear | None = Field(None, title="Year")
    day: Day | None = Field(None, title="Day")


class Unsaid(Model):
    """A model that does not say itself what it lacks."""

    model_config = ConfigDict(title="Unsaid")

    name: Words = Field(title="Name")

    @classmethod
    def lacking(cls, given: object, written: object) -> tuple[str, ...]:
        del given, written
        return ()


def read(text: str, model: type[Model] = Odd) -> tuple[Diagnostic, ...]:
    value, diagnostics = read_model("file", root_of(text), model)
    assert (value is None) == bool(diagnostics)
    return diagnostics


@pytest.mark.parametrize(
    ("text", "rule", "line", "message"),
    [
        ("number: 0", catalogue.OUT_OF_RANGE, 1, "greater than or equal to 1"),
        ("number: 4", catalogue.OUT_OF_RANGE, 1, "less than or equal to 3"),
        ("names:\n  - a\n  - b\n  - c", catalogue.OUT_OF_RANGE, 2, "at most 2 items"),
        ("number: 1\nother: x", catalogue.WRONG_TYPE, 2, "not today"),
        ("year: 1944", catalogue.OUT_OF_RANGE, 1, "`1944` is not a year"),
        ("year: 2101", catalogue.OUT_OF_RANGE, 1, "`2101` is not a year"),
        ("day: 1944-12-31", catalogue.OUT_OF_RANGE, 1, "there is no year 1944"),
        ("day: 2101-01-01", catalogue.OUT_OF_RANGE, 1, "there is no year 2101"),
    ],
)
def test_an_error_of_pydantic_is_told_at_its_line(
    text: str, rule: object, line: int, message: str
) -> None:
    (found,) = read(text + "\n")
    assert (found.rule, found.span.line) == (rule, line)
    assert message in found.message.en
    assert found.message.vi


def test_values_on_the_bounds_are_within_them() -> None:
    for text in ("year: 1945", "year: 2100", "day: 1945-01-01", "day: 2100-12-31", "number: 3"):
        assert read(text + "\n") == ()


def test_what_a_model_does_not_tell_that_it_lacks_is_told() -> None:
    (found,) = read("{}\n", Unsaid)
    assert (found.rule, found.path) == (catalogue.MISSING, ("file", "name"))


@pytest.mark.parametrize("known", list_all_errors(), ids=lambda each: each["type"])
def test_every_error_that_pydantic_knows_becomes_a_diagnostic(known: dict[str, Any]) -> None:
    details = {
        "type": known["type"],
        "loc": ("names", 0),
        "msg": known["example_message_python"],
        "input": None,
    }
    found = diagnostic_of(cast("ErrorDetails", details), "file", root_of("names:\n  - a\n"))
    assert found.rule in {catalogue.WRONG_TYPE, catalogue.OUT_OF_RANGE}
    assert (found.span.line, found.path) == (2, ("file", "names", 0))
    assert details["msg"] in found.message.en


FILES = [
    *sorted(FIXTURES.glob("data/2021/*.yaml")),
    *sorted(FIXTURES.glob("commune/2021/*.yaml")),
    *sorted(REPOSITORY.glob("src/ntmreport/criteria/*.yaml")),
    *sorted(FIXTURES.glob("templates/*/form.yaml")),
    FIXTURES / "workbooks.yaml",
]


def with_other_values(node: Node, seen: set[Path]) -> Iterator[Node]:
    """Yield `node` with each value in it, the first of each kind, replaced by every other kind."""
    if general(node.path) not in seen:
        seen.add(general(node.path))
        scalar = Scalar("x", True, node.path, node.span)
        yield scalar
        yield Scalar("", True, node.path, node.span)
        yield SequenceNode((scalar,), node.path, node.span)
        yield MappingNode({"x": Entry(node.span, scalar)}, node.path, node.span)
    match node:
        case MappingNode(entries=entries):
            for key, entry in entries.items():
                for other in with_other_values(entry.value, seen):
                    changed = {**entries, key: Entry(entry.key, other)}
                    yield MappingNode(changed, node.path, node.span)
                others = {name: each for name, each in entries.items() if name != key}
                yield MappingNode(others, node.path, node.span)
        case SequenceNode(items=items):
            for position, item in enumerate(items[:1]):
                for other in with_other_values(item, seen):
                    changed_items = (*items[:position], other, *items[position + 1 :])
                    yield SequenceNode(changed_items, node.path, node.span)
        case Scalar():
            pass


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_value_in_the_place_of_another_is_refused_in_silence(file: Any) -> None:
    name = file.stem
    others: dict[str, type[Model]] = {"form": FormDescription}
    model = FILE_MODELS.get(name) or others.get(name, CriteriaSet)
    root = root_of(file.read_text("utf-8"), name)
    for changed in with_other_values(root, {root.path}):
        assert isinstance(changed, MappingNode)
        value, diagnostics = read_model(name, changed, model)
        assert value is not None or diagnostics


def test_the_models_of_all_files_with_fixed_keys_are_among_these() -> None:
    fixed = {name for name, model in FILE_MODELS.items() if not issubclass(model, UserKeyedModel)}
    assert fixed - {file.stem for file in FILES} <= {"criteria", "documents", "funds"}
