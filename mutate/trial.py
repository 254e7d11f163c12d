"""Makes slips in a copy of the year, one at a time, and looks at what validation says of them."""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from mutate.lines import numbers, with_value
from ntmreport.diagnostic import Severity
from ntmreport.pipeline import Compiler
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mutate.places import Place
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Bilingual
    from ntmreport.span import Span

REPOSITORY = Path(__file__).parent.parent
FIXTURES = REPOSITORY / "tests/fixtures"
"""The copy of data/2021 and its form that slips are made in: frozen, so that counts compare."""
YEAR = "2021"
TODAY = datetime.date(2022, 1, 5)
"""The day on which the office validates: the data has no day of issue yet."""


class Outcome(Enum):
    """Where something new is said about a slip."""

    AT_LINE = auto()
    ELSEWHERE = auto()
    MISSED = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one slip that is not said of the year without it."""

    outcome: Outcome
    said: tuple[Diagnostic, ...]


def original_files() -> Mapping[str, str]:
    """Return the texts of the frozen data/2021 by their file's name without its ending."""
    folder = FIXTURES / "data" / YEAR
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}


class Trial:
    """A copy of data and templates in a folder of its own, in which slips are made and mended."""

    def __init__(self, folder: Path, *, with_year_before: bool = False) -> None:
        """Copy the year into `folder`; `with_year_before` makes up one to compare it with."""
        for name in ("data", "templates"):
            shutil.copytree(FIXTURES / name, folder / name)
        self._data = folder / "data" / YEAR
        self._files = original_files()
        self._compiler = Compiler()
        if with_year_before:
            self._make_up(folder / "data" / str(int(YEAR) - 1))
        known = self._validated()
        if wrong := [f"{each.span}: {each.message.en}" for each in known if each.is_error]:
            raise ValueError(f"the year has errors before any slip: {wrong}")
        self._known = Counter(map(_key, known))

    @property
    def data(self) -> Path:
        """The folder of the year."""
        return self._data

    def answer(self, place: Place) -> Answer:
        """Make the slip, validate, and mend it."""
        changed = make(place, self._data)
        try:
            found = self._validated()
        finally:
            self._mend(place, changed)
        known = Counter(self._known)
        new: list[Diagnostic] = []
        for diagnostic in found:
            if known[_key(diagnostic)] > 0:
                known[_key(diagnostic)] -= 1
            else:
                new.append(diagnostic)
        if not new:
            return Answer(Outcome.MISSED, ())
        files = {path.as_posix() for path in changed}
        if any(is_at(place, span, files) for each in new for span in _spans(each)):
            return Answer(Outcome.AT_LINE, tuple(new))
        return Answer(Outcome.ELSEWHERE, tuple(new))

    def _validated(self) -> list[Diagnostic]:
        found = validate(self._compiler.compile(self._data), self._data, TODAY).diagnostics
        return [each for each in found if each.rule.severity is not Severity.NOTE]

    def _mend(self, place: Place, changed: Iterable[Path]) -> None:
        for path in changed:
            path.unlink(missing_ok=True)
        (self._data / f"{place.stem}.yaml").write_text(
            self._files[place.stem], "utf-8", newline="\n"
        )

    def _make_up(self, folder: Path) -> None:
        """Write a year before: the same texts, figures of some size a twentieth smaller."""
        folder.mkdir()
        for stem, text in self._files.items():
            before = text
            for line in numbers(text):
                if line.value.isdigit() and int(line.value) >= 100 and "percent" not in line.key:
                    content = with_value(before, line, str(int(line.value) * 19 // 20)).content
                    before = str(content)
            before = before.replace(f"\nyear: {YEAR}", f"\nyear: {int(YEAR) - 1}")
            (folder / f"{stem}.yaml").write_text(before, "utf-8", newline="\n")


def make(place: Place, folder: Path) -> tuple[Path, ...]:
    """Make a slip in the year in `folder`; return the files that it is about."""
    path = folder / f"{place.stem}.yaml"
    slip = place.slip
    if slip.content is None:
        path.unlink()
        return (path,)
    written = path
    if slip.saved_as is not None:
        name = slip.saved_as.removeprefix("+")
        written = folder / name.format(stem=place.stem, Stem=place.stem.capitalize())
        if not slip.saved_as.startswith("+"):
            path.unlink()
    content = slip.content.encode() if isinstance(slip.content, str) else slip.content
    written.write_bytes(content)
    return tuple(dict.fromkeys((path, written))) if slip.saved_as is None else (written,)


def is_at(place: Place, span: Span, files: Iterable[str]) -> bool:
    """Return whether `span` covers the lines of the slip in one of `files`."""
    slip = place.slip
    return span.file in files and span.line <= slip.last and slip.first <= span.end_line


def _spans(diagnostic: Diagnostic) -> tuple[Span, ...]:
    return (diagnostic.span, *(related.span for related in diagnostic.related))


def _key(diagnostic: Diagnostic) -> tuple[str, tuple[str | int, ...], Bilingual]:
    """Return what stays the same when lines move."""
    return diagnostic.rule.code, diagnostic.path, diagnostic.message
