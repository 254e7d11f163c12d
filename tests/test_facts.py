"""The built Word file says what the facts of 2021 say, section by section, in their order."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ntmreport.pipeline import Compiler, rendered
from tests.word import paragraphs

FACTS = yaml.safe_load(Path(__file__).with_name("facts-2021.yaml").read_text(encoding="utf-8"))
SECTIONS = [fact["section"] for fact in FACTS]


@pytest.fixture(scope="module")
def lines(repository: Path) -> list[str]:
    content, diagnostics = rendered(Compiler().compile(repository / "data/2021"), "docx")
    assert not diagnostics
    assert content is not None
    return paragraphs(content)


def _starts(lines: list[str]) -> list[int]:
    starts: list[int] = []
    for section in SECTIONS:
        begin = starts[-1] + 1 if starts else 0
        starts.append(next(n for n in range(begin, len(lines)) if lines[n].startswith(section)))
    return starts


def test_sections_stand_in_their_order(lines: list[str]) -> None:
    assert _starts(lines) == sorted(_starts(lines))


@pytest.mark.parametrize("position", range(len(FACTS)), ids=[s[:40] for s in SECTIONS])
def test_section_holds_its_facts(lines: list[str], position: int) -> None:
    starts = [*_starts(lines), len(lines)]
    text = "\n".join(lines[starts[position] : starts[position + 1]])
    place = 0
    for fact in FACTS[position].get("holds", ()):
        found = text.find(fact, place)
        assert found >= 0, f"{fact!r} is not in {text[place:]!r}"
        place = found + len(fact)


def test_the_report_ends_with_the_mark_of_the_decree(lines: list[str]) -> None:
    body = [line for line in lines if line]
    assert body[body.index("Nơi nhận:") - 1].endswith("./.")
