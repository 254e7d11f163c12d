"""The look of a finished Word file against the decree: the rules of layouts, on any file."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.checks.layout import DECREE_CHECKS
from ntmreport.checks.violation import Subject
from ntmreport.layout.finished_layout import finished_layout
from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.finished_report import ReportBlock, ReportPlace, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.prose.finished_report import FinishedReport
    from ntmreport.prose.report_audit import Audit

_LONGEST_SHOWN = 60


def with_layout(audit: Audit, content: bytes) -> Audit:
    """Return the audit of a Word file with what its look departs from the decree in.

    Raises PackageError where the file cannot be read.
    """
    claims = tuple(_claims(audit.report, content))
    return replace(audit, claims=(*audit.claims, *claims))


def _claims(report: FinishedReport, content: bytes) -> Iterator[Claim]:
    """Yield a claim for each departure from Nghị định 30/2020/NĐ-CP, Phụ lục I.

    It stands at the first paragraph that is so.
    """
    blocks = {block.place.line: block for block in report.all_blocks if not block.place.story}
    reading = finished_layout(content, report.file)
    subject = Subject({}, {}, {}, {}, None, None, datetime.date.max, layout=reading)
    for check in DECREE_CHECKS:
        for found in check.run(subject):
            block = blocks.get(found.span.line)
            if block is None:  # a paragraph without words
                block = ReportBlock("", ReportPlace(found.span.line))
            text = block.text[:_LONGEST_SHOWN]
            yield Claim(
                check.rule,
                Verdict.SUSPICIOUS,
                Stretch(block, 0, len(text)),
                text,
                "",
                (),
                found.message,
                found.hint,
            )
