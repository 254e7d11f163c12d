"""education.yaml: schools of national standard."""

from ntmreport.figure import PERCENTAGE_POINT, Figure, difference, total
from ntmreport.model.base_model import Model
from ntmreport.model.figure_fields import Percentage
from ntmreport.model.indicator import indicator
from ntmreport.model.model_fields import field
from ntmreport.model.shapes import Progress, SchoolCoverage, Schools


class AllSchools(Progress):
    """The schools of the whole unit beside the average of the unit above."""

    numerator: Schools | None = field(None, title="Số trường đạt chuẩn quốc gia")
    denominator: Schools | None = field(None, title="Tổng số trường")
    parent_average_percent: Percentage | None = field(
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

    levels: tuple[SchoolCoverage, ...] = field(title="Theo cấp học")

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

    whole: AllSchools = field(title="Toàn đơn vị")
    rural: RuralSchools = field(title="Khu vực nông thôn")


class Education(Model):
    """Education."""

    file_title = "Giáo dục"

    national_standard: NationalStandard = field(title="Trường đạt chuẩn quốc gia")
