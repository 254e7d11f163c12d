"""Text as XML holds it: nothing lost, nothing changed."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold, and the control characters that Word would take for a break or a tab.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return `text` escaped for an XML element, or raise ValueError if it has no place there."""
    found = _FORBIDDEN.search(text)
    if found:
        raise ValueError(
            f"character U+{ord(found.group()):04X} at position {found.start()} of {text!r}"
            " cannot stand in a document"
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escapable(text: str) -> str:
    """Return `text` with a stand-in for each character that has no place in a document.

    It is for what is said about a report, such as the name of a file; a report's own text is never
    changed.
    """
    return _FORBIDDEN.sub("\ufffd", text.replace("\n", " "))
