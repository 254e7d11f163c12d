"""Marks at both ends of a printed line: the dash that makes it an item, and its final stop."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.printed_twice import span_of_part
from ntmreport.checks.prose import prose_of
from ntmreport.checks.template_prose import EXPRESSION, TemplateLine
from ntmreport.checks.violation import Violation, check, path_in_template
from ntmreport.document import RUNNING_TEXT, BlockKind
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.document import Passage, Stretch

_DASHES = tuple("-–—•·●▪+*")
_DASH = lazy_pattern(r"[-–—•·●▪+*](?=\s*[^\W\d_“])\s*")
_NO_NUMBERING = lazy_pattern(
    r"([a-zđ][,.]|[A-ZĐ]\)|[IVXl]{1,4}[,)]|I?l\.|[0-9]{1,2}(?:\.(?=[^\W\d_])| \.|[,)]))"
    r"\s*(?=[A-ZĐÀ-Ỹ])"
)
"""Numbering that makes no heading: a, or 2.Kết quả."""

_LONGEST_NUMBERING = len("VIII)")

_INDENTED = lazy_pattern(rf" *([-–—•·●▪+*]) +(?=[^\W\d_]|[“{EXPRESSION}])")
_LAST_WORD = lazy_pattern(r"[\w”)\]%]+$")
_WRONG_END = lazy_pattern(r"(?<![.…])(?<!v\.v)(?<!\.v)\.\s*\.$|[,;]$")
_MAY_END_WRONG = (".", ",", ";")
_ENOUGH = 40
"""Characters at its beginning that identify a line."""

_FEWEST_WORDS = 4
"""A text of fewer words may be the name of something, which ends without a stop."""


@check(catalogue.DASH_OF_NO_ITEM)
def dash_of_no_item(subject: Subject) -> Iterator[Violation]:
    """Find paragraphs that begin with a dash, which is printed within the paragraph."""
    for passage in subject.passages:
        if passage.name != BlockKind.PARAGRAPH:
            continue
        text = passage.text
        first = passage.stretches[0] if passage.stretches else None
        match = _DASH.match(text) if text.startswith(_DASHES) else None
        may_be_numbered = any(mark in text[:_LONGEST_NUMBERING] for mark in ".,)")
        numbering = _NO_NUMBERING.match(text) if may_be_numbered else None
        if numbering and (first is None or first.start >= numbering.end()):
            yield _of_a_heading(passage, numbering[1])
        if match is None:
            continue
        if first is not None and first.start == 0:
            said = passage.text[: first.end]
            yield Violation(
                span_of_part(subject, first, said, match.span()),
                Bilingual(
                    "mẫu in câu này thành một đoạn, dấu đầu dòng bị in nguyên trong đoạn",
                    "the form prints this as a paragraph, with the dash in it",
                ),
                Hint(f"bỏ “{match[0].strip()}”", f"take away `{match[0].strip()}`", ("",)),
                path=first.path,
            )
        else:
            yield Violation(
                passage.span,
                Bilingual(
                    f"dòng bắt đầu bằng “{match[0]}” được in thành một đoạn, không thành gạch đầu "
                    "dòng",
                    f"the line that begins with `{match[0]}` is printed as a paragraph, not as an "
                    "item",
                ),
                Bilingual(
                    "viết “- ” (dấu gạch ngang của bàn phím và một dấu cách) ở đầu dòng",
                    "begin the line with `- `: a hyphen and a space",
                ),
                path=path_in_template(passage.span.file, match[0].strip()),
            )

    yield from _indented(subject)


def _indented(subject: Subject) -> Iterator[Violation]:
    """Yield lines of templates that begin with spaces and a dash, and so continue the last."""
    for piece in prose_of(subject).pieces:
        if not isinstance(piece.origin, TemplateLine):
            continue
        for offset, position in piece.origin.starts[1:]:
            if not piece.text[offset : offset + 2].lstrip(" ").startswith(_DASHES):
                continue
            match = _INDENTED.match(piece.text, offset)
            if match is None:
                continue
            file = piece.origin.file
            line = subject.lines_of(file)[position.line - 1]
            yield Violation(
                Span(file, position.line, 1, position.line, len(line) + 1),
                Bilingual(
                    f"dòng thụt vào được nối với dòng trên, dấu “{match[1]}” bị in giữa đoạn",
                    f"an indented line goes on with the one above: `{match[1]}` is printed in it",
                ),
                Bilingual(
                    f"bỏ dấu cách ở đầu dòng: dòng bắt đầu bằng “{match[1]} ”",
                    f"take away the spaces: the line begins with `{match[1]} `",
                ),
                path=path_in_template(file, line.strip()[:_ENOUGH]),
            )


def _of_a_heading(passage: Passage, written: str) -> Violation:
    return Violation(
        passage.span,
        Bilingual(
            f"dòng bắt đầu bằng “{written}” được in thành một đoạn, không thành đề mục",
            f"the line that begins with `{written}` is printed as a paragraph, not as a heading",
        ),
        Bilingual(
            "đánh số đề mục như I. hoặc 1. hoặc 2.1. hoặc a) rồi một dấu cách",
            "number a heading as I. or 1. or 2.1. or a), then a space",
        ),
        path=path_in_template(passage.span.file, written),
    )


@check(catalogue.FINAL_STOP)
def final_stop(subject: Subject) -> Iterator[Violation]:
    """Find lines that end in a text of the data which has no final stop, two, or a comma."""
    passages = subject.passages
    for passage, following in zip_longest(passages, passages[1:]):
        last = passage.stretches[-1] if passage.stretches else None
        if passage.name not in RUNNING_TEXT or last is None or last.end != len(passage.text):
            continue
        said = passage.text[last.start : last.end]
        if " #" in said or _FOOTNOTE.search(said) or _is_cut_off(subject, last):
            continue  # the rest is no part of the sentence, and a violation
        if wrong := _WRONG_END.search(said) if said.endswith(_MAY_END_WRONG) else None:
            if wrong[0] == ";" and following is not None and following.name == passage.name:
                continue  # in a list whose entries are so divided
            yield _ending(
                subject,
                last,
                said,
                wrong.start(),
                ".",
                Bilingual(f"câu kết thúc bằng “{wrong[0]}”", f"the sentence ends in `{wrong[0]}`"),
            )
        elif len(passage.stretches) > 1 and _is_next_in_a_list(*passage.stretches[-2:]):
            # The entries have no stop; the template that joins them ends the sentence.
            if not said.endswith((".", "!", "?", ":", "…")) and len(said) > 1:
                path = path_in_template(passage.span.file, passage.text[:_ENOUGH])
                yield Violation(passage.span, _NO_STOP, _STOP_IN_TEMPLATE, path=path)
        elif _lacks_a_stop(said) and (word := _LAST_WORD.search(said)):
            yield _ending(
                subject,
                last,
                said,
                word.start(),
                f"{word[0]}.",
                _NO_STOP,
            )


_NO_STOP = Bilingual("câu không có dấu chấm ở cuối", "the sentence has no final stop")
_STOP_IN_TEMPLATE = Bilingual(
    "viết dấu chấm ở mẫu, ngay sau }} của danh sách", "write the stop behind the list's }}"
)


def _is_next_in_a_list(first: Stretch, second: Stretch) -> bool:
    """Return whether a line prints one entry of a list right behind another."""
    return isinstance(second.path[-1], int) and first.path[:-1] == second.path[:-1]


_FOOTNOTE = lazy_pattern(r"\[[0-9]{1,3}\]$")
_COMMENT = lazy_pattern(r"[ \t]+#")


def _is_cut_off(subject: Subject, stretch: Stretch) -> bool:
    """Return whether the words of a text go on in what YAML takes for a comment."""
    lines = subject.lines_of(stretch.span.file)
    line = lines[stretch.span.end_line - 1] if stretch.span.end_line <= len(lines) else ""
    comment = _COMMENT.match(line, stretch.span.end_column - 1)
    return comment is not None and line[comment.end() : comment.end() + 1] not in {"", " "}


def _lacks_a_stop(said: str) -> bool:
    is_a_sentence = said[:1].isupper() and len(said.split()) >= _FEWEST_WORDS
    return is_a_sentence and not said.rstrip("”)").endswith((".", "!", "?", ":", "…"))


def _ending(
    subject: Subject, stretch: Stretch, said: str, start: int, instead: str, message: Bilingual
) -> Violation:
    span = span_of_part(subject, stretch, said, (start, len(said)))
    is_there = span != stretch.span
    return Violation(
        span,
        message,
        Hint(
            f"viết “{instead}” ở cuối câu",
            f"end the sentence with `{instead}`",
            (instead,) if is_there else (),
        ),
        path=stretch.path,
    )
