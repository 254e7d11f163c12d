"""Words and marks that a form prints itself and that the data repeats: “về việc Về việc”, “;;”.

One rule for every place of every form: the composed passages know which of their words are the
data's, so what stands on both sides of the seam is seen wherever a template has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ntmreport import catalogue
from ntmreport.checks.scalar_places import places_of_scalar
from ntmreport.checks.subject import Finding, check
from ntmreport.language import Bilingual, Hint
from ntmreport.left_blank import is_left_blank
from ntmreport.model import Text
from ntmreport.model.offices.report import Report
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Subject
    from ntmreport.document import Passage, Stretch

LAYOUT_WORDS = {"addressee": "Kính gửi: ", "recipient": "Nơi nhận: "}
"""What the layout prints before lines of the frame, by their names."""

_MEANING_THE_SAME = {"về việc": re.compile(r"v/v(?!\w)[\s:.]*", re.IGNORECASE)}
"""Other ways to write what a form prints."""

_WORD = re.compile(r"\w+")
_MOST_WORDS = 6
_BETWEEN = re.compile(r"[\s:;,.–-]*")
_ENDS_IN_A_BULLET = re.compile(r"(?:^|:)\s*[-–—•·*+]\s*$")
_BULLET = re.compile(r"\s*[-–—•·*+]\s+")
_QUOTES = frozenset("“”\"«»‘’'")
_STOPS = frozenset(".;,:")
_LAST_STOPS = re.compile(r"(?:\./\.|[.;,:\s])+$")
_ENDS_IN_A_STOP_OF_ITS_OWN = re.compile(r"(?:\.\.\.|…|\bv\.v\.|\b(?:Co|Ltd|Corp|Inc)\.)\s*$")


class _Seam(NamedTuple):
    """A text of the data and what the form prints on both sides of it."""

    before: str
    said: str
    after: str


@check(catalogue.PRINTED_TWICE)
def printed_twice(subject: Subject) -> Iterator[Finding]:
    """Find texts of the data that repeat what the form prints before or behind them."""
    names = [*_names_with_their_level(subject)]
    yield from names
    told = {finding.where.span for finding in names if isinstance(finding.where, Text)}
    seen: set[tuple[Span, str]] = set()
    for passage in subject.document.passages if subject.document else ():
        for number, stretch in enumerate(passage.stretches):
            seam = _seam(passage, number)
            start, end = _kept(seam)
            kept = seam.said[start:end]
            if kept == seam.said or not kept.strip() or stretch.span in told:
                continue
            if (stretch.span, kept) in seen:
                continue
            seen.add((stretch.span, kept))
            yield _finding(subject, stretch, seam, (start, end))


def _seam(passage: Passage, number: int) -> _Seam:
    stretch = passage.stretches[number]
    ends = [0, *(each.end for each in passage.stretches)]
    starts = [*(each.start for each in passage.stretches), len(passage.text)]
    before = passage.text[ends[number] : stretch.start]
    if number == 0:
        before = LAYOUT_WORDS.get(passage.name, "") + before
    elif not before.strip():
        # Nothing but a space is the form's: what stands before is another text of the data.
        before = passage.text[: stretch.start]
    said = passage.text[stretch.start : stretch.end]
    return _Seam(before, said, passage.text[stretch.end : starts[number + 1]])


def _kept(seam: _Seam) -> tuple[int, int]:
    """Return from where to where the text is not printed by the form already."""
    start = _repeated_at_the_start(seam.before, seam.said)
    end = len(seam.said) - _repeated_at_the_end(seam.said, seam.after)
    in_brackets = seam.said.strip()
    form_has_brackets = seam.before.endswith("(") and seam.after.startswith(")")
    if form_has_brackets and in_brackets.startswith("(") and in_brackets.endswith(")"):
        return seam.said.index("(") + 1, seam.said.rindex(")")
    return (start, end) if start < end else (0, len(seam.said))


def _repeated_at_the_start(before: str, said: str) -> int:
    """Return how many characters at the start of `said` the form has printed before it."""
    bullet = _BULLET.match(said)
    if bullet and _ENDS_IN_A_BULLET.search(before):
        return bullet.end()
    if before[-1:] in _QUOTES and said[:1] in _QUOTES:
        return 1
    for phrase, same in _MEANING_THE_SAME.items():
        if before.casefold().rstrip().endswith(phrase) and (written := same.match(said)):
            return written.end()
    printed = [word[0].casefold() for word in _WORD.finditer(before)][-_MOST_WORDS:]
    if not printed or _BETWEEN.fullmatch(before[[*_WORD.finditer(before)][-1].end() :]) is None:
        return 0
    words = [*_WORD.finditer(said)][:_MOST_WORDS]
    if not words or said[: words[0].start()].strip():
        return 0
    for number in range(min(len(printed), len(words)), 0, -1):
        repeated = [word[0].casefold() for word in words[:number]]
        if repeated == printed[-number:] and not all(word.isdigit() for word in repeated):
            behind = _BETWEEN.match(said, words[number - 1].end())
            return behind.end() if behind else words[number - 1].end()
    return 0


def _repeated_at_the_end(said: str, after: str) -> int:
    """Return how many characters at the end of `said` the form prints behind it once more."""
    if after[:1] in _QUOTES and said[-1:] in _QUOTES:
        return 1
    if after[:1] in _STOPS and said.rstrip()[-1:] in _STOPS:
        if _ENDS_IN_A_STOP_OF_ITS_OWN.search(said):
            return 0
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


def _finding(subject: Subject, stretch: Stretch, seam: _Seam, kept: tuple[int, int]) -> Finding:
    start, end = kept
    printed = f"{seam.before[-20:]}{_shortened(seam.said)}{seam.after[:12]}".strip()
    text = seam.said[start:end].strip()
    # One side is taken away where it stands; of a text repeated on both, all is written anew.
    repeated = (0, start) if end == len(seam.said) else (end, len(seam.said))
    part = span_of_part(subject, stretch, seam.said, repeated)
    is_one_side = part != stretch.span and (start == 0 or end == len(seam.said))
    return Finding(
        part if is_one_side else stretch.span,
        Bilingual(
            f"mẫu đã in sẵn chữ hoặc dấu này, báo cáo in lặp: {printed}",
            f"the form prints this itself, so the report says it twice: {printed}",
        ),
        Hint(
            f"viết: {_shortened(text)}",
            f"write: {_shortened(text)}",
            ("" if is_one_side else text,),
        ),
        path=stretch.path,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]} … {text[-16:]}"


def span_of_part(subject: Subject, stretch: Stretch, said: str, part: tuple[int, int]) -> Span:
    """Return the place of said[start:end] in the file, or of the whole text."""
    start, end = part
    lines = subject.texts.get(stretch.span.file, "").split("\n")
    places = places_of_scalar(said, stretch.span, lines)
    if places is None or not 0 <= start < end <= len(places):
        return stretch.span
    first, last = places[start], places[end - 1]
    end_column = last.end_column if last.line == first.line else first.end_column
    return Span(stretch.span.file, first.line, first.column, first.line, end_column)


def _names_with_their_level(subject: Subject) -> Iterator[Finding]:
    """Yield findings for proper names of units that begin with what kind of unit it is."""
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
            if own and name.value.casefold().startswith(f"{level.casefold()} "):
                yield Finding(
                    name,
                    Bilingual(
                        f"tên riêng không ghi kèm chữ “{level}”, mẫu đã in sẵn chữ này",
                        f"a proper name stands without `{level}`, which the form prints",
                    ),
                    Hint(f"viết: {own}", f"write: {own}", (own,)),
                )
