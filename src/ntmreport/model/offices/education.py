"""education.yaml: schools of national standard."""

from pydantic import ConfigDict, Field

from ntmreport.figure import PERCENTAGE_POINT, Figure, difference, total
from ntmreport.model.base_model import Model
from ntmreport.model.figure_fields import Percentage
from ntmreport.model.indicator import indicator
from ntmreport.model.shapes import Progress, SchoolCoverage, Schools


class AllSchools(Progress):
    """The schools of the whole unit beside the average of the unit above."""

    numerator: Schools | None = Field(None, title="Số trường đạt chuẩn quốc gia")
    denominator: Schools | None = Field(None, title="Tổng số trường")
    parent_average_percent: Percentage | None = Field(
        None, title="Bình quân của đơn vị cấp trên (%)", examples=[78.69]
    )

    def part_and_whole(self) -> tuple[Figure | None, Figure | None]:
        """Return the schools of national standard and all schools, where they are known."""
        return self.numerator, self.denominator

    @indicator("Cao hơn bình quân của đơn vị cấp trên", PERCENTAGE_POINT)
    def lead(self) -> Figure | None:
        """Return by how many percentage points the unit is above its parent's average."""
        return difference(self.share, self.parent_average_percent)


class RuralSchools(Progress):
    """The schools of the communes, by level of education."""

    levels: tuple[SchoolCoverage, ...] = Field(title="Theo cấp học")

    @indicator("Số trường đạt chuẩn quốc gia", "trường", whole=True)
    def numerator(self) -> Figure | None:
        """Return the schools of national standard, over all levels."""
        return total(level.numerator for level in self.levels)

    @indicator("Tổng số trường", "trường", whole=True)
    def denominator(self) -> Figure | None:
        """Return the schools, over all levels."""
        return total(level.denominator for level in self.levels)

    def part_and_whole(self) -> tuple[Figure | None, Figure | None]:
        """Return both totals over the levels."""
        return self.numerator, self.denominator


class NationalStandard(Model):
    """Schools that meet the national standard (trường đạt chuẩn quốc gia)."""

    subsets = (
        ("rural.numerator", "whole.numerator"),
        ("rural.denominator", "whole.denominator"),
    )

    whole: AllSchools = Field(title="Toàn đơn vị")
    rural: RuralSchools = Field(title="Khu vực nông thôn")


class Education(Model):
    """Education."""

    model_config = ConfigDict(title="Giáo dục")

    national_standard: NationalStandard = Field(title="Trường đạt chuẩn quốc gia")
