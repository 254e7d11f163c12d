"""What is kept of a report: its text and figures, by which an edited file can be compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.lineage.composition_record import composition
from ntmreport.pipeline import Compiler

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.document import Document


@pytest.fixture(scope="module")
def document(fixtures: Path) -> Document:
    document = Compiler().compile(fixtures / "data/2021").document
    assert document is not None
    return document


def kept(document: Document) -> Any:
    return json.loads(composition(document))


def test_all_text_is_kept_in_the_order_of_reading(document: Document) -> None:
    assert [block["text"] for block in kept(document)["blocks"]] == [
        block.text for block in document.blocks
    ]
    assert kept(document)["frame"]["signer"][0]["text"] == "Lê Phú Quốc"


def test_every_figure_is_at_its_place_with_its_path_and_origin(document: Document) -> None:
    figures = [(b["text"], each) for b in kept(document)["blocks"] for each in b["figures"]]
    assert len(figures) == sum(
        run.figure is not None for block in document.blocks for run in block.runs
    )
    for text, figure in figures:
        assert text[figure["at"] :].startswith(figure["text"])
        assert figure["from"] or figure["place"]
    (share,) = [each for _, each in figures if each["path"] == "health.insurance.rural.share"]
    assert (share["text"], share["value"], share["place"]) == ("93,44%", "93.44", None)
    assert [place.rpartition("/")[2] for place in share["from"]] == [
        "health.yaml:9:16",
        "health.yaml:10:18",
    ]
    (people,) = [each for _, each in figures if each["path"] == "health.insurance.rural.numerator"]
    assert people["place"].endswith("health.yaml:9:16")


def test_same_document_same_bytes(document: Document, fixtures: Path) -> None:
    again = Compiler().compile(fixtures / "data/2021").document
    assert again is not None
    assert composition(again) == composition(document)
