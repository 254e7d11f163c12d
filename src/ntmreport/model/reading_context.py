"""The context of a validation run: what models need of each other, and what was refused."""

from __future__ import annotations

from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from pydantic_core import PydanticCustomError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Rule
from ntmreport.figure import Figure
from ntmreport.source import Entry, MappingNode, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from pydantic import ValidationInfo

    from ntmreport.figure.provenance import Provenance
    from ntmreport.language import Bilingual
    from ntmreport.model.column_formula import Formula
    from ntmreport.span import Path, Span

REFUSED = "refused"
T = TypeVar("T")


class Unwritten(Struct, frozen=True):
    """A place where nothing is written: communes give what is below it, or a draft leaves it blank.

    `span` is that of the key, or of the group around it.
    """

    path: Path
    span: Span

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The keys that are written there: none."""
        return {}

    def text(self, key: str) -> str:
        """Return the text behind `key`: none."""
        del key
        return ""


GroupNode: TypeAlias = "MappingNode | Unwritten"
"""The kinds of node that a model is read from."""


class Criterion(Struct, frozen=True):
    """One criterion that communes are measured by: its number, its name, and a shorter name."""

    number: int
    name: str
    short: str


class TotalledFigure(Struct, frozen=True):
    """A figure of the year of which each commune can give its part.

    `keys` are how a commune's file may write it: its path, or the name that it was declared by.
    """

    path: Path
    keys: tuple[str, ...]
    label: str
    unit: str
    whole: bool = False
    largest: int | None = None
    signed: bool = False


class CommuneTotals(Struct, frozen=True):
    """The totals over `number` communes, by the paths of the unit's figures.

    `sums` are of figures that all communes give, `names` of lists that their levels give. `lacking`
    are the communes that do not give a figure which others give. `withheld` are paths that all
    readable communes give while others have errors: whether there is a total is not known yet.
    `groups` are the groups around all these paths; such a group need not be written. Its value is
    True where a figure in the group is summed or withheld, and False where all are lacking.
    """

    sums: Mapping[Path, Figure] = MappingProxyType({})
    names: Mapping[Path, tuple[object, ...]] = MappingProxyType({})
    lacking: Mapping[Path, tuple[str, ...]] = MappingProxyType({})
    withheld: Collection[Path] = ()
    groups: Mapping[Path, bool] = MappingProxyType({})
    number: int = 0

    @property
    def known(self) -> frozenset[Path]:
        """The paths of all values that need not be written."""
        return frozenset((*self.sums, *self.names))

    def withheld_in(self, path: Path) -> set[str]:
        """Return the keys of the group at `path` whose totals are withheld."""
        return {str(each[-1]) for each in self.withheld if each[:-1] == path}


class Column(Struct, frozen=True):
    """A column of a table of records: its label and kind, its unit, its formula if computed.

    Its values are figures, or words and days. A cell that is `required` must have a value.
    """

    name: str
    label: str
    kind: str
    unit: str
    formula: Formula | None
    is_figure: bool
    is_required: bool
    decimals: int | None

    @property
    def is_day(self) -> bool:
        """Return whether days stand in the column."""
        return self.kind == "day"


class Declared(Struct, frozen=True):
    """The declaration of a group of the data for the figures inside it.

    They are counted in `unit`; what comes of them is compared in the unit `compared`, % for a
    share. `qualifier` stands before the group's own value. What is given in `shape` is `at_least`
    and `at_most` of that size; `by_form` says that the form declares it, not the data. `columns`
    are those of a table of records.
    """

    unit: str
    compared: str
    qualifier: str = ""
    shape: str = ""
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    by_form: bool = False
    columns: Mapping[str, Column] = MappingProxyType({})


class Reading(Struct, kw_only=True, eq=False):
    """The context of one validation run, which all models of a year share.

    `labels` are Vietnamese names by path, `declared` what groups say of their figures,
    `subordinates` the number of units below the reporting one once report.yaml is read, and
    `levels_below` their levels by name. `own_sets` are the repository's sets of criteria;
    `criteria`, `levels` and `groups` are those of the set that communes are measured by,
    `counted_levels` the levels that figures count, by key, once the set is known, `totalled`
    the figures that communes can give, by key, `unknown_totalled` how many other keys they have,
    `commune_totals` what they add up to. `own_keys` are the labels that the form has for keys which
    users choose, `by_form` the names of the indicators that it declares. In a draft, keys that must
    have a value can be left blank: that is a note and no error. Below a path in `absent`, nothing
    more is said of values that are not there.
    """

    is_draft: bool = False
    own_keys: Mapping[Path, str] = MappingProxyType({})
    own_sets: Mapping[str, MappingNode | None] = MappingProxyType({})
    by_form: Collection[str] = ()
    labels: dict[Path, str] = {}
    declared: dict[Path, Declared] = {}
    subordinates: Figure | None = None
    levels_below: Mapping[str, Any] = MappingProxyType({})
    criteria: tuple[Criterion, ...] = ()
    levels: tuple[str, ...] = ()
    counted_levels: Mapping[str, Collection[str]] | None = None
    groups: tuple[str, ...] = ()
    totalled: Mapping[str, TotalledFigure] = MappingProxyType({})
    unknown_totalled: int = 0
    commune_totals: CommuneTotals = CommuneTotals()
    refused: list[Diagnostic] = []
    absent: set[Path] = set()
    sources: dict[Path, Provenance] = {}

    def lacks(self, diagnostic: Diagnostic) -> None:
        """Note what `diagnostic` says is missing: in a draft it is merely left blank."""
        path = diagnostic.path
        if any(path[:length] in self.absent for length in range(len(path) + 1)):
            return
        if self.is_draft:
            diagnostic = replace(diagnostic, rule=catalogue.LEFT_BLANK)
        self.refused.append(diagnostic)

    def with_source(self, value: T) -> T:
        """Return a figure with what the groups around it say of its source; all else as it is."""
        if not self.sources or not isinstance(value, Figure):
            return value
        around = (value.path[:length] for length in range(len(value.path) + 1))
        said = [self.sources[path] for path in around if path in self.sources]
        return replace(value, provenance=reduce(_within, said)) if said else value

    def declared_at(self, path: Path) -> Declared:
        """Return what the nearest group around `path` declares for its figures."""
        return next(
            self.declared[path[:length]]
            for length in range(len(path), 0, -1)
            if path[:length] in self.declared
        )


def _within(outer: Provenance, inner: Provenance) -> Provenance:
    return inner.below(outer)


def reading_of(info: ValidationInfo) -> Reading:
    """Return the context of a validation run; models are validated with one alone."""
    assert isinstance(info.context, Reading)  # noqa: S101 - a defect of ours, not of the input
    return info.context


def refuse(
    rule: Rule,
    node: Node | Unwritten,
    message: Bilingual,
    hint: Bilingual | None = None,
    *,
    span: Span | None = None,
) -> PydanticCustomError:
    """Return the error to raise in a validator where `node`, or `span` of it, cannot be read."""
    diagnostic = Diagnostic(rule, span or node.span, message, node.path, hint)
    return PydanticCustomError(REFUSED, "refused", {"diagnostic": diagnostic})


def is_blank(node: Node | Unwritten) -> bool:
    """Return whether a key has no value behind it, which is the same as a missing key."""
    return isinstance(node, Scalar) and node.is_blank
