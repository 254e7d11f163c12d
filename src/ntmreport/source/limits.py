"""What a file as a whole must be: a mapping, not empty, not too deep and not too long."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual
from ntmreport.source.refusal import shown
from ntmreport.span import Span

if TYPE_CHECKING:
    from ntmreport.span import Path

DEEPEST = 16
MOST_NODES = 20_000
MOST_CHARACTERS = 20_000
MOST_MISTAKES = 200


def empty(file: str) -> Diagnostic:
    """Refuse a file that holds comments at most."""
    return Diagnostic(
        catalogue.FILE_EMPTY,
        Span(file, 1, 1, 1, 1),
        Bilingual("tệp chưa có dữ liệu", "the file holds no data"),
        hint=Bilingual("viết các dòng “khóa: giá trị”", "write lines of `key: value`"),
    )


def not_a_mapping(span: Span) -> Diagnostic:
    """Refuse a file that is a list or a mere value."""
    return Diagnostic(
        catalogue.NOT_A_MAPPING,
        span,
        Bilingual(
            "tệp phải gồm các dòng “khóa: giá trị”, không phải danh sách hay câu chữ",
            "the file must be lines of `key: value`, not a list or a text",
        ),
    )


def too_deep(span: Span) -> Diagnostic:
    """Refuse what stands in too many groups and lists, one within the other."""
    return Diagnostic(
        catalogue.TOO_DEEP,
        span,
        Bilingual(
            f"dữ liệu lồng nhau quá {DEEPEST} cấp, phần còn lại của tệp chưa được đọc",
            f"the data is nested deeper than {DEEPEST} levels; the rest of the file was not read",
        ),
        hint=Bilingual(
            'nếu đây là câu chữ, đặt cả câu trong ngoặc kép: "…"',
            'if this is text, put all of it in quotes: "…"',
        ),
    )


def too_many(span: Span) -> Diagnostic:
    """Refuse a file of more values than a year can have."""
    return Diagnostic(
        catalogue.FILE_TOO_LARGE,
        span,
        Bilingual(
            f"tệp có hơn {MOST_NODES} giá trị, phần còn lại chưa được đọc",
            f"the file holds more than {MOST_NODES} values; the rest was not read",
        ),
    )


def too_long(span: Span) -> Diagnostic:
    """Refuse a text longer than any paragraph of a report."""
    return Diagnostic(
        catalogue.FILE_TOO_LARGE,
        replace(span, end_line=span.line, end_column=span.column + 1),
        Bilingual(
            f"giá trị dài hơn {MOST_CHARACTERS} ký tự, phần còn lại của tệp chưa được đọc",
            f"the value is longer than {MOST_CHARACTERS} characters; the rest was not read",
        ),
    )


def too_many_mistakes(span: Span) -> Diagnostic:
    """Refuse to read on in a file that is no data file of anyone's."""
    return Diagnostic(
        catalogue.FILE_TOO_LARGE,
        span,
        Bilingual(
            f"tệp có hơn {MOST_MISTAKES} lỗi, phần còn lại chưa được đọc",
            f"the file has more than {MOST_MISTAKES} mistakes; the rest was not read",
        ),
    )


def duplicate(key: str, span: Span, first: Span, path: Path) -> Diagnostic:
    """Refuse a key that stands twice in one mapping."""
    return Diagnostic(
        catalogue.DUPLICATE_KEY,
        span,
        Bilingual(
            f"khóa “{shown(key)}” bị viết hai lần", f"the key `{shown(key)}` is written twice"
        ),
        path=path,
        hint=Bilingual("giữ lại một dòng, xóa dòng kia", "keep one of them, delete the other"),
        related=(Related(first, Bilingual("lần đầu ở đây", "first written here")),),
    )
