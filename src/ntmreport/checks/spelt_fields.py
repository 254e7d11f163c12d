"""From the fields that Nghị định 30/2020/NĐ-CP spells in one way to their right spelling.

Other checks of words leave these fields out, so that no field gets two contradicting hints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.document_numbers import (
    abbreviation_of,
    right_digits,
    right_kind,
    right_number,
    right_symbol,
)
from ntmreport.checks.official_names import (
    LEVELS,
    UnitName,
    right_archive,
    right_capacity,
    right_issuer,
    right_level,
    right_place,
    right_proper_name,
    right_signer,
)
from ntmreport.checks.violation import once_for_each_subject
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.unit_spelling import right_unit
from ntmreport.language import Bilingual
from ntmreport.model import Citation, DocumentReference, models_of
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.diagnostic import Rule
    from ntmreport.model import Text
    from ntmreport.span import Span


_LEVELS_BEFORE = tuple(f"{level} " for level in LEVELS)


class SpeltField(Struct, frozen=True):
    """A text of the data and its right spelling; None where that cannot be known.

    `rule` is broken where the two differ, as `message` says; `advice` is what to do where the right
    spelling is not known. `has_words` tells prose from codes and abbreviations.
    """

    text: Text
    right: str | None
    rule: Rule
    message: Bilingual
    advice: Bilingual
    has_words: bool

    @property
    def is_right(self) -> bool:
        """Return whether it is spelt right, repeated spaces aside."""
        return self.right == " ".join(self.text.value.split())


@once_for_each_subject
def spelt_fields(subject: Subject) -> dict[Span, SpeltField]:
    """Return the fields that are filled in, by their span."""
    return {
        field.text.span: field
        for field in (*_of_documents(subject), *_of_the_report(subject), *_units(subject))
        if not is_left_blank(field.text) and "{{" not in field.text.value
    }


def _of_documents(subject: Subject) -> Iterator[SpeltField]:
    for office in subject.models.values():
        for model in models_of(office):
            if isinstance(model, DocumentReference):
                if not is_left_blank(model.kind):
                    yield _kind(model.kind)
                if not is_left_blank(model.number, model.day, model.kind):
                    example = abbreviation_of(model.kind.value) or "QĐ"
                    yield _number(model.number, model.day.year, example)
            elif isinstance(model, Citation) and not is_left_blank(model.number):
                yield _number(model.number, None, "QĐ")


def _units(subject: Subject) -> Iterator[SpeltField]:
    """Yield the units of the indicators that the office declares."""
    for model in subject.declared_indicators.values():
        if model.unit is not None and not is_left_blank(model.unit):
            right = right_unit(model.unit.value) or model.unit.value
            rule = catalogue.CAPITALS
            message = Bilingual(
                f"đơn vị tính “{model.unit}”: chỉ ghi tên đơn vị, bằng chữ thường: “{right}”",
                f"the unit `{model.unit}`: write its name alone, in small letters: `{right}`",
            )
            is_alike = right.casefold() == model.unit.value.casefold()
            if not is_alike:
                rule = catalogue.FIGURE_IN_SENTENCE
                message = Bilingual(
                    f"đơn vị tính “{model.unit}” viết là “{right}”",
                    f"the unit `{model.unit}` is written `{right}`",
                )
            yield SpeltField(model.unit, right, rule, message, message, has_words=is_alike)


def _kind(kind: Text) -> SpeltField:
    right = right_kind(kind.value)
    if right is not None and right.casefold() == kind.value.casefold():
        rule = catalogue.CAPITALS
        message = Bilingual(
            f"“{kind}” không đúng cách viết hoa của Nghị định 30/2020/NĐ-CP",
            f"`{kind}` has not the capitals that the decree asks for",
        )
    else:
        rule = catalogue.DOCUMENT_NUMBER_SPELLING
        message = Bilingual(
            f"“{kind}” không phải là tên loại văn bản", f"`{kind}` is no kind of document"
        )
    advice = Bilingual(
        "viết tên loại như trên văn bản, ví dụ Quyết định, Kế hoạch",
        "write the kind as on the document, e.g. Quyết định, Kế hoạch",
    )
    return SpeltField(kind, right, rule, message, advice, has_words=True)


def _number(number: Text, year: int | None, kind: str) -> SpeltField:
    right = right_number(number.value, year)
    message = misspelt(number.value)
    if right is None:
        message = Bilingual(
            f"“{number}” không đủ số và ký hiệu của văn bản",
            f"`{number}` is no number with its symbol",
        )
    example = f"{right_digits(number.value) or '05'}/{kind}-UBND"
    advice = Bilingual(
        f"viết đủ số và ký hiệu như trên văn bản, ví dụ {example}",
        f"write number and symbol as on the document, e.g. {example}",
    )
    rule = catalogue.DOCUMENT_NUMBER_SPELLING
    return SpeltField(number, right, rule, message, advice, has_words=False)


def misspelt(number: str) -> Bilingual:
    """Return the message about a number with its symbol."""
    return Bilingual(
        f"số, ký hiệu “{number}” không đúng cách viết của Nghị định 30/2020/NĐ-CP",
        f"`{number}` is not written as the decree writes numbers and symbols",
    )


def _of_the_report(subject: Subject) -> Iterator[SpeltField]:
    report = subject.office(Report)
    if report is None:
        return
    issue = report.document
    if issue.number is not None and not is_left_blank(issue.number):
        yield _own_number(issue.number)
    if not is_left_blank(issue.symbol):
        yield _own_symbol(issue.symbol, _kind_of_report(subject))
    unit = report.unit
    below = [each for each in (unit.communes, unit.villages, unit.towns) if each is not None]
    levels = [each.level for each in unit.and_above]
    levels += [kind.level for each in below for kind in each.kinds]
    for level in levels:
        if not is_left_blank(level) and (right := right_level(level.value)) is not None:
            yield _level(level, right)
    listed = [
        name for each in (unit.communes, unit.towns) if each is not None for name in each.names
    ]
    for proper in (*(each.name for each in unit.and_above), *listed):
        if not is_left_blank(proper) and not _has_a_level(proper.value):
            yield _proper_name(proper)
    if not is_left_blank(report.issuer, unit.level, unit.name):
        kind = right_level(unit.level.value) or unit.level.value
        name = unit.name.value
        # That a name has its level with it is a violation of its own.
        name = re.sub(rf"^{re.escape(kind)}\s+", "", name, flags=re.IGNORECASE)
        if not _has_a_level(name):
            name = right_proper_name(name)
        yield _issuer(report.issuer, UnitName(kind, name))
    if issue.place is not None and not is_left_blank(issue.place):
        names = [each.name for each in unit.and_above]
        names += [name for each in below for name in each.names]
        known = [each.value for each in names if not is_left_blank(each)]
        yield _place(
            issue.place, [each if _has_a_level(each) else right_proper_name(each) for each in known]
        )
    for signature in report.signatures:
        for line in signature.capacity:
            if not is_left_blank(line):
                yield _capacity(line)
        if not is_left_blank(signature.name):
            yield _signer(signature.name)
    if not is_left_blank(report.recipients.archive):
        yield _archive(report.recipients.archive)


def _has_a_level(name: str) -> bool:
    """Return whether a name begins with a level of the administration: Thôn 1."""
    return name.casefold().startswith(_LEVELS_BEFORE)


def _proper_name(name: Text) -> SpeltField:
    right = right_proper_name(name.value)
    message = Bilingual(
        f"tên riêng “{name}”: viết hoa chữ cái đầu mỗi âm tiết, không kèm dấu câu",
        f"the proper name `{name}` has a capital on each syllable and no marks",
    )
    return SpeltField(name, right, catalogue.CAPITALS, message, message, has_words=True)


def _kind_of_report(subject: Subject) -> str | None:
    """Return the abbreviation of the kind that the form prints over the report."""
    lines = subject.document.frame.get("kind", ()) if subject.document else ()
    return abbreviation_of("".join(run.text for line in lines for run in line))


def _own_number(number: Text) -> SpeltField:
    message = Bilingual(
        f"số văn bản ghi “{number}”; mẫu đã in chữ “Số:” và ký hiệu, số nhỏ hơn 10 có số 0 ở trước",
        f"the number is `{number}`; the form prints “Số:” and the symbol, and a number below 10 "
        "has a zero before it",
    )
    advice = Bilingual(
        "chỉ viết chữ số, bắt đầu từ 01; chưa có số thì để trống",
        "write digits only, from 01 on; leave it empty while there is none",
    )
    rule = catalogue.DOCUMENT_NUMBER_SPELLING
    return SpeltField(number, right_digits(number.value), rule, message, advice, has_words=False)


def _own_symbol(symbol: Text, kind: str | None) -> SpeltField:
    right = right_symbol(symbol.value)
    message = Bilingual(
        f"ký hiệu “{symbol}” không đúng cách viết của Nghị định 30/2020/NĐ-CP; số văn bản ghi ở "
        "“number”",
        f"`{symbol}` is not written as the decree writes symbols; the number goes to `number`",
    )
    if right is not None and kind is not None:
        written, _, body = right.partition("-")
        if written != kind and right == symbol.value:
            message = Bilingual(
                f"ký hiệu “{symbol}” không phải của loại văn bản này ({kind})",
                f"`{symbol}` is not the symbol of this kind of document ({kind})",
            )
        right = f"{kind}-{body}" if body else right
    advice = Bilingual(
        "ký hiệu gồm chữ viết tắt tên loại và tên cơ quan, ví dụ BC-UBND",
        "a symbol has the abbreviations of the kind and of the body, e.g. BC-UBND",
    )
    rule = catalogue.DOCUMENT_NUMBER_SPELLING
    return SpeltField(symbol, right, rule, message, advice, has_words=False)


def _level(level: Text, right: str) -> SpeltField:
    message = Bilingual(
        f"cấp hành chính viết là “{right}”, không viết “{level}”", f"the level is `{right}`"
    )
    return SpeltField(level, right, catalogue.CAPITALS, message, message, has_words=True)


def _issuer(issuer: Text, unit: UnitName) -> SpeltField:
    right = right_issuer(issuer.value, unit)
    if right is None:
        message = Bilingual(
            f"cơ quan ban hành ghi “{issuer}”, nhưng đơn vị báo cáo là {unit}",
            f"the issuer is `{issuer}`, but the reporting unit is {unit}",
        )
    else:
        message = Bilingual(
            f"tên cơ quan ban hành “{issuer}” không phải là tên chính thức, đầy đủ",
            f"`{issuer}` is not the issuer's official and whole name",
        )
    advice = Bilingual(
        "sửa cơ quan ban hành (issuer) hoặc đơn vị báo cáo (unit)", "mend the issuer or the unit"
    )
    return SpeltField(issuer, right, catalogue.SIGNER_SPELLING, message, advice, has_words=True)


def _place(place: Text, names: list[str]) -> SpeltField:
    message = Bilingual(
        f"địa danh “{place}”: chỉ ghi tên riêng, viết hoa chữ cái đầu; mẫu đã in dấu phẩy, ngày, "
        "tháng, năm",
        f"the place `{place}`: only the proper name, with capitals; the form prints the day",
    )
    advice = Bilingual(
        "ghi tên riêng, ví dụ Triệu Sơn; đơn vị đặt theo tên người, sự kiện, chữ số thì ghi đầy đủ",
        "write the proper name, e.g. Triệu Sơn; with the level where it is that of a person, an "
        "event or a number",
    )
    right = right_place(place.value, names)
    return SpeltField(place, right, catalogue.SIGNER_SPELLING, message, advice, has_words=True)


_ONE_LINE_EACH = Bilingual(
    "mỗi dòng là một mục: - KT. CHỦ TỊCH, rồi - PHÓ CHỦ TỊCH",
    "make each line an entry: - KT. CHỦ TỊCH, then - PHÓ CHỦ TỊCH",
)


def _capacity(line: Text) -> SpeltField:
    message = Bilingual(
        "quyền hạn, chức vụ của người ký viết bằng chữ in hoa, sau TM, Q, KT, TL, TUQ có dấu chấm",
        "the signer's office is in capitals, with a stop behind TM, Q, KT, TL, TUQ",
    )
    rule = catalogue.SIGNER_SPELLING
    right = right_capacity(line.value)
    if right is None:
        message = Bilingual(
            "hai dòng chức vụ viết liền một dòng", "two lines of the signer's office stand in one"
        )
    return SpeltField(line, right, rule, message, _ONE_LINE_EACH, has_words=False)


def _signer(name: Text) -> SpeltField:
    message = Bilingual(
        "chỉ ghi họ tên người ký, viết hoa chữ cái đầu mỗi âm tiết, không ghi học hàm, học vị, "
        "danh hiệu",
        "a signer's name has a capital on each syllable, and no titles or other words",
    )
    advice = Bilingual("ghi họ và tên", "write the name")
    right = right_signer(name.value) or None
    return SpeltField(name, right, catalogue.SIGNER_SPELLING, message, advice, has_words=True)


def _archive(archive: Text) -> SpeltField:
    message = Bilingual(
        "nơi lưu gồm chữ VT, dấu phẩy và chữ viết tắt tên đơn vị soạn thảo; mẫu đã in chữ “Lưu:” "
        "và dấu chấm",
        "the archive is VT, a comma and the office that drafted; the form prints “Lưu:”",
    )
    advice = Bilingual("viết như VT, NN", "write it as VT, NN")
    right = right_archive(archive.value) or None
    return SpeltField(archive, right, catalogue.SIGNER_SPELLING, message, advice, has_words=False)
