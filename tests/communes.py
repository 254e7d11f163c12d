"""The invented commune with edits: what becomes of it and what is said of it."""

from __future__ import annotations

import datetime
import shutil
from typing import TYPE_CHECKING

from ntmreport.pipeline import Compiled, Compiler
from ntmreport.validation import Validation, validate
from tests.edits import edit

from .conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

COMMUNE = FIXTURES / "commune"
TODAY = datetime.date(2022, 1, 5)

# A file of the year, a text that stands in it once, and what to write instead.
Edit = tuple[str, str, str]

_COMPILER = Compiler()


def edited_commune(folder: Path, *edits: Edit) -> tuple[Compiled, Validation]:
    """Compile and validate a copy of the commune's year in `folder` after `edits`."""
    data = folder / "data/2021"
    shutil.copytree(COMMUNE / "2021", data)
    shutil.copytree(FIXTURES / "templates/annual-commune", folder / "templates/annual-commune")
    for name, old, new in edits:
        edit(data / name, old, new)
    compiled = _COMPILER.compile(data)
    return compiled, validate(compiled, data, TODAY)


def places(validation: Validation) -> list[str]:
    """`indicators.yaml:4:14 NTM304` for each diagnostic."""
    return [
        f"{each.span.file.rpartition('/')[2]}:{each.span.line}:{each.span.column} {each.rule.code}"
        for each in validation.diagnostics
    ]
