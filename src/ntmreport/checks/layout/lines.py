"""Lines held against the decree one by one, and told together where they depart alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ntmreport.checks.layout.decree import NORMS
from ntmreport.checks.layout.layout_violation import violation
from ntmreport.checks.layout.reading import reading_of
from ntmreport.checks.violation import Check
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ntmreport.checks.layout.decree import Norm
    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.diagnostic import Rule
    from ntmreport.layout.layout_reading import Line, Look, Shape

_MOST_NAMES = 3
_LONGEST_QUOTE = 40


class Setting(NamedTuple):
    """How a line of a kind that the decree knows is set, and how it should be."""

    kind: str
    norm: Norm
    look: Look
    shape: Shape

    @property
    def is_body(self) -> bool:
        """Return whether the line is one of the body's."""
        return self.kind.startswith("body.")


class Deviation(NamedTuple):
    """What was found, and what the decree asks instead."""

    found: Bilingual
    asked: Bilingual


@dataclass(frozen=True, slots=True)
class LineViolation:
    """A line that is not set as the decree asks."""

    line: Line
    about: str
    clause: str
    deviation: Deviation


Comparison: TypeAlias = "Callable[[Setting], Deviation | None]"


def check_of_lines(rule: Rule) -> Callable[[Comparison], Check]:
    """Make a function that compares a line with its norm the check of `rule`."""

    def wrap(compare: Comparison) -> Check:
        return Check(rule, lambda subject: told(_line_violations(subject, compare)))

    return wrap


def told(violations: Iterable[LineViolation]) -> Iterator[Violation]:
    """Tell violations that are alike as one, at the first line: a style shapes many lines."""
    alike: dict[tuple[Deviation, str], dict[Line, LineViolation]] = {}
    for each in violations:
        alike.setdefault((each.deviation, each.clause), {})[each.line] = each
    for ((found, asked), clause), by_line in alike.items():
        first, *others = by_line.values()
        names = list(dict.fromkeys(_name_of(line) for line in by_line))
        more = len(names) - _MOST_NAMES
        listed = Bilingual(
            ", ".join(name.vi for name in names[:_MOST_NAMES]),
            ", ".join(name.en for name in names[:_MOST_NAMES]),
        )
        if more > 0:
            listed = Bilingual(f"{listed.vi} và {more} loại khác", f"{listed.en} and {more} more")
        yield violation(
            first.line.span,
            first.about,
            clause,
            Bilingual(
                f"{listed.vi}: {found.vi}, {asked.vi}", f"{listed.en}: {found.en}, {asked.en}"
            ),
            tuple((each.line.span, _name_of(each.line)) for each in others),
            first.line.style,
        )


def _name_of(line: Line) -> Bilingual:
    """Return what users know a line by: what it is of a report, or its own words."""
    kinds = frozenset[str]().union(*(stretch.kinds for stretch in line.stretches))
    if known := sorted(kinds & NORMS.keys()):
        return NORMS[known[0]].name
    text = line.text.strip() or line.style
    if len(text) > _LONGEST_QUOTE:
        text = f"{text[:_LONGEST_QUOTE].rstrip()}…"
    return Bilingual(f"“{text}”", f"“{text}”")


def _line_violations(subject: Subject, compare: Comparison) -> Iterator[LineViolation]:
    for line in reading_of(subject).lines:
        for stretch in line.stretches:
            for kind in sorted(stretch.kinds & NORMS.keys()):
                norm = NORMS[kind]
                deviation = compare(Setting(kind, norm, stretch.look, line.shape))
                if deviation is not None:
                    yield LineViolation(line, kind, norm.clause, deviation)
