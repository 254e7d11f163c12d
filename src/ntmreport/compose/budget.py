"""How much work one report's wording may make: enough for any report, not for an endless one."""

from __future__ import annotations

# One unit is one character that is printed; whatever else takes time or memory is priced in them.
MOST = 1_500_000
MOST_OF_A_COMMUNE = 10_000
"""A report of communes has rows for each, in its annexes."""

LOOP_STEP = 10
MACRO_CALL = 50
TEXT_OF_DATA = 100
NAME_COMPARED = 20
"""What it costs to compare a name that is not known with one that is."""

MOST_MISTAKES = 100
MOST_LINES = 5_000
MOST_LINES_OF_A_COMMUNE = 50

DEEPEST_TEXT = 20
"""How many texts of the data may stand inside one another."""


class TooLongError(Exception):
    """What the templates print has no bounds."""


class TooManyMistakesError(TooLongError):
    """The templates have more mistakes than anyone would read."""


class TooManyLinesError(TooLongError):
    """The templates print more lines than any report has; `most` is how many that is."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class Budget:
    """What is left to spend for one report, which has so many `communes`."""

    def __init__(self, communes: int = 0) -> None:
        self._left = MOST + communes * MOST_OF_A_COMMUNE
        self._most_lines = MOST_LINES + communes * MOST_LINES_OF_A_COMMUNE
        self._lines = 0
        self._mistakes = 0

    def spend(self, amount: int) -> None:
        """Take `amount` away; raises TooLongError where nothing is left."""
        self._left -= amount
        if self._left < 0:
            raise TooLongError

    def spend_line(self, number: int) -> None:
        """Count so many lines more; raises TooManyLinesError where a report has no more."""
        self._lines += number
        if self._lines > self._most_lines:
            raise TooManyLinesError(self._most_lines)

    def spend_mistake(self) -> None:
        """Count a mistake more; raises TooManyMistakesError where it is enough."""
        self._mistakes += 1
        if self._mistakes > MOST_MISTAKES:
            raise TooManyMistakesError
