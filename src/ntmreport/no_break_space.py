"""No-break spaces: between a number and its unit, and before a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.known_by_text import known_by_text
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.document import Run

NO_BREAK_SPACE = "\u00a0"

# Behind a figure stands what it counts, unless the sentence goes on.
_BEHIND_FIGURE = lazy_pattern(
    r" (?=[^\W\d_])(?!(?:và|hoặc|đến|so|là|của|trong|tại|thuộc|thì|nhưng|còn|được|đã)(?!\w))"
)
_WITHIN_FIGURE = lazy_pattern(r" (?:(?<=\d )(?=[^\W\d_])|(?<=[^\W\d_] )(?=-?\d))")
# "Quyết định số 197-QĐ/HU", "ngày 05 tháng 7", "khoản 2", "Mẫu biểu số 01".
_NAMED_BY_NUMBERS = (
    *("số", "ngày", "tháng", "năm", "quý", "điều", "khoản", "mục", "chương", "thứ", "lần"),
    "giai đoạn",
)
_BEFORE_NUMBER = "|".join(rf"(?<=(?<!\w){word} )" for word in _NAMED_BY_NUMBERS)
# Behind other digits it takes a word that surely is a unit.
_UNITS = (
    r"ha|k?m[23²³]?|kg|tấn|tạ|lít|k[Ww]h?|đồng|nghìn|triệu|tỷ|người|hộ|xã|phường|thôn"
    r"|đặc khu|thị trấn|tổ dân phố|trường|lớp|tuổi|năm|tháng|ngày|giờ|điểm|lần"
)
_KEPT = lazy_pattern(
    rf" (?:(?=\d)(?i:{_BEFORE_NUMBER})|(?<=\w )(?=số \d)|(?<=\d )(?=[-–] ?\d)|(?<=\d [-–] )(?=\d)"
    rf"|(?P<unit>(?<=\d )(?=(?:{_UNITS})(?!\w))))"
)
_DIGIT = lazy_pattern(r"\d")
_DAY_OR_YEAR = lazy_pattern(r"(?<!\w)(?:ngày|tháng|năm|quý) \d[\d/-]*\Z", re.IGNORECASE)


def with_no_break_spaces(marker: str, runs: Sequence[Run]) -> tuple[str, list[str]]:
    """Return the marker with its space, and the text of each run.

    What is changed is spaces alone, each into one no-break space, so every text keeps its length.
    """
    head = f"{marker} " if marker else ""
    texts = [run.text for run in runs]
    line = head + "".join(texts)
    if not _DIGIT.search(line):
        return head, texts
    are_figures = tuple([run.figure is not None for run in runs])
    return head, [*_spaced(line, tuple(texts), are_figures)]


@known_by_text
def _spaced(line: str, texts: tuple[str, ...], are_figures: tuple[bool, ...]) -> tuple[str, ...]:
    """Return the `texts` that a `line` ends in, with no-break spaces."""
    kept = [
        match.start()
        for match in _KEPT.finditer(line)
        if match.lastgroup is None
        or not _DAY_OR_YEAR.search(line, max(0, match.start() - 30), match.start())
    ]
    head = len(line) - sum(map(len, texts))
    position = head
    for text, is_figure in zip(texts, are_figures, strict=True):
        end = position + len(text)
        if is_figure:
            kept += [match.start() for match in _WITHIN_FIGURE.finditer(line, position, end)]
            if line[end - 1 : end].isdigit() and (behind := _BEHIND_FIGURE.match(line, end)):
                kept.append(behind.start())
        position = end
    if not kept:
        return texts
    letters = list(line)
    for space in kept:
        letters[space] = NO_BREAK_SPACE
    line, written, position = "".join(letters), [], head
    for text in texts:
        written.append(line[position : position + len(text)])
        position += len(text)
    return tuple(written)
