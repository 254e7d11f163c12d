"""docs/mutations.md: what was found of each kind, in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mutate.kinds import KINDS
from mutate.places import MOST_OF_A_KIND, SEED
from mutate.rivals import MOST_OF_A_KIND as MOST_COMPARED
from mutate.slip import Knowledge
from mutate.trial import TODAY, Outcome

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from mutate.rivals import Row
    from mutate.slip import Kind

YEAR_BEFORE = (
    "digits-exchanged",
    "digit-changed",
    "zero-more",
    "zero-less",
    "digit-twice-or-left-out",
    "point-lost-below-hundred",
    "year-of-the-report",
)
"""Kinds that are tried a second time beside a year to compare with."""

_INTRODUCTION = """\
# Sai sót thử nghiệm · Slips that were tried

`make mutate` makes slips of real life in a copy of `data/2021`, one at a time, and validates each
broken year (as on {today:%Y-%m-%d}, seed {seed}). *Places* are all places where a slip can be made;
at most {most} of them are tried. *At its line*: a new error or warning, or a place that it
relates to, covers the line of the slip. *Elsewhere*: there is something new, at other lines only.
This page is generated: do not edit it.

`make mutate` tạo từng sai sót thường gặp trong bản sao của `data/2021` rồi kiểm tra. *Số chỗ* là
mọi chỗ có thể sai như vậy, thử nhiều nhất {most} chỗ. *Đúng dòng*: có lỗi hoặc cảnh báo mới ở
đúng dòng sai. *Chỗ khác*: chỉ có lỗi hoặc cảnh báo mới ở dòng khác.
"""

_RIVALS = """\
## Cùng các tệp đó với công cụ khác · The same files and other tools

Up to {most} broken files of each kind, given to `ntmreport validate`, to check-jsonschema with
`schemas/*.json` (each file with its own) and to yamllint with its default settings. Each cell:
found at the line / something else is said / silent. For check-jsonschema, which names no lines, a
path to the value or to the group that the line stands in is *found*, and that a file cannot be
parsed is *something else*; for yamllint, a crash is *something else*, and rules that it also finds
broken in the unbroken files (line length, document start, comments) do not count.
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many slips of a kind were found at their line, elsewhere only, and not at all."""

    name: str
    total: int
    at_line: int
    elsewhere: int
    missed: int

    @property
    def applied(self) -> int:
        """How many were tried."""
        return self.at_line + self.elsewhere + self.missed


def page(tallies: Sequence[Tally], with_year_before: Sequence[Tally], rows: Sequence[Row]) -> str:
    """Return the text of docs/mutations.md."""
    return "\n".join((*_lines(tallies, with_year_before, rows), ""))


def _lines(
    tallies: Sequence[Tally], with_year_before: Sequence[Tally], rows: Sequence[Row]
) -> Iterator[str]:
    yield _INTRODUCTION.format(today=TODAY, seed=SEED, most=MOST_OF_A_KIND)
    for knowledge in Knowledge:
        title = knowledge.value
        yield f"## {title.vi[0].upper()}{title.vi[1:]} · {title.en[0].upper()}{title.en[1:]}"
        yield ""
        yield from _table([tally for tally in tallies if _kind(tally).knowledge is knowledge])
    yield "## Khi có năm trước để so · Where there is a year before to compare with"
    yield ""
    yield "The year before is made up: the same texts, figures of 100 and more a twentieth smaller."
    yield ""
    yield from _table(with_year_before)
    yield _RIVALS.format(most=MOST_COMPARED)
    yield "| sai sót · slip | ntmreport | check-jsonschema | yamllint |"
    yield "|---|---:|---:|---:|"
    for row in rows:
        cells = map(_cell, (row.ntmreport, row.check_jsonschema, row.yamllint))
        yield f"| {_title(_named(row.name))} | {' | '.join(cells)} |"
    programs = [[row.ntmreport, row.check_jsonschema, row.yamllint] for row in rows]
    columns = zip(*programs, strict=True)
    sums = ("/".join(str(sum(c[o] for c in column)) for o in Outcome) for column in columns)
    yield f"| **cộng · all** | {' | '.join(f'**{each}**' for each in sums)} |"


def _table(tallies: Sequence[Tally]) -> Iterator[str]:
    yield (
        "| sai sót · slip | số chỗ · places | đã thử · tried | đúng dòng · at its line "
        "| chỗ khác · elsewhere | không thấy · missed |"
    )
    yield "|---|---:|---:|---:|---:|---:|"
    for tally in tallies:
        yield (
            f"| {_title(_kind(tally))} | {tally.total} | {tally.applied} | {tally.at_line} "
            f"| {tally.elsewhere or ''} | {tally.missed or ''} |"
        )
    applied, at_line = sum(t.applied for t in tallies), sum(t.at_line for t in tallies)
    total = sum(t.total for t in tallies)
    elsewhere, missed = sum(t.elsewhere for t in tallies), sum(t.missed for t in tallies)
    yield (
        f"| **cộng · all ({len(tallies)})** | **{total}** | **{applied}** | **{at_line}** "
        f"| **{elsewhere}** | **{missed}** |"
    )
    yield ""


def _cell(outcomes: Counter[Outcome]) -> str:
    return "/".join(str(outcomes[outcome]) for outcome in Outcome)


def _kind(tally: Tally) -> Kind:
    return _named(tally.name)


def _named(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _title(kind: Kind) -> str:
    escaped = (text.replace("|", "\\|") for text in (kind.title.vi, kind.title.en))
    return f"{' · '.join(escaped)} `{kind.name}`"
