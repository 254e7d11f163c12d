"""A table of a report as an indicator of the form: columns, rows or lines, and totals."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.importing.line_wording import Piece
from ntmreport.importing.plain_names import free_name, plain_name, quoted_in_braces
from ntmreport.importing.table_columns import body_of
from ntmreport.importing.table_template import table_rows
from ntmreport.starting.yaml_edits import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.importing.report_outline import LineTable
    from ntmreport.importing.table_columns import BodyRow, TableBody

_MOST_DEPTH = 3
_MOST_NAME = 24
_PERIOD = re.compile(
    r"(?:\d+ tháng (?:đầu|cuối) )?(?:năm )?(?:19|20)\d\d|đến \d+/\d+/\d+", re.IGNORECASE
)


class CellTag(Struct, frozen=True):
    """The expression that prints a cell, with the value and unit of its figure."""

    expression: str
    value: Fraction
    unit: str
    is_computed: bool


class TableIndicator(Struct, frozen=True):
    """An indicator that is a table.

    `declaration` are the lines of form.yaml below its key, `data` those of the data. `cells` are
    the figures that its template prints, by row and column, `pieces` their tags. `loop` are the
    lines of the template that stand for the rows of the range `looped`.
    """

    key: str
    label: str
    declaration: tuple[str, ...]
    data: tuple[str, ...]
    table: LineTable
    pieces: Mapping[tuple[int, int], Sequence[Piece]]
    short_names: tuple[str, ...]
    loop: tuple[str, ...]
    looped: range
    cells: Mapping[tuple[int, int], CellTag]
    totals: int
    unit: str

    def template(
        self, others: Mapping[tuple[int, int], Sequence[Piece]] | None = None
    ) -> list[str]:
        """Return the rows of the template, with tags of `others` in cells that it leaves."""
        rows = table_rows(self.table, {**(others or {}), **self.pieces})
        if self.looped:
            first, last = self.looped[0], self.looped[-1]
            rows = [*rows[: first - 1], *self.loop, *rows[last:]]
        return [*self.short_names, *rows]

    @property
    def taken(self) -> frozenset[tuple[int, int]]:
        """The cells whose text is the indicator's: its figures, and the rows of the loop."""
        columns = range(1, self.table.columns + 1)
        return frozenset(self.cells) | {(row, column) for row in self.looped for column in columns}


class _Node(Struct, frozen=True):
    """A row with the rows that it is the sum of."""

    row: BodyRow
    key: str
    below: tuple[_Node, ...]


def table_indicator(table: LineTable, key: str, label: str, unit: str) -> TableIndicator | None:
    """Return the indicator for a table; None where it has no columns of numbers."""
    body = body_of(table)
    if body is None:
        return None
    names = _column_names(body)
    tree = _tree(body)
    if tree is not None:
        return _of_lines(table, body, tree, names, key, label, unit)
    return _of_rows(table, body, names, key, label, unit)


def _column_names(body: TableBody) -> dict[int, str]:
    """Return short names of the columns: by the lowest of their heads, longer where they meet."""
    names: dict[int, str] = {}
    if body.labels:
        names[body.labels] = "name"
    for column in range(1, body.columns + 1):
        if column in {body.numbering, body.labels}:
            continue
        heads = [_PERIOD.sub(" ", head) for head in body.head_texts.get(column, ())]
        tries = [plain_name(" ".join(heads[-size:]), most=_MOST_NAME) for size in (1, 2, 3)]
        free = [each for each in tries if each[:1].isalpha() and each not in names.values()]
        names[column] = free[0] if free and free[0] != "name" else f"cot{column}"
    return names


def _tree(body: TableBody) -> tuple[tuple[_Node, ...], BodyRow | None] | None:
    """Return the rows by groups, and the row that sums up all; None where sums do not hold."""
    totals = [row for row in body.rows if row.is_total]
    rest = [row for row in body.rows if not row.is_total]
    total = totals[0] if len(totals) == 1 and totals[0] in (body.rows[0], body.rows[-1]) else None
    if not body.labels or not body.is_regular or (totals and total is None) or len(rest) < 2:
        return None
    if any(row.level is None or not row.label for row in rest):
        return None
    words = [
        column
        for column in range(1, body.columns + 1)
        if column not in {body.numbering, body.labels, *body.figures}
    ]
    if any(row.text(column) for row in body.rows for column in words):
        return None
    roots, at = _nodes(rest, 0, -1)
    if at < len(rest) or all(not node.below for node in roots):
        return None
    added = _added(body)
    if not all(_holds(node, body, added) for node in roots):
        return None
    if total is not None and not _is_sum(total, roots, added):
        return None
    leaves = [leaf for node in roots for leaf in _leaves(node)]
    if any(column not in leaf.row.numbers for leaf in leaves for column in body.figures):
        return None
    return roots, total


def _added(body: TableBody) -> list[int]:
    return [
        column for column in body.figures if column not in body.percents and column not in body.sums
    ]


def _nodes(rows: Sequence[BodyRow], at: int, above: int) -> tuple[tuple[_Node, ...], int]:
    """Return the rows from `at` on that are of one level, each with those of a deeper one."""
    found: list[_Node] = []
    keys: dict[str, None] = {}
    level = None
    while at < len(rows):
        row = rows[at]
        own = row.level if row.level is not None else 0
        if own <= above or (level is not None and own < level):
            break
        level = own if level is None else level
        key = free_name(row.label, keys)
        keys[key] = None
        below, at = _nodes(rows, at + 1, own)
        found.append(_Node(row, key, below))
    return tuple(found), at


def _leaves(node: _Node) -> Iterator[_Node]:
    if not node.below:
        yield node
    for each in node.below:
        yield from _leaves(each)


def _holds(node: _Node, body: TableBody, added: Sequence[int], depth: int = 1) -> bool:
    if not node.below:
        return True
    if depth >= _MOST_DEPTH or not _is_sum(node.row, node.below, added):
        return False
    return all(_holds(each, body, added, depth + 1) for each in node.below)


def _is_sum(row: BodyRow, parts: Sequence[_Node], added: Sequence[int]) -> bool:
    for column in added:
        if column not in row.numbers or any(column not in each.row.numbers for each in parts):
            return False
        values = [each.row.numbers[column].number for each in parts]
        total = sum((value.value for value in values), Fraction())
        number = row.numbers[column].number
        if number.value != total or not _prints_alike(row, column, total):
            return False
    return True


def _prints_alike(row: BodyRow, column: int, total: Fraction) -> bool:
    from ntmreport.importing.written_number import printed

    return printed(total) == row.text(column).rstrip("%")


def _declared(
    body: TableBody, names: Mapping[int, str], unit: str, words: Sequence[int], name: int
) -> Iterator[str]:
    """Yield the lines of form.yaml for the columns: what is computed stands behind its parts."""
    yield "    columns:"
    if name:
        label = body.heads.get(name) or "Nội dung"
        yield f"      name: {{label: {quoted_in_braces(label)}, kind: text, required: true}}"
    for column in words:
        label = body.heads.get(column) or f"Cột {column}"
        yield f"      {names[column]}: {{label: {quoted_in_braces(label)}, kind: text}}"
    waiting = list(body.figures)
    while waiting:
        for column in list(waiting):
            formula = body.sums.get(column)
            if formula is not None and any(part in waiting for part in formula.parts):
                continue
            waiting.remove(column)
            yield f"      {names[column]}: {{{', '.join(_terms(body, names, column, unit))}}}"


def _terms(body: TableBody, names: Mapping[int, str], column: int, unit: str) -> Iterator[str]:
    yield f"label: {quoted_in_braces(body.heads.get(column) or f'Cột {column}')}"
    formula = body.sums.get(column)
    if formula is not None:
        sign = " / " if formula.is_share else " + "
        yield f"formula: {sign.join(names[part] for part in formula.parts)}"
        return
    own = "%" if column in body.percents else unit
    if own:
        yield f"unit: {quoted(own)}"
    if any(column not in row.numbers for row in body.rows):
        yield "required: false"


def _of_lines(
    table: LineTable,
    body: TableBody,
    tree: tuple[tuple[_Node, ...], BodyRow | None],
    names: Mapping[int, str],
    key: str,
    label: str,
    unit: str,
) -> TableIndicator:
    """Return a table whose lines the form lays down, groups as the sums of their lines."""
    roots, total = tree
    cells: dict[tuple[int, int], CellTag] = {}
    pieces: dict[tuple[int, int], tuple[Piece, ...]] = {}
    ordered: list[_Node] = []

    def walk(node: _Node) -> None:
        ordered.append(node)
        for each in node.below:
            walk(each)

    for root in roots:
        walk(root)
    count = 0
    for number, node in enumerate(ordered):
        for column in body.figures:
            expression = f"indicators.{key}.lines[{number}].{names[column]}"
            is_computed = bool(node.below) or column in body.sums
            _put(node.row, column, expression, unit, body, cells, pieces, is_computed=is_computed)
            count += is_computed
    if total is not None:
        for column in body.figures:
            if column in body.percents and column not in body.sums:
                continue
            expression = f"indicators.{key}.totals.{names[column]}"
            _put(total, column, expression, unit, body, cells, pieces, is_computed=True)
            count += 1
    declaration = [
        "    shape: table",
        *_declared(body, names, unit, (), 0),
        "    lines:",
        *_declared_lines(roots, 6),
    ]
    data = [*_data_lines(roots, names, [c for c in body.figures if c not in body.sums], 2)]
    return TableIndicator(
        key,
        label,
        tuple(declaration),
        tuple(data),
        table,
        pieces,
        _short_names(key, "lines", has_totals=total is not None),
        (),
        range(0),
        cells,
        count,
        unit,
    )


_SHORT = {"lines": "d", "rows": "d", "totals": "t"}


def _alias(expression: str) -> str:
    """Return an expression by the short name that the template has for a part of the table."""
    _, _, rest = expression.split(".", 2)
    name = re.match(r"[a-z]+", rest)
    return rest if name is None else f"{_SHORT[name[0]]}{rest[name.end() :]}"


def _short_names(key: str, part: str, *, has_totals: bool) -> tuple[str, ...]:
    """Return the lines of a template that give short names to parts of a table."""
    names = [f"{{% set d = indicators.{key}.{part} %}}"] if part else []
    if has_totals:
        names.append(f"{{% set t = indicators.{key}.totals %}}")
    return tuple(names)


def _put(
    row: BodyRow,
    column: int,
    expression: str,
    unit: str,
    body: TableBody,
    cells: dict[tuple[int, int], CellTag],
    pieces: dict[tuple[int, int], tuple[Piece, ...]],
    *,
    is_computed: bool,
) -> None:
    found = row.numbers.get(column)
    if found is None:
        return
    own = "%" if column in body.percents else unit
    cells[row.row, column] = CellTag(expression, found.number.value, own, is_computed)
    text = row.cells[column].line.text
    start = len(text) - len(text.lstrip())
    pieces[row.row, column] = (Piece(start, len(text.rstrip()), f"{{{{ {_alias(expression)} }}}}"),)


def _declared_lines(nodes: Sequence[_Node], indent: int) -> Iterator[str]:
    space = " " * indent
    for node in nodes:
        yield f"{space}{node.key}:"
        yield f"{space}  label: {quoted(node.row.label)}"
        if node.below:
            yield f"{space}  lines:"
            yield from _declared_lines(node.below, indent + 4)


def _data_lines(
    nodes: Sequence[_Node], names: Mapping[int, str], columns: Sequence[int], indent: int
) -> Iterator[str]:
    space = " " * indent
    for node in nodes:
        if node.below:
            yield f"{space}{node.key}:"
            yield from _data_lines(node.below, names, columns, indent + 2)
            continue
        values = ", ".join(
            f"{names[column]}: {node.row.numbers[column].number.yaml}" for column in columns
        )
        yield f"{space}{node.key}: {{{values}}}"


def _of_rows(
    table: LineTable,
    body: TableBody,
    names: Mapping[int, str],
    key: str,
    label: str,
    unit: str,
) -> TableIndicator | None:
    """Return a table of records, its last row, or its first, as totals where it is their sum."""
    rows = list(body.rows)
    total = None
    added = _added(body)
    for place in (len(rows) - 1, 0):
        others = [row for row in rows if row is not rows[place]]
        if rows[place].is_total and len(others) > 1 and not any(row.is_total for row in others):
            total = rows[place]
            rows = others
            break
    rows = [row for row in rows if row.numbers]
    if not rows:
        return None
    totalled = (
        []
        if total is None
        else [
            column
            for column in added
            if column in total.numbers
            and all(column in row.numbers for row in rows)
            and _prints_alike(
                total, column, sum((row.numbers[column].number.value for row in rows), Fraction())
            )
        ]
    )
    words = [
        column
        for column in range(1, body.columns + 1)
        if column not in {body.numbering, body.labels, *body.figures}
        and any(row.text(column) for row in rows)
    ]
    # What is computed may be computed in each row that is kept, and in the totals.
    cells: dict[tuple[int, int], CellTag] = {}
    pieces: dict[tuple[int, int], tuple[Piece, ...]] = {}
    count = 0
    for number, row in enumerate(rows):
        for column in body.figures:
            expression = f"indicators.{key}.rows[{number}].{names[column]}"
            is_computed = column in body.sums
            _put(row, column, expression, unit, body, cells, pieces, is_computed=is_computed)
            count += is_computed and column in row.numbers
    if total is not None:
        for column in body.figures:
            formula = body.sums.get(column)
            if column in totalled or (
                formula is not None and all(part in totalled for part in formula.parts)
            ):
                expression = f"indicators.{key}.totals.{names[column]}"
                _put(total, column, expression, unit, body, cells, pieces, is_computed=True)
                count += 1
    declaration = [
        "    shape: table",
        *_declared(body, names, unit, words, body.labels),
    ]
    if totalled:
        declaration.append(f"    totals: [{', '.join(names[column] for column in totalled)}]")
    data = []
    for row in rows:
        values = []
        if body.labels:
            values.append(f"name: {quoted_in_braces(row.label or '-')}")
        values += [
            f"{names[column]}: {quoted_in_braces(row.text(column))}"
            for column in words
            if row.text(column)
        ]
        values += [
            f"{names[column]}: {row.numbers[column].number.yaml}"
            for column in body.figures
            if column in row.numbers and column not in body.sums
        ]
        data.append(f"  - {{{', '.join(values)}}}")
    has_totals = total is not None and any(row == total.row for row, _ in cells)
    loop = _looped(body, rows, names, key, words)
    looped = range(rows[0].row, rows[-1].row + 1) if loop else range(0)
    return TableIndicator(
        key,
        label,
        tuple(declaration),
        tuple(data),
        table,
        pieces,
        _short_names(key, "" if loop else "rows", has_totals=has_totals),
        loop,
        looped,
        cells,
        count,
        unit,
    )


def _looped(
    body: TableBody,
    rows: Sequence[BodyRow],
    names: Mapping[int, str],
    key: str,
    words: Sequence[int],
) -> tuple[str, ...]:
    """Return a loop over rows that are alike, as next year may have others; else nothing."""
    if not body.is_regular or not body.labels or len(rows) < 2:
        return ()
    numbers = [row.row for row in rows]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return ()
    marks = [row.text(body.numbering) for row in rows] if body.numbering else []
    if marks and marks != [str(number + 1) for number in range(len(marks))]:
        return ()
    if any(column not in row.numbers for row in rows for column in body.figures):
        return ()
    if any(not row.label for row in rows):
        return ()
    is_bold = any("b" in cell.line.bold for row in rows for cell in row.cells.values())
    is_italic = any("i" in cell.line.italic for row in rows for cell in row.cells.values())
    if is_bold or is_italic or any(c.line.notes for row in rows for c in row.cells.values()):
        return ()
    written = []
    for column in range(1, body.columns + 1):
        if column == body.numbering:
            written.append("| {{ loop.index | ordinal }}")
        elif column in body.figures or column == body.labels:
            written.append(f"| {{{{ row.{names[column]} }}}}")
        elif column in words:
            written.append(f'| {{{{ row.{names[column]} or "" }}}}')
        else:
            written.append("|")
    return (f"{{% for row in indicators.{key} %}}", f"{' '.join(written)} |", "{% endfor %}")
