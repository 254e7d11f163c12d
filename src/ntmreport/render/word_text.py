"""From blocks and lines of a document to the text of Word's XML.

No text goes through docxtpl or Jinja's filters: it is escaped here, once, and stands in the Word
file exactly as it stands in the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from ntmreport.document import BlockKind, notes_apart
from ntmreport.escapes import xml_quoted, xml_text
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.no_break_space import with_no_break_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ntmreport.document import Block, Run

TEXT_START = '<w:t xml:space="preserve">'
TEXT_END = "</w:t></w:r>"

# What stands right before and right after a run: of a block by number, or of all by block and run.
RunMarks = Mapping[int, tuple[str, str]]
Marks = Mapping[tuple[int, int], tuple[str, str]]
NO_MARKS: RunMarks = MappingProxyType({})

_STARTS = tuple(
    f"<w:r>{look}{TEXT_START}"
    for look in (
        "",
        "<w:rPr><w:b/></w:rPr>",
        "<w:rPr><w:i/></w:rPr>",
        "<w:rPr><w:b/><w:i/></w:rPr>",
    )
)
_LINE_BREAK = f"</w:t><w:br/>{TEXT_START}"
# Characters that no text holds, around what is bold or italic in a line of the frame.
_LOOK_START, _LOOK_END = "\x01", "\x02"
_LOOKS = lazy_pattern(f"{_LOOK_START}([123])([^{_LOOK_END}]*){_LOOK_END}")
_RUN_WITH_LOOKS = lazy_pattern(
    rf"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?((?:(?!<w:r>|</w:r>).)*{_LOOK_START}(?:(?!</w:r>).)*)"
    "</w:r>"
)
_BOLD = lazy_pattern(r"<w:b(?: [^>]*)?/>")
_ITALIC = lazy_pattern(r"<w:i(?: [^>]*)?/>")
_BEFORE_BOLD = lazy_pattern(r"(?:<w:rStyle [^>]*/>)?(?:<w:rFonts [^>]*/>)?")
_BEFORE_ITALIC = lazy_pattern(
    rf"{_BEFORE_BOLD.pattern}(?:<w:b(?: [^>]*)?/>)?(?:<w:bCs(?: [^>]*)?/>)?"
)


def paragraph_xml(style: str, runs: str, *, is_kept: bool = False, shape: str = "") -> str:
    """Return a paragraph in the style of that identity; one that `is_kept` stays with the next.

    `shape` is what it has of its own, indents and alignment.
    """
    kept = "<w:keepNext/>" if is_kept else ""
    return f"<w:p><w:pPr><w:pStyle w:val={xml_quoted(style)}/>{kept}{shape}</w:pPr>{runs}</w:p>"


def runs_xml(
    block: Block, marks: RunMarks = NO_MARKS, footnote: Callable[[str], str] | None = None
) -> str:
    """Return the runs that hold a block's marker and words, or raise ValueError for a character
    that has no place in a document. `marks` stand around those of its runs.

    `footnote` takes the runs of a footnote and returns the run that refers to it, around which the
    marks of its runs stand.
    """
    # The name of a division stands in a line of its own (Phụ lục I, Phần I, mục II, khoản 6 đ).
    is_above = block.kind is BlockKind.DIVISION and bool(block.runs)
    above = f"{_STARTS[0]}{xml_text(block.marker)}</w:t><w:br/></w:r>" if is_above else ""
    head, texts = with_no_break_spaces("" if is_above else block.marker, block.runs)
    if footnote is None or not any(run.note for run in block.runs):
        return above + _joined_runs(head, zip(count(), block.runs, texts, strict=False), marks)
    written = [above]
    for note, its in notes_apart(block.runs, texts):
        if note:
            around = [mark for number, _, _ in its if (mark := marks.get(number))]
            written += [before for before, _ in around]
            written.append(footnote(_joined_runs("", its, NO_MARKS)))
            written += [after for _, after in reversed(around)]
        else:
            written.append(_joined_runs(head, its, marks))
            head = ""
    return "".join(written)


def _joined_runs(head: str, runs: Iterable[tuple[int, Run, str]], marks: RunMarks) -> str:
    """Return numbered runs as XML: those that look the same become one, so that Word's search
    finds words across figures. One with a mark stays a run of its own.
    """
    written: list[str] = []
    look, joined = 0, head
    for number, run, text in runs:
        own, mark = run.bold + 2 * run.italic, marks.get(number)
        if own == look and mark is None:
            joined += text
        elif text:
            written.append(_run(look, joined))
            look, joined = own, text
            if mark is not None:
                written.append(f"{mark[0]}{_run(look, joined)}{mark[1]}")
                joined = ""
    written.append(_run(look, joined))
    return "".join(written)


def _run(look: int, text: str) -> str:
    """Return one run as XML; nothing where it has no text."""
    return f"{_STARTS[look]}{xml_text(text)}{TEXT_END}" if text else ""


class FrameLine:
    """One line of the frame, printed in the look of the run around its tag; counts how often."""

    __slots__ = ("_xml", "text", "times")

    def __init__(self, runs: Sequence[Run]) -> None:
        """Escape the text of `runs`, or raise ValueError for a character that has no place."""
        _, texts = with_no_break_spaces("", runs)
        self.text = "".join([run.text for run in runs])
        self.times = 0
        self._xml = "".join(
            [
                f"{_LOOK_START}{look}{xml_text(text)}{_LOOK_END}"
                if (look := run.bold + 2 * run.italic) and text
                else xml_text(text)
                for run, text in zip(runs, texts, strict=True)
            ]
        )

    def __html__(self) -> str:
        """Return the line as the text of a run; it counts as printed."""
        self.times += 1
        return self._xml

    def __repr__(self) -> str:
        """Return the text."""
        return self.text


class FrameLines(tuple[FrameLine, ...]):
    """The lines of one name, which one tag prints on lines of their own within its paragraph."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the lines as the text of a run."""
        return _LINE_BREAK.join(line.__html__() for line in self)


class Frame:
    """The lines around the body by their names; a name that the document lacks has no lines."""

    __slots__ = ("_lines",)

    def __init__(self, lines: Mapping[str, FrameLines]) -> None:
        """Take the lines that the document has."""
        self._lines = lines

    def __getitem__(self, name: str) -> FrameLines:
        """Return the lines called `name`."""
        return self._lines.get(name, FrameLines())

    def __html__(self) -> str:
        """Refuse to be printed."""
        raise TypeError("frame has no text of its own")


def with_looks(xml: str) -> str:
    """Return a part with what is bold or italic in its frame's lines in runs of their own.

    Beside that they look like the run around their tag, as the layout's author formatted it.
    """
    return _RUN_WITH_LOOKS.sub(_divided, xml) if _LOOK_START in xml else xml


def _divided(match: re.Match[str]) -> str:
    properties = match[1] or ""
    between = f"</w:t></w:r><w:r>{properties}{TEXT_START}"

    def in_look(found: re.Match[str]) -> str:
        look = int(found[1])
        own = _joined(properties, is_bold=bool(look & 1), is_italic=bool(look & 2))
        return f"</w:t></w:r><w:r>{own}{TEXT_START}{found[2]}{between}"

    divided = f"<w:r>{properties}{_LOOKS.sub(in_look, match[2])}</w:r>"
    empty = re.escape(f"<w:r>{properties}") + r"<w:t(?: [^>]*)?></w:t></w:r>"
    return re.sub(empty, "", divided)


def _joined(properties: str, *, is_bold: bool, is_italic: bool) -> str:
    """Return a run's properties with bold and italic, in the schema's order."""
    inner = properties.removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    for is_on, pattern, first, own in (
        (is_bold, _BOLD, _BEFORE_BOLD, "<w:b/>"),
        (is_italic, _ITALIC, _BEFORE_ITALIC, "<w:i/>"),
    ):
        if is_on:
            inner = pattern.sub("", inner)
            before = first.match(inner)
            at = 0 if before is None else before.end()
            inner = f"{inner[:at]}{own}{inner[at:]}"
    return f"<w:rPr>{inner}</w:rPr>"
