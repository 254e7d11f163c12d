"""Words and marks that a form prints itself and that the data repeats: “về việc Về việc”, “;;”.

One check for all forms: the composed passages know which words are the data's, so both sides of
each seam are compared wherever a template has it.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ntmreport import catalogue
from ntmreport.checks.character_positions import positions_of_scalar
from ntmreport.checks.official_names import LEVELS, capitalised
from ntmreport.checks.spelt_fields import spelt_fields
from ntmreport.checks.violation import Violation, check, once_for_each_subject, path_in_template
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual, Hint
from ntmreport.model.offices.report import Report
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ntmreport.checks.violation import Subject
    from ntmreport.document import Passage, Stretch
    from ntmreport.model import Text

LAYOUT_WORDS = {"addressee": "Kính gửi: ", "recipient": "Nơi nhận: "}
"""The words that the layout prints before lines of the frame, by their names."""

_ALIKE_BEFORE = {
    "về việc": re.compile(
        r"(?:v\s?[/.\\]?\s?v(?!\w)|về việc|việc|về(?! (?:đích|hưu|nước|quê|đêm)(?!\w)))[\s:.]*",
        re.IGNORECASE,
    ),
    "của": re.compile(r"(?:do|bởi|của)\s+", re.IGNORECASE),
    "số": re.compile(r"(?:số|№|no)(?!\w)[\s:.]*", re.IGNORECASE),
}
"""Other ways to say what a form prints before a text."""

_ALIKE_BEHIND = {
    "ngày": re.compile(
        r"[\s,]*(?<!\w)ngày(?!\w)[\s\d…./-]*(?:tháng[\s\d….]*)?(?:năm[\s\d….]*)?$", re.IGNORECASE
    )
}
"""Other ways to say what a form prints behind a text."""

_EVERYBODY_KNOWS = {"clb": "câu lạc bộ", "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân"}
_MOST_WORDS = 8
_LONGEST_WORDS = 120
"""Characters that hold _MOST_WORDS words, whose syllables have up to seven letters."""

_WORD = re.compile(r"\w+")
_MARKS = "“”\"«»‘’'"
_QUOTES = frozenset(_MARKS)
_CLOSING = {"”": "“", "»": "«", "’": "‘", '"': '"', "'": "'"}
_BETWEEN = re.compile(rf"[\s:;,.–{_MARKS}-]*")
_BETWEEN_IN_DATA = re.compile(r"[\s:;,.–-]*")
_BULLETS = "-–—•·*+"
_OPENING = re.compile(rf"[{_BULLETS}{_MARKS}\s]*")
_ENDS_IN_A_BULLET = re.compile(rf"(?:^|:)\s*[{_BULLETS}]\s*$")
_BULLET = re.compile(rf"\s*(?:[{_BULLETS}]|[a-zđ]\)|\d{{1,2}}[.)]|[IVX]{{1,4}}\.)\s+")
"""The bullet or number that an item of Word begins with."""

_CONJUNCTION = re.compile(r"(?:và|gồm|hoặc)(?:\s*:)?\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=[^\W\d_])")
_SAID_ONCE = ("đề nghị ", "kiến nghị ", "phấn đấu ", "tiếp tục ")
"""Words that a form's sentence begins with, and that a text within it does not begin with again."""

_STOPS = frozenset(".;,:")
_GOES_ON = re.compile(r"\s(?:\(|[^\W\d_])")
_LAST_STOPS = re.compile(r"(?:\./\.|[.;,:\s])+$")
_ENDS_IN_A_STOP_OF_ITS_OWN = re.compile(r"(?:\.\.\.|…|\bv\.v\.|\b(?:Co|Ltd|Corp|Inc|[A-ZĐ])\.)\s*$")


class _Before(NamedTuple):
    """The words that the form prints before a text, and other ways to say them.

    There are no words where more than a mark stands between them and the text.
    """

    words: tuple[str, ...]
    alike: tuple[re.Pattern[str], ...]
    ends_in_a_bullet: bool


class Seam(NamedTuple):
    """A text of the data and what the form prints on both sides of it."""

    before: str
    said: str
    after: str


class Repeat(NamedTuple):
    """A text that repeats the form's words around it, and the rest that is kept of it."""

    stretch: Stretch
    seam: Seam
    kept: str


class _Token(NamedTuple):
    word: str
    start: int
    end: int


@check(catalogue.PRINTED_TWICE)
def printed_twice(subject: Subject) -> Iterator[Violation]:
    """Find texts of the data that repeat what the form prints before or behind them."""
    for name, level, own in _names_with_their_level(subject):
        yield Violation(
            name,
            Bilingual(
                f"tên riêng không ghi kèm chữ “{level}”, mẫu đã in sẵn chữ này",
                f"a proper name stands without `{level}`, which the form prints",
            ),
            Hint(f"viết: {own}", f"write: {own}", (own,)),
        )
    yield from _units_said_twice(subject)
    yield from _numbers_said_twice(subject)
    fields = spelt_fields(subject)
    for repeat in repeats(subject):
        field = fields.get(repeat.stretch.span)
        if field is None:
            yield _violation(subject, repeat, repeat.kept)
        elif field.right is not None:
            # The right spelling of the whole field is known: no half of it is proposed.
            yield _violation(subject, repeat, field.right)


@once_for_each_subject
def repeats(subject: Subject) -> tuple[Repeat, ...]:
    """Return the texts that repeat words of the form."""
    told = {name.span for name, _, _ in _names_with_their_level(subject)}
    told |= {span for span, field in spelt_fields(subject).items() if field.is_right}
    abbreviations = _abbreviations(subject)
    # Before the entries of a list stands the same, and a list may say the same many times.
    printed_before = lru_cache(maxsize=64)(partial(_printed_before, abbreviations))

    @lru_cache(maxsize=64)
    def kept_of(seam: Seam) -> str:
        return _kept(seam, printed_before(seam.before), abbreviations)

    passages = subject.passages
    leads = _leads(passages)
    found: dict[Span, Repeat] = {}
    for passage in passages:
        for number, stretch in enumerate(passage.stretches):
            if stretch.span in told:
                continue
            seam = _seam(passage, number)
            kept = kept_of(seam)
            if kept == seam.said:
                kept = _within_the_sentence(passage, number)
            is_a_line_of_the_form = number == 0 and _begins_as(seam.said, leads[passage.name])
            if is_a_line_of_the_form or (not kept.strip() and passage.name in LAYOUT_WORDS):
                kept = ""
            elif kept == seam.said or not kept.strip():
                continue
            # Of a text that is printed twice, most is taken away where most is repeated.
            first = found.setdefault(stretch.span, Repeat(stretch, seam, kept))
            if len(kept) < len(first.kept):
                found[stretch.span] = Repeat(stretch, seam, kept)
    return tuple(found.values())


_UNIT_TWICE = re.compile(
    r"(?<![\d.,])\d[\d.,]*+\s?(%|(?:[^\W\d_]+(?: đồng)?))\s*(?<![^\W\d_])\1(?!\w)"
)


_NUMBER_TWICE = re.compile(r"(?<![\w.,/-])(\d[\d.,]*+) \1(?= [^\W\d_])")


def _numbers_said_twice(subject: Subject) -> Iterator[Violation]:
    """Yield violations for texts that begin with the count that the form prints before them."""
    for passage in subject.passages:
        starts = {stretch.start: stretch for stretch in passage.stretches}
        for found in _NUMBER_TWICE.finditer(passage.text):
            stretch = starts.get(found.end() - len(found[1]))
            if stretch is None:
                continue
            said = passage.text[stretch.start : stretch.end]
            yield Violation(
                span_of_part(subject, stretch, said, (0, len(found[1]) + 1)),
                Bilingual(
                    f"mẫu đã in số {found[1]} ở trước, tên không nhắc lại số",
                    f"the form prints {found[1]} before it: the name does not say it again",
                ),
                Hint(f"bỏ “{found[1]}”", f"take away `{found[1]}`", ("",)),
                path=stretch.path,
            )


def _units_said_twice(subject: Subject) -> Iterator[Violation]:
    """Yield violations for units that a text says behind a figure that is printed with its unit."""
    for passage in subject.passages:
        for found in _UNIT_TWICE.finditer(passage.text):
            around = [each for each in passage.stretches if each.start < found.end() <= each.end]
            span, path = (around[0].span, around[0].path) if around else (passage.span, ())
            yield Violation(
                span,
                Bilingual(
                    f"số liệu đã in kèm đơn vị, câu lại ghi thêm đơn vị: {found[0]}",
                    f"the figure is printed with its unit, and the sentence adds it: {found[0]}",
                ),
                Bilingual(f"bỏ “{found[1]}” gõ sau }}}}", f"take away `{found[1]}` behind }}}}"),
                path=path or path_in_template(span.file, found[0]),
            )


def _leads(passages: Iterable[Passage]) -> Mapping[str, Sequence[str]]:
    """Return the first words of the form's own lines, by the names of lines that repeat.

    “- Lưu: …” is a line of recipients that the form prints itself.
    """
    leads: dict[str, list[str]] = {}
    for passage in passages:
        words = leads.setdefault(passage.name, [])
        if passage.name in LAYOUT_WORDS and passage.stretches:
            word = _WORD.search(passage.text[: passage.stretches[0].start])
            words += [word[0].casefold()] if word else []
    return leads


def _begins_as(said: str, words: Iterable[str]) -> bool:
    first = _WORD.search(said)
    behind = said[first.end() :].lstrip()[:1] if first else ""
    return first is not None and first[0].casefold() in words and behind in {"", ":"}


def _abbreviations(subject: Subject) -> Mapping[str, Sequence[str]]:
    """Return the words that abbreviations stand for, in small letters."""
    report = subject.office(Report)
    declared = {
        each.short.value.casefold(): each.full.value.casefold()
        for each in (report.abbreviations if report else ())
        if not is_left_blank(each.short, each.full)
    }
    return {short: full.split() for short, full in (_EVERYBODY_KNOWS | declared).items()}


def _within_the_sentence(passage: Passage, number: int) -> str:
    """Return the rest of a text that continues a sentence or list of the form."""
    stretch = passage.stretches[number]
    said = passage.text[stretch.start : stretch.end]
    if stretch.path and isinstance(stretch.path[-1], int):
        joined = (_CONJUNCTION.match(said) if number else None) or _NUMBERED.match(said)
        if joined is None:
            return said
        beside = passage.stretches[max(0, number - 1) : number + 2]
        is_one_of_several = sum(each.path[:-1] == stretch.path[:-1] for each in beside) > 1
        return said[joined.end() :] if is_one_of_several else said
    small = said[:_LONGEST_WORDS].casefold()
    for words in _SAID_ONCE:
        if small.startswith(words):
            sentence = passage.text[: stretch.start].rpartition(". ")[2]
            begins = sentence.lstrip(f"{_BULLETS} ").casefold()
            if begins.startswith(words):
                return said[len(words) :]
    return said


def _seam(passage: Passage, number: int) -> Seam:
    stretch = passage.stretches[number]
    end = passage.stretches[number - 1].end if number else 0
    before = passage.text[end : stretch.start]
    if number == 0:
        before = LAYOUT_WORDS.get(passage.name, "") + before
    elif not before.strip():
        # Nothing but a space is the form's: what stands before is another text of the data.
        before = passage.text[max(0, stretch.start - _LONGEST_WORDS) : stretch.start]
    elif not _WORD.search(before):
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


def _printed_before(abbreviations: Mapping[str, Sequence[str]], before: str) -> _Before:
    small = before.casefold().rstrip()
    alike = tuple(
        said for phrase, said in _ALIKE_BEFORE.items() if re.search(rf"(?<!\w){phrase}$", small)
    )
    words = [*_tokens(before, abbreviations)][-_MOST_WORDS:]
    is_right_before = bool(words) and _BETWEEN.fullmatch(before[words[-1].end :]) is not None
    ends_in_a_bullet = _ENDS_IN_A_BULLET.search(before) is not None
    last_words = tuple(each.word for each in words) if is_right_before else ()
    return _Before(last_words, alike, ends_in_a_bullet)


def _kept(seam: Seam, printed: _Before, abbreviations: Mapping[str, Sequence[str]]) -> str:
    """Return the part of the text that the form does not print."""
    said = seam.said
    in_brackets = re.fullmatch(r"\s*\((.*)\)\s*", said)
    if in_brackets and seam.before.endswith("(") and seam.after.startswith(")"):
        return in_brackets[1]
    start = _repeated_at_the_start(printed, said, abbreviations)
    end = len(said) - _repeated_at_the_end(said, seam.after)
    kept = said[start:end] if start < end else ""
    if seam.before[-1:] in _QUOTES and seam.after[:1] in _QUOTES:
        kept = _without_quotes(kept)
    return kept if kept == said else _paired(said, kept)


def _repeated_at_the_start(
    printed: _Before, said: str, abbreviations: Mapping[str, Sequence[str]]
) -> int:
    """Return how many characters at the start of `said` repeat the form's words."""
    bullet = _BULLET.match(said)
    opening = _OPENING.match(said)
    first = opening.end() if opening else 0
    for alike in printed.alike:
        if written := alike.match(said, first):
            return _behind(said, written.end(), first)
    words_said = [*islice(_tokens(said, abbreviations), _MOST_WORDS)] if printed.words else []
    if words_said and words_said[0].start == first and words_said[0].word in printed.words:
        for number in range(min(len(printed.words), len(words_said)), 0, -1):
            repeated = tuple(each.word for each in words_said[:number])
            if repeated != printed.words[-number:]:
                continue
            end = words_said[number - 1].end
            is_whole = number == len(words_said) or words_said[number].start >= end
            is_a_name = " ".join(repeated) in LEVELS and said[end:].lstrip()[:1].isdigit()
            if is_whole and not is_a_name and not all(word.isdigit() for word in repeated):
                return _behind(said, end, first)
    return bullet.end() if bullet and printed.ends_in_a_bullet else 0


def _behind(said: str, end: int, first: int) -> int:
    """Return the offset behind the repeated words, which began at `first`."""
    marks = _BETWEEN if _QUOTES.intersection(said[:first]) else _BETWEEN_IN_DATA
    between = marks.match(said, end)
    return between.end() if between else end


def _tokens(text: str, abbreviations: Mapping[str, Sequence[str]]) -> Iterator[_Token]:
    """Return the words of `text` in small letters, abbreviations spelt out."""
    return (
        _Token(word, found.start(), found.end())
        for found in _WORD.finditer(text)
        for word in abbreviations.get(found[0].casefold(), (found[0].casefold(),))
    )


def _repeated_at_the_end(said: str, after: str) -> int:
    """Return how many characters at the end of `said` the form repeats behind it."""
    for phrase, alike in _ALIKE_BEHIND.items():
        if re.match(rf"\W*{phrase}(?!\w)", after) and (written := alike.search(said)):
            return len(written[0])
    is_stopped = said.rstrip()[-1:] in _STOPS and not _ENDS_IN_A_STOP_OF_ITS_OWN.search(said)
    goes_on = _GOES_ON.match(after) is not None and not after.lstrip()[:1].isupper()
    if is_stopped and (after[:1] in _STOPS or (goes_on and not said.rstrip().endswith(":"))):
        stops = _LAST_STOPS.search(said)
        return len(stops[0]) if stops else 0
    printed = [*_WORD.finditer(after)][:_MOST_WORDS]
    if not printed or _BETWEEN.fullmatch(after[: printed[0].start()]) is None:
        return 0
    following = [word[0].casefold() for word in printed]
    words = [*_WORD.finditer(said)][-_MOST_WORDS:]
    if not words or said[words[-1].end() :].strip(" .;,:"):
        return 0
    for number in range(min(len(following), len(words)), 0, -1):
        repeated = [word[0].casefold() for word in words[-number:]]
        if repeated == following[:number] and not all(word.isdigit() for word in repeated):
            return len(said) - len(said[: words[-number].start()].rstrip(" ,;:"))
    return 0


def _without_quotes(kept: str) -> str:
    """Return a text for quotes of the form, without quotes or marks of its own at its ends."""
    inner = kept.strip()
    if not _ENDS_IN_A_STOP_OF_ITS_OWN.search(inner):
        inner = inner.rstrip(".;,: ")
    if inner[:1] in _QUOTES:
        inner = inner[1:]
    if inner[-1:] in _QUOTES and _is_unpaired(inner):
        inner = inner[:-1]
    if not _ENDS_IN_A_STOP_OF_ITS_OWN.search(inner):
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


def _violation(subject: Subject, repeat: Repeat, right: str) -> Violation:
    stretch, seam, _ = repeat
    text = right.strip()
    printed = f"{seam.before[-20:]}{_shortened(seam.said)}{seam.after[:12]}".strip()
    message = Bilingual(
        f"mẫu đã in sẵn chữ hoặc dấu này, báo cáo in lặp: {printed}",
        f"the form prints this itself, so the report says it twice: {printed}",
    )
    if not text:
        hint = Bilingual("xóa mục này, mẫu đã in sẵn", "delete this entry: the form prints it")
        return Violation(stretch.span, message, hint, path=stretch.path)
    said, span, instead = seam.said, stretch.span, text
    # One side is taken away where it stands; of a text repeated on both, all is written anew.
    if said.rstrip().endswith(text) or said.lstrip().startswith(text):
        at_the_end = said.lstrip().startswith(text)
        start = said.index(text) + len(text) if at_the_end else 0
        end = len(said) if at_the_end else said.rindex(text)
        part = span_of_part(subject, stretch, said, (start, end))
        if part != stretch.span:
            span, instead = part, ""
    return Violation(
        span,
        message,
        _to_write(said, text, instead),
        path=stretch.path,
    )


_LONGEST_SHOWN = 60
_LONGEST_WRITTEN = 80


def _to_write(said: str, text: str, instead: str) -> Hint:
    """Return the hint to write `text` for `said`, or what to take away of a long text."""
    if len(text) <= _LONGEST_WRITTEN or text not in said:
        return Hint(f"viết: {text}", f"write: {text}", (instead,))
    before, _, behind = (each.strip() for each in said.partition(text))
    vi, en = [], []
    if before:
        vi.append(f"{_in_quotes(before)} ở đầu")
        en.append(f"`{before}` at the beginning")
    if behind:
        vi.append(f"{_in_quotes(behind)} ở cuối")
        en.append(f"`{behind}` at the end")
    return Hint(f"bỏ {' và '.join(vi)}", f"take away {' and '.join(en)}", (instead,))


def _in_quotes(words: str) -> str:
    return words if _QUOTES.intersection(words) else f"“{words}”"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:40]} … {text[-16:]}"


def span_of_part(subject: Subject, stretch: Stretch, said: str, part: tuple[int, int]) -> Span:
    """Return the span of said[start:end] in the file, or of the whole text."""
    start, end = part
    positions = positions_of_scalar(said, stretch.span, subject.lines_of(stretch.span.file))
    if positions is None or not 0 <= start < end <= len(positions):
        return stretch.span
    first, last = positions[start], positions[end - 1]
    end_column = last.end_column if last.line == first.line else first.end_column
    return Span(stretch.span.file, first.line, first.column, first.line, end_column)


def _names_with_their_level(subject: Subject) -> Iterator[tuple[Text, str, str]]:
    """Yield names that begin with their level, the level, and the name without it."""
    report = subject.office(Report)
    if report is None:
        return
    unit = report.unit
    below = (unit.communes, unit.villages, unit.towns)
    named = [
        (unit.level.value, (unit.name,)),
        (unit.parent.level.value, (unit.parent.name,)),
        *((units.level.value, units.names) for units in below if units is not None),
    ]
    for level, names in named:
        for name in names:
            if is_left_blank(name) or is_left_blank(level):
                continue
            own = name.value[len(level) :].strip()
            own = capitalised(own) if own.islower() else own
            # With a number the level is a part of the name: Thôn 1 (Phụ lục II, mục III.1 b).
            if (
                own
                and not own[0].isdigit()
                and name.value.casefold().startswith(f"{level.casefold()} ")
            ):
                yield name, level, own
