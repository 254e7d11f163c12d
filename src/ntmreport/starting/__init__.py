"""New repositories, the next period's data, and upgrades of older data.

Files are edited at the spans of their nodes: every other character stays.
"""

from __future__ import annotations

from ntmreport.starting.folder_writing import FolderThereError, fill_folder, is_free, place_folder
from ntmreport.starting.form_layouts import LayoutUpgrade, upgraded_form_layouts
from ntmreport.starting.new_repository import (
    TOWN_LEVELS,
    NamesOfLevel,
    NewUnit,
    has_communes,
    has_towns,
    has_unit_above,
    repository,
)
from ntmreport.starting.next_period import NextPeriod, next_period
from ntmreport.starting.schema_migrations import Upgrade, upgraded

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
