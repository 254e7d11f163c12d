"""funds.yaml: where the money for the programme comes from, as planned and as it came.

What a source does not give is written as 0.
"""

from typing import TYPE_CHECKING

from pydantic import ConfigDict, Field, PrivateAttr

from ntmreport.figure import PERCENT, Figure, percent, total
from ntmreport.model.base_model import Model
from ntmreport.model.indicator import indicator
from ntmreport.model.shapes import MillionDong

if TYPE_CHECKING:
    from ntmreport.model.reading_context import Reading

MILLION_DONG = "triệu đồng"
_TOTAL = "Tổng số"
_GROUP_NUMBERS = ("I", "II", "III", "IV", "V")


class Amounts(Model):
    """What was planned of some funds, and what has come. Each subclass says where both stand."""

    _funds: "Funds | None" = PrivateAttr(default=None)

    def planned_and_done(self) -> tuple[Figure | None, Figure | None]:
        """Return what was planned and what has come, in million đồng."""
        raise NotImplementedError

    @indicator("Tỷ lệ thực hiện so với kế hoạch", PERCENT)
    def share_of_plan(self) -> Figure | None:
        """Return how much of what was planned has come."""
        planned, done = self.planned_and_done()
        return percent(done, planned)

    @indicator("Tỷ trọng trong tổng số thực hiện", PERCENT, largest=100)
    def share_of_total(self) -> Figure | None:
        """Return the share of all funds that have come; of all together it is the whole."""
        _, done = self.planned_and_done()
        return percent(done, self._funds.done_million_vnd) if self._funds else None


class Source(Amounts):
    """One source of funds."""

    plan_million_vnd: MillionDong = Field(title="Kế hoạch (triệu đồng)", examples=[12500])
    done_million_vnd: MillionDong = Field(title="Thực hiện (triệu đồng)", examples=[11840])

    def planned_and_done(self) -> tuple[Figure | None, Figure | None]:
        """Return both as they are written."""
        return self.plan_million_vnd, self.done_million_vnd


class Sources(Amounts):
    """Several sources together. Each subclass says which."""

    def parts(self) -> "tuple[Source | Sources, ...]":
        """Return the sources, or groups of them, in the order of the form."""
        return tuple(getattr(self, name) for name in type(self).model_fields)

    def planned_and_done(self) -> tuple[Figure | None, Figure | None]:
        """Return the totals."""
        return self.plan_million_vnd, self.done_million_vnd

    @indicator("Kế hoạch", MILLION_DONG)
    def plan_million_vnd(self) -> Figure | None:
        """Return what was planned in all."""
        return total(part.plan_million_vnd for part in self.parts())

    @indicator("Thực hiện", MILLION_DONG)
    def done_million_vnd(self) -> Figure | None:
        """Return what has come in all."""
        return total(part.done_million_vnd for part in self.parts())


class Budgets(Sources):
    """The State budget, by level."""

    central: Source = Field(title="Ngân sách trung ương")
    provincial: Source = Field(title="Ngân sách cấp tỉnh")
    district: Source = Field(title="Ngân sách cấp huyện")
    commune: Source = Field(title="Ngân sách cấp xã")


class Community(Sources):
    """What people give."""

    cash: Source = Field(title="Tiền mặt")
    working_days: Source = Field(title="Ngày công quy tiền")
    land: Source = Field(title="Hiến đất quy tiền")
    other: Source = Field(title="Hình thức khác quy tiền")


class Row(Model):
    """One line of the table of funds."""

    number: str
    name: str
    is_group: bool
    is_total: bool
    plan: Figure | None
    done: Figure | None
    share_of_plan: Figure | None
    share_of_total: Figure | None


class Funds(Sources):
    """Funds by source."""

    model_config = ConfigDict(title="Huy động nguồn lực")

    derived = ("rows",)

    budget: Budgets = Field(title="Ngân sách nhà nước")
    combined_programmes: Source = Field(title="Vốn lồng ghép từ các chương trình, dự án")
    credit: Source = Field(title="Vốn tín dụng")
    enterprises: Source = Field(title="Vốn doanh nghiệp")
    community: Community = Field(title="Cộng đồng dân cư đóng góp")

    def _take(self, reading: "Reading") -> None:
        """Tell each source, each group and the whole what they are a part of."""
        super()._take(reading)
        waiting: list[Amounts] = [self]
        while waiting:
            amounts = waiting.pop()
            amounts._funds = self
            if isinstance(amounts, Sources):
                waiting += amounts.parts()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines of the table, the total first, each group before its sources."""
        rows = [_row(self, "", _TOTAL, is_total=True)]
        for number, part in zip(_GROUP_NUMBERS, self.parts(), strict=True):
            rows.append(_row(part, number, _title(self, part), is_group=True))
            if isinstance(part, Sources):
                rows += [
                    _row(source, str(position), _title(part, source))
                    for position, source in enumerate(part.parts(), start=1)
                ]
        return tuple(rows)


def _title(group: Model, part: Model) -> str:
    return type(group).keys()[str(part.path[-1])].title or ""


def _row(
    part: Source | Sources,
    number: str,
    name: str,
    *,
    is_group: bool = False,
    is_total: bool = False,
) -> Row:
    return Row.built(
        part.path,
        part.label,
        part.span,
        number=number,
        name=name,
        is_group=is_group,
        is_total=is_total,
        plan=part.plan_million_vnd,
        done=part.done_million_vnd,
        share_of_plan=part.share_of_plan,
        share_of_total=part.share_of_total,
    )
