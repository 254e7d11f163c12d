"""A layout as it was before styles: samples, `{%p for block in body %}`, `{{r block }}`."""

from __future__ import annotations

from pathlib import Path


def old_layout() -> bytes:
    """Return the layout of the forms of version 0.1 as they were frozen then."""
    return Path(__file__).with_name("old-layout.docx").read_bytes()
