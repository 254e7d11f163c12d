"""Facts in the lines around a report's body: unit, number, day, recipients, signers."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.importing import report_outline as outline
from ntmreport.importing.line_wording import Piece, template_line
from ntmreport.importing.report_outline import LineTable, ReportLine, ReportOutline
from ntmreport.model.administrative_levels import LEVELS, OF_COMMUNES
from ntmreport.starting.yaml_edits import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.model import ReportPeriod

UNITS_BELOW = "đơn vị cấp dưới"
"""The level of units below that the report does not name."""
UNKNOWN = "chưa rõ"
"""The word for what report.yaml must have and the Word file does not say."""

_NUMBER = re.compile(r"\s*Số\s*:\s*(?P<number>[^/]*)/(?P<symbol>\S.*)", re.IGNORECASE)
_DAY = re.compile(
    r"(?P<place>.*?),?\s*ngày\s*(?P<day>\S*)\s*tháng\s*(?P<month>\S*)\s*năm\s*(?P<year>\S*)\s*",
    re.IGNORECASE,
)
_CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(chr(each) for each in range(0x1EA0, 0x1EFA, 2))
_NAME = rf"[{_CAPITALS}][\w'-]*(?: [{_CAPITALS}0-9][\w'-]*){{0,3}}"
_LEVEL_NAMES = tuple(
    sorted({level.name for level in LEVELS if "thôn" not in level.above}, key=len, reverse=True)
)
_REPORTING = ("thành phố", "thị trấn", "đặc khu", "thị xã", "phường", "huyện", "tỉnh", "quận", "xã")
_UNIT = re.compile(rf"(?i:({'|'.join(_REPORTING)})) ({_NAME})")
_HEAD = re.compile(rf"(?:^|\s)({'|'.join(_REPORTING)})\s+(\S.*)$", re.IGNORECASE)
_PERIOD = re.compile(r"giai đoạn\s+((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", re.IGNORECASE)
_ARCHIVE = re.compile(r"[-+]?\s*Lưu\s*:?\s*(.*?)[.;]?$", re.IGNORECASE)
_BLANK = re.compile(r"[\s.…_/]*")
_FIVE_YEARS = 5
_FIRST_PROGRAMME = 2011
_BODIES = {"ủy ban nhân dân": "UBND", "uỷ ban nhân dân": "UBND", "hội đồng nhân dân": "HĐND"}


class ReportFacts(Struct, frozen=True):
    """The facts of report.yaml, and the texts of report.yaml and of the frame's template.

    `other_year` is the year that the subject names where that is not the period's; 0 where it is.
    """

    level: str
    name: str
    report: str
    frame: str
    unknown: tuple[str, ...]
    other_year: int = 0


def unit_named(report: ReportOutline) -> tuple[str, str] | None:
    """Return level and name of the unit that reports, by its letterhead, else by its words."""
    for line in reversed(report.named(outline.ISSUER)):
        found = _HEAD.search(" ".join(line.split()))
        if found is not None:
            return found[1].casefold(), capitalised_name(found[2])
    counted: Counter[tuple[str, str]] = Counter()
    for text in _texts(report):
        counted.update((level.casefold(), name) for level, name in _UNIT.findall(text))
    return counted.most_common(1)[0][0] if counted else None


def unit_in(text: str) -> tuple[str, str] | None:
    """Return level and name of the unit that a person names: xã Bình Minh."""
    found = _HEAD.fullmatch(" ".join(text.split()))
    return (found[1].casefold(), capitalised_name(found[2])) if found is not None else None


def capitalised_name(name: str) -> str:
    """Return a name in capitals as it is written elsewhere: TRIỆU SƠN, Triệu Sơn."""
    if not name.isupper():
        return name.strip()
    return " ".join(word.capitalize() for word in name.split())


def facts_of(
    report: ReportOutline,
    form: str,
    period: ReportPeriod,
    unit: tuple[str, str],
    *,
    names_units: bool = True,
    is_plain: bool = False,
) -> ReportFacts:
    """Return what the lines around the body say, with templates that print them.

    Without `names_units`, the units below are left to a person to name. Where `is_plain`, all but
    unit and period is, and the lines stay words.
    """
    words = [template_line(line) for line in report.frame]
    if is_plain:
        report = _NOTHING
    level, name = unit
    unknown: list[str] = []
    lines = [f"form: {form}", f"year: {period.last}"]
    if not period.is_year:
        lines.append(f"months: {period.months}")
    lines += ["", "unit:", f"  level: {level}", f"  name: {quoted(name)}"]
    below = _units_below(report if names_units else _NOTHING, level, name)
    if UNITS_BELOW in below[1]:
        unknown.append("unit.villages" if level in OF_COMMUNES else "unit.communes")
    lines += below
    issuers = [" ".join(text.split()) for text in report.named(outline.ISSUER)]
    frame: list[str] = []
    issuer = f"UBND {level} {name}"
    expected = ["ủy ban nhân dân", f"{level} {name}".casefold()]
    if [text.casefold().replace("uỷ ", "ủy ") for text in issuers] == expected and all(
        text.isupper() for text in issuers
    ):
        frame += [
            "{% for line in report.letterhead %}",
            "@issuer {{ line | upper }}",
            "{% endfor %}",
        ]
    else:
        issuer = _issuer(issuers) or issuer
        frame += [template_line(line) for line in report.frame if line.name == outline.ISSUER]
    frame += [template_line(line) for line in report.frame if line.name == outline.PARENT]
    lines += ["", f"issuer: {quoted(issuer)}", *_document(report, frame, unknown)]
    for line in report.frame:
        if line.name in {outline.KIND, outline.SUBJECT}:
            frame.append(template_line(line, year_pieces(line.text, period)))
    lines += [*_recipients(report, frame), *_signature(report, frame, unknown)]
    first, last = _programme(report, period)
    lines += ["", "programme_period:", f"  from: {first}", f"  to: {last}"]
    lines += _abbreviations(report)
    if is_plain:
        frame = words
    texts = ("\n".join([*lines, ""]), "\n".join([*frame, ""]))
    return ReportFacts(level, name, *texts, tuple(unknown), _other_year(report, period))


_NOTHING = ReportOutline((), (), ())


def _other_year(report: ReportOutline, period: ReportPeriod) -> int:
    """Return the first year of the subject where that is not the period's; else 0.

    What is to be done in the next one, or up to another, stands behind it.
    """
    subject = " ".join(report.named(outline.SUBJECT))
    years = [
        int(found[1])
        for found in _IN_A_YEAR.finditer(subject)
        if not subject[: found.start()].rstrip().endswith("đến")
    ]
    return min(years) if years and min(years) != period.last else 0


def _units_below(report: ReportOutline, level: str, own: str) -> list[str]:
    """Return the units below as far as the report names them."""
    key, levels = _BELOW_COMMUNES if level in OF_COMMUNES else _BELOW_OTHERS
    names: dict[str, Counter[str]] = {each: Counter() for each in levels}
    pattern = re.compile(
        rf"(?<!\w)({'|'.join(levels)})(?: gồm)?:? ((?:{_NAME})(?:(?:, | và )(?:{_NAME}))*)"
    )
    for text in _texts(report):
        for found in pattern.finditer(text):
            for name in re.split(r", | và ", found[2]):
                if name != own and name.split()[0] not in _NO_NAMES:
                    names[found[1]][name] += 1
    kinds = [(each, sorted(counted)) for each, counted in names.items() if counted]
    counted_units = re.compile(rf"(?<![\d.,/])(\d{{1,3}}) ({'|'.join(levels)})(?!\w)")
    for text in _texts(report):
        for number, each in counted_units.findall(text):
            if int(number) > len(names[each]):
                kinds = []  # not all are named: which there are, a person says
                break
        else:
            continue
        break
    if not kinds:
        return ["  villages:", f"    level: {UNITS_BELOW}", "    names: []"]
    first, listed = kinds[0]
    lines = [f"  {key}:", f"    level: {first}"]
    lines.append(f"    names: [{', '.join(quoted(name) for name in listed)}]")
    if kinds[1:]:
        lines.append("    others:")
        for each, others in kinds[1:]:
            shown = ", ".join(quoted(name) for name in others)
            lines.append(f"      - {{level: {each}, names: [{shown}]}}")
    return lines


_BELOW_COMMUNES = ("villages", ("thôn", "tổ dân phố", "bản", "ấp", "xóm"))
_BELOW_OTHERS = ("communes", ("xã", "phường", "đặc khu", "thị trấn"))
_NO_NAMES = frozenset(("NTM", "OCOP", "BCĐ", "UBND", "HĐND", "ATK", "ĐBKK"))


def _issuer(lines: Sequence[str]) -> str:
    text = " ".join(lines)
    for body, short in _BODIES.items():
        if text.casefold().startswith(body):
            found = _HEAD.search(text)
            unit = f"{found[1].casefold()} {capitalised_name(found[2])}" if found else ""
            return f"{short} {unit}".strip()
    return text


def _document(report: ReportOutline, frame: list[str], unknown: list[str]) -> Iterator[str]:
    numbers, days = report.named(outline.NUMBER), report.named(outline.PLACE_AND_DAY)
    found = _NUMBER.fullmatch(numbers[0]) if numbers else None
    number = found["number"].strip() if found else ""
    symbol = found["symbol"].strip() if found else ""
    yield ""
    yield "document:"
    yield f"  number:{_value('' if _BLANK.fullmatch(number) else number)}"
    yield f"  symbol: {quoted(symbol or UNKNOWN)}"
    if not symbol:
        unknown.append("document.symbol")
    if found:
        frame.append(
            "@number Số: {{ report.document.number or blank }}/{{ report.document.symbol }}"
        )
    elif numbers:
        frame += [template_line(line) for line in report.frame if line.name == outline.NUMBER]
    written = _DAY.fullmatch(days[0]) if days else None
    place = written["place"].strip() if written else ""
    yield f"  place:{_value('' if _BLANK.fullmatch(place) else place)}"
    day = _day(written) if written else ""
    yield f"  day:{_value(day)}"
    if written:
        frame.append(
            "@place_and_day {{ report.document.place or blank }}, "
            "{{ report.document.day | long_day }}"
        )


def _day(written: re.Match[str]) -> str:
    try:
        return datetime.date(
            int(written["year"]), int(written["month"]), int(written["day"])
        ).isoformat()
    except ValueError:
        return ""


def _value(text: str) -> str:
    return f" {quoted(text)}" if text else ""


def _recipients(report: ReportOutline, frame: list[str]) -> Iterator[str]:
    addressees = [text.strip() for text in report.named(outline.ADDRESSEE) if text.strip(" -;.")]
    recipients = [text.strip() for text in report.named(outline.RECIPIENT)]
    archive = _ARCHIVE.fullmatch(recipients[-1]) if recipients else None
    entries = [_entry(text) for text in (recipients[:-1] if archive else recipients)]
    copies = [entry for entry in entries if entry]
    yield ""
    yield "recipients:"
    if addressees:
        yield "  addressees:"
        yield from (f"    - {quoted(text)}" for text in addressees)
        frame += [
            "{% for addressee in report.recipients.addressees %}",
            "@addressee {{ addressee }}",
            "{% endfor %}",
        ]
    yield "  copies:"
    yield from (f"    - {quoted(text)}" for text in copies or [UNKNOWN])
    yield f"  archive: {quoted(archive[1] if archive and archive[1] else 'VT')}"
    listed = recipients[:-1] if archive else recipients
    if [f"- {copy};" for copy in copies] != listed:
        frame += [template_line(line) for line in report.frame if line.name == outline.RECIPIENT]
        return
    if copies:
        frame += [
            "{% for copy in report.recipients.copies %}",
            "@recipient - {{ copy }};",
            "{% endfor %}",
        ]
    if archive and recipients[-1] != f"- Lưu: {archive[1]}.":
        frame.append(template_line(ReportLine(outline.RECIPIENT, recipients[-1])))
    elif archive:
        frame.append("@recipient - Lưu: {{ report.recipients.archive }}.")


def _entry(text: str) -> str:
    return re.sub(r"^[-+]\s*", "", text).rstrip(";.").strip()


def _signature(report: ReportOutline, frame: list[str], unknown: list[str]) -> Iterator[str]:
    capacity, signers = report.named(outline.CAPACITY), report.named(outline.SIGNER)
    signed = signers[:-1]  # “(Đã ký)” above the name
    yield ""
    yield "signature:"
    yield "  capacity:"
    yield from (f"    - {quoted(text)}" for text in capacity or [UNKNOWN])
    yield f"  name: {quoted(signers[-1] if signers else UNKNOWN)}"
    if capacity:
        frame += [
            "{% for line in report.signature.capacity %}",
            "@capacity {{ line }}",
            "{% endfor %}",
        ]
    else:
        unknown.append("signature.capacity")
    if signers:
        frame += [template_line(ReportLine(outline.CAPACITY, text)) for text in signed]
        frame.append("@signer {{ report.signature.name }}")
    else:
        unknown.append("signature.name")


def _programme(report: ReportOutline, period: ReportPeriod) -> tuple[int, int]:
    """Return the years of the Programme that the period is in, as the report names them."""
    counted: Counter[tuple[int, int]] = Counter()
    for text in _texts(report):
        counted.update(
            (int(first), int(last))
            for first, last in _PERIOD.findall(text)
            if int(first) <= period.last <= int(last)
        )
    if counted:
        return counted.most_common(1)[0][0]
    first = _FIRST_PROGRAMME + (period.last - _FIRST_PROGRAMME) // _FIVE_YEARS * _FIVE_YEARS
    return first, first + _FIVE_YEARS - 1


_SHORT = re.compile(r"(?<![\w-])[A-ZĐ]{2,7}(?![\w-])")
_SPELT = re.compile(r"((?:[^\W\d_]+ ){2,7})\((?:viết tắt là |gọi tắt là )?([A-ZĐ]{2,7})\)")
_KNOWN = {
    "NTM": "nông thôn mới",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "MTQG": "mục tiêu quốc gia",
    "BCĐ": "Ban Chỉ đạo",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "OCOP": "Mỗi xã một sản phẩm",
    "HTX": "hợp tác xã",
    "THT": "tổ hợp tác",
    "CLB": "câu lạc bộ",
    "BVMT": "bảo vệ môi trường",
    "CTNH": "chất thải nguy hại",
    "CHQS": "Chỉ huy quân sự",
    "ANTT": "an ninh trật tự",
    "GTNT": "giao thông nông thôn",
    "KTXH": "kinh tế - xã hội",
    "NSTW": "ngân sách trung ương",
    "NSĐP": "ngân sách địa phương",
    "ĐBKK": "đặc biệt khó khăn",
    "CNTT": "công nghệ thông tin",
    "ATTP": "an toàn thực phẩm",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "GDP": "tổng sản phẩm",
}
"""Short forms that every report of the Programme has."""


def _abbreviations(report: ReportOutline) -> list[str]:
    """Return the short forms that the report uses, as it spells them out or as all do."""
    used: dict[str, str] = {}
    for text in _texts(report):
        if text.isupper():
            continue
        for words, short in _SPELT.findall(text):
            initials = words.split()[-len(short) :]
            if "".join(word[0].upper() for word in initials) == short:
                used[short] = " ".join(initials)
        for short in _SHORT.findall(text):
            if short in _KNOWN:
                used.setdefault(short, _KNOWN[short])
    if not used:
        return []
    listed = [f"  - {{short: {short}, full: {quoted(full)}}}" for short, full in used.items()]
    return ["", "abbreviations:", *listed]


def _texts(report: ReportOutline) -> Iterator[str]:
    parts = (*report.frame, *report.body, *report.annexes)
    for part in parts:
        if not isinstance(part, LineTable):
            yield part.text


_IN_A_YEAR = re.compile(
    r"(?<![\w])(?:năm|NĂM|Năm)\s+((?:19|20)\d\d)(?![\d/.,-]\d|\d)(?!\s*[-–]\s*\d)"
)


_YEARS = {
    -1: "{{ report.period.year_before.year }}",
    0: "{{ report.year }}",
    1: "{{ report.year.next }}",
}


def year_pieces(text: str, period: ReportPeriod) -> tuple[Piece, ...]:
    """Return tags for the report's year, the one before and the one after, where a text has them.

    So the next year's report says the next year's.
    """
    pieces = []
    for found in _IN_A_YEAR.finditer(text):
        away = int(found[1]) - period.last
        if abs(away) > 1:
            continue
        pieces.append(Piece(*found.span(1), _YEARS[away]))
    return tuple(pieces)


def line_years(line: ReportLine, period: ReportPeriod) -> tuple[Piece, ...]:
    """Return the same for a line of the body."""
    return year_pieces(line.text, period)
