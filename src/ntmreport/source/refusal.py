"""Why a text cannot be read as what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ntmreport.language import Bilingual


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a text, and what to write instead.

    `spellings` are the texts that `hint` proposes; each of them can be read.
    """

    message: Bilingual
    hint: Bilingual
    spellings: tuple[str, ...] = ()


def shown(text: str) -> str:
    """Return `text` short enough to be quoted in a message."""
    return text if len(text) <= 40 else text[:39] + "…"
