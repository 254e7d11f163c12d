"""What is kept of a report: its text and figures, by which an edited file can be compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.lineage.composition_record import composition
from ntmreport.model import texts_of
from ntmreport.pipeline import Compiler

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.document import Document
    from ntmreport.pipeline import Compiled


INSURANCE = ("health", "insurance", "rural")


@pytest.fixture(scope="module")
def compiled(fixtures: Path) -> Compiled:
    return Compiler().compile(fixtures / "data/2021")


@pytest.fixture(scope="module")
def document(compiled: Compiled) -> Document:
    assert compiled.document is not None
    return compiled.document


def kept(document: Document) -> Any:
    return json.loads(composition(document))


def test_all_text_is_kept_in_the_order_of_reading(document: Document) -> None:
    assert [block["text"] for block in kept(document)["blocks"]] == [
        block.text for block in document.blocks
    ]
    frame = [(line["kind"], line["text"]) for line in kept(document)["frame"]]
    assert frame == [
        (passage.name, passage.text)
        for passage in document.passages
        if passage.name in document.frame
    ]
    assert ("signer", "Lê Phú Quốc") in frame


def test_every_figure_is_at_its_place_with_its_path_and_origin(document: Document) -> None:
    figures = [(b["text"], each) for b in kept(document)["blocks"] for each in b["figures"]]
    assert len(figures) == sum(
        run.figure is not None for block in document.blocks for run in block.runs
    )
    for text, figure in figures:
        assert text[figure["at"] :].startswith(figure["text"])
        assert figure["from"] or figure["place"]
    (share,) = [each for _, each in figures if each["path"] == [*INSURANCE, "share"]]
    assert (share["text"], share["value"], share["place"]) == ("93,44%", "93.44", None)
    assert [place.rpartition("/")[2] for place in share["from"]] == [
        "health.yaml:9:16",
        "health.yaml:10:18",
    ]
    (people,) = [each for _, each in figures if each["path"] == [*INSURANCE, "numerator"]]
    assert people["place"].endswith("health.yaml:9:16")


def test_texts_of_the_data_are_at_their_places(compiled: Compiled, document: Document) -> None:
    """Behind counts that got a zero, too, and in cells of tables."""
    content = kept(document)
    lines = [*content["frame"], *content["blocks"]]
    printed = [
        ((*each["path"],), line["text"][each["at"] : each["end"]])
        for line in lines
        for each in line["texts"]
    ]
    assert (("report", "recipients", "archive"), "VT, NN") in printed
    assert (("steering", "documents", 0, "number"), "04-NQ/HU") in printed
    assert compiled.year is not None
    written = {
        text.path: text.value
        for model in (*compiled.year.offices.values(), compiled.year.communes)
        if model is not None
        for text in texts_of(model)
    }
    for path, text in printed:
        # The letterhead names the issuing body in full.
        if path != ("report", "issuer") and "{{" not in written.get(path, "{{"):
            assert text.casefold() in written[path].casefold()
    places = {each["place"] for line in lines for each in line["texts"]}
    assert all(place.count(":") == 2 for place in places)


def test_same_document_same_bytes(document: Document, fixtures: Path) -> None:
    again = Compiler().compile(fixtures / "data/2021").document
    assert again is not None
    assert composition(again) == composition(document)
