"""Sets of criteria that the State has laid down for communes: files with their legal source.

A set is a file of the folder `criteria`, named for the years that it is meant for: of the
repository's own, else of the program's. All that is true of one set alone stands in its file.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import ConfigDict, Field
from pydantic_core import core_schema

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure import Figure, count, joined_label
from ntmreport.language import Bilingual
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import Day, Term, Value, Words, read_text_value
from ntmreport.model.file_reading import read_model
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Criterion, Reading, refuse
from ntmreport.model.shapes import CRITERION, LegalDocument
from ntmreport.model.spelt_criteria import spelt_criteria
from ntmreport.program_files import criteria_folder
from ntmreport.source import CRITERIA, MappingNode, Scalar, load_text, read_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Set

    from ntmreport.model.field_types import Text
    from ntmreport.source import Node


class Number(Term):
    """The number of a criterion, or a number of criteria in a band; it is no figure."""

    __slots__ = ()

    def __int__(self) -> int:
        return int(self.value)


@dataclass(frozen=True, slots=True)
class ChosenSet(Term):
    """The name of a set of criteria, and the set; None where its file has errors."""

    laid_down: "CriteriaSet | None"


@cache
def known_sets() -> tuple[str, ...]:
    """Return the names of the sets that the program has."""
    return tuple(sorted(path.stem for path in criteria_folder().glob("*.yaml")))


def _read_name(node: "Node", reading: Reading) -> ChosenSet:
    text = read_text_value(node, reading)
    known = sorted({*known_sets(), *reading.own_sets})
    if text.value not in known:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(
                f"không có bộ tiêu chí “{text}”", f"there is no set of criteria called `{text}`"
            ),
            nearest_hint(text.value, known),
        )
    if text.value not in reading.own_sets:
        laid_down: CriteriaSet | None = criteria_set(text.value)
    else:
        root = reading.own_sets[text.value]
        laid_down, diagnostics = (None, ()) if root is None else read_criteria_set(root)
        reading.refused += diagnostics
    return ChosenSet(text.value, text.path, text.span, laid_down)


@lru_cache(maxsize=4)
def _numbers(criteria: tuple[Criterion, ...]) -> "Set[int]":
    """Return the numbers of `criteria`, which are asked for with each number that is read."""
    return frozenset(criterion.number for criterion in criteria)


def _read_number(node: "Node", reading: Reading) -> Number:
    """Read a number; one of the criteria where it is known which there are."""
    text = node.text if isinstance(node, Scalar) and node.plain else ""
    known = _numbers(reading.criteria)
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and str(int(text)) == text):
        several = spelt_criteria(node.text, sorted(known)) if isinstance(node, Scalar) else ()
        listed = ", ".join(map(str, several))
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual("ở đây cần số thứ tự của một tiêu chí", "a criterion's number is needed"),
            Bilingual(f"viết từng số: {listed}", f"write each number: {listed}")
            if len(several) > 1
            else Bilingual("viết bằng chữ số, ví dụ 17", "write it in digits, for example 17"),
        )
    if known and int(text) not in known:
        raise refuse(
            catalogue.OUT_OF_RANGE,
            node,
            Bilingual(f"bộ tiêu chí không có tiêu chí số {text}", f"there is no criterion {text}"),
            Bilingual(
                f"các tiêu chí có số từ {min(known)} đến {max(known)}",
                f"the criteria are numbered from {min(known)} to {max(known)}",
            ),
        )
    return Number(text, node.path, node.span)


CriteriaSetName = Annotated[
    ChosenSet,
    Value(
        _read_name,
        {
            "type": "string",
            "examples": list(known_sets()),
            "description": (
                "Bộ mà các xã được đánh giá theo: tên một tệp trong criteria/ của kho, hoặc một bộ "
                f"có sẵn ({', '.join(known_sets())}); bắt buộc khi có tệp trong communes/."
            ),
            "errorMessage": "Viết tên của một bộ tiêu chí.",
        },
    ),
]
CriterionNumber = Annotated[
    Number,
    Value(
        _read_number,
        {
            "type": "integer",
            "description": "Số thứ tự trong bộ tiêu chí.",
            "errorMessage": "Viết số thứ tự của tiêu chí bằng chữ số, ví dụ 17.",
        },
        bounds=core_schema.int_schema(ge=0, le=99),
    ),
]


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
