"""From two texts, or two lists of paragraphs, to what they have in common and what became what.

The work is bounded: what would take too long to compare counts as replaced.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

# A number with its separators or a day in figures is one word, and so is each mark of punctuation.
# A letter's marks stay with it.
_WORD = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d+(?:[.,]\d+)*%?|[\w\u0300-\u036f]+|\s+|[^\w\s]")

ALIKE = 0.5
"""Two paragraphs that share fewer of their words are one taken out and one put in."""

_MOST_ENCOUNTERS = 200_000
_MOST_PAIRS = 100_000

Item = TypeVar("Item")


class Stretch(NamedTuple):
    """A stretch of two sequences: `[old_start:old_end]` of one became `[new_start:new_end]`."""

    is_same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def words(text: str) -> list[str]:
    """Return `text` cut into words, spaces and punctuation; joined they are the text again."""
    return _WORD.findall(text)


def stretches(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    is_filler: Callable[[Hashable], bool] | None = None,
) -> list[Stretch]:
    """Return how `old` becomes `new`, from start to end.

    Fillers alone do not make two stretches the same.
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [Stretch(True, 0, start, 0, start)]
    if _encounters(middle_old, middle_new, is_filler) > _MOST_ENCOUNTERS:
        found.append(Stretch(False, start, len(old) - end, start, len(new) - end))
    else:
        matcher = SequenceMatcher(is_filler, middle_old, middle_new, autojunk=False)
        found += [
            Stretch(tag == "equal", start + i, start + j, start + k, start + m)
            for tag, i, j, k, m in matcher.get_opcodes()
        ]
    found.append(Stretch(True, len(old) - end, len(old), len(new) - end, len(new)))
    return [
        each for each in found if each.old_start < each.old_end or each.new_start < each.new_end
    ]


def is_space(word: Hashable) -> bool:
    """Return whether a word is nothing but space."""
    return isinstance(word, str) and word.isspace()


def replacements(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    is_space: Callable[[Hashable], bool] = is_space,
) -> list[Stretch]:
    """Return how the words `old` become the words `new`.

    Changes with nothing but a space between them are one change, as a person would have made it.
    """
    joined: list[Stretch] = []
    for stretch in stretches(old, new, is_space):
        if not stretch.is_same and len(joined) > 1:
            first, between = joined[-2:]
            if (
                all(map(is_space, new[between.new_start : between.new_end]))
                and _is_replacement(first)
                and _is_replacement(stretch)
            ):
                del joined[-2:]
                stretch = Stretch(
                    False, first.old_start, stretch.old_end, first.new_start, stretch.new_end
                )
        joined.append(stretch)
    return joined


def pairs(
    old: Sequence[Item],
    new: Sequence[Item],
    look: Callable[[Item], tuple[Hashable, str]],
    alike: float = ALIKE,
) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield pairs of paragraphs of `old` and `new`, in order; None for one without a partner.

    `look` returns the kind of a paragraph, which partners share, and its text.
    """
    before, after = [look(item) for item in old], [look(item) for item in new]
    for is_same, old_start, old_end, new_start, new_end in stretches(before, after):
        if is_same:
            yield from zip(old[old_start:old_end], new[new_start:new_end], strict=True)
            continue
        i, j = old_start, new_start
        for one, other in _partners(before[old_start:old_end], after[new_start:new_end], alike):
            yield from ((item, None) for item in old[i : old_start + one])
            yield from ((None, item) for item in new[j : new_start + other])
            i, j = old_start + one + 1, new_start + other + 1
            yield old[i - 1], new[j - 1]
        yield from ((item, None) for item in old[i:old_end])
        yield from ((None, item) for item in new[j:new_end])


def likeness(one: str, other: str, least: float = 0) -> float:
    """Return the share of their words that two texts have in common, in the same order.

    It is 0 where it is surely below `least`.
    """
    return _likeness(_Content.of(one), _Content.of(other), least)


class _Content(Struct, frozen=True):
    """The words of a text without spaces and punctuation, and how often each stands there."""

    words: list[str]
    times: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Content:
        found = [word for word in words(text) if word[0].isalnum()]
        return cls(found, Counter(found))


def _likeness(one: _Content, other: _Content, least: float) -> float:
    size = len(one.words) + len(other.words)
    if not size:
        return 1
    if 2 * min(len(one.words), len(other.words)) < least * size:
        return 0
    if 2 * (one.times & other.times).total() < least * size:
        return 0
    common = (each for each in stretches(one.words, other.words) if each.is_same)
    return 2 * sum(each.old_end - each.old_start for each in common) / size


def _partners(
    old: Sequence[tuple[Hashable, str]], new: Sequence[tuple[Hashable, str]], alike: float
) -> list[tuple[int, int]]:
    """Return the pairs of indices that make `old` and `new` most alike together, in order."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    ours = [_Content.of(text) for _, text in old]
    theirs = [_Content.of(text) for _, text in new]
    # best[i][j]: what old[i:] and new[j:] can have in common. One partner that is much alike counts
    # more than two that are a little; any partner is better than none.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    worth: dict[tuple[int, int], float] = {}
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if old[i][0] == new[j][0]:
                share = _likeness(ours[i], theirs[j], alike)
                if share >= alike:
                    worth[i, j] = best[i + 1][j + 1] + share**2 + 0.01
                    best[i][j] = max(best[i][j], worth[i, j])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if worth.get((i, j)) == best[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] == best[i][j]:
            i += 1
        else:
            j += 1
    return found


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Return how many items at the start are the same."""
    for position, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return position
    return min(len(old), len(new))


def _encounters(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    is_filler: Callable[[Hashable], bool] | None,
) -> int:
    """Return how often an item of `old` equals one of `new`: the work of comparing them."""
    ours, theirs = Counter(old), Counter(new)
    return sum(
        times * theirs[item]
        for item, times in ours.items()
        if is_filler is None or not is_filler(item)
    )


def _is_replacement(stretch: Stretch) -> bool:
    return stretch.old_start < stretch.old_end and stretch.new_start < stretch.new_end
