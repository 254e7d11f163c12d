"""The years that inputs are made from: that of the tests, whole, and cut into years of one section.

A year of one section has the files that its section prints and a form that needs only these, so
that an input is built in a few milliseconds. Each is an ordinary year in an ordinary folder.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.invented import DOCUMENTS, add_communes, add_funds

from ntmreport.model import OFFICE_MODELS, REPORT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIXTURES = Path(__file__).parent.parent / "tests/fixtures"
DISTRICT, COMMUNE_FORM = "annual-district", "annual-commune"
DATA = "data/2021"

_COMMUNES = ("An Nông", "Bình Sơn", "Dân Lực", "Dân Lý")
_FRAME, _ANNEXES = "00-frame.j2", "60-annexes.j2"
_NAMES = re.compile(r"(level: xã\n    names:\n)(?:      - .*\n)+")
_PART = re.compile(r"^(?=[a-zđ]\) )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Year:
    """A year in a folder of its own: the data, and beside it the form that it names."""

    folder: Path
    form: str = DISTRICT

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return self.folder / DATA

    @property
    def form_folder(self) -> Path:
        """The folder of the form's templates and layout."""
        return self.folder / "templates" / self.form


def whole(folder: Path, *, has_communes: bool = False) -> Year:
    """Return the whole year 2021 of a district."""
    year = _copied(folder, FIXTURES / DATA, DISTRICT)
    if has_communes:
        _name_communes(year.data)
        add_communes(year.data)
        add_funds(year.data)
    return year


def of_commune(folder: Path) -> Year:
    """Return the whole year of a commune, with its form."""
    year = _copied(folder, FIXTURES / "commune/2021", COMMUNE_FORM)
    (year.data / "documents.yaml").write_text(DOCUMENTS, "utf-8")
    return year


def of_section(folder: Path, name: str, wording: str) -> Year:
    """Return a year whose form prints the frame and the `wording` of the template `name`."""
    year = whole(folder, has_communes=name == _ANNEXES)
    _name_communes(year.data)
    (year.data / "documents.yaml").write_text(DOCUMENTS, "utf-8")
    printed = [file for file in OFFICE_MODELS if f"{file}." in wording]
    # Communes give figures of these.
    given = ("health", "resources") if name == _ANNEXES else ()
    needed = {REPORT, *printed, *given}
    for path in year.data.glob("*.yaml"):
        if path.stem not in needed | {"acknowledged", "documents"}:
            path.unlink()
    for path in year.form_folder.glob("*.j2"):
        if path.name not in {_FRAME, "_macros.j2"}:
            path.unlink()
    (year.form_folder / name).write_text(wording, "utf-8", newline="\n")
    description = year.form_folder / "form.yaml"
    lines = description.read_text("utf-8").split("\n")
    kept = [line for line in lines if line[:4] != "  - " or line[4:] in needed]
    description.write_text("\n".join(kept), "utf-8", newline="\n")
    return year


def as_draft(folder: Path, make: Callable[[Path], Year]) -> Year:
    """Return the year that `make` makes as a draft."""
    year = make(folder)
    report = year.data / "report.yaml"
    text = report.read_text("utf-8").replace("year: 2021\n", "stage: draft\nyear: 2021\n", 1)
    report.write_text(text, "utf-8", newline="\n")
    return year


def _sections() -> Mapping[str, tuple[str, str]]:
    """Return each part of the district's form that can stand alone: its template and wording."""
    found = {}
    for path in sorted((FIXTURES / "templates" / DISTRICT).glob("[1-9]*.j2")):
        text = path.read_text("utf-8")
        head, rest = "", text
        if text.startswith("{% from"):
            head, _, rest = text.partition("\n")
            head += "\n"
        parts = _PART.split(rest) if path.name.startswith("20-") else [rest]
        for number, part in enumerate(each for each in parts if "{{" in each):
            found[f"{path.stem}-{number}"] = (path.name, head + part)
    return found


def _copied(folder: Path, data: Path, form: str) -> Year:
    year = Year(folder, form)
    shutil.copytree(data, year.data)
    shutil.copytree(FIXTURES / "templates" / form, year.form_folder)
    shutil.rmtree(year.form_folder / "start")
    return year


def _name_communes(data: Path) -> None:
    """Leave a few communes in report.yaml, which every year would have to read."""
    report = data / "report.yaml"
    names = "".join(f"      - {name}\n" for name in _COMMUNES)
    text = _NAMES.sub(rf"\1{names}", report.read_text("utf-8"), count=1)
    report.write_text(text, "utf-8", newline="\n")


SECTIONS: Mapping[str, Callable[[Path], Year]] = {
    name: partial(of_section, name=template, wording=wording)
    for name, (template, wording) in _sections().items()
}
ANNEXES = next(name for name in SECTIONS if name.startswith(Path(_ANNEXES).stem))
COMMUNE = "commune"
"""Small years, by name."""

SMALL: Mapping[str, Callable[[Path], Year]] = {**SECTIONS, COMMUNE: of_commune}
WHOLE, WITH_COMMUNES = "whole", "whole with communes"
YEARS: Mapping[str, Callable[[Path], Year]] = {
    **SMALL,
    **{f"{name} draft": partial(as_draft, make=make) for name, make in SMALL.items()},
    WHOLE: whole,
    WITH_COMMUNES: partial(whole, has_communes=True),
}
