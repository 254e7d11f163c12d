"""The beginnings: an office's repository, the next year's data, and older data brought up to date.

Files are edited at the places that the reader gives: a line that need not change keeps every
character that it has, its comment too.
"""

from __future__ import annotations

from ntmreport.starting.migrations import Upgrade, upgraded
from ntmreport.starting.new_folder import FolderThereError, fill_folder, is_free, place_folder
from ntmreport.starting.next_year import NextYear, next_year
from ntmreport.starting.repository import NewUnit, has_towns, level_below, repository

__all__ = [
    "FolderThereError",
    "NewUnit",
    "NextYear",
    "Upgrade",
    "fill_folder",
    "has_towns",
    "is_free",
    "level_below",
    "next_year",
    "place_folder",
    "repository",
    "upgraded",
]
