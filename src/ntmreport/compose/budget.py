"""The budget of work for one report's wording: enough for any report, and an endless one stops."""

from __future__ import annotations

from ntmreport import limits

# One unit is one character that is printed; whatever else takes time or memory is priced in them.
LOOP_STEP = 10
MACRO_CALL = 50
TEXT_OF_DATA = 100
NAME_COMPARED = 20
"""The price of comparing an unknown name with a known one."""


class TooLongError(Exception):
    """The templates print more than any report has."""


class TooManyDiagnosticsError(TooLongError):
    """The templates have more diagnostics than anyone would read."""


class TooManyLinesError(TooLongError):
    """The templates print more lines than any report has; `most` is how many that is."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class Budget:
    """The work, lines and diagnostics left for one report, which has so many `communes`."""

    def __init__(self, communes: int = 0) -> None:
        self._left = limits.MOST_WORK + communes * limits.MOST_WORK_OF_A_COMMUNE
        self._most_lines = limits.MOST_LINES + communes * limits.MOST_LINES_OF_A_COMMUNE
        self._lines = 0
        self._diagnostics = 0

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

    def spend_diagnostic(self) -> None:
        """Count one diagnostic more; raises TooManyDiagnosticsError where it is enough."""
        self._diagnostics += 1
        if self._diagnostics > limits.MOST_DIAGNOSTICS_OF_FORM:
            raise TooManyDiagnosticsError
