"""Levels of the administration: which units stand below which, and from when to when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.model.report_period import ReportPeriod

_LAST_OF_DISTRICTS = datetime.date(2025, 6, 30)
_FIRST_OF_TWO_LEVELS = datetime.date(2025, 7, 1)


class AdministrativeLevel(Struct, frozen=True):
    """A level of units, which stand below one of the levels `above`, or below none.

    There are such units from `first` to `last`, both included.
    """

    name: str
    above: tuple[str, ...] = ()
    first: datetime.date = datetime.date.min
    last: datetime.date = datetime.date.max

    def is_there_in(self, period: ReportPeriod) -> bool:
        """Return whether there are such units in some part of the period."""
        return self.first <= period.last_day and self.last >= period.first_day


def _until_june_2025(name: str, *above: str) -> AdministrativeLevel:
    return AdministrativeLevel(name, above, last=_LAST_OF_DISTRICTS)


def _since_july_2025(name: str, *above: str) -> AdministrativeLevel:
    return AdministrativeLevel(name, above, first=_FIRST_OF_TWO_LEVELS)


PROVINCES = ("tỉnh", "thành phố")
LEVELS = (
    *map(AdministrativeLevel, PROVINCES),
    _until_june_2025("huyện", *PROVINCES),
    _until_june_2025("thị xã", *PROVINCES),
    _until_june_2025("quận", "thành phố"),
    _until_june_2025("thành phố", *PROVINCES),
    _since_july_2025("xã", *PROVINCES),
    _since_july_2025("phường", *PROVINCES),
    _since_july_2025("đặc khu", *PROVINCES),
    _until_june_2025("xã", "huyện", "thị xã", "quận", "thành phố"),
    _until_june_2025("thị trấn", "huyện"),
    _until_june_2025("phường", "thị xã", "quận", "thành phố"),
    AdministrativeLevel("thôn", ("xã", "đặc khu")),
    AdministrativeLevel("tổ dân phố", ("phường", "thị trấn")),
    AdministrativeLevel("tổ dân phố", ("xã", "đặc khu")),
    AdministrativeLevel("thôn", ("phường", "thị trấn")),
    *(
        AdministrativeLevel(name, ("xã", "phường", "đặc khu", "thị trấn"))
        for name in ("bản", "ấp", "xóm", "khu phố", "khóm", "buôn")
    ),
)
"""The levels; of those below one level, the usual one is first."""

_DISTRICTS = ("huyện", "thị xã", "quận")
OF_COMMUNES = ("xã", "phường", "đặc khu", "thị trấn")
"""The levels of the lowest units of the administration, which have villages below them."""


def levels_in(period: ReportPeriod) -> tuple[str, ...]:
    """Return the levels of units that report on the period, the highest first."""
    reporting = {*PROVINCES, *OF_COMMUNES}
    return _named(lambda each: each.name in reporting or each.last == _LAST_OF_DISTRICTS, period)


def levels_above(level: str, period: ReportPeriod) -> tuple[str, ...]:
    """Return the levels that a unit of `level` can stand below in the period."""
    found = [
        each for each in LEVELS if each.name == level and each.above and each.is_there_in(period)
    ]
    return tuple(dict.fromkeys(name for each in found for name in each.above))


def province_and_district(level: str, above: str, period: ReportPeriod) -> tuple[str, str]:
    """Return the levels of the province and of the district that a unit below `above` is in.

    The unit's own level is one of them where it is no commune; empty is what there is not.
    """
    if level not in OF_COMMUNES:
        return (above, level) if above else (level, "")
    is_in_district = above in _DISTRICTS or (above and period.last_day <= _LAST_OF_DISTRICTS)
    return ("tỉnh", above) if is_in_district else (above, "")


def levels_of_communes(level: str, period: ReportPeriod) -> tuple[str, ...]:
    """Return the levels of the communes in a unit of `level`, whatever stands between."""
    below = _named(lambda each: each.name in OF_COMMUNES and level in each.above, period)
    return below or _named(lambda each: each.name in OF_COMMUNES, period)


def levels_of_villages(level: str, period: ReportPeriod) -> tuple[str, ...]:
    """Return the levels of the villages in a commune of `level`, the usual one first."""
    return _named(lambda each: level in each.above, period) or ("thôn",)


def _named(
    is_meant: Callable[[AdministrativeLevel], bool], period: ReportPeriod
) -> tuple[str, ...]:
    found = (each.name for each in LEVELS if is_meant(each) and each.is_there_in(period))
    return tuple(dict.fromkeys(found))
