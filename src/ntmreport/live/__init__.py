"""The same results as the commands give, again after each change of what they read."""

from __future__ import annotations
