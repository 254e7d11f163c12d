"""What YAML can do and a data file may not: each is refused at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.error import YAMLError
from yaml.tokens import KeyToken, StreamEndToken

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.source.parsers import PureParser
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.tokens import Token

NULLS = frozenset({"~", "null", "Null", "NULL"})
MERGE_KEY = "<<"

QUOTE_THE_VALUE = Bilingual(
    'nếu đây là câu chữ, đặt cả giá trị trong ngoặc kép: "…"',
    'if this is text, put the whole value in quotes: "…"',
)
_PROPERTIES = re.compile(r"([&!]\S*)(?:\s+([&!]\S*))?")
_EXPLICIT_KEY = re.compile(r"(?:^ *(?:- +)*|[\[{,]\s*)\?", re.MULTILINE)


def _refused(span: Span, message: Bilingual, hint: Bilingual) -> Diagnostic:
    return Diagnostic(catalogue.YAML_FEATURE, span, message, hint=hint)


def alias(span: Span) -> Diagnostic:
    """Refuse `*name`."""
    message = Bilingual(
        "dấu * ở đầu giá trị là lệnh chép lại của YAML, dữ liệu không dùng",
        "a leading `*` repeats another value in YAML; data files do without it",
    )
    return _refused(span, message, QUOTE_THE_VALUE)


def properties(text: str, offset: int, start: Span) -> Iterator[Diagnostic]:
    """Refuse the anchor (`&name`) and the tag (`!name`) that stand in `text` at `offset`."""
    match = _PROPERTIES.match(text, offset)
    for group in (1, 2):
        if match is None or match[group] is None:
            continue
        line = start.line + text.count("\n", offset, match.start(group))
        column = start.column + match.start(group) - offset
        if line > start.line:
            column = match.start(group) - text.rfind("\n", 0, match.start(group))
        span = Span(start.file, line, column, line, column + len(match[group]))
        sign = match[group][0]
        message = Bilingual(
            f"dấu {sign} ở đầu giá trị là lệnh riêng của YAML, dữ liệu không dùng",
            f"a leading `{sign}` is an instruction to YAML; data files do without it",
        )
        yield _refused(span, message, QUOTE_THE_VALUE)


def directives(file: str, text: str) -> Iterator[Diagnostic]:
    """Refuse the lines before the first `---` that begin with `%`."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("---"):
            return
        if line.startswith("%"):
            yield directive(Span(file, number, 1, number, len(line) + 1))


def directive(span: Span) -> Diagnostic:
    """Refuse `%YAML` and the like."""
    message = Bilingual(
        "dòng bắt đầu bằng dấu % là chỉ thị của YAML, dữ liệu không dùng",
        "a line that begins with `%` is a directive of YAML; data files do without it",
    )
    return _refused(span, message, Bilingual("xóa dòng này", "delete this line"))


def second_document(span: Span) -> Diagnostic:
    """Refuse whatever follows a second `---` or `...`."""
    message = Bilingual(
        "mỗi tệp chỉ có một phần, từ dòng này là phần thứ hai",
        "a file holds one document; a second one begins here",
    )
    return _refused(
        span, message, Bilingual("xóa dòng “---” hoặc “...”", "delete the line `---` or `...`")
    )


def merge_key(span: Span) -> Diagnostic:
    """Refuse `<<`."""
    message = Bilingual(
        "khóa “<<” là lệnh gộp của YAML, dữ liệu không dùng",
        "the key `<<` merges mappings in YAML; data files do without it",
    )
    hint = Bilingual("viết đủ các khóa cần dùng", "write out the keys that are needed")
    return _refused(span, message, hint)


def null(span: Span, text: str) -> Diagnostic:
    """Refuse `null` and `~`."""
    message = Bilingual(
        f"“{text}” nghĩa là không có giá trị", f"`{text}` means that there is no value"
    )
    hint = Bilingual(
        f"xóa “{text}” rồi điền giá trị; chưa có thì để trống sau dấu hai chấm",
        f"delete `{text}` and fill in the value; leave it blank if there is none yet",
    )
    return _refused(span, message, hint)


def complex_key(span: Span) -> Diagnostic:
    """Refuse a key that is a mapping, a list or an alias, or is written behind `?`."""
    message = Bilingual(
        "khóa phải là một tên viết liền, không phải danh sách hay nhóm",
        "a key is one name, not a list or a group",
    )
    hint = Bilingual(
        'viết “khóa: giá trị”; nếu đây là câu chữ, đặt cả câu trong ngoặc kép: "…"',
        'write `key: value`; if this is text, put all of it in quotes: "…"',
    )
    return _refused(span, message, hint)


def _next_token(scanner: PureParser) -> Token:
    token: Token = scanner.get_token()  # type: ignore[no-untyped-call]
    return token


def explicit_keys(file: str, text: str) -> Iterator[Diagnostic]:
    """Refuse every key that is written behind `?`; events do not tell them from others."""
    if "?" not in text or not _EXPLICIT_KEY.search(text):
        return
    scanner = PureParser(text)
    try:
        while not isinstance(token := _next_token(scanner), StreamEndToken):
            mark = token.start_mark
            if isinstance(token, KeyToken) and token.end_mark.index > mark.index:
                line, column = mark.line + 1, mark.column + 1
                yield complex_key(Span(file, line, column, line, column + 1))
    except (YAMLError, ValueError, OverflowError):
        return  # The parser says so itself.
