"""How much work one report's wording may make: enough for any report, not for an endless one."""

from __future__ import annotations

# One unit is one character that is printed; whatever else takes time or memory is priced in them.
MOST = 4_000_000
LOOP_STEP = 10
MACRO_CALL = 50
TEXT_OF_DATA = 100
MISTAKE = 400
NAME_COMPARED = 20
"""What it costs to compare a name that is not known with one that is."""

DEEPEST_TEXT = 20
"""How many texts of the data may stand inside one another."""


class TooLongError(Exception):
    """What the templates print has no bounds."""


class Budget:
    """What is left to spend for one report."""

    def __init__(self) -> None:
        self._left = MOST

    def spend(self, amount: int) -> None:
        """Take `amount` away; raises TooLongError where nothing is left."""
        self._left -= amount
        if self._left < 0:
            raise TooLongError
