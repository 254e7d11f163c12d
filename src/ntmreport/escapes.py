"""Text without characters that a terminal or a log would obey, or that turn its order around.

File names, arguments and messages may come from a stranger. An escape moves the cursor or renames
the window, a line end begins a line that looks like the program's own, a bidirectional override
lets a name be read backwards.
"""

from __future__ import annotations

import json
import re

STAND_IN = "\ufffd"

_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# The end of a line, and the mark at the beginning of a text for spreadsheets.
_COMMANDS_BETWEEN_LINES = re.compile(rf"(?!\r\n|\A\ufeff){_COMMANDS.pattern}")


def printable(text: str) -> str:
    """Return `text` as one line that commands nothing, as many characters long."""
    return text if text.isprintable() else _COMMANDS.sub(STAND_IN, _SPACES.sub(" ", text))


def printable_lines(text: str) -> str:
    """Return `text` with its lines and tabs, but nothing else that commands."""
    return _COMMANDS_BETWEEN_LINES.sub(STAND_IN, text)


def json_text(value: object) -> str:
    """Return `value` as JSON that people can read too, ending with a newline.

    What a terminal would obey is escaped, and half a character, which has no UTF-8.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _COMMANDS.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"
