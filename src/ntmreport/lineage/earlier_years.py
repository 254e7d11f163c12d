"""The figures of earlier years, whose folders stand beside that of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ntmreport.model import (
    OFFICE_MODELS,
    SUBFOLDERS,
    indicators_of,
    read_models,
    written_figures_of,
)
from ntmreport.plain_file import is_inside
from ntmreport.source import read_year

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping

    from ntmreport.figure import Figure
    from ntmreport.model import Model
    from ntmreport.span import Path

Years: TypeAlias = "dict[int, dict[Path, Figure]]"
"""The figures of each year by their paths."""


def earlier_years(this: int, data: pathlib.Path, most: int) -> Years:
    """Return the figures of the `most` years before, as far back as folders stand without a gap."""
    years: Years = {}
    for year in range(this - 1, this - 1 - most, -1):
        folder = data.resolve().parent / str(year)
        # Nobody named the folder: a link out of the repository is not followed.
        if not folder.is_dir() or not is_inside(folder, folder.parent):
            break
        models, _ = read_models(read_year(folder, OFFICE_MODELS, SUBFOLDERS).files)
        years[year] = {figure.path: figure for figure in _figures(models)}
    return years


def _figures(models: Mapping[str, Model]) -> Iterator[Figure]:
    for model in models.values():
        yield from written_figures_of(model)
        yield from indicators_of(model)
