"""From the templates of a form to prose: the lines that they print, and where they stand.

What is inside `{{ }}`, `{% %}` and `{# #}` is no prose, and masked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.checks.character_positions import Position, Positions
from ntmreport.compose.markup import CHART, SETTINGS
from ntmreport.compose.table_markup import ROW
from ntmreport.document import BlockKind
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.span import Path, Span

EXPRESSION = "\ufdd0"
"""Masks each character of `{{ }}`: something is printed here. It can stand in no file."""

STATEMENT = "\ufdd1"
"""Masks what prints nothing: `{% %}`, `{# #}` and the `@name` that begins a line of the frame."""

_OPENING = lazy_pattern(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_JOINED = ("{%-", "{{-", "{#-")
_FRAME = lazy_pattern(r"@([a-z_]+) +")
_CELL_MARKS = lazy_pattern(r" *\|=? *(?:[<^] *(?=\||$))?")
_NOTE = lazy_pattern(r"(?<!\\)\[\^:")
"""The opening of a footnote, of which only the bracket is kept."""
_FILE_AND_WIDTH = lazy_pattern(rf"^{STATEMENT}+[^|]*\|? *|(?<=[^{STATEMENT}]) *\|[^|]*$")
"""The file name before and the width behind the words that describe a picture."""
_PRINTS_NOTHING = f"{STATEMENT}{EXPRESSION} "
_ROW_NUMBER = lazy_pattern(
    rf"[{_PRINTS_NOTHING}]*\|[ *]*[0-9]+(?:\.(?:[0-9]+|{EXPRESSION}+))*(?=\** *\|)"
)
"""A number alone in the first cell of a row: numbering, as at the beginning of a paragraph.

What a loop counts can stand behind its first point.
"""


class TemplateLine:
    """A line that a template prints, and the positions of the file's lines that it joins."""

    __slots__ = ("file", "starts")

    def __init__(self, file: str, starts: Iterable[tuple[int, Position]] = ()) -> None:
        """Take the name of the file, and where in the line each of its lines begins."""
        self.file = file
        self.starts = list(starts)

    def positions(self, length: int) -> Positions:
        """Return the positions of the line's `length` characters."""
        positions = Positions()
        ends = [offset for offset, _ in self.starts[1:]]
        for (offset, first), end in zip(self.starts, [*ends, length], strict=True):
            positions.add(end - offset, first)
        return positions


class Piece(Struct, frozen=True):
    """Prose that prints without a break: a text of the data, or a line of a template.

    `text` is masked; `path` is empty in templates, `frame` the name of the frame's line there.
    """

    text: str
    origin: Text | TemplateLine
    frame: str = ""

    @property
    def path(self) -> Path:
        """The piece's path in the data."""
        return self.origin.path if isinstance(self.origin, Text) else ()

    @property
    def span(self) -> Span | None:
        """The span of the text of the data; templates have none."""
        return self.origin.span if isinstance(self.origin, Text) else None

    @property
    def key(self) -> str:
        """The key of the data that the piece stands behind."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


def template_pieces(template: str, file: str) -> tuple[Piece, ...]:
    """Return the lines that `template` prints; one that begins with spaces continues the last.

    In a row of a table, its number and the marks between its cells are masked.
    """
    return tuple(_unnumbered(template, file))


def _unnumbered(template: str, file: str) -> Iterator[Piece]:
    for piece in _template_lines(_NOTE.sub(f"[{STATEMENT * 2}", template), file):
        if piece.text.lstrip(_PRINTS_NOTHING).startswith(ROW):
            number = _ROW_NUMBER.match(piece.text)
            width = number.end() if number else 0
            unnumbered = EXPRESSION * width + piece.text[width:]
            yield replace(
                piece, text=_CELL_MARKS.sub(lambda mark: EXPRESSION * len(mark[0]), unnumbered)
            )
        else:
            yield piece


def _template_lines(template: str, file: str) -> Iterator[Piece]:
    text, frame, origin = "", "", TemplateLine(file)
    lines = zip(masked(template, tuple(_CLOSING)).split("\n"), template.split("\n"), strict=True)
    for number, (line, written) in enumerate(lines, start=1):
        shown = line.strip(" ")
        if not shown:
            continue
        column = len(line) - len(line.lstrip(" ")) + 1
        joint = ""
        # Jinja joins lines without a space, compose with one, but for behind an open bracket.
        is_joined = written.lstrip(" ").startswith(_JOINED)
        if text and (is_joined or column > 1):
            joint = "" if is_joined or text.endswith("(") else " "
            shown = STATEMENT * len(shown) if frame in SETTINGS else shown
        else:
            if text.strip(_PRINTS_NOTHING):
                yield Piece(text, origin, frame)
            text, frame, origin = "", "", TemplateLine(file)
            if found := _FRAME.match(shown):
                frame = found[1]
                width = len(shown) if frame in SETTINGS else found.end()
                shown = STATEMENT * width + shown[width:]
                if frame in {BlockKind.PICTURE, CHART}:
                    shown = _FILE_AND_WIDTH.sub(lambda each: STATEMENT * len(each[0]), shown)
        start = column - len(joint)
        origin.starts.append((len(text), Position(number, start, start + 1)))
        text += joint + shown
    if text.strip(_PRINTS_NOTHING):
        yield Piece(text, origin, frame)


def masked(text: str, openings: tuple[str, ...]) -> str:
    """Return `text` with masks for what stands between the `openings` of tags and their ends."""
    pieces: list[str] = []
    position = 0
    unclosed: set[str] = set()  # looked for once, and not again from each opening
    while opening := _OPENING.search(text, position):
        kind, start = opening[0], opening.start()
        end = -1
        if kind in openings and kind not in unclosed:
            end = text.find(_CLOSING[kind], start + 2)
        if end < 0:
            unclosed.add(kind)
            pieces.append(text[position : start + 1])
            position = start + 1
            continue
        mask = EXPRESSION if kind == "{{" else STATEMENT
        lines = text[start : end + 2].split("\n")
        pieces += [text[position:start], "\n".join(mask * len(line) for line in lines)]
        position = end + 2
    return "".join([*pieces, text[position:]])
