"""From a form's layout of an older version to one with a style for each kind of block."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import limits
from ntmreport.compose import LAYOUT, is_form_name
from ntmreport.pipeline import forms_named
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source import MappingNode


class LayoutUpgrade(Struct, frozen=True):
    """Where a form's layout is, and what it is upgraded to or why it cannot be."""

    path: Path
    result: bytes | Diagnostic


def upgraded_form_layouts(
    files: Mapping[str, MappingNode], data: Path, templates: Path | None
) -> Iterator[LayoutUpgrade]:
    """Yield the upgrades of the layouts of the forms that the year in `data` names.

    There is none where the repository has no such form, or nothing is to be done. The program's own
    forms come with it.
    """
    for name in forms_named(files):
        upgrade = _upgraded(name.value, data, templates) if is_form_name(name.value) else None
        if upgrade is not None:
            yield upgrade


def _upgraded(name: str, data: Path, templates: Path | None) -> LayoutUpgrade | None:
    repository = Path(os.path.normpath(data / "../.."))
    folder, within = (
        (repository / "templates", repository) if templates is None else (templates, templates)
    )
    path = folder / name / LAYOUT
    try:
        content = read_plain(path, limits.MOST_BYTES_OF_LAYOUT, within)
    except (OSError, NotPlainError, TooLargeError):
        return None  # which a build tells
    from ntmreport.layout.layout_upgrade import upgraded_layout  # which loads lxml

    result = upgraded_layout(content, path.as_posix())
    return None if result is None else LayoutUpgrade(path, result)
