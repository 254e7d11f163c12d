"""A session: the files that an editor has open, and the periods that they belong to."""

from __future__ import annotations

import datetime
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.compose import FORM_START
from ntmreport.language_server.figures_before import PeriodsBefore
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.live.kept_periods import KeptPeriods, PeriodState
from ntmreport.model import REPORT
from ntmreport.source import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.lineage.earlier_periods import FiguresBefore
    from ntmreport.source import MappingNode

_REPORT_FILE = f"{REPORT}.yaml"
_DATA, _FORMS = "data", "templates"
_MOST_PERIODS = 8
_MOST_LOOKED_AT = 200
_MOST_ABOVE = 3
_BETWEEN_WORDS = lazy_pattern(r"[^\w-]+")


class OpenFile(Struct, frozen=True):
    """A file that the editor has open: its address there, and the version of its text."""

    uri: str
    version: int


class Session:
    """The open files by the names that spans give them, and the states of their periods.

    Names are as a person would type them who stands in the folder `root`.
    """

    def __init__(
        self, root: Path, language: Language, templates: Path | None, communes: Sequence[Path]
    ) -> None:
        """Begin in the folder `root`, which is the one that the program stands in."""
        self.language = language
        self.open: dict[str, OpenFile] = {}
        self.states: dict[Path, PeriodState] = {}
        self.root = root
        self._templates, self._communes = templates, communes
        self._periods = KeptPeriods(templates, communes)
        self._stale: dict[Path, None] = {}
        self._before = PeriodsBefore()

    def name_of(self, path: str) -> str:
        """Return how spans call the file at `path`: from the root down, or whole if elsewhere."""
        for root in (self.root, Path.cwd()):
            with suppress(ValueError):
                return Path(path).relative_to(root).as_posix()
        return Path(path).as_posix()

    def text_of(self, name: str) -> str:
        """Return the text of a file as it is now; "" where it cannot be read."""
        typed = self._periods.texts.unsaved.get(name)
        if typed is not None:
            return typed.replace("\r\n", "\n").replace("\r", "\n")
        for state in self.states.values():
            if name in state.validation.texts:
                return state.validation.texts[name]
        path = Path(name)
        return self._read(path) if path.is_file() and not path.is_absolute() else ""

    def tree_of(self, name: str, stem: str) -> MappingNode | None:
        """Return the tree of a file as it is now, the part `stem` of its period or form."""
        return self._periods.texts.tree(name, stem, self.text_of(name)).root

    def put(self, name: str, opened: OpenFile, text: str) -> None:
        """Take the text of a file that is open."""
        self.open[name] = opened
        self._periods.texts.unsaved[name] = text
        self.touch(name)
        for data in self._periods_of(name):
            self._stale[data] = None

    def close(self, name: str) -> None:
        """Take the file as it is on disk again."""
        self.open.pop(name, None)
        self._periods.texts.unsaved.pop(name, None)
        self.touch(name)

    def touch(self, name: str | None = None) -> None:
        """Have the periods brought up to date that a file has to do with, or all of them."""
        for data, state in self.states.items():
            if name is None or _may_concern(name, state):
                self._stale[data] = None

    @property
    def is_settled(self) -> bool:
        """Return whether all states are those of the present texts."""
        return not self._stale

    def settle_one(self) -> PeriodState | None:
        """Bring one period up to date, the first that was touched; None where all are."""
        if not self._stale:
            return None
        data = next(iter(self._stale))
        del self._stale[data]
        self.states.pop(data, None)
        if len(self.states) >= _MOST_PERIODS:
            oldest = next(iter(self.states))
            del self.states[oldest]
            self._periods.forget(oldest)
        state = self._periods.state(data, datetime.date.today())
        self.states[data] = state
        return state

    def settle(self) -> None:
        """Bring all periods up to date."""
        while self.settle_one() is not None:
            pass

    def states_of(self, name: str) -> list[PeriodState]:
        """Return the states of the periods that have read a file, that of its own folder first."""
        own = next(iter(self._periods_of(name)), None)
        found = [each for each in self.states.values() if name in each.validation.texts]
        return sorted(found, key=lambda each: each.data != own)

    def after(self, data: Path, texts: Mapping[str, str]) -> PeriodState:
        """Return a period as it would be with other texts of files, by their names."""
        periods = KeptPeriods(self._templates, self._communes)
        periods.texts.unsaved |= {**self._periods.texts.unsaved, **texts}
        return periods.state(data, datetime.date.today())

    def before(self, state: PeriodState) -> FiguresBefore | None:
        """Return the figures of the period before a state's; None where it has no folder."""
        return self._before.before(state, self._periods.texts)

    def diagnostics(self) -> dict[str, list[Diagnostic]]:
        """Return all that is wrong with the periods, by the name of the file that shows it."""
        found: dict[str, dict[Diagnostic, None]] = {}
        for state in self.states.values():
            for each in state.diagnostics:
                found.setdefault(self._shown_in(each.span.file, state), {})[each] = None
        return {name: list(each) for name, each in found.items()}

    def _shown_in(self, name: str, state: PeriodState) -> str:
        """Return the file that shows what is wrong with `name`, where that is no file."""
        if name in self.open or Path(name).is_file():
            return name
        return (state.data / _REPORT_FILE).as_posix()

    def _periods_of(self, name: str) -> Iterator[Path]:
        """Yield the folders of data that a file has to do with."""
        path = Path(name)
        for folder in list(path.parents)[:_MOST_ABOVE]:
            if self._is_period(folder):
                yield folder
                return
        for folder in path.parents:
            if folder.name in {_FORMS, CRITERIA}:
                yield from self._periods_with(path.relative_to(folder).parts[0], folder.parent)
                return

    def _periods_with(self, called: str, repository: Path) -> Iterator[Path]:
        """Yield the periods whose report.yaml names the form or the criteria that is `called` so.

        Of those that are not looked at yet, the last one is enough.
        """
        word = called.removesuffix(".yaml")
        there = sorted((repository / _DATA).glob(f"*/{_REPORT_FILE}"))[-_MOST_LOOKED_AT:]
        naming = [each.parent for each in there if word in self._words_of(each)]
        yield from [each for each in naming if each in self.states] or naming[-1:]

    def _words_of(self, report: Path) -> list[str]:
        return _BETWEEN_WORDS.sub(" ", self._read(report)).split()

    def _read(self, path: Path) -> str:
        return self._periods.texts.load(path, path.as_posix(), path.parent).text or ""

    def _is_period(self, folder: Path) -> bool:
        if folder.name == FORM_START and folder.parent.parent.name == _FORMS:
            return False  # what a form has units begin with is blank, and no mistake
        report = folder / _REPORT_FILE
        return report.as_posix() in self.open or report.is_file()


def _may_concern(name: str, state: PeriodState) -> bool:
    """Return whether a period may follow from a file: it has read it, or might read it now."""
    if name in state.validation.texts:
        return True
    path, repository = Path(name), Path(os.path.normpath(state.data / "../.."))
    if repository == Path():
        return not path.is_absolute()
    return path.is_relative_to(repository)
