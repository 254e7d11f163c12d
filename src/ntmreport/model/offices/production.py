"""production.yaml: farming, value chains, companies and OCOP products."""

from typing import Annotated

from pydantic import ConfigDict, Field

from ntmreport.figure import PERCENT, Figure, count, percent, total
from ntmreport.model.base_model import Model
from ntmreport.model.field_types import CommuneName, Words
from ntmreport.model.figure_fields import Percentage, counted
from ntmreport.model.indicator import indicator
from ntmreport.model.shapes import (
    Communes,
    Hectares,
    MoneyRange,
    NamedText,
    TonnesPerYear,
)

Chains = Annotated[Figure, counted("chuỗi")]
Products = Annotated[Figure, counted("sản phẩm")]


class Zones(Model):
    """Large concentrated production zones."""

    counted_by = "number"

    number: Annotated[Figure, counted("vùng")] = Field(title="Số vùng", examples=[6])
    area_ha: Hectares = Field(title="Diện tích (ha)", examples=[9130])
    fields: Words = Field(title="Lĩnh vực", examples=["trồng trọt, lâm nghiệp"])


class LocatedModel(Model):
    """A way of producing, and the communes where it is practised."""

    text: Words = Field(title="Mô hình")
    communes: tuple[CommuneName, ...] = Field(
        title="Các xã có mô hình", examples=[["Hợp Lý", "Vân Sơn"]]
    )
    income_million_vnd_per_ha: MoneyRange | None = Field(None, title="Thu nhập (triệu đồng/ha)")
    income_million_vnd_per_ha_year: MoneyRange | None = Field(
        None, title="Thu nhập (triệu đồng/ha/năm)"
    )


class ConsolidatedLand(Model):
    """Agricultural land gathered for large-scale production."""

    subsets = (("high_technology_ha", "area_ha"),)
    cumulative = ("area_ha", "high_technology_ha")

    area_ha: Hectares = Field(title="Diện tích tích tụ (ha)", examples=[1051])
    high_technology_ha: Hectares = Field(
        title="Trong đó ứng dụng công nghệ cao (ha)", examples=[40]
    )
    high_technology_models: tuple[LocatedModel, ...] = Field(title="Mô hình công nghệ cao")


class ValueChain(Model):
    """Safe supply chains of one kind of product."""

    counted_by = "chains"

    name: Words = Field(title="Sản phẩm", examples=["lúa gạo"])
    chains: Chains = Field(title="Số chuỗi", examples=[32])
    communes: Communes | None = Field(None, title="Số xã có chuỗi", examples=[20])
    area_ha: Hectares | None = Field(None, title="Diện tích (ha)", examples=[3100])
    output_tonnes_per_year: TonnesPerYear = Field(title="Sản lượng (tấn/năm)", examples=[18600])
    output_share_percent: Percentage | None = Field(
        None, title="Tỷ trọng trong tổng sản lượng (%)", examples=[51.4]
    )


class Ocop(Model):
    """Products of the programme "One commune, one product"."""

    cumulative = ("number",)

    stars: Annotated[Figure, counted("sao")] = Field(title="Hạng sao", examples=[3])
    recognised_by: Words = Field(title="Cơ quan công nhận", examples=["UBND tỉnh"])
    products: tuple[Words, ...] = Field(title="Tên các sản phẩm")
    target: Products | None = Field(None, title="Chỉ tiêu theo Nghị quyết (sản phẩm)")
    text: Words = Field(title="Hiệu quả sau khi được công nhận")

    @indicator("Tỷ lệ đạt so với chỉ tiêu", PERCENT)
    def achievement(self) -> Figure | None:
        """Return the number's share of the target."""
        return percent(self.number, self.target)

    @indicator("Số sản phẩm OCOP", "sản phẩm", whole=True)
    def number(self) -> Figure | None:
        """Return how many products are listed."""
        return count([product.span for product in self.products], self.span, "sản phẩm")


class Production(Model):
    """Production, income and OCOP."""

    model_config = ConfigDict(title="Sản xuất")

    converted_rice_land_ha: Hectares = Field(
        title="Đất lúa chuyển đổi (ha)",
        description="Sang cây hằng năm khác hoặc trồng lúa kết hợp nuôi trồng thủy sản.",
        examples=[2760],
    )
    zones: Zones = Field(title="Vùng sản xuất tập trung quy mô lớn")
    consolidated_land: ConsolidatedLand = Field(title="Tích tụ, tập trung đất nông nghiệp")
    models_text: Words | None = Field(None, title="Đánh giá chung về xây dựng mô hình")
    models: tuple[LocatedModel, ...] = Field(title="Mô hình sản xuất")
    value_chains: tuple[ValueChain, ...] = Field(title="Chuỗi cung ứng thực phẩm an toàn")
    companies: tuple[NamedText, ...] = Field(title="Doanh nghiệp đầu tư vào nông thôn")
    ocop: Ocop = Field(title="Sản phẩm OCOP")

    @indicator("Tổng số chuỗi", "chuỗi", whole=True)
    def chains(self) -> Figure | None:
        """Return the number of chains of all products."""
        return total(chain.chains for chain in self.value_chains)

    @indicator("Tổng sản lượng của các chuỗi", "tấn/năm")
    def output(self) -> Figure | None:
        """Return the output of the chains of all products."""
        return total(chain.output_tonnes_per_year for chain in self.value_chains)
