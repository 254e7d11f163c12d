"""The data of another period than the one that is reported on, read by the same form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.model.declared_indicators import offices_of
from ntmreport.model.year_data import OFFICE_MODELS, SUBFOLDERS, read_models
from ntmreport.source import read_year

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

    from ntmreport.model.base_model import Model
    from ntmreport.source import MappingNode, SourceTexts


def read_other_period(
    folder: pathlib.Path, declared: Mapping[str, MappingNode], texts: SourceTexts | None = None
) -> tuple[Mapping[str, Model], Mapping[str, str]]:
    """Return the files without errors of the period in `folder`, and the texts of all.

    `declared` are the indicators of the form of the period that is reported on. Files are read
    through `texts`.
    """
    names = dict.fromkeys((*OFFICE_MODELS, *offices_of(declared)))
    read = read_year(folder, names, SUBFOLDERS, texts)
    files = read.files
    if declared:
        from ntmreport.model.declared_values import with_declared

        files, _ = with_declared(files, declared)
    models, _ = read_models(files, own_sets=read.criteria, declared=declared, texts=texts)
    return models, read.texts
