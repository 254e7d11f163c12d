"""The characters that no report can have, in the text of a file and in a value."""

from __future__ import annotations

from ntmreport.lazy_pattern import lazy_pattern

_LAST_TWO_OF_EACH_PLANE = "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
# What XML 1.0 cannot carry, control characters, line ends that only some programs see,
# noncharacters, and the byte order mark where it is none.
_REFUSED = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff"
    + _LAST_TWO_OF_EACH_PLANE
)
REFUSED_IN_TEXT = lazy_pattern(f"[{_REFUSED}]")
"""A character that the text of a file cannot have."""

_REFUSED_IN_VALUE = lazy_pattern(rf"[\t\r{_REFUSED}]")


def refused_in_value(value: str) -> str | None:
    """Return the first character that the value of a scalar, its escapes resolved, cannot have."""
    if value.isprintable():  # as none of them is
        return None
    match = _REFUSED_IN_VALUE.search(value)
    return match[0] if match else None
