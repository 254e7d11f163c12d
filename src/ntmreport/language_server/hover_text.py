"""The text of a hover, as Markdown for editors that show it, else plain."""

from __future__ import annotations

from typing import TypeAlias

from lsprotocol import types
from msgspec import Struct

from ntmreport.escapes import editor_markdown, printable


class Strong(Struct, frozen=True):
    """A text that stands out."""

    text: str


class Link(Struct, frozen=True):
    """A text that leads to an address of our own making."""

    text: str
    address: str


Piece: TypeAlias = "str | Strong | Link"


class HoverText:
    """Lines of a hover: paragraphs and entries of lists. All texts in them are texts."""

    def __init__(self, kind: types.MarkupKind) -> None:
        self._is_markdown = kind is types.MarkupKind.Markdown
        self._kind = kind
        self._parts: list[tuple[str, str]] = []

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is said."""
        return not self._parts

    def paragraph(self, *pieces: Piece) -> None:
        """Add a line of its own."""
        self._parts.append(("", self._joined(pieces)))

    def item(self, *pieces: Piece) -> None:
        """Add an entry of a list."""
        self._parts.append(("- ", self._joined(pieces)))

    def divider(self) -> None:
        """Add a line between what is said of two things."""
        if self._parts:
            self._parts.append(("", "---"))

    @property
    def content(self) -> types.MarkupContent:
        """The text in the form that the protocol has for it."""
        text = ""
        for number, (begin, line) in enumerate(self._parts):
            is_below = begin and number and (self._parts[number - 1][0] or not self._is_markdown)
            text += ("\n" if is_below else "\n\n") if number else ""
            text += begin + line
        return types.MarkupContent(self._kind, text + "\n")

    def _joined(self, pieces: tuple[Piece, ...]) -> str:
        return "".join(self._written(each, begins=not n) for n, each in enumerate(pieces)).rstrip()

    def _written(self, piece: Piece, *, begins: bool) -> str:
        text = piece if isinstance(piece, str) else piece.text
        if not self._is_markdown:
            return printable(text)
        around = " " * (len(text) - len(text.lstrip())), " " * (len(text) - len(text.rstrip()))
        escaped = editor_markdown(text, begins_line=begins)
        match piece:
            case Strong():
                escaped = f"**{escaped}**"
            case Link(address=address):
                escaped = f"[{escaped}](<{address}>)"
            case _:
                pass
        return f"{around[0]}{escaped}{around[1]}" if escaped else around[0]
