"""The claims that a finished report makes: one module for each kind of relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ntmreport.prose.claims.bounds_of_numbers import bounds_of_numbers
from ntmreport.prose.claims.cells_in_text import cells_in_text
from ntmreport.prose.claims.changes_of_named import changes_of_named
from ntmreport.prose.claims.counted_lists import counted_lists, names_listed_twice
from ntmreport.prose.claims.directions_of_change import directions_of_change
from ntmreport.prose.claims.ends_of_ranges import ends_of_ranges
from ntmreport.prose.claims.fraction_shares import fraction_shares
from ntmreport.prose.claims.label_order import label_order
from ntmreport.prose.claims.multiples import multiples
from ntmreport.prose.claims.parts_by_place import parts_by_place
from ntmreport.prose.claims.parts_of_other_names import parts_of_other_names
from ntmreport.prose.claims.parts_of_total import parts_of_total
from ntmreport.prose.claims.remainders import remainders
from ntmreport.prose.claims.repeated_documents import repeated_documents
from ntmreport.prose.claims.shares_of_all import shares_of_all
from ntmreport.prose.claims.shares_of_whole import shares_of_whole
from ntmreport.prose.claims.shares_of_whole_above import shares_of_whole_above
from ntmreport.prose.claims.sibling_shares import sibling_shares
from ntmreport.prose.claims.stated_changes import stated_changes
from ntmreport.prose.claims.stated_products import (
    amounts_for_each,
    area_products,
    stated_averages,
)
from ntmreport.prose.claims.table_shares import table_shares
from ntmreport.prose.claims.table_sums import table_sums
from ntmreport.prose.claims.text_and_table import text_and_table
from ntmreport.prose.claims.whole_number_shares import whole_number_shares
from ntmreport.prose.claims.wholes_behind_shares import wholes_behind_shares
from ntmreport.prose.claims.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.prose.claim import Claim
    from ntmreport.prose.finished_report import FinishedReport

ClaimFinder: TypeAlias = "Callable[[FinishedReport], Iterator[Claim]]"

CLAIM_FINDERS: tuple[ClaimFinder, ...] = (
    fraction_shares,
    shares_of_whole,
    wholes_behind_shares,
    shares_of_whole_above,
    sibling_shares,
    whole_number_shares,
    shares_of_all,
    parts_of_total,
    parts_of_other_names,
    parts_by_place,
    remainders,
    bounds_of_numbers,
    ends_of_ranges,
    stated_changes,
    changes_of_named,
    directions_of_change,
    multiples,
    area_products,
    amounts_for_each,
    stated_averages,
    counted_lists,
    names_listed_twice,
    table_sums,
    table_shares,
    text_and_table,
    cells_in_text,
    repeated_documents,
    label_order,
    wording,
)
"""The functions that find the claims, the surest of a kind first."""

__all__ = ["CLAIM_FINDERS", "ClaimFinder"]
