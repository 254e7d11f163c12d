"""The audit of a finished report: all claims that it makes, each with its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.claims import CLAIM_FINDERS

if TYPE_CHECKING:
    from ntmreport.prose.finished_report import FinishedReport


class Audit(Struct, frozen=True):
    """The claims of a report in the order of its text, and how many numbers it has.

    `accepted` are suspicions that a person has accepted, each with the reason.
    """

    report: FinishedReport
    claims: tuple[Claim, ...]
    numbers: int
    accepted: tuple[tuple[Claim, str], ...] = ()

    def of(self, verdict: Verdict) -> tuple[Claim, ...]:
        """Return the claims with this verdict."""
        return tuple(claim for claim in self.claims if claim.verdict is verdict)


MOST_CLAIMS = 20_000
"""Claims of a report: it is no report that makes more."""

_SHARE = "share"
_ORDER = {Verdict.CONFIRMED: 0, Verdict.SUSPICIOUS: 1, Verdict.NOT_CHECKABLE: 3}
_MERELY_POSSIBLE = 2
_FAMILIES = dict.fromkeys(("NTM801", "NTM802", "NTM803", "NTM804", "NTM805", "NTM824"), _SHARE)


def _rank(claim: Claim) -> int:
    """Return how well a claim stands for others of its number: 0 best.

    That some whole number gives a share says less than the part that stands there.
    """
    if claim.rule.code == "NTM804" and claim.verdict is Verdict.CONFIRMED:
        return _MERELY_POSSIBLE
    return _ORDER[claim.verdict]


def audit_of(report: FinishedReport) -> Audit:
    """Return the audit of a report.

    Where several claims of one family are made of a number, one that is confirmed stands for all:
    what one relation gives is not blamed for another that is less sure.
    """
    order = {id(block): index for index, block in enumerate(report.all_blocks)}
    kept: dict[tuple[int, int, int, str], Claim] = {}
    for find in CLAIM_FINDERS:
        for claim in find(report):
            at = claim.at
            family = _FAMILIES.get(claim.rule.code, claim.rule.code)
            key = (order.get(id(at.block), -1), at.start, at.end, family)
            known = kept.get(key)
            if known is None or _rank(claim) < _rank(known):
                kept[key] = claim
            if len(kept) >= MOST_CLAIMS:
                break
    claims = tuple(kept[key] for key in sorted(kept))
    numbers = sum(len(block.numbers) for block in report.all_blocks)
    return Audit(report, claims, numbers)
