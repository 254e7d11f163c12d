"""What a run of the checks hands to every reporter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Result:
    """All that was found, and all that was looked at.

    `acknowledged` are diagnostics that a person accepted, each with the reason. `texts` are the
    texts of the files by their name in spans; `files` are the names of all files that were checked,
    those without a text (a Word file) too.
    """

    diagnostics: tuple[Diagnostic, ...]
    acknowledged: tuple[tuple[Diagnostic, str], ...]
    texts: Mapping[str, str]
    files: tuple[str, ...]
