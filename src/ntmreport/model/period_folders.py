"""From a folder of data to the folders beside it, by the period that their report.yaml names.

The period is read from its lines alone, since many folders may stand beside each other.
"""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.limits import FIRST_YEAR, LAST_YEAR, MOST_BYTES
from ntmreport.model.report_period import MONTHS, WHOLE_YEAR, ReportPeriod
from ntmreport.plain_file import NotPlainError, TooLargeError, is_inside, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILE = "report.yaml"
_LINE = lazy_pattern(r"(?m)^(year|months|from|to):[ \t]+([0-9]{1,4})[ \t]*(?:#.*)?\r?$")
_MOST_PERIODS = 1000
"""Folders that are looked into for the periods that they are of."""

_MOST_FOLDERS = 100
"""Of more folders beside each other than these, only the usual names are looked for."""


def period_of(folder: Path) -> ReportPeriod | None:
    """Return the period that the folder's report.yaml names; None where it names none.

    A year that data cannot have names none: what is wrong with it, is said of that folder.
    """
    try:
        content = read_plain(folder / _FILE, MOST_BYTES, folder)
    except (OSError, NotPlainError, TooLargeError):
        return None
    found = {key: int(text) for key, text in _LINE.findall(content.decode("utf-8", "replace"))}
    months = found.get("months", WHOLE_YEAR)
    if "year" in found and months in MONTHS:
        period = ReportPeriod(found["year"], found["year"], months)
    elif {"from", "to"} <= found.keys():
        period = ReportPeriod(found["from"], found["to"])
    else:
        return None
    return period if FIRST_YEAR <= period.first <= period.last <= LAST_YEAR else None


def periods_in(folder: Path) -> list[tuple[ReportPeriod, Path]]:
    """Return the folders of data in `folder` with their periods, in their order."""
    found = [
        (period, each)
        for each in islice(_inside(folder), _MOST_PERIODS)
        if os.path.lexists(each / _FILE) and (period := period_of(each)) is not None
    ]
    return sorted(found, key=lambda each: (each[0].last_day, each[0].first_day, each[1].name))


def folder_beside(data: Path, this: ReportPeriod, wanted: ReportPeriod) -> Path | None:
    """Return the folder beside `data`, that of `this` period, whose data is of another period.

    It is named as the user names that one. A link out of the folder is not followed, since nobody
    named it.
    """
    here = data if data.name else data.resolve()
    for folder in _candidates(here, this, wanted):
        is_other = folder.is_dir() and folder.resolve() != here.resolve()
        if is_other and is_inside(folder, folder.parent) and period_of(folder) == wanted:
            return folder
    return None


def _candidates(here: Path, this: ReportPeriod, wanted: ReportPeriod) -> Iterator[Path]:
    """Yield the folders of the usual names first, then the others."""
    like_this = here.name.replace(this.name, wanted.name)
    if wanted.months == this.months and this.first == this.last:
        like_this = here.name.replace(str(this.last), str(wanted.last))
    usual = dict.fromkeys((wanted.name, like_this))
    yield from (here.with_name(name) for name in usual)
    others = list(islice(_inside(here.parent), _MOST_FOLDERS + 1))
    if len(others) <= _MOST_FOLDERS:
        yield from (each for each in sorted(others) if each.name not in usual)


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the folders in a folder, but for hidden ones."""
    try:
        with os.scandir(folder) as listing:
            for entry in listing:
                if not entry.name.startswith(".") and entry.is_dir():
                    yield folder / entry.name
    except OSError:
        return
