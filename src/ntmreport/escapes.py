"""Text made safe for each kind of output: terminal, build server, JSON, HTML, Markdown, XML, sheet.

File names, arguments and texts of the data may come from a stranger. In a terminal an escape moves
the cursor or renames the window, a line end begins a line that looks like the program's own, a
bidirectional override lets a name be read backwards; in other outputs text would become markup.
"""

from __future__ import annotations

import re

STAND_IN = "\ufffd"
"""Stands in the place of a character that an output cannot have."""

# Patterns are compiled where they are used: a command's start needs none of them.
_SPACES = "[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]"
_COMMANDS = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# The end of a line, and the mark at the beginning of a text for spreadsheets.
_COMMANDS_BETWEEN_LINES = rf"(?!\r\n|\A\ufeff){_COMMANDS}"
# `::error …` of GitHub, `##[error]` and `##vso[…]` of Azure.
_BUILD_SERVER_COMMAND = r"\s*(?::(?=:)|#(?=#(?:\[|vso)))"


def printable(text: str) -> str:
    """Return `text` as one line that commands no terminal, as many characters long."""
    return text if text.isprintable() else re.sub(_COMMANDS, STAND_IN, re.sub(_SPACES, " ", text))


def printable_lines(text: str) -> str:
    """Return `text` with its lines and tabs, but nothing else that commands a terminal."""
    if all(map(str.isprintable, text.split("\n"))):
        return text
    return re.sub(_COMMANDS_BETWEEN_LINES, STAND_IN, text)


def printable_cells(text: str) -> str:
    """Return `text` as one line whose every character is seen, as many characters long.

    Spaces of all kinds are one cell wide in it, so that what stands below can be lined up.
    """
    if text.isprintable():
        return text
    return "".join(map(_printable_cell, text))


def _printable_cell(character: str) -> str:
    if character.isprintable():
        return character
    import unicodedata

    is_space = character in "\t\n" or unicodedata.category(character) == "Zs"
    return " " if is_space else STAND_IN


def without_build_command(line: str) -> str:
    """Return `line` so that no build server takes it for one of its commands."""
    begins = re.match(_BUILD_SERVER_COMMAND, line)
    return f"{begins[0]} {line[begins.end() :]}" if begins else line


def github_message(text: str) -> str:
    """Return the message of a workflow command of GitHub Actions."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    # Half a character has no UTF-8.
    return escaped.encode("utf-8", "replace").decode("utf-8")


def github_property(text: str) -> str:
    """Return the value of a property of a workflow command, such as `title`."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


def json_text(value: object) -> str:
    """Return `value` as JSON that people can read too, ending with a newline.

    What a terminal would obey is escaped, and half a character, which has no UTF-8.
    """
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    return re.sub(_COMMANDS, lambda match: json.dumps(match[0])[1:-1], text) + "\n"


_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_SURROGATE = "[\ud800-\udfff]"


def html_text(text: str) -> str:
    """Return `text` for an element or a quoted attribute of HTML."""
    import html

    return html.escape(text)


def html_script_json(value: object) -> str:
    """Return `value` as compact JSON for a script element, which it cannot end."""
    import json

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_IN_SCRIPT)


def html_page(page: str) -> str:
    """Return a page without half characters, which have no UTF-8, as in some file names."""
    return re.sub(_SURROGATE, STAND_IN, page)


_MARKDOWN = r"[\\`*_\[\]<>|~&\0]"
_MARKDOWN_ESCAPES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "\0": "<!-- -->"}
# People, issues and the like are not to be called from a report; nor is text to become a link.
_REFERENCE = r"(?i)(?<=[@#!$%&])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)"
# What stands first in a line would make it a list, a heading or a quotation.
_LINE_START = r"(\s*)(?:([-+#=])|(\d+)([.)]))"


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as it is and takes for nothing else."""
    return re.sub(
        _MARKDOWN,
        lambda match: _MARKDOWN_ESCAPES.get(match[0], f"\\{match[0]}"),
        re.sub(_REFERENCE, "\0", text),
    )


def markdown_line(text: str) -> str:
    """Return `markdown_text` for the beginning of a line, where it makes no list or heading."""
    escaped = r"\1\\\2" if re.match(r"\s*\D", text) else r"\1\3\\\4"
    return re.sub(_LINE_START, escaped, text, count=1)


def markdown_code(text: str) -> str:
    """Return text as code of Markdown, in a cell of a table."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    shown = text.replace("|", "\\|")
    return f"{fence}{space}{shown}{space}{fence}"


_MARKDOWN_OF_EDITORS = r"[\\`*~\[\]<>|&]|(?<![^\W_])_|_(?![^\W_])|[#@](?=\w)|:(?=//)|(?<=www)\."
_BEGINS_MARKDOWN = r"^(?:([-+=#>!])|(\d+)([.)])(?=\s|$))"


def editor_markdown(text: str, *, begins_line: bool = False) -> str:
    """Return text as one line of Markdown, or a part of it, that an editor shows as it is.

    Editors show comments of HTML and its entities in their own ways, so that marks alone escape.
    """
    escaped = re.sub(_MARKDOWN_OF_EDITORS, r"\\\g<0>", printable(text).strip())
    if begins_line:
        escaped = re.sub(_BEGINS_MARKDOWN, r"\2\\\1\3", escaped)
    return escaped


_NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
# What XML 1.0 cannot hold, and the control characters that Word would take for a break or a tab.
_NOT_IN_WORD = "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"


def xml_text(text: str) -> str:
    """Return `text` for an element of a Word file; raises ValueError where it has no place there.

    A report's own text is never changed: what cannot stand in it was refused long before.
    """
    is_plain = text.replace("\xa0", " ").isprintable()
    if not is_plain and (found := re.search(_NOT_IN_WORD, text)):
        raise ValueError(
            f"character U+{ord(found.group()):04X} at position {found.start()} of {text!r}"
            " cannot stand in a document"
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def xml_attribute(text: str) -> str:
    """Return `text` for an attribute in double quotes."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("\n", "&#10;")


def xml_quoted(text: str) -> str:
    """Return `text` as an attribute with its quotes, single ones where it has double ones alone."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' in escaped and "'" not in escaped:
        return f"'{escaped}'"
    return '"' + escaped.replace('"', "&quot;") + '"'


def word_remark(text: str) -> str:
    """Return what is said about a report in its Word file, as one line that `xml_text` takes."""
    return re.sub(_NOT_IN_WORD, STAND_IN, text.replace("\n", " "))


def xml_characters(text: str) -> str:
    """Return `text` with a stand-in for each character that XML 1.0 has no place for."""
    return re.sub(_NOT_IN_XML, STAND_IN, text)


_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BLANK_BEGINS = r"^[ \xa0\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff]+"
_PRINTED_NUMBER = r"-[0-9][0-9.,]*%?"


def begins_formula(text: str) -> bool:
    """Return whether a spreadsheet could take a cell's text for a formula."""
    return text.startswith(_FORMULA_BEGINS)


def csv_text(text: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula."""
    is_formula = begins_formula(re.sub(_BLANK_BEGINS, "", text))
    return f"'{text}" if is_formula and not re.fullmatch(_PRINTED_NUMBER, text) else text
