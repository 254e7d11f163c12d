"""Letters: their font and colour, their size, whether they are bold or italic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.layout.decree import FONT
from ntmreport.checks.layout.layout_violation import is_within, shown
from ntmreport.checks.layout.lines import Deviation, LineViolation, check_of_lines, told
from ntmreport.checks.layout.reading import reading_of
from ntmreport.checks.violation import check
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.layout.lines import Setting
    from ntmreport.checks.violation import Subject, Violation
    from ntmreport.layout.layout_reading import Look


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
