"""Sets of criteria that the State has laid down for communes: files with their legal source.

A set is a file of the folder `criteria`, named for the years that it is meant for: of the
repository's own, else of the program's. All that is true of one set alone stands in its file.
"""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from pydantic import ConfigDict, Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import Figure, count, joined_label
from ntmreport.language import Bilingual
from ntmreport.model.base_model import Model
from ntmreport.model.criteria import CriterionNumber
from ntmreport.model.field_types import Day, Words
from ntmreport.model.file_reading import read_model
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Criterion
from ntmreport.model.shapes import CRITERION, LegalDocument
from ntmreport.program_files import criteria_folder
from ntmreport.source import CRITERIA, MappingNode, load_text, read_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from ntmreport.model.field_types import Text


class CriterionTarget(Model):
    """One target (chỉ tiêu) of a criterion, as the State's decision has it."""

    number: Words = Field(title="Số thứ tự", examples=["2.1"])
    name: Words = Field(title="Nội dung chỉ tiêu")


class CriterionText(Model):
    """One criterion as the State's decision has it."""

    number: CriterionNumber = Field(title="Số thứ tự", examples=[3])
    name: Words = Field(title="Tên tiêu chí", examples=["Thủy lợi"])
    short: Words | None = Field(None, title="Tên viết gọn, cho đầu cột hẹp")
    targets: tuple[CriterionTarget, ...] = Field((), title="Các chỉ tiêu của tiêu chí")


class Band(Model):
    """A range of the number of criteria met, with the name of its communes."""

    name: Words = Field(title="Tên nhóm", examples=["Từ 15 đến 18 tiêu chí"])
    lowest: CriterionNumber = Field(alias="from", title="Từ", examples=[15])
    highest: CriterionNumber = Field(alias="to", title="Đến", examples=[18])


class GroupOfCommunes(Model):
    """A group of communes for which the set has targets of its own."""

    name: Words = Field(title="Tên nhóm xã", examples=["nhóm 1"])
    description: Words | None = Field(None, title="Xã nào thuộc nhóm")


class TimeInForce(Model):
    """The days on which the set is in force; a set holds until another replaces it."""

    first: Day = Field(alias="from", title="Ngày có hiệu lực", examples=["2022-03-08"])
    last: Day | None = Field(
        None, alias="to", title="Ngày cuối cùng trước khi bộ khác thay thế", examples=["2026-02-14"]
    )


class LevelsCounted(Model):
    """The levels at which assessment.yaml counts communes, by the figure that counts them."""

    advanced_communes: tuple[Words, ...] = Field(
        (), title="Các mức tính là đạt chuẩn nâng cao", examples=[["nâng cao", "kiểu mẫu"]]
    )
    model_communes: tuple[Words, ...] = Field(
        (), title="Các mức tính là kiểu mẫu", examples=[["kiểu mẫu"]]
    )


class CriteriaSet(Model):
    """A set of criteria: where it is laid down, when it holds, and what the criteria are."""

    model_config = ConfigDict(title="Bộ tiêu chí")
    derived: ClassVar[tuple[str, ...]] = ("number",)

    title: Words = Field(title="Tên bộ tiêu chí")
    legal_basis: LegalDocument = Field(title="Văn bản ban hành")
    in_force: TimeInForce = Field(title="Thời gian có hiệu lực")
    groups: tuple[GroupOfCommunes, ...] = Field((), title="Các nhóm xã")
    criteria: tuple[CriterionText, ...] = Field(title="Các tiêu chí")
    levels: tuple[Words, ...] = Field(
        title="Các mức đạt chuẩn",
        description="Từ thấp đến cao; mức đầu là của xã chưa được công nhận.",
        examples=[["chưa đạt", "đạt chuẩn", "hiện đại"]],
    )
    counted_as: LevelsCounted | None = Field(
        None,
        title="Các mức mà assessment.yaml đếm số xã",
        description="Không ghi thì số xã ở các mức đó do đơn vị điền.",
    )
    bands: tuple[Band, ...] = Field(title="Các nhóm xã theo số tiêu chí đạt")

    @property
    def number(self) -> Figure:
        """The number of criteria."""
        counted = count([each.number.span for each in self.criteria], self.span, CRITERION)
        return counted.named(joined_label(self.label, "Số tiêu chí"), (*self.path, "number"))

    @property
    def counted_levels(self) -> "Mapping[str, frozenset[str]]":
        """The levels that a figure of assessment.yaml counts, by its key."""
        if self.counted_as is None:
            return {}
        keys = LevelsCounted.keys()
        listed = {key: getattr(self.counted_as, key) for key in keys}
        return {
            key: frozenset(each.value for each in names) for key, names in listed.items() if names
        }

    @property
    def listed(self) -> tuple[Criterion, ...]:
        """The criteria in their order."""
        return tuple(
            Criterion(int(each.number), each.name.value, (each.short or each.name).value)
            for each in self.criteria
        )

    def holds_on(self, day: "datetime.date") -> bool:
        """Return whether the set is in force on `day`."""
        last = self.in_force.last
        return self.in_force.first <= day and (last is None or day <= last)


def read_criteria_set(root: MappingNode) -> tuple[CriteriaSet | None, tuple[Diagnostic, ...]]:
    """Return the set that a file describes, None where it has errors, and those."""
    read, diagnostics = read_model(str(root.path[0] if root.path else CRITERIA), root, CriteriaSet)
    if read is None:
        return None, diagnostics
    found = tuple(_contradictions(read))
    return (None if found else read), found


def _contradictions(chosen: CriteriaSet) -> "Iterator[Diagnostic]":
    """Yield diagnostics for what a set's file says twice, and for bands that leave a number out."""
    yield from _twice([each.name for each in chosen.groups])
    yield from _twice(list(chosen.levels))
    yield from _twice([each.number for each in chosen.criteria])
    least = 2
    if len(chosen.levels) < least:
        yield Diagnostic(
            catalogue.OUT_OF_RANGE,
            chosen.levels[0].span if chosen.levels else chosen.span,
            Bilingual("cần ít nhất hai mức đạt chuẩn", "there are two levels at least"),
            (*chosen.path, "levels"),
            Bilingual(
                "mức đầu là của xã chưa được công nhận, các mức sau từ thấp đến cao",
                "the first is that of communes not recognised, then from the lowest up",
            ),
        )
    known = {each.value for each in chosen.levels}
    counted = chosen.counted_as
    for name in (*counted.advanced_communes, *counted.model_communes) if counted else ():
        if name.value not in known:
            yield Diagnostic(
                catalogue.WRONG_TYPE,
                name.span,
                Bilingual(f"“{name}” không phải là mức đạt chuẩn", f"`{name}` is no level"),
                name.path,
                nearest_hint(name.value, known),
            )
    banded = Counter(
        number for band in chosen.bands for number in range(int(band.lowest), int(band.highest) + 1)
    )
    for band in chosen.bands:
        if int(band.lowest) > int(band.highest):
            yield Diagnostic(
                catalogue.RANGE_REVERSED,
                band.lowest.span,
                Bilingual(
                    f"nhóm “{band.name}”: từ {band.lowest} đến {band.highest} là ngược",
                    f"the band `{band.name}` goes from {band.lowest} to {band.highest}",
                ),
                band.path,
                Bilingual("viết số nhỏ trước", "write the smaller number first"),
            )
    most = len(chosen.criteria)
    wrong = [number for number in {*banded, *range(most + 1)} if banded[number] != (number <= most)]
    if wrong:
        numbers = ", ".join(map(str, sorted(wrong)))
        yield Diagnostic(
            catalogue.OUT_OF_RANGE,
            chosen.bands[0].span if chosen.bands else chosen.span,
            Bilingual(
                f"mỗi số tiêu chí đạt từ 0 đến {most} thuộc đúng một nhóm; sai ở {numbers}",
                f"each number of criteria from 0 to {most} is in one band; not so: {numbers}",
            ),
            (*chosen.path, "bands"),
            Bilingual("sửa “from” và “to” của các nhóm", "mend `from` and `to` of the bands"),
        )


def _twice(names: "list[Text]") -> "Iterator[Diagnostic]":
    first: dict[str, Text] = {}
    for each in names:
        if each.value in first:
            yield Diagnostic(
                catalogue.LISTED_TWICE,
                each.span,
                Bilingual(f"“{each}” có hai lần", f"`{each}` is there twice"),
                each.path,
                Bilingual("sửa hoặc xóa một mục", "mend one of the two, or delete it"),
                (Related(first[each.value].span, Bilingual("lần đầu", "the first")),),
            )
        first.setdefault(each.value, each)


@cache
def criteria_set(name: str) -> CriteriaSet:
    """Return the program's set called `name`, one of the known."""
    file = f"{CRITERIA}/{name}.yaml"
    loaded = load_text(criteria_folder() / f"{name}.yaml", file, criteria_folder())
    tree = read_text(file, name, loaded.text or "")
    assert tree.root is not None, tree.diagnostics  # noqa: S101 - our own file
    read, diagnostics = read_criteria_set(tree.root)
    assert read is not None, diagnostics  # noqa: S101 - our own file
    return read
