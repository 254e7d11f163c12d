"""What one validation run hands down to what it reads, and how a value is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pydantic import ValidationInfo

    from ntmreport.diagnostic import Rule
    from ntmreport.figure import Figure
    from ntmreport.language import Bilingual
    from ntmreport.source import Node
    from ntmreport.span import Path, Span

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion that units are measured by: its number, its name, and a shorter name."""

    number: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of the year that the units below can give a part of.

    `keys` are how they may write it: its path, or the name that it was declared by.
    """

    path: Path
    keys: tuple[str, ...]
    label: str
    unit: str
    whole: bool = False
    largest: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What the units below give of the reporting unit's figures, by the figures' paths.

    `sums` are of the figures that all of them give, `lists` are of names among them. `lacking`
    names who does not give a figure, where only some do. What is `withheld` is given by all that
    could be read, but some could not be: of that nobody knows anything until their mistakes are
    mended. `groups` are the paths above all these: such a group need not be written. It is told of
    each whether anything of it is known or withheld, so that there is something to make it of.
    """

    sums: Mapping[Path, Figure] = field(default_factory=dict)
    lists: Mapping[Path, tuple[Scalar, ...]] = field(default_factory=dict)
    lacking: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    withheld: Collection[Path] = ()
    groups: Mapping[Path, bool] = field(default_factory=dict)
    number: int = 0

    @property
    def known(self) -> frozenset[Path]:
        """The paths of all that they give in the place of the data."""
        return frozenset((*self.sums, *self.lists))

    def withheld_in(self, path: Path) -> set[str]:
        """Return the keys of the group at `path` of which nothing is known yet."""
        return {str(each[-1]) for each in self.withheld if each[:-1] == path}


@dataclass(frozen=True, slots=True)
class Declared:
    """What a group of the data says of the figures inside it.

    They are counted in `unit`; what comes of them is compared in the unit `compared`, % for a
    share. `qualifier` stands before the group's own value.
    """

    unit: str
    compared: str
    qualifier: str = ""


@dataclass
class Reading:
    """What one validation run hands down from a model to what is inside it.

    `labels` gives each place of the data its Vietnamese name, `declared` what groups say of their
    figures; `subordinates` is the number of units below the reporting one, once the file that lists
    them is read. `criteria` are those that these units are measured by, `targets` the figures that
    they can give, by each of their keys, `unknown_targets` how many others they give, and `given`
    is what they give. `own_keys` are the labels that the form has for keys which users choose. In a
    draft, keys that must have a value can be left blank: that is noted and no mistake. Below a path
    that is `absent` as a whole, a value that is not there is no news.
    """

    labels: dict[Path, str] = field(default_factory=dict)
    own_keys: Mapping[Path, str] = field(default_factory=dict)
    declared: dict[Path, Declared] = field(default_factory=dict)
    subordinates: Figure | None = None
    criteria: tuple[Criterion, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict)
    unknown_targets: int = 0
    given: Given = field(default_factory=Given)
    refused: list[Diagnostic] = field(default_factory=list)
    is_draft: bool = False
    absent: set[Path] = field(default_factory=set)

    def lacks(self, diagnostic: Diagnostic) -> None:
        """Note what `diagnostic` says is missing: in a draft it is merely left blank."""
        path = diagnostic.path
        if any(path[:length] in self.absent for length in range(len(path) + 1)):
            return
        if self.is_draft:
            diagnostic = replace(diagnostic, rule=catalogue.LEFT_BLANK)
        self.refused.append(diagnostic)

    def declared_at(self, path: Path) -> Declared:
        """Return what the nearest group around `path` says of its figures."""
        return next(
            self.declared[path[:length]]
            for length in range(len(path), 0, -1)
            if path[:length] in self.declared
        )


def reading_of(info: ValidationInfo) -> Reading:
    """Return what the validation run hands down; models are only validated as part of a year."""
    assert isinstance(info.context, Reading)  # noqa: S101 - a mistake of ours, not of the input
    return info.context


def refuse(
    rule: Rule,
    node: Node,
    message: Bilingual,
    hint: Bilingual | None = None,
    *,
    span: Span | None = None,
) -> PydanticCustomError:
    """Return the error to raise in a validator where `node`, or `span` of it, cannot be read."""
    diagnostic = Diagnostic(rule, span or node.span, message, node.path, hint)
    return PydanticCustomError(REFUSED, "refused", {"diagnostic": diagnostic})


def is_blank(node: Node) -> bool:
    """Return whether a key stands there with nothing behind it: the same as a missing one."""
    return isinstance(node, Scalar) and node.is_blank
