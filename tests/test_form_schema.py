"""Schemas of the indicators that a form declares: what editors show and check where they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from ntmreport.cli import run
from ntmreport.compose.form_loading import declared_in_forms
from ntmreport.form_schema import schemas_of_form
from ntmreport.json_schema import SOURCES
from ntmreport.source import MappingNode, read_text
from ntmreport.starting.new_repository import editor_settings
from tests.compose.test_compose_declared_indicators import DECLARED, FORM, ROWS, declare
from tests.edits import edit
from tests.test_docs_forms import folder, said
from tests.test_json_schema import JsonLoader, parts

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]


def declared_in(text: str) -> dict[str, MappingNode]:
    root = read_text("form.yaml", "form", text).root
    assert root is not None
    nodes = {key: entry.value for key, entry in root.entries.items()}
    return {key: node for key, node in nodes.items() if isinstance(node, MappingNode)}


def schema_for(text: str, office: str = "indicators") -> Any:
    return json.loads(
        schemas_of_form("so-ket", "Sơ kết", declared_in(text))[f"so-ket/{office}.json"]
    )


def mistakes(schema: Any, data: str) -> list[str]:
    value = yaml.load(data, JsonLoader)  # noqa: S506 - a safe loader
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(value)]


SHOWN = "\n".join(row[1] for row in ROWS)
SCHEMA = schema_for(SHOWN)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2][:40])
def test_what_the_page_shows_is_right_by_the_schema(row: tuple[str, ...]) -> None:
    assert mistakes(SCHEMA, row[2]) == []


def test_every_key_is_explained_and_every_mistake_has_our_words() -> None:
    for key, shown in SCHEMA["properties"].items():
        if key in SOURCES:
            continue
        assert shown["title"]
        assert shown["description"].startswith(shown["title"])
        assert key in shown["errorMessage"]
        for part in parts(shown):
            if part.get("type") not in (None, "object") and "enum" not in part:
                assert part.get("errorMessage") or part.get("patternErrorMessage"), part


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        ("a: {label: A, unit: xã}", "a: 5.5"),
        ("a: {label: A, unit: ha}", "a: năm"),
        ("a: {label: A, unit: ha}", "a: {value: 5, unit: ha}"),
        ("a: {label: A, unit: ha, at_most: 300}", "a: 301"),
        ("a: {label: A, unit: ha, at_least: 5}", "a: 4"),
        ("a: {label: A, unit: ha}", "a: -4"),
        ("a: {label: A, unit: hộ, shape: share}", "a: 4"),
        ("a: {label: A, unit: hộ, shape: share}", "a: {numerator: 4}"),
        ("a: {label: A, unit: ha, shape: parts}", "a: [{name: X}]"),
        ("a: {label: A, unit: ha, shape: range}", "a: {from: 4}"),
        ("a: {label: A, shape: texts}", "a: X"),
        ("a: {label: A, shape: table, columns: {x: {label: X}}}", "a: [{y: 5}]"),
        ("a: {label: A, shape: table, columns: {x: {label: X}}}", "a: [{x: }]"),
        ("a: {label: A, unit: ha, required: true}", "b: {label: B, unit: ha, value: 5}"),
        ("a: {label: A, unit: ha, required: true}", "a:"),
    ],
)
def test_what_the_program_refuses_an_editor_marks(declared: str, data: str) -> None:
    assert mistakes(schema_for(declared), data)


@pytest.mark.parametrize(
    "data",
    [
        "a: 2 tỷ 735 triệu đồng",
        "a: -3",
        "a:",
        "a: {value: 5, qualifier: hơn, target: 6}",
        "a: 5\nown: {label: Riêng, unit: ha, value: 3}",
    ],
)
def test_what_the_program_takes_an_editor_lets_be(data: str) -> None:
    declared = "a: {label: A, unit: triệu đồng, at_least: -5}"
    assert mistakes(schema_for(declared), data) == []


def test_the_schemas_of_the_forms_here_are_current(repository: Path) -> None:
    for name, (title, declared) in declared_in_forms(repository / "templates").items():
        for file, text in schemas_of_form(name, title, declared).items():
            assert (repository / "schemas" / file).read_text("utf-8") == text, "run `make schema`"


def test_the_file_of_an_office_takes_its_own_indicators_alone() -> None:
    schema = schema_for(DECLARED.partition("indicators:")[2], "agriculture")
    assert [*schema["properties"]] == ["rice", "maize", *SOURCES]
    assert schema["required"] == ["rice"]
    assert mistakes(schema, "rice: 5\nwage: 5")


def test_a_stale_schema_is_said_until_it_is_written_anew(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    declare(folder, DECLARED, "wage: 46", "rice: 320")
    assert "NTM209" not in "\n".join(said(folder))
    (folder / "schemas").mkdir()
    lines = "\n".join(said(folder))
    assert "schemas/so-ket-xa/indicators.json:1:1: NTM209" in lines
    assert "ntmreport schema" in lines
    assert run(["schema"]) == 0
    assert "schemas/so-ket-xa/agriculture.json" in capfd.readouterr().out.replace("\\", "/")
    assert "NTM209" not in "\n".join(said(folder))
    schema = folder / "schemas/so-ket-xa/indicators.json"
    schema.write_text(schema.read_text("utf-8") + " " * (2 << 20), "utf-8")  # as of 300 indicators
    assert "NTM209" not in "\n".join(said(folder))
    edit(folder / FORM, "label: Ngô", "label: Ngô lai")
    assert "NTM209" in "\n".join(said(folder))


def test_the_editor_of_a_new_repository_knows_the_files_of_offices() -> None:
    files = json.loads(editor_settings(["so-ket/agriculture.json", "so-ket/indicators.json"]))
    known = files["yaml.schemas"]
    assert known["./schemas/so-ket/agriculture.json"] == "data/*/agriculture.yaml"
    assert known["./schemas/so-ket/indicators.json"] == "data/*/indicators.yaml"
    assert "./schemas/indicators.json" not in known
    assert known["./schemas/report.json"] == "data/*/report.yaml"


def test_status_counts_each_office_in_its_own_file(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    declare(folder, DECLARED, "wage:", "rice: 320\nmaize:")
    edit(folder / "data/2022/report.yaml", "year: 2022", "year: 2022\nstage: draft")
    assert run(["--lang", "en", "status", "data/2022", "--format", "json"]) == 0
    status = json.loads(capfd.readouterr().out)
    files = {each["file"]: each for each in status["files"]}
    office, own = files["data/2022/agriculture.yaml"], files["data/2022/indicators.yaml"]
    # A key without a value is one that is still to be filled in.
    assert (office["filled"], office["wanted"]) == (1, 2)
    assert [value["path"] for value in own["missing"]] == ["indicators.wage.value"]
    (folder / "data/2022/agriculture.yaml").unlink()
    run(["--lang", "en", "status", "data/2022", "--format", "json"])
    files = {each["file"]: each for each in json.loads(capfd.readouterr().out)["files"]}
    office = files["data/2022/agriculture.yaml"]
    assert not office["is_there"]
    assert [value["path"] for value in office["missing"]] == ["indicators.rice"]


def test_a_file_that_the_form_lists_is_missed_by_its_own_name(folder: Path) -> None:
    declare(
        folder,
        DECLARED.replace(", office: agriculture, required: true", ", office: agriculture"),
        "wage: 46",
    )
    edit(folder / FORM, "files: [report, indicators, narrative]", "files: [report, agriculture]")
    lines = "\n".join(said(folder))
    assert "agriculture.yaml" in lines
    assert "NTM101" in lines
