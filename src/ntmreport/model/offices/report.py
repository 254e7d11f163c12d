"""report.yaml: which unit reports, for which year, in which form, and who signs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ConfigDict, Field

from ntmreport.figure import Figure, count
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual
from ntmreport.model.base_model import Model
from ntmreport.model.criteria import CriteriaSetName
from ntmreport.model.field_types import CalendarYear, Day, SchemaVersion, Text, Words
from ntmreport.model.indicator import indicator
from ntmreport.model.reading_context import Declared, GroupNode, Reading
from ntmreport.model.schema_version import CURRENT_VERSION
from ntmreport.model.shapes import Period
from ntmreport.model.stage import DRAFT, StageName

if TYPE_CHECKING:
    from ntmreport.span import Path


class AdministrativeUnit(Model):
    """A unit of the administration: its level and its name."""

    level: Words = Field(title="Cấp hành chính", examples=["xã"])
    name: Words = Field(title="Tên riêng", examples=["Bình Minh"])


def _level(reading: Reading, path: Path) -> str:
    return reading.declared_at(path).unit


class Subordinates(Model):
    """The units below the reporting one."""

    level: Words = Field(title="Cấp của các đơn vị", examples=["xã"])
    names: tuple[Words, ...] = Field(title="Tên các đơn vị", examples=[["An Nông", "Bình Sơn"]])

    @classmethod
    def _declare(cls, node: GroupNode, reading: Reading) -> None:
        unit = node.text("level")
        reading.declared[node.path] = Declared(unit, unit)

    @indicator("Số đơn vị", _level, whole=True)
    def number(self) -> Figure | None:
        """Return how many units are listed."""
        return count([name.span for name in self.names], self.span, self.level.value)


class Unit(AdministrativeUnit):
    """The reporting unit with the unit above it and those below it."""

    one_of = ("communes", "villages")
    instead = (
        ("communes", Bilingual("thêm “communes” hoặc “villages”", "add `communes` or `villages`")),
    )
    derived = ("subordinates",)

    parent: AdministrativeUnit = Field(title="Đơn vị hành chính cấp trên")
    communes: Subordinates | None = Field(None, title="Các xã thực hiện Chương trình")
    villages: Subordinates | None = Field(
        None,
        title="Các thôn",
        description="Báo cáo của xã nêu các thôn thay cho các xã.",
    )
    towns: Subordinates | None = Field(None, title="Các thị trấn")

    @property
    def subordinates(self) -> Subordinates | None:
        """The units below the reporting one: its communes, or else its villages."""
        return self.communes or self.villages


class Issue(Model):
    """What the clerk fills in when the report is issued. Left blank, it prints as a blank."""

    by_hand = ("number", "place", "day")

    number: Words | None = Field(None, title="Số văn bản", examples=["05"])
    symbol: Words = Field(title="Ký hiệu văn bản", examples=["BC-UBND"])
    place: Words | None = Field(None, title="Địa danh", examples=["Bình Minh"])
    day: Day | None = Field(None, title="Ngày ban hành", examples=["2022-01-05"])


class Signature(Model):
    """Who signs, and in which capacity."""

    capacity: tuple[Words, ...] = Field(
        title="Quyền hạn, chức vụ",
        description="Mỗi dòng là một mục của danh sách.",
        examples=[["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]],
    )
    name: Words = Field(title="Họ và tên", examples=["Nguyễn Văn An"])


class Recipients(Model):
    """Who the report goes to."""

    addressees: tuple[Words, ...] = Field(
        (), title="Kính gửi", description="Cấp trên nhận báo cáo, nếu có."
    )
    copies: tuple[Words, ...] = Field(
        title="Nơi nhận", examples=[["VP Điều phối NTM tỉnh (báo cáo)"]]
    )
    archive: Words = Field(title="Lưu", examples=["VT, NN"])


class Abbreviation(Model):
    """A short form that the report uses without spelling it out."""

    short: Words = Field(title="Chữ viết tắt", examples=["NTM"])
    full: Words = Field(title="Viết đầy đủ", examples=["nông thôn mới"])


_BODIES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
"""Short names of bodies that every official knows."""


class Report(Model):
    """The frame of the year's report."""

    derived = ("letterhead",)

    model_config = ConfigDict(title="Thông tin chung")

    never_blank = ("form", "year", "stage")

    schema_version: SchemaVersion = Field(CURRENT_VERSION, title="Phiên bản của bộ dữ liệu")
    form: Words = Field(
        title="Mẫu báo cáo",
        description="Tên thư mục mẫu trong templates/.",
        examples=["annual-district"],
    )
    year: CalendarYear = Field(title="Năm báo cáo", examples=[2021])
    stage: StageName | None = Field(None, title="Giai đoạn của báo cáo", examples=["draft"])
    criteria_set: CriteriaSetName | None = Field(
        None, title="Bộ tiêu chí về xã nông thôn mới", examples=["2016-2020"]
    )
    unit: Unit = Field(title="Đơn vị báo cáo")
    issuer: Words = Field(title="Cơ quan ban hành", examples=["UBND xã Bình Minh"])
    document: Issue = Field(title="Số, ký hiệu, địa danh và ngày ban hành")
    recipients: Recipients = Field(title="Nơi nhận")
    signature: Signature = Field(title="Người ký")
    programme_period: Period = Field(title="Giai đoạn của Chương trình")
    abbreviations: tuple[Abbreviation, ...] = Field((), title="Chữ viết tắt dùng trong báo cáo")

    @property
    def is_draft(self) -> bool:
        """Return whether the report is a draft, which may have blanks and says so."""
        return self.stage is not None and self.stage.value == DRAFT

    @property
    def letterhead(self) -> tuple[Text, ...]:
        """The issuer's full name, in lines: the body, then the unit whose body it is.

        A letterhead has the official name in full (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I,
        mục II, khoản 2 a), so what the report abbreviates is spelt out.
        """
        issuer = self.issuer
        if is_left_blank(issuer, self.unit.level, self.unit.name) or "{{" in issuer.value:
            return (issuer,)
        full = _BODIES | {
            each.short.value: each.full.value
            for each in self.abbreviations
            if not is_left_blank(each.short, each.full)
        }
        name = " ".join(full.get(word, word) for word in issuer.value.split())
        unit = f"{self.unit.level} {self.unit.name}"
        body = name[: -len(unit)].strip()
        if not body or name[-len(unit) :].casefold() != unit.casefold():
            return (replace(issuer, value=name),)
        return (replace(issuer, value=body), replace(issuer, value=name[-len(unit) :]))
