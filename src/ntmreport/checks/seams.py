"""From a seam, a text of the data between words of the form, to what of the text is not repeated.

Nothing here looks at data: the text and the words on both sides go in, the part to keep comes out.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.checks.official_names import LEVELS
from ntmreport.lazy_pattern import lazy_pattern, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ntmreport.document import Passage, Stretch

LAYOUT_WORDS = {"addressee": "Kính gửi: ", "recipient": "Nơi nhận: "}
"""The words that the layout prints before lines of the frame, by their names."""

_ALIKE_BEFORE = {
    "về việc": lazy_pattern(
        r"(?:v\s?[/.\\]?\s?v(?!\w)|về việc|việc|về(?! (?:đích|hưu|nước|quê|đêm)(?!\w)))[\s:.]*",
        re.IGNORECASE,
    ),
    "của": lazy_pattern(r"(?:do|bởi|của)\s+", re.IGNORECASE),
    "số": lazy_pattern(r"(?:số|№|no)(?!\w)[\s:.]*", re.IGNORECASE),
}
"""Other ways to say what a form prints before a text."""

_ALIKE_BEHIND = {
    "ngày": lazy_pattern(
        r"[\s,]*(?<!\w)ngày(?!\w)[\s\d…./-]*(?:tháng[\s\d….]*)?(?:năm[\s\d….]*)?$", re.IGNORECASE
    )
}
"""Other ways to say what a form prints behind a text."""

_MOST_WORDS = 8
_LONGEST_WORDS = 120
"""Characters that hold _MOST_WORDS words, whose syllables have up to seven letters."""

WORD = lazy_pattern(r"\w+")
_MARKS = "“”\"«»‘’'"
QUOTES = frozenset(_MARKS)
_CLOSING = {"”": "“", "»": "«", "’": "‘", '"': '"', "'": "'"}
_BETWEEN_IN_DATA = ":;,.–-"
_BETWEEN = f"{_BETWEEN_IN_DATA}{_MARKS}"
_BULLETS = "-–—•·*+"
_OPENING = f"{_BULLETS}{_MARKS}"
_BULLET = lazy_pattern(rf"\s*(?:{one_of('-·*+', '–—•')}|[a-zđ]\)|\d{{1,2}}[.)]|[IVX]{{1,4}}\.)\s+")
"""The bullet or number that an item of Word begins with."""

_CONJUNCTIONS = ("và", "gồm", "hoặc")
_CONJUNCTION = lazy_pattern(rf"(?:{'|'.join(_CONJUNCTIONS)})(?:\s*:)?\s+", re.IGNORECASE)
_NUMBERED = lazy_pattern(r"\d{1,2}[.)]\s+(?=[^\W\d_])")
_SAID_ONCE = ("đề nghị ", "kiến nghị ", "phấn đấu ", "tiếp tục ")
"""Words that a form's sentence begins with, and that a text within it does not begin with again."""

_STOPS = frozenset(".;,:")
_GOES_ON = lazy_pattern(r"\s(?:\(|[^\W\d_])")
_LAST_STOPS = lazy_pattern(r"(?:\./\.|[.;,:\s])+$")
_STOP_OF_ITS_OWN = lazy_pattern(r"(?:\.\.\.|…|\bv\.v\.|\b(?:Co|Ltd|Corp|Inc|[A-ZĐ])\.)\s*$")
_LONGEST_STOP = len("Corp.")


class WordsBefore(Struct, frozen=True):
    """The words that the form prints before a text, and other ways to say them.

    There are no words where more than a mark stands between them and the text.
    """

    words: tuple[str, ...]
    alike: tuple[re.Pattern[str], ...]
    ends_in_a_bullet: bool


class Seam(Struct, frozen=True):
    """A text of the data and what the form prints on both sides of it."""

    before: str
    said: str
    after: str

    def __len__(self) -> int:
        return len(self.before) + len(self.said) + len(self.after)


class _Token(Struct, frozen=True):
    word: str
    start: int
    end: int


def kept_in_sentence(passage: Passage, number: int) -> str:
    """Return the rest of a text that continues a sentence or list of the form."""
    stretch = passage.stretches[number]
    said = passage.text[stretch.start : stretch.end]
    small = said[:_LONGEST_WORDS].casefold()
    if stretch.path and isinstance(stretch.path[-1], int):
        joined = _CONJUNCTION.match(said) if number and small.startswith(_CONJUNCTIONS) else None
        if said[:1].isdecimal():
            joined = _NUMBERED.match(said)
        if joined is None:
            return said
        beside = passage.stretches[max(0, number - 1) : number + 2]
        is_one_of_several = sum(each.path[:-1] == stretch.path[:-1] for each in beside) > 1
        return said[joined.end() :] if is_one_of_several else said
    for words in _SAID_ONCE if small.startswith(_SAID_ONCE) else ():
        if small.startswith(words):
            sentence = passage.text[: stretch.start].rpartition(". ")[2]
            begins = sentence.lstrip(f"{_BULLETS} ").casefold()
            if begins.startswith(words):
                return said[len(words) :]
    return said


def seam_of(passage: Passage, number: int) -> Seam:
    """Return the seam of the text of the data that a passage prints as its stretch `number`."""
    stretch = passage.stretches[number]
    end = passage.stretches[number - 1].end if number else 0
    before = passage.text[end : stretch.start]
    if number == 0:
        before = LAYOUT_WORDS.get(passage.name, "") + before
    elif not before.strip():
        # Nothing but a space is the form's: what stands before is another text of the data.
        before = passage.text[max(0, stretch.start - _LONGEST_WORDS) : stretch.start]
    elif not WORD.search(before):
        before = _before_the_list(passage, stretch) or before
    said = passage.text[stretch.start : stretch.end]
    following = passage.stretches[number + 1 : number + 2]
    start = following[0].start if following else len(passage.text)
    return Seam(before, said, passage.text[stretch.end : start])


def _before_the_list(passage: Passage, stretch: Stretch) -> str:
    """Return the form's words before the first entry of the list that a text belongs to."""
    end = 0
    for each in passage.stretches:
        if isinstance(each.path[-1], int) and each.path[:-1] == stretch.path[:-1]:
            return passage.text[end : each.start]
        end = each.end
    return ""


def words_before(abbreviations: Mapping[str, Sequence[str]], before: str) -> WordsBefore:
    """Return the last words of `before`, which the form prints, abbreviations spelt out."""
    small = before.casefold().rstrip()
    alike = tuple(said for phrase, said in _ALIKE_BEFORE.items() if _ends_in(small, phrase))
    words = [*_tokens(_last_words(before)[-_MOST_WORDS:], abbreviations)][-_MOST_WORDS:]
    is_right_before = bool(words) and _behind_marks(before, words[-1].end, _BETWEEN) == len(before)
    ends_in_a_bullet = small.endswith(tuple(_BULLETS)) and small[:-1].rstrip()[-1:] in {"", ":"}
    last_words = tuple(each.word for each in words) if is_right_before else ()
    return WordsBefore(last_words, alike, ends_in_a_bullet)


def kept_of(seam: Seam, printed: WordsBefore, abbreviations: Mapping[str, Sequence[str]]) -> str:
    """Return the part of the text that the form does not print."""
    said = seam.said
    if seam.before.endswith("(") and seam.after.startswith(")"):
        in_brackets = re.fullmatch(r"\s*\((.*)\)\s*", said)
        if in_brackets:
            return in_brackets[1]
    start = _repeated_at_the_start(printed, said, abbreviations)
    end = len(said) - _repeated_at_the_end(said, seam.after)
    kept = said[start:end] if start < end else ""
    if seam.before[-1:] in QUOTES and seam.after[:1] in QUOTES:
        kept = _without_quotes(kept)
    return kept if kept == said else _paired(said, kept)


def _repeated_at_the_start(
    printed: WordsBefore, said: str, abbreviations: Mapping[str, Sequence[str]]
) -> int:
    """Return how many characters at the start of `said` repeat the form's words."""
    first = _behind_marks(said, 0, _OPENING)
    for alike in printed.alike:
        if written := alike.match(said, first):
            return _behind(said, written.end(), first)
    tokens = _tokens(WORD.finditer(said), abbreviations) if printed.words else iter(())
    begin = next(tokens, None)
    if begin is not None and begin.start == first and begin.word in printed.words:
        words_said = [begin, *islice(tokens, _MOST_WORDS - 1)]
        for number in range(min(len(printed.words), len(words_said)), 0, -1):
            repeated = tuple(each.word for each in words_said[:number])
            if repeated != printed.words[-number:]:
                continue
            end = words_said[number - 1].end
            is_whole = number == len(words_said) or words_said[number].start >= end
            is_a_name = " ".join(repeated) in LEVELS and said[end:].lstrip()[:1].isdigit()
            if is_whole and not is_a_name and not all(word.isdigit() for word in repeated):
                return _behind(said, end, first)
    bullet = _BULLET.match(said) if printed.ends_in_a_bullet else None
    return bullet.end() if bullet else 0


def _behind(said: str, end: int, first: int) -> int:
    """Return the offset behind the repeated words, which began at `first`."""
    marks = _BETWEEN if QUOTES.intersection(said[:first]) else _BETWEEN_IN_DATA
    return _behind_marks(said, end, marks)


def _behind_marks(text: str, start: int, marks: str) -> int:
    """Return the offset behind the spaces and `marks` that stand from `start` on."""
    while start < len(text) and (text[start] in marks or text[start].isspace()):
        start += 1
    return start


def _ends_in(text: str, phrase: str) -> bool:
    """Return whether `text` ends in a phrase that is no part of a word."""
    before = text[-len(phrase) - 1 : -len(phrase)]
    return text.endswith(phrase) and not before.isalnum() and before != "_"


def _last_words(text: str) -> list[re.Match[str]]:
    """Return the last words of `text`, at least so many as are compared if it has them."""
    start = text.rfind(" ", 0, max(0, len(text) - 2 * _LONGEST_WORDS)) + 1
    words = [*WORD.finditer(text, start)]
    return words if len(words) >= _MOST_WORDS or not start else [*WORD.finditer(text)]


def _tokens(
    words: Iterable[re.Match[str]], abbreviations: Mapping[str, Sequence[str]]
) -> Iterator[_Token]:
    """Return words in small letters, abbreviations spelt out."""
    return (
        _Token(word, found.start(), found.end())
        for found in words
        for word in abbreviations.get(found[0].casefold(), (found[0].casefold(),))
    )


def _repeated_at_the_end(said: str, after: str) -> int:
    """Return how many characters at the end of `said` the form repeats behind it."""
    for phrase, alike in _ALIKE_BEHIND.items():
        if (
            phrase in after
            and re.match(rf"\W*{phrase}(?!\w)", after)
            and (written := alike.search(said))
        ):
            return len(written[0])
    if said.rstrip()[-1:] in _STOPS and not _ends_in_a_stop_of_its_own(said):
        goes_on = _GOES_ON.match(after) is not None and not after.lstrip()[:1].isupper()
        if after[:1] in _STOPS or (goes_on and not said.rstrip().endswith(":")):
            stops = _LAST_STOPS.search(said)
            return len(stops[0]) if stops else 0
    printed = [*islice(WORD.finditer(after), _MOST_WORDS)]
    if not printed or _behind_marks(after, 0, _BETWEEN) != printed[0].start():
        return 0
    following = [word[0].casefold() for word in printed]
    ending = said.rstrip(" .;,:")[-_LONGEST_WORDS:]
    if not ending.casefold().endswith(tuple(following)):
        return 0
    words = _last_words(said)[-_MOST_WORDS:]
    if not words or said[words[-1].end() :].strip(" .;,:"):
        return 0
    for number in range(min(len(following), len(words)), 0, -1):
        repeated = [word[0].casefold() for word in words[-number:]]
        if repeated == following[:number] and not all(word.isdigit() for word in repeated):
            return len(said) - len(said[: words[-number].start()].rstrip(" ,;:"))
    return 0


def _ends_in_a_stop_of_its_own(text: str) -> bool:
    end = len(text.rstrip())
    if text[end - 1 : end] not in {".", "…"}:
        return False
    return _STOP_OF_ITS_OWN.search(text, max(0, end - _LONGEST_STOP)) is not None


def _without_quotes(kept: str) -> str:
    """Return a text for quotes of the form, without quotes or marks of its own at its ends."""
    inner = kept.strip()
    if not _ends_in_a_stop_of_its_own(inner):
        inner = inner.rstrip(".;,: ")
    if inner[:1] in QUOTES:
        inner = inner[1:]
    if inner[-1:] in QUOTES and _is_unpaired(inner):
        inner = inner[:-1]
    if not _ends_in_a_stop_of_its_own(inner):
        inner = inner.rstrip(".;,: ")
    return inner if inner != kept.strip() else kept


def _is_unpaired(text: str) -> bool:
    """Return whether the last quote of `text` closes one that stands before the text."""
    closing = text[-1]
    opening = _CLOSING.get(closing, closing)
    if opening == closing:
        return text.count(closing) % 2 == 1
    return text.count(closing) > text.count(opening)


def _paired(said: str, kept: str) -> str:
    """Return `kept` without a closing quote whose opening one is not kept of `said`."""
    for closing, opening in _CLOSING.items():
        was = said.count(closing) - said.count(opening)
        now = kept.count(closing) - kept.count(opening)
        lost = said.count(opening) != kept.count(opening)
        is_odd = opening == closing and lost and kept.count(closing) % 2 == 1
        if (opening != closing and now > max(was, 0)) or is_odd:
            kept = kept.replace(closing, "", 1)
    return kept
