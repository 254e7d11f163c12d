"""No-break spaces: between a number and its unit, and before a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.document import Run

NO_BREAK_SPACE = "\u00a0"

# Each pattern begins with the space itself: so a search looks at spaces alone.
# Behind a figure stands what it counts, unless the sentence goes on.
_BEHIND_FIGURE = lazy_pattern(
    r" (?=[^\W\d_])(?!(?:và|hoặc|đến|so|là|của|trong|tại|thuộc|thì|nhưng|còn|được|đã)(?!\w))"
)
_WITHIN_FIGURE = lazy_pattern(r" (?:(?<=\d )(?=[^\W\d_])|(?<=[^\W\d_] )(?=-?\d))")
# Behind other digits it takes a word that surely is a unit.
_BEFORE_UNIT = lazy_pattern(
    r" (?<=\d )(?=(?:ha|k?m[23²³]?|kg|tấn|tạ|lít|k[Ww]h?|đồng|nghìn|triệu|tỷ|người|hộ|xã|phường"
    r"|thôn|đặc khu|thị trấn|tổ dân phố|trường|lớp|tuổi|năm|tháng|ngày|giờ|điểm|lần)(?!\w))"
)
_DAY_OR_YEAR = lazy_pattern(r"(?<!\w)(?:ngày|tháng|năm|quý) \d[\d/-]*\Z", re.IGNORECASE)
_BEHIND_NAMING = "|".join(
    rf"(?<=(?<!\w){word} )"
    for word in (
        *("số", "ngày", "tháng", "năm", "quý", "điều", "khoản", "mục", "chương", "thứ", "lần"),
        "giai đoạn",
    )
)
# "Quyết định số 197-QĐ/HU", "ngày 05 tháng 7", "khoản 2", "Mẫu biểu số 01", "2021 - 2025".
_BESIDE_NUMBER = lazy_pattern(
    rf" (?:(?=\d)(?:{_BEHIND_NAMING}|(?<=\d [-–] ))"
    r"|(?<=\w )(?=(?-i:số) \d)|(?<=\d )(?=[-–] ?\d))",
    re.IGNORECASE,
)
_DIGIT = lazy_pattern(r"\d")


def with_no_break_spaces(marker: str, runs: Sequence[Run]) -> tuple[str, list[str]]:
    """Return the marker with its space, and the text of each run.

    What is changed is spaces alone, each into one no-break space, so every text keeps its length.
    """
    head = f"{marker} " if marker else ""
    texts = [run.text for run in runs]
    text = head + "".join(texts)
    if not _DIGIT.search(text):
        return head, texts
    kept = [match.start() for match in _BESIDE_NUMBER.finditer(text)]
    kept += [
        match.start()
        for match in _BEFORE_UNIT.finditer(text)
        if not _DAY_OR_YEAR.search(text, max(0, match.start() - 30), match.start())
    ]
    position = len(head)
    for run in runs:
        end = position + len(run.text)
        if run.figure is not None:
            kept += [match.start() for match in _WITHIN_FIGURE.finditer(text, position, end)]
            if text[end - 1 : end].isdigit() and (behind := _BEHIND_FIGURE.match(text, end)):
                kept.append(behind.start())
        position = end
    if not kept:
        return head, texts
    letters = list(text)
    for space in kept:
        letters[space] = NO_BREAK_SPACE
    text, position = "".join(letters), len(head)
    for number, run in enumerate(runs):
        texts[number] = text[position : position + len(run.text)]
        position += len(run.text)
    return head, texts
