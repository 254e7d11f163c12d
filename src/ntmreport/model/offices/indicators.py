"""indicators.yaml: the indicators that a unit reports on and that no other file asks for."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace
from pydantic import ConfigDict, Field, PrivateAttr

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import (
    PERCENT,
    PERCENTAGE_POINT,
    Figure,
    count,
    difference,
    joined_label,
    percent,
    quotient,
    total,
)
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.estimation import QUALIFIERS
from ntmreport.figure.number_format import grouped, printed_with_unit, rounded
from ntmreport.language import Bilingual
from ntmreport.model.base_model import STATED, Model
from ntmreport.model.field_types import (
    CalendarYear,
    Decimals,
    Term,
    Value,
    Words,
    read_text_value,
)
from ntmreport.model.figure_fields import Qualifier, figure_schema, read_figure
from ntmreport.model.indicator import indicator
from ntmreport.model.indicator_shapes import (
    ALL_UNITS,
    CHANGE,
    DEFAULT_SHAPE,
    NO_UNIT,
    RATIO,
    SHAPES,
    TABLE,
    VALUE,
)
from ntmreport.model.key_diagnostics import missing_key
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Column, Declared, GroupNode, Reading, is_blank, refuse
from ntmreport.model.shapes import COUNTED_UNITS, PartOfWhole, Range
from ntmreport.model.table_column import (
    COLUMNS,
    TOTALS,
    ColumnName,
    Columns,
    column_diagnostics,
    columns_of,
)
from ntmreport.model.table_line import (
    LINES,
    DeclaredLine,
    Lines,
    TableLine,
    lines_of,
    table_lines,
)
from ntmreport.model.table_record import Record
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.source import MappingNode, Misspelling, Node, Scalar, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.span import Path

_VALUE, _PARTS, _QUALIFIER = "value", "parts", "qualifier"
_DECIMALS_OF_A_BOUND = 6
_HALVES = ("numerator", "denominator")
_WAYS = tuple(dict.fromkeys(shape.keys for shape in SHAPES.values()))
"""The ways to give an indicator, each by its keys."""

_WITHOUT_UNIT = frozenset(key for name in NO_UNIT for key in SHAPES[name].keys)

_MADE_OF = {"total": (_PARTS,), "share": _HALVES, "ratio": _HALVES}
"""Keys that must be there for a stated value to be the indicator's own."""


def _declared_unit(reading: Reading, path: "Path") -> str:
    declared = reading.declared_at(path)
    if declared.shape == RATIO and path[-1] in _HALVES:
        # A ratio of criteria to communes, in tiêu chí/xã, has its halves in tiêu chí and in xã.
        above, _, below = declared.unit.partition("/")
        return (above if path[-1] == _HALVES[0] else below).strip()
    return declared.unit


def _compared_unit(reading: Reading, path: "Path") -> str:
    return reading.declared_at(path).compared


def _unit_of_change(reading: Reading, path: "Path") -> str:
    unit = _compared_unit(reading, path)
    return PERCENTAGE_POINT if unit == PERCENT else unit


def _read_value(node: Node, reading: Reading) -> Figure:
    said = reading.declared_at(node.path).qualifier
    unit = _declared_unit(reading, node.path)
    figure = _figure(node, reading, unit, is_qualified=bool(said))
    return replace(figure, qualifier=said) if said else figure


def _read_declared(node: Node, reading: Reading) -> Figure:
    return _figure(node, reading, _declared_unit(reading, node.path))


def _read_compared(node: Node, reading: Reading) -> Figure:
    return _figure(node, reading, _compared_unit(reading, node.path))


def _figure(node: Node, reading: Reading, unit: str, *, is_qualified: bool = False) -> Figure:
    label = reading.labels.get(node.path, "")
    whole = unit in COUNTED_UNITS
    declared = reading.declared_at(node.path)
    signed = declared.shape == CHANGE or (declared.at_least or 0) < 0
    figure = read_figure(
        node,
        unit,
        label,
        whole=whole,
        signed=signed,
        is_qualified=is_qualified,
        in_words=True,
    )
    if unit == declared.unit:
        _refuse_outside(node, figure, declared)
    return figure


def _refuse_outside(node: Node, figure: Figure, declared: Declared) -> None:
    """Refuse a figure outside the bounds that its indicator declares."""
    lowest, highest = declared.at_least, declared.at_most
    if (lowest is None or figure.value >= lowest) and (highest is None or figure.value <= highest):
        return
    ends = [
        (f"không nhỏ hơn {_spelt(lowest)}", f"{_spelt(lowest)} at least")
        if lowest is not None
        else None,
        (f"không lớn hơn {_spelt(highest)}", f"{_spelt(highest)} at most")
        if highest is not None
        else None,
    ]
    said = [end for end in ends if end is not None]
    raise refuse(
        catalogue.OUT_OF_RANGE,
        node,
        Bilingual(
            f"giá trị {printed_with_unit(figure)} ngoài khoảng mà chỉ tiêu này cho phép",
            f"the value {printed_with_unit(figure)} is outside what this indicator allows",
        ),
        Bilingual(
            f"giá trị {', '.join(vi for vi, _ in said)}: kiểm tra lại số và đơn vị tính",
            f"it is {', '.join(en for _, en in said)}: check the number and its unit",
        ),
    )


def _spelt(bound: Fraction) -> str:
    return grouped(rounded(bound, _DECIMALS_OF_A_BOUND))


def _of_unit(
    unit: "Callable[[Reading, Path], str]", read: Callable[[Node, Reading], Figure]
) -> Value:
    return Value(read, figure_schema(""), declared_unit=unit)


def _read_shape(node: Node, reading: Reading) -> Term:
    text = read_text_value(node, reading)
    if text.value not in SHAPES:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(f"không có dạng chỉ tiêu “{text}”", f"`{text}` is no shape"),
            nearest_hint(text.value, SHAPES),
        )
    return Term(text.value, text.path, text.span)


def _read_bound(node: Node, _reading: Reading) -> Fraction:
    text = node.text if isinstance(node, Scalar) else ""
    value = read_number(text)
    if isinstance(value, Misspelling):
        raise refuse(catalogue.NUMBER_SPELLING, node, value.message, value.hint)
    return Fraction(value)


def bound_of(text: str) -> Fraction | None:
    """Return the bound that `text` writes; None where it writes none."""
    value = read_number(text) if text else None
    return None if value is None or isinstance(value, Misspelling) else Fraction(value)


ShapeName = Annotated[
    Term,
    Value(
        _read_shape,
        {
            "type": "string",
            "enum": list(SHAPES),
            "description": "; ".join(f"{name}: {shape.title}" for name, shape in SHAPES.items()),
            "errorMessage": f"Viết một trong các dạng: {', '.join(SHAPES)}.",
        },
    ),
]
"""The name of a shape."""

Bound = Annotated[Fraction, Value(_read_bound, {"type": "number", "errorMessage": "Viết một số."})]
"""The least or the most that a value can be."""

OwnValue = Annotated[Figure, _of_unit(_declared_unit, _read_value)]
"""A figure in the unit that its entry declares, with the qualifier that stands beside it."""

InUnit = Annotated[Figure, _of_unit(_declared_unit, _read_declared)]
"""A figure in the unit that its entry declares."""

Compared = Annotated[Figure, _of_unit(_compared_unit, _read_compared)]
"""A figure in the unit in which its entry's result is given: % where that is a share."""


class DeclaredBaseline(Model):
    """The value of the indicator at the start, from which its progress is measured."""

    year: CalendarYear = Field(title="Năm gốc", examples=[2020])
    value: Compared = Field(title="Giá trị năm gốc", examples=[48])


class DeclaredPart(Model):
    """One of the parts that an indicator is the total of, and its share in the total."""

    carries_estimates = True

    name: Words = Field(title="Tên phần", examples=["Ngân sách trung ương"])
    value: InUnit = Field(title="Giá trị", examples=[1832])

    _indicator: "DeclaredIndicator | None" = PrivateAttr(default=None)

    @indicator("Tỷ trọng", PERCENT, largest=100)
    def share(self) -> Figure | None:
        """Return the part's share in the total of all parts."""
        return percent(self.value, self._indicator.total) if self._indicator else None


class IndicatorTerms(Model):
    """Label, unit, shape and bounds of an indicator."""

    title: Words = Field(
        alias="label", title="Tên chỉ tiêu", examples=["Thu nhập bình quân đầu người"]
    )
    unit: Words | None = Field(
        None,
        title="Đơn vị tính",
        description="Phải có, trừ chỉ tiêu bằng chữ.",
        examples=["triệu đồng/người/năm"],
    )
    shape: ShapeName | None = Field(None, title="Dạng của chỉ tiêu", examples=[VALUE])
    decimals: Decimals | None = Field(None, title="Số chữ số thập phân được in", examples=[1])
    at_least: Bound | None = Field(None, title="Giá trị nhỏ nhất có thể có", examples=[0])
    at_most: Bound | None = Field(None, title="Giá trị lớn nhất có thể có", examples=[100])
    group: Words | None = Field(None, title="Nhóm chỉ tiêu", examples=["Kinh tế"])
    adds_up_to: ColumnName | None = Field(
        None,
        title="Tổng, hay số mục, phải bằng",
        description=(
            "Tên một chỉ tiêu khác, hoặc communes (số đơn vị cấp dưới trong report.yaml): các phần "
            "cộng lại, hay số tên trong danh sách, khác số ấy thì phần kiểm tra nêu ra."
        ),
        examples=["communes"],
    )
    columns: Columns | None = Field(
        None, title="Các cột của bảng", description="Chỉ dùng với dạng table."
    )
    totalled: tuple[ColumnName, ...] = Field(
        (),
        alias=TOTALS,
        title="Các cột có dòng cộng",
        description="Tên các cột số; cột tính theo công thức thì tự có.",
        examples=[["plan", "done"]],
    )

    declared_lines: Lines | None = Field(
        None,
        alias=LINES,
        title="Các dòng của bảng",
        description=(
            "Chỉ dùng với dạng table, khi mẫu định sẵn các dòng: dữ liệu chỉ cho giá trị, dòng của "
            "nhóm do chương trình cộng."
        ),
    )

    @classmethod
    def _excluded(cls, present: Collection[str], node: GroupNode) -> Iterable[Diagnostic]:
        yield from super()._excluded(present, node)
        is_table = node.text("shape") == TABLE
        for key in (COLUMNS, TOTALS, LINES):
            if key in present and not is_table:
                yield _goes_with(key, ("shape: table",), node)
        if is_table and COLUMNS not in present:
            yield missing_key(COLUMNS, "Các cột của bảng", node)
        yield from column_diagnostics(node)


class DeclaredIndicator(IndicatorTerms, PartOfWhole):
    """An indicator that the form, or the unit, has given a name, a label and a unit.

    Its result is its value, the total of its parts, the share or ratio of its numerator and its
    denominator, what was done of a plan, or a range: one of them is given.
    """

    instead = (
        (
            _VALUE,
            Bilingual(
                "thêm “value”; hoặc “numerator” và “denominator”; hoặc “parts”",
                "add `value`; or `numerator` and `denominator`; or `parts`",
            ),
        ),
    )

    value: OwnValue | None = Field(None, title="Giá trị", examples=[52.5])
    qualifier: Qualifier | None = Field(None, title="Mức ước lượng của giá trị", examples=["hơn"])
    numerator: InUnit | None = Field(None, title="Tử số", examples=[2838])
    denominator: InUnit | None = Field(None, title="Mẫu số", examples=[40650])
    parts: tuple[DeclaredPart, ...] = Field((), title="Các phần cộng thành tổng")
    low: InUnit | None = Field(None, alias="from", title="Từ", examples=[250])
    high: InUnit | None = Field(None, alias="to", title="Đến", examples=[300])
    plan: InUnit | None = Field(None, title="Kế hoạch", examples=[1200])
    done: InUnit | None = Field(None, title="Thực hiện", examples=[950])
    text: Words | None = Field(None, title="Nội dung bằng chữ", examples=["Đã hoàn thành"])
    texts: tuple[Words, ...] = Field((), title="Danh sách các đoạn chữ, tên gọi")
    rows: tuple[Record, ...] = Field((), title="Các dòng của bảng")
    baseline: DeclaredBaseline | None = Field(None, title="Năm gốc để so sánh")
    target: Compared | None = Field(None, title="Chỉ tiêu được giao", examples=[55])

    _table: Mapping[str, Column] = PrivateAttr(default_factory=dict)
    _totals: Record | None = PrivateAttr(default=None)
    _lines: tuple[DeclaredLine, ...] = PrivateAttr(default=())
    _table_lines: tuple[TableLine, ...] | None = PrivateAttr(default=None)

    made = (TOTALS, "subtotals")
    carries_estimates = True

    def _set_place(self, node: GroupNode, label: str, reading: Reading) -> None:
        super()._set_place(node, label, reading)
        self._table = reading.declared_at(node.path).columns
        self._lines = lines_of(node)
        for part in self.parts:
            if isinstance(part, DeclaredPart):
                part._indicator = self

    @property
    def listed(self) -> Sequence[Words | Record] | None:
        """The texts, or the rows of the table; None where the indicator is neither."""
        for name in ("texts", "rows"):
            if name in self.model_fields_set:
                listed: Sequence[Words | Record] = getattr(self, name)
                return listed
        return None

    @property
    def totals(self) -> Record | None:
        """The totals of the table's columns, and what is computed from them."""
        names = self._totalled
        if not names or not self.rows:
            return None
        if self._totals is None:
            path, label = (*self.path, TOTALS), joined_label(self.label, "Cộng")
            self._totals = Record.of_totals(self.rows, names, self._table, path, label, self.span)
        return self._totals

    @property
    def _totalled(self) -> Sequence[str]:
        """The columns with totals: those named; of lines in groups, else all that add up."""
        named = [name.value for name in self.totalled]
        if named or not self._lines:
            return named
        return [
            name
            for name, column in self._table.items()
            if column.is_figure and column.formula is None and column.unit != PERCENT
        ]

    @property
    def lines(self) -> tuple[TableLine, ...]:
        """The lines that the form lays down, each group with its sums before its lines."""
        if self._table_lines is None:
            rows = () if is_left_blank(self.rows) else self.rows
            within = (self.path, self.label, self.span)
            self._table_lines = table_lines(self._lines, rows, self._totalled, self._table, within)
        return self._table_lines

    @property
    def subtotals(self) -> tuple[Record, ...]:
        """The sums of the groups of lines."""
        return tuple(line.record for line in self.lines if line.is_group)

    @property
    def main(self) -> Figure | None:
        """The one figure that the indicator comes to; None where it is a range."""
        return self.value or self.total or self.share or self.ratio or self.done

    @property
    def shown(self) -> object:
        """The value printed, or gone through, where a template names the indicator alone."""
        if self.text is not None or self.listed is not None:
            return self.text or self.listed
        figure = self.main
        if isinstance(figure, Figure) and self.decimals is not None:
            return replace(figure, decimals=self.decimals)
        if figure is None and self.low is not None and self.high is not None:
            return Range.built(self.path, self.label, self.span, lowest=self.low, highest=self.high)
        return figure

    @property
    def is_ratio(self) -> bool:
        """True if the numerator and the denominator are of different things."""
        return self.shape is not None and self.shape.value == RATIO

    @property
    def is_change(self) -> bool:
        """True if the value is a rise or a fall, which can be below zero."""
        return self.shape is not None and self.shape.value == CHANGE

    def part_and_whole(self) -> tuple[Figure | None, Figure | None]:
        """Return the numerator and the denominator, where the indicator is a share."""
        return (None, None) if self.is_ratio else (self.numerator, self.denominator)

    @indicator("Tổng", _declared_unit)
    def total(self) -> Figure | None:
        """Return the sum of the parts."""
        return total(part.value for part in self.parts)

    @indicator("Số mục", _declared_unit, whole=True)
    def number(self) -> Figure | None:
        """Return how many texts, or rows of the table, there are."""
        if self.listed is None:
            return None
        unit = self.unit.value if self.unit else ""
        return count([each.span for each in self.listed], self.span, unit)

    @indicator("Bình quân", _declared_unit)
    def ratio(self) -> Figure | None:
        """Return the quotient of two unlike things, such as criteria and communes."""
        above, below = self.numerator, self.denominator
        if not self.is_ratio or above is None or below is None:
            return None
        return quotient(above, below)

    @indicator("Tăng so với năm gốc", _unit_of_change, signed=True)
    def change(self) -> Figure | None:
        """Return how much the result has risen since the baseline."""
        return difference(self.main, self.baseline.value if self.baseline else None)

    @indicator("Tỷ lệ đạt so với chỉ tiêu", PERCENT)
    def achievement(self) -> Figure | None:
        """Return what percentage of the target, or of the plan, the result is."""
        return percent(self.main, self.target or self.plan)

    def readable(self) -> Collection[str]:
        """Return the names that a template may read: the keys of the data and the indicators."""
        return (*type(self).keys(), *type(self).indicators(), *type(self).made)

    def read(self, name: str) -> object:
        """Return what stands behind one of the readable names."""
        if name in {TOTALS, LINES}:
            return getattr(self, name)
        return super().read(_FIELDS.get(name, name))

    @classmethod
    def lacking(cls, present: Collection[str], written: Collection[str]) -> Collection[str]:
        """Return the keys that must have a value and have none, one way of giving it among them."""
        lacking = [*super().lacking(present, written)]
        if "unit" not in present and not _WITHOUT_UNIT & {*written}:
            lacking.append("unit")
        # Half a share needs its other half; a blank key says which way is meant.
        for keys in (present, written):
            way = next((way for way in _WAYS if set(way) & set(keys)), None)
            if way is not None:
                return [*lacking, *(key for key in way if key not in present)]
        return [*lacking, _VALUE]

    @classmethod
    def _note_missing(cls, key: str, diagnostic: Diagnostic, reading: Reading) -> None:
        path = diagnostic.path[:-1]
        declared = reading.declared.get(path)
        is_partly_given = diagnostic.path in reading.commune_totals.lacking
        if declared is not None and not declared.by_form and declared.shape:
            if key == "unit" and declared.shape in NO_UNIT:
                return
            if key == _VALUE:
                # The shape says which keys give the value.
                first = SHAPES[declared.shape].keys[0]
                diagnostic = replace(
                    diagnostic,
                    message=Bilingual(f"thiếu “{first}”", f"`{first}` is missing"),
                    hint=Bilingual(f"thêm dòng “{first}: …”", f"add a line `{first}: …`"),
                )
        if declared is not None and declared.by_form and key not in _TERMS and not is_partly_given:
            shape = SHAPES.get(declared.shape, SHAPES[DEFAULT_SHAPE])
            example = f"{path[-1]}: {shape.example}"
            hint = Bilingual(
                f"điền giá trị theo dạng {example}", f"fill it in, in the shape {example}"
            )
            diagnostic = replace(diagnostic, hint=hint)
        super()._note_missing(key, diagnostic, reading)

    @classmethod
    def _declare(cls, node: GroupNode, reading: Reading) -> None:
        unit, shape = node.text("unit"), node.text("shape")
        is_share = bool(set(_HALVES) & node.entries.keys()) and shape != RATIO
        word = node.text(_QUALIFIER)
        label = node.entries.get("label")
        reading.declared[node.path] = Declared(
            unit,
            PERCENT if is_share else unit,
            word if word in QUALIFIERS else "",
            shape if shape in SHAPES else "",
            bound_of(node.text("at_least")),
            bound_of(node.text("at_most")),
            by_form=label is not None and label.value.path[:-1] != node.path,
            columns=columns_of(node),
        )

    @classmethod
    def _excluded(cls, present: Collection[str], node: GroupNode) -> "Iterator[Diagnostic]":
        yield from super()._excluded(present, node)
        ways = [way for way in _WAYS if set(way) & set(present)]
        for way in ways[1:]:
            first = " và ".join(f"“{key}”" for key in ways[0]), " and ".join(ways[0])
            for key in way:
                if key in present and key in node.entries:
                    yield _not_together(key, first, node)
        is_twice = _VALUE in node.entries and isinstance(node.entries[_VALUE].value, MappingNode)
        if _QUALIFIER in present and (is_twice or not {_VALUE} & {*present, *node.entries}):
            yield _goes_with(_QUALIFIER, (_VALUE,), node)
        stated = node.entries.get(STATED)
        if stated is not None and isinstance(stated.value, MappingNode):
            for key, keys in _MADE_OF.items():
                entry = stated.value.entries.get(key)
                if entry is not None and not is_blank(entry.value) and not set(keys) & set(present):
                    yield _goes_with(key, keys, stated.value)


_FIELDS = {info.alias or name: name for name, info in DeclaredIndicator.model_fields.items()}
_TERMS = frozenset(IndicatorTerms.keys())


class Indicators(UserKeyedModel):
    """The indicators that the form declares or the unit has named, by their names."""

    model_config = ConfigDict(title="Chỉ tiêu khai báo")

    entries: Mapping[str, DeclaredIndicator]

    _declared: Collection[str] = PrivateAttr(default=())

    def _set_place(self, node: GroupNode, label: str, reading: Reading) -> None:
        super()._set_place(node, label, reading)
        self._declared = reading.by_form
        own = {key: each for key, each in self.entries.items() if key not in self._declared}
        reading.refused += unknown_wholes(own, self.readable())

    def readable(self) -> Collection[str]:
        """Return the names of the indicators, also of those that the data can do without."""
        return dict.fromkeys((*self.entries, *self._declared))

    def read(self, name: str) -> object:
        """Return the indicator of that name; None where the data does not have it."""
        return self.entries.get(name)


def unknown_wholes(
    entries: Mapping[str, IndicatorTerms], known: Collection[str]
) -> "Iterator[Diagnostic]":
    """Yield diagnostics for what indicators should add up to and no indicator is called."""
    names = [*known, ALL_UNITS]
    for terms in entries.values():
        whole = terms.adds_up_to
        if isinstance(whole, Term) and whole.value not in names:
            yield Diagnostic(
                catalogue.UNKNOWN_KEY,
                whole.span,
                Bilingual(f"không có chỉ tiêu “{whole}”", f"there is no indicator `{whole}`"),
                whole.path,
                nearest_hint(whole.value, names),
            )


def _not_together(key: str, others: tuple[str, str], node: GroupNode) -> Diagnostic:
    vi, en = others
    return Diagnostic(
        catalogue.KEYS_NOT_TOGETHER,
        node.entries[key].key,
        Bilingual(f"“{key}” không đi cùng {vi}", f"`{key}` cannot stand beside {en}"),
        (*node.path, key),
        Bilingual(
            "chỉ giữ một cách: value; hoặc numerator và denominator; hoặc parts",
            "keep one of: value; numerator and denominator; parts",
        ),
    )


def _goes_with(key: str, others: tuple[str, ...], node: GroupNode) -> Diagnostic:
    vi = " và ".join(f"“{other}”" for other in others)
    en = " and ".join(f"`{other}`" for other in others)
    return Diagnostic(
        catalogue.KEYS_NOT_TOGETHER,
        node.entries[key].key,
        Bilingual(f"“{key}” chỉ đi cùng {vi}", f"`{key}` only goes with {en}"),
        (*node.path, key),
        Bilingual("bỏ dòng này, hoặc thêm khóa còn thiếu", "delete the line, or add what it needs"),
    )
