"""Spaces before punctuation, doubled ones, and those that are missing behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern, is_letter
from ntmreport.checks.prose import address_ranges, prose_of
from ntmreport.checks.template_prose import EXPRESSION, STATEMENT
from ntmreport.checks.violation import check
from ntmreport.checks.wording.leftover_marks import leftover_ranges
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject, Violation

_SPACE = "[ \xa0]"
_LETTER = r"[^\W\d_]"
# ./. ends a report, and .5 or ... are no full stops
_BEFORE_MARK = ProsePattern(
    rf"{_SPACE}(?<!{_SPACE}.){_SPACE}*+(?:[,;:!?)\]”]|\.(?![./\d]))",
    tuple(f"{space}{mark}" for space in " \xa0" for mark in ",;:!?)]”."),
)
_BEHIND_BRACKET = ProsePattern(
    rf"[(\[“]{_SPACE}++(?=[^\s{STATEMENT}])",
    tuple(f"{mark}{space}" for space in " \xa0" for mark in "([“"),
)
_DOUBLED = ProsePattern(
    rf"(?<!{_SPACE}){_SPACE}{{2,}}+(?=[^\s{STATEMENT},;:!?)\]”.])",
    ("  ", " \xa0", "\xa0 ", "\xa0\xa0"),
)
_COMMA = ProsePattern(
    rf"[,;](?=[\w“({EXPRESSION}])",
    lambda text: any(not behind[:1].isspace() for mark in ",;" for behind in text.split(mark)[1:]),
)
_COLON = ProsePattern(rf":(?={_LETTER})", (":",))
_FULL_STOP = ProsePattern(rf"\.(?={_LETTER}{{2}})", (".",))
_EDGE = ProsePattern(
    rf"(?m)^{_SPACE}+|(?<!{_SPACE}){_SPACE}++$", ("\n ", "\n\xa0", " \n", "\xa0\n")
)
_MASKED = lazy_pattern(f"[{EXPRESSION}{STATEMENT}]+")
_BEFORE = lazy_pattern(r"[^\s]*$")
_BEHIND = lazy_pattern(r"[^\s]*")
_CAPITALS = lazy_pattern(r"[A-ZĐ]{2,}")
# Abbreviations that a full stop may end before a name: tp.Thanh Hóa.
_SHORT = frozenset({"bs", "cn", "gs", "ks", "ths", "tp", "ts", "tt", "tx"})
_NO_SENTENCE = frozenset({"number", "symbol"})
_LONGEST_SHOWN = 24
_LONGEST_VALUE = 200


_BESIDE_A_VALUE = ProsePattern(
    f"{EXPRESSION}(?<={_LETTER}{EXPRESSION})|{EXPRESSION}(?={_LETTER})", (EXPRESSION,)
)
# A value of the data or a figure; a macro or a choice may print its own space.
_VALUE = r"\{\{[-+]? *[a-z]\w*(?:\.\w+|\[\d+\])+(?: *\| *\w+)* *[-+]?\}\}"
_VALUE_BEHIND, _VALUE_BEFORE = lazy_pattern(_VALUE), lazy_pattern(f"{_VALUE}$")


@check(catalogue.SPACING)
def spacing(subject: Subject) -> Iterator[Violation]:
    """Find spaces that are too many and spaces that are missing."""
    prose = prose_of(subject)
    for start, end, written, message in _misspaced(prose):
        if not address_ranges(prose).cover(start) and not leftover_ranges(prose).cover(end - 1):
            yield _found(prose, start, end, written, message)
    for start, end, right in _joined(subject, prose):
        yield prose.violation(
            start,
            end,
            Bilingual(
                "thiếu dấu cách giữa chữ và số liệu", "no space stands before or behind a value"
            ),
            Bilingual(f"viết “{right}” (có dấu cách)", f"write `{right}` with the space"),
        )
    # Templates do without the spaces around their lines.
    for match in prose.matches(_EDGE, of_form=False):
        if match[0]:
            yield _found(prose, match.start(), match.end(), "", _NO_SPACE_AT_EDGE)


_NO_SPACE_BEFORE = Bilingual("thừa dấu cách trước dấu câu", "there is a space before the mark")
_NO_SPACE_BEHIND = Bilingual(
    "thừa dấu cách sau dấu mở ngoặc", "there is a space behind the bracket"
)
_ONE_SPACE = Bilingual("hai dấu cách liền nhau", "there are two spaces")
_SPACE_BEHIND = Bilingual("thiếu dấu cách sau dấu câu", "a space is missing behind the mark")
_NO_SPACE_AT_EDGE = Bilingual(
    "thừa dấu cách ở đầu hoặc cuối đoạn", "there is a space at the text's edge"
)


def _joined(subject: Subject, prose: Prose) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of words with no space between them and a value, and both as written."""
    of_form = prose.start_of_form

    def joined(offsets: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        for offset in offsets:
            start, end = _word_beside(prose.text, offset)
            word, span = prose.text[start:end], prose.span(start, end)
            line = subject.lines_of(span.file)[span.line - 1]
            if _VALUE_BEHIND.match(line, span.end_column - 1):
                yield start, end, f"{word} {{{{ … }}}}"
            elif _VALUE_BEFORE.search(line[max(0, span.column - _LONGEST_VALUE) : span.column - 1]):
                yield start, end, f"{{{{ … }}}} {word}"

    def joined_in_form() -> list[tuple[int, int, str]]:
        offsets = [of_form + offset for _, offset, _ in prose.form.spans(_BESIDE_A_VALUE)]
        return [(start - of_form, end - of_form, right) for start, end, right in joined(offsets)]

    own = prose.matches(_BESIDE_A_VALUE, of_form=False)
    yield from joined(match.start() for match in own)
    for start, end, right in prose.form.once("words beside values", joined_in_form):
        yield of_form + start, of_form + end, right


def _word_beside(text: str, offset: int) -> tuple[int, int]:
    """Return the start and the end of the word that touches the end of a value at `offset`."""
    start = end = offset
    while start > 0 and is_letter(text[start - 1]):
        start -= 1
    if start < offset:
        return start, offset
    start = end = offset + 1
    while end < len(text) and is_letter(text[end]):
        end += 1
    return start, end


def _misspaced(prose: Prose) -> Iterator[tuple[int, int, str, Bilingual]]:
    """Yield start and end of wrong spacing, the right text, and the message."""
    text = prose.text
    for match in prose.matches(_BEFORE_MARK):
        if match.start() and text[match.start() - 1] not in f"\n({STATEMENT}":
            yield *match.span(), match[0].lstrip(" \xa0"), _NO_SPACE_BEFORE
    for match in prose.matches(_BEHIND_BRACKET):
        yield *match.span(), match[0].rstrip(" \xa0"), _NO_SPACE_BEHIND
    for match in prose.matches(_DOUBLED):
        if match.start() and text[match.start() - 1] not in f"\n([“{STATEMENT}":
            yield *match.span(), " ", _ONE_SPACE
    for match in prose.matches(_COMMA):
        before = text[match.start() - 1]
        is_joined = before.isalnum() or before in f")”%{EXPRESSION}"
        if is_joined and not _may_lack_space(prose, match.start()):
            yield *match.span(), f"{match[0]} ", _SPACE_BEHIND
    for match in prose.matches(_COLON):
        if text[match.start() - 1].isalpha():
            yield *match.span(), ": ", _SPACE_BEHIND
    for match in prose.matches(_FULL_STOP):
        if _ends_sentence(prose, match.start()):
            yield *match.span(), ". ", _SPACE_BEHIND


def _may_lack_space(prose: Prose, offset: int) -> bool:
    """Return whether the comma is one of a number, a symbol or a list of abbreviations."""
    before, after = prose.text[offset - 1], prose.text[offset + 1]
    if before.isdigit() and after.isdigit() and prose.text[offset] == ",":
        return True
    if before == EXPRESSION and after.isdigit():
        return True
    if before == after == EXPRESSION:
        return False
    if prose.piece_at(offset).key in _NO_SENTENCE:
        return True
    first = _BEFORE.search(prose.text, max(0, offset - 20), offset)
    second = _BEHIND.match(prose.text, offset + 1, offset + 20)
    last_word = first[0].rpartition(",")[2] if first else ""
    next_word = re.split("[,;.]", second[0])[0] if second else ""
    return bool(_CAPITALS.fullmatch(last_word) and _CAPITALS.fullmatch(next_word))


def _ends_sentence(prose: Prose, offset: int) -> bool:
    """Return whether the full stop at `offset` stands between a word and the next sentence."""
    behind = prose.text[offset + 1 : offset + 3]
    word = offset
    while word > 0 and prose.text[word - 1].isalpha():
        word -= 1
    before = prose.text[word:offset]
    return before.islower() and before not in _SHORT and behind[0].isupper() and behind[1].islower()


def _found(prose: Prose, start: int, end: int, written: str, message: Bilingual) -> Violation:
    """Return the violation about text[start:end], for which `written` should stand."""
    text = prose.text
    before = _BEFORE.search(text, max(0, start - _LONGEST_SHOWN), start)
    behind = _BEHIND.match(text, end, end + _LONGEST_SHOWN)
    first = before[0] if before else ""
    last = behind[0] if behind else ""
    shown = _MASKED.sub("{{ … }}", f"{first}{written}{last}").strip()
    hint = Hint(
        f"viết “{shown}”" if shown else "xóa dấu cách này",
        f"write “{shown}”" if shown else "delete the space",
        (written,),
        is_certain=True,
    )
    return prose.violation(start, end, message, hint)
