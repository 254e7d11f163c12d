"""A few slips of each kind are found at their line; `make mutate` tries many more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mutate.kinds import KINDS
from mutate.lines import lines_of
from mutate.places import sample
from mutate.slip import Kind, Knowledge
from mutate.trial import Outcome, Trial, original_files

PAGE = Path(__file__).parent.parent / "docs/mutations.md"
FILES = original_files()
PLACES = 1
SLICE = KINDS[::3]
"""Kinds that the suite tries; `make mutate` tries all."""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("trial"))


@pytest.mark.parametrize("kind", SLICE, ids=[kind.name for kind in SLICE])
def test_slips_of_this_kind_are_found_at_their_line(trial: Trial, kind: Kind) -> None:
    # Of a kind that is not found everywhere, one place says nothing.
    chosen = sample(kind, FILES, PLACES if kind.floor == 1 else 2 * PLACES)
    assert chosen.places
    missed = [
        f"{place.stem}.yaml:{place.slip.first}: {answer.outcome.name}"
        for place in chosen.places
        if (answer := trial.answer(place)).outcome is not Outcome.AT_LINE
    ]
    assert len(missed) <= len(chosen.places) * (1 - kind.floor), missed


def test_a_year_before_makes_a_zero_more_known(tmp_path: Path) -> None:
    trial = Trial(tmp_path, with_year_before=True)
    kind = next(kind for kind in KINDS if kind.name == "zero-more")
    for place in sample(kind, FILES, PLACES).places:
        assert trial.answer(place).outcome is Outcome.AT_LINE


def test_a_trial_leaves_no_trace(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    for kind in KINDS:
        if kind.name.startswith("file-"):
            for place in sample(kind, FILES, 1).places:
                trial.answer(place)
    left = {path.stem: path.read_text("utf-8") for path in trial.data.glob("*")}
    assert left == FILES


def test_there_are_enough_kinds_and_each_has_a_name_of_its_own() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names)) >= 25
    assert {kind.knowledge for kind in KINDS} == set(Knowledge)
    assert all(kind.floor == 1 for kind in KINDS if kind.knowledge is Knowledge.CERTAIN)


def test_the_same_places_are_drawn_every_time() -> None:
    for kind in KINDS[:5]:
        assert sample(kind, FILES, PLACES) == sample(kind, FILES, PLACES)


def test_every_line_of_the_data_is_understood() -> None:
    for text in FILES.values():
        lines = {line.number: line for line in lines_of(text)}
        for number, written in enumerate(text.split("\n"), start=1):
            is_said = bool(written.strip()) and not written.lstrip().startswith("#")
            assert is_said == (number in lines)
        assert not any(line.value.startswith("#") for line in lines.values())


def test_the_page_has_every_kind() -> None:
    page = PAGE.read_text("utf-8")
    named = re.findall(r"`([a-z0-9-]+)` \|", page.partition("## Khi có năm trước")[0])
    expected = [
        kind.name for knowledge in Knowledge for kind in KINDS if kind.knowledge is knowledge
    ]
    assert named == expected, "run `make mutate`"
    compared = re.findall(r"`([a-z0-9-]+)` \|", page.partition("## Cùng các tệp")[2])
    assert compared == [kind.name for kind in KINDS], "run `make mutate`"
