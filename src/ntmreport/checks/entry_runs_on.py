"""Entries of a list that have lost the dash in front, and so belong to the entry above."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.subject import Finding, check
from ntmreport.language import Bilingual, Hint
from ntmreport.source import MappingNode, Scalar, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Subject
    from ntmreport.source import Node
    from ntmreport.span import Span

_DASH = "- "
_LONGEST_LINE = 60
"""A longer line was broken because it is long, and a name may well begin the next one."""


@check(catalogue.ENTRY_RUNS_ON)
def entry_runs_on(subject: Subject) -> Iterator[Finding]:
    """Find entries without quotes whose next line begins with a capital, as an entry would.

    In a list that a sentence prints one after the other, an entry with a semicolon is several.
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
                yield Finding(
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


def _several(subject: Subject) -> Iterator[Finding]:
    seen: set[Span] = set()
    for passage in subject.passages:
        for number, stretch in enumerate(passage.stretches):
            said = passage.text[stretch.start : stretch.end].strip()
            if not (";" in said[:-1] or said.casefold() in _AND_SO_ON) or stretch.span in seen:
                continue
            beside = passage.stretches[max(0, number - 1) : number + 2]
            same = [each for each in beside if each.path[:-1] == stretch.path[:-1]]
            if len(same) > 1 and all(isinstance(each.path[-1], int) for each in same):
                seen.add(stretch.span)
                yield Finding(stretch.span, *_SEVERAL, path=stretch.path)


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
    match node:
        case MappingNode(entries=entries):
            for entry in entries.values():
                yield from _entries(entry.value)
        case SequenceNode(items=items):
            for item in items:
                if isinstance(item, Scalar):
                    if item.plain and item.span.line < item.span.end_line:
                        yield item
                else:
                    yield from _entries(item)
        case _:
            pass
