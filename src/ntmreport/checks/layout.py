"""The layout: what keeps the report from being printed, and what the decree sets otherwise.

The checks that follow Nghị định 30/2020/NĐ-CP give warnings: a layout is an office's own decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks import layout_decree as decree
from ntmreport.checks.subject import Check, Finding, check
from ntmreport.compose import LAYOUT
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ntmreport.checks.layout_reading import Line, Reading, Section, Stretch
    from ntmreport.checks.subject import Subject
    from ntmreport.diagnostic import Rule
    from ntmreport.span import Span

_PAPER_TOLERANCE_MM = 1
_MARGIN_TOLERANCE_MM = 0.1
_INDENT_TOLERANCE_MM = 0.5
_LINES_TOLERANCE = 0.01
_SPACE_TOLERANCE_POINTS = 0.01
_MOST_NAMES = 3

_SIDES = {
    "top": Bilingual("trên", "top"),
    "bottom": Bilingual("dưới", "bottom"),
    "left": Bilingual("trái", "left"),
    "right": Bilingual("phải", "right"),
}
_ALIGNMENTS = {
    "center": Bilingual("canh giữa", "centred"),
    "both": Bilingual("canh đều hai lề", "justified"),
    "left": Bilingual("canh trái", "aligned left"),
    "right": Bilingual("canh phải", "aligned right"),
}
# What later editions of the format call them.
_SAME_ALIGNMENT = {"start": "left", "end": "right", "distribute": "both"}


# -- what keeps the report from being printed ------------------------------------------------------


@check(catalogue.LAYOUT_UNREADABLE)
def layout_unreadable(subject: Subject) -> Iterator[Finding]:
    """Find a layout that is no Word file the program can read."""
    return _mistakes(subject, catalogue.LAYOUT_UNREADABLE)


@check(catalogue.LAYOUT_TAG)
def layout_tag(subject: Subject) -> Iterator[Finding]:
    """Find tags that are misspelled, not closed, or fail."""
    return _mistakes(subject, catalogue.LAYOUT_TAG)


@check(catalogue.LAYOUT_LACKS_BLOCK)
def layout_lacks_block(subject: Subject) -> Iterator[Finding]:
    """Find blocks and lines of the document that no tag prints."""
    return _mistakes(subject, catalogue.LAYOUT_LACKS_BLOCK)


@check(catalogue.LAYOUT_FOREIGN)
def layout_foreign(subject: Subject) -> Iterator[Finding]:
    """Find what no report may carry along: macros, links out of the file, tracked changes."""
    return _mistakes(subject, catalogue.LAYOUT_FOREIGN)


def _mistakes(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Yield what a build would say of the layout, as far as it is about `rule`."""
    if subject.form is None:
        return
    # Only here, as in `_read`, since it loads lxml.
    from ntmreport.render.trial import layout_mistakes

    name = f"{subject.form.folder}/{LAYOUT}"
    for found in layout_mistakes(subject.document, subject.form.layout, name):
        if found.rule is rule:
            yield Finding(found.span, found.message, found.hint, path=(LAYOUT,))


# -- paper ----------------------------------------------------------------------------------------


@check(catalogue.LAYOUT_PAPER)
def layout_paper(subject: Subject) -> Iterator[Finding]:
    """Find sections whose paper is not A4 upright; one with a table of its own may lie."""
    width, height = decree.PAPER_MM
    for number, section in enumerate(_sections(subject)):
        if section.width is None or section.height is None:
            continue
        is_upright = _is_near(section.width, width) and _is_near(section.height, height)
        is_lying = _is_near(section.width, height) and _is_near(section.height, width)
        if is_upright or (is_lying and section.has_table and number > 0):
            continue
        found = f"{_number(section.width)} × {_number(section.height)} mm"
        yield _finding(
            section.span,
            "paper",
            "I.1-2",
            Bilingual(
                f"khổ giấy {found}, cần A4 dọc ({width} × {height} mm)",
                f"the paper is {found}, not A4 upright ({width} × {height} mm)",
            ),
        )


@check(catalogue.LAYOUT_MARGINS)
def layout_margins(subject: Subject) -> Iterator[Finding]:
    """Find margins that are wider or narrower than the decree's."""
    for section in _sections(subject):
        for side, (least, most) in decree.MARGINS_MM.items():
            measured = section.margins.get(side)
            if measured is None or _is_within(measured, (least, most), _MARGIN_TOLERANCE_MM):
                continue
            name = _SIDES[side]
            yield _finding(
                section.span,
                side,
                "I.3",
                Bilingual(
                    f"lề {name.vi} {_number(measured)} mm, cần {least}-{most} mm",
                    f"the {name.en} margin is {_english(measured)} mm, not {least}-{most} mm",
                ),
            )


@check(catalogue.LAYOUT_PAGE_NUMBER)
def layout_page_number(subject: Subject) -> Iterator[Finding]:
    """Find layouts without the page number in the middle of the top, from the second page on."""
    for section in _sections(subject)[:1]:
        kinds = ("default", "even") if section.has_other_even_pages else ("default",)
        problems = [*_first_page(section)]
        for kind in kinds:
            problems += _page_number(section, kind)
        for span, problem in dict.fromkeys(problems):
            yield _finding(span, "page_number", "I.7", problem)
    for section in _sections(subject):
        if section.has_annexes and section.first_number != "1":
            yield _finding(
                section.span,
                "page_number",
                "I.7",
                Bilingual(
                    "số trang của phụ lục không đánh riêng từ 1",
                    "the pages of an annex are not numbered from 1 by themselves",
                ),
            )


def _first_page(section: Section) -> Iterator[tuple[Span, Bilingual]]:
    first = section.headers.get("first")
    if not section.has_other_first_page or (first and first.page_number):
        yield (
            first.page_number.span if first and first.page_number else section.span,
            Bilingual("số trang hiện ở trang thứ nhất", "the first page shows its number"),
        )
    if section.number_format != "decimal" or section.first_number not in {"", "1"}:
        yield (
            section.span,
            Bilingual(
                "số trang không đánh từ 1 bằng chữ số Ả Rập",
                "pages are not numbered from 1 in Arabic numerals",
            ),
        )


def _page_number(section: Section, kind: str) -> Iterator[tuple[Span, Bilingual]]:
    header = section.headers.get(kind)
    if header is None or header.page_number is None:
        yield (
            section.span,
            Bilingual(
                "không có số trang (trường PAGE) ở đầu trang",
                "the header has no page number (PAGE field)",
            ),
        )
        return
    line = header.page_number
    if not header.is_centred:
        yield line.span, Bilingual("số trang không canh giữa", "the page number is not centred")
    for look in dict.fromkeys(stretch.look for stretch in line.stretches):
        if not _is_within(look.points, decree.PAGE_NUMBER_POINTS):
            yield (
                line.span,
                Bilingual(
                    f"số trang cỡ chữ {_number(look.points)}, cần 13-14",
                    f"the page number has {_english(look.points)} pt, not 13-14 pt",
                ),
            )
        if look.is_italic:
            yield (
                line.span,
                Bilingual("số trang in nghiêng, cần kiểu chữ đứng", "the page number is italic"),
            )


# -- lines ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Departure:
    """A line that is not set as the decree asks: `found` instead of `asked`."""

    line: Line
    about: str
    clause: str
    found: Bilingual
    asked: Bilingual


@check(catalogue.LAYOUT_FONT)
def layout_font(subject: Subject) -> Iterator[Finding]:
    """Find letters that are not Times New Roman or not black."""
    asked = Bilingual(f"cần {decree.FONT}, màu đen", f"not {decree.FONT} in black")
    yield from _told(
        _Departure(line, found.en, "I.4", found, asked)
        for line, stretch in _stretches(subject)
        for found in _lettering(stretch)
    )


def _lettering(stretch: Stretch) -> Iterator[Bilingual]:
    font, colour = stretch.look.font, stretch.look.colour
    if font != decree.FONT:
        yield Bilingual(f"phông chữ {font or 'không rõ'}", f"the font is {font or 'unknown'}")
    if colour:
        yield Bilingual(f"màu chữ {colour}", f"the colour is {colour}")


@check(catalogue.LAYOUT_SIZE)
def layout_size(subject: Subject) -> Iterator[Finding]:
    """Find lines whose letters are larger or smaller than the decree's for their kind."""

    def departure(line: Line, stretch: Stretch, kind: str) -> _Departure | None:
        norm, points = decree.NORMS[kind], stretch.look.points
        if _is_within(points, norm.points):
            return None
        asked = _span_of_sizes(norm.points)
        return _Departure(
            line,
            kind,
            norm.clause,
            Bilingual(f"cỡ chữ {_number(points)}", f"the size is {_english(points)} pt"),
            Bilingual(f"cần {asked}", f"not {asked} pt"),
        )

    yield from _told(_of_kinds(subject, departure))


@check(catalogue.LAYOUT_LETTERING)
def layout_lettering(subject: Subject) -> Iterator[Finding]:
    """Find lines that are not bold, italic or upright as the decree asks for their kind."""

    def departure(line: Line, stretch: Stretch, kind: str) -> _Departure | None:
        norm, look = decree.NORMS[kind], stretch.look
        is_bold = look.is_bold if norm.is_bold is None else norm.is_bold
        if (look.is_bold, look.is_italic) == (is_bold, norm.is_italic):
            return None
        found = _style(is_bold=look.is_bold, is_italic=look.is_italic)
        asked = _style(is_bold=is_bold, is_italic=norm.is_italic)
        return _Departure(
            line,
            kind,
            norm.clause,
            Bilingual(f"kiểu chữ {found.vi}", f"the letters are {found.en}"),
            Bilingual(f"cần {asked.vi}", f"not {asked.en}"),
        )

    yield from _told(_of_kinds(subject, departure))


@check(catalogue.LAYOUT_ALIGNMENT)
def layout_alignment(subject: Subject) -> Iterator[Finding]:
    """Find lines that are not centred or justified as the decree asks for their kind."""

    def departure(line: Line, _stretch: Stretch, kind: str) -> _Departure | None:
        norm = decree.NORMS[kind]
        written = _SAME_ALIGNMENT.get(line.shape.alignment, line.shape.alignment)
        if norm.alignment in {None, written} or norm.alignment is None:
            return None
        found = _ALIGNMENTS.get(written, Bilingual(written, written))
        asked = _ALIGNMENTS[norm.alignment]
        return _Departure(
            line,
            kind,
            norm.clause,
            Bilingual(found.vi, f"it is {found.en}"),
            Bilingual(f"cần {asked.vi}", f"not {asked.en}"),
        )

    yield from _told(_of_kinds(subject, departure))


@check(catalogue.LAYOUT_INDENT)
def layout_indent(subject: Subject) -> Iterator[Finding]:
    """Find paragraphs of the body whose first line is not indented by 1 cm or 1,27 cm."""

    def departure(line: Line, _stretch: Stretch, kind: str) -> _Departure | None:
        indent = line.shape.first_line
        if not _is_body(kind) or indent is None or line.shape.alignment == "center":
            return None
        if any(abs(indent - mm) <= _INDENT_TOLERANCE_MM for mm in decree.INDENTS_MM):
            return None
        return _Departure(
            line,
            kind,
            "II.6",
            Bilingual(
                f"dòng đầu lùi vào {_number(indent)} mm",
                f"the first line is indented by {_english(indent)} mm",
            ),
            Bilingual("cần 10 hoặc 12,7 mm", "not by 10 or 12.7 mm"),
        )

    yield from _told(_of_kinds(subject, departure))


@check(catalogue.LAYOUT_SPACING)
def layout_spacing(subject: Subject) -> Iterator[Finding]:
    """Find paragraphs of the body that stand too near, and lines too near or too far apart."""
    least = decree.LEAST_BETWEEN_PARAGRAPHS_POINTS

    def departure(line: Line, _stretch: Stretch, kind: str) -> _Departure | None:
        room, lines = line.shape.between, line.shape.lines
        if not _is_body(kind):
            return None
        if room < least - _SPACE_TOLERANCE_POINTS:
            return _Departure(
                line,
                kind,
                "II.6",
                Bilingual(
                    f"khoảng cách giữa các đoạn {_number(room)} pt",
                    f"paragraphs are {_english(room)} pt apart",
                ),
                Bilingual(f"cần ít nhất {least} pt", f"not at least {least} pt"),
            )
        if not _is_within(lines, decree.LINES, _LINES_TOLERANCE):
            return _Departure(
                line,
                kind,
                "II.6",
                Bilingual(
                    f"khoảng cách dòng {_number(lines, 2)} dòng",
                    f"the line spacing is {_english(lines, 2)} lines",
                ),
                Bilingual("cần từ dòng đơn đến 1,5 dòng", "not single to 1.5 lines"),
            )
        return None

    yield from _told(_of_kinds(subject, departure))


def _told(departures: Iterable[_Departure]) -> Iterator[Finding]:
    """Tell departures that are alike as one, at the first line: a style shapes many lines."""
    alike: dict[tuple[Bilingual, Bilingual, str], dict[Line, _Departure]] = {}
    for each in departures:
        alike.setdefault((each.found, each.asked, each.clause), {})[each.line] = each
    for (found, asked, clause), by_line in alike.items():
        first, *others = by_line.values()
        names = list(dict.fromkeys(line.name for line in by_line))
        more = len(names) - _MOST_NAMES
        listed = Bilingual(
            ", ".join(name.vi for name in names[:_MOST_NAMES]),
            ", ".join(name.en for name in names[:_MOST_NAMES]),
        )
        if more > 0:
            listed = Bilingual(f"{listed.vi} và {more} loại khác", f"{listed.en} and {more} more")
        yield _finding(
            first.line.span,
            first.about,
            clause,
            Bilingual(
                f"{listed.vi}: {found.vi}, {asked.vi}", f"{listed.en}: {found.en}, {asked.en}"
            ),
            tuple((each.line.span, each.line.name) for each in others),
            first.line.style,
        )


def _finding(
    span: Span,
    about: str,
    clause: str,
    message: Bilingual,
    related: tuple[tuple[Span, Bilingual], ...] = (),
    style: str = "",
) -> Finding:
    where = Bilingual(f"sửa kiểu “{style}”", f"change the style “{style}”")
    if not style:
        where = Bilingual("sửa trong Layout, Page Setup", "change it in Layout, Page Setup")
    source = Bilingual(
        f"Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục {clause.replace('.', ' khoản ')}",
        f"Decree 30/2020/NĐ-CP, Appendix I, Part I, {clause}",
    )
    return Finding(
        span,
        message,
        Bilingual(f"{where.vi} ({source.vi})", f"{where.en} ({source.en})"),
        related,
        (LAYOUT, about.rpartition(".")[2]),
    )


def _sections(subject: Subject) -> tuple[Section, ...]:
    reading = _read(subject)
    return reading.sections if reading else ()


def _read(subject: Subject) -> Reading | None:
    if subject.form is None:
        return None
    from ntmreport.checks.layout_reading import read_layout

    return read_layout(subject.form.layout, f"{subject.form.folder}/{LAYOUT}")


def _stretches(subject: Subject) -> Iterator[tuple[Line, Stretch]]:
    reading = _read(subject)
    for line in reading.lines if reading else ():
        for stretch in line.stretches:
            yield line, stretch


def _of_kinds(
    subject: Subject, departure: Callable[[Line, Stretch, str], _Departure | None]
) -> Iterator[_Departure]:
    """Yield what `departure` finds in each line whose kind the decree knows."""
    for line, stretch in _stretches(subject):
        for kind in sorted(stretch.kinds & decree.NORMS.keys()):
            found = departure(line, stretch, kind)
            if found is not None:
                yield found


def _is_body(kind: str) -> bool:
    return kind.startswith("body.")


def _is_near(measured: float, wanted: float) -> bool:
    return abs(measured - wanted) <= _PAPER_TOLERANCE_MM


def _is_within(measured: float, bounds: decree.Bounds, tolerance: float = 0) -> bool:
    least, most = bounds
    return least - tolerance <= measured <= most + tolerance


def _span_of_sizes(points: decree.Bounds) -> str:
    least, most = points
    return f"{least:g}" if least == most else f"{least:g}-{most:g}"


def _style(*, is_bold: bool, is_italic: bool) -> Bilingual:
    if is_bold and is_italic:
        return Bilingual("đậm nghiêng", "bold italic")
    if is_bold:
        return Bilingual("đứng, đậm", "bold")
    if is_italic:
        return Bilingual("nghiêng", "italic")
    return Bilingual("đứng, không đậm", "regular")


def _english(value: float, decimals: int = 1) -> str:
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def _number(value: float, decimals: int = 1) -> str:
    return _english(value, decimals).replace(".", ",")


LAYOUT_CHECKS: tuple[Check, ...] = (
    layout_unreadable,
    layout_tag,
    layout_lacks_block,
    layout_foreign,
    layout_paper,
    layout_margins,
    layout_font,
    layout_size,
    layout_indent,
    layout_spacing,
    layout_page_number,
    layout_lettering,
    layout_alignment,
)
"""The checks of this module, in the order of the codes."""
