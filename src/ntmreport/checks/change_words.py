"""Words of rise and fall beside the numbers that they speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.subject import Finding, check
from ntmreport.compose.printing import as_printed
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Subject

_RISE_OR_FALL = re.compile(
    r"(?<!\w)(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?: thêm)?(?: được)?\s+$", re.IGNORECASE
)


@check(catalogue.CHANGE_WORD)
def change_word(subject: Subject) -> Iterator[Finding]:
    """Find a rise or a fall that is printed as 0, and one of a number below zero."""
    for block in subject.document.blocks if subject.document else ():
        before = ""
        for run in block.runs:
            word = _RISE_OR_FALL.search(before) if run.figure is not None else None
            if word is not None and run.figure is not None:
                value = as_printed(run.figure).value
                if value <= 0:
                    yield Finding(
                        block.place,
                        _message(word[1], run.text, is_nothing=not value),
                        Bilingual(
                            "trong mẫu, xét số in ra: bằng 0 thì viết “không đổi”, dưới 0 thì đổi "
                            "“tăng” thành “giảm” và thêm “| absolute”",
                            "let the template ask what is printed: at 0 write “không đổi”, below 0 "
                            "turn “tăng” into “giảm” and add `| absolute`",
                        ),
                        path=run.figure.path,
                    )
            before += run.text


def _message(word: str, number: str, *, is_nothing: bool) -> Bilingual:
    if is_nothing:
        return Bilingual(
            f"in ra “{word} {number}”, trong khi số liệu không đổi",
            f"`{word} {number}` is printed of what has not changed",
        )
    return Bilingual(
        f"in ra “{word} {number}”: số sau “{word}” không thể âm",
        f"`{word} {number}` is printed: no number below zero stands behind the word",
    )
