"""A document as plain text, for reading, searching and comparing.

One block is one line, and so is one row of a table.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from ntmreport.document import BlockKind, Chart, Table, notes_apart
from ntmreport.table_grid import lines as table_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.document import Annex, Block, Document, Run

# The words that layout.docx holds for a Word file: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.
_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_ADDRESSEES = "Kính gửi:"
_RECIPIENTS = "Nơi nhận:"

_ISSUE = ("parent", "issuer", "number", "place_and_day")
_TITLE = ("kind", "subject")
_SIGNERS = ("second_capacity", "second_signer", "capacity", "signer")
_OF_A_GROUP = (BlockKind.DIVISION, BlockKind.CHAPTER, BlockKind.PART)
_PLACED = frozenset({*_ISSUE, *_TITLE, "addressee", *_SIGNERS, "recipient"})


def render_text(document: Document) -> str:
    """Return the document as plain text: frame, body, signer, recipients, annexes.

    Lines are not wrapped and the text ends with a newline.
    """
    notes = _Notes()
    frame = {
        name: [_joined(line) for line in lines] for name, lines in document.frame.items() if lines
    }

    def lines_of(*names: str) -> list[str]:
        return [line for name in names for line in frame.get(name, ())]

    groups = [
        [_COUNTRY, _MOTTO],
        lines_of(*_ISSUE),
        lines_of(*_TITLE),
        _addressees(lines_of("addressee")),
        lines_of(*(name for name in frame if name not in _PLACED)),
        *_parts(document.body, notes),
        notes.taken(),
        *map(lines_of, _SIGNERS),
        [_RECIPIENTS, *recipients] if (recipients := lines_of("recipient")) else [],
        *(group for annex in document.annexes for group in _annex(annex, notes)),
    ]
    return "\n\n".join("\n".join(group) for group in groups if group) + "\n"


def _joined(line: Sequence[Run]) -> str:
    return "".join(run.text for run in line)


def _addressees(lines: list[str]) -> list[str]:
    if len(lines) == 1:
        return [f"{_ADDRESSEES} {lines[0]}"]
    return [_ADDRESSEES, *(f"- {line}" for line in lines)] if lines else []


class _Notes:
    """Footnotes, numbered through the report: what refers to them, and their lines."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._waiting: list[str] = []

    def said(self, block: Block) -> str:
        """Return the block's text, with each footnote's number in its place; of a picture, words
        that say what it shows.
        """
        if block.picture is not None:
            is_chart = isinstance(block.picture, Chart)
            return f"[{block.text}]" if is_chart else f"[Hình: {block.text}]"
        if not any(run.note for run in block.runs):
            return block.text
        said = f"{block.marker} " if block.marker else ""
        for note, its in notes_apart(block.runs, [run.text for run in block.runs]):
            text = "".join(text for _, _, text in its)
            if note:
                mark = f"[{next(self._numbers)}]"
                self._waiting.append(f"{mark} {text}")
                text = mark
            said += text
        return said

    def taken(self) -> list[str]:
        """Return the footnotes since the last time."""
        waiting, self._waiting = self._waiting, []
        return waiting


def _parts(content: Iterable[Block | Table], notes: _Notes) -> list[list[str]]:
    """The body's lines, a group for each part and one for what stands before the first."""
    parts: list[list[str]] = [[]]
    for part in content:
        if not isinstance(part, Table) and part.kind in _OF_A_GROUP:
            parts.append([])
        parts[-1] += _lines(part, notes)
    return parts


def _annex(annex: Annex, notes: _Notes) -> list[list[str]]:
    return [[line for part in annex.content for line in _lines(part, notes)], notes.taken()]


def _lines(part: Block | Table, notes: _Notes) -> Iterator[str]:
    if isinstance(part, Table):
        yield from table_lines(part, notes.said)
    else:
        yield notes.said(part)
