"""Imported reports print what they printed, and their numbers are figures that follow as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..test_shipped_forms import CASES, begun
from .awkward_files import with_automatic_numbering, with_other_styles
from .measured import REPOSITORY, imported_of, measures

if TYPE_CHECKING:
    from pathlib import Path

    from .measured import Measures

COMMUNE = REPOSITORY / "tests/fixtures/commune/2021"
TEMPLATES = REPOSITORY / "tests/fixtures/templates"
OF_NUMBERS, OF_RELATIONS = 0.9, 0.6


def holds(found: Measures, questions: int) -> None:
    """Hold an import against what the program promises."""
    assert (found.equal, found.errors) == (found.paragraphs, 0)
    assert found.figures >= OF_NUMBERS * found.numbers
    assert found.right >= OF_RELATIONS * found.related
    assert found.questions <= questions


def test_the_report_of_2021() -> None:
    made = imported_of("2021", REPOSITORY / "data/2021", lambda same: same)
    holds(measures(made), 80)
    documents = made.result.files["data/2021/documents.yaml"].decode()
    assert documents.count("  - kind: ") > 3
    assert "    number: 05-CT/HU\n    day: 2021-07-05\n" in documents


def test_a_commune_of_2021_numbered_by_word_in_other_styles() -> None:
    def change(content: bytes) -> bytes:
        return with_other_styles(with_automatic_numbering(content))

    holds(measures(imported_of("xa", COMMUNE, change, TEMPLATES)), 30)


def test_tables_with_groups_and_totals(tmp_path: Path) -> None:
    case = next(each for each in CASES if each.form == "annual-commune")
    found = measures(imported_of("xa", begun(tmp_path, case), lambda same: same))
    holds(found, 35)
    assert found.related > 150
