"""Spaces before punctuation, doubled ones, and those that are missing behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.prose import EXPRESSION, STATEMENT, prose_of
from ntmreport.checks.subject import check
from ntmreport.language import Bilingual
from ntmreport.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.subject import Finding, Subject

_SPACE = "[ \xa0]"
_LETTER = r"[^\W\d_]"
_PATTERN = re.compile(
    # ./. ends a report, and .5 or ... are no full stops
    rf"(?P<before>(?<=[^\s{STATEMENT}(]){_SPACE}+(?:[,;:!?)\]”]|\.(?![./\d])))"
    rf"|(?P<behind>[(\[“]{_SPACE}+)(?=[^\s{STATEMENT}])"
    rf"|(?P<doubled>(?<=[^\s{STATEMENT}]){_SPACE}{{2,}})(?=[^\s{STATEMENT}])"
    rf"|(?P<missing>(?<=[\w)”%{EXPRESSION}])[,;](?=[\w“({EXPRESSION}]))"
    rf"|(?P<colon>(?<={_LETTER}):(?={_LETTER}))"
    r"|(?P<stop>\b[a-zà-ỹđ]{2,}\.)(?=[A-ZÀ-ỸĐ][a-zà-ỹđ])"
)
_EDGE = re.compile(rf"(?m)^{_SPACE}+|{_SPACE}+$")
_MASKED = re.compile(f"[{EXPRESSION}{STATEMENT}]+")
_BEFORE = re.compile(r"[^\s]*$")
_BEHIND = re.compile(r"[^\s]*")
_CAPITALS = re.compile(r"[A-ZĐ]{2,}")
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+")
# Abbreviations that a full stop may end before a name: tp.Thanh Hóa.
_SHORT = frozenset({"bs", "cn", "gs", "ks", "ths", "tp", "ts", "tt", "tx"})
_NO_SENTENCE = frozenset({"number", "symbol"})
_LONGEST_SHOWN = 24


@check(catalogue.SPACING)
def spacing(subject: Subject) -> Iterator[Finding]:
    """Find spaces that are too many and spaces that are missing."""
    prose = prose_of(subject)
    text = prose.text
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "@" in text else []
    for match in _PATTERN.finditer(text):
        start, end = match.span()
        if any(first <= start < last for first, last in addresses):
            continue
        if match["before"]:
            yield _found(prose, start, end, match[0].lstrip(" \xa0"), _BEFORE_MARK)
        elif match["behind"]:
            yield _found(prose, start, end, match[0].rstrip(" \xa0"), _BEHIND_MARK)
        elif match["doubled"]:
            yield _found(prose, start, end, " ", _DOUBLED)
        elif match["missing"] and not _may_lack_space(prose, start):
            yield _found(prose, start, end, f"{match[0]} ", _MISSING)
        elif match["colon"] or (match["stop"] and match[0][:-1] not in _SHORT):
            yield _found(prose, end - 1, end, f"{match[0][-1]} ", _MISSING)
    for match in _EDGE.finditer(text):
        # Templates do without the spaces around their lines.
        if match[0] and isinstance(prose.piece_at(match.start()).origin, Text):
            yield _found(prose, match.start(), match.end(), "", _AT_EDGE)


_BEFORE_MARK = Bilingual("thừa dấu cách trước dấu câu", "there is a space before the mark")
_BEHIND_MARK = Bilingual("thừa dấu cách sau dấu mở ngoặc", "there is a space behind the bracket")
_DOUBLED = Bilingual("hai dấu cách liền nhau", "there are two spaces")
_MISSING = Bilingual("thiếu dấu cách sau dấu câu", "a space is missing behind the mark")
_AT_EDGE = Bilingual("thừa dấu cách ở đầu hoặc cuối đoạn", "there is a space at the text's edge")


def _may_lack_space(prose: Prose, offset: int) -> bool:
    """Whether the comma at `offset` is one of a number, of a list of abbreviations or a symbol."""
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
    second = _BEHIND.match(prose.text, offset + 1)
    last_word = first[0].rpartition(",")[2] if first else ""
    next_word = re.split("[,;.]", second[0])[0] if second else ""
    return bool(_CAPITALS.fullmatch(last_word) and _CAPITALS.fullmatch(next_word))


def _found(prose: Prose, start: int, end: int, written: str, message: Bilingual) -> Finding:
    """Return the finding about text[start:end], for which `written` should stand."""
    text = prose.text
    before = _BEFORE.search(text, text.rfind("\n", 0, start) + 1, start)
    behind = _BEHIND.match(text, end)
    first = before[0][-_LONGEST_SHOWN:] if before else ""
    last = behind[0][:_LONGEST_SHOWN] if behind else ""
    shown = _MASKED.sub("{{ … }}", f"{first}{written}{last}").strip()
    return prose.finding(
        start, end, message, Bilingual(f"viết “{shown}”", f"write “{shown}”") if shown else None
    )
