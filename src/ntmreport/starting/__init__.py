"""From one year's data to the next year's, and from older data to that of today.

Files are edited at the places that the reader gives: a line that need not change keeps every
character that it has, its comment too.
"""

from __future__ import annotations

from ntmreport.starting.folder import FolderThereError, place_folder
from ntmreport.starting.migrations import Upgrade, upgraded
from ntmreport.starting.next_year import NextYear, next_year

__all__ = [
    "FolderThereError",
    "NextYear",
    "Upgrade",
    "next_year",
    "place_folder",
    "upgraded",
]
