"""Figures beside the words of their sentence: units, rises, falls, and figures of 0."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.decree_spelling import misspelt_fields
from ntmreport.checks.form_prose import is_letter
from ntmreport.checks.violation import Violation, check
from ntmreport.document import Block
from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Computed, Figure, Operation, Stated, Written
from ntmreport.figure.number_format import as_printed
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import Model, Text, lists_of, written_figures_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from fractions import Fraction

    from ntmreport.checks.violation import Subject
    from ntmreport.document import Passage, Run
    from ntmreport.span import Path, Span

_MEASURES = (
    *("%", "điểm phần trăm", "ha", "m2", "m²", "m3", "m³", "km2", "km²", "km", "m", "kg", "tấn"),
    *("tạ", "yến", "lít", "tỷ đồng", "tỉ đồng", "triệu đồng", "nghìn đồng", "ngàn đồng", "đồng"),
    *("kWh", "kW", "kV", "m/s"),
)
"""Units of measure: a number without its unit says nothing."""

_COUNTED = (
    *("hộ", "người", "xã", "phường", "đặc khu", "thị trấn", "thôn", "xóm", "tổ dân phố", "trường"),
    *("lớp", "tiêu chí", "sản phẩm"),
)
"""Units that are counted; one cannot be said for another."""

_SHORT = {PERCENTAGE_POINT: "điểm"}

_LONGEST_FIRST = sorted({*_MEASURES, *_COUNTED}, key=len, reverse=True)
_JOINED = frozenset(
    (
        *("-", "–", "/", ",", ";", "và", "đến", "tới", "lên", "xuống", "hoặc", "lên đến"),
        *("so với", "×", "x"),
    )
)
_QUALIFIERS = ("khoảng", "hơn", "trên", "dưới", "gần", "ước", "xấp xỉ", "ít nhất", "không quá")
_QUALIFIED = lazy_pattern(rf"(?<!\w)({'|'.join(_QUALIFIERS)})\s+$", re.IGNORECASE)
_COMPARED = lazy_pattern(r"(?<!\w)(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn\s+$", re.IGNORECASE)
_REACHED = ("vượt", "mới đạt", "chỉ đạt", "chưa đạt")
_SURPASSED = lazy_pattern(rf"(?<!\w)({'|'.join(_REACHED)})\s+$", re.IGNORECASE)
_PER = lazy_pattern(r"\s?((?:/[^\W\d_]+)+)")
_ZERO_IN_FRONT = lazy_pattern(r"(?<![\w.,])0(?=\d(?![\w.,]*\d))")


@check(catalogue.FIGURE_IN_SENTENCE)
def figure_in_sentence(subject: Subject) -> Iterator[Violation]:
    """Find misspelt units, and figures whose sentence has another unit, none, or one twice."""
    yield from misspelt_fields(subject, catalogue.FIGURE_IN_SENTENCE)
    for block in subject.document.body if subject.document else ():
        if not isinstance(block, Block) or block.picture is not None:
            continue  # a table has its units above
        before = ""
        for number, run in enumerate(block.runs):
            figure = run.figure
            if figure is not None and figure.unit and run.text:
                wrong = (
                    _surpassed(run, figure, before)
                    or _said_before(run, figure, before)
                    or _said_behind(run, figure, block.runs[number + 1 :])
                )
                if wrong is not None:
                    span, path = span_of_words(subject, block, len(before))
                    message, hint = wrong
                    yield Violation(span, message, hint, path=path or figure.path)
            before += run.text


def _surpassed(run: Run, figure: Figure, before: str) -> tuple[Bilingual, Bilingual] | None:
    """Return message and hint where “vượt” stands before a percentage that is no surplus."""
    if figure.path[-1:] != ("achievement",):
        return None
    word = _SURPASSED.search(before) if _ends_in(before, _REACHED) else None
    if word is None:
        return None
    is_surpassed = word[1].casefold() == "vượt"
    if not is_surpassed and figure.value < 100:
        return None
    return (
        Bilingual(
            f"in ra “{word[1]} {run.text}”, trong khi mức đạt là {run.text} của kế hoạch",
            f"`{word[1]} {run.text}` is printed, but {run.text} of the plan is reached",
        ),
        Bilingual("viết “đạt” trước số này", "write “đạt” before the figure"),
    )


def _said_before(run: Run, figure: Figure, before: str) -> tuple[Bilingual, Bilingual] | None:
    if not figure.qualifier or not run.text.startswith(figure.qualifier):
        return None
    twice = _QUALIFIED.search(before) if _ends_in(before, _QUALIFIERS) else None
    if twice is None:
        return None
    if _COMPARED.search(before) and figure.qualifier != "hơn":
        return None  # cao hơn khoảng 2%
    return (
        Bilingual(
            f"in ra “{twice[1]} {run.text}”: số liệu đã có chữ “{figure.qualifier}”",
            f"`{twice[1]} {run.text}` is printed: the figure has `{figure.qualifier}` already",
        ),
        Bilingual(f"bỏ chữ “{twice[1]}” trong câu", f"take `{twice[1]}` out of the sentence"),
    )


def _said_behind(
    run: Run, figure: Figure, following: Sequence[Run]
) -> tuple[Bilingual, Bilingual] | None:
    after = "".join(each.text for each in following)
    if run.text.endswith(figure.unit):
        return _said_again(run.text, figure.unit, after)
    if figure.unit == PERCENT or not run.text[-1:].isdigit():
        return None
    own = figure.unit.partition("/")[0]
    gap = following[0].text if len(following) > 1 and following[1].figure is not None else ""
    if after.lstrip().startswith((own, _SHORT.get(own, own))) or gap.strip() in _JOINED:
        return None
    if after.startswith(("/", "-", "–")):
        return None
    said = _unit_of(after)
    is_measure = own in _MEASURES or figure.unit == PERCENTAGE_POINT
    shown = run.text + ("%" if said == "%" else f" {said}")
    if said is not None and (is_measure or said in _MEASURES or own in _COUNTED):
        return (
            Bilingual(
                f"số liệu tính bằng {figure.unit}, câu viết “{shown}”",
                f"the figure is in {figure.unit}, the sentence says `{shown}`",
            ),
            Bilingual(
                f"viết “{figure.unit}”, hoặc nêu đúng số liệu",
                f"write `{figure.unit}`, or name the right figure",
            ),
        )
    if is_measure and said is None:
        return (
            Bilingual(
                f"in ra “{run.text}” mà không có đơn vị ({figure.unit})",
                f"`{run.text}` is printed without its unit ({figure.unit})",
            ),
            Bilingual(
                "thêm “| with_unit” vào trong {{ }}, hoặc viết đơn vị sau số",
                "add `| with_unit` inside {{ }}, or write the unit behind the number",
            ),
        )
    return None


def _unit_of(text: str) -> str | None:
    """Return the unit that a text begins with, behind a space or none."""
    text = text[text[:1].isspace() :]
    begun = (each for each in _LONGEST_FIRST if text.startswith(each))
    return next((each for each in begun if not is_letter(text[len(each) : len(each) + 1])), None)


def _said_again(printed: str, unit: str, after: str) -> tuple[Bilingual, Bilingual] | None:
    """Return message and hint where a sentence repeats a part of the unit behind it."""
    per = _PER.match(after) if "/" in after[:2] else None
    in_brackets = f"({unit})"
    again = per[1] if per is not None and unit.endswith(per[1]) else ""
    if after.lstrip().startswith(in_brackets):
        again = in_brackets
    if not again:
        return None
    return (
        Bilingual(
            f"đơn vị in hai lần: “{printed}{again}”",
            f"the unit is printed twice: `{printed}{again}`",
        ),
        Bilingual(f"bỏ “{again}” sau số liệu", f"take away `{again}` behind the figure"),
    )


def span_of_words(subject: Subject, block: Block, offset: int) -> tuple[Span, Path]:
    """Return span and path of the text at `offset` of a block, or else the template's line."""
    said = _plain(block.text)
    for passage in subject.passages:
        if passage.span == block.span and _plain(passage.text).endswith(said):
            return _within(passage, len(passage.text) - len(block.text) + offset, block.span)
    return block.span, ()


def _within(passage: Passage, offset: int, otherwise: Span) -> tuple[Span, Path]:
    for stretch in passage.stretches:
        if stretch.start <= offset <= stretch.end:
            return stretch.span, stretch.path
    return otherwise, ()


def _plain(text: str) -> str:
    """Return `text` without the zeros that two digits have put before its numbers."""
    return _ZERO_IN_FRONT.sub("", text.replace("\u00a0", " "))


_WORDS_SHOWN = 25
_RISE_OR_FALL = lazy_pattern(
    r"(?<!\w)(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?: thêm)?(?: được)?\s+$", re.IGNORECASE
)
_LONGEST_ENDING = len("không quá")
_ENDS_OF_RISES = ("tăng", "giảm", "hơn", "thêm", "được")


_ASK_FOR_NOTHING = Bilingual(
    "trong mẫu, xét số in ra: bằng 0 thì viết “không đổi”, dưới 0 thì đổi “tăng” thành “giảm” và "
    "thêm “| absolute”",
    "let the template ask what is printed: at 0 write “không đổi”, below 0 turn “tăng” into “giảm” "
    "and add `| absolute`",
)
_OTHER_WORD = Bilingual(
    "đổi “tăng” thành “giảm” hoặc “giảm” thành “tăng”, hoặc kiểm tra lại số liệu",
    "turn “tăng” into “giảm” or “giảm” into “tăng”, or check the figures",
)


@check(catalogue.CHANGE_WORD)
def change_word(subject: Subject) -> Iterator[Violation]:
    """Find a rise or a fall that is printed as 0, and one of a number below zero."""
    for block in subject.document.blocks if subject.document else ():
        before = ""
        for run in block.runs:
            word = _rise_or_fall(before) if run.figure is not None else None
            if word is not None and run.figure is not None:
                value = as_printed(run.figure).value
                turned = value > 0 and _is_turned(word[1], run.figure)
                if value <= 0 or turned:
                    span, path = span_of_words(subject, block, len(before))
                    yield Violation(
                        span,
                        _message(word[1], run.text, value, turned=turned),
                        _ASK_FOR_NOTHING if value <= 0 else _OTHER_WORD,
                        path=path or run.figure.path,
                    )
            before += run.text


def _rise_or_fall(before: str) -> re.Match[str] | None:
    """Return the word of a rise or a fall that a sentence ends in."""
    return _RISE_OR_FALL.search(before) if _ends_in(before, _ENDS_OF_RISES) else None


def _ends_in(before: str, words: tuple[str, ...]) -> bool:
    """Return whether a sentence ends in one of `words`, or in a word that ends so."""
    return before.rstrip()[-_LONGEST_ENDING:].lower().endswith(words)


_FALLS = ("giảm", "thấp hơn", "ít hơn")


def _is_turned(word: str, printed: Figure) -> bool:
    """Return whether the sentence says a rise where the figure falls, or the other way about."""
    match printed.origin:
        case Computed(operation=Operation.ABSOLUTE, inputs=(Figure() as change,)):
            pass
        case _:
            change = printed
    if not change.path or change.path[-1] != "change" or not change.value:
        return False
    return (change.value < 0) != (word.casefold() in _FALLS)


def _message(word: str, number: str, value: Fraction, *, turned: bool) -> Bilingual:
    if turned:
        return Bilingual(
            f"in ra “{word} {number}”, trong khi số liệu đổi theo chiều ngược lại",
            f"`{word} {number}` is printed, but the figure has changed the other way",
        )
    if not value:
        return Bilingual(
            f"in ra “{word} {number}”, trong khi số liệu không đổi",
            f"`{word} {number}` is printed of what has not changed",
        )
    return Bilingual(
        f"in ra “{word} {number}”: số sau “{word}” không thể âm",
        f"`{word} {number}` is printed: no number below zero stands behind the word",
    )


@check(catalogue.ZERO_PRINTED)
def zero_printed(subject: Subject) -> Iterator[Violation]:
    """Find figures of 0 in sentences, and entries left out of a list since their figure is 0.

    In tables, beside a slash and as a percentage, 0 is a result like others.
    """
    yield from _left_out(subject)
    body = subject.document.body if subject.document else ()
    for block in body:
        if not isinstance(block, Block):
            continue
        runs = block.runs
        for number, run in enumerate(runs):
            figure = run.figure
            if figure is None or figure.unit in {PERCENT, PERCENTAGE_POINT}:
                continue
            after = runs[number + 1].text if number + 1 < len(runs) else ""
            before = runs[number - 1].text if number else ""
            if not _is_printed_as_zero(figure) or after.startswith("/") or before.endswith("/"):
                continue
            if _rise_or_fall(before):
                continue  # a violation of another rule
            yield Violation(
                figure if isinstance(figure.origin, Written | Stated) else block.span,
                Bilingual(
                    f"số liệu bằng 0 được in trong câu: “{_around(block, number)}”",
                    f"a figure of 0 is printed in a sentence: `{_around(block, number)}`",
                ),
                Bilingual(
                    "kiểm tra lại số liệu; nếu đúng là 0 thì viết lại hoặc bỏ câu này",
                    "check the figure; if it is 0 indeed, reword the sentence or leave it out",
                ),
                path=figure.path,
                compared=(figure,),
            )


def _left_out(subject: Subject) -> Iterator[Violation]:
    """Yield violations for figures of 0 whose entries are not printed where others are."""
    printed = {each.span for passage in subject.passages for each in passage.stretches}
    for office in subject.models.values():
        for entries in lists_of(office) if subject.document else ():
            yield from _not_printed_of(entries, printed)


def _not_printed_of(entries: Iterable[object], printed: Container[Span]) -> Iterator[Violation]:
    named = [
        (entry, name)
        for entry in entries
        if isinstance(entry, Model) and isinstance(name := getattr(entry, "name", None), Text)
    ]
    left_out = [(entry, name) for entry, name in named if name.span not in printed]
    for entry, name in left_out if len(left_out) < len(named) else ():
        nothing = (each for each in written_figures_of(entry) if _is_printed_as_zero(each))
        for figure in islice(nothing, 1):
            yield _not_printed(figure, name)


def _not_printed(figure: Figure, name: Text) -> Violation:
    return Violation(
        figure,
        Bilingual(
            f"số liệu bằng 0 nên báo cáo không in mục “{name}”",
            f"the figure is 0, so the report does not print the entry `{name}`",
        ),
        Bilingual(
            "kiểm tra lại số liệu; nếu đúng là không có thì bỏ cả mục",
            "check the figure; if there is none indeed, leave out the entry",
        ),
    )


def _is_printed_as_zero(figure: Figure) -> bool:
    return abs(figure.value) < 1 and not as_printed(figure).value


def _around(block: Block, number: int) -> str:
    """Return some words around a run of a block."""
    before = "".join(run.text for run in block.runs[:number])[-_WORDS_SHOWN:]
    after = "".join(run.text for run in block.runs[number + 1 :])[:_WORDS_SHOWN]
    return f"{before}{block.runs[number].text}{after}".strip()


@check(catalogue.UNIT_TWICE)
def unit_twice(subject: Subject) -> Iterator[Violation]:
    """Find figures that print their unit or percent sign where the sentence has it again."""
    for block in subject.document.blocks if subject.document else ():
        for run, following in pairwise(block.runs):
            figure = run.figure
            if figure is None or not figure.unit or not run.text.endswith(figure.unit):
                continue
            space = "" if figure.unit == PERCENT else " ?"
            if figure.unit not in following.text[: len(space) + len(figure.unit)]:
                continue
            again = re.match(rf"{space}{re.escape(figure.unit)}(?!\w)", following.text)
            if again is not None:
                shown = run.text + again[0]
                yield Violation(
                    block.span,
                    Bilingual(
                        f"đơn vị in hai lần: “{shown}”", f"the unit is printed twice: `{shown}`"
                    ),
                    Bilingual(
                        f"bỏ “{figure.unit}” sau số liệu, hoặc bỏ “| with_unit”",
                        f"take `{figure.unit}` behind the figure away, or `| with_unit`",
                    ),
                    path=figure.path,
                )
