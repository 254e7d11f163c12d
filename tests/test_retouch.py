"""A slice of the reports that are edited and reconciled; `make retouch` tries as many as wanted."""

from __future__ import annotations

import pytest
from retouch.__main__ import converted, enough
from retouch.trial import Judged, Trial

from tests.conftest import FIXTURES
from tests.render.conftest import soffice  # noqa: F401 - a fixture

SEED = 21


@pytest.fixture(scope="module")
def trial() -> Trial:
    return Trial(FIXTURES / "data/2021", FIXTURES / "templates")


def test_edits_are_named_and_nothing_else_is_written(trial: Trial) -> None:
    judged = [trial.judged(trial.edited(SEED, number)) for number in range(15)]
    assert enough(judged), judged


def test_what_libreoffice_saved(trial: Trial, soffice: str) -> None:  # noqa: F811, ARG001
    """As .docx and through .odt."""
    edited = [trial.edited(SEED, number) for number in (4, 6)]
    assert enough([trial.judged(each) for each in converted(edited)])


def test_what_was_missed_is_counted() -> None:
    good = Judged(1, 10, 10, 3, 3, (), (), (), ())
    assert enough([good])
    assert not enough([good._replace(named=9)])
    assert not enough([good._replace(digits_named=2)])
    assert not enough([good._replace(wrongly_written=("health: 7",))])
