"""From the prose to letters that are to be capitals and are small, or the other way about.

Nghị định 30/2020/NĐ-CP, Phụ lục II: the beginnings of lines (mục I), geographical names (III),
bodies (IV), Nhân dân, Nhà nước and the kinds of documents (V).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.decree_spelling import misspelt_fields
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.printed_twice import span_of_part
from ntmreport.checks.prose import WORD, prose_of
from ntmreport.checks.spelt_fields import spelt_fields
from ntmreport.checks.violation import Violation, check
from ntmreport.document import RUNNING_TEXT
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject
    from ntmreport.span import Span

BODIES = (
    *("Ủy ban nhân dân", "Hội đồng nhân dân", "Ban Chỉ đạo", "Mặt trận Tổ quốc", "Ban Thường vụ"),
    *("Ban Chấp hành", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn Thanh niên", "Huyện ủy"),
    *("Tỉnh ủy", "Thủ tướng Chính phủ", "Quốc hội", "Văn phòng Điều phối", "Hồ Chí Minh"),
    *("Nguyên đán", "Đoan ngọ", "Trung thu", "Quốc khánh", "Quốc tế Lao động"),
    *("Cách mạng tháng Tám", "tháng Giêng", "tháng Chạp"),
)
"""Names of bodies, persons, feasts and months as Phụ lục II writes them."""

_OF_BODIES = ProsePattern(
    rf"(?:{'|'.join(map(str.lower, BODIES))})(?!\w)", is_of_small_letters=True
)
"""Those names in a text of small letters."""

_WITHIN_OTHER_WORDS = lazy_pattern(
    r"(?<=ủy )ban |(?<=uỷ )ban |(?<=tập )trung thu|(?:tỉnh|huyện) ủy (?:quyền|thác|nhiệm|ban)(?!\w)"
    r"|(?<=đại )hội |(?<=tập )đoàn "
)
"""Words that only begin as such a name does: Ủy ban Thường vụ Quốc hội, tập trung thu gom."""

_BY_SMALL_LETTERS = {name.casefold(): name for name in BODIES}
_BEFORE_PEOPLE = (
    *("ban", "đồng", "án", "sát", "Công an", "công an", "đội", "trang", "sĩ", "giáo", "thuốc"),
    *("thẩm", "chủ", "dụng"),
)
"""Words that “nhân dân” is a part of a name behind."""

_PEOPLE = ProsePattern(
    rf"n(?<!\wn){''.join(f'(?<!{word} n)' for word in _BEFORE_PEOPLE)}hân dân(?!\w| tệ)",
    lambda text: (
        text.count("nhân dân") > sum(text.count(f"{word} nhân dân") for word in _BEFORE_PEOPLE)
    ),
)
_PEOPLE_IN_TWO_CAPITALS = ProsePattern(
    r"(?=N)(?<!\w)(?<!Báo )(?<!báo )(?<!Ban )(?<!ban )(?<!Đồng )(?<!đồng )(?<!sĩ )(?<!giáo )"
    r"Nhân Dân(?!\w)",
    ("Nhân Dân",),
)
_STATE_AND_PARTY = ProsePattern(
    # What stands before is looked at last: few places have the words at all.
    r"nhà nước(?:(?<=Đảng và nhà nước)|(?<=Đảng, nhà nước))"
    r"|đảng(?<!\wđảng)(?=,? (?:và )?Nhà nước)",
    (
        *("Đảng và nhà nước", "Đảng, nhà nước", "đảng Nhà nước", "đảng, Nhà nước"),
        *("đảng và Nhà nước", "đảng, và Nhà nước"),
    ),
)
_COMMON_NOUN = ProsePattern(
    r"[HPTX](?<=[\w,;] .)(?:(?<=T)(?:ỉnh|hị xã|hị trấn|hôn|ổ dân phố)|(?<=H)uyện|(?<=X)ã"
    r"|(?<=P)hường)(?= [^\W\d_][^\W\d_])"
)
_SPECIAL_ZONE = ProsePattern(r"Đặc khu(?<=[\w,;] Đặc khu)(?= [^\W\d_][^\W\d_])", ("Đặc khu",))
_BEHIND_A_STOP = ProsePattern(r"[.!?] (?<=[^\W\d_]{3}[.!?] )([^\W\d_])")
_NAMES_OF_OTHERS = frozenset({"name", "names", "products", "carriers", "typical", "kinds"})


class _Spelling(Struct, frozen=True):
    """Words found by a pattern, their right letters, and which of the matches are meant."""

    pattern: ProsePattern
    right: Callable[[str], str]
    is_meant: Callable[[Prose, int, int], bool] = lambda _prose, _start, _end: True


@check(catalogue.CAPITALS)
def capitals(subject: Subject) -> Iterator[Violation]:
    """Find letters that are to be capitals and are small, or the other way about (Phụ lục II)."""
    yield from misspelt_fields(subject, catalogue.CAPITALS)
    fields = spelt_fields(subject)
    yield from _beginnings(subject, fields)
    prose = prose_of(subject)
    for spelling in _SPELLINGS:
        for _, start, end in prose.spans(spelling.pattern):
            written = prose.text[start:end]
            wanted = spelling.right(written)
            if written == wanted or written.isupper() or not spelling.is_meant(prose, start, end):
                continue
            piece = prose.piece_at(start)
            if piece.span in fields or piece.key in _NAMES_OF_OTHERS:
                continue
            if piece.path[:2] != ("report", "abbreviations"):
                yield prose.violation(start, end, *_capital(written, wanted))

    for match in prose.matches(_BEHIND_A_STOP):
        word = prose.text[prose.text.rfind(" ", 0, match.start()) + 1 : match.start()]
        # Behind Co., Ltd. or Corp. the sentence goes on.
        if match[1].islower() and word.islower():
            yield prose.violation(*match.span(1), *_capital(match[1], match[1].upper()))
    for start, end, usual in _capitals_within(prose):
        if prose.piece_at(start).span not in fields:
            yield prose.violation(start, end, *_capital(prose.text[start:end], usual))


def _is_a_name(prose: Prose, start: int, _end: int) -> bool:
    """Return whether a body's name is not a part of a word, nor of words that look like it."""
    small = prose.small
    is_part = start > 0 and small[start - 1].isalnum()
    return not is_part and _WITHIN_OTHER_WORDS.match(small, start) is None


def _beginnings(subject: Subject, fields: Container[Span]) -> Iterator[Violation]:
    """Yield violations for texts whose first letter does not fit where they are printed."""
    seen: set[Span] = set()
    for passage in subject.passages:
        if passage.name not in RUNNING_TEXT:
            continue
        for number, stretch in enumerate(passage.stretches):
            said = passage.text[stretch.start : stretch.end]
            word = _FIRST_WORD.match(said)
            if word is None or stretch.span in seen or stretch.span in fields:
                continue
            begins = number == 0 and not passage.text[: stretch.start].strip(" -+")
            if said[word.end() :].startswith(")"):
                continue  # a numbering of Word, which is a violation of its own
            right = word[0]
            if begins and word[0].islower() and word[0].isalpha():
                right = word[0].capitalize()
            elif said[:_LONGEST_DEED].casefold().startswith(_DEEDS) and _ABOUT.search(
                passage.text, max(0, stretch.start - _LONGEST_ABOUT), stretch.start
            ):
                right = word[0].lower()
            if right != word[0]:
                seen.add(stretch.span)
                span = span_of_part(subject, stretch, said, (0, len(word[0])))
                yield Violation(span, *_capital(word[0], right), path=stretch.path)
            elif _is_in_capitals(said):
                seen.add(stretch.span)
                yield Violation(stretch.span, *_ALL_IN_CAPITALS, path=stretch.path)


_FIRST_WORD = lazy_pattern(r"\w+")
_ABOUT = lazy_pattern(r"(?<!\w)về việc $")
"""The words of a form behind which the subject of a document goes on within a sentence."""

_LONGEST_ABOUT = len(" về việc ")
_DEEDS = (
    *("kiện toàn", "thành lập", "ban hành", "phê duyệt", "thông qua", "tăng cường", "triển khai"),
    *("tổ chức", "thực hiện", "phân công", "quy định", "sửa đổi", "bổ sung", "công nhận"),
    *("phát động", "hướng dẫn", "điều chỉnh", "đẩy mạnh", "nâng cao", "xây dựng", "hỗ trợ"),
    *("chấp thuận", "công bố", "đề nghị", "tiếp tục", "phân bổ", "quản lý", "củng cố", "giao"),
    *("lãnh đạo", "chỉ đạo", "đánh giá", "thẩm định", "giải quyết", "duy trì", "phát triển"),
)
"""Deeds that the subject of a document begins with."""

_LONGEST_DEED = max(map(len, _DEEDS))


def _is_in_capitals(said: str) -> bool:
    """Return whether a text of several words is in capitals, and not a row of abbreviations.

    At least two of its words have marked vowels, which abbreviations lack.
    """
    if not said.isupper():
        return False
    marked = sum(
        any(unicodedata.combining(mark) for mark in unicodedata.normalize("NFD", word))
        for word in said.split()
    )
    return marked > 1


_ALL_IN_CAPITALS = (
    Bilingual("cả đoạn viết bằng chữ in hoa", "the whole text is in capitals"),
    Bilingual(
        "viết chữ thường, chỉ viết hoa chữ cái đầu và tên riêng",
        "write small letters, with capitals at the beginning and in proper names",
    ),
)


_FEWEST_LETTERS = 3


def _capitals_within(prose: Prose) -> Iterator[tuple[int, int, str]]:
    """Yield words whose inner capitals differ from most of the report's: UBNd, VietGap."""
    own, of_form = prose.own_words, prose.words_of_form
    with_capitals = prose.form.once("words with capitals", lambda: _with_capitals(of_form))
    spellings: dict[str, Counter[str]] = {}
    for word in dict.fromkeys((*_with_capitals(own), *with_capitals)):
        times = own[word] + of_form.get(word, 0)
        spellings.setdefault(word.casefold(), Counter())[word] += times
    otherwise: dict[str, str] = {}
    for known in spellings.values():
        usual, most = known.most_common(1)[0]
        rare = (word for word, times in known.items() if times < most and not word.isupper())
        otherwise |= dict.fromkeys(rare, usual)
    for match in WORD.finditer(prose.text) if otherwise else ():
        if match[0] in otherwise:
            yield *match.span(), otherwise[match[0]]


def _with_capitals(words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) >= _FEWEST_LETTERS and not word[1:].islower()]


def _is_before_a_name(prose: Prose, start: int, end: int) -> bool:
    """Return whether a noun in the midst of a sentence stands before a proper name."""
    before, name = prose.text[start - 2], prose.text[end + 1 : end + 3]
    return (before.islower() or not before.isalnum()) and name.istitle()


def _capital(written: str, right: str) -> tuple[Bilingual, Hint]:
    return (
        Bilingual(
            f"“{written}” không đúng cách viết hoa của Nghị định 30/2020/NĐ-CP",
            f"`{written}` has not the capitals that the decree asks for",
        ),
        Hint(f"viết: {right}", f"write: {right}", (right,)),
    )


_SPELLINGS = (
    _Spelling(
        _OF_BODIES,
        lambda written: _BY_SMALL_LETTERS[written.casefold()],
        _is_a_name,
    ),
    _Spelling(_PEOPLE, str.capitalize),
    _Spelling(_PEOPLE_IN_TWO_CAPITALS, str.capitalize),
    _Spelling(_STATE_AND_PARTY, str.capitalize),
    _Spelling(_COMMON_NOUN, str.lower, _is_before_a_name),
    _Spelling(_SPECIAL_ZONE, str.lower, _is_before_a_name),
)
