"""The structure of the composed report: numbering, annexes, the mark at the end.

Numbering is written in the templates, as officials write it (Nghị định 30/2020/NĐ-CP, Phụ lục I,
Phần I, mục II, khoản 6 đ), so a changed template can skip a number or repeat one.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.checks.prose import prose_of
from ntmreport.checks.template_prose import EXPRESSION
from ntmreport.checks.violation import (
    Violation,
    check,
    once_for_each_subject,
    path_in_template,
)
from ntmreport.document import ORDINALS, OUTLINE, Block, BlockKind, Table, blocks_of
from ntmreport.figure.blank_value import BLANK, is_left_blank
from ntmreport.figure.number_format import roman_numeral
from ntmreport.language import Bilingual, to_write
from ntmreport.lazy_pattern import found_in_lines, lazy_pattern
from ntmreport.model import Text
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.checks.violation import Subject
    from ntmreport.model.offices.narrative import Narrative
    from ntmreport.span import Path, Span

END_MARK = "./."

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of the Vietnamese alphabet that letter points, in the decree's order."""

_ENGLISH_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FIRST_DIFFERENT = LETTERS.index("đ") + 1
_LISTS = (BlockKind.ITEM, BlockKind.SUBITEM)
_LETTERED = (BlockKind.CHAPTER, BlockKind.POINT)
_NUMBERED = (BlockKind.SECTION, BlockKind.SUBSECTION, BlockKind.SUBSUBSECTION)
_COLON_AND_STOP = lazy_pattern(r":\s*[.;,](?!\.)|\(\s*\)")
_annexes_in = found_in_lines(
    lazy_pattern(
        r"(Mẫu biểu(?: số)?|Biểu(?: mẫu)?(?: số)?|Phụ lục(?: số)?|Bảng(?: số)?) "
        r"((?:\d+|[IVX]+)(?:(?:, | và )(?:\d+|[IVX]+))*)(?![\w./])"
    )
)
_AS_FOLLOWS = "như sau:"
_MOST_LOOKED_AT = 50
_ENOUGH = 40
"""Characters at its end that identify a text."""

_NAMED_AS_ANNEXES = ("Mẫu biểu", "Phụ lục")
"""Names of attached annexes; "Bảng 1" may be a table anywhere."""


@check(catalogue.NUMBERING_GAP)
def numbering_gap(subject: Subject) -> Iterator[Violation]:
    """Find parts, sections and points whose number is not the next one."""
    for entry in _outline(subject):
        written, following = entry.block.marker, entry.following
        if written != following and not entry.turns_english:
            start = entry.block.span
            yield Violation(
                replace(start, end_line=start.line, end_column=start.column + len(written)),
                Bilingual(
                    f"đánh số “{written}” không liền mạch, ở đây cần “{following}”",
                    f"the number `{written}` breaks the sequence: `{following}` is next",
                ),
                to_write(following),
                path=_path(entry.block),
                compared=(),
            )


@check(catalogue.LETTER_ORDER)
def letter_order(subject: Subject) -> Iterator[Violation]:
    """Find sequences of points lettered in the English order, which has no đ after d."""
    for entry in _outline(subject):
        if entry.turns_english and entry.block.kind is BlockKind.POINT:
            written, following = entry.block.marker, entry.following
            yield Violation(
                entry.block.span,
                Bilingual(
                    f"từ điểm “{written}”, các điểm theo thứ tự chữ cái tiếng Anh; theo thứ tự của "
                    f"Nghị định 30 thì đây là điểm “{following}”",
                    f"from `{written}` on, points follow the English alphabet; in the order of the "
                    f"decree this one is `{following}`",
                ),
                path=_path(entry.block),
                compared=(),
            )


@check(catalogue.ANNEX_NOT_ATTACHED)
def annex_not_attached(subject: Subject) -> Iterator[Violation]:
    """Find annexes that the report cites and lacks (Phụ lục I, Phần I, mục III, khoản 1 a).

    A draft may lack them.
    """
    report = subject.office(Report)
    if report is not None and report.is_draft:
        return
    attached = {annex.name for annex in subject.document.annexes} if subject.document else set()
    for line, kind, number, words in _cited(subject):
        is_annex = kind.startswith(_NAMED_AS_ANNEXES) or re.search(
            rf"{kind} {number}\W{{0,3}}kèm theo", line.text
        )
        if is_annex and f"{kind} {number}" not in attached:
            yield Violation(
                _span_of_words(subject, line.block, words),
                Bilingual(
                    f"báo cáo dẫn “{kind} {number}” nhưng không có phụ lục này kèm theo",
                    f"the report cites `{kind} {number}`, which is not attached",
                ),
                Bilingual("kèm theo phụ lục hoặc bỏ chỗ dẫn", "attach it or take the citation out"),
                path=("annexes", number),
                compared=(),
            )


@check(catalogue.ANNEX_NOT_CITED)
def annex_not_cited(subject: Subject) -> Iterator[Violation]:
    """Find annexes that the report never mentions (Phụ lục I, Phần I, mục III, khoản 1 a)."""
    cited = {f"{kind} {number}" for _, kind, number, _ in _cited(subject)}
    for annex in subject.document.annexes if subject.document else ():
        name = annex.name
        if name not in cited and not any(name in line.text for line in _lines(subject)):
            yield Violation(
                next(blocks_of(annex.content)).span,
                Bilingual(
                    f"báo cáo không dẫn “{annex.name}” kèm theo",
                    f"the report does not mention `{annex.name}`, which is attached",
                ),
                Bilingual(
                    f"viết “({annex.name} kèm theo)” ở chỗ mà phụ lục làm rõ",
                    f"write “({annex.name} kèm theo)” where the annex belongs",
                ),
                path=("annexes", annex.name),
                compared=(),
            )


@check(catalogue.END_MARK_MISSING)
def end_mark_missing(subject: Subject) -> Iterator[Violation]:
    """Find a report whose last line does not end with the mark "./.", or that has it before."""
    body = _body(subject)
    for block in body[:-1]:
        if block.running_text.endswith(END_MARK):
            hint = Bilingual(
                "bỏ “./.” ở đây, chỉ viết sau câu cuối cùng của báo cáo",
                "take `./.` out here; it stands after the last sentence of the report",
            )
            yield Violation(
                _span_of_words(subject, block, END_MARK),
                Bilingual("“./.” chỉ đứng ở cuối báo cáo", "`./.` stands at the end only"),
                hint,
                path=_path(block),
                compared=(),
            )
    if body and not body[-1].running_text.endswith(END_MARK):
        yield Violation(
            body[-1].span,
            Bilingual("báo cáo không kết thúc bằng “./.”", "the report does not end in `./.`"),
            Bilingual("viết “./.” sau câu cuối cùng", "write `./.` after the last sentence"),
            path=_path(body[-1]),
            compared=(),
        )


@check(catalogue.NOTHING_FOLLOWS)
def nothing_follows(subject: Subject) -> Iterator[Violation]:
    """Find headings with nothing under them, and colons with nothing behind them."""
    body = subject.document.body if subject.document else ()
    for block, following in zip_longest(body, body[1:]):
        if not isinstance(block, Block):
            continue
        if block.kind in OUTLINE:
            if following is None or (
                isinstance(following, Block)
                and following.kind in OUTLINE
                and OUTLINE.index(following.kind) <= OUTLINE.index(block.kind)
            ):
                yield _lacking(
                    block,
                    Bilingual(
                        f"đề mục “{block.text}” không có nội dung",
                        f"nothing stands under the heading `{block.text}`",
                    ),
                )
        # Behind a blank, what the colon announces is not written yet either.
        elif BLANK not in (text := block.text) and _announces_nothing(block, text, following):
            yield _lacking(
                block,
                Bilingual(
                    f"sau dấu hai chấm không có nội dung: “{text[-60:]}”",
                    f"nothing follows the colon: `{text[-60:]}`",
                ),
            )


@check(catalogue.PRINTED_NOWHERE)
def printed_nowhere(subject: Subject) -> Iterator[Violation]:
    """Find texts under a key of the user's own that the report does not print."""
    narrative = cast("Narrative | None", subject.models.get("narrative"))
    if narrative is None or subject.document is None or subject.form is None:
        return
    printed = {each.span for passage in subject.passages for each in passage.stretches}
    templates = "".join(subject.form.templates.values())
    for key, value in narrative.entries.items():
        texts = [text for text in _texts(value) if not is_left_blank(text)]
        # A key that a template names may stand in a table, or behind a condition.
        is_named = key in templates or any(
            f"narrative.{key}" in each for each in subject.texts.values()
        )
        if texts and not is_named and not any(text.span in printed for text in texts):
            yield Violation(
                texts[0],
                Bilingual(
                    f"mẫu không in đoạn chữ “{key}”",
                    f"the form does not print the text `{key}`",
                ),
                Bilingual(
                    "đặt đúng tên mà mẫu in, hoặc thêm vào mẫu: {{ narrative." + key + " }}",
                    "use a name that the form prints, or add to the form: {{ narrative."
                    + key
                    + " }}",
                ),
                path=texts[0].path,
            )


def _texts(value: object) -> Iterator[Text]:
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, Text):
            yield each


def _announces_nothing(block: Block, text: str, following: Block | Table | None) -> bool:
    """Return whether a colon of the block has a stop behind it, or ends it without a list."""
    if _COLON_AND_STOP.search(text):
        return True
    if not text.rstrip().endswith(":"):
        return False
    if not isinstance(following, Block):
        return following is None
    if block.kind is BlockKind.PARAGRAPH and text.endswith(_AS_FOLLOWS):
        return False  # the whole report is what follows
    return following.kind in OUTLINE or (
        block.kind in _LISTS
        and following.kind in _LISTS
        and _LISTS.index(following.kind) <= _LISTS.index(block.kind)
    )


def _lacking(block: Block, message: Bilingual) -> Violation:
    hint = Bilingual(
        "điền nội dung vào dữ liệu, hoặc đặt cả câu trong {% if … %} ở mẫu",
        "fill in the data, or put it inside {% if … %} in the form",
    )
    return Violation(block.span, message, hint, path=_path(block))


def _body(subject: Subject) -> Sequence[Block]:
    """Return the paragraphs of the report itself, without its tables and annexes."""
    body = subject.document.body if subject.document else ()
    return [block for block in body if isinstance(block, Block)]


class _Line(Struct, frozen=True):
    """A paragraph and its text."""

    block: Block
    text: str


@once_for_each_subject
def _lines(subject: Subject) -> tuple[_Line, ...]:
    """Return the paragraphs of the report itself with their texts."""
    return tuple(_Line(block, block.text) for block in _body(subject))


@once_for_each_subject
def _cited(subject: Subject) -> tuple[tuple[_Line, str, str, str], ...]:
    """Return paragraph, name, number and words of the annexes that paragraphs cite."""
    return tuple(
        (line, cited[1], number, cited[0])
        for line in _lines(subject)
        for cited in _annexes_in(line.text)
        for number in re.split(r", | và ", cited[2])
    )


def _span_of_words(subject: Subject, block: Block, words: str) -> Span:
    """Return the span of `words` of a block: in the template, or in a text that it prints."""
    span = block.span
    lines = subject.lines_of(span.file)[span.line - 1 : span.end_line]
    if any(words in line for line in lines):
        return span
    prose, printed = prose_of(subject), block.text.replace("\u00a0", " ")
    start = prose.text.find(words)
    for _ in range(_MOST_LOOKED_AT):
        if start < 0:
            break
        piece = prose.piece_at(start)
        tail = piece.text.replace("\u00a0", " ")[-_ENOUGH:].rpartition(EXPRESSION)[2]
        if piece.span is not None and tail in printed:
            return prose.span(start, start + len(words))
        start = prose.text.find(words, start + 1)
    return span


class _OutlineEntry(Struct, frozen=True):
    """A numbered block, and the marker that follows in the order of its sequence.

    `turns_english` where it has the letter of the English order instead, the first that differs.
    """

    block: Block
    following: str
    turns_english: bool = False


def _outline(subject: Subject) -> Iterator[_OutlineEntry]:
    """Yield the numbered blocks, counted on from what is written: one gap is one violation."""
    counts = dict.fromkeys(OUTLINE, 0)
    letters = LETTERS
    for block in _body(subject):
        if block.kind not in OUTLINE:
            continue
        level = OUTLINE.index(block.kind)
        counts[block.kind] += 1
        for deeper in OUTLINE[level + 1 :]:
            counts[deeper] = 0
        position = counts[block.kind]
        if block.kind in _LETTERED and position == 1:
            letters = LETTERS
        following = _marker(block.kind, counts, letters)
        # Up to d both orders are one; đ or e decides.
        turns_english = (
            block.kind in _LETTERED
            and position == _FIRST_DIFFERENT
            and block.marker == _marker(block.kind, counts, _ENGLISH_LETTERS)
        )
        yield _OutlineEntry(block, following, turns_english)
        if turns_english:
            letters = _ENGLISH_LETTERS
        elif block.marker != following:
            if block.kind in _LETTERED and block.marker.rstrip(".)").lower() not in letters:
                letters = _ENGLISH_LETTERS
            counts[block.kind] = _position(block, letters) or position


def _marker(kind: BlockKind, counts: Mapping[BlockKind, int], letters: str) -> str:
    """Return the marker of a heading where so many of each kind are counted."""
    position = counts[kind]
    match kind:
        case BlockKind.DIVISION:
            return f"Phần thứ {ORDINALS[(position - 1) % len(ORDINALS)]}"
        case BlockKind.PART:
            return f"{roman_numeral(position)}."
        case BlockKind.SECTION | BlockKind.SUBSECTION | BlockKind.SUBSUBSECTION:
            levels = _NUMBERED[: _NUMBERED.index(kind) + 1]
            return "".join(f"{counts[level]}." for level in levels)
        case BlockKind.CHAPTER:
            return f"{letters[(position - 1) % len(letters)].upper()}."
        case _:
            return f"{letters[(position - 1) % len(letters)]})"


def _position(block: Block, letters: str) -> int | None:
    """Return the position in the sequence of the marker that is written, counted from 1."""
    marker = block.marker.rstrip(".)")
    match block.kind:
        case BlockKind.PART:
            return next((n for n in range(1, 400) if roman_numeral(n) == marker), None)
        case BlockKind.DIVISION:
            return ORDINALS.index(marker.split()[-1]) + 1
        case BlockKind.POINT | BlockKind.CHAPTER:
            return letters.find(marker.lower()) + 1 or None
        case _:
            return int(marker.rpartition(".")[2])


def _path(block: Block) -> Path:
    return path_in_template(block.span.file, block.marker or block.kind)
