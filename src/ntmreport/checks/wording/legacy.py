"""Text of encodings older than Unicode, pasted from an old document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.prose import prose_of
from ntmreport.checks.subject import check
from ntmreport.checks.wording.stretches import legacy_stretches
from ntmreport.language import Bilingual, to_write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Finding, Subject

_MOST_SHOWN = 120


@check(catalogue.LEGACY_ENCODING)
def legacy_encoding(subject: Subject) -> Iterator[Finding]:
    """Find text in TCVN3, VNI or twice encoded UTF-8, and show it in Unicode."""
    prose = prose_of(subject)
    for stretch in legacy_stretches(prose, subject.words):
        meant = stretch.meant
        if len(meant) > _MOST_SHOWN:
            meant = f"{meant[:_MOST_SHOWN].rpartition(' ')[0]} …"
        yield prose.finding(
            stretch.start,
            stretch.end,
            Bilingual(
                f"chữ ở bảng mã {stretch.encoding.value}, không phải Unicode",
                f"this is text in the encoding {stretch.encoding.value}, not Unicode",
            ),
            to_write(meant, is_certain=True),
        )
