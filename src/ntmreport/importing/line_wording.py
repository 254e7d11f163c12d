"""A line of a report as a line of a template: its letters mean themselves, tags print figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.document import ORDINALS
from ntmreport.importing.report_outline import BODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntmreport.importing.report_outline import ReportLine

_MARKS = re.compile(r"[\\*\[\]|]")
_OPENED = re.compile(r"\{(?=[{%#])")
_CLOSED = re.compile(r"(?<=[%#}])\}")
_FIRST = re.compile(r"[@]")
_DIVISION = re.compile(rf"Phần thứ (?:{'|'.join(ORDINALS)})")
_PREFIX = re.compile(r"(?:(?![CL]\.)[IVXLC]+\.|[A-ZĐ]\.|\d+(?:\.\d+){0,2}\.|[a-zđ]\)|[-+]) +(?=\S)")
_HEADING = re.compile(r"(?:[IVXLA-ZĐ]+|\d+(?:\.\d+){0,2})\. ")


class Piece(Struct, frozen=True, order=True):
    """A tag that prints what stands at `start` to `end` of a line's text."""

    start: int
    end: int
    tag: str


def escaped(text: str) -> str:
    """Return words as a template writes them: none of their letters is a mark or begins a tag."""
    text = _MARKS.sub(lambda found: f"\\{found[0]}", text)
    return _OPENED.sub(r"{\\", text)


def template_line(line: ReportLine, pieces: Iterable[Piece] = ()) -> str:
    """Return the line of a template that prints `line`, its pieces by tags."""
    start = marker_end(line.text) if line.name == BODY else 0
    words = _worded(line, start, sorted(pieces))
    if line.name:
        return f"@{line.name} {words}"
    if words.endswith("|"):
        words += "****"  # bold letters, none of them: what ends in a bar would be a row's end
    if start:
        return f"{line.text[:start]}{words}"
    if _FIRST.match(words) or _DIVISION.match(words) or _PREFIX.match(f"{words} x"):
        return f"\\{words}"
    return words


def marker_end(text: str) -> int:
    """Return where the words begin behind the marker, by which a template knows the block."""
    found = _PREFIX.match(text)
    return found.end() if found else 0


def cell_words(line: ReportLine, pieces: Iterable[Piece] = (), *, keeps_bold: bool = True) -> str:
    """Return the words of a cell as a template writes them."""
    if not keeps_bold:
        line = replace(line, bold="", italic="")
    words = _worded(line, 0, sorted(pieces))
    return f"\\{words}" if words[:1] in {"<", "^", "="} and words else words


def is_wholly(looks: str, text: str, start: int = 0) -> bool:
    """Return whether each letter of a text has a look."""
    shown = [
        look for look, letter in zip(looks[start:], text[start:], strict=False) if letter != " "
    ]
    return bool(shown) and "." not in shown


def is_partly(looks: str, text: str, start: int = 0) -> bool:
    """Return whether some letters have a look that the others have not."""
    shown = {
        look for look, letter in zip(looks[start:], text[start:], strict=False) if letter != " "
    }
    return len(shown) > 1


def _worded(line: ReportLine, start: int, pieces: Sequence[Piece]) -> str:
    """Return the words from `start` on, with emphasis, footnotes and tags."""
    text = line.text
    bold, italic = _emphasis(line, start)
    tags = {piece.start: piece for piece in pieces}
    notes = {note.at: note for note in line.notes}
    out: list[str] = []
    plain: list[str] = []
    is_bold = is_italic = False

    def flush() -> None:
        out.append(escaped("".join(plain)))
        plain.clear()

    at = start
    while at < len(text) or at in notes:
        if at in notes:
            flush()
            out.append(f"[^: {escaped(notes.pop(at).text)}]")
            continue
        # A space opens nothing; what was opened last is closed first.
        will_be_bold = bold[at] and (is_bold or text[at] != " ")
        will_be_italic = italic[at] and (is_italic or text[at] != " ")
        if (will_be_bold, will_be_italic) != (is_bold, is_italic):
            flush()
            if is_italic and (not will_be_italic or will_be_bold != is_bold):
                out.append("*")
                is_italic = False
            if is_bold != will_be_bold:
                out.append("**")
                is_bold = will_be_bold
            if is_italic != will_be_italic:
                out.append("*")
                is_italic = will_be_italic
        piece = tags.get(at)
        if piece is not None:
            flush()
            out.append(piece.tag)
            at = piece.end
            continue
        plain.append(text[at])
        at += 1
    flush()
    words = "".join(out).rstrip()
    return f"{words}{'*' if is_italic else ''}{'**' if is_bold else ''}"


def _emphasis(line: ReportLine, start: int) -> tuple[list[bool], list[bool]]:
    """Return which letters are set off from the others of their line: headings are bold anyway."""
    size = len(line.text)
    nothing = [False] * size
    is_heading = bool(line.name) or bool(_HEADING.match(line.text))
    if len(line.bold) != size or len(line.italic) != size:
        return nothing, nothing
    bold = [look == "b" for look in line.bold]
    italic = [look == "i" for look in line.italic]
    if is_heading and is_wholly(line.bold, line.text, start):
        bold = nothing
    if is_heading and is_wholly(line.italic, line.text, start):
        italic = nothing
    return bold, italic
