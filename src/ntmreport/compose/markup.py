"""From composed text to blocks of runs.

The composed text is its own markup: a line is a block, its prefix says which (`Phần thứ nhất`,
`A.`, `I.`, `1.`, `2.1.`, `2.1.1.`, `a)`, `-`, `+`, `|` for a row of a table, or `@name` for a line
of the frame); `**bold**`, `*italic*`, `[^: footnote]`. A line that begins with a space goes on with
the line before. A backslash takes a character's meaning away. What the data's own texts say is
never markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import refusal_messages as refusals
from ntmreport.compose import text_marks
from ntmreport.compose.table_markup import (
    ROW,
    CellText,
    TableError,
    WrittenCell,
    WrittenRow,
    cell_texts,
    merge_of,
)
from ntmreport.compose.two_digits import with_two_digits
from ntmreport.document import ORDINALS, Block, BlockKind, Passage, Run, Stretch
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.compose.form_loading import Form
    from ntmreport.figure import Figure
    from ntmreport.refusal_messages import RefusalMessage

# Each kind of block by its numbering, the group that is called as the kind.
_MARKER = lazy_pattern(
    rf"(?P<division>Phần thứ (?:{'|'.join(ORDINALS)}))(?:[.:]? +|$)"
    # Alone, C and L are letters: no report has fifty parts.
    r"|(?:(?P<part>(?![CL]\.)[IVXLC]+\.)|(?P<chapter>[A-ZĐ]\.)"
    r"|(?P<subsubsection>(?:\d{1,4}\.){3})|(?P<subsection>(?:\d{1,4}\.){2})|(?P<section>\d{1,4}\.)"
    r"|(?P<point>[a-zđ]\))|(?P<item>-)|(?P<subitem>\+)) +"
)
_TAG = lazy_pattern(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LINE_MARK = lazy_pattern(
    rf"{text_marks.LINE_START}(\d+):([^{text_marks.LINE_END}]*){text_marks.LINE_END}"
)
_LEADING_MARKS = lazy_pattern(rf"(?:{_LINE_MARK.pattern})+")
SETTINGS = frozenset({"columns", "landscape", "portrait"})
"""Lines with a name that print nothing: they set what follows."""
CHART = "chart"
"""The line above a table that is to be drawn: the kind of chart, then what it shows."""
_WITH_NOTES = frozenset({"basis", "caption", "unit"})
"""Lines with a name that can have footnotes."""
# Whatever letters a name has: which names there are, the layout says.
_FRAME = lazy_pattern(r"@ *([^\W\d]\w*)(?: +|$)")
# Each alternative begins with a letter of its own, outside of groups: so the search skips quickly
# over all that is no token. The group that matched last says which token it is. A figure, a text
# and words of the data are one token from mark to mark, unless there are other marks in them.
_WORDS = f"{text_marks.LITERAL_START}(?P<%s>{text_marks.NO_MARK}*){text_marks.LITERAL_END}"
_TOKEN = lazy_pattern(
    rf"\\(?P<escape>{text_marks.NO_MARK})"
    rf"|\*(?P<bold>\*)|\*(?P<italic>)"
    r"|\[\^:(?P<note> *)|\[\^(?P<no_note>)|\[(?P<bracket>)|\](?P<bracket_end>)"
    rf"|{text_marks.FIGURE_START}(?P<figure>\d+){text_marks.FIGURE_TEXT}"
    rf"(?:(?P<whole_figure>{text_marks.NO_MARK}*){text_marks.FIGURE_END})?"
    rf"|{text_marks.FIGURE_END}(?P<figure_end>)"
    rf"|{_WORDS % 'words'}|{text_marks.LITERAL_START}(?P<literal>)"
    rf"|{text_marks.LITERAL_END}(?P<literal_end>)"
    rf"|{text_marks.TEXT_START}(?P<text>\d+){text_marks.FIGURE_TEXT}"
    rf"(?:{_WORDS % 'whole_text'}{text_marks.TEXT_END})?"
    rf"|{text_marks.TEXT_END}(?P<text_end>)",
    re.DOTALL,
)


class FrameLine(Struct, frozen=True):
    """A line around the body, by the name that the layout knows it by."""

    name: str
    runs: tuple[Run, ...]
    span: Span
    texts: tuple[Stretch, ...] = ()


Part = Block | FrameLine | WrittenRow
"""A line of composed text."""


class _Line(Struct, frozen=True):
    """One line of composed text without its line marks, and where its first words stand."""

    text: str
    span: Span


class MarkupError(Exception):
    """A line of composed text whose own marks are wrong: what is opened and not closed, say."""

    def __init__(self, line: str, message: RefusalMessage) -> None:
        super().__init__(line)
        self.line = plain(line)
        self.message = message


def parse(
    composed: str, printed: text_marks.PrintedFigures, form: Form, passages: list[Passage]
) -> Iterator[Part]:
    """Yield the blocks, frame lines and rows of `composed`, or raise MarkupError.

    What each line but a row's says is added to `passages`. Raises TableError for a picture that is
    none.
    """

    def passage(line: _Line, start: int, name: str, marker: str = "") -> _Said:
        lead = f"{marker} " if marker else ""
        said = _said(line.text[start:], line.text, printed, form, len(lead))
        text = lead + "".join([run.text for run in said.runs])
        passages.append(Passage(name, text, said.texts, line.span))
        return said

    for line in _joined_lines(composed, form):
        text = line.text
        frame = _FRAME.match(text)
        if frame and frame[1] in SETTINGS:
            yield FrameLine(frame[1], (Run(plain(text[frame.end() :])),), line.span)
            continue
        if frame and frame[1] == BlockKind.PICTURE:
            yield _picture(line, frame.end(), printed, form, passages)
            continue
        if frame and frame[1] == CHART:
            sort, title = [*cell_texts(ROW + text[frame.end() :]), *_NO_CELLS][:2]
            stretches: list[Stretch] = []
            runs = _runs(title.text, text, printed, stretches)
            words = "".join(run.text for run in runs)
            passages.append(Passage(CHART, words, tuple(stretches), line.span))
            yield FrameLine(CHART, (Run(plain(sort.text)), *runs), line.span)
            continue
        if frame:
            said = passage(line, frame.end(), frame[1])
            if frame[1] not in _WITH_NOTES and any(run.note for run in said.runs):
                raise MarkupError(text, refusals.NOTE_OUTSIDE)
            yield FrameLine(frame[1], said.runs, line.span, said.texts)
            continue
        if text.startswith(ROW):
            yield WrittenRow(tuple(_written_cells(text, printed)), line.span)
            continue
        numbered = _MARKER.match(text)
        kind = BlockKind((numbered and numbered.lastgroup) or BlockKind.PARAGRAPH)
        marker, start = (numbered[kind], numbered.end()) if numbered else ("", 0)
        said = passage(line, start, kind.value, marker)
        yield Block(kind, marker, said.runs, line.span, texts=said.texts)


_WIDTH = lazy_pattern(r"([1-9]|1\d|2[0-7])(?:,([05]))? ?cm")


def _picture(
    line: _Line,
    start: int,
    printed: text_marks.PrintedFigures,
    form: Form,
    passages: list[Passage],
) -> Block:
    """Return the picture that a line names, or raise TableError."""
    name, said, width, *more = [*cell_texts(ROW + line.text[start:]), *_NO_CELLS][:4]
    picture = form.pictures.get(plain(name.text))
    if picture is None:
        raise TableError(line.span, refusals.PICTURE_MISSING.of(name=plain(name.text)))
    stretches: list[Stretch] = []
    runs = _runs(said.text, line.text, printed, stretches)
    text = "".join(run.text for run in runs)
    if not text.strip():
        raise TableError(line.span, refusals.PICTURE_UNDESCRIBED.of(name=plain(name.text)))
    passages.append(Passage(BlockKind.PICTURE, text, tuple(stretches), line.span))
    if width.text:
        wide = _WIDTH.fullmatch(width.text)
        if wide is None or any(each.text for each in more):
            raise TableError(line.span, refusals.PICTURE_WIDTH.of(width=plain(width.text)))
        picture = replace(picture, millimetres=10 * int(wide[1]) + int(wide[2] or 0))
    return Block(BlockKind.PICTURE, "", runs, line.span, picture)


_NO_CELLS = (CellText("", is_header=False),) * 4


def _written_cells(line: str, printed: text_marks.PrintedFigures) -> Iterator[WrittenCell]:
    for cell in cell_texts(line):
        texts: list[Stretch] = []
        merge = merge_of(cell)
        runs = () if merge else _runs(cell.text, line, printed, texts)
        yield WrittenCell(runs, cell.is_header, merge, tuple(texts))


class _Said(Struct, frozen=True):
    """The runs of a line, and the stretches of its text that are the data's own words."""

    runs: tuple[Run, ...]
    texts: tuple[Stretch, ...]


def _said(
    text: str, line: str, printed: text_marks.PrintedFigures, form: Form, offset: int
) -> _Said:
    """Return what marked `text` says, which begins at `offset` of what is printed."""
    texts: list[Stretch] = []
    runs = _runs(text, line, printed, texts, offset)
    longer = with_two_digits(runs) if form.two_digits else runs
    if longer is runs:
        return _Said(runs, tuple(texts))
    zeros: list[int] = []
    end = offset
    for run, padded in zip(runs, longer, strict=True):
        end += len(run.text)
        zeros += [end] * (len(padded.text) - len(run.text))
    return _Said(
        longer,
        tuple(
            replace(
                each,
                start=each.start + bisect_right(zeros, each.start),
                end=each.end + bisect_right(zeros, each.end),
            )
            for each in texts
        ),
    )


def unclosed_lines(template: str) -> list[int]:
    """Return the lines, from 1, of a template's text that open `**` or `*` and do not close it."""
    # Tags keep their line ends, so that what stands behind them keeps its line.
    text = _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), template)
    unclosed: list[int] = []
    is_open = {"bold": 0, "italic": 0}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith(" "):
            unclosed += sorted({opened for opened in is_open.values() if opened})
            is_open = {"bold": 0, "italic": 0}
        for token in _TOKEN.finditer(line):
            if token.lastgroup in is_open:
                is_open[token.lastgroup] = 0 if is_open[token.lastgroup] else number
    return unclosed + sorted({opened for opened in is_open.values() if opened})


def plain(marked: str) -> str:
    """Return `marked` without its marks."""
    return re.sub(
        rf"[{text_marks.FIGURE_START}{text_marks.TEXT_START}]\d+{text_marks.FIGURE_TEXT}"
        rf"|[{text_marks.FIGURE_END}{text_marks.LITERAL_START}{text_marks.LITERAL_END}{text_marks.TEXT_END}]",
        "",
        marked,
    )


def _joined_lines(composed: str, form: Form) -> Iterator[_Line]:
    current: _Line | None = None
    for marked in composed.split("\n"):
        line = _LINE_MARK.sub("", marked)
        text = line.strip(" ")
        if not text:
            continue
        if line.startswith(" "):
            if current is None:
                raise MarkupError(line, refusals.FIRST_LINE_INDENTED)
            if ROW in text and _is_closed_row(current.text):
                raise MarkupError(line, refusals.ROW_WITHOUT_BAR)
            # A line that ends in an open bracket goes on without a space.
            between = "" if current.text.endswith("(") else " "
            current = _Line(f"{current.text}{between}{text}", current.span)
            continue
        if current is not None:
            if _is_closed_row(current.text) and text.endswith(ROW) and not text.startswith(ROW):
                raise MarkupError(line, refusals.ROW_WITHOUT_BAR)
            yield current
        current = _Line(text, _span_of(marked, form))
    if current is not None:
        yield current


def _is_closed_row(text: str) -> bool:
    """Return whether a line is a row of a table that ends as rows do."""
    return text.startswith(ROW) and text.endswith(ROW) and len(text) > len(ROW)


def _span_of(marked: str, form: Form) -> Span:
    """Return the line of the template that a line of composed text comes from.

    Lines of the template that print nothing leave their marks before it: the last one counts.
    """
    found = _LEADING_MARKS.match(marked) or _LINE_MARK.search(marked)
    if found is None:
        return Span(form.folder, 1, 1, 1, 1)
    number, template = int(found[1]), found[2]  # of several leading marks, those of the last
    return _lines_of(f"{form.folder}/{template}", form.templates[template])[number - 1]


@lru_cache(64)
def _lines_of(file: str, text: str) -> Sequence[Span]:
    """Return the lines of a template without what they are indented by: all reports have them."""
    return [
        Span(file, number, len(line) - len(line.lstrip()) + 1, number, len(line) + 1)
        for number, line in enumerate(text.split("\n"), start=1)
    ]


def _runs(
    text: str,
    line: str,
    printed: text_marks.PrintedFigures,
    stretches: list[Stretch],
    offset: int = 0,
) -> tuple[Run, ...]:
    """Return the runs of marked `text`, which begin at `offset` of what is printed.

    The stretches that print texts of the data are added to `stretches`; of a text within another,
    only the outer one.
    """
    runs: list[Run] = []
    bold = italic = False
    figure: Figure | None = None
    literals = note = notes = depth = 0
    around = (False, False)
    position, length = 0, offset
    texts: list[tuple[int, int]] = []

    pieces: list[str] = []

    def put(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    def end_run() -> None:
        if piece := "".join(pieces):
            runs.append(Run(piece, bold, italic, figure, note))
        pieces.clear()

    def put_text(number: int, start: int) -> None:
        if not texts:
            said = printed.texts[number]
            stretches.append(Stretch(start, length, said.span, said.path))

    for token in _TOKEN.finditer(text):
        if token.start() > position:
            put(text[position : token.start()])
        position = token.end()
        match token.lastgroup:
            case "words":
                put(token["words"])
            case "whole_text":
                start = length
                put(token["whole_text"])
                put_text(int(token["text"]), start)
            case "whole_figure":
                end_run()
                figure = printed[int(token["figure"])]
                put(token["whole_figure"])
                end_run()
                figure = None
            case "text":
                texts.append((int(token["text"]), length))
            case "text_end":
                put_text(*texts.pop())
            case "literal":
                literals += 1
            case "literal_end":
                literals -= 1
            case "figure":
                end_run()
                figure = printed[int(token["figure"])]
            case "figure_end":
                end_run()
                figure = None
            case _ if literals or figure:
                put(token[0])
            case "escape":
                put(token[0][1:])
            case "bold":
                end_run()
                bold = not bold
            case "italic":
                end_run()
                italic = not italic
            case "no_note":
                raise MarkupError(line, refusals.NOTE_SPELLING)
            case "note" if note:
                raise MarkupError(line, refusals.NOTE_IN_NOTE)
            case "note":
                end_run()
                # The mark of a note stands right behind the word.
                if runs and runs[-1].text.endswith(" "):
                    length -= 1
                    runs[-1] = replace(runs[-1], text=runs[-1].text[:-1])
                notes += 1
                around, note, depth = (bold, italic), notes, 0
                bold = italic = False
                put("[")
            case "bracket_end" if note and not depth:
                if bold or italic:
                    raise MarkupError(line, refusals.UNCLOSED_EMPHASIS)
                put("]")
                end_run()
                note, (bold, italic) = 0, around
            case "bracket" | "bracket_end":
                depth += 1 if token.lastgroup == "bracket" else -1
                put(token[0])
    put(text[position:])
    end_run()
    if note:
        raise MarkupError(line, refusals.NOTE_UNCLOSED)
    if bold or italic:
        raise MarkupError(line, refusals.UNCLOSED_EMPHASIS)
    return tuple(runs)
