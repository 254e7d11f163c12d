"""The lines of the frame that every report has, and forms that leave one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.violation import Violation, check
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.day_format import printed_long_day
from ntmreport.language import Bilingual
from ntmreport.model import Text
from ntmreport.model.offices.report import Report, Signature
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ntmreport.checks.violation import Subject
    from ntmreport.document import Passage


class _Demanded(Struct, frozen=True):
    """A line that a report needs: its name, its template, the words to be read there, and its term.

    With `each`, the line is written once for every entry.
    """

    name: str
    line: str
    said: Callable[[Report], Iterable[str]]
    term: Bilingual
    each: str = ""

    @property
    def hint(self) -> Bilingual:
        """The hint to write the line, as the template has it."""
        lines = (
            f"{{% for {self.each} %}} ⏎ {self.line} ⏎ {{% endfor %}}" if self.each else self.line
        )
        return Bilingual(
            f"cần có dòng: {self.line}" if not self.each else f"cần có (⏎ là xuống dòng): {lines}",
            f"have the line: {self.line}" if not self.each else f"have (⏎ ends a line): {lines}",
        )


def _texts(texts: Iterable[Text | None]) -> Iterator[str]:
    """Yield the texts that are filled in, as they are printed."""
    for text in texts:
        if isinstance(text, Text) and "{{" not in text.value:
            yield text.value


def _day(report: Report) -> Iterator[str]:
    day = report.document.day
    if not is_left_blank(day):
        yield printed_long_day(day)
    yield from _texts([report.document.place])


def _of_second(report: Report, said: Callable[[Signature], Iterable[Text | None]]) -> Iterator[str]:
    if report.second_signature is not None:
        yield from _texts(said(report.second_signature))


_EVERY_REPORT = (
    _Demanded(
        "issuer",
        "@issuer {{ line | upper }}",
        lambda report: (words.upper() for words in _texts(report.letterhead)),
        Bilingual("tên cơ quan ban hành", "the name of the issuer"),
        "line in report.letterhead",
    ),
    _Demanded(
        "number",
        "@number Số: {{ report.document.number or blank }}/{{ report.document.symbol }}",
        lambda report: _texts([report.document.number, report.document.symbol]),
        Bilingual("số, ký hiệu", "number and symbol"),
    ),
    _Demanded(
        "place_and_day",
        "@place_and_day {{ report.document.place or blank }}, {{ report.document.day | long_day }}",
        _day,
        Bilingual("địa danh và ngày ban hành", "place and day of issue"),
    ),
    _Demanded(
        "kind",
        "@kind BÁO CÁO",
        lambda _report: ("BÁO CÁO",),
        Bilingual("tên loại văn bản", "the kind of document"),
    ),
    _Demanded(
        "subject",
        "@subject Kết quả … năm {{ report.year }}",
        lambda _report: (),
        Bilingual("trích yếu nội dung", "the subject"),
    ),
    _Demanded(
        "addressee",
        "@addressee {{ addressee }}",
        lambda report: _texts(report.recipients.addressees),
        Bilingual("tên nơi kính gửi", "the addressees"),
        "addressee in report.recipients.addressees",
    ),
    _Demanded(
        "recipient",
        "@recipient - {{ copy }};",
        lambda report: (f"- {copy};" for copy in _texts(report.recipients.copies)),
        Bilingual("nơi nhận", "the recipients"),
        "copy in report.recipients.copies",
    ),
    _Demanded(
        "recipient",
        "@recipient - Lưu: {{ report.recipients.archive }}.",
        lambda report: (f"- Lưu: {where}" for where in _texts([report.recipients.archive])),
        Bilingual("nơi lưu văn bản", "where the document is filed"),
    ),
    _Demanded(
        "capacity",
        "@capacity {{ line }}",
        lambda report: _texts(report.signature.capacity),
        Bilingual("quyền hạn, chức vụ của người ký", "the capacity of the signer"),
        "line in report.signature.capacity",
    ),
    _Demanded(
        "signer",
        "@signer {{ report.signature.name }}",
        lambda report: _texts([report.signature.name]),
        Bilingual("họ tên của người ký", "the name of the signer"),
    ),
    _Demanded(
        "second_capacity",
        "@second_capacity {{ line }}",
        lambda report: _of_second(report, lambda second: second.capacity),
        Bilingual("quyền hạn, chức vụ của người ký thứ hai", "the capacity of the second signer"),
        "line in report.second_signature.capacity",
    ),
    _Demanded(
        "second_signer",
        "@second_signer {{ report.second_signature.name }}",
        lambda report: _of_second(report, lambda second: [second.name]),
        Bilingual("họ tên của người ký thứ hai", "the name of the second signer"),
    ),
)
"""The parts of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II), top to bottom."""

_OPTIONAL = frozenset({"addressee", "second_capacity", "second_signer"})
"""Lines that a report has where the data has something for them."""

_TOGETHER = ("second_capacity", "second_signer")
"""Lines of which a report has all or none."""


@check(catalogue.FRAME_INCOMPLETE)
def frame_incomplete(subject: Subject) -> Iterator[Violation]:
    """Find lines around the body that the form does not print, or prints otherwise."""
    report = subject.office(Report)
    if report is None or subject.document is None or subject.form is None:
        return
    passages = subject.document.passages
    for demanded in _EVERY_REPORT:
        said = tuple(demanded.said(report))
        if not said and demanded.name in _OPTIONAL and not _half_there(demanded.name, passages):
            continue
        lines = [each for each in passages if each.name == demanded.name]
        printed = [each.text.replace("\u00a0", " ") for each in lines]
        missing = next((words for words in said if not _is_in(words, printed)), None)
        if missing is None and any(line.strip() for line in printed):
            continue
        lacks = f": “{missing}”" if missing else ""
        yield Violation(
            _span(subject, lines or _frame(passages)),
            Bilingual(
                f"phần đầu hoặc phần cuối của báo cáo không in {demanded.term.vi}{lacks}",
                f"the report does not print {demanded.term.en}{lacks}",
            ),
            demanded.hint,
            path=("templates", f"@{demanded.name}: {demanded.term.vi}"),
            compared=(),
        )


def _half_there(name: str, passages: Iterable[Passage]) -> bool:
    """Return whether the report has the other lines of those that stand together."""
    return name in _TOGETHER and any(each.name in _TOGETHER for each in passages)


def _is_in(words: str, lines: Iterable[str]) -> bool:
    return any(words.replace("\u00a0", " ") in line for line in lines)


def _frame(passages: Sequence[Passage]) -> Sequence[Passage]:
    names = {demanded.name for demanded in _EVERY_REPORT}
    return [each for each in passages if each.name in names]


def _span(subject: Subject, lines: Sequence[Passage]) -> Span:
    """Return the last of `lines`, or else the beginning of the form."""
    if lines:
        return lines[-1].span
    assert subject.form is not None  # noqa: S101 - what was composed has a form
    return Span(f"{subject.form.folder}/{subject.form.sections[0]}", 1, 1, 1, 1)
