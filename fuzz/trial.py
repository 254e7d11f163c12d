"""One input after the other is given to the program, in a folder of its own."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import signal
import traceback
import zipfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.invented import add_communes, add_funds

from fuzz.inputs import CHANGES, some_text, with_text
from ntmreport.model import texts_of
from ntmreport.pipeline import Compiler, rendered
from ntmreport.trouble import Trouble
from ntmreport.validation import validate

if TYPE_CHECKING:
    from types import FrameType

    from ntmreport.model import YearData
    from ntmreport.span import Path as DataPath

MOST_SECONDS = 10
TODAY = datetime.date(2022, 1, 5)
FIXTURES = Path(__file__).parent.parent / "tests/fixtures"
FORM = "templates/annual-district"
LAYOUT = f"{FORM}/layout.docx"

TEXT, DATA, COMMUNE, TEMPLATE, FORM_YAML, LAYOUT_XML, LAYOUT_ZIP = (
    *("one text", "data", "a commune", "a template", "form.yaml", "XML of the layout"),
    "bytes of the layout",
)
_SHARES = ((TEXT, 50), (DATA, 12), (COMMUNE, 6), (TEMPLATE, 12), (FORM_YAML, 5))
_SHARES_OF_LAYOUT = ((LAYOUT_XML, 12), (LAYOUT_ZIP, 3))
_KINDS = [kind for kind, share in (*_SHARES, *_SHARES_OF_LAYOUT) for _ in range(share)]

_SPACES = re.compile(r"\s+")
_XML_TAG = re.compile(r"<[^>]*>")
_XML_LINE = re.compile(r"</w:p>|<w:br/>|<w:tab/>")


class HangError(Exception):
    """An input took longer than any may take."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an input fared: whether it built, how many texts were compared, and what was wrong."""

    kind: str
    is_built: bool = False
    compared: int = 0
    wrong: str = ""


class Trial:
    """A copy of the year 2021 with communes, in which one file at a time is another."""

    def __init__(self, folder: Path, *, has_communes: bool) -> None:
        """Set up `folder`, and note which texts its report prints."""
        for name in ("data", "templates"):
            shutil.copytree(FIXTURES / name, folder / name)
        self._folder = folder
        self._data = folder / "data/2021"
        if has_communes:
            add_communes(self._data)
            add_funds(self._data)
        self._compiler = Compiler()
        compiled = self._compiler.compile(self._data)
        if compiled.year is None:
            raise AssertionError(compiled.diagnostics)
        word = _word_text(rendered(compiled, "docx")[0] or b"")
        self._printed = {
            path: text
            for path, text in _texts(compiled.year).items()
            # The names in report.yaml stand in other texts too, whether they are printed or not.
            if len(text) > 3 and path[0] != "report" and _bare(text) in word
        }
        spans = {
            text.path: text.span
            for office in compiled.year.offices.values()
            for text in texts_of(office)
        }
        self._spans = {path: spans[path] for path in sorted(self._printed, key=str)}

    def answer(self, seed: int, number: int) -> Outcome:
        """Make the input `number` of a run and give it to the program."""
        chance = Random(f"{seed} {number}")  # noqa: S311 - the same inputs for the same seed
        kind = chance.choice(_KINDS)
        name, content = self._input(kind, chance)
        path = self._folder / name
        before = path.read_bytes()
        path.write_bytes(content)
        signal.signal(signal.SIGALRM, _hang)
        signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
        try:
            return self._tried(kind, is_validated=number % 4 == 0)
        except Trouble:
            return Outcome(kind)
        except Exception:  # which is what is looked for
            return Outcome(kind, wrong=f"{name}\n{traceback.format_exc()}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            path.write_bytes(before)

    def _input(self, kind: str, chance: Random) -> tuple[str, bytes]:
        if kind == TEXT:
            span = self._spans[chance.choice([*self._spans])]
            text = Path(span.file).read_text("utf-8")
            end = (span.end_line, span.end_column)
            value = some_text(chance)
            changed = with_text(text, span.line, span.column, end, value)
            return Path(span.file).relative_to(self._folder).as_posix(), changed.encode()
        pattern = {
            DATA: "data/2021/*.yaml",
            COMMUNE: "data/2021/communes/*.yaml",
            TEMPLATE: f"{FORM}/*.j2",
            FORM_YAML: f"{FORM}/form.yaml",
        }.get(kind, LAYOUT)
        paths = sorted(self._folder.glob(pattern)) or sorted(self._data.glob("*.yaml"))
        path = chance.choice(paths)
        change, content = chance.choice(CHANGES), path.read_bytes()
        if kind != LAYOUT_XML:
            return path.relative_to(self._folder).as_posix(), change(chance, content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        part = chance.choice(sorted(parts))
        parts[part] = change(chance, parts[part])
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, inside in parts.items():
                archive.writestr(each, inside)
        return LAYOUT, buffer.getvalue()

    def _tried(self, kind: str, *, is_validated: bool) -> Outcome:
        compiled = self._compiler.compile(self._data)
        if is_validated:
            validate(compiled, self._data, TODAY)
        docx, _ = rendered(compiled, "docx")
        if docx is None or compiled.year is None:
            return Outcome(kind)
        if kind not in {TEXT, DATA, COMMUNE}:
            return Outcome(kind, is_built=True)
        word, compared = _word_text(docx), 0
        for path, text in _texts(compiled.year).items():
            if path in self._printed and "{{" not in text:
                compared += 1
                if _bare(text) not in word:
                    return Outcome(kind, True, compared, f"{path} is lost: {text!r}")
        return Outcome(kind, True, compared)


def _texts(year: YearData) -> dict[DataPath, str]:
    return {text.path: text.value for office in year.offices.values() for text in texts_of(office)}


def _word_text(docx: bytes) -> str:
    """Return the text of a Word file's main part, bare."""
    import html

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    return _bare(html.unescape(_XML_TAG.sub("", _XML_LINE.sub(" ", xml))))


def _bare(text: str) -> str:
    """Return `text` as it is compared: capitals and spaces are the form's business."""
    return _SPACES.sub("", text).casefold()


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise HangError
