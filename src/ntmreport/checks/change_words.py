"""The words of a sentence beside the numbers that it prints: rises, falls, and nothing."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.figures_in_sentences import place_of_words
from ntmreport.checks.subject import Finding, check
from ntmreport.document import Block
from ntmreport.figure import (
    PERCENT,
    PERCENTAGE_POINT,
    Computed,
    Figure,
    Operation,
    Stated,
    Written,
)
from ntmreport.figure.number_format import as_printed
from ntmreport.language import Bilingual
from ntmreport.model import Model, Text, models_of, written_figures_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from fractions import Fraction

    from ntmreport.checks.subject import Subject
    from ntmreport.span import Span

_WORDS_SHOWN = 25
_RISE_OR_FALL = re.compile(
    r"(?<!\w)(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?: thêm)?(?: được)?\s+$", re.IGNORECASE
)


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
def change_word(subject: Subject) -> Iterator[Finding]:
    """Find a rise or a fall that is printed as 0, and one of a number below zero."""
    for block in subject.document.blocks if subject.document else ():
        before = ""
        for run in block.runs:
            word = _RISE_OR_FALL.search(before) if run.figure is not None else None
            if word is not None and run.figure is not None:
                value = as_printed(run.figure).value
                turned = value > 0 and _is_turned(word[1], run.figure)
                if value <= 0 or turned:
                    where, path = place_of_words(subject, block, len(before))
                    yield Finding(
                        where,
                        _message(word[1], run.text, value, turned=turned),
                        _ASK_FOR_NOTHING if value <= 0 else _OTHER_WORD,
                        path=path or run.figure.path,
                    )
            before += run.text


_FALLS = ("giảm", "thấp hơn", "ít hơn")


def _is_turned(word: str, printed: Figure) -> bool:
    """Return whether a sentence says a rise of a change that is a fall, or the other way about."""
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
def zero_printed(subject: Subject) -> Iterator[Finding]:
    """Find figures that a sentence prints as 0: it says of nothing that it was done or is there.

    In tables, behind a slash or before one, and as a percentage, 0 is a result like others. An
    entry that is left out of a list because its figure is 0 is found as well.
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
            if as_printed(figure).value or after.startswith("/") or before.endswith("/"):
                continue
            if _RISE_OR_FALL.search(before):
                continue  # told as that
            yield Finding(
                figure if isinstance(figure.origin, Written | Stated) else block.place,
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


def _left_out(subject: Subject) -> Iterator[Finding]:
    """Yield findings for figures of 0 whose entries are not printed where others of a list are."""
    printed = {each.span for passage in subject.passages for each in passage.stretches}
    for office in subject.models.values():
        for model in models_of(office) if subject.document else ():
            for field in type(model).model_fields:
                entries = getattr(model, field)
                if isinstance(entries, tuple):
                    yield from _not_printed_of(entries, printed)


def _not_printed_of(entries: Iterable[object], printed: Container[Span]) -> Iterator[Finding]:
    named = [
        (entry, name)
        for entry in entries
        if isinstance(entry, Model) and isinstance(name := getattr(entry, "name", None), Text)
    ]
    left_out = [(entry, name) for entry, name in named if name.span not in printed]
    for entry, name in left_out if len(left_out) < len(named) else ():
        nothing = (each for each in written_figures_of(entry) if not as_printed(each).value)
        for figure in islice(nothing, 1):
            yield _not_printed(figure, name)


def _not_printed(figure: Figure, name: Text) -> Finding:
    return Finding(
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


def _around(block: Block, number: int) -> str:
    """Return some words around a run of a block."""
    before = "".join(run.text for run in block.runs[:number])[-_WORDS_SHOWN:]
    after = "".join(run.text for run in block.runs[number + 1 :])[:_WORDS_SHOWN]
    return f"{before}{block.runs[number].text}{after}".strip()


@check(catalogue.UNIT_TWICE)
def unit_twice(subject: Subject) -> Iterator[Finding]:
    """Find figures that print their unit or percent sign where the sentence has it again."""
    for block in subject.document.blocks if subject.document else ():
        for run, following in pairwise(block.runs):
            figure = run.figure
            if figure is None or not figure.unit or not run.text.endswith(figure.unit):
                continue
            space = "" if figure.unit == PERCENT else " ?"
            again = re.match(rf"{space}{re.escape(figure.unit)}(?!\w)", following.text)
            if again is not None:
                shown = run.text + again[0]
                yield Finding(
                    block.place,
                    Bilingual(
                        f"đơn vị in hai lần: “{shown}”", f"the unit is printed twice: `{shown}`"
                    ),
                    Bilingual(
                        f"bỏ “{figure.unit}” sau số liệu, hoặc bỏ “| with_unit”",
                        f"take `{figure.unit}` behind the figure away, or `| with_unit`",
                    ),
                    path=figure.path,
                )
