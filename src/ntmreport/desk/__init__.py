"""Two files to double-click, on a person's desktop: build the report, look it over.

They belong to the installation, never to a repository: they name the program and the folder of data
by their full paths, and run nothing that stands in that folder.
"""

from __future__ import annotations

from ntmreport.desk.launcher import System, Target
from ntmreport.desk.placing import PlacedLaunchers, place_launchers

__all__ = ["PlacedLaunchers", "System", "Target", "place_launchers"]
