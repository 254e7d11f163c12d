"""All kinds of slips, in the order of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutate.agreement import AGREEMENT
from mutate.days import DAYS
from mutate.files import FILES
from mutate.names import NAMES
from mutate.numbers import NUMBERS
from mutate.structure import STRUCTURE
from mutate.wording import WORDING

if TYPE_CHECKING:
    from mutate.slip import Kind

KINDS: tuple[Kind, ...] = tuple(
    kind
    for collection in (NUMBERS, AGREEMENT, DAYS, NAMES, WORDING, STRUCTURE, FILES)
    for kind in collection.kinds
)
