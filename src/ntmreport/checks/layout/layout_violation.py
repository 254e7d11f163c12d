"""From the layout of a Subject to violations of the decree: the clause, where it is set in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.checks.violation import Violation
from ntmreport.compose import LAYOUT
from ntmreport.language import Bilingual
from ntmreport.layout.layout_reading import LayoutReading

if TYPE_CHECKING:
    from ntmreport.checks.layout.decree import Bounds
    from ntmreport.checks.violation import Subject
    from ntmreport.span import Span


def reading_of(subject: Subject) -> LayoutReading:
    """Return how the layout sets what it prints; nothing of one that cannot be used."""
    if subject.layout is not None:
        return subject.layout
    if subject.form is None:
        return LayoutReading()
    from ntmreport.layout.layout_cache import prepared_layout  # which loads Jinja
    from ntmreport.layout.prepared_layout import PreparedLayout

    prepared = prepared_layout(subject.form.layout, f"{subject.form.folder}/{LAYOUT}")
    return prepared.reading if isinstance(prepared, PreparedLayout) else LayoutReading()


def is_within(measured: float, bounds: Bounds, tolerance: float = 0) -> bool:
    """Return whether a measure is as the decree sets it."""
    least, most = bounds
    return least - tolerance <= measured <= most + tolerance


def shown(measured: float, decimals: int = 1) -> Bilingual:
    """Return a measure as a message writes it."""
    english = f"{measured:.{decimals}f}".rstrip("0").rstrip(".")
    return Bilingual(english.replace(".", ","), english)


def _vietnamese(clause: str) -> str:
    """Return a clause as the decree is cited: "II.2.b" is mục II, khoản 2, điểm b."""
    levels = ("mục", "khoản", "điểm")
    return ", ".join(
        f"{level} {part}" for level, part in zip(levels, clause.split("."), strict=False)
    )


def violation(
    span: Span,
    about: str,
    clause: str,
    message: Bilingual,
    related: tuple[tuple[Span, Bilingual], ...] = (),
    style: str = "",
) -> Violation:
    """Return that the layout departs from a clause of the decree, and where it is set in Word."""
    where = Bilingual(f"sửa kiểu “{style}”", f"change the style “{style}”")
    if not style:
        where = Bilingual("sửa trong Layout, Page Setup", "change it in Layout, Page Setup")
    source = Bilingual(
        f"Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, {_vietnamese(clause)}",
        f"Decree 30/2020/NĐ-CP, Appendix I, Part I, {clause}",
    )
    return Violation(
        span,
        message,
        Bilingual(f"{where.vi} ({source.vi})", f"{where.en} ({source.en})"),
        related,
        (LAYOUT, about.rpartition(".")[2]),
    )
