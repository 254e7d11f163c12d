"""A document as plain text, for reading, searching and comparing.

One block is one line, and so is one row of a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.document import BlockKind, Table
from ntmreport.table_grid import lines as table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Block, Document, Run

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
        *_parts(document),
        *map(lines_of, _SIGNERS),
        [_RECIPIENTS, *recipients] if (recipients := lines_of("recipient")) else [],
        *([line for part in annex.content for line in _lines(part)] for annex in document.annexes),
    ]
    return "\n\n".join("\n".join(group) for group in groups if group) + "\n"


def _joined(line: Sequence[Run]) -> str:
    return "".join(run.text for run in line)


def _addressees(lines: list[str]) -> list[str]:
    if len(lines) == 1:
        return [f"{_ADDRESSEES} {lines[0]}"]
    return [_ADDRESSEES, *(f"- {line}" for line in lines)] if lines else []


def _parts(document: Document) -> list[list[str]]:
    """The body's lines, a group for each part and one for what stands before the first."""
    parts: list[list[str]] = [[]]
    for part in document.body:
        if not isinstance(part, Table) and part.kind in _OF_A_GROUP:
            parts.append([])
        parts[-1] += _lines(part)
    return parts


def _lines(part: Block | Table) -> Iterator[str]:
    if isinstance(part, Table):
        yield from table_lines(part)
    else:
        yield part.text
