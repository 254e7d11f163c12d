"""From the texts of a period and a form's templates to one text whose characters know their span.

Prose is what the report prints: the texts of the data and the templates' own words. Checks of
wording seek their patterns in it: in the texts of the data each time, in the words of the
templates once for the form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING
from unicodedata import is_normalized

from ntmreport.checks.character_positions import Positions, positions_of_scalar
from ntmreport.checks.form_prose import FormProse, form_prose, in_small_letters
from ntmreport.checks.located import lines_of, words_at
from ntmreport.checks.template_prose import EXPRESSION, STATEMENT, Piece, masked
from ntmreport.checks.violation import Violation, once_for_each_subject, path_in_template
from ntmreport.known_by_text import known_by_text
from ntmreport.language import Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import OPTIONAL_MODELS, Text, texts_of
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ntmreport.checks.form_prose import ProsePattern
    from ntmreport.checks.located import Located
    from ntmreport.checks.violation import Subject
    from ntmreport.language import Bilingual

WORD = lazy_pattern(r"[^\W\d_]+")

_MASKS = lazy_pattern(f"[{EXPRESSION}{STATEMENT}]+")

NOT_PRINTED = (("report", "form"), ("report", "forms"))
"""Texts of the data that tell the program something, not the reader."""

_MOST_KEPT = 4
"""Pieces whose positions are kept: those of many long texts would fill the memory."""


class Prose:
    """The prose of a period: the texts of its pieces, each on a line of `text`."""

    def __init__(
        self, pieces: Iterable[Piece], form: FormProse, sources: Mapping[str, str]
    ) -> None:
        """Join the `pieces` of the data and of the `form`.

        `sources` are the files' texts by their name in spans.
        """
        own = tuple(pieces)
        self.form = form
        self.pieces = (*own, *form.pieces)
        self.own_text = "\n".join(piece.text for piece in own)
        between = "\n" if own and form.pieces else ""
        self.text = f"{self.own_text}{between}{form.text}"
        self.start_of_form = len(self.own_text) + len(between)
        self._sources = sources
        self._starts = list(accumulate((len(piece.text) + 1 for piece in self.pieces), initial=0))
        self._positions: dict[int, Positions | None] = {}

    @cached_property
    def small(self) -> str:
        """The text in small letters, with the same offsets."""
        start = self.start_of_form
        return in_small_letters(self.text[:start]) + self.form.small

    @cached_property
    def own_words(self) -> Counter[str]:
        """The words of the data, which are letters without a break, and how often each occurs."""
        own = self.pieces[: len(self.pieces) - len(self.form.pieces)]
        return Counter(chain.from_iterable(_words_in(piece.text) for piece in own))

    @cached_property
    def words(self) -> Counter[str]:
        """The words of data and form, and how often each occurs."""
        words = Counter(self.own_words)
        words.update(self.words_of_form)
        return words

    @property
    def words_of_form(self) -> dict[str, int]:
        """The words of the form, and how often each occurs."""
        return self.form.once("words", lambda: dict(Counter(WORD.findall(self.form.text))))

    def matches(self, pattern: ProsePattern, *, of_form: bool = True) -> Iterator[re.Match[str]]:
        """Yield the matches of `pattern`, in their order; not those in the form where not asked."""
        text = self.small if pattern.is_of_small_letters else self.text
        start = self.start_of_form
        if pattern.may_match(self._own_small if pattern.is_of_small_letters else self._own):
            yield from pattern.found_in(text, 0, start)
        for _, first, _ in self.form.spans(pattern) if of_form else ():
            match = pattern.found_at(text, start + first)
            if match is not None:
                yield match

    def spans(self, pattern: ProsePattern) -> Iterator[tuple[str, int, int]]:
        """Yield the last named group, the start and the end of each match of `pattern`."""
        for match in self.matches(pattern, of_form=False):
            yield match.lastgroup or "", *match.span()
        of_form = self.start_of_form
        for group, start, end in self.form.spans(pattern):
            yield group, of_form + start, of_form + end

    @cached_property
    def _own(self) -> str:
        """The texts of the data, each between ends of lines."""
        return f"\n{self.own_text}\n"

    @cached_property
    def _own_small(self) -> str:
        return f"\n{self.small[: len(self.own_text)]}\n"

    def piece_at(self, offset: int) -> Piece:
        """Return the piece that the character at `offset` of the text belongs to."""
        return self.pieces[self._number(offset)]

    def line_at(self, offset: int) -> tuple[int, int]:
        """Return where the piece begins and ends that the character at `offset` belongs to."""
        number = self._number(offset)
        return self._starts[number], self._starts[number] + len(self.pieces[number].text)

    def span(self, start: int, end: int) -> Span:
        """Return the span of text[start:end], which is not empty and within one piece.

        Of words broken over several lines it is the part in the first one.
        """
        number = self._number(start)
        origin, first = self.pieces[number].origin, self._starts[number]
        positions = self._positions_in(number)
        if positions is None:
            assert isinstance(origin, Text)  # noqa: S101 - templates know all their positions
            return origin.span
        at = positions[start - first]
        line, end_column = at.line, at.end_column
        for offset in range(start - first + 1, min(end - first, len(positions))):
            position = positions[offset]
            if position.line != line:
                break
            end_column = position.end_column
        file = origin.span.file if isinstance(origin, Text) else origin.file
        return Span(file, line, at.column, line, end_column)

    def violation(
        self,
        start: int,
        end: int,
        message: Bilingual,
        hint: Bilingual | None = None,
        related: tuple[tuple[Located, Bilingual], ...] = (),
    ) -> Violation:
        """Return the violation that text[start:end] is wrong."""
        piece = self.piece_at(start)
        span = self.span(start, end)
        # What stands in a template is known by the template and the words.
        words = _MASKS.sub("…", self.text[start:end])
        path = piece.path or path_in_template(span.file, words)
        if isinstance(hint, Hint) and words_at(span, self._sources) != self.text[start:end]:
            # Broken over lines, or spelt by an escape: what is to be written fits no one span.
            hint = Hint(hint.vi, hint.en)
        return Violation(span, message, hint, related, path)

    def _number(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _positions_in(self, number: int) -> Positions | None:
        if number in self._positions:
            return self._positions[number]
        if len(self._positions) == _MOST_KEPT:
            del self._positions[next(iter(self._positions))]
        piece = self.pieces[number]
        if isinstance(piece.origin, Text):
            lines = lines_of(self._sources.get(piece.origin.span.file, ""))
            positions = positions_of_scalar(piece.origin.value, piece.origin.span, lines)
        else:
            positions = piece.origin.positions(len(piece.text))
        self._positions[number] = positions
        return positions


@known_by_text
def _words_in(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text))


@once_for_each_subject
def prose_of(subject: Subject) -> Prose:
    """Return the prose of a period, or of a finished report."""
    if subject.pieces is not None:
        return Prose(subject.pieces, FormProse(()), subject.texts)
    form = subject.form
    of_form = (
        FormProse(()) if form is None else form_prose(form.folder, tuple(form.templates.items()))
    )
    return Prose(_data_pieces(subject), of_form, subject.texts)


def keep_form_prose(subject: Subject) -> None:
    """Keep what was found in the form's prose, for the reports and runs that follow."""
    prose_of(subject).form.keep()


def _data_pieces(subject: Subject) -> Iterator[Piece]:
    for name, office in subject.models.items():
        if name in OPTIONAL_MODELS:
            continue
        for text in texts_of(office):
            if text.path[:2] in NOT_PRINTED or not is_normalized("NFC", text.value):
                continue  # decomposed letters are a violation of their own
            yield Piece(masked(text.value, ("{{",)) if "{{" in text.value else text.value, text)


_ADDRESSES = (
    (("@",), r"(?<!\S)\S*@\S+"),
    (("://", "www."), r"(?:https?://|www\.)\S+"),
    ((".vn", ".com", ".net", ".org"), r"(?<![\w.-])(?:[a-z0-9-]+\.)+(?:vn|com|net|org)\b"),
)
"""Patterns of addresses, and signs: a pattern is sought where the prose has one of its signs."""


class Ranges:
    """Ranges of offsets in the prose that do not overlap."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Take the starts and ends of ranges, in any order."""
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]

    def cover(self, offset: int) -> bool:
        """Return whether the character at `offset` is in one of the ranges."""
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ranges[number][1]


@lru_cache(maxsize=1)
def address_ranges(prose: Prose) -> Ranges:
    """Return the ranges of web and mail addresses, which have a spelling of their own."""
    text = prose.text
    sought = [pattern for signs, pattern in _ADDRESSES if any(sign in text for sign in signs)]
    found = re.finditer("|".join(sought), text) if sought else ()
    return Ranges(match.span() for match in found)
