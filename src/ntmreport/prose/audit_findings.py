"""The name, the sentence and the place of a claim, as people and programs are told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual, Language
from ntmreport.prose.claim import Verdict
from ntmreport.reporters import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.claim import Claim
    from ntmreport.prose.finished_report import ReportBlock
    from ntmreport.prose.report_audit import Audit
    from ntmreport.span import Span

VERDICT_NAMES = {
    Verdict.SUSPICIOUS: Bilingual("Cần xem lại", "Suspicious"),
    Verdict.NOT_CHECKABLE: Bilingual("Không kiểm được", "Not checkable"),
    Verdict.CONFIRMED: Bilingual("Khớp", "Confirmed"),
}
"""Names of the verdicts, in the order in which they are shown."""

_STORIES = {
    "header": Bilingual("đầu trang", "header"),
    "footer": Bilingual("chân trang", "footer"),
    "footnote": Bilingual("chú thích", "footnote"),
    "endnote": Bilingual("chú thích cuối", "endnote"),
    "text-box": Bilingual("hộp chữ", "text box"),
}
_MOST_RELATED = 4
_STEP = " › "
_LONGEST_STEP = 60


def name_of(claim: Claim) -> str:
    """Return the name of a claim: that of its rule."""
    return claim.rule.name.removeprefix("prose-")


def is_of_wording(claim: Claim) -> bool:
    """Return whether a claim is about letters, spaces, words or layout rather than numbers."""
    return is_of_wording_rule(claim.rule.code)


def is_of_wording_rule(code: str) -> bool:
    """Return whether a rule is about wording or layout."""
    return not code.startswith(_OF_NUMBERS)


_OF_NUMBERS = ("NTM8", "NTM563")


def sentence_of(claim: Claim) -> str:
    """Return the sentence that a claim is made in, or the row of the table."""
    block = claim.at.block
    if block.place.table:
        return " ".join(block.row.split())
    start, end = block.sentence_at(claim.at.start)
    return " ".join(block.text[start:end].split())


def said_of(claim: Claim, language: Language) -> str:
    """Return what is told of a claim: what is wrong with it, or its arithmetic."""
    if claim.verdict is Verdict.SUSPICIOUS and claim.message is not None:
        return claim.message.text(language)
    return claim.computed or claim.stated


def place_of(audit: Audit, block: ReportBlock, language: Language) -> str:
    """Return where a paragraph stands: the headings above, then its line, page or paragraph."""
    place = block.place
    is_word = _is_word(audit)
    words = [
        Bilingual(f"đoạn {place.line}", f"paragraph {place.line}")
        if is_word
        else Bilingual(f"dòng {place.line}", f"line {place.line}")
    ]
    if place.page:
        words = [Bilingual(f"trang {place.page}", f"page {place.page}")]
    if place.table:
        words = [
            Bilingual(
                f"bảng {place.table}, hàng {place.row}, cột {place.column}",
                f"table {place.table}, row {place.row}, column {place.column}",
            ),
            *words,
        ]
    if place.story:
        words.insert(0, _STORIES[place.story])
    steps = [_shortened(heading) for heading in place.headings]
    return _STEP.join((*steps, ", ".join(each.text(language) for each in words)))


def _is_word(audit: Audit) -> bool:
    return audit.report.is_word


def _shortened(heading: str) -> str:
    if len(heading) <= _LONGEST_STEP:
        return heading
    return f"{heading[:_LONGEST_STEP].rpartition(' ')[0]}…"


def span_of(audit: Audit, claim: Claim) -> Span:
    """Return the span of the number that is judged; of a Word file, lines are paragraphs."""
    at = claim.at
    return at.block.span(audit.report.file, at.start, at.end)


def diagnostics_of(audit: Audit) -> Iterator[Diagnostic]:
    """Yield the suspicions as diagnostics, for the formats that are made of those."""
    for claim in audit.of(Verdict.SUSPICIOUS):
        said = claim.message or Bilingual(claim.computed, claim.computed)
        places = Bilingual(
            place_of(audit, claim.at.block, Language.VIETNAMESE),
            place_of(audit, claim.at.block, Language.ENGLISH),
        )
        related = tuple(
            Related(
                other.block.span(audit.report.file, other.start, other.end),
                Bilingual(f"“{other.text[:80]}”", f"“{other.text[:80]}”"),
            )
            for other in claim.others[:_MOST_RELATED]
        )
        yield Diagnostic(
            claim.rule,
            span_of(audit, claim),
            Bilingual(f"{said.vi} ({places.vi})", f"{said.en} ({places.en})"),
            hint=claim.hint,
            related=related,
        )


def result_of(audits: Sequence[Audit]) -> Result:
    """Return the suspicions of all audits as the result that reporters are given."""
    return Result(
        tuple(each for audit in audits for each in diagnostics_of(audit)),
        (),
        {},
        tuple(audit.report.file for audit in audits),
    )


def summary_of(audit: Audit) -> Bilingual:
    """Return the sentence that counts the numbers, the claims and the verdicts."""
    counts = {verdict: len(audit.of(verdict)) for verdict in Verdict}
    vi = [
        f"{audit.numbers} số, {len(audit.claims)} quan hệ giữa các số",
        f"{counts[Verdict.CONFIRMED]} khớp",
        f"{counts[Verdict.SUSPICIOUS]} cần xem lại",
        f"{counts[Verdict.NOT_CHECKABLE]} không kiểm được",
    ]
    en = [
        f"{audit.numbers} numbers, {len(audit.claims)} claims",
        f"{counts[Verdict.CONFIRMED]} confirmed",
        f"{counts[Verdict.SUSPICIOUS]} suspicious",
        f"{counts[Verdict.NOT_CHECKABLE]} not checkable",
    ]
    if audit.accepted:
        vi.append(f"{len(audit.accepted)} đã chấp nhận")
        en.append(f"{len(audit.accepted)} accepted")
    head_vi, *rest_vi = vi
    head_en, *rest_en = en
    return Bilingual(f"{head_vi}: {', '.join(rest_vi)}", f"{head_en}: {', '.join(rest_en)}")
