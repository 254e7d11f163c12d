"""From the lines of composed text, one after the other, to the frame, the body and the annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.compose.tables import WrittenRow, tables
from ntmreport.document import Annex, Block, BlockKind

if TYPE_CHECKING:
    from ntmreport.compose.markup import Part
    from ntmreport.document import Run, Table

_ANNEX_KINDS = {
    kind.value: kind for kind in (BlockKind.ANNEX, BlockKind.ANNEX_TITLE, BlockKind.ANNEX_REFERENCE)
}
"""The lines `@annex`, `@annex_title` and `@annex_reference`; the first one begins an annex."""


class Assembly:
    """Takes the parts of a report in their order and puts each where it belongs."""

    def __init__(self) -> None:
        self._frame: dict[str, list[tuple[Run, ...]]] = {}
        self._body: list[Block | Table] = []
        self._annexes: list[list[Block | Table]] = []
        self._rows: list[WrittenRow] = []

    def add(self, part: Part) -> None:
        """Take the next part; raises TableError where it ends rows that make no table."""
        if isinstance(part, WrittenRow):
            self._rows.append(part)
            return
        self.end_table()
        if isinstance(part, Block):
            self._content.append(part)
        elif part.name in _ANNEX_KINDS:
            kind = _ANNEX_KINDS[part.name]
            if kind is BlockKind.ANNEX:
                self._annexes.append([])
            self._content.append(Block(kind, "", part.runs, part.place))
        else:
            self._frame.setdefault(part.name, []).append(part.runs)

    def end_table(self) -> None:
        """Make tables of the rows since the last other part, or raise TableError."""
        rows, self._rows = self._rows, []
        if rows:
            self._content.extend(tables(rows))

    @property
    def _content(self) -> list[Block | Table]:
        return self._annexes[-1] if self._annexes else self._body

    @property
    def frame(self) -> dict[str, tuple[tuple[Run, ...], ...]]:
        """The lines around the body, by their names."""
        return {name: tuple(lines) for name, lines in self._frame.items()}

    @property
    def body(self) -> tuple[Block | Table, ...]:
        """What stands before the first annex."""
        return tuple(self._body)

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annexes, in their order."""
        return tuple(Annex(tuple(content)) for content in self._annexes)
