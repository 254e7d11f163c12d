"""Funds: what people gave is the same wherever the data tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.intervals import interval
from ntmreport.checks.subject import Finding, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.model.offices.funds import Funds
from ntmreport.model.offices.resources import Resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Subject


@check(catalogue.CONTRIBUTIONS_DISAGREE)
def contributions_disagree(subject: Subject) -> Iterator[Finding]:
    """Find money and working days of the people that two files give differently."""
    funds, resources = subject.office(Funds), subject.office(Resources)
    if funds is None or resources is None:
        return
    for given, other in (
        (funds.community.cash.done_million_vnd, resources.cash_million_vnd),
        (funds.community.working_days.done_million_vnd, resources.labour_million_vnd),
    ):
        if is_left_blank(given, other):
            continue
        if not interval(given).meets(interval(other)):
            yield Finding(
                given,
                Bilingual(
                    f"ở đây là {printed_with_unit(given)}, nhưng resources.yaml ghi "
                    f"{printed_with_unit(other)}",
                    f"{printed_with_unit(given)} here, but {printed_with_unit(other)} in "
                    "resources.yaml",
                ),
                Bilingual(
                    "sửa số sai; nếu hai số tính khác nhau thì chấp nhận bằng lệnh "
                    "ntmreport acknowledge",
                    "mend the one that is wrong; if they count differently, accept it with "
                    "ntmreport acknowledge",
                ),
                ((other, Bilingual("số ở resources.yaml", "the figure in resources.yaml")),),
            )
