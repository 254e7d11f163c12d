"""Numbers, symbols, issuers, place names and signers that are not spelt as the decree has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.document_numbers import (
    CAPITAL,
    KIND_IN_A_NUMBER,
    KINDS,
    abbreviation_of,
    right_number,
)
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.official_names import right_capacity
from ntmreport.checks.printed_twice import repeats
from ntmreport.checks.prose import prose_of
from ntmreport.checks.spelt_fields import misspelt, spelt_fields
from ntmreport.checks.violation import Violation, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual, Hint
from ntmreport.model import DocumentReference, Text, models_of
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.checks.violation import Subject
    from ntmreport.diagnostic import Rule

_IN_PROSE = ProsePattern(
    rf"\d(?<![\w/.-]\d)\d*[a-z]?(?: ?/ ?\d{{4}})?(?: ?/ ?{KIND_IN_A_NUMBER} ?- ?{CAPITAL}{{2,}}"
    rf"| ?- ?{KIND_IN_A_NUMBER} ?/ ?{CAPITAL}{{2,}})(?![\w/-])",
    ("/",),
)


@check(catalogue.DOCUMENT_NUMBER_SPELLING)
def document_number_spelling(subject: Subject) -> Iterator[Violation]:
    """Find numbers and symbols of documents that are not written as the decree writes them."""
    yield from misspelt_fields(subject, catalogue.DOCUMENT_NUMBER_SPELLING)
    for office in subject.models.values():
        for model in models_of(office):
            if isinstance(model, DocumentReference) and not is_left_blank(model.kind, model.number):
                violations = [*_of_another_kind(model)]
                # Of a number of another document, that is said once.
                yield from violations or _of_another_body(model)
    fields, prose = spelt_fields(subject), prose_of(subject)
    for match in prose.matches(_IN_PROSE):
        right = right_number(match[0])
        if right not in {None, match[0]} and prose.piece_at(match.start()).span not in fields:
            yield prose.violation(*match.span(), misspelt(match[0]), _write(f"{right}"))


_COMMITTEE = ("UBND", "Ủy ban nhân dân")
_COUNCIL = ("HĐND", "Hội đồng nhân dân")
_PARTY = ("Huyện ủy", "Tỉnh ủy", "Thành ủy", "Đảng ủy")
_BODIES_OF_SYMBOLS = {
    "UBND": (*_COUNCIL, *_PARTY),
    "HĐND": (*_COMMITTEE, *_PARTY),
    **dict.fromkeys(("HU", "TU", "ĐU"), (*_COMMITTEE, *_COUNCIL)),
}
"""The issuers that a symbol excludes, by the body that it ends in."""


def _of_another_body(document: DocumentReference) -> Iterator[Violation]:
    """Yield a violation where the symbol of a document belongs to a body other than its issuer."""
    body = re.split(r"[-/]", document.number.value)[-1]
    if is_left_blank(document.issuer):
        return
    others, issuer = _BODIES_OF_SYMBOLS.get(body, ()), document.issuer.value
    if any(each in issuer and _is_said(each, issuer) for each in others):
        yield Violation(
            document.issuer,
            Bilingual(
                f"văn bản {document.number} có ký hiệu của {body}, không phải của "
                f"“{document.issuer}”",
                f"the symbol of {document.number} is that of {body}, not of `{document.issuer}`",
            ),
            Bilingual(
                "kiểm tra lại ký hiệu và cơ quan ban hành", "check the symbol and the issuer"
            ),
        )


def _is_said(words: str, text: str) -> bool:
    """Return whether `words` stand in a text, and not within other words."""
    return re.search(rf"(?<!\w){words}(?!\w)", text) is not None


@check(catalogue.SIGNER_SPELLING)
def signer_spelling(subject: Subject) -> Iterator[Violation]:
    """Find issuers, places, offices and signers that are not written as the decree writes them."""
    yield from misspelt_fields(subject, catalogue.SIGNER_SPELLING)
    report = subject.office(Report)
    for signature in report.signatures if report is not None else ():
        yield from _misspelt_capacity(signature.capacity)


def _misspelt_capacity(lines: Sequence[Text]) -> Iterator[Violation]:
    if not lines or is_left_blank(*lines):
        return
    offices = [right_capacity(line.value) or "" for line in lines]
    is_deputy = offices[-1].startswith("PHÓ ")
    if is_deputy and not any(each.startswith(("KT.", "TUQ.", "Q.")) for each in offices):
        yield Violation(lines[-1], *_DEPUTY)
    elif not is_deputy and any(each.startswith("KT.") for each in offices[:-1]):
        yield Violation(lines[-1], *_NO_DEPUTY)


_DEPUTY = (
    Bilingual(
        "cấp phó ký mà không ghi ký thay: thiếu dòng KT. ở trên",
        "a deputy signs, and no line says for whom: KT.",
    ),
    Bilingual(
        "thêm dòng KT. của người đứng đầu ở trên, ví dụ - KT. CHỦ TỊCH, rồi - PHÓ CHỦ TỊCH",
        "add the line of the head above, e.g. - KT. CHỦ TỊCH, then - PHÓ CHỦ TỊCH",
    ),
)
_NO_DEPUTY = (
    Bilingual(
        "ký thay (KT.) thì dòng cuối là chức vụ của cấp phó",
        "where somebody signs for the head (KT.), the last line is the deputy's office",
    ),
    Bilingual(
        "ghi chức vụ của cấp phó, ví dụ PHÓ CHỦ TỊCH; người đứng đầu tự ký thì bỏ dòng KT.",
        "write the deputy's office, e.g. PHÓ CHỦ TỊCH; where the head signs, leave KT. out",
    ),
)


def misspelt_fields(subject: Subject, rule: Rule) -> Iterator[Violation]:
    """Yield violations for the fields that break `rule` and do not repeat words of the form."""
    repeated = {each.stretch.span for each in repeats(subject)}
    for span, field in spelt_fields(subject).items():
        if field.rule != rule or field.is_right:
            continue
        if field.right is None:
            yield Violation(field.text, field.message, field.advice)
        elif span not in repeated:
            yield Violation(field.text, field.message, _write(field.right))


def _of_another_kind(document: DocumentReference) -> Iterator[Violation]:
    """Yield a violation for a document whose symbol is that of another kind than its own."""
    kind, number = document.kind, document.number
    abbreviation = abbreviation_of(kind.value)
    written = re.split(r"[-/]", re.sub(r"/\d{4}(?=/)", "", number.value))[1:2]
    if abbreviation is None or right_number(number.value, document.day.year) != number.value:
        return
    if written and written[0] in KINDS.values() and written[0] != abbreviation:
        yield Violation(
            number,
            Bilingual(
                f"loại văn bản là “{kind}” ({abbreviation}) mà ký hiệu ghi {written[0]}",
                f"the kind is `{kind}` ({abbreviation}) but the symbol says {written[0]}",
            ),
            Bilingual("sửa loại văn bản hoặc ký hiệu", "mend the kind or the symbol"),
            ((kind, Bilingual("loại văn bản", "the kind")),),
        )


def _write(right: str) -> Hint:
    return Hint(f"viết: {right}", f"write: {right}", (right,))
