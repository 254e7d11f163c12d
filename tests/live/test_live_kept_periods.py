"""The compiler that stays gives what a fresh one gives, after any edits, undone and redone."""

from __future__ import annotations

import datetime
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntmreport.live.kept_periods import KeptPeriods
from ntmreport.model import file_reading, year_data
from ntmreport.pipeline import Compiler, rendered
from ntmreport.validation import merged, validate

from ..conftest import FIXTURES
from ..invented import add_communes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.diagnostic import Diagnostic

TODAY = datetime.date(2022, 1, 5)
DATA = Path("data/2021")


class Edit(NamedTuple):
    """A text of a file, and what is written instead; an empty one stands at its end."""

    name: str
    old: str
    new: str


HEALTH, REPORT = "data/2021/health.yaml", "data/2021/report.yaml"
RESULTS, FORM = "templates/annual-district/20-results.j2", "templates/annual-district/form.yaml"
EDITS = (
    Edit(HEALTH, "190113", "190114"),
    Edit(HEALTH, "190113", "190.113"),
    Edit(HEALTH, "as_of: 2021-09-30", "as_of: [2021"),
    Edit(HEALTH, "insurance:", "insurances:"),
    Edit(REPORT, "      - An Nông\n", ""),
    Edit(REPORT, "name: Triệu Sơn\n", "name: Triệu Sơn Mới\n"),
    Edit(REPORT, "form: annual-district", "form: annual-distric"),
    Edit("data/2021/production.yaml", "\n", "\n# ghi chú\n"),
    Edit("data/2021/acknowledged.yaml", "acknowledged:", "acknowledged: []\nother:"),
    Edit("data/2020/health.yaml", "190113", "150113"),
    Edit(RESULTS, "a) ", "a) Năm nay: {{ health.insurance.whole.share }}. "),
    Edit(RESULTS, "a) ", "a) {{ health.nothing }} "),
    Edit(RESULTS, "a) ", "a) {% if "),
    Edit(FORM, "title:", "titles:"),
    Edit("data/words.txt", "", "xyz\n"),
    Edit("data/2021/communes/xa-01.yaml", "level: ", "level: x"),
    Edit("data/2021/communes/xa-02.yaml", "name: ", "name: Xã "),
)


@pytest.fixture
def _in_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a copy of the report of 2021 with a period before it."""
    shutil.copytree(FIXTURES / "data", tmp_path / "data")
    shutil.copytree(FIXTURES / "templates", tmp_path / "templates")
    add_communes(tmp_path / "data/2021")
    before = tmp_path / "data/2020"
    shutil.copytree(tmp_path / "data/2021", before)
    report = before / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("year: 2021", "year: 2020"), "utf-8")
    monkeypatch.chdir(tmp_path)


@contextmanager
def _saved(texts: Mapping[str, str]) -> Iterator[None]:
    """Have files of these texts on disk."""
    before = {name: Path(name).read_bytes() for name in texts}
    for name, text in texts.items():
        Path(name).write_text(text, "utf-8")
    try:
        yield
    finally:
        for name, content in before.items():
            Path(name).write_bytes(content)


def _fresh() -> tuple[tuple[Diagnostic, ...], list[bytes | None]]:
    """Return the diagnostics and the reports of a new compiler."""
    forms = Compiler().compile_each(DATA)
    found = merged([validate(each, DATA, TODAY) for _, each in forms]).diagnostics
    return found, [rendered(each)[0] for _, each in forms]


@settings(max_examples=int(os.environ.get("EDITS", "4")))
@pytest.mark.usefixtures("_in_repository")
@given(st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.booleans()), min_size=1, max_size=6))
def test_any_edits_undone_and_redone(steps: list[tuple[int, bool]]) -> None:
    kept = KeptPeriods()
    kept.state(DATA, TODAY)
    done: list[Edit] = []
    for number, is_saved in steps:
        done = [*done, EDITS[number]] if EDITS[number] not in done else _without(done, number)
        texts = _texts(done)
        with _saved(texts):
            expected = _fresh()
        # An editor has the texts, or they are saved: both are the same to a reader.
        kept.texts.unsaved = {} if is_saved else texts
        with _saved(texts if is_saved else {}):
            state = kept.state(DATA, TODAY)
        reports = [rendered(each)[0] for _, each in state.forms]
        assert (state.diagnostics, reports) == expected


def _without(done: list[Edit], number: int) -> list[Edit]:
    return [each for each in done if each != EDITS[number]]


def _texts(done: list[Edit]) -> dict[str, str]:
    """Return the texts of the files that edits are about, after them."""
    texts: dict[str, str] = {}
    for edit in done:
        text = texts.get(edit.name) or Path(edit.name).read_text("utf-8")
        texts[edit.name] = text.replace(edit.old, edit.new, 1) if edit.old else text + edit.new
    return texts


@pytest.mark.usefixtures("_in_repository")
def test_the_last_report_stays_while_a_file_cannot_be_read() -> None:
    kept = KeptPeriods()
    first = kept.state(DATA, TODAY)
    assert first.last_report is first
    assert first.entries
    kept.texts.unsaved[HEALTH] = Path(HEALTH).read_text("utf-8").replace("as_of: ", "as_of: [")
    broken = kept.state(DATA, TODAY)
    assert not broken.has_report
    assert broken.last_report is first
    assert kept.state(DATA, TODAY).last_report is first
    kept.texts.unsaved.clear()
    assert kept.state(DATA, TODAY).has_report


@pytest.mark.usefixtures("_in_repository")
def test_only_the_commune_that_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptPeriods()
    kept.state(DATA, TODAY)
    read: list[str] = []
    real = file_reading.validated

    def counted(name: str, *rest: Any) -> Any:
        read.append(name)
        return real(name, *rest)

    monkeypatch.setattr(year_data, "validated", counted)
    name = "data/2021/communes/xa-01.yaml"
    kept.texts.unsaved[name] = Path(name).read_text("utf-8") + "\n# ghi chú\n"
    kept.state(DATA, TODAY)
    assert [each for each in read if each.startswith("communes/")] == ["communes/xa-01"]


@pytest.mark.usefixtures("_in_repository")
def test_what_is_typed_is_not_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cache"
    monkeypatch.setenv("NTMREPORT_CACHE", str(folder))
    kept = KeptPeriods()
    for number in range(3):
        text = Path(RESULTS).read_text("utf-8") + f"- Mục {number}.\n"
        kept.texts.unsaved[RESULTS] = text
        kept.state(DATA, TODAY)
    assert not folder.exists()
