"""What is wrong with a tag of a template or a text, in words that an office understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from ntmreport import catalogue
from ntmreport.compose.budget import (
    MOST_MISTAKES,
    TooLongError,
    TooManyLinesError,
    TooManyMistakesError,
)
from ntmreport.compose.places import (
    CLOSING,
    Place,
    expression_span,
    tag_around,
    unclosed_block,
    unclosed_tag,
)
from ntmreport.compose.sandbox import NotAllowedError
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import UnitMismatchError
from ntmreport.jinja_messages import in_vietnamese
from ntmreport.language import Bilingual
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNIT = re.compile(r"'([^']*)'")

_LITERAL_BRACES = Bilingual(
    "giữa {{ và }} viết tên của một số liệu, xem tên bằng lệnh: ntmreport figures; muốn in đúng "
    "hai dấu ngoặc thì viết {{ '{{' }}",
    "between {{ and }} write the name of a figure, as `ntmreport figures` lists them; to print "
    "the braces themselves, write {{ '{{' }}",
)
_NO_FILTER = re.compile(r"No filter named '(.*?)'")

_UNCLOSED_BLOCK = re.compile(r"needs to be closed is '(\w+)'")


def text_mistake(place: Place, error: TemplateSyntaxError, filters: Iterable[str]) -> Diagnostic:
    """Return the diagnostic for a text of the data at `place` that is no Jinja."""
    lines = place.lines[place.first - 1 : place.last]
    if (unclosed := unclosed_tag(lines, len(lines))) is not None:
        line, column, opening = unclosed
        return _unclosed(place.file, place.first + line - 1, column, opening, _LITERAL_BRACES)
    span = expression_span(place, None)
    tag = _TAG.match(place.lines[span.line - 1], span.column - 1)
    meant = _tag_meant(tag[1], filters) if tag is not None else None
    hint = _filter_meant(error, filters) or meant or _LITERAL_BRACES
    return _syntax_mistake(span, error, hint)


_TAG = re.compile(r"\{\{(.*?)\}\}")
_LACKS_A_BAR = re.compile(r"([\w.\]]+)\s+(\w+)")
_COMMA_FOR_STOP = re.compile(r"\w+(?:\s*[.,]\s*\w+)+")


def _tag_meant(tag: str, filters: Iterable[str]) -> Bilingual | None:
    """Return the hint that writes a tag right that lacks a bar, or has a comma for a stop."""
    words, bar, rest = (each.strip() for each in tag.partition("|"))
    lacks = _LACKS_A_BAR.fullmatch(words)
    if lacks is not None and lacks[2] in filters:
        words = f"{lacks[1]} | {lacks[2]}"
    elif "," in words and _COMMA_FOR_STOP.fullmatch(words):
        words = re.sub(r"\s*[.,]\s*", ".", words)
    else:
        return None
    right = f"{{{{ {f'{words} | {rest}' if bar else words} }}}}"
    return Bilingual(f"viết: {right}", f"write: {right}")


def outside_of_list(number: str, length: int) -> tuple[Bilingual, Bilingual]:
    """Return what is wrong with the `number` of an entry that a list does not have."""
    return (
        Bilingual(
            f"danh sách chỉ có {length} mục, không có mục [{number}]",
            f"the list has {length} entries, and none is [{number}]",
        ),
        Bilingual(
            f"dùng số từ 0 đến {length - 1}: mục đầu tiên là [0]",
            f"write a number from 0 to {length - 1}: the first entry is [0]",
        )
        if length
        else Bilingual("danh sách đang trống", "the list is empty"),
    )


def template_mistake(
    place: Place, error: TemplateSyntaxError, filters: Iterable[str]
) -> Diagnostic:
    """Return the diagnostic for a template that is no Jinja from `place` on.

    What is not closed is told where it opens, which may be far above.
    """
    span = expression_span(place, None)
    block = _UNCLOSED_BLOCK.search(error.message or "")
    if block is not None:
        line, column = unclosed_block(place.lines, block[1]) or (span.line, span.column)
        opened = Span(place.file, line, column, line, column + len("{%"))
        end = f"{{% end{block[1]} %}}"
        hint = Bilingual(f"thêm {end} ở cuối đoạn", f"add `{end}` where it is to end")
        return _syntax_mistake(opened, error, hint)
    unclosed = unclosed_tag(place.lines, error.lineno)
    if unclosed is None:
        around = tag_around(place.lines, error.lineno)
        if around is not None:
            line, column, opening = around
            span = Span(place.file, line, column, line, column + len(opening))
        return _syntax_mistake(span, error, _filter_meant(error, filters))
    line, column, opening = unclosed
    return _unclosed(place.file, line, column, opening, None)


def _unclosed(
    file: str, line: int, column: int, opening: str, more: Bilingual | None
) -> Diagnostic:
    closing = CLOSING[opening]
    hint = Bilingual(f"thêm {closing} ở cuối lệnh", f"add `{closing}` at the end of the tag")
    if more is not None:
        hint = Bilingual(f"{hint.vi}; {more.vi}", f"{hint.en}; {more.en}")
    return Diagnostic(
        catalogue.TEMPLATE_SYNTAX,
        Span(file, line, column, line, column + len(opening)),
        Bilingual(
            f"câu lệnh Jinja viết sai: dấu {opening} mở ở đây mà không có dấu đóng {closing}",
            f"the Jinja tag is wrong: `{opening}` opens here and is not closed by `{closing}`",
        ),
        hint=hint,
    )


def _filter_meant(error: TemplateSyntaxError, filters: Iterable[str]) -> Bilingual | None:
    """Return the hint that names the filter that a mistyped one is meant to be.

    The mistake is told of the whole tag: so what is to be written fits no one place.
    """
    found = _NO_FILTER.search(error.message or "")
    hint = nearest_hint(found[1], filters) if found else None
    return Bilingual(hint.vi, hint.en) if hint is not None else None


def _syntax_mistake(span: Span, error: TemplateSyntaxError, hint: Bilingual | None) -> Diagnostic:
    message = Bilingual(
        f"câu lệnh Jinja viết sai: {in_vietnamese(error.message or '')}",
        f"the Jinja tag is wrong: {error.message}",
    )
    return Diagnostic(catalogue.TEMPLATE_SYNTAX, span, message, hint=hint)


def failure_message(error: Exception) -> Bilingual:
    """Return why an expression failed while a template ran."""
    match error:
        case UnitMismatchError():
            return Bilingual(
                f"hai số liệu khác đơn vị: {' và '.join(_UNIT.findall(str(error)))}",
                f"the figures have different units: {error}",
            )
        case ZeroDivisionError():
            return Bilingual("chia cho 0", "division by zero")
        case NotAllowedError() | SecurityError():
            return Bilingual(f"mẫu không được dùng “{error}”", f"a template cannot use `{error}`")
        case TooManyMistakesError():
            return Bilingual(
                f"mẫu có hơn {MOST_MISTAKES} lỗi, phần còn lại chưa được đọc",
                f"the form has more than {MOST_MISTAKES} mistakes; the rest was not read",
            )
        case TooManyLinesError(most=most):
            return Bilingual(
                f"báo cáo có hơn {most} dòng", f"the report has more than {most} lines"
            )
        case TooLongError() | RecursionError():
            return Bilingual("phần chữ in ra không có giới hạn", "what is printed has no bounds")
        case TemplateNotFound():
            return Bilingual(f"mẫu thiếu tệp {error.name}", f"the form lacks {error.name}")
        case TemplateError():
            return Bilingual(
                f"biểu thức không tính được: {in_vietnamese(error.message or '')}",
                f"the expression fails: {error.message}",
            )
        case _:  # what Python says of it speaks of our classes, not of the data
            return Bilingual(
                "biểu thức không tính được với các giá trị này",
                "the expression does not fit these values",
            )
