"""New repositories, the next period's data, and upgrades of older data.

Files are edited at the spans of their nodes: every other character stays.
"""

from __future__ import annotations

from ntmreport.starting.form_layouts import LayoutUpgrade, upgraded_form_layouts
from ntmreport.starting.migrations import Upgrade, upgraded
from ntmreport.starting.new_folder import FolderThereError, fill_folder, is_free, place_folder
from ntmreport.starting.next_period import NextPeriod, next_period
from ntmreport.starting.repository import (
    TOWN_LEVELS,
    NamesOfLevel,
    NewUnit,
    has_communes,
    has_towns,
    has_unit_above,
    repository,
)

__all__ = [
    "TOWN_LEVELS",
    "FolderThereError",
    "LayoutUpgrade",
    "NamesOfLevel",
    "NewUnit",
    "NextPeriod",
    "Upgrade",
    "fill_folder",
    "has_communes",
    "has_towns",
    "has_unit_above",
    "is_free",
    "next_period",
    "place_folder",
    "repository",
    "upgraded",
    "upgraded_form_layouts",
]
