"""The composition of a built Word file, as its record says: lines, and where their words are from.

`lineage.composition_record` writes what is read here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ntmreport.lineage.composition_record import VERSION, composition

if TYPE_CHECKING:
    from ntmreport.document import Document

_Path = tuple[str | int, ...]


class _Recorded(BaseModel):
    model_config = ConfigDict(frozen=True)


class RecordedFigure(_Recorded):
    """A figure as it was printed: `text`, from `at` in its line.

    `place` is where it is written, stated or counted in the data, None where it was computed;
    `sources` are the places that it was computed from.
    """

    at: int
    text: str
    path: _Path
    value: str
    unit: str
    origin: Literal["written", "stated", "counted", "computed"]
    place: str | None
    sources: tuple[str, ...] = Field(alias="from")

    @property
    def end(self) -> int:
        """The end of its text in its line."""
        return self.at + len(self.text)

    @property
    def is_written(self) -> bool:
        """True if the data has the number itself, so that another can be written there."""
        return self.origin in {"written", "stated"}


class RecordedText(_Recorded):
    """The stretch of a line that a text of the data was printed in, and that text's place."""

    at: int
    end: int
    path: _Path
    place: str


class RecordedLine(_Recorded):
    """A paragraph, a cell or a line of the frame: its kind of block, or the frame line's name.

    `wording` is the line of the template that its own words come from; `notes` are the stretches
    that stand in footnotes; `table`, `row` and `column` count from 1 and are 0 outside of tables.
    """

    kind: str
    section: str
    wording: str
    text: str
    figures: tuple[RecordedFigure, ...]
    texts: tuple[RecordedText, ...]
    notes: tuple[tuple[int, int], ...]
    table: int = 0
    row: int = 0
    column: int = 0


class RecordedReport(_Recorded):
    """The lines of a report: those of the frame around the body, and all blocks."""

    composition: int
    data_digest: str
    form_digest: str
    commit: str
    frame: tuple[RecordedLine, ...]
    blocks: tuple[RecordedLine, ...]


def read_record(content: bytes) -> RecordedReport | None:
    """Return what a record says; None where it is none, or one of another version."""
    try:
        report = RecordedReport.model_validate_json(content)
    except ValidationError:
        return None
    return report if report.composition == VERSION else None


def record_of(document: Document, folder: str = "") -> RecordedReport:
    """Return what the record of a document says; `folder` is left out of its places."""
    return RecordedReport.model_validate_json(composition(document).replace(folder.encode(), b""))
