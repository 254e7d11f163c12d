"""Word files made to keep a program busy: as much of each kind as is read, or too much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.word_reader.word_files import BY_AN, deleted, docx, ins, mark, p, r, story

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_PARAGRAPHS = 40_000
_BEGIN, _SEPARATE, _END = (
    f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
)
_NUMBERED = '<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>'
_LISTS = story(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="8"><w:numFmt w:val="upperRoman"/>'
    f'<w:lvlText w:val="{"%9" * 30}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
_BOX = "<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"
_SENTENCE = "Toàn huyện có 190.113/204.379 người tham gia BHYT, đạt 93,02%. "


_COMMENT = f'<w:comment w:id="{{}}">{p("x")}</w:comment>'


def _numbered(pattern: str, number: int) -> str:
    return "".join(map(pattern.format, range(number)))


def _paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def _table(rows: int, columns: int, cell: str = "<w:tc><w:p/></w:tc>") -> str:
    return f"<w:tbl>{f'<w:tr>{cell * columns}</w:tr>' * rows}</w:tbl>"


def _in_one_another(levels: int, number: int, *tags: str) -> str:
    opened = "".join(f"<{tag}>" for tag in tags)
    closed = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
    return opened * levels + "<w:p/>" * number + closed * levels


HOSTILE_WORD: dict[str, Callable[[], bytes]] = {
    "a million paragraphs": lambda: docx("<w:p/>" * 1_000_000),
    "a million cells": lambda: docx(_table(50_000, 20)),
    "a million runs": lambda: docx(f"<w:p>{'<w:r/>' * 1_000_000}</w:p>"),
    "as many paragraphs as are read": lambda: docx("<w:p/>" * _MOST_PARAGRAPHS),
    "as many cells as are read": lambda: docx(_table(_MOST_PARAGRAPHS // 20, 20)),
    "as many rows as are read": lambda: docx(_table(_MOST_PARAGRAPHS, 1)),
    "one long table row": lambda: docx(_table(1, _MOST_PARAGRAPHS)),
    "one letter a run": lambda: docx(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 80_000}</w:p>"),
    "properties of a run": lambda: docx(
        f"<w:p><w:r><w:rPr>{'<w:b/>' * 400_000}</w:rPr></w:r></w:p>"
    ),
    "tracked changes": lambda: docx(f"<w:p>{(ins('a') + deleted('b')) * 24_000}</w:p>"),
    "paragraphs that all go on": lambda: docx(p("a", properties=mark("del")) * 22_000 + p("b")),
    "paragraphs that are all gone": lambda: docx(
        p(deleted("a"), properties=mark("del")) * 17_000 + p("b")
    ),
    "changes in one another": lambda: docx(
        f"<w:p>{f'<w:ins {BY_AN}>' * 200}{r('a') * 50_000}{'</w:ins>' * 200}</w:p>"
    ),
    "fields that never end": lambda: docx(p(f"<w:r>{_BEGIN}</w:r>") * 30_000),
    "fields that end late": lambda: docx(
        p(f"<w:r>{_BEGIN}{_SEPARATE}</w:r>") * 25_000 + p(f"<w:r>{_END * 25_000}</w:r>")
    ),
    "merged rows": lambda: docx(
        _table(40_000, 1, "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
    ),
    "controls in one another": lambda: docx(
        _in_one_another(100, _MOST_PARAGRAPHS, "w:sdt", "w:sdtContent")
    ),
    "tables in one another": lambda: docx(
        _in_one_another(80, _MOST_PARAGRAPHS, "w:tbl", "w:tr", "w:tc")
    ),
    "branches in one another": lambda: docx(
        _in_one_another(100, _MOST_PARAGRAPHS, "mc:AlternateContent", "mc:Choice")
    ),
    "text boxes": lambda: docx(_paragraph(_BOX * 39_000)),
    "bookmarks": lambda: docx(_paragraph('<w:bookmarkStart w:name="a"/>' * 240_000)),
    "one long text": lambda: docx(p("a" * 15_000_000)),
    "headings": lambda: docx(p(r(f"I. {'x' * 190}", "<w:b/>")) * 30_000),
    "numbered paragraphs": lambda: docx(p(properties=_NUMBERED) * 32_000, {"numbering": _LISTS}),
    "notes": lambda: docx(
        _paragraph(_numbered('<w:r><w:footnoteReference w:id="{}"/></w:r>', 90_000))
    ),
    "remarks": lambda: docx(
        _paragraph(_numbered('<w:commentRangeStart w:id="{}"/>', 20_000)) + p("a" * 300) * 30,
        {"comments": story("comments", _numbered(_COMMENT, 20_000))},
    ),
    "names of names": lambda: docx(_numbered('<w:p xmlns:a{0}="urn:a{0}"/>', _MOST_PARAGRAPHS)),
    "sentences full of numbers": lambda: docx(p(_SENTENCE * 10) * 1_500),
    "numbers": lambda: docx(p("1.234,5 " * 100_000)),
    "a table of numbers": lambda: docx(
        _table(1_500, 20, "<w:tc><w:p><w:r><w:t>1.234</w:t></w:r></w:p></w:tc>")
    ),
}
"""Files by name, each made when it is asked for."""
