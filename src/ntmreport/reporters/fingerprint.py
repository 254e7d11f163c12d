"""By what a diagnostic is known while lines move: its file, seen from here, and its hash."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from typing import TYPE_CHECKING

from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.diagnostic import Diagnostic


def relative_path(file: str) -> str:
    """Return the name of a file as seen from the working directory, with `/` on every system."""
    try:
        path = os.path.relpath(file)
    except ValueError:  # another drive of Windows
        path = file
    return path.replace(os.sep, "/")


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield for each diagnostic what it is known by while lines move: a unique hash.

    It is made of rule, file, path in the data and message, whatever language the message is shown
    in; what is found twice is counted.
    """
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        parts = (
            diagnostic.rule.code,
            relative_path(diagnostic.span.file),
            written_path(diagnostic.path),
            diagnostic.message.vi,
        )
        identity = "\0".join(parts)
        seen[identity] += 1
        counted = f"{identity}\0{seen[identity]}"
        yield hashlib.sha256(counted.encode("utf-8", "surrogatepass")).hexdigest()
