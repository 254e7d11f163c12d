"""Where a written figure was taken from, and whether someone stands by it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.language import Bilingual


class Provenance(Struct, frozen=True):
    """The source of a figure in words, and whether it is confirmed; None where nothing is said.

    `confirmed_by` are the person and the day, where they are said.
    """

    source: str = ""
    is_confirmed: bool | None = None
    confirmed_by: str = ""

    def below(self, other: Provenance) -> Provenance:
        """Return what holds where this is said of an inner group, and `other` around it."""
        found = self
        if not found.source:
            found = replace(found, source=other.source)
        if found.is_confirmed is None:
            found = replace(found, is_confirmed=other.is_confirmed, confirmed_by=other.confirmed_by)
        return found

    @property
    def words(self) -> Bilingual:
        """The words for it: `nguồn: Báo cáo số 15/BC-UBND; đã xác nhận`."""
        by = f" ({self.confirmed_by})" if self.confirmed_by else ""
        said = {
            True: Bilingual(f"đã xác nhận{by}", f"confirmed{by}"),
            False: Bilingual("chưa xác nhận", "not confirmed"),
            None: Bilingual("", ""),
        }[self.is_confirmed]
        vi = [f"nguồn: {self.source}" if self.source else "", said.vi]
        en = [f"source: {self.source}" if self.source else "", said.en]
        return Bilingual("; ".join(filter(None, vi)), "; ".join(filter(None, en)))
