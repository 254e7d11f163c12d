"""A report that the program has built, read back."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from ntmreport.no_break_space import NO_BREAK_SPACE
from ntmreport.pipeline import Compiler, rendered
from ntmreport.word_reader import Story, View, WordFile, paragraphs_of, read_word_file
from tests.word import paragraphs

from .word_files import W

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(fixtures: Path) -> bytes:
    content, _ = rendered(Compiler().compile(fixtures / "data/2021"))
    assert content is not None
    return content


@pytest.fixture(scope="module")
def returned(built: bytes) -> WordFile:
    return read_word_file(built, View.ACCEPTED)


def test_its_paragraphs_are_those_that_python_docx_reads(built: bytes, returned: WordFile) -> None:
    found = [each.text.replace(NO_BREAK_SPACE, " ") for each in returned.paragraphs()]
    assert found == paragraphs(built)
    assert not returned.has_tracked_changes
    assert [each.place.number for each in returned.paragraphs()] == list(range(1, len(found) + 1))


def test_runs_are_found_in_the_file_by_their_number(built: bytes, returned: WordFile) -> None:
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        root = etree.fromstring(package.read(returned.main_part))
    runs = list(root.iter(f"{{{W}}}r"))
    for paragraph in returned.paragraphs():
        for run in paragraph.runs:
            assert run.text == "".join(runs[run.number].itertext(f"{{{W}}}t"))


def test_it_says_what_it_was_built_from(returned: WordFile) -> None:
    assert returned.core["title"].startswith("BÁO CÁO")
    assert len(returned.custom["NtmDataDigest"]) == 64


def test_headings_tables_and_the_page_number_are_known(returned: WordFile) -> None:
    first, *_ = returned.paragraphs()
    assert (first.place.table, first.place.row, first.place.column) == (1, 1, 1)
    health = next(each for each in returned.paragraphs() if "93,44" in each.text)
    assert [each.split()[0] for each in health.place.headings] == ["I.", "2.", "d)"]
    header = next(each for each in returned.stories if each.story is Story.HEADER)
    (number,) = (field for each in paragraphs_of(header.blocks) for field in each.fields)
    assert (number.kind, number.changes_by_itself) == ("PAGE", True)
