"""The file of remarks that a reader of the review page has saved and sent.

It has been in other hands: its size, its remarks and their texts are bounded, every value is
checked, and what cannot be taken is told by the number of its remark.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.escapes import printable, printable_lines
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.limits import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

_KIND, _VERSION = "remarks", 1
_MOST_REMARKS = 2000
_MOST_LETTERS, _MOST_LETTERS_OF_LINE = 4000, 1000
_DIGEST = lazy_pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")
_BLOCK = lazy_pattern(r"b(\d{1,7})")
_FRAME_LINE = lazy_pattern(r"h-([a-z_]{1,40})-(\d{1,4})")
_DATE = lazy_pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
_NO_FILE = Bilingual(
    "không phải là tệp góp ý lưu từ trang rà soát",
    "it is no file of remarks saved on a review page",
)


class RemarkFileError(Exception):
    """The bytes are no file of remarks that can be read; `message` says why."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


class PageRemark(Struct, frozen=True):
    """A remark on a paragraph of the report, or on a figure in it.

    `number` is that of the page's list. `block` is the paragraph's number in the report, counted
    from 0 with the cells of tables, None for a line around the body: `frame` names that. `path`
    is that of the figure, empty for words. `quoted` are the words that it is on, `start` to `end`
    in `paragraph`, which is the paragraph's text with its number. `date` is as the browser gave it.
    """

    number: int
    author: str
    date: str
    text: str
    quoted: str
    section: str
    paragraph: str
    start: int
    end: int
    path: str
    block: int | None
    frame: str


class RemarkFile(Struct, frozen=True):
    """The remarks of one reader, and the report that they are on.

    `troubles` say which remarks could not be taken, and why.
    """

    author: str
    unit: str
    period: str
    data: str
    data_digest: str
    form_digest: str
    commit: str
    remarks: tuple[PageRemark, ...]
    troubles: tuple[Bilingual, ...]


def read_remark_file(content: bytes) -> RemarkFile:
    """Return the remarks that a file holds, or raise RemarkFileError."""
    if len(content) > MOST_BYTES:
        most = MOST_BYTES >> 20
        raise RemarkFileError(
            Bilingual(
                f"tệp góp ý quá lớn (tối đa {most} MB)",
                f"the file of remarks is too large (at most {most} MB)",
            )
        )
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RemarkFileError(_NO_FILE) from error
    if not isinstance(found, dict) or found.get("ntmreport") != _KIND:
        raise RemarkFileError(_NO_FILE)
    if found.get("version") != _VERSION:
        raise RemarkFileError(
            Bilingual(
                "tệp góp ý do bản ntmreport khác lập ra; hãy cập nhật ntmreport",
                "the file of remarks is of another version of ntmreport; update ntmreport",
            )
        )
    listed = found.get("remarks")
    if not isinstance(listed, list) or len(listed) > _MOST_REMARKS:
        raise RemarkFileError(_NO_FILE)
    author = _line(found, "author")
    remarks: list[PageRemark] = []
    troubles: list[Bilingual] = []
    for place, entry in enumerate(listed, 1):
        remark = _remark(entry, author) if isinstance(entry, dict) else None
        if remark is None:
            troubles.append(
                Bilingual(
                    f"góp ý thứ {place} trong tệp không có nội dung đọc được",
                    f"remark {place} of the file has no text that can be read",
                )
            )
        else:
            remarks.append(remark)
    report = found.get("report")
    report = report if isinstance(report, dict) else {}
    return RemarkFile(
        author,
        _line(report, "unit"),
        _line(report, "period"),
        _line(report, "data"),
        _matching(report, "data_digest"),
        _matching(report, "form_digest"),
        _matching(report, "commit"),
        tuple(remarks),
        tuple(troubles),
    )


def _remark(entry: Mapping[str, object], author: str) -> PageRemark | None:
    text = _text(entry, "text").strip()
    if not text:
        return None
    paragraph = _text(entry, "paragraph")
    start = min(_natural(entry, "start"), len(paragraph))
    target = _line(entry, "target")
    block, frame = _BLOCK.fullmatch(target), _FRAME_LINE.fullmatch(target)
    date = _line(entry, "written")
    return PageRemark(
        number=_natural(entry, "number"),
        author=author,
        date=date if _DATE.fullmatch(date) else "",
        text=text,
        quoted=_line(entry, "quoted"),
        section=_line(entry, "section"),
        paragraph=paragraph,
        start=start,
        end=max(start, min(_natural(entry, "end"), len(paragraph))),
        path=_line(entry, "path"),
        block=int(block[1]) if block else None,
        frame=frame[1] if frame else "",
    )


def _text(entry: Mapping[str, object], name: str) -> str:
    """Return a text of several lines; empty where there is none, cut where it is too long."""
    value = entry.get(name)
    return printable_lines(value[:_MOST_LETTERS]) if isinstance(value, str) else ""


def _line(entry: Mapping[str, object], name: str) -> str:
    value = entry.get(name)
    return printable(value[:_MOST_LETTERS_OF_LINE]).strip() if isinstance(value, str) else ""


def _natural(entry: Mapping[str, object], name: str) -> int:
    value = entry.get(name)
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0


def _matching(entry: Mapping[str, object], name: str) -> str:
    value = _line(entry, name)
    return value if _DIGEST.fullmatch(value) else ""
