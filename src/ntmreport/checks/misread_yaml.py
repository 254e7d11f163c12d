"""Texts of the data that YAML reads otherwise than was meant: comments and lost dashes."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.checks.violation import Violation, check
from ntmreport.checks.wording.leftover_marks import EXCEL_ERROR, FIND_OUT, OF_EXCEL
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import texts_of
from ntmreport.model.field_types import Term
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.source import Node

_COMMENT = lazy_pattern(r"[ \t]+#.*")
# Behind the value of a key, `# words` is how remarks are written; `#1` and `# 1` hardly are.
_REMARK = lazy_pattern(r"[ \t]+# +[^\W\d]")
_OF_THE_PROGRAM = lazy_pattern(r"[ \t]+# (?:cần điền|điền nếu có)")
_EXCEL_COMMENT = lazy_pattern(EXCEL_ERROR)
_NOT_PLAIN = ('"', "'", "|", ">")


@check(catalogue.COMMENT_BEHIND_TEXT)
def comment_behind(subject: Subject) -> Iterator[Violation]:
    """Find texts without quotes that a comment cuts off: `- Chè sạch #1`."""
    for office in subject.models.values():
        for text in texts_of(office):
            if isinstance(text, Term):
                continue
            span = text.span
            lines = subject.lines_of(span.file)
            line = lines[span.end_line - 1]
            if len(line) < span.end_column:
                continue  # nothing stands behind
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
            cut_off = Span(span.file, span.end_line, column, span.end_line, comment.end() + 1)
            instead: tuple[str, ...] = ()
            if span.line == span.end_line:
                cut_off = replace(cut_off, column=span.column)
                instead = (whole,)
            if _EXCEL_COMMENT.match(cut):
                yield Violation(cut_off, OF_EXCEL, FIND_OUT, path=text.path)
                continue
            yield Violation(
                cut_off,
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


_DASH = "- "
_LONGEST_LINE = 60
"""A longer line was broken because it is long, and a name may well begin the next one."""


@check(catalogue.ENTRY_RUNS_ON)
def entry_runs_on(subject: Subject) -> Iterator[Violation]:
    """Find entries without quotes whose next line begins with a capital, as an entry would.

    In a list that a sentence joins, an entry with a semicolon is found as well: it is several.
    """
    yield from _several(subject)
    for root in subject.files.values():
        for scalar in _entries(root):
            span = scalar.span
            lines = subject.lines_of(span.file)[span.line - 1 : span.end_line]
            indent, dash, first = lines[0].partition(_DASH)
            if indent.strip() or not dash or not scalar.text.startswith(first.strip()[:1]):
                continue
            written = [first.strip(), *(line.strip() for line in lines[1:])]
            for number, (above, below) in enumerate(pairwise(written)):
                if not below[:1].isupper() or not _may_end_here(above, below):
                    continue
                entries = " ".join(written[: number + 1]), " ".join(written[number + 1 :])
                yield Violation(
                    span,
                    Bilingual(
                        f"“{below}” ở dòng dưới không có “- ” nên thành một mục với “{above}”",
                        f"`{below}` in the line below has no `- `: it is one entry with `{above}`",
                    ),
                    Hint(
                        "là mục khác thì thêm “- ” ở đầu dòng dưới; là phần tiếp của câu thì viết "
                        "cả câu trên một dòng",
                        "put `- ` before the line below if it is another entry; if the sentence "
                        "goes on, write it in one line",
                        (f"{entries[0]}\n{indent}{_DASH}{entries[1]}", " ".join(written)),
                    ),
                    path=scalar.path,
                )
                break


_AND_SO_ON = frozenset({"v.v", "vv", "v.v.", "…", "..."})
_LONGEST_AND_SO_ON = max(map(len, _AND_SO_ON))


def _several(subject: Subject) -> Iterator[Violation]:
    seen: set[Span] = set()
    for passage in subject.passages:
        for number, stretch in enumerate(passage.stretches):
            said = passage.text[stretch.start : stretch.end].strip()
            is_so_on = len(said) <= _LONGEST_AND_SO_ON and said.casefold() in _AND_SO_ON
            if not (is_so_on or ";" in said[:-1]) or stretch.span in seen:
                continue
            beside = passage.stretches[max(0, number - 1) : number + 2]
            same = [each for each in beside if each.path[:-1] == stretch.path[:-1]]
            if len(same) > 1 and all(isinstance(each.path[-1], int) for each in same):
                seen.add(stretch.span)
                yield Violation(stretch.span, *_SEVERAL, path=stretch.path)


_SEVERAL = (
    Bilingual(
        "mục này của danh sách không phải là một tên: báo cáo đếm và nối các mục",
        "this entry is not one name: the report counts the entries and joins them",
    ),
    Bilingual(
        "tách thành nhiều mục, mỗi mục một dòng bắt đầu bằng “- ”; “v.v.” thì bỏ",
        "make it several entries, each in a line with `- `; leave out “v.v.”",
    ),
)


_LEADS_ON = frozenset(
    {
        *("xã", "huyện", "tỉnh", "thôn", "bản", "xóm", "ấp", "phường", "trấn", "thị xã", "phố"),
        "đặc khu",
        *("ông", "bà", "chí", "anh", "chị", "và", "của", "hoặc", "tại", "ở", "với", "do", "cho"),
        *("về", "theo", "số", "các", "những", "từ", "đến", "gồm"),
    }
)
"""Words behind which a name or the sentence goes on."""

_BEGIN_NAMES = frozenset(
    {"HTX", "HTXNN", "THT", "CLB", "UBND", "HĐND", "BCĐ", "MTTQ", "UBMTTQ", "CT", "CTCP", "DNTN"}
)
"""Abbreviations that names of bodies begin with; before any other stands the body's name."""


def _may_end_here(line: str, below: str) -> bool:
    last = line.rpartition(" ")[2].casefold()
    first = below.partition(" ")[0].strip(",;.")
    goes_on = len(first) > 1 and first.isupper() and first not in _BEGIN_NAMES
    if len(line) > _LONGEST_LINE or last in _LEADS_ON or goes_on:
        return False
    return line[-1:].isalnum() or line[-1:] in {";", ")", "”"}


def _entries(node: Node) -> Iterator[Scalar]:
    """Yield the entries of lists below `node` that take several lines without quotes."""
    if isinstance(node, MappingNode):
        for entry in node.entries.values():
            if not isinstance(entry.value, Scalar):
                yield from _entries(entry.value)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            if not isinstance(item, Scalar):
                yield from _entries(item)
            elif item.plain and item.span.line < item.span.end_line:
                yield item
