"""No-break spaces: between a number and its unit, and before a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.document import Run

NO_BREAK_SPACE = "\u00a0"

# Behind a figure stands what it counts, unless the sentence goes on.
_BEHIND_FIGURE = lazy_pattern(
    r" (?=[^\W\d_])(?!(?:và|hoặc|đến|so|là|của|trong|tại|thuộc|thì|nhưng|còn|được|đã)(?!\w))"
)
_WITHIN_FIGURE = lazy_pattern(r"(?<=\d) (?=[^\W\d_])|(?<=[^\W\d_]) (?=-?\d)")
# Behind other digits it takes a word that surely is a unit.
_BEFORE_UNIT = lazy_pattern(
    r"(?<=\d) (?=(?:ha|k?m[23²³]?|kg|tấn|tạ|lít|k[Ww]h?|đồng|nghìn|triệu|tỷ|người|hộ|xã|phường|thôn"
    r"|đặc khu|thị trấn|tổ dân phố|trường|lớp|tuổi|năm|tháng|ngày|giờ|điểm|lần)(?!\w))"
)
_AROUND_HYPHEN = lazy_pattern(r"(?<=\d) (?=[-–] ?\d)|(?<=\d [-–]) (?=\d)")
# "Quyết định số 197-QĐ/HU", "ngày 05 tháng 7", "khoản 2", "Mẫu biểu số 01".
_BEFORE_NUMBER = lazy_pattern(
    r"(?<!\w)(?:số|ngày|tháng|năm|quý|điều|khoản|mục|chương|thứ|lần|giai đoạn) (?=\d)",
    re.IGNORECASE,
)
_BEFORE_NUMBERED = lazy_pattern(r"(?<=\w) (?=số \d)")
_DAY_OR_YEAR = lazy_pattern(r"(?<!\w)(?:ngày|tháng|năm|quý) \d[\d/-]*\Z", re.IGNORECASE)


def with_no_break_spaces(marker: str, runs: Sequence[Run]) -> tuple[str, list[str]]:
    """Return the marker with its space, and the text of each run.

    What is changed is spaces alone, each into one no-break space, so every text keeps its length.
    """
    head = f"{marker} " if marker else ""
    text = head + "".join([run.text for run in runs])
    if not any(map(str.isdigit, text)):
        return head, [run.text for run in runs]
    kept: set[int] = set()
    for pattern in (_BEFORE_NUMBERED, _BEFORE_NUMBER, _AROUND_HYPHEN):
        kept.update(match.end() - 1 for match in pattern.finditer(text))
    kept.update(
        match.start()
        for match in _BEFORE_UNIT.finditer(text)
        if not _DAY_OR_YEAR.search(text, max(0, match.start() - 30), match.start())
    )
    position = len(head)
    for run in runs:
        end = position + len(run.text)
        if run.figure is not None:
            kept.update(match.start() for match in _WITHIN_FIGURE.finditer(text, position, end))
            if text[end - 1 : end].isdigit() and (behind := _BEHIND_FIGURE.match(text, end)):
                kept.add(behind.start())
        position = end
    kept.difference_update(range(len(head)))
    letters = list(text)
    for space in kept:
        letters[space] = NO_BREAK_SPACE
    texts, position = [], len(head)
    for run in runs:
        texts.append("".join(letters[position : position + len(run.text)]))
        position += len(run.text)
    return head, texts
