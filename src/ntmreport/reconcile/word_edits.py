"""From a line and what became of it to edits, each of words that have one origin."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.reconcile.line_origins import Origin
from ntmreport.word_alignment import is_space, stretches, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ntmreport.reconcile.line_origins import Segment

_ANY_NUMBER = "#"


class Edit(Struct, frozen=True):
    """An edit: `start` to `end` of the old folded line became `new_start` to `new_end` of the new.

    `segment` is what was edited; `is_mixed` says that words of other origins were edited with it,
    so that it cannot be told what became of which.
    """

    segment: Segment
    start: int
    end: int
    new_start: int
    new_end: int
    is_mixed: bool = False


class _Words(Struct, frozen=True):
    """The words of a text, and where each begins; one place more is that of the end."""

    texts: Sequence[str]
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Words:
        found = words(text)
        return cls(found, [0, *accumulate(len(word) for word in found)])


def edits_of(old: str, new: str, segments: Sequence[Segment]) -> list[Edit]:
    """Return the edits that make the folded line `new` of `old`, in order.

    `segments` are what `old` was made from.
    """
    before, after = _Words.of(old), _Words.of(new)
    found: list[Edit] = []
    for same, start, end, new_start, new_end in stretches(before.texts, after.texts, is_space):
        if not same:
            for part in _by_shape(before, after, (start, end), (new_start, new_end)):
                found += _of_origins(part, old, segments)
    return found


_Part = tuple[int, int, int, int]
"""A stretch of the old text that became one of the new, in characters."""


def _by_shape(
    before: _Words, after: _Words, old: tuple[int, int], new: tuple[int, int]
) -> Iterator[_Part]:
    """Yield the parts of a stretch that changed: a number is taken for the number in its place."""
    shape, new_shape = _shapes(before.texts[slice(*old)]), _shapes(after.texts[slice(*new)])
    for same, start, end, new_start, new_end in stretches(shape, new_shape, is_space):
        i, j, k, m = old[0] + start, old[0] + end, new[0] + new_start, new[0] + new_end
        if not same:
            yield before.places[i], before.places[j], after.places[k], after.places[m]
            continue
        for one, other in zip(range(i, j), range(k, m), strict=True):
            if before.texts[one] != after.texts[other]:
                yield (
                    *(before.places[one], before.places[one + 1]),
                    *(after.places[other], after.places[other + 1]),
                )


def _shapes(found: Iterable[str]) -> list[str]:
    return [_ANY_NUMBER if word[0].isdigit() else word for word in found]


def _of_origins(part: _Part, text: str, segments: Sequence[Segment]) -> Iterator[Edit]:
    """Yield the edits of a part of `text`: one, or one of each origin where all was taken out."""
    start, end, new_start, new_end = part
    if start == end:
        yield Edit(_segment_for_insertion(segments, start), *part)
        return
    touched = [each for each in segments if each.start < end and start < each.end]
    if len(touched) == 1:
        yield Edit(touched[0], *part)
    elif new_start == new_end:
        taken = [Edit(e, max(start, e.start), min(end, e.end), *part[2:]) for e in touched]
        # A space that went with a word says nothing of whose words it stands between.
        words_too = [e for e in taken if not text[e.start : e.end].isspace()]
        yield from words_too or taken
    else:
        yield Edit(min(touched, key=_weight), *part, is_mixed=True)


def _weight(segment: Segment) -> int:
    return list(Origin).index(segment.origin)


def _segment_for_insertion(segments: Sequence[Segment], at: int) -> Segment:
    """Return the segment that words put in at `at` belong to.

    Between two, that is a text of the data, whose end a form only closes; else what is no figure.
    """
    inside = [each for each in segments if each.start < at < each.end]
    if inside:
        return inside[0]
    beside = [each for each in segments if at in {each.start, each.end}]
    order = (Origin.TEXT, Origin.WORDING, Origin.LAYOUT, Origin.FIGURE)
    return min(beside, key=lambda each: (order.index(each.origin), each.start))


def with_edits(text: str, start: int, edits: Iterable[Edit], new: str) -> str:
    """Return `text`, which begins at `start` of the old line, with the edits made in it."""
    result, at = "", 0
    for edit in edits:
        result += text[at : edit.start - start] + new[edit.new_start : edit.new_end]
        at = edit.end - start
    return result + text[at:]
