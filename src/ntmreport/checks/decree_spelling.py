"""Spellings of Nghị định 30/2020/NĐ-CP: numbers of documents, the signer, the place, capitals.

Phụ lục I says how numbers, offices and names are written, Phụ lục II what takes a capital, Phụ lục
III how kinds of documents are abbreviated.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.printed_twice import span_of_part
from ntmreport.checks.prose import prose_of
from ntmreport.checks.subject import Finding, check
from ntmreport.document import BlockKind
from ntmreport.language import Bilingual, Hint
from ntmreport.left_blank import is_left_blank
from ntmreport.model import Citation, DocumentReference, models_of
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.checks.subject import Subject
    from ntmreport.model import Text

KINDS = {
    **{"nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC"},
    **{"quy định": "QyĐ", "thông cáo": "TC", "thông báo": "TB", "hướng dẫn": "HD"},
    **{"chương trình": "CTr", "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA"},
    **{"dự án": "DA", "báo cáo": "BC", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ"},
    **{"công điện": "CĐ", "giấy mời": "GM", "nghị định": "NĐ", "thông tư": "TT"},
}
"""Abbreviations of kinds of documents: Phụ lục III, and decrees and circulars."""

PARTY_BODIES = frozenset({"TW", "TU", "HU", "ĐU", "ThU", "QU", "BTV", "BTCTW"})
_STATE_BODY = re.compile(r"(?:UBND|HĐND|BCĐ|VPĐP|TTg|CP|BNV|BTC)(?![A-ZĐ])")
_BY_ABBREVIATION = {short.casefold(): short for short in KINDS.values()}
_WITHOUT_BARS = {
    short.replace("Đ", "D").casefold(): short
    for short in KINDS.values()
    if "Đ" in short and short.replace("Đ", "D").casefold() not in _BY_ABBREVIATION
}
_BODIES_WITHOUT_BARS = {"HDND": "HĐND", "DU": "ĐU", "BCD": "BCĐ"}

_STATE = re.compile(r"(\d+[a-z]?)(/\d{4})?/([A-Za-zĐđ]+)-([A-Za-zĐđ0-9.&-]+)")
_PARTY = re.compile(r"(\d+[a-z]?)-([A-Za-zĐđ]+)/([A-Za-zĐđ]+)")
_SYMBOL = re.compile(r"([A-Za-zĐđ]+)[-/]([A-Za-zĐđ0-9.&-]+)")
_IN_PROSE = re.compile(
    r"(?<![\w/.-])\d+[a-z]?(?: ?/ ?\d{4})?(?: ?/ ?[A-ZĐ][A-Za-zĐ]{1,3} ?- ?[A-ZĐ]{2,}"
    r"| ?- ?[A-ZĐ][A-Za-zĐ]{1,3} ?/ ?[A-ZĐ]{2,})(?![\w/-])"
)


@check(catalogue.DOCUMENT_NUMBER_SPELLING)
def document_number_spelling(subject: Subject) -> Iterator[Finding]:
    """Find numbers and symbols of documents that are not written as the decree writes them."""
    for office in subject.models.values():
        for model in models_of(office):
            if isinstance(model, DocumentReference):
                yield from _number(model.number, model.kind)
            elif isinstance(model, Citation):
                yield from _number(model.number, None)
    report = subject.office(Report)
    if report is not None:
        yield from _own_number(report)
    prose = prose_of(subject)
    for match in _IN_PROSE.finditer(prose.text):
        right = _canonical(match[0])
        if right not in {None, match[0]} and match[0] != prose.piece_at(match.start()).text:
            yield prose.finding(*match.span(), *_misspelt(match[0], f"{right}"))


def _number(number: Text, kind: Text | None) -> Iterator[Finding]:
    if is_left_blank(number, kind) or "{{" in number.value:
        return
    right = _canonical(number.value)
    abbreviation = KINDS.get(kind.value.casefold()) if kind is not None else None
    if right is None:
        example = f"{_digits(number.value)}/{abbreviation or 'QĐ'}-UBND"
        yield Finding(
            number,
            Bilingual(
                f"“{number}” không đủ số và ký hiệu của văn bản",
                f"`{number}` is no number with its symbol",
            ),
            Bilingual(
                f"viết đủ số và ký hiệu như trên văn bản, ví dụ {example}",
                f"write number and symbol as on the document, e.g. {example}",
            ),
        )
    elif right != number.value:
        yield Finding(number, *_misspelt(number.value, right))
    elif abbreviation is not None and kind is not None:
        written = re.split(r"[-/]", re.sub(r"/\d{4}(?=/)", "", right))[1:2]
        if written and written[0] in KINDS.values() and written[0] != abbreviation:
            yield Finding(
                number,
                Bilingual(
                    f"loại văn bản là “{kind}” ({abbreviation}) mà ký hiệu ghi {written[0]}",
                    f"the kind is `{kind}` ({abbreviation}) but the symbol says {written[0]}",
                ),
                Bilingual("sửa loại văn bản hoặc ký hiệu", "mend the kind or the symbol"),
                ((kind, Bilingual("loại văn bản", "the kind")),),
            )


def _digits(number: str) -> str:
    found = re.search(r"\d+", unicodedata.normalize("NFKC", number))
    return found[0].zfill(2) if found else "05"


def _own_number(report: Report) -> Iterator[Finding]:
    """Yield findings for the number and the symbol of the report itself."""
    number, symbol = report.document.number, report.document.symbol
    if not is_left_blank(symbol):
        right = _own_symbol(symbol.value)
        if right != symbol.value:
            yield Finding(symbol, *_misspelt(symbol.value, right))
    if number is not None and not is_left_blank(number) and "{{" not in number.value:
        plain = re.fullmatch(r"\d{2,}[a-z]?", number.value)
        found = re.search(r"\d+[a-z]?", unicodedata.normalize("NFKC", number.value))
        if plain is None:
            yield Finding(
                number,
                Bilingual(
                    f"số văn bản ghi “{number}”; mẫu đã in chữ “Số:” và ký hiệu, số nhỏ hơn 10 có "
                    "số 0 ở trước",
                    f"the number is `{number}`; the form prints “Số:” and the symbol, and a number "
                    "below 10 has a zero before it",
                ),
                _write(found[0].zfill(2))
                if found
                else Bilingual("chỉ viết chữ số, ví dụ 05", "write digits only, e.g. 05"),
            )


def _own_symbol(symbol: str) -> str:
    tight = re.sub(r"\s+", "", unicodedata.normalize("NFKC", symbol)).strip("/-")
    match = _SYMBOL.fullmatch(tight)
    return f"{_kind(match[1])}-{_body(match[2])}" if match else symbol


def _write(right: str) -> Hint:
    return Hint(f"viết: {right}", f"write: {right}", (right,))


def _misspelt(number: str, right: str) -> tuple[Bilingual, Hint]:
    return (
        Bilingual(
            f"số, ký hiệu “{number}” không đúng cách viết của Nghị định 30/2020/NĐ-CP",
            f"`{number}` is not written as the decree writes numbers and symbols",
        ),
        _write(right),
    )


def _canonical(number: str) -> str | None:
    """Return the number as the decree writes it; None where the symbol is lacking."""
    tight = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number).replace("–", "-"))
    tight = re.sub(r"^số:?", "", tight, flags=re.IGNORECASE).rstrip(".;,")
    if match := _PARTY.fullmatch(tight):
        digits, year, kind, body = match[1], "", _kind(match[2]), _body(match[3])
    elif match := _STATE.fullmatch(tight):
        digits, year, kind, body = match[1], match[2] or "", _kind(match[3]), _body(match[4])
    else:
        return number if re.search(r"[^\W\d_]", tight) else None
    if len(re.sub(r"\D", "", digits)) == 1:
        digits = f"0{digits}"
    if body in PARTY_BODIES or (match.re is _PARTY and not _STATE_BODY.match(body)):
        return f"{digits}-{kind}/{body}"
    return f"{digits}{year}/{kind}-{body}"


def _kind(short: str) -> str:
    folded = short.casefold()
    known = _BY_ABBREVIATION.get(folded) or _WITHOUT_BARS.get(folded)
    return known or (short.upper() if short.islower() else short)


def _body(body: str) -> str:
    body = body.upper() if body.islower() else body
    return _BODIES_WITHOUT_BARS.get(body, body)


_CAPACITY = re.compile(r"(TM|Q|KT|TL|TUQ)(?:\.|(?=\s))\s*", re.IGNORECASE)
_TITLES = re.compile(
    r"(?:(?:PGS|GS|TSKH|TS|ThS|CN|KS|BS|BSCK\w*|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT|Đ/c|[ÔO]ng|Bà"
    r"|Phó Giáo sư|Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Cử nhân|Kỹ sư|Bác sĩ|Đồng chí)"
    r"(?:[.,:]\s*|\s+))+",
    re.IGNORECASE,
)


@check(catalogue.SIGNER_SPELLING)
def signer_spelling(subject: Subject) -> Iterator[Finding]:
    """Find offices, names of signers and places that are not written as the decree writes them."""
    report = subject.office(Report)
    if report is None:
        return
    for line in _written(report.signature.capacity):
        right = _CAPACITY.sub(lambda found: f"{found[1].upper()}. ", line.value, count=1)
        right = right.rstrip(" .,;").upper()
        yield from _respelt(
            line,
            right,
            Bilingual(
                "quyền hạn, chức vụ của người ký viết bằng chữ in hoa, sau TM, Q, KT, TL, TUQ có "
                "dấu chấm",
                "the signer's office is in capitals, with a stop behind TM, Q, KT, TL, TUQ",
            ),
        )
    for name in _written([report.signature.name]):
        yield from _respelt(
            name,
            _capitalised(_TITLES.sub("", name.value, count=1)),
            Bilingual(
                "họ tên người ký viết hoa chữ cái đầu mỗi âm tiết, không ghi học hàm, học vị, danh "
                "hiệu",
                "a signer's name has a capital on each syllable and no titles",
            ),
        )
    for place in _written([report.document.place]):
        right = place.value
        if right.isupper() or not right[:1].isupper() or _all_small(right):
            right = _capitalised(right)
        yield from _respelt(
            place,
            right,
            Bilingual("chữ cái đầu của địa danh phải viết hoa", "a place is written with capitals"),
        )


def _written(texts: Iterable[Text | None]) -> Iterator[Text]:
    """Yield those of `texts` that are there, and not left blank."""
    return (text for text in texts if text is not None and not is_left_blank(text))


def _respelt(text: Text, right: str, message: Bilingual) -> Iterator[Finding]:
    if "{{" not in text.value and right != text.value:
        yield Finding(text, message, _write(right))


def _capitalised(words: str) -> str:
    return " ".join(
        word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:])
        for word in words.split()
    )


def _all_small(words: str) -> bool:
    return all(word[:1].islower() for word in words.split()[1:]) and len(words.split()) == 2


BODIES = (
    *("Ủy ban nhân dân", "Hội đồng nhân dân", "Ban Chỉ đạo", "Mặt trận Tổ quốc", "Ban Thường vụ"),
    *("Ban Chấp hành", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn Thanh niên", "Huyện ủy"),
    *("Tỉnh ủy", "Thủ tướng Chính phủ", "Quốc hội", "Văn phòng Điều phối", "Hồ Chí Minh"),
)
"""Names of bodies and persons as Phụ lục II writes them."""

_OF_BODIES = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in BODIES)})(?!\w)", re.IGNORECASE
)
_BY_SMALL_LETTERS = {name.casefold(): name for name in BODIES}
_PEOPLE = re.compile(
    r"(?<!\w)(?<!ban )(?<!đồng )(?<!án )(?<!sát )(?<![Cc]ông an )(?<!đội )(?<!trang )(?<!sĩ )"
    r"(?<!giáo )(?<!thuốc )(?<!thẩm )(?<!phán )(?<!chủ )(?<!dụng )nhân dân(?!\w| tệ)"
)
_STATE_AND_PARTY = re.compile(
    r"(?<=Đảng và )nhà nước|(?<=Đảng, )nhà nước|(?<!\w)đảng(?=,? (?:và )?Nhà nước)"
)
_COMMON_NOUN = re.compile(
    r"(?<=[\w,;] )(?:Tỉnh|Huyện|Thị xã|Thị trấn|Xã|Phường|Thôn)(?= [^\W\d_][^\W\d_])"
)
_NAMES_OF_OTHERS = frozenset({"name", "names", "products", "carriers", "typical", "kinds"})
_LINES = frozenset({BlockKind.ITEM, BlockKind.SUBITEM, BlockKind.PARAGRAPH})


@check(catalogue.CAPITALS)
def capitals(subject: Subject) -> Iterator[Finding]:
    """Find letters that are to be capitals and are small, or the other way about (Phụ lục II)."""
    for office in subject.models.values():
        for model in models_of(office):
            if not isinstance(model, DocumentReference) or is_left_blank(model.kind):
                continue
            kind = model.kind.value
            if kind[:1].islower():
                yield Finding(model.kind, *_capital(kind, kind[:1].upper() + kind[1:]))
    yield from _beginnings(subject)
    prose = prose_of(subject)
    for pattern, right in (
        (_OF_BODIES, lambda found: _BY_SMALL_LETTERS[found.casefold()]),
        (_PEOPLE, str.capitalize),
        (_STATE_AND_PARTY, str.capitalize),
        (_COMMON_NOUN, str.lower),
    ):
        for match in pattern.finditer(prose.text):
            written, wanted = match[0], right(match[0])
            if written == wanted or written.isupper():
                continue
            if pattern is _COMMON_NOUN and not _is_before_a_name(prose.text, match):
                continue
            piece = prose.piece_at(match.start())
            if piece.key not in _NAMES_OF_OTHERS and piece.path[:2] != ("report", "abbreviations"):
                yield prose.finding(*match.span(), *_capital(written, wanted))


def _beginnings(subject: Subject) -> Iterator[Finding]:
    """Yield findings for lines that a text of the data begins with a small letter."""
    seen = set()
    for passage in subject.document.passages if subject.document else ():
        if passage.name not in _LINES or not passage.stretches:
            continue
        first = passage.stretches[0]
        word = re.match(r"\w+", passage.text[first.start : first.end])
        begins = not passage.text[: first.start].strip(" -+")
        if begins and word and word[0].islower() and word[0].isalpha() and first.span not in seen:
            seen.add(first.span)
            said = passage.text[first.start : first.end]
            where = span_of_part(subject, first, said, (0, len(word[0])))
            yield Finding(where, *_capital(word[0], word[0].capitalize()), path=first.path)


def _is_before_a_name(text: str, noun: re.Match[str]) -> bool:
    """Whether a noun in the midst of a sentence stands before a proper name."""
    before, name = text[noun.start() - 2], text[noun.end() + 1 : noun.end() + 3]
    return (before.islower() or not before.isalnum()) and name.istitle()


def _capital(written: str, right: str) -> tuple[Bilingual, Hint]:
    return (
        Bilingual(
            f"“{written}” không đúng cách viết hoa của Nghị định 30/2020/NĐ-CP",
            f"`{written}` has not the capitals that the decree asks for",
        ),
        _write(right),
    )
