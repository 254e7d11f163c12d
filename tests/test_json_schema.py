"""The schemas are those of the models, and are what an editor understands."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from ntmreport.json_schema import DIALECT, schemas
from ntmreport.model import OFFICE_MODELS, OPTIONAL_MODELS

from .conftest import REPOSITORY
from .invented import add_communes, add_funds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = (*OFFICE_MODELS, *OPTIONAL_MODELS, "commune")
DATA = sorted((REPOSITORY / "data").glob("*/*.yaml"))
# Letters that no English word has; a Vietnamese title of more than a word nearly always has one.
VIETNAMESE = re.compile(r"[^\x00-\x7f]")


class JsonLoader(yaml.SafeLoader):
    """Reads as an editor does, by YAML 1.2: a date is text."""


JsonLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(name: str) -> Any:
    return json.loads((REPOSITORY / "schemas" / f"{name}.json").read_text("utf-8"))


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema, itself first."""
    yield value
    for inner in (
        *value.get("properties", {}).values(),
        *value.get("patternProperties", {}).values(),
        value.get("items"),
        *value.get("anyOf", ()),
    ):
        if isinstance(inner, dict):
            yield from parts(inner)


def properties(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in parts(value):
        yield from part.get("properties", {}).items()


def test_schemas_are_current() -> None:
    written = {
        path.name: path.read_text("utf-8") for path in (REPOSITORY / "schemas").glob("*.json")
    }
    assert written == schemas(), "run `make schema`"


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_valid_draft_07(name: str) -> None:
    described = schema(name)
    assert described["$schema"] == DIALECT
    jsonschema.Draft7Validator.check_schema(described)
    later = {"$defs", "$ref", "prefixItems", "unevaluatedProperties", "dependentRequired"}
    for part in parts(described):
        assert not later & part.keys()


@pytest.mark.parametrize("name", NAMES)
def test_every_property_has_a_vietnamese_title(name: str) -> None:
    words: list[str] = [schema(name)["title"]]
    for key, described in properties(schema(name)):
        assert described.get("title"), key
        assert described["title"] != key
        assert described["description"].startswith(f"{described['title']}.")
        words += [described["title"], described["description"]]
    for text in words:
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip()
    assert sum(bool(VIETNAMESE.search(text)) for text in words) > 0.9 * len(words)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_value_has_our_own_words_for_a_mistake(name: str) -> None:
    for part in parts(schema(name)):
        if "type" in part:
            assert part.get("errorMessage") or part.get("patternErrorMessage"), part
        assert "anyOf" not in part


@pytest.mark.parametrize("path", DATA, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_data_is_valid_against_the_schema_that_it_names(path: Path) -> None:
    first, *_ = path.read_text("utf-8").splitlines()
    assert first == f"# yaml-language-server: $schema=../../schemas/{path.stem}.json"
    validator = jsonschema.Draft7Validator(schema(path.stem))
    content = yaml.load(path.read_text("utf-8"), JsonLoader)  # noqa: S506 - a SafeLoader
    assert [error.message for error in validator.iter_errors(content)] == []


def test_communes_and_funds_are_valid_against_the_schemas_that_they_name(project: Path) -> None:
    data = project / "data/2021"
    add_communes(data)
    add_funds(data)
    for path in (data / "report.yaml", data / "funds.yaml", *(data / "communes").iterdir()):
        text = path.read_text("utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(?:\.\./)+schemas/(\w+)\.json\n", text)
        assert named is not None
        content = yaml.load(text, JsonLoader)  # noqa: S506 - a SafeLoader
        validator = jsonschema.Draft7Validator(schema(named[1]))
        assert [error.message for error in validator.iter_errors(content)] == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("commune", {"criteria_met": ["x"]}, "is not of type"),
        ("commune", {"figures": {"health.insurance.whole.numerator": "x"}}, "is not of type"),
        ("resources", {"text": "x", "cash_million_vnd": "686750"}, "does not match"),
        ("health", {"insurance": {"as_of": "30/09/2021"}}, "does not match"),
        ("health", {"insuranse": {}}, "insuranse"),
        ("acknowledged", {"acknowledged": [{"code": "NTM302"}]}, "'reason' is a required property"),
    ],
)
def test_schema_refuses(name: str, content: Any, message: str) -> None:
    errors = jsonschema.Draft7Validator(schema(name)).iter_errors(content)
    assert any(message in error.message for error in errors)


@pytest.mark.parametrize("name", NAMES)
def test_what_may_be_missing_may_be_blank(name: str) -> None:
    for part in parts(schema(name)):
        for key, described in part.get("properties", {}).items():
            is_optional = key not in part.get("required", ())
            if "type" in described:
                assert ("null" in described["type"]) == is_optional, key
