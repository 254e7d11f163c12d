"""The tracked changes around what is read of a Word file, and which of them a view leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.layout.word_xml import Element, W, attribute
from ntmreport.word_reader.word_file import ChangeKind, View

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANGE_KINDS: Mapping[str, ChangeKind] = {
    f"{W}ins": ChangeKind.INSERTED,
    f"{W}del": ChangeKind.DELETED,
    f"{W}moveFrom": ChangeKind.MOVED_AWAY,
    f"{W}moveTo": ChangeKind.MOVED_HERE,
    f"{W}cellIns": ChangeKind.INSERTED,
    f"{W}cellDel": ChangeKind.DELETED,
}
"""The kinds of changes by the tags of what came or went."""

HIDDEN: Mapping[View, frozenset[ChangeKind]] = {
    View.ACCEPTED: frozenset({ChangeKind.DELETED, ChangeKind.MOVED_AWAY}),
    View.REJECTED: frozenset({ChangeKind.INSERTED, ChangeKind.MOVED_HERE}),
}
"""The kinds of changes whose text a view leaves out."""

_MOVES = frozenset({ChangeKind.MOVED_AWAY, ChangeKind.MOVED_HERE})


class ChangeMark(Struct, frozen=True):
    """A tracked change; `is_hidden` says that the view leaves its text out."""

    kind: ChangeKind
    author: str
    date: str
    move: str
    is_hidden: bool


class TrackedChanges:
    """The changes around what is being read, the innermost last."""

    def __init__(self, view: View) -> None:
        """Settle them in `view`."""
        self._hidden_kinds = HIDDEN[view]
        self._marks: list[ChangeMark] = []
        self._hidden_marks = 0
        self._move = ""
        self._known: dict[ChangeMark, ChangeMark] = {}

    @property
    def is_hidden(self) -> bool:
        """True if the view leaves out what is being read."""
        return bool(self._hidden_marks)

    @property
    def innermost(self) -> ChangeMark | None:
        """The change that what is being read came or went by, None outside of all."""
        if not self._marks:
            return None
        mark = self._marks[-1]
        if self._hidden_marks and not mark.is_hidden:
            return replace(mark, is_hidden=True)
        return mark

    def mark(self, element: Element) -> ChangeMark:
        """Return the change that an element says; one of another kind is of the look alone."""
        kind = CHANGE_KINDS.get(str(element.tag), ChangeKind.FORMATTED)
        mark = ChangeMark(
            kind,
            attribute(element, "author"),
            attribute(element, "date"),
            self._move if kind in _MOVES else "",
            kind in self._hidden_kinds,
        )
        return self._known.setdefault(mark, mark)

    def enter(self, *marks: ChangeMark) -> None:
        """Begin what came or went by changes."""
        self._marks += marks
        self._hidden_marks += sum(mark.is_hidden for mark in marks)

    def leave(self, *marks: ChangeMark) -> None:
        """End what came or went by changes, the last that were begun."""
        del self._marks[len(self._marks) - len(marks) :]
        self._hidden_marks -= sum(mark.is_hidden for mark in marks)

    def start_move(self, element: Element) -> None:
        """Begin one end of a move, which has a name."""
        self._move = attribute(element, "name")

    def end_move(self, _: Element) -> None:
        """End one end of a move."""
        self._move = ""
