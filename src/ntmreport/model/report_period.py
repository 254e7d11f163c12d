"""The period that a report is about: a year, its first months, or several years."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.language import Bilingual, Hint
from ntmreport.model.field_types import Term, Value, Year
from ntmreport.model.reading_context import Reading, refuse
from ntmreport.source import Scalar

if TYPE_CHECKING:
    from ntmreport.source import Node

WHOLE_YEAR = 12
"""The number of months of a period that is a whole year."""

MONTHS = (3, 6, 9, WHOLE_YEAR)
"""Numbers of months, counted from January, that a report can be about."""


class ReportPeriod(Struct, frozen=True):
    """The years from `first` to `last`; of a single year, the first `months`.

    With `is_rest`, it is what remains of the year behind those months.
    """

    first: int
    last: int
    months: int = WHOLE_YEAR
    is_rest: bool = False

    @property
    def is_year(self) -> bool:
        """True if the period is one whole year."""
        return self.first == self.last and self.months == WHOLE_YEAR

    @property
    def year(self) -> Year:
        """The year that the period ends in."""
        return Year(self.last)

    @property
    def words(self) -> Bilingual:
        """The period as a report names it: “6 tháng đầu năm 2026”."""
        if self.first != self.last:
            years = f"{self.first}-{self.last}"
            return Bilingual(f"giai đoạn {years}", f"the period {years}")
        if self.months == WHOLE_YEAR:
            return Bilingual(f"năm {self.last}", f"{self.last}")
        if self.is_rest:
            months = WHOLE_YEAR - self.months
            return Bilingual(
                f"{months} tháng cuối năm {self.last}", f"the last {months} months of {self.last}"
            )
        return Bilingual(
            f"{self.months} tháng đầu năm {self.last}",
            f"the first {self.months} months of {self.last}",
        )

    def __str__(self) -> str:
        return self.words.vi

    @property
    def name(self) -> str:
        """The usual name of the period's folder: 2026, 2026-6t, 2021-2025."""
        if self.first != self.last:
            return f"{self.first}-{self.last}"
        return str(self.last) if self.months == WHOLE_YEAR else f"{self.last}-{self.months}t"

    @property
    def short(self) -> str:
        """The period as a chart names it: 2026, 6T/2026, 2021-2025."""
        is_part = self.first == self.last and self.months != WHOLE_YEAR
        return f"{self.months}T/{self.last}" if is_part else self.name

    @property
    def previous(self) -> ReportPeriod:
        """The period of the same kind before: the same months of last year, or as many years."""
        years = self.last - self.first + 1
        return self._moved(-years)

    @property
    def following(self) -> ReportPeriod:
        """The period of the same kind after this one."""
        years = self.last - self.first + 1
        return self._moved(years)

    def _moved(self, years: int) -> ReportPeriod:
        return replace(self, first=self.first + years, last=self.last + years)

    @property
    def next(self) -> ReportPeriod:
        """The period that a report plans for: the rest of its year, else the next year or years."""
        if self.months != WHOLE_YEAR and self.first == self.last:
            return replace(self, is_rest=not self.is_rest)
        return self.following

    @property
    def year_before(self) -> ReportPeriod:
        """The whole year before the period begins."""
        return ReportPeriod(self.first - 1, self.first - 1)

    @property
    def first_day(self) -> datetime.date:
        """The day on which the period begins."""
        return datetime.date(self.first, self.months % WHOLE_YEAR + 1 if self.is_rest else 1, 1)

    @property
    def last_day(self) -> datetime.date:
        """The day on which the period ends."""
        month = WHOLE_YEAR if self.is_rest else self.months
        return _last_day_of(self.last, month)

    @property
    def last_month(self) -> str:
        """The month in which the period ends, as a report writes it: 12/2021, 6/2026."""
        day = self.last_day
        return f"{day.month}/{day.year}"

    @property
    def days_of_issue(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day on which its report is usually issued."""
        if self.first != self.last:
            return datetime.date(self.last, 1, 1), datetime.date(self.last + 1, 12, 31)
        first = datetime.date(self.last, min(self.months, 6) if self.is_year else self.months, 1)
        month = self.months + 6
        year, month = self.last + (month - 1) // 12, (month - 1) % 12 + 1
        return first, _last_day_of(year, month)


def _last_day_of(year: int, month: int) -> datetime.date:
    first_behind = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first_behind - datetime.timedelta(days=1)


TEMPLATES_READ = frozenset(
    {"next", "previous", "year_before", "year", "first_day", "last_day", "last_month"}
)
"""Attributes of a period that templates may read."""


def _read_months(node: Node, _reading: Reading) -> Term:
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if text in map(str, MONTHS):
        return Term(text, node.path, node.span)
    meant = next((each for each in text.split() if each.lstrip("0") in map(str, MONTHS)), "")
    meant = meant.lstrip("0")
    hint = Bilingual(
        "viết 3, 6, 9 hoặc 12: báo cáo của mấy tháng tính từ tháng 1",
        "write 3, 6, 9 or 12: how many months, counted from January",
    )
    raise refuse(
        catalogue.WRONG_TYPE,
        node,
        Bilingual(
            f"“{text}” không phải là số tháng của một kỳ báo cáo",
            f"`{text}` is not the number of months of a report's period",
        )
        if text
        else Bilingual("ở đây cần số tháng", "a number of months belongs here"),
        Hint(f"viết {meant}", f"write {meant}", (meant,)) if meant else hint,
    )


PeriodMonths = Annotated[
    Term,
    Value(
        _read_months,
        {
            "type": "integer",
            "enum": list(MONTHS),
            "description": (
                "Kỳ báo cáo là mấy tháng đầu năm: 3, 6 hoặc 9. Không ghi thì là cả năm (12)."
            ),
            "errorMessage": "Viết 3, 6, 9 hoặc 12.",
        },
    ),
]
