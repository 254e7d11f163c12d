"""One input after the other is given to the program, each a year in which one file is another."""

from __future__ import annotations

import datetime
import difflib
import html
import io
import re
import time
import traceback
import zipfile
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from fuzz.inputs import (
    CHANGES,
    CHANGES_OF_XML,
    STRUCTURE,
    quoted,
    some_number,
    some_text,
    with_value,
)
from fuzz.sharing import MAIN_PART, shared
from fuzz.years import ANNEXES, SECTIONS, SMALL, WHOLE, WITH_COMMUNES, YEARS
from ntmreport.acknowledged_file import NotAListError, acceptances, with_acceptances
from ntmreport.checks import CHECKS, REPORT_CHECKS
from ntmreport.compose import LAYOUT
from ntmreport.model import texts_of
from ntmreport.pipeline import Compiler, rendered
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.trouble import Trouble
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from fuzz.years import Year
    from ntmreport.pipeline import Compiled
    from ntmreport.source import Node
    from ntmreport.span import Path as DataPath

TODAY = datetime.date(2022, 1, 5)

TEXT, NUMBER, DATA, REPORT_YAML, COMMUNES, FUNDS, DOCUMENTS, ACKNOWLEDGED, DRAFT = (
    *("one text", "one number", "data", "report.yaml", "a commune", "funds.yaml"),
    *("documents.yaml", "acknowledged.yaml", "a draft"),
)
TEMPLATE, FORM_YAML, LAYOUT_XML, LAYOUT_ZIP = (
    *("a template", "form.yaml", "XML of the layout", "bytes of the layout"),
)
KINDS_OF_DATA = (TEXT, NUMBER, DATA, REPORT_YAML, COMMUNES, FUNDS, DOCUMENTS, ACKNOWLEDGED, DRAFT)
_SHARES = {
    **{TEXT: 32, NUMBER: 12, DATA: 12, REPORT_YAML: 3, COMMUNES: 3, FUNDS: 3, DOCUMENTS: 2},
    **{ACKNOWLEDGED: 3, DRAFT: 12, TEMPLATE: 7, FORM_YAML: 3, LAYOUT_XML: 4, LAYOUT_ZIP: 1},
}
_KINDS = [kind for kind, share in _SHARES.items() for _ in range(share)]
_FORM_KINDS = (TEMPLATE, FORM_YAML, LAYOUT_XML, LAYOUT_ZIP)
_LAYOUT_KINDS = (LAYOUT_XML, LAYOUT_ZIP)

# One input of so many: with the whole year, packed as a Word file, and validated.
_WHOLE, _WHOLE_WITH_COMMUNES, _PACKED, _VALIDATED = 200, 2_000, 200, 50
# Drafts have blanks, which every check must take into account.
_VALIDATED_DRAFT = 5

_SPACES = re.compile(r"\s+")
_XML_TAG = re.compile(r"<[^>]*>")
_XML_LINE = re.compile(r"</w:p>|<w:br/>|<w:tab/>")
# Days, years and the numbers of criteria: no other text or number can stand in their place.
_NOTHING_ELSE = re.compile(r"\w+: [0-9]{4}-[0-9]{2}-[0-9]{2}|year: .*|[0-9]+: [0-9]+")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an input fared: whether it built, how many texts were compared, and what was wrong."""

    number: int
    kind: str
    change: str
    is_built: bool = False
    compared: int = 0
    wrong: str = ""
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Input:
    """A file of a year, what stands in it instead, and the value of the data that is another."""

    year: Year
    path: Path
    content: bytes
    change: str
    written: tuple[DataPath, str] | None = None


class Prepared:
    """A year that compiles, and what of its data its report prints.

    `texts` and `numbers` are the paths of all values that are printed, `verbatim` of the texts that
    stand in the report as they are now.
    """

    def __init__(self, year: Year, compiler: Compiler, final: Prepared | None, *, is_small: bool):
        """Look what is printed: each value of a small year is exchanged in turn.

        A draft prints what the `final` year prints.
        """
        self.year = year
        compiled = compiler.compile(year.data)
        content = _word_text(compiled)
        if content is None:
            raise AssertionError(compiled.diagnostics)
        self.scalars = {
            scalar.path: scalar
            for root in compiled.files.values()
            for scalar in _scalars(root)
            if scalar.path[0] not in {"acknowledged", "documents"}
            and not _NOTHING_ELSE.fullmatch(f"{scalar.path[-1]}: {scalar.text}")
        }
        self.texts: list[DataPath] = []
        self.numbers: list[DataPath] = []
        if final is not None:
            self.texts, self.numbers = final.texts, final.numbers
        elif is_small:
            self._search(compiler, content)
        else:
            # The names in report.yaml stand in other texts too, whether they are printed or not.
            self.texts = [
                path
                for path, scalar in self.scalars.items()
                if path[0] != "report" and len(scalar.text) > 3 and not _is_number(scalar)
            ]
        # The letterhead writes out what is abbreviated, where it stands in full elsewhere or not.
        short = [scalar.text for path, scalar in self.scalars.items() if path[-1] == "short"]
        self.verbatim = [
            path
            for path in self.texts
            if bare(self.scalars[path].text) in content
            and "abbreviations" not in path
            and (path[0] != "report" or not any(each in self.scalars[path].text for each in short))
        ]
        self.diagnostics = self.found(compiled)

    def _search(self, compiler: Compiler, content: str) -> None:
        texts = [path for path, scalar in self.scalars.items() if not _is_number(scalar)]
        marks = {path: f"Kỳ zq{number}zq ấy" for number, path in enumerate(texts)}
        self.texts = self._printed(compiler, texts, marks, content)
        # Some numbers are printed only if they are larger than others, or smaller.
        self.numbers = [path for path, scalar in self.scalars.items() if _is_number(scalar)]
        for thousand in (7_000, 0):
            marks = {path: f"{thousand + n}" for n, path in enumerate(self.numbers, 101)}
            self.numbers = self._printed(compiler, self.numbers, marks, content)[::-1]

    def _printed(
        self,
        compiler: Compiler,
        paths: Sequence[DataPath],
        marks: Mapping[DataPath, str],
        before: str,
    ) -> list[DataPath]:
        """Return those of the values whose marks are printed when they stand in their place."""
        if not paths:
            return []
        content = self._with_marks(compiler, {path: marks[path] for path in paths})
        if content is not None:
            shown = {path: as_printed(marks[path]) for path in paths}
            return [
                path for path in paths if content.count(shown[path]) > before.count(shown[path])
            ]
        if len(paths) == 1:
            return []
        half = len(paths) // 2
        return [
            path
            for part in (paths[:half], paths[half:])
            for path in self._printed(compiler, part, marks, before)
        ]

    def _with_marks(self, compiler: Compiler, marks: Mapping[DataPath, str]) -> str | None:
        """Return the text of the report with other values in the data; None if it fails."""
        texts: dict[Path, str] = {}
        # From the end of each file, so that the places before stay as they are.
        scalars = [self.scalars[path] for path in marks]
        for scalar in sorted(scalars, key=_place, reverse=True):
            file = self.year.folder / scalar.span.file
            text = texts.get(file) or file.read_text("utf-8")
            texts[file] = with_value(text, scalar.span, written(marks[scalar.path]))
        before = {file: file.read_bytes() for file in texts}
        try:
            for file, text in texts.items():
                file.write_text(text, "utf-8", newline="\n")
            return _word_text(compiler.compile(self.year.data))
        finally:
            for file, content in before.items():
                file.write_bytes(content)

    def found(self, compiled: Compiled) -> set[tuple[str, DataPath]]:
        """Return the rules and places of what `validate` tells of the year."""
        told = validate(compiled, self.year.data, TODAY, REPORT_CHECKS).diagnostics
        return {(each.rule.code, each.path) for each in told}


class Trial:
    """The prepared years of a process, in which one file at a time is another."""

    def __init__(self, folder: Path) -> None:
        """Set up the years below `folder`, each when it is first wanted."""
        self._folder = folder
        self._compiler = Compiler()
        self._prepared: dict[str, Prepared] = {}

    def answer(self, seed: int, number: int) -> Outcome:
        """Make the input `number` of a run and give it to the program."""
        chance = Random(f"{seed} {number}")  # noqa: S311 - the same inputs for the same seed
        kind = chance.choice(_KINDS)
        prepared = self._year_for(kind, number, chance)
        made = _input(kind, prepared, chance)
        before = made.path.read_bytes()
        made.path.write_bytes(made.content)
        start = time.perf_counter()
        try:
            with shared(form=kind not in _FORM_KINDS, packs=number % _PACKED == 0):
                outcome = self._tried(kind, number, prepared, made, before)
        except Trouble:
            outcome = Outcome(number, kind, made.change)
        except Exception:  # which is what is looked for
            difference = _difference(before, made.content)
            wrong = f"{made.path.name}\n{traceback.format_exc()}{difference}"
            outcome = Outcome(number, kind, made.change, wrong=wrong)
        finally:
            made.path.write_bytes(before)
        return replace(outcome, seconds=time.perf_counter() - start)

    def _year_for(self, kind: str, number: int, chance: Random) -> Prepared:
        # The commune's year has one section, of all that there is: it takes longer.
        name = chance.choice([*SECTIONS, *SECTIONS, *SMALL])
        if number % _WHOLE_WITH_COMMUNES == 0:
            name = WITH_COMMUNES
        elif kind in {COMMUNES, FUNDS}:
            name = ANNEXES
        elif number % _WHOLE == 0:
            name = WHOLE
        elif kind == ACKNOWLEDGED:
            name = chance.choice([*SECTIONS])
        elif kind == DRAFT:
            name = f"{name} draft"
        return self._prepare(name)

    def _prepare(self, name: str) -> Prepared:
        if name not in self._prepared:
            year = YEARS[name](self._folder / name.replace(" ", "-"))
            name_of_final = name.removesuffix(" draft")
            final = self._prepare(name_of_final) if name != name_of_final else None
            is_small = name not in {WHOLE, WITH_COMMUNES}
            with shared(form=True, packs=False):
                self._prepared[name] = Prepared(year, self._compiler, final, is_small=is_small)
        return self._prepared[name]

    def _tried(
        self, kind: str, number: int, prepared: Prepared, made: Input, before: bytes
    ) -> Outcome:
        data = prepared.year.data
        compiled = self._compiler.compile(data)
        validated = _VALIDATED_DRAFT if kind == DRAFT else _VALIDATED
        if kind == ACKNOWLEDGED or number % validated == 0:
            found = validate(compiled, data, TODAY, CHECKS if number % 20 == 0 else REPORT_CHECKS)
            # The command says of a file with mistakes that it can put nothing into it.
            if kind == ACKNOWLEDGED and "acknowledged" in compiled.models:
                text = compiled.texts.get(made.path.as_posix(), "")
                warnings = [each for each in found.diagnostics if not each.is_error]
                wanted = acceptances(warnings, compiled.texts, reason="Đúng.", by=None)
                with suppress(NotAListError):
                    with_acceptances(text, wanted, TODAY)
        content = _word_text(compiled)
        if content is None:
            return Outcome(number, kind, made.change)
        if kind in {TEMPLATE, FORM_YAML}:
            return Outcome(number, kind, made.change, is_built=True)
        compared, lost = _compared(prepared, compiled, content, made)
        if lost and kind not in _LAYOUT_KINDS:
            # What is told of the files with the lost values is not lost silently.
            new = prepared.found(compiled) - prepared.diagnostics
            told = {path[0] for _, path in new if path}
            only = made.written[0] if made.written else None
            lost = [path for path in lost if path == only or path[0] not in told]
        wrong = f"{lost[0]} is lost\n{_difference(before, made.content)}" if lost else ""
        return Outcome(number, kind, made.change, True, compared, wrong)


def _compared(
    prepared: Prepared, compiled: Compiled, content: str, made: Input
) -> tuple[int, list[DataPath]]:
    """Return how many texts of the data were looked for in the Word text, and which are lost."""
    compared, lost = 0, []
    offices = compiled.year.offices.values() if compiled.year is not None else ()
    texts = {text.path: text.value for office in offices for text in texts_of(office)}
    if made.written is not None:
        path, value = made.written
        compared += 1
        if as_printed(value) not in content:
            lost.append(path)
    for path in prepared.verbatim:
        text = texts.get(path)
        # What stands between braces is printed in its place.
        if text is not None and "{{" not in text:
            compared += 1
            if bare(text) not in content and path not in lost:
                lost.append(path)
    return compared, lost


def _input(kind: str, prepared: Prepared, chance: Random) -> Input:
    year = prepared.year
    if kind == TEXT or (kind == DRAFT and chance.randrange(2)):
        return _with_one(prepared, chance.choice(prepared.texts), chance)
    if kind == NUMBER and prepared.numbers:
        return _with_one(prepared, chance.choice(prepared.numbers), chance)
    values = [path for path in (*prepared.texts, *prepared.numbers) if _is_in(path, kind)]
    if values and chance.randrange(2):
        return _with_one(prepared, chance.choice(values), chance)
    pattern = {
        REPORT_YAML: "report.yaml",
        COMMUNES: "communes/*.yaml",
        FUNDS: "funds.yaml",
        DOCUMENTS: "documents.yaml",
        ACKNOWLEDGED: "acknowledged.yaml",
        TEMPLATE: "*.j2",
        FORM_YAML: "form.yaml",
        LAYOUT_XML: LAYOUT,
        LAYOUT_ZIP: LAYOUT,
    }.get(kind, "*.yaml")
    folder = year.form_folder if kind in _FORM_KINDS else year.data
    path = chance.choice(sorted(folder.glob(pattern)) or sorted(folder.glob("*.yaml")))
    content = path.read_bytes()
    if kind == LAYOUT_XML:
        name, change = chance.choice([*CHANGES_OF_XML.items()])
        return Input(year, path, _with_part(content, change, chance), name)
    changes = [*CHANGES.items()]
    # What is left blank is what drafts are for.
    changes += [(STRUCTURE, CHANGES[STRUCTURE])] * (3 if kind == DRAFT else 0)
    name, change = chance.choice(changes)
    return Input(year, path, change(chance, content), name)


def _is_in(path: DataPath, kind: str) -> bool:
    """Return whether a value stands in a file that is a kind of its own."""
    return f"{path[0]}.yaml" == kind or (kind == COMMUNES and str(path[0]).startswith("communes/"))


def _with_one(prepared: Prepared, path: DataPath, chance: Random) -> Input:
    """Return the year with another value at `path`."""
    scalar = prepared.scalars[path]
    file = prepared.year.folder / scalar.span.file
    is_number = path in prepared.numbers
    value = some_number(chance) if is_number else some_text(chance)
    content = with_value(file.read_text("utf-8"), scalar.span, written(value))
    return Input(prepared.year, file, content.encode(), "value", (path, value))


def _with_part(layout: bytes, change: Callable[[Random, bytes], bytes], chance: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(layout)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    # Most of what a layout says stands in its main part.
    name = chance.choice([*sorted(parts), *["word/document.xml"] * len(parts)])
    parts[name] = change(chance, parts[name])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


def _place(scalar: Scalar) -> tuple[int, int]:
    return scalar.span.line, scalar.span.column


def _is_number(scalar: Scalar) -> bool:
    return scalar.plain and _NUMBER.fullmatch(scalar.text) is not None


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case MappingNode():
            for entry in node.entries.values():
                yield from _scalars(entry.value)
        case SequenceNode():
            for item in node.items:
                yield from _scalars(item)


def _word_text(compiled: Compiled) -> str | None:
    """Return the text of the report as Word has it, bare; None where it cannot be built."""
    content, _ = rendered(compiled)
    if content is None:
        return None
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(MAIN_PART)
    return bare(html.unescape(_XML_TAG.sub("", _XML_LINE.sub(" ", content.decode()))))


def bare(text: str) -> str:
    """Return `text` as it is compared: capitals and spaces are the form's business."""
    return _SPACES.sub("", text).casefold()


def written(value: str) -> str:
    """Return a value as YAML has it: a text in quotes, a number as it is."""
    return value if _NUMBER.fullmatch(value) else quoted(value)


def as_printed(value: str) -> str:
    """Return how a report prints a value of the data, bare: 7919.50 as 7.919,50."""
    if not _NUMBER.fullmatch(value):
        return bare(value)
    whole, point, decimals = value.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if point else grouped


def _difference(before: bytes, after: bytes) -> str:
    """Return the lines that differ, if they are lines."""
    if before.startswith(b"PK"):
        return ""
    old, new = (content.decode("utf-8", "replace").split("\n") for content in (before, after))
    changed = list(difflib.unified_diff(old, new, n=1, lineterm=""))[2:20]
    return "\n".join(repr(line[:300]) for line in changed)
