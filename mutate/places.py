"""Every place of data/2021 where a kind of slip can be made, and a seeded sample of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mutate.slip import Kind, Slip

SEED = 20211231
MOST_OF_A_KIND = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A slip in the file of one name, such as `health`."""

    stem: str
    slip: Slip


@dataclass(frozen=True, slots=True)
class Sample:
    """The places of a kind that are tried, out of so many."""

    kind: Kind
    total: int
    places: tuple[Place, ...]


def sample(kind: Kind, files: Mapping[str, str], most: int = MOST_OF_A_KIND) -> Sample:
    """Return `most` places of `kind` in the texts of `files`, chosen by the seed alone.

    Each kind draws from a generator of its own, so that a new kind leaves the others as they are.
    """
    places = [
        Place(stem, slip)
        for stem, text in files.items()
        for slip in kind.find(text)
        if slip.content != text or slip.saved_as
    ]
    chosen = range(len(places))
    if len(places) > most:
        draw = random.Random(f"{SEED} {kind.name}")
        return Sample(
            kind, len(places), tuple(places[i] for i in sorted(draw.sample(chosen, most)))
        )
    return Sample(kind, len(places), tuple(places))
