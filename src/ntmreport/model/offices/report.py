"""report.yaml: which unit reports, for which period, in which form, and who signs."""

from typing import TYPE_CHECKING

from pydantic import ConfigDict, Field

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual, to_write
from ntmreport.model.administrative_unit import Unit
from ntmreport.model.base_model import Model
from ntmreport.model.chosen_set import CriteriaSetName
from ntmreport.model.field_types import CalendarYear, Day, SchemaVersion, Text, Words
from ntmreport.model.key_diagnostics import unknown_key
from ntmreport.model.nearest_name import nearest
from ntmreport.model.report_period import WHOLE_YEAR, PeriodMonths, ReportPeriod
from ntmreport.model.schema_version import CURRENT_VERSION
from ntmreport.model.shapes import Period
from ntmreport.model.stage import DRAFT, StageName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ntmreport.model.criteria_set import CriteriaSet
    from ntmreport.model.reading_context import GroupNode, Reading
    from ntmreport.source import Entry


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


_FORM, _FORMS, _YEAR, _ENDS = "form", "forms", "year", ("from", "to")
_BODIES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
"""Short names of bodies that every official knows."""


def _refused(node: "GroupNode", key: str, message: Bilingual, hint: Bilingual) -> Diagnostic:
    span = node.entries[key].key
    return Diagnostic(catalogue.WRONG_TYPE, span, message, (*node.path, key), hint)


class Report(Model):
    """The frame of the period's report."""

    derived = ("letterhead", "period", "set_of_criteria")

    model_config = ConfigDict(
        title="Thông tin chung",
        json_schema_extra={
            "allOf": [
                {"if": {"not": {"required": ["forms"]}}, "then": {"required": ["form"]}},
            ],
            "if": {"anyOf": [{"required": ["from"]}, {"required": ["to"]}]},
            "then": {"required": ["from", "to"]},
            "else": {"required": ["year"]},
        },
    )

    never_blank = ("form", "forms", "year", "months", "from", "to", "stage")
    instead = (
        (
            _YEAR,
            Bilingual(
                "thêm “year: …”; báo cáo của nhiều năm thì thêm “from: …” và “to: …”",
                "add `year: …`; for a report of several years add `from: …` and `to: …`",
            ),
        ),
    )

    schema_version: SchemaVersion = Field(CURRENT_VERSION, title="Phiên bản của bộ dữ liệu")
    form: Words | None = Field(
        None,
        title="Mẫu báo cáo",
        description="Tên thư mục mẫu trong templates/.",
        examples=["annual-district"],
    )
    forms: tuple[Words, ...] = Field(
        (),
        title="Các mẫu báo cáo",
        description="Khi lập nhiều báo cáo từ cùng số liệu: mỗi mẫu một dòng.",
        examples=[["annual-district", "thematic"]],
    )
    year: CalendarYear | None = Field(None, title="Năm báo cáo", examples=[2021])
    months: PeriodMonths | None = Field(None, title="Số tháng của kỳ báo cáo", examples=[6])
    first_year: CalendarYear | None = Field(
        None,
        alias="from",
        title="Năm đầu của kỳ báo cáo",
        description="Chỉ dùng cho báo cáo của nhiều năm, cùng với “to”, thay cho “year”.",
        examples=[2021],
    )
    last_year: CalendarYear | None = Field(
        None,
        alias="to",
        title="Năm cuối của kỳ báo cáo",
        description="Chỉ dùng cho báo cáo của nhiều năm, cùng với “from”, thay cho “year”.",
        examples=[2025],
    )
    stage: StageName | None = Field(None, title="Giai đoạn của báo cáo", examples=["draft"])
    criteria_set: CriteriaSetName | None = Field(
        None, title="Bộ tiêu chí về xã nông thôn mới", examples=["2016-2020"]
    )
    unit: Unit = Field(title="Đơn vị báo cáo")
    issuer: Words = Field(title="Cơ quan ban hành", examples=["UBND xã Bình Minh"])
    document: Issue = Field(title="Số, ký hiệu, địa danh và ngày ban hành")
    recipients: Recipients = Field(title="Nơi nhận")
    signature: Signature = Field(title="Người ký")
    second_signature: Signature | None = Field(
        None,
        title="Người ký thứ hai",
        description="Khi hai cơ quan hoặc hai người cùng ký: in ở bên trái, cạnh người ký.",
    )
    programme_period: Period = Field(title="Giai đoạn của Chương trình")
    abbreviations: tuple[Abbreviation, ...] = Field((), title="Chữ viết tắt dùng trong báo cáo")

    @property
    def period(self) -> ReportPeriod:
        """The period that the report is about."""
        if self.first_year is not None and self.last_year is not None:
            return ReportPeriod(self.first_year, self.last_year)
        if self.year is None:
            raise LookupError("a report without a year has an error, and is not kept")
        return ReportPeriod(
            self.year, self.year, WHOLE_YEAR if self.months is None else int(self.months.value)
        )

    def read(self, name: str) -> object:
        """Return what a template reads; as the year of several years, the last one."""
        return self.period.year if name == _YEAR else super().read(name)

    @classmethod
    def lacking(cls, present: "Collection[str]", written: "Collection[str]") -> "Collection[str]":
        """Return the keys that must have a value and have none, the period's among them."""
        lacking = [*super().lacking(present, written)]
        if not {_FORM, _FORMS} & set(present):
            lacking.insert(0, _FORMS if _FORMS in written else _FORM)
        if not {_YEAR, *_ENDS} & set(present):
            lacking.insert(1 if {_FORM, _FORMS} & set(lacking) else 0, _YEAR)
        elif _YEAR not in present:
            lacking += [key for key in _ENDS if key not in present]
        return lacking

    @classmethod
    def _is_another(cls, key: str, mapping: "GroupNode") -> bool:
        """Return whether `from` is written for `form`: a name behind it, and no form."""
        text = mapping.text(key).strip()
        is_name = bool(text) and not text[0].isdigit()
        return key == _ENDS[0] and is_name and not {_FORM, _FORMS} & mapping.entries.keys()

    @classmethod
    def _refuse_key(
        cls, key: str, entry: "Entry", mapping: "GroupNode", reading: "Reading"
    ) -> str | None:
        """Refuse a key; of `form` and `from`, which are near, the value tells which is meant."""
        known = cls.keys()
        near = {nearest(key, (name,)) for name in (_FORM, _ENDS[0])} - {None}
        text = mapping.text(key).strip()
        if key in known or (len(near) > 1 and text and _FORM not in mapping.entries):
            meant = _ENDS[0] if text[:1].isdigit() else _FORM
            message = Bilingual(
                f"“{key}” không phải là khóa của tên mẫu báo cáo",
                f"`{key}` is not the key of the form's name",
            )
            if key not in known:
                message = unknown_key(key, entry, ()).message
            reading.refused.append(
                Diagnostic(
                    catalogue.UNKNOWN_KEY, entry.key, message, entry.value.path, to_write(meant)
                )
            )
            return meant
        return super()._refuse_key(key, entry, mapping, reading)

    @classmethod
    def _excluded(cls, present: "Collection[str]", node: "GroupNode") -> "Iterator[Diagnostic]":
        """Yield diagnostics for two ways of giving the period, and for years in the wrong order."""
        ends = [key for key in _ENDS if key in present]
        if ends and _YEAR in present:
            yield _refused(
                node,
                ends[0],
                Bilingual(
                    "kỳ báo cáo ghi cả “year” lẫn “from”, “to”",
                    "the period is given by `year` and by `from` and `to`",
                ),
                Bilingual(
                    "báo cáo của một năm thì chỉ để “year”; của nhiều năm thì bỏ “year”",
                    "keep `year` alone for one year, leave it out for several",
                ),
            )
        elif ends and "months" in present:
            yield _refused(
                node,
                "months",
                Bilingual(
                    "“months” không đi cùng “from” và “to”", "`months` does not go with `from`"
                ),
                Bilingual("bỏ dòng này", "take this line away"),
            )
        first, last = (node.text(key) for key in _ENDS)
        if len(ends) == len(_ENDS) and first.isdigit() and last.isdigit() and first >= last:
            yield _refused(
                node,
                "to",
                Bilingual(
                    f"năm cuối {last} không sau năm đầu {first}",
                    f"the last year {last} is not after the first, {first}",
                ),
                Bilingual(
                    "sửa năm; báo cáo của một năm thì dùng “year”",
                    "mend the year; a report of one year has `year`",
                ),
            )

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures of one signer or two."""
        both = (self.signature, self.second_signature)
        return tuple(each for each in both if each is not None)

    @property
    def is_draft(self) -> bool:
        """Return whether the report is a draft, which may have blanks and says so."""
        return self.stage is not None and self.stage.value == DRAFT

    @property
    def set_of_criteria(self) -> "CriteriaSet | None":
        """The set that `criteria_set` names; None where it names none."""
        return None if self.criteria_set is None else self.criteria_set.laid_down

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
            return (Text(name, issuer.path, issuer.span),)
        lines = (body, name[-len(unit) :])
        return tuple(Text(line, issuer.path, issuer.span) for line in lines)
