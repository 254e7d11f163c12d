"""Words and marks that a form prints itself and that the data repeats: “về việc Về việc”, “;;”.

One check for all forms: the composed passages know which words are the data's, so both sides of
each seam are compared wherever a template has it.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.character_positions import positions_of_scalar
from ntmreport.checks.official_names import capitalised
from ntmreport.checks.seams import (
    LAYOUT_WORDS,
    QUOTES,
    WORD,
    Seam,
    kept_in_sentence,
    kept_of,
    seam_of,
    words_before,
)
from ntmreport.checks.spelt_fields import spelt_fields
from ntmreport.checks.violation import Violation, check, once_for_each_subject, path_in_template
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.known_by_text import known_by_text
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import found_in_lines, lazy_pattern
from ntmreport.model.offices.report import Report
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ntmreport.checks.violation import Subject
    from ntmreport.document import Passage, Stretch
    from ntmreport.model import Text

_EVERYBODY_KNOWS = {"clb": "câu lạc bộ", "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân"}


class Repeat(Struct, frozen=True):
    """A text that repeats the form's words around it, and the rest that is kept of it."""

    stretch: Stretch
    seam: Seam
    kept: str


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
    skipped = {name.span for name, _, _ in _names_with_their_level(subject)}
    skipped |= {span for span, field in spelt_fields(subject).items() if field.is_right}
    kept_at = _kept_with(frozenset(_abbreviations(subject).items()))
    passages = subject.passages
    leads = _leads(passages)
    found: dict[Span, Repeat] = {}
    for passage in passages:
        for number, stretch in enumerate(passage.stretches):
            if stretch.span in skipped:
                continue
            seam = seam_of(passage, number)
            kept = kept_at(seam)
            if kept == seam.said:
                kept = kept_in_sentence(passage, number)
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


@lru_cache(maxsize=4)
def _kept_with(abbreviations: frozenset[tuple[str, tuple[str, ...]]]) -> Callable[[Seam], str]:
    """Return the function from a seam to the part of its text that the form does not print."""
    known = dict(abbreviations)
    # Before the entries of a list stands the same, and a list may say the same many times.
    printed_before = known_by_text(partial(words_before, known))

    def kept_at(seam: Seam) -> str:
        return kept_of(seam, printed_before(seam.before), known)

    return known_by_text(kept_at)


_units_twice = found_in_lines(
    lazy_pattern(r"\d(?<![\d.,]\d)[\d.,]*+\s?(%|(?:[^\W\d_]+(?: đồng)?))\s*(?<![^\W\d_])\1(?!\w)")
)


_numbers_twice = found_in_lines(lazy_pattern(r"(\d(?<![\w.,/-]\d)[\d.,]*+) \1(?= [^\W\d_])"))


def _numbers_said_twice(subject: Subject) -> Iterator[Violation]:
    """Yield violations for texts that begin with the count that the form prints before them."""
    for passage in subject.passages:
        repeated = _numbers_twice(passage.text)
        starts = {each.start: each for each in passage.stretches} if repeated else {}
        for found in repeated:
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
        for found in _units_twice(passage.text):
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
            word = WORD.search(passage.text[: passage.stretches[0].start])
            words += [word[0].casefold()] if word else []
    return leads


def _begins_as(said: str, words: Iterable[str]) -> bool:
    first = WORD.search(said)
    behind = said[first.end() :].lstrip()[:1] if first else ""
    return first is not None and first[0].casefold() in words and behind in {"", ":"}


def _abbreviations(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """Return the words that abbreviations stand for, in small letters."""
    report = subject.office(Report)
    declared = {
        each.short.value.casefold(): each.full.value.casefold()
        for each in (report.abbreviations if report else ())
        if not is_left_blank(each.short, each.full)
    }
    return {short: tuple(full.split()) for short, full in (_EVERYBODY_KNOWS | declared).items()}


def _violation(subject: Subject, repeat: Repeat, right: str) -> Violation:
    stretch, seam = repeat.stretch, repeat.seam
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
    return words if QUOTES.intersection(words) else f"“{words}”"


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
        *((each.level.value, (each.name,)) for each in unit.and_above),
        *(
            (kind.level.value, kind.names)
            for units in below
            if units is not None
            for kind in units.kinds
        ),
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
