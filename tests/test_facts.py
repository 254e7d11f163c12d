"""The built Word file says what the facts of 2021 say, section by section, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ntmreport.pipeline import Compiler, rendered
from tests.word import paragraphs

FACTS = yaml.safe_load(Path(__file__).with_name("facts-2021.yaml").read_text(encoding="utf-8"))
SECTIONS = [fact["section"] for fact in FACTS]


NUMBER = re.compile(r"\d(?:[\d.,/]*\d)?")


def _as_written(text: str) -> str:
    return text


def _without_numbers(text: str) -> str:
    return NUMBER.sub("#", text)


Reading = Callable[[str], str]


@pytest.fixture(scope="module", params=["frozen", "data/2021"])
def report(
    request: pytest.FixtureRequest, repository: Path, fixtures: Path
) -> tuple[list[str], Reading]:
    """The report's lines, and how to read them and the facts.

    The frozen data says the facts to the digit. data/2021 is there to be revised: it says their
    words, in their order.
    """
    is_frozen = request.param == "frozen"
    data = (fixtures if is_frozen else repository) / "data/2021"
    content, diagnostics = rendered(Compiler().compile(data))
    assert not diagnostics
    assert content is not None
    read = _as_written if is_frozen else _without_numbers
    return [read(line) for line in paragraphs(content)], read


def _starts(report: tuple[list[str], Reading]) -> list[int]:
    lines, read = report
    starts: list[int] = []
    for section in map(read, SECTIONS):
        begin = starts[-1] + 1 if starts else 0
        starts.append(next(n for n in range(begin, len(lines)) if lines[n].startswith(section)))
    return starts


def _section(report: tuple[list[str], Reading], position: int) -> str:
    """Return the text of the section at `position` of the facts."""
    starts = [*_starts(report), len(report[0])]
    return "\n".join(report[0][starts[position] : starts[position + 1]])


def test_sections_stand_in_their_order(report: tuple[list[str], Reading]) -> None:
    assert _starts(report) == sorted(_starts(report))


@pytest.mark.parametrize("position", range(len(FACTS)), ids=[s[:40] for s in SECTIONS])
def test_section_holds_its_facts(report: tuple[list[str], Reading], position: int) -> None:
    read = report[1]
    text = _section(report, position)
    place = 0
    for fact in map(read, FACTS[position].get("holds", ())):
        found = text.find(fact, place)
        assert found >= 0, f"{fact!r} is not in {text[place:]!r}"
        place = found + len(fact)


@pytest.mark.parametrize("position", range(len(FACTS)), ids=[s[:40] for s in SECTIONS])
def test_section_keeps_the_words_that_carry_its_facts(
    report: tuple[list[str], Reading], position: int
) -> None:
    read = report[1]
    text = _section(report, position)
    for about, words in FACTS[position].get("words", {}).items():
        for word in words:
            assert read(word) in text, f"{about}: {word!r} is not in {text!r}"
    for word in FACTS[position].get("never", ()):
        assert read(word) not in text


def test_counts_and_periods_are_written_one_way(report: tuple[list[str], Reading]) -> None:
    text = "\n".join(report[0])
    assert not re.search(r"\d \d|\d - \d", text)
    assert not re.search(r"(?<![\d.,/-])[1-9] (?!sao|tuổi)[a-zđ]", text)
    assert "BCD" not in text


def test_the_report_ends_with_the_mark_of_the_decree(report: tuple[list[str], Reading]) -> None:
    body = [line for line in report[0] if line]
    assert body[body.index("Nơi nhận:") - 1].endswith("./.")
