"""Slips after which the figures of a year do not agree with one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutate.lines import Line, block_end, lines_of, parent, with_line, with_value
from mutate.slip import Collection, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

AGREEMENT = Collection()

_PARTS = (
    ("numerator", "denominator"),
    ("high_technology_ha", "area_ha"),
    ("with_record", "number"),
    ("hygienic", "households"),
    ("clean", "hygienic"),
    ("clean_from_works", "clean"),
)
"""Keys of one group the first of which is a part of the second."""

_COMMUNES_COUNTED = frozenset({"advanced_communes", "recognised", "appraised"})

_TOTALS = {"chains": "chains", "output_tonnes_per_year": "output"}
"""What production.yaml adds up, and the name under which a total is stated."""

_COUNTED_LISTS = {"products": "number", "names": "number"}
_SHARES = {
    "hygienic": ("households", "hygienic_share"),
    "clean": ("households", "clean_share"),
    "clean_from_works": ("households", "clean_from_works_share"),
    "numerator": ("denominator", "share"),
}


def _siblings(text: str, line: Line) -> dict[str, Line]:
    """Return the lines of the mapping that `line` stands in, by their key."""
    column = line.indent + len(line.dash)
    group: dict[str, Line] = {}
    for other in lines_of(text):
        if other.is_prose:
            continue
        at = other.indent + len(other.dash)
        if at < column or (at == column and other.dash):
            if other.number > line.number:
                break
            group = {}
        if at == column and other.key:
            group[other.key] = other
    return group


def _pairs(text: str) -> Iterator[tuple[Line, Line]]:
    for line in lines_of(text):
        for part, whole in _PARTS:
            if line.key == part and line.is_number:
                other = _siblings(text, line).get(whole)
                if other is not None and other.is_number:
                    yield line, other


def _both(slip: Slip, *lines: Line) -> Slip:
    found = [line.number for line in lines]
    return slip._replace(first=min(found), last=max(found))


@AGREEMENT.certain("phần lớn hơn tổng thể", "a part above its whole")
def part_above_whole(text: str) -> Iterator[Slip]:
    for part, whole in _pairs(text):
        yield with_value(text, part, str(int(whole.value) + 1))
        if int(part.value) > 1:
            yield with_value(text, whole, str(int(part.value) - 1))


@AGREEMENT.certain("tử số và mẫu số đổi chỗ", "numerator and denominator exchanged")
def part_and_whole_exchanged(text: str) -> Iterator[Slip]:
    for part, whole in _pairs(text):
        if part.value != whole.value:
            first = with_value(text, part, whole.value)
            assert isinstance(first.content, str)  # noqa: S101 - with_value returns text
            yield _both(with_value(first.content, whole, part.value), part, whole)


@AGREEMENT.certain("khoảng giá trị viết ngược (từ lớn đến nhỏ)", "a range or period reversed")
def range_reversed(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        other = _siblings(text, line).get("to") if line.key == "from" else None
        if other is not None:
            first = with_value(text, line, other.value)
            assert isinstance(first.content, str)  # noqa: S101 - with_value returns text
            slip = _both(with_value(first.content, other, line.value), line, other)
            above = parent(text, line)
            yield slip._replace(first=above.number if above else slip.first)


@AGREEMENT.certain("tổng công bố không cập nhật", "a stated total not updated")
def total_not_updated(text: str) -> Iterator[Slip]:
    for key, name in _TOTALS.items():
        # One output is written as a `value` with its qualifier.
        keys = {key, "value"} if key == "output_tonnes_per_year" else {key}
        parts = [line for line in lines_of(text) if line.key in keys and line.is_number]
        for part in parts if len(parts) > 1 else ():
            slip = with_value(text, part, str(int(part.value) * 2 + 1))
            yield _stated(slip, name, sum(int(line.value) for line in parts))


def _stated(slip: Slip, name: str, value: object) -> Slip:
    """Add a stated figure of the file as a whole."""
    text = slip.content
    assert isinstance(text, str)  # noqa: S101 - with_value returns text
    end = text.rstrip("\n").count("\n") + 3
    return Slip(f"{text.rstrip()}\n\nstated:\n  {name}: {value}\n", end, end + 1)


@AGREEMENT.certain(
    "số đếm công bố không khớp danh sách", "a stated count that its list does not give"
)
def count_not_updated(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key not in _COUNTED_LISTS or line.value or line.is_prose:
            continue
        group = _siblings(text, line)
        items = [
            other
            for other in lines_of(text)
            if line.number < other.number <= block_end(text, line) and other.dash
        ]
        if "stated" in group or len(items) < 2:
            continue
        own = " " * line.indent
        stated = (f"{own}stated:", f"{own}  {_COUNTED_LISTS[line.key]}: {len(items)}", line.text)
        for item in items:
            lines = text.split("\n")
            del lines[item.number - 1]
            lines[line.number - 1 : line.number] = stated
            yield Slip("\n".join(lines), line.number, line.number + 1)


@AGREEMENT.certain("tỷ lệ công bố không cập nhật", "a stated share not updated")
def share_not_updated(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key not in _SHARES or not line.is_number:
            continue
        whole, name = _SHARES[line.key]
        other = _siblings(text, line).get(whole)
        if other is None or not other.is_number:
            continue
        old = 100 * int(line.value) / int(other.value)
        for changed in (int(line.value) * 9 // 10, int(line.value) * 99 // 100):
            if f"{100 * changed / int(other.value):.2f}" != f"{old:.2f}":
                yield _stated_beside(text, line, str(changed), name, f"{old:.2f}")


def _stated_beside(text: str, line: Line, value: str, name: str, stated: str) -> Slip:
    changed = line.text.replace(line.value, value)
    own = " " * (line.indent + len(line.dash))
    slip = with_line(text, line.number, changed, f"{own}stated:", f"{own}  {name}: {stated}")
    return slip._replace(first=line.number)


@AGREEMENT.certain(
    "tỷ lệ công bố bị cắt, không làm tròn", "a stated share that is cut, not rounded"
)
def share_cut(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key not in _SHARES or not line.is_number:
            continue
        whole, name = _SHARES[line.key]
        other = _siblings(text, line).get(whole)
        if other is None or not other.is_number:
            continue
        for decimals in (1, 2, 3):
            scale: int = 10**decimals
            part, of = int(line.value) * 100 * scale, int(other.value)
            cut, rounded = part // of, (2 * part + of) // (2 * of)
            if cut != rounded:
                shown = f"{cut // scale}.{cut % scale:0{decimals}}"
                if not re.fullmatch(r"\d{1,3}\.\d{3}", shown):
                    yield _stated_beside(text, line, line.value, name, shown)


@AGREEMENT.certain("mức tăng công bố không cập nhật", "a stated change not updated")
def change_not_updated(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        above = parent(text, line)
        if line.key != "share_percent" or above is None or above.key != "baseline":
            continue
        own = " " * above.indent
        for stated in ("30.5", "1.25"):
            slip = with_line(
                text, above.number, f"{own}stated:", f"{own}  change: {stated}", above.text
            )
            yield slip._replace(last=above.number + 1)


@AGREEMENT.certain("số xã nhiều hơn số xã của huyện", "more communes than the unit has")
def more_than_all_communes(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        is_counted = line.key in _COMMUNES_COUNTED or (line.key == "communes" and line.is_number)
        if is_counted and line.is_number:
            yield with_value(text, line, "33")
            yield with_value(text, line, f"{line.value}00")


@AGREEMENT.certain(
    "hai số cộng lại không đủ số xã (30 + 02)", "counts that do not add up (30 + 02)"
)
def counts_disagree(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key in {"recognised", "appraised"}:
            yield with_value(text, line, str(int(line.value) + 1))
            yield with_value(text, line, str(int(line.value) - 1))


@AGREEMENT.certain(
    "tỷ lệ công bố mà không số nguyên nào cho", "a stated share that no whole numbers give"
)
def impossible_share(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key == "share" and line.is_number:
            for share in ("96.42", "96.78", "3.71"):
                yield with_value(text, line, share)
        if line.key == "achievement" and line.is_number:
            for share in ("131", "150", "99"):
                yield with_value(text, line, share)
