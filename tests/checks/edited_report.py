"""Edits of data/2021 and of its form in, the diagnostics of them out."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.acknowledged_file import acceptances, with_acceptances
from ntmreport.pipeline import Compiled, Compiler
from ntmreport.span import written_path
from ntmreport.validation import Validation, validate

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import Span

FIXTURES = Path(__file__).parents[1] / "fixtures"
TODAY = datetime.date(2022, 1, 5)

# A file, a text that stands in it once, and what to write instead. Files are those of data/2021 and
# of the form by their name alone, those of the year before as "2020/plan.yaml".
Edit = tuple[str, str, str]

# A code, a file, and the text around the span with the span itself in « ».
Marked = tuple[str, str, str]

KNOWN = {"NTM522"}
"""The rules that data/2021 violates as it stands."""

_COMPILER = Compiler()


@dataclass(frozen=True)
class Answer:
    """The diagnostics of a folder that holds data/2021."""

    folder: Path
    compiled: Compiled
    validation: Validation

    @property
    def found(self) -> list[Diagnostic]:
        return [each for each in self.validation.diagnostics if each.rule.code not in KNOWN]

    def of(self, code: str) -> list[Diagnostic]:
        """The diagnostics of one rule."""
        return [each for each in self.found if each.rule.code == code]

    def hints_of(self, code: str) -> list[str]:
        """The hints of one rule."""
        return [each.hint.vi for each in self.of(code) if each.hint is not None]

    @property
    def codes(self) -> list[str]:
        return [each.rule.code for each in self.found]

    @property
    def located(self) -> list[str]:
        """Span and code of each diagnostic."""
        return [_written(each) for each in self.found]

    @property
    def located_besides_unused(self) -> list[str]:
        """The same without acknowledgements that the edits have left without their warning."""
        return [each for each in self.located if not each.endswith("NTM421")]

    @property
    def messages(self) -> list[str]:
        return [each.message.en for each in self.found]

    @property
    def hints(self) -> list[str]:
        return [each.hint.vi if each.hint else "" for each in self.found]

    def related(self, number: int = 0) -> list[str]:
        return [_place(each.span) for each in self.found[number].related]

    def has(self, *marked: Marked) -> bool:
        """Return whether these were found, each at its span, and nothing else."""
        expected = [f"{self.at(file, text)} {code}" for code, file, text in marked]
        assert sorted(self.located) == sorted(expected), self.messages
        return True

    def at(self, name: str, marked: str) -> str:
        """Return the span of what stands in « » in the file, as `located` writes it."""
        text = path_of(self.folder, name).read_text("utf-8")
        head, _, rest = marked.partition("«")
        value, _, tail = rest.partition("»")
        assert text.count(head + value + tail) == 1, f"{marked!r} does not stand once in {name}"
        start = text.index(head + value + tail) + len(head)
        line = text.count("\n", 0, start) + 1
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        return f"{name.rpartition('/')[2]}:{line}:{column}-{column + len(value)}"


def _written(diagnostic: Diagnostic) -> str:
    return f"{_place(diagnostic.span)} {diagnostic.rule.code}"


def _place(span: Span) -> str:
    return f"{span.file.rpartition('/')[2]}:{span.line}:{span.column}-{span.end_column}"


def path_of(folder: Path, name: str) -> Path:
    if name.endswith(".j2"):
        return folder / "templates/annual-district" / name
    return folder / "data" / (name if "/" in name else f"2021/{name}")


def year(folder: Path, *edits: Edit, before: tuple[Edit, ...] | None = None) -> Answer:
    """Validate a copy of data/2021 in `folder` after `edits`.

    With `before`, data/2020 stands beside it: a copy for the year 2020 with those edits.
    """
    data = folder / "data/2021"
    if not data.exists():
        shutil.copytree(FIXTURES / "data", folder / "data")
        shutil.copytree(FIXTURES / "templates", folder / "templates")
    if before is not None:
        shutil.copytree(data, folder / "data/2020")
        for edit in (("2020/report.yaml", "year: 2021", "year: 2020"), *before):
            _make(folder, edit)
    for edit in edits:
        _make(folder, edit)
    compiled = _COMPILER.compile(data)
    return Answer(folder, compiled, validate(compiled, data, TODAY))


def accept(folder: Path, code: str, about: str) -> None:
    """Accept the warnings of a rule about a path, as they are found in `folder` now."""
    data = folder / "data/2021"
    compiled = _COMPILER.compile(data)
    found = [
        each
        for each in validate(compiled, data, TODAY).diagnostics
        if (each.rule.code, written_path(each.path)) == (code, about)
    ]
    assert found
    wanted = acceptances(found, compiled.texts, reason="Kiểm tra.", by=None)
    path = data / "acknowledged.yaml"
    path.write_text(with_acceptances(path.read_text("utf-8"), wanted), "utf-8", newline="\n")


def _make(folder: Path, edit: Edit) -> None:
    name, old, new = edit
    path = path_of(folder, name)
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), "utf-8", newline="\n")
