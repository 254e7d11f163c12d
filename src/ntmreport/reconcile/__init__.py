"""From a Word file that people edited to what was changed in it, and where each change lives."""

from __future__ import annotations
