"""Files that a command writes: the whole of one or none, and none that a person has edited."""

from __future__ import annotations

from ntmreport.output.atomic_write import (
    is_unfinished,
    lock,
    remove_leftovers,
    unfinished,
    write_all,
    write_atomically,
)
from ntmreport.output.build_records import RECORDS_FOLDER, BuildRecords, KeptBuild
from ntmreport.output.edited_files import Placed, place

__all__ = [
    "RECORDS_FOLDER",
    "BuildRecords",
    "KeptBuild",
    "Placed",
    "is_unfinished",
    "lock",
    "place",
    "remove_leftovers",
    "unfinished",
    "write_all",
    "write_atomically",
]
