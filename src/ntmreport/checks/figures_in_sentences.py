"""The words of a sentence right before and behind a figure: its unit, and how exact it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.decree_spelling import misspelt_fields
from ntmreport.checks.subject import Finding, check
from ntmreport.document import Block
from ntmreport.figure import PERCENT, PERCENTAGE_POINT
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.checks.subject import Subject
    from ntmreport.document import Passage, Run
    from ntmreport.figure import Figure
    from ntmreport.span import Path, Span

_MEASURES = (
    *("%", "điểm phần trăm", "ha", "m2", "m²", "m3", "m³", "km2", "km²", "km", "m", "kg", "tấn"),
    *("tạ", "yến", "lít", "tỷ đồng", "tỉ đồng", "triệu đồng", "nghìn đồng", "ngàn đồng", "đồng"),
    *("kWh", "kW", "kV", "m/s"),
)
"""Units of measure: a number without its unit says nothing."""

_COUNTED = ("hộ", "người", "xã", "thôn", "xóm", "trường", "lớp", "tiêu chí", "sản phẩm")
"""Units that are counted; one cannot be said for another."""

_SHORT = {PERCENTAGE_POINT: "điểm"}

_UNIT = re.compile(
    r"\s?(%|"
    + "|".join(re.escape(each) for each in sorted({*_MEASURES, *_COUNTED} - {"%"}, key=len)[::-1])
    + r")(?![^\W\d_])"
)
_JOINED = re.compile(
    r"[\s\u00a0]*(?:-|–|/|,|;|và|đến|tới|lên|xuống|hoặc|lên đến|so với|×|x)[\s\u00a0]*"
)
_QUALIFIED = re.compile(r"(?<!\w)(khoảng|hơn|trên|dưới|gần|ước|xấp xỉ)\s+$", re.IGNORECASE)
_SURPASSED = re.compile(r"(?<!\w)(vượt|mới đạt|chỉ đạt|chưa đạt)\s+$", re.IGNORECASE)
_PER = re.compile(r"\s?((?:/[^\W\d_]+)+)")
_ZERO_IN_FRONT = re.compile(r"(?<![\w.,])0(?=\d(?![\w.,]*\d))")


@check(catalogue.FIGURE_IN_SENTENCE)
def figure_in_sentence(subject: Subject) -> Iterator[Finding]:
    """Find misspelt units, and figures whose sentence gives another, none, or one twice."""
    yield from misspelt_fields(subject, catalogue.FIGURE_IN_SENTENCE)
    for block in subject.document.body if subject.document else ():
        if not isinstance(block, Block):
            continue  # a table has its units above
        for number, run in enumerate(block.runs):
            figure = run.figure
            if figure is None or not figure.unit or not run.text[-1:]:
                continue
            before = "".join(each.text for each in block.runs[:number])
            told = (
                _surpassed(run, before)
                or _said_before(run, before)
                or _said_behind(run, figure, block.runs[number + 1 :])
            )
            if told is not None:
                where, path = place_of_words(subject, block, len(before))
                message, hint = told
                yield Finding(where, message, hint, path=path or figure.path)


def _surpassed(run: Run, before: str) -> tuple[Bilingual, Bilingual] | None:
    """Return what is wrong where a plan is said to be surpassed by all that has been reached."""
    figure, word = run.figure, _SURPASSED.search(before)
    if figure is None or word is None or figure.path[-1:] != ("achievement",):
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


def _said_before(run: Run, before: str) -> tuple[Bilingual, Bilingual] | None:
    figure, twice = run.figure, _QUALIFIED.search(before)
    if figure is None or not figure.qualifier or twice is None:
        return None
    if not run.text.startswith(figure.qualifier):
        return None
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
    if after.lstrip().startswith((own, _SHORT.get(own, own))) or _JOINED.fullmatch(gap):
        return None
    if after.startswith(("/", "-", "–")):
        return None
    said = _UNIT.match(after)
    is_measure = own in _MEASURES or figure.unit == PERCENTAGE_POINT
    shown = said and run.text + ("%" if said[1] == "%" else f" {said[1]}")
    if said is not None and (is_measure or said[1] in _MEASURES or own in _COUNTED):
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


def _said_again(printed: str, unit: str, after: str) -> tuple[Bilingual, Bilingual] | None:
    """Return what is wrong where a sentence says a part of the unit once more behind it."""
    per = _PER.match(after)
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


def place_of_words(subject: Subject, block: Block, offset: int) -> tuple[Span, Path]:
    """Return the text of the data that says the words at `offset` of a block, or its template."""
    said = _plain(block.text)
    for passage in subject.passages:
        if passage.place == block.place and _plain(passage.text).endswith(said):
            return _within(passage, len(passage.text) - len(block.text) + offset, block.place)
    return block.place, ()


def _within(passage: Passage, offset: int, otherwise: Span) -> tuple[Span, Path]:
    for stretch in passage.stretches:
        if stretch.start <= offset <= stretch.end:
            return stretch.span, stretch.path
    return otherwise, ()


def _plain(text: str) -> str:
    """Return `text` with its numbers as they were before they had two digits."""
    return _ZERO_IN_FRONT.sub("", text.replace("\u00a0", " "))
