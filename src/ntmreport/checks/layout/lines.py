"""Lines of the layout held against the decree: their letters, and how their paragraphs are set.

Lines that depart from it alike are told together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.checks.layout.decree import (
    FONT,
    INDENTS_MM,
    LEAST_BETWEEN_PARAGRAPHS_POINTS,
    LINES,
    NORMS,
)
from ntmreport.checks.layout.layout_violation import is_within, reading_of, shown, violation
from ntmreport.checks.violation import Check, check
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ntmreport.checks.layout.decree import Norm
    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.diagnostic import Rule
    from ntmreport.layout.layout_reading import Line, Look, Shape

_MOST_NAMES = 3
_LONGEST_QUOTE = 40


class Setting(Struct, frozen=True):
    """The setting of a line of a kind that the decree knows, and the one that it asks for."""

    kind: str
    norm: Norm
    look: Look
    shape: Shape

    @property
    def is_body(self) -> bool:
        """Return whether the line is one of the body's."""
        return self.kind.startswith("body.")


class Deviation(Struct, frozen=True):
    """A setting that was found, and the one that the decree asks instead."""

    found: Bilingual
    asked: Bilingual


class LineViolation(Struct, frozen=True):
    """A line that is not set as the decree asks."""

    line: Line
    about: str
    clause: str
    deviation: Deviation


Comparison: TypeAlias = "Callable[[Setting], Deviation | None]"


def check_of_lines(rule: Rule) -> Callable[[Comparison], Check]:
    """Make a function that compares a line with its norm the check of `rule`."""

    def wrap(compare: Comparison) -> Check:
        return Check(rule, lambda subject: told(_line_violations(subject, compare)))

    return wrap


def told(violations: Iterable[LineViolation]) -> Iterator[Violation]:
    """Tell violations that are alike as one, at the first line: a style shapes many lines."""
    alike: dict[tuple[Deviation, str], dict[Line, LineViolation]] = {}
    for each in violations:
        alike.setdefault((each.deviation, each.clause), {})[each.line] = each
    for (deviation, clause), by_line in alike.items():
        found, asked = deviation.found, deviation.asked
        first, *others = by_line.values()
        names = list(dict.fromkeys(_name_of(line) for line in by_line))
        more = len(names) - _MOST_NAMES
        listed = Bilingual(
            ", ".join(name.vi for name in names[:_MOST_NAMES]),
            ", ".join(name.en for name in names[:_MOST_NAMES]),
        )
        if more > 0:
            listed = Bilingual(f"{listed.vi} và {more} loại khác", f"{listed.en} and {more} more")
        yield violation(
            first.line.span,
            first.about,
            clause,
            Bilingual(
                f"{listed.vi}: {found.vi}, {asked.vi}", f"{listed.en}: {found.en}, {asked.en}"
            ),
            tuple((each.line.span, _name_of(each.line)) for each in others),
            first.line.style,
        )


def _name_of(line: Line) -> Bilingual:
    """Return what users know a line by: what it is of a report, or its own words."""
    kinds = frozenset[str]().union(*(stretch.kinds for stretch in line.stretches))
    if known := sorted(kinds & NORMS.keys()):
        return NORMS[known[0]].name
    text = line.text.strip() or line.style
    if len(text) > _LONGEST_QUOTE:
        text = f"{text[:_LONGEST_QUOTE].rstrip()}…"
    return Bilingual(f"“{text}”", f"“{text}”")


def _line_violations(subject: Subject, compare: Comparison) -> Iterator[LineViolation]:
    for line in reading_of(subject).lines:
        for stretch in line.stretches:
            for kind in sorted(stretch.kinds & NORMS.keys()):
                norm = NORMS[kind]
                deviation = compare(Setting(kind, norm, stretch.look, line.shape))
                if deviation is not None:
                    yield LineViolation(line, kind, norm.clause, deviation)


@check(catalogue.LAYOUT_FONT)
def layout_font(subject: Subject) -> Iterator[Violation]:
    """Find letters that are not Times New Roman or not black."""
    asked = Bilingual(f"cần {FONT}, màu đen", f"not {FONT} in black")
    yield from told(
        LineViolation(line, found.en, "I.4", Deviation(found, asked))
        for line in reading_of(subject).lines
        for stretch in line.stretches
        for found in _other_letters(stretch.look)
    )


def _other_letters(look: Look) -> Iterator[Bilingual]:
    if look.font != FONT:
        yield Bilingual(
            f"phông chữ {look.font or 'không rõ'}", f"the font is {look.font or 'unknown'}"
        )
    if look.colour:
        yield Bilingual(f"màu chữ {look.colour}", f"the colour is {look.colour}")


@check_of_lines(catalogue.LAYOUT_SIZE)
def layout_size(setting: Setting) -> Deviation | None:
    """Find lines whose letters are larger or smaller than the decree's for their kind."""
    points, bounds = setting.look.points, setting.norm.points
    if is_within(points, bounds):
        return None
    size = shown(points)
    asked = "-".join(f"{each:g}" for each in dict.fromkeys(bounds))
    return Deviation(
        Bilingual(f"cỡ chữ {size.vi}", f"the size is {size.en} pt"),
        Bilingual(f"cần {asked}", f"not {asked} pt"),
    )


@check_of_lines(catalogue.LAYOUT_LETTERING)
def layout_lettering(setting: Setting) -> Deviation | None:
    """Find lines that are not bold, italic or upright as the decree asks for their kind."""
    norm, look = setting.norm, setting.look
    is_bold = look.is_bold if norm.is_bold is None else norm.is_bold
    if (look.is_bold, look.is_italic) == (is_bold, norm.is_italic):
        return None
    found = _style(is_bold=look.is_bold, is_italic=look.is_italic)
    asked = _style(is_bold=is_bold, is_italic=norm.is_italic)
    return Deviation(
        Bilingual(f"kiểu chữ {found.vi}", f"the letters are {found.en}"),
        Bilingual(f"cần {asked.vi}", f"not {asked.en}"),
    )


def _style(*, is_bold: bool, is_italic: bool) -> Bilingual:
    if is_bold and is_italic:
        return Bilingual("đậm nghiêng", "bold italic")
    if is_bold:
        return Bilingual("đứng, đậm", "bold")
    if is_italic:
        return Bilingual("nghiêng", "italic")
    return Bilingual("đứng, không đậm", "regular")


_INDENT_TOLERANCE_MM = 0.5
_LINES_TOLERANCE = 0.01
_SPACE_TOLERANCE_POINTS = 0.01

_ALIGNMENTS = {
    "center": Bilingual("canh giữa", "centred"),
    "both": Bilingual("canh đều hai lề", "justified"),
    "left": Bilingual("canh trái", "aligned left"),
    "right": Bilingual("canh phải", "aligned right"),
}
# What later editions of the format call them.
_SAME_ALIGNMENT = {"start": "left", "end": "right", "distribute": "both"}


@check_of_lines(catalogue.LAYOUT_ALIGNMENT)
def layout_alignment(setting: Setting) -> Deviation | None:
    """Find lines that are not centred or justified as the decree asks for their kind."""
    alignment = setting.shape.alignment
    written, wanted = _SAME_ALIGNMENT.get(alignment, alignment), setting.norm.alignment
    if wanted is None or wanted == written:
        return None
    found, asked = _ALIGNMENTS.get(written, Bilingual(written, written)), _ALIGNMENTS[wanted]
    return Deviation(
        Bilingual(found.vi, f"it is {found.en}"), Bilingual(f"cần {asked.vi}", f"not {asked.en}")
    )


@check_of_lines(catalogue.LAYOUT_INDENT)
def layout_indent(setting: Setting) -> Deviation | None:
    """Find paragraphs of the body whose first line is not indented by 1 cm or 1,27 cm."""
    indent = setting.shape.first_line
    if not setting.is_body or indent is None or setting.shape.alignment == "center":
        return None
    if any(abs(indent - mm) <= _INDENT_TOLERANCE_MM for mm in INDENTS_MM):
        return None
    length = shown(indent)
    return Deviation(
        Bilingual(
            f"dòng đầu lùi vào {length.vi} mm", f"the first line is indented by {length.en} mm"
        ),
        Bilingual("cần 10 hoặc 12,7 mm", "not by 10 or 12.7 mm"),
    )


@check_of_lines(catalogue.LAYOUT_SPACING)
def layout_spacing(setting: Setting) -> Deviation | None:
    """Find paragraphs of the body that stand too near, and lines too near or too far apart."""
    if not setting.is_body:
        return None
    least = LEAST_BETWEEN_PARAGRAPHS_POINTS
    if setting.shape.between < least - _SPACE_TOLERANCE_POINTS:
        room = shown(setting.shape.between)
        return Deviation(
            Bilingual(
                f"khoảng cách giữa các đoạn {room.vi} pt", f"paragraphs are {room.en} pt apart"
            ),
            Bilingual(f"cần ít nhất {least} pt", f"not at least {least} pt"),
        )
    if not is_within(setting.shape.lines, LINES, _LINES_TOLERANCE):
        lines = shown(setting.shape.lines, 2)
        return Deviation(
            Bilingual(f"khoảng cách dòng {lines.vi} dòng", f"the line spacing is {lines.en} lines"),
            Bilingual("cần từ dòng đơn đến 1,5 dòng", "not single to 1.5 lines"),
        )
    return None
