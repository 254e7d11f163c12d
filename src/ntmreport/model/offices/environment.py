"""environment.yaml: water, waste and food safety."""

from pydantic import ConfigDict, Field

from ntmreport.figure import PERCENT, PERCENTAGE_POINT, Figure, count, percent
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import CommuneName, Words
from ntmreport.model.indicator import indicator
from ntmreport.model.shapes import Baseline, Communes, Establishments, Households, change_since


class WaterWorks(Model):
    """Central water works."""

    names: tuple[Words, ...] = Field(title="Tên các nhà máy, công trình")

    @indicator("Số nhà máy", "nhà máy", whole=True)
    def number(self) -> Figure | None:
        """Return how many works are listed."""
        return count([name.span for name in self.names], self.span, "nhà máy")


class RuralWater(Model):
    """Rural households by the water that they use."""

    subsets = (
        ("clean_from_works", "clean"),
        ("clean", "hygienic"),
        ("hygienic", "households"),
    )

    households: Households = Field(title="Tổng số hộ nông thôn", examples=[50596])
    hygienic: Households = Field(title="Số hộ dùng nước hợp vệ sinh", examples=[50014])
    hygienic_baseline: Baseline | None = Field(None, title="Nước hợp vệ sinh, năm gốc")
    clean: Households = Field(title="Số hộ dùng nước sạch", examples=[33733])
    clean_from_works: Households = Field(
        title="Trong đó từ công trình cấp nước tập trung", examples=[4643]
    )
    piped_communes: tuple[CommuneName, ...] = Field(title="Các xã có nước máy đến hộ")

    @indicator("Tỷ lệ hộ dùng nước hợp vệ sinh", PERCENT, largest=100)
    def hygienic_share(self) -> Figure | None:
        """Return the share of the households with hygienic water."""
        return percent(self.hygienic, self.households)

    @indicator("Tỷ lệ hộ dùng nước hợp vệ sinh, tăng so với năm gốc", PERCENTAGE_POINT)
    def hygienic_change(self) -> Figure | None:
        """Return how many percentage points that share has risen since the baseline."""
        return change_since(self.hygienic_share, self.hygienic_baseline)

    @indicator("Tỷ lệ hộ dùng nước sạch", PERCENT, largest=100)
    def clean_share(self) -> Figure | None:
        """Return the share of the households with clean water."""
        return percent(self.clean, self.households)

    @indicator("Tỷ lệ hộ dùng nước sạch từ công trình tập trung", PERCENT, largest=100)
    def clean_from_works_share(self) -> Figure | None:
        """Return the share of all households that have clean water from a central works."""
        return percent(self.clean_from_works, self.households)


class Businesses(Model):
    """Establishments that produce or trade in the communes."""

    subsets = (("with_record", "number"),)

    number: Establishments = Field(title="Số cơ sở sản xuất kinh doanh, dịch vụ", examples=[4103])
    with_record: Establishments = Field(title="Trong đó phải lập hồ sơ môi trường", examples=[128])
    records: tuple[Words, ...] = Field(title="Các loại hồ sơ môi trường")


class FoodSafety(Model):
    """Communes by the state of their food safety."""

    recognised: Communes = Field(title="Số xã được công nhận", examples=[30])
    appraised: Communes = Field(title="Số xã được thẩm định", examples=[2])
    authority: Words = Field(title="Cơ quan công nhận", examples=["UBND tỉnh"])


class Waste(Model):
    """What was done for the landscape and about waste."""

    works: Words = Field(title="Công trình, cảnh quan môi trường")
    ordinary: Words = Field(title="Chất thải công nghiệp thông thường")
    hazardous: Words = Field(title="Chất thải nguy hại")
    carriers: tuple[Words, ...] = Field(title="Đơn vị vận chuyển, xử lý có giấy phép")


class Environment(Model):
    """Environment and food safety."""

    model_config = ConfigDict(title="Môi trường")

    water_works: WaterWorks = Field(title="Công trình cấp nước tập trung")
    rural_water: RuralWater = Field(title="Nước sinh hoạt nông thôn")
    businesses: Businesses = Field(title="Cơ sở sản xuất kinh doanh, dịch vụ")
    waste: Waste = Field(title="Chất thải và cảnh quan")
    food_safety: FoodSafety = Field(title="An toàn thực phẩm")
