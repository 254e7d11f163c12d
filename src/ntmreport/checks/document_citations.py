"""Legal documents: declared once, cited as they are declared, and dated before the report."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.document_numbers import CAPITAL, KIND_IN_A_NUMBER, LETTER, right_number
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.located import value_span
from ntmreport.checks.prose import prose_of
from ntmreport.checks.spelt_fields import spelt_fields
from ntmreport.checks.violation import Violation, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.day_format import printed_day
from ntmreport.language import Bilingual, to_write
from ntmreport.model import Citation, DocumentReference, LegalDocument, Text, models_of
from ntmreport.model.model_contents import is_record
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.violation import Subject

# "04-NQ/HU" of party bodies, "1919/QĐ-UBND" and "30/2020/NĐ-CP" of state bodies (Nghị định
# 30/2020/NĐ-CP, Phụ lục I).
_NUMBER = (
    rf"\d(?<![\w/.-]\d)\d*(?:-{KIND_IN_A_NUMBER}/{CAPITAL}+"
    rf"|(?:/\d{{4}})?/{KIND_IN_A_NUMBER}-{CAPITAL}{LETTER}+)(?![\w/])"
)
_CITED = ProsePattern(
    rf"(?P<number>{_NUMBER})(?:,? ngày (?P<day>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})(?!\d))?",
    ("/",),
)
"""The number of a document, and the day that is said behind it."""


@check(catalogue.DOCUMENT_NOT_DECLARED)
def document_not_declared(subject: Subject) -> Iterator[Violation]:
    """Find numbers of documents that no file declares, in citations and in texts.

    Nothing is found while a file is unreadable or a document still lacks its number.
    """
    declared = _declared(subject)
    if is_left_blank(*(each.number for each in _documents(subject))) or _is_unread(subject):
        return
    listed = {*declared, *_numbers_in_tables(subject)}
    for office in subject.models.values():
        for model in models_of(office):
            if isinstance(model, Citation) and not is_left_blank(model.number):
                number = _as_it_is_spelt(model.number.value)
                if number not in listed:
                    yield Violation(model.number, *_not_declared(number, declared))
    prose, fields = prose_of(subject), spelt_fields(subject).keys()
    for match in prose.matches(_CITED):
        # A field for a number is a citation or a declaration, or that of the report itself.
        number = _as_it_is_spelt(match["number"])
        if number in listed or prose.piece_at(match.start()).span in fields:
            continue
        yield prose.violation(*match.span("number"), *_not_declared(match["number"], declared))


def _numbers_in_tables(subject: Subject) -> Iterator[str]:
    """Yield the numbers of documents in rows of tables that have a day too."""
    for office in subject.models.values():
        for row in models_of(office):
            if is_record(row) and any(each.is_day for each in row.columns.values()):
                for value in row.entries.values():
                    text = value.value if isinstance(value, Text) else ""
                    cited = _CITED.compiled.fullmatch(text)
                    if cited is not None and cited["day"] is None:
                        yield _as_it_is_spelt(text)


def _is_unread(subject: Subject) -> bool:
    """Return whether some file that may declare documents could not be read."""
    return bool(subject.unread or subject.files.keys() - subject.models.keys())


@check(catalogue.DOCUMENT_DECLARED_TWICE)
def document_declared_twice(subject: Subject) -> Iterator[Violation]:
    """Find documents of one number that are declared twice."""
    seen: dict[str, DocumentReference] = {}
    for document in _numbered(subject):
        first = seen.setdefault(_as_it_is_spelt(document.number.value), document)
        if first is not document:
            yield Violation(
                document.number,
                Bilingual(
                    f"văn bản {document.number} được khai báo hai lần",
                    f"the document {document.number} is declared twice",
                ),
                Bilingual("chỉ khai báo ở một tệp", "declare it in one file only"),
                ((first.number, Bilingual("lần đầu", "the first")),),
            )


@check(catalogue.DOCUMENT_CITED_OTHERWISE)
def document_cited_otherwise(subject: Subject) -> Iterator[Violation]:
    """Find citations that give a document another period or day than its declaration."""
    declared = _declared(subject)
    yield from _on_another_day(subject, declared)
    for office in subject.models.values():
        for model in models_of(office):
            if not isinstance(model, Citation) or is_left_blank(model.number):
                continue
            if model.period is None:
                continue
            document = declared.get(_as_it_is_spelt(model.number.value))
            if not isinstance(document, LegalDocument) or document.period is None:
                continue
            cited = (model.period.first, model.period.last)
            original = (document.period.first, document.period.last)
            if cited != original and not is_left_blank(*cited, *original):
                yield Violation(
                    model.period,
                    Bilingual(
                        f"văn bản {model.number} được viện dẫn với giai đoạn "
                        f"{cited[0]}-{cited[1]}, nhưng giai đoạn của văn bản là "
                        f"{original[0]}-{original[1]}",
                        f"the document {model.number} is cited with the period "
                        f"{cited[0]}-{cited[1]}, but its own is {original[0]}-{original[1]}",
                    ),
                    Bilingual("sửa lại cho thống nhất", "make both agree"),
                    ((document.period, Bilingual("nơi khai báo", "where it is declared")),),
                )


@check(catalogue.DOCUMENT_DATED_LATER)
def document_dated_later(subject: Subject) -> Iterator[Violation]:
    """Find documents dated after the report, or in the future where it has no day yet.

    Where the report's own day is impossible, that is the violation, and today takes its place.
    """
    report = subject.office(Report)
    issued = report.document.day if report else None
    last = issued or subject.today
    if (
        report is not None
        and issued is not None
        and _is_of_another_year(issued, report.period.last)
    ):
        path = (*report.document.path, "day")
        yield Violation(
            value_span(path, subject.files),
            Bilingual(
                f"báo cáo {report.period.words.vi} không thể ban hành ngày {printed_day(issued)}",
                f"the report of {report.period.words.en} cannot be issued on {issued}",
            ),
            Bilingual(
                "sửa ngày ban hành, chưa ban hành thì để trống",
                "mend the day of issue, or leave it empty while it is not issued",
            ),
            path=path,
        )
        last = subject.today
    for document in _documents(subject):
        if document.day > last:
            path = (*document.path, "day")
            yield Violation(
                value_span(path, subject.files),
                Bilingual(
                    f"văn bản {document.number} ghi ngày {printed_day(document.day)}, "
                    f"sau ngày {printed_day(last)}",
                    f"the document {document.number} is dated {document.day}, after {last}",
                ),
                Bilingual("kiểm tra lại ngày ban hành", "check the day of issue"),
                path=path,
            )


def _is_of_another_year(day: datetime.date, year: int) -> bool:
    """Return whether `day` is neither in `year` nor in the year after."""
    return day.year not in {year, year + 1}


@check(catalogue.AS_OF_THE_FUTURE)
def as_of_the_future(subject: Subject) -> Iterator[Violation]:
    """Find figures as of a day in the future."""
    for office in subject.models.values():
        for model in models_of(office):
            day = vars(model).get("as_of")
            if isinstance(day, datetime.date) and day > subject.today:
                path = (*model.path, "as_of")
                yield Violation(
                    value_span(path, subject.files),
                    Bilingual(
                        f"số liệu tính đến ngày {printed_day(day)}, là ngày chưa đến",
                        f"the figures are as of {day}, which has not come",
                    ),
                    Bilingual("kiểm tra lại ngày", "check the day"),
                    path=path,
                )


def _on_another_day(
    subject: Subject, declared: Mapping[str, DocumentReference]
) -> Iterator[Violation]:
    """Yield violations for documents that prose cites with a day that is not theirs."""
    prose = prose_of(subject)
    for match in prose.matches(_CITED):
        document = declared.get(match["number"])
        if document is None or match["day"] is None or _day(match["day"]) == document.day:
            continue
        day = printed_day(document.day)
        yield prose.violation(
            match.start("day"),
            match.end("day"),
            Bilingual(
                f"văn bản {document.number} được viện dẫn với ngày {match['day']}, nhưng ngày ban "
                f"hành là {day}",
                f"the document {document.number} is cited with the day {match['day']}, but its own "
                f"is {document.day}",
            ),
            Bilingual(f"viết {day}", f"write {day}"),
            (
                (
                    value_span((*document.path, "day"), subject.files),
                    Bilingual("nơi khai báo", "where it is declared"),
                ),
            ),
        )


def _day(written: str) -> datetime.date | None:
    day, month, year = (int(part) for part in re.split("[/.-]", written))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _documents(subject: Subject) -> Iterator[DocumentReference]:
    for office in subject.models.values():
        for model in models_of(office):
            if isinstance(model, DocumentReference):
                yield model


def _numbered(subject: Subject) -> Iterator[DocumentReference]:
    """Yield the documents that have their number, which a draft may leave blank."""
    return (each for each in _documents(subject) if not is_left_blank(each.number))


def _declared(subject: Subject) -> Mapping[str, DocumentReference]:
    return {_as_it_is_spelt(each.number.value): each for each in _numbered(subject)}


def _as_it_is_spelt(number: str) -> str:
    """Return a number in its right spelling, so that a misspelt one is still recognised."""
    return right_number(number) or number


def _not_declared(
    number: str, declared: Mapping[str, DocumentReference]
) -> tuple[Bilingual, Bilingual | None]:
    """Return the message about a document that no file declares, and the hint."""
    message = Bilingual(
        f"văn bản {number} chưa được khai báo", f"the document {number} is not declared"
    )
    meant = next((known for known in declared if _is_same_document(number, known)), None)
    if meant is not None:
        return message, to_write(meant)
    return message, Bilingual(
        "khai báo trong documents.yaml (loại, số, ngày, cơ quan ban hành, trích yếu), hoặc sửa số "
        "văn bản gõ sai",
        "declare it in documents.yaml (kind, number, day, issuer, subject), or mend its number",
    )


def _is_same_document(written: str, declared: str) -> bool:
    """Return whether two numbers differ in marks or in the order of their digits only.

    Another number, even a near one, is mostly that of another document.
    """
    number, symbol = _number_and_symbol(written)
    other, other_symbol = _number_and_symbol(declared)
    return symbol == other_symbol and (
        number == other or (len(number) == len(other) > 1 and sorted(number) == sorted(other))
    )


def _number_and_symbol(number: str) -> tuple[str, str]:
    """Return the digits before the symbol, without zeros at their head, and the plain symbol."""
    plain = re.sub(r"\s", "", number).upper().replace("Đ", "D")
    digits = re.match(r"\d*", plain)
    head = digits[0] if digits else ""
    return head.lstrip("0"), plain[len(head) :]
