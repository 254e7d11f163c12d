"""The texts of files and their trees, read again only where something has changed."""

from __future__ import annotations

import os
import time
from operator import is_
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec import Struct

from ntmreport.source.loading import LoadedText, decode, load_text
from ntmreport.source.reader import ReadTree, read_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from pathlib import Path

_MOST_KEPT = 30_000
"""Files of which the text and the tree are kept, so that a long session has an end."""

_JUST_SAVED = 3_000_000_000
"""Nanoseconds: a file system may tell no two savings apart that are as close as that."""

_TIMES = 3

_State: TypeAlias = "tuple[int, ...]"

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Kept(Struct, frozen=True):
    """What was read of a file; it may be used again where its `state` is the same and not empty."""

    state: _State
    within: Path
    loaded: LoadedText


class _Made(Struct, frozen=True):
    """What was made of trees, by other values."""

    of: tuple[object, ...]
    by: tuple[object, ...]
    value: object


class SourceTexts:
    """The texts of files by the names that spans give them: those in an editor, then those on disk.

    Until `look_again`, a file is read once. Later on it is read anew where the system says that it
    has changed. A tree is kept for as long as its text is the same, and what was made of trees for
    as long as they are: what comes of it is what a fresh reading gives.
    """

    def __init__(self, unsaved: Mapping[str, str] | None = None) -> None:
        """Begin with the texts of files that are not saved yet."""
        self.unsaved: dict[str, str] = dict(unsaved or {})
        self._kept: dict[str, _Kept] = {}
        self._read: set[str] = set()
        self._trees: dict[tuple[str, str], tuple[str, ReadTree]] = {}
        self._made: dict[Hashable, _Made] = {}

    def look_again(self) -> None:
        """Have each file looked at again."""
        self._read.clear()

    def load(self, path: Path, file: str, within: Path) -> LoadedText:
        """Return the text of the file at `path`, as `load_text` reads it."""
        if file in self.unsaved:
            return decode(self.unsaved[file].encode("utf-8", "surrogatepass"), file)
        kept = self._kept.get(file)
        if kept is not None and kept.within == within:
            if file in self._read:
                return kept.loaded
            if kept.state and kept.state == _state(path):
                self._read.add(file)
                return kept.loaded
        begun = time.time_ns()
        state = _state(path)
        loaded = load_text(path, file, within)
        is_settled = bool(state) and max(state[:_TIMES]) < begun - _JUST_SAVED
        _put(self._kept, file, _Kept(state if is_settled else (), within, loaded))
        self._read.add(file)
        return loaded

    def tree(self, file: str, stem: str, text: str) -> ReadTree:
        """Return the tree of `text`, as `read_text` reads it."""
        known = self._trees.get((file, stem))
        if known is not None and known[0] == text:
            return known[1]
        tree = read_text(file, stem, text)
        _put(self._trees, (file, stem), (text, tree))
        return tree

    def recall(self, what: Hashable, of: Sequence[object], by: Sequence[object] = ()) -> object:
        """Return what was made `of` the very same trees, `by` equal values; None where nothing was.

        `what` names it.
        """
        made = self._made.get(what)
        if made is None or len(made.of) != len(of) or made.by != tuple(by):
            return None
        return made.value if all(map(is_, made.of, of)) else None

    def keep(
        self, what: Hashable, value: object, of: Sequence[object], by: Sequence[object] = ()
    ) -> None:
        """Keep what was made of trees, until something else is made for `what`."""
        _put(self._made, what, _Made(tuple(of), tuple(by), value))

    def has(self, path: Path) -> bool:
        """Return whether there is a file at `path`, or a text that will be one."""
        return path.as_posix() in self.unsaved or os.path.lexists(path)

    def unsaved_in(self, folder: Path) -> Iterator[str]:
        """Yield the names of files right in `folder` that are not saved yet."""
        begin = f"{folder.as_posix()}/"
        for file in self.unsaved:
            name = file.removeprefix(begin)
            if name != file and "/" not in name:
                yield name


def _state(path: Path) -> _State:
    """Return what the system says of a file, and of the link to it; nothing where there is none."""
    try:
        status, link = os.stat(path), os.lstat(path)  # noqa: PTH116 - called for thousands of files
    except OSError:
        return ()
    return (
        *(status.st_mtime_ns, link.st_mtime_ns, status.st_ctime_ns),  # so many times come first
        *(status.st_dev, status.st_ino, status.st_size, link.st_dev, link.st_ino),
    )


def _put(kept: dict[Key, Value], key: Key, value: Value) -> None:
    """Add an entry; the oldest gives way."""
    kept.pop(key, None)
    if len(kept) >= _MOST_KEPT:
        del kept[next(iter(kept))]
    kept[key] = value
