"""Comments that stand directly behind a text, which may have been meant as its words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.subject import Finding, check
from ntmreport.checks.wording.leftover_marks import EXCEL_MISTAKE, FIND_OUT, OF_EXCEL
from ntmreport.language import Bilingual, Hint
from ntmreport.model import texts_of
from ntmreport.model.values import Term
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Subject

_COMMENT = re.compile(r"[ \t]+#.*")
# Behind the value of a key, `# words` is how remarks are written; `#1` and `# 1` hardly are.
_REMARK = re.compile(r"[ \t]+# +[^\W\d]")
_OF_THE_PROGRAM = re.compile(r"[ \t]+# (?:cần điền|điền nếu có)")
_OF_EXCEL = re.compile(EXCEL_MISTAKE)
_NOT_PLAIN = ('"', "'", "|", ">")


@check(catalogue.COMMENT_BEHIND_TEXT)
def comment_behind(subject: Subject) -> Iterator[Finding]:
    """Find texts without quotes that a comment cuts off: `- Chè sạch #1`."""
    for office in subject.models.values():
        for text in texts_of(office):
            if isinstance(text, Term):
                continue
            span = text.span
            lines = subject.lines_of(span.file)
            line = lines[span.end_line - 1]
            first = lines[span.line - 1][span.column - 1 :]
            comment = _COMMENT.match(line, span.end_column - 1)
            if comment is None or first.startswith(_NOT_PLAIN):
                continue
            is_listed = isinstance(text.path[-1], int)
            if (_OF_THE_PROGRAM if is_listed else _REMARK).match(comment[0]):
                continue
            cut = comment[0].strip()
            whole = json.dumps(f"{text.value} {cut}", ensure_ascii=False)
            column = comment.end() - len(comment[0].lstrip()) + 1
            place = Span(span.file, span.end_line, column, span.end_line, comment.end() + 1)
            instead: tuple[str, ...] = ()
            if span.line == span.end_line:
                place = replace(place, column=span.column)
                instead = (whole,)
            if _OF_EXCEL.match(cut):
                yield Finding(place, OF_EXCEL, FIND_OUT, path=text.path)
                continue
            yield Finding(
                place,
                Bilingual(
                    f"phần “{cut}” là chú thích nên không được in",
                    f"`{cut}` is a comment and is not printed",
                ),
                Hint(
                    f"nếu thuộc câu chữ thì viết trong ngoặc kép: {whole}; nếu là chú thích thì "
                    "chuyển lên một dòng riêng ở trên",
                    f"if it belongs to the text, write it in quotes: {whole}; if it is a remark, "
                    "move it to a line of its own above",
                    instead,
                ),
                path=text.path,
            )
