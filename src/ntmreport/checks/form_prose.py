"""The prose of a form, and where patterns match in it: found once for the form's templates.

What was found is kept in the process and, through `cache`, on disk, as plain data. A report's
checks search the report's own texts, and take from here what is to be said of the form.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec.structs import astuple

from ntmreport import cache
from ntmreport.checks.character_positions import Position
from ntmreport.checks.template_prose import Piece, TemplateLine, template_pieces
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

Found = TypeVar("Found")

_MOST_FORMS = 16
"""Forms whose prose stays in the memory of a process."""

_MOST_FOUND = 300
"""Patterns, and other things that are looked for, whose finds are remembered for a form."""


class ProsePattern:
    """A pattern that is sought in prose; with `is_of_small_letters`, in prose in small letters.

    `signs` tell fast where it cannot match: texts one of which stands wherever it matches, or
    a function that says of a text whether it may.
    """

    def __init__(
        self,
        text: str,
        signs: tuple[str, ...] | Callable[[str], bool] = (),
        *,
        is_of_small_letters: bool = False,
    ) -> None:
        """Take the regular expression `text`, which is compiled when it is used."""
        self.name = text
        self.compiled = lazy_pattern(text)
        self.is_of_small_letters = is_of_small_letters
        self._signs = signs

    def may_match(self, text: str) -> bool:
        """Return whether the pattern can match in `text` at all."""
        if callable(self._signs):
            return self._signs(text)
        return not self._signs or any(sign in text for sign in self._signs)

    def found_in(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the matches in text[start:end]."""
        return self.compiled.finditer(text, start, end)

    def found_at(self, text: str, offset: int) -> re.Match[str] | None:
        """Return the match that begins at `offset`."""
        return self.compiled.match(text, offset)


class FormProse:
    """The prose of a form: its `pieces`, each on a line of `text`, and what was found in them."""

    def __init__(
        self, pieces: Iterable[Piece], found: dict[str, object] | None = None, entry: str = ""
    ) -> None:
        """Take what is kept as the `entry` of the cache, if it has one."""
        self.pieces = tuple(pieces)
        self.text = "\n".join(piece.text for piece in self.pieces)
        self._found = found or {}
        self._entry = entry
        self._is_kept = found is not None

    @functools.cached_property
    def small(self) -> str:
        """The text in small letters, with the same offsets."""
        return in_small_letters(self.text)

    def spans(self, pattern: ProsePattern) -> Sequence[tuple[str, int, int]]:
        """Return the last named group, the start and the end of each match of `pattern`."""

        def search() -> list[tuple[str, int, int]]:
            # What stands before the form's first line is the end of another line.
            text = f"\n{self.small if pattern.is_of_small_letters else self.text}"
            return [
                (match.lastgroup or "", match.start() - 1, match.end() - 1)
                for match in pattern.found_in(text, 1, len(text))
            ]

        return self.once(f"{pattern.is_of_small_letters:d} {pattern.name}", search)

    def once(self, name: str, work_out: Callable[[], Found]) -> Found:
        """Return what `work_out` makes of the form's prose: numbers, texts and lists of them."""
        if name not in self._found:
            found = work_out()
            if len(self._found) >= _MOST_FOUND:  # patterns of the data's own words
                return found
            self._found[name] = found
            self._is_kept = False
        return cast("Found", self._found[name])

    def keep(self) -> None:
        """Keep on disk what was found."""
        if self._is_kept or not self._entry:
            return
        self._is_kept = True
        lines = [
            [
                piece.text,
                piece.frame,
                piece.origin.file.rpartition("/")[2],
                [(offset, astuple(position)) for offset, position in piece.origin.starts],
            ]
            for piece in self.pieces
            if isinstance(piece.origin, TemplateLine)
        ]
        kept = json.dumps([lines, self._found], ensure_ascii=False, separators=(",", ":"))
        cache.keep(self._entry, kept.encode("utf-8", "surrogatepass"))


def is_letter(character: str) -> bool:
    """Return whether a character is a letter, as `[^\\W\\d_]` is in patterns."""
    return character.isalnum() and not character.isdecimal()


def in_small_letters(text: str) -> str:
    """Return `text` in small letters, with the same offsets."""
    # Of all letters, this one alone is longer in small.
    return text.replace("İ", "I").lower()


@functools.lru_cache(maxsize=_MOST_FORMS)
def form_prose(folder: str, templates: tuple[tuple[str, str], ...]) -> FormProse:
    """Return the prose of templates, names and texts, and what was found in it before."""
    known = json.dumps([_maker(), *templates])
    entry = f"prose-{hashlib.sha256(known.encode()).hexdigest()}"

    def read(kept: bytes) -> tuple[list[Piece], dict[str, object]]:
        lines, found = json.loads(kept.decode("utf-8", "surrogatepass"))
        pieces = [
            Piece(
                str(text),
                TemplateLine(
                    f"{folder}/{name}",
                    [(int(offset), Position(*position)) for offset, position in starts],
                ),
                str(frame),
            )
            for text, frame, name, starts in lines
        ]
        return pieces, dict(found)

    kept = cache.recall(entry, read)
    if kept is not None:
        return FormProse(*kept, entry)
    pieces = [
        piece for name, text in templates for piece in template_pieces(text, f"{folder}/{name}")
    ]
    return FormProse(pieces, None, entry)


@functools.cache
def _maker() -> str:
    """Name what makes entries: the code and the tables of the checks, as they are."""
    makers = [
        f"{folder}/{name}"
        for folder, _, names in os.walk(Path(__file__).parent)
        for name in names
        if not name.endswith(".pyc")
    ]
    return cache.maker_digest(map(Path, sorted(makers)))
