"""What a workbook says of itself: the period and office that it is for, and the values handed out.

It stands in a hidden sheet, a line for each thing, so that a workbook that comes back is known
whatever it is called, and a value that has changed on both sides is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

IDENTITY_SHEET = "ntmreport"
VERSION = "1"

PATH_COLUMN, VALUE_COLUMN, NOTE_COLUMN = "#path", "#value", "#note"
LABEL_COLUMN, UNIT_COLUMN = "#label", "#unit"
"""Names of columns in the hidden line above the rows: of a path, of what is typed, of remarks."""

COMPUTED = "#computed"
"""What stands in the place of the path where a row is computed."""

_KEYS = ("version", "unit", "period", "folder", "form", "form_version", "office")
_HANDED_OUT = "handed_out"


class SheetIdentity(Struct, frozen=True):
    """The period, form and office of a workbook. `handed_out` are its values by written path.

    `folder` is that of the data; `form_version` is a digest of what the form declares.
    """

    unit: str
    period: str
    folder: str
    form: str
    form_version: str
    office: str
    handed_out: Mapping[str, str]
    version: str = VERSION

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the lines of the hidden sheet."""
        for key in _KEYS:
            yield key, getattr(self, key)
        for path, text in self.handed_out.items():
            yield _HANDED_OUT, path, text


def identity_in(rows: Iterable[Sequence[str]]) -> SheetIdentity | None:
    """Return what the lines of a hidden sheet say; None where they are not of this program."""
    said: dict[str, str] = {}
    handed_out: dict[str, str] = {}
    for key, *values in rows:
        if key == _HANDED_OUT and values:
            handed_out[values[0]] = values[1] if len(values) > 1 else ""
        elif key in _KEYS:
            said[key] = values[0] if values else ""
    if said.keys() != {*_KEYS}:
        return None
    return SheetIdentity(handed_out=handed_out, **said)
