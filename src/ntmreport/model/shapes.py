"""Shapes that the models of offices share: shares, coverages, ranges, documents, periods."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, PrivateAttr

from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Figure, count, difference, percent
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import CalendarYear, CommuneName, Day, Words
from ntmreport.model.figure_fields import Percentage, counted, quantity
from ntmreport.model.indicator import indicator

if TYPE_CHECKING:
    from ntmreport.model.reading_context import Reading
    from ntmreport.span import Path

COMMUNES = "communes"
"""The folder of the communes' files, and what stands before their names: `communes/an-nong`."""

PERSON, HOUSEHOLD, COMMUNE, VILLAGE = "người", "hộ", "xã", "thôn"
SCHOOL, ESTABLISHMENT = "trường", "cơ sở"
PRODUCT, CRITERION = "sản phẩm", "tiêu chí"
COUNTED_UNITS = frozenset(
    {PERSON, HOUSEHOLD, COMMUNE, VILLAGE, SCHOOL, ESTABLISHMENT, PRODUCT, CRITERION}
)
"""Units that are counted, so that their figures are whole numbers."""

People = Annotated[Figure, counted(PERSON)]
Households = Annotated[Figure, counted(HOUSEHOLD)]
Communes = Annotated[Figure, counted(COMMUNE)]
Villages = Annotated[Figure, counted(VILLAGE)]
Schools = Annotated[Figure, counted(SCHOOL)]
Establishments = Annotated[Figure, counted(ESTABLISHMENT)]
Hectares = Annotated[Figure, quantity("ha")]
TonnesPerYear = Annotated[Figure, quantity("tấn/năm")]
MillionDong = Annotated[Figure, quantity("triệu đồng")]


class Period(Model):
    """Years from the first to the last, both included."""

    first: CalendarYear = Field(alias="from", title="Năm đầu", examples=[2021])
    last: CalendarYear = Field(alias="to", title="Năm cuối", examples=[2025])


class DocumentReference(Model):
    """A document by kind, number, day and issuer."""

    kind: Words = Field(title="Loại văn bản", examples=["Quyết định"])
    number: Words = Field(
        title="Số, ký hiệu", description="Ghi đúng như trên văn bản.", examples=["1919/QĐ-UBND"]
    )
    day: Day = Field(title="Ngày ban hành", examples=["2021-04-26"])
    issuer: Words = Field(title="Cơ quan ban hành", examples=["UBND tỉnh"])


class LegalDocument(DocumentReference):
    """A document with legal effect, as Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.6.b asks."""

    subject: Words = Field(
        title="Trích yếu", description="Nội dung văn bản, viết tiếp được sau chữ “về việc”."
    )
    period: Period | None = Field(None, title="Giai đoạn mà văn bản quy định")
    approves: DocumentReference | None = Field(
        None, title="Văn bản kèm theo", description="Phương án, đề án mà văn bản này thông qua."
    )


class Citation(Model):
    """A later mention of a document that another file declares, and what is said of it."""

    number: Words = Field(title="Số, ký hiệu của văn bản được dẫn", examples=["197-QĐ/HU"])
    period: Period | None = Field(None, title="Giai đoạn, như báo cáo viện dẫn")


class Baseline(Model):
    """The share at the start, from which progress is measured."""

    year: CalendarYear = Field(title="Năm gốc", examples=[2010])
    share_percent: Percentage = Field(title="Tỷ lệ năm gốc (%)", examples=[56.71])


def change_since(share: Figure | None, baseline: Baseline | None) -> Figure | None:
    """Return by how many percentage points `share` is above the baseline's."""
    return difference(share, baseline.share_percent if baseline else None)


class PartOfWhole(Model):
    """A share of a whole. Each subclass says which figures are the part and the whole."""

    def part_and_whole(self) -> tuple[Figure | None, Figure | None]:
        """Return numerator and denominator of the share, both counted in the same unit."""
        raise NotImplementedError

    @indicator("Tỷ lệ", PERCENT, largest=100)
    def share(self) -> Figure | None:
        """Return the part's share of the whole."""
        return percent(*self.part_and_whole())


class Progress(PartOfWhole):
    """A share of a whole, and how far it has come since a baseline."""

    baseline: Baseline | None = Field(None, title="Năm gốc để so sánh")

    @indicator("Tăng so với năm gốc", PERCENTAGE_POINT)
    def change(self) -> Figure | None:
        """Return how many percentage points the share has risen since the baseline."""
        return change_since(self.share, self.baseline)


class Coverage(Progress):
    """How many of a whole have something. Each subclass says what is counted, by its unit."""

    numerator: Figure
    denominator: Figure

    def part_and_whole(self) -> tuple[Figure | None, Figure | None]:
        """Return the numerator and the denominator as they are written."""
        return self.numerator, self.denominator


class PeopleCoverage(Coverage):
    """A coverage of people."""

    numerator: People = Field(title="Số người có", examples=[190113])
    denominator: People = Field(title="Tổng số người", examples=[204379])


class SchoolCoverage(Coverage):
    """A coverage of the schools of one kind."""

    name: Words = Field(title="Cấp học", examples=["Mầm non"])
    numerator: Schools = Field(title="Số trường đạt", examples=[32])
    denominator: Schools = Field(title="Tổng số trường", examples=[32])


def _of_subordinates(reading: "Reading", path: "Path") -> str:
    """Return the unit in which the units below the reporting one are counted."""
    del path
    return reading.subordinates.unit if isinstance(reading.subordinates, Figure) else COMMUNE


class CommuneCoverage(Model):
    """How many of the unit's communes have something: all but those named as not yet there."""

    not_yet: tuple[CommuneName, ...] = Field(
        title="Các xã chưa đạt",
        description="Tên các xã chưa thực hiện; viết [] khi tất cả các xã đã thực hiện.",
        examples=[[]],
    )

    _subordinates: Figure | None = PrivateAttr(default=None)

    def _take(self, reading: "Reading") -> None:
        self._subordinates = reading.subordinates

    @indicator("Số xã chưa đạt", _of_subordinates, whole=True)
    def missing(self) -> Figure | None:
        """Return how many communes are named as not yet there."""
        unit = self._subordinates.unit if isinstance(self._subordinates, Figure) else COMMUNE
        return count([name.span for name in self.not_yet], self.span, unit)

    @indicator("Số xã đã đạt", _of_subordinates, whole=True)
    def numerator(self) -> Figure | None:
        """Return how many communes are there: all but the missing."""
        return difference(self.denominator, self.missing)

    @indicator("Tổng số xã", _of_subordinates, whole=True)
    def denominator(self) -> Figure | None:
        """Return how many communes the reporting unit has."""
        return self._subordinates

    @indicator("Tỷ lệ số xã đã đạt", PERCENT, largest=100)
    def share(self) -> Figure | None:
        """Return the share of the communes that are there."""
        return percent(self.numerator, self.denominator)


class Range(Model):
    """A value from … to …. Each subclass says in which unit."""

    lowest: Figure
    highest: Figure


class MoneyRange(Range):
    """An amount from … to …, in million đồng."""

    lowest: MillionDong = Field(alias="from", title="Từ", examples=[250])
    highest: MillionDong = Field(alias="to", title="Đến", examples=[300])


class PercentageRange(Range):
    """A share from … to …, in percent."""

    lowest: Percentage = Field(alias="from", title="Từ (%)", examples=[78])
    highest: Percentage = Field(alias="to", title="Đến (%)", examples=[81])


class NamedText(Model):
    """Something with a name, and what the report says of it."""

    name: Words = Field(title="Tên")
    text: Words = Field(title="Nội dung")
