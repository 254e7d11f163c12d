"""From the numbers of a report and their relations to indicators, and tags that print them."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure import PERCENT, PERCENTAGE_POINT
from ntmreport.figure.unit_conversion import factor_between
from ntmreport.importing.confirmation_list import SAME_FIGURE
from ntmreport.importing.line_wording import Piece
from ntmreport.importing.listed_documents import CITED
from ntmreport.importing.plain_names import free_name, quoted_in_braces
from ntmreport.starting.yaml_edits import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ntmreport.importing.confirmation_list import Decision
    from ntmreport.importing.found_figures import FoundFigure
    from ntmreport.importing.relation_search import Relations, Share, Total
    from ntmreport.importing.table_indicator import TableIndicator

_FEW_DIGITS = 3
_MANY_DIGITS = 4
_SURE, _LIKELY, _PERHAPS = 90, 75, 50
_MOST_LABEL = 120
_MANY = 700
_MOST_LETTERS, _FEWEST_LETTERS = 40, 16
"""The letters of a key: what templates have between tags is bounded."""

_LARGE = 100
_UNITS_BELOW = frozenset(("xã", "phường", "thôn", "bản", "ấp", "xóm"))

VALUE, SHARE, PARTS, RANGE = "value", "share", "parts", "range"


class ProposedIndicator(Struct, frozen=True):
    """An indicator that is proposed for numbers of the report.

    `found` are its numbers, by their places in the list of numbers. `identity` names it whatever a
    person calls it. `others` say what else it could be, in Vietnamese.
    """

    identity: str
    key: str
    label: str
    unit: str
    shape: str
    group: str
    data: tuple[str, ...]
    found: tuple[int, ...]
    value: str
    relation: str
    confidence: int
    others: tuple[str, ...] = ()


class Allotment(Struct, frozen=True):
    """The indicators, and the tags in each line by its number, in cells by row and column too."""

    indicators: tuple[ProposedIndicator, ...]
    pieces: Mapping[int, tuple[Piece, ...]]
    cells: Mapping[int, Mapping[tuple[int, int], tuple[Piece, ...]]]
    figures: int


class _Cell(Struct, frozen=True):
    expression: str
    value: Fraction
    unit: str
    is_computed: bool


def allotted(
    found: Sequence[FoundFigure],
    relations: Relations,
    tables: Sequence[TableIndicator],
    headings: Mapping[int, str],
    decisions: Mapping[str, Decision],
    banned: Collection[int],
) -> Allotment:
    """Return indicators for all numbers but those that are `banned`, which stay words."""
    work = _Work(found, tables, headings, decisions, banned)
    work.allot(relations)
    pieces: dict[int, list[Piece]] = defaultdict(list)
    cells: dict[int, dict[tuple[int, int], tuple[Piece, ...]]] = defaultdict(dict)
    for index, tag in sorted(work.tags.items()):
        figure = found[index]
        piece = Piece(figure.start, figure.end, tag)
        if figure.cell == (0, 0):
            pieces[figure.part].append(piece)
        else:
            cells[figure.part][figure.cell] = (piece,)
    return Allotment(
        tuple(work.indicators),
        {part: tuple(each) for part, each in pieces.items()},
        cells,
        len(work.tags),
    )


class _Work:
    """The numbers as they are allotted, one relation after the other."""

    def __init__(
        self,
        found: Sequence[FoundFigure],
        tables: Sequence[TableIndicator],
        headings: Mapping[int, str],
        decisions: Mapping[str, Decision],
        banned: Collection[int],
    ) -> None:
        self.found = found
        self.headings = headings
        self.decisions = decisions
        self.tags: dict[int, str] = {}
        self.indicators: list[ProposedIndicator] = []
        self.keys = dict.fromkeys((CITED, *(table.key for table in tables)))
        self.expressions: dict[int, str] = {}
        self.free = {index for index in range(len(found)) if index not in banned}
        self.cells = list(_strong_cells(tables))
        self.wholes: set[int] = set()

    def allot(self, relations: Relations) -> None:
        """Allot what stands in tables, shares, totals, single values, and what follows of them."""
        for index in range(len(self.found)):
            self._as_cell(index)
        for share in self._single_shares(relations.shares):
            self._as_share(share)
        for total in relations.totals:
            self._as_parts(total)
        computed = [
            each
            for each in relations.computed
            if {each.target, *each.inputs} <= self.free | self.expressions.keys()
            and each.target in self.free
            and not self._is_undone(self._identity(each.target))
        ]
        targets = {each.target for each in computed}
        same = self._same_as_computed(relations, targets)
        self._as_values(targets | same.keys(), relations.shares)
        for each in computed:
            if all(index in self.expressions for index in each.inputs):
                inputs = [self.expressions[index] for index in each.inputs]
                expression = each.expression.format(*inputs)
                if " | " not in each.expression:
                    expression = f"({expression})"
                self._print(each.target, expression)
                self._note_computed(each.target, each.relation, each.confidence, each.inputs)
            else:
                self._as_value((each.target,))
        for index, other in same.items():
            if other in self.expressions:
                self._print(index, self.expressions[other])
                self._note_computed(index, "same", _LIKELY, (other,))
            else:
                self._as_value((index,))

    def _same_as_computed(self, relations: Relations, targets: Collection[int]) -> dict[int, int]:
        """Return the numbers that are computed elsewhere, with the place where they are."""
        known: dict[object, int] = {}
        sources = [each.share for each in relations.shares if each.is_exact] + sorted(targets)
        sources += [
            index
            for each in relations.shares
            for index in (each.part, each.whole)
            if index in self.expressions
        ]
        for index in sources:
            if index is not None and (index in self.free or index in self.expressions):
                known.setdefault(self._mark(index), index)
        found = {}
        for index in sorted(self.free - {*targets}):
            other = known.get(self._mark(index))
            if (
                other is not None
                and other != index
                and self.found[index].digits >= _FEW_DIGITS
                and not self._is_undone(self._identity(index))
                and index not in {each.share for each in relations.shares}
            ):
                found[index] = other
        return found

    def _mark(self, index: int) -> object:
        figure = self.found[index]
        return figure.value, figure.number.decimals, figure.unit, figure.qualifier

    def _identity(self, index: int) -> str:
        return self.found[index].identity

    def _is_undone(self, identity: str) -> bool:
        decision = self.decisions.get(identity)
        return decision is not None and (
            decision.is_words or decision.is_alone or bool(decision.same_as)
        )

    def _is_words(self, identity: str) -> bool:
        decision = self.decisions.get(identity)
        return decision is not None and decision.is_words

    def _as_cell(self, index: int) -> None:
        """Let a number be printed from the cell of a table that says the same."""
        figure = self.found[index]
        if index not in self.free or figure.digits < _FEW_DIGITS or figure.second is not None:
            return
        if figure.is_share or figure.unit == PERCENTAGE_POINT or figure.qualifier:
            return
        if self._is_undone(self._identity(index)):
            return
        for cell in self.cells:
            factor = factor_between(cell.unit, figure.unit) if cell.unit != figure.unit else 1
            if factor is None or cell.value * Fraction(factor) != figure.value:
                continue
            expression = cell.expression
            if cell.unit != figure.unit:
                expression = f"{expression} | unit({_string(figure.unit)})"
            self.free.discard(index)
            self._print(index, expression)
            self._note_computed(index, "table", 85 if cell.is_computed else _LIKELY, ())
            return

    def _single_shares(self, shares: Sequence[Share]) -> Iterator[Share]:
        """Yield the shares that have a whole of their own, those with a common one left out."""
        counted = Counter(self._whole(each) for each in shares)
        for each in shares:
            used = {each.part, each.whole}
            if not used <= self.free:
                continue
            is_common = counted[self._whole(each)] > 1 and self._is_of_all(each)
            if is_common and each.is_exact and not self._is_undone(self._identity(each.part)):
                continue
            yield each

    def _whole(self, share: Share) -> tuple[object, str]:
        figure = self.found[share.whole]
        return figure.value, figure.unit

    def _is_of_all(self, share: Share) -> bool:
        """Return whether a whole is one that others share: a large one, or all units below."""
        whole = self.found[share.whole]
        return whole.value >= _LARGE or whole.unit in _UNITS_BELOW

    def _as_share(self, share: Share) -> None:
        part, whole = self.found[share.part], self.found[share.whole]
        identity = self._identity(share.part)
        if self._is_undone(identity):
            return
        values = [f"numerator: {part.number.yaml}", f"denominator: {whole.number.yaml}"]
        indices = [share.part, share.whole]
        others = []
        confidence = 95 if share.share is not None and share.is_exact else 85
        if share.share is not None and share.share in self.free:
            indices.append(share.share)
            if not share.is_exact:
                stated = self.found[share.share].number.yaml
                values.append(f"stated: {{share: {stated}}}")
                others.append("tỷ lệ ghi trong báo cáo khác với tỷ lệ tính được")
                confidence = 60
        key, label, unit = self._named(identity, part.label, whole.unit)
        base = f"indicators.{key}"
        self.indicators.append(
            ProposedIndicator(
                identity,
                key,
                label,
                unit,
                SHARE,
                self.headings.get(part.part, ""),
                (f"{key}: {{{', '.join(values)}}}",),
                tuple(indices),
                f"{part.text}/{whole.text}",
                "tử số/mẫu số" + (" = tỷ lệ" if len(indices) > 2 else ""),
                confidence,
                tuple(others),
            )
        )
        self.free -= {*indices}
        self._print(share.part, f"{base}.numerator")
        self._print(share.whole, f"{base}.denominator", unit)
        if len(indices) > 2:
            self._print(indices[2], f"{base}.share")

    def _as_parts(self, total: Total) -> None:
        indices = (total.total, *total.parts)
        if not {*indices} <= self.free:
            return
        head = self.found[total.total]
        identity = self._identity(total.total)
        if self._is_undone(identity) or head.qualifier:
            return
        key, label, unit = self._named(identity, head.label, head.unit)
        data = [f"{key}:"]
        called: Counter[str] = Counter()
        for index in total.parts:
            part = self.found[index]
            own = part.label.rpartition(": ")[2]
            named = own[:1].upper() + own[1:]
            called[named] += 1
            times = f" ({called[named]})" if called[named] > 1 else ""
            name = quoted_in_braces(f"{named}{times}")
            data.append(f"  - {{name: {name}, value: {part.number.yaml}}}")
        parts = " + ".join(self.found[index].text for index in total.parts)
        self.indicators.append(
            ProposedIndicator(
                identity,
                key,
                label,
                unit,
                PARTS,
                self.headings.get(head.part, ""),
                tuple(data),
                indices,
                head.text,
                f"tổng của các phần: {parts}",
                total.confidence,
                ("các số riêng, không cộng thành tổng",) if total.confidence < _LIKELY else (),
            )
        )
        self.free -= {*indices}
        self._print(total.total, f"indicators.{key}.total", unit)
        for number, index in enumerate(total.parts):
            self._print(index, f"indicators.{key}.parts[{number}].value", unit)
            if self.found[index].qualifier:
                # A part has no word of estimation of its own: it stays in the sentence.
                self.tags[index] = f"{self.found[index].qualifier} {self.tags[index]}"

    def _as_values(self, targets: Collection[int], shares: Sequence[Share]) -> None:
        """Allot the numbers that are left, equal ones to one indicator."""
        commons: dict[int, Share] = {}
        for share in shares:
            if {share.part, share.whole} <= self.free:
                commons[share.part] = commons[share.whole] = share
                if share.share is not None and share.is_exact and share.share in self.free:
                    commons[share.share] = share
        groups: dict[object, list[int]] = {}
        wholes = self.wholes = {share.whole for share in commons.values()}
        percents = {
            share.share
            for share in commons.values()
            if share.share is not None and share.share in self.free and share.is_exact
        }
        for index in sorted(self.free - {*targets} - percents):
            figure = self.found[index]
            decision = self.decisions.get(self._identity(index))
            if decision is not None and decision.same_as:
                groups.setdefault(("same", decision.same_as), []).append(index)
                continue
            many = figure.digits >= _FEW_DIGITS or figure.number.decimals > 1 or index in wholes
            mark: object = index
            if many and figure.second is None and not self._is_undone(self._identity(index)):
                mark = (figure.value, figure.number.decimals, figure.unit, figure.qualifier)
                if index in wholes and figure.value < _LARGE:
                    mark = (*mark, "whole")
            groups.setdefault(mark, []).append(index)
        waiting: list[tuple[str, list[int]]] = []
        for mark, indices in groups.items():
            if isinstance(mark, tuple) and mark[0] == "same":
                waiting.append((mark[1], indices))
            else:
                self._as_value(tuple(indices))
        by_key = {each.key: each for each in self.indicators}
        for key, indices in waiting:
            same = by_key.get(key)
            if same is None or same.shape != VALUE:
                for index in indices:
                    self._as_value((index,))
                continue
            for index in indices:
                self.free.discard(index)
                self._print(index, f"indicators.{key}")
        for share_index in sorted(percents):
            share = commons[share_index]
            if share.part in self.expressions and share.whole in self.expressions:
                part, whole = self.expressions[share.part], self.expressions[share.whole]
                self._print(share_index, f"{part} | share_of({whole})")
                self.free.discard(share_index)
                self._note_computed(share_index, "share", 95, (share.part, share.whole))
            else:
                self._as_value((share_index,))

    def _as_value(self, indices: tuple[int, ...]) -> None:
        figure = self.found[indices[0]]
        identity = self._identity(indices[0])
        self.free -= {*indices}
        if self._is_words(identity):
            return
        said = figure.label
        if len(indices) > 1 and {*indices} & self.wholes and figure.unit != "đơn vị":
            said = f"Tổng số {figure.unit}"
        key, label, unit = self._named(identity, said, figure.unit)
        value = figure.number.yaml
        shape = VALUE
        if figure.second is not None:
            shape = RANGE
            written = f"{{from: {value}, to: {figure.second.yaml}}}"
        elif figure.qualifier:
            written = f"{{value: {value}, qualifier: {figure.qualifier}}}"
        else:
            written = value
        others = []
        if len(indices) > 1:
            others.append("các số khác nhau, chỉ tình cờ bằng nhau")
        equal = [
            each.key
            for each in self.indicators
            if each.shape == VALUE and each.value == figure.text and each.unit == unit
        ]
        others += [f"{SAME_FIGURE} {each}" for each in equal[:3]]
        confidence = _LIKELY if figure.digits >= _FEW_DIGITS else 65
        if len(figure.label.split()) < 2:
            confidence -= 15
        if figure.unit == "đơn vị":
            confidence -= 15
        if others:
            confidence -= 10
        self.indicators.append(
            ProposedIndicator(
                identity,
                key,
                label,
                unit,
                shape,
                self.headings.get(figure.part, ""),
                (f"{key}: {written}",),
                indices,
                figure.text,
                "",
                confidence,
                tuple(others),
            )
        )
        for index in indices:
            self._print(index, f"indicators.{key}", unit)

    def _note_computed(
        self, index: int, relation: str, confidence: int, inputs: Sequence[int]
    ) -> None:
        figure = self.found[index]
        texts = [self.found[each].text for each in inputs]
        said = {
            "share": "tỷ lệ của {0} trong {1}",
            "ratio": "bình quân: {0} chia cho {1}",
            "difference": "{0} trừ {1}",
            "table": "số trong bảng",
            "same": "cùng một số với {0}",
        }[relation].format(*texts)
        self.indicators.append(
            ProposedIndicator(
                self._identity(index),
                "",
                figure.label,
                figure.unit,
                "",
                self.headings.get(figure.part, ""),
                (),
                (index,),
                figure.text,
                said,
                confidence,
                ("số riêng, không tính từ số khác",) if confidence < _SURE else (),
            )
        )

    def _named(self, identity: str, label: str, unit: str) -> tuple[str, str, str]:
        """Return key, label and unit, as a person has decided or as they are proposed."""
        decision = self.decisions.get(identity)
        if decision is not None:
            label, unit = decision.label or label, decision.unit or unit
        label = label[:_MOST_LABEL].strip() or "Số liệu"
        wanted = decision.name if decision is not None and decision.name else label
        most = _MOST_LETTERS if len(self.found) < _MANY else _FEWEST_LETTERS
        key = free_name(wanted, self.keys, most)
        self.keys[key] = None
        return key, label, unit

    def _print(self, index: int, expression: str, declared: str = "") -> None:
        """Set the tag that prints a number from an expression."""
        figure = self.found[index]
        self.expressions[index] = expression
        if figure.number.is_padded:
            self.tags[index] = f"{{{{ {expression} | two_digits }}}}"
        elif figure.prints_unit and (not declared or declared == figure.unit):
            self.tags[index] = f"{{{{ {expression} | with_unit }}}}"
        elif figure.prints_unit:
            self.tags[index] = f"{{{{ {expression} }}}} {figure.unit}"
        else:
            self.tags[index] = f"{{{{ {expression} }}}}"


def _strong_cells(tables: Sequence[TableIndicator]) -> Iterator[_Cell]:
    """Yield the cells whose number is like no other of its table, sums before what is written."""
    cells = [
        _Cell(each.expression, each.value, each.unit, each.is_computed)
        for table in tables
        for each in table.cells.values()
        if each.unit != PERCENT and len(str(each.value.numerator).strip("0")) >= _MANY_DIGITS - 1
    ]
    counted = Counter((cell.value, cell.unit) for cell in cells)
    cells = [each for each in cells if counted[each.value, each.unit] == 1 or each.is_computed]
    return iter(sorted(cells, key=lambda cell: not cell.is_computed))


def declarations(indicators: Sequence[ProposedIndicator]) -> Iterator[str]:
    """Yield the lines of form.yaml that declare the indicators."""
    for each in indicators:
        if not each.key:
            continue
        yield f"  {each.key}:"
        yield f"    label: {quoted(each.label)}"
        yield f"    unit: {quoted(each.unit)}"
        if each.shape != VALUE:
            yield f"    shape: {each.shape}"
        if each.group:
            yield f"    group: {quoted(each.group)}"


def _string(text: str) -> str:
    escaped = text.replace("\\", "").replace('"', "")
    return f'"{escaped}"'
