"""From runs to runs in which counts below ten have a zero before them: `08 sản phẩm`.

A form chooses it for all that it prints, so it is made where composed text becomes runs. Measures
(8 ha, 3 sao, 5%) are no counts, nor are the two sides of a proportion (6/6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from ntmreport.document import Run
    from ntmreport.figure import Figure

MEASURES = frozenset(
    {
        *("%", "điểm phần trăm", "phần", "điểm", "sao", "lần"),
        *("ha", "m", "m2", "m3", "m²", "m³", "km", "km2", "km²", "sào", "mẫu"),
        *("g", "kg", "tạ", "tấn", "yến", "lít", "kW", "kWh", "MW", "kV", "kVA"),
        *("đồng", "nghìn đồng", "ngàn đồng", "triệu đồng", "tỷ đồng", "tỉ đồng", "USD"),
        *("triệu", "tỷ", "tỉ"),
    }
)
"""Units in which is measured; what comes in another unit is counted."""

# The first digit is the number's: what a unit says behind it (trường/5 xã) stays as it is.
_ONE_DIGIT = lazy_pattern(r"^(\D*)(?<![.,-])(?=[1-9](?![\d.,]))")
_PROPORTION = "/"
_RANGE = "-"


def with_two_digits(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return `runs`, each count below ten with a zero before it; themselves where there is none."""
    longer: dict[int, Run] = {}
    for number, run in enumerate(runs):
        if run.figure is None or not is_count(run.figure):
            continue
        before = runs[number - 1].text[-1:] if number else ""
        after = runs[number + 1].text[:1] if number + 1 < len(runs) else ""
        stands_alone = not {before, after} & {_PROPORTION, _RANGE}
        text = _ONE_DIGIT.sub(r"\g<1>0", run.text) if stands_alone else run.text
        if text != run.text:
            longer[number] = replace(run, text=text)
    return tuple(longer.get(number, run) for number, run in enumerate(runs)) if longer else runs


def is_count(figure: Figure) -> bool:
    """Return whether the figure counts, rather than measures."""
    return figure.value.denominator == 1 and figure.unit.partition("/")[0] not in MEASURES
