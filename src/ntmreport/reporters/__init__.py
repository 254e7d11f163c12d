"""From the result of a validation to what people and programs read: one module for each format.

The text is for people and may change; the other formats are promised, each as its readers
publish it. `ValidateFormat` of the command `validate` is the table of them.
"""

from __future__ import annotations

from ntmreport.reporters.result import Result

__all__ = ["Result"]
