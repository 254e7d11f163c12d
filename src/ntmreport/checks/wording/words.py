"""The project's own word list: names and foreign words that the syllable check lets pass."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ntmreport.checks.wording.tables import lines_without_comments
from ntmreport.source import load_text

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic


def read_words(path: Path) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """Return the words listed in the file at `path` in small letters, and what is wrong with it.

    One word a line, # begins a comment. There are none where there is no such file.
    """
    if not os.path.lexists(path):
        return frozenset(), ()
    loaded = load_text(path, path.as_posix(), path.parent)
    lines = lines_without_comments(loaded.text or "")
    return frozenset(word.lower() for line in lines for word in line.split()), loaded.diagnostics
