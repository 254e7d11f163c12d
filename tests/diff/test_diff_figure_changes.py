"""Figures that came, went or changed, by hand or since others did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.diff import changes_between, compiled_side
from ntmreport.diff.comparison_rows import cells
from ntmreport.span import written_path
from tests.edits import edit

from .states import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.diff import Changes

    from .states import States

    Compared = Callable[..., Changes]

HEALTH, PRODUCTION = "health.yaml", "production.yaml"
RICE = """\
  - name: lúa gạo
    chains: 32
    communes: 20
    area_ha: 3100
    output_tonnes_per_year: 18600
"""
FISH = """\
  - name: thủy sản
    chains: 21
    output_tonnes_per_year: 2500
"""
FLOWERS = "  - text: Mô hình trồng hoa, cây cảnh trên đất lúa\n"
NEW_MODEL = """\
  - text: Mô hình nuôi ong
    communes: [Hợp Lý]
    income_million_vnd_per_ha:
      from: 10
      to: 20
"""


def test_nothing_has_changed(compared: Compared) -> None:
    found = compared()
    assert (found.figures, found.passages) == ((), ())


def test_what_is_typed_and_what_follows(compared: Compared) -> None:
    found = compared((HEALTH, "numerator: 190113", "numerator: 190000"))
    (typed,), (following,) = found.typed, found.following
    assert written_path(typed.path) == "health.insurance.whole.numerator"
    assert written_path(following.path) == "health.insurance.whole.share"
    shown = cells(typed, found)
    assert shown[:-1] == (
        "Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có",
        "190.113 người",
        "190.000 người",
        "-113 người",
        "-0,06%",
    )
    assert shown.place.endswith("new/data/2021/health.yaml:6")
    assert cells(following, found)[1:] == (
        "93,02%",
        "92,96%",
        "-0,06 điểm phần trăm",
        "",  # the percentage of a percentage only confuses
        "health.insurance.whole.share",
    )


def test_what_is_rounded_away_is_shown(compared: Compared) -> None:
    found = compared((HEALTH, "numerator: 190113", "numerator: 190114"))
    (following,) = found.following
    assert cells(following, found)[1:4] == ("93,019831…%", "93,02032…%", "+0,000489 điểm phần trăm")


def test_entries_in_another_order_are_the_same(compared: Compared) -> None:
    found = compared(
        (PRODUCTION, RICE, ""),
        (PRODUCTION, FISH, FISH + RICE),
    )
    assert found.figures == ()
    # The report itself lists them in their order.
    assert found.passages


def test_an_entry_that_came_or_went_leaves_the_others_alone(compared: Compared) -> None:
    found = compared((PRODUCTION, RICE, ""), (PRODUCTION, FLOWERS, NEW_MODEL + FLOWERS))
    by_hand = {written_path(each.path): each.change.value for each in found.typed}
    assert by_hand == {
        "production.models[0].income_million_vnd_per_ha.from": "added",
        "production.models[0].income_million_vnd_per_ha.to": "added",
        "production.value_chains[0].chains": "removed",
        "production.value_chains[0].communes": "removed",
        "production.value_chains[0].area_ha": "removed",
        "production.value_chains[0].output_tonnes_per_year": "removed",
    }
    assert {each.change.value for each in found.following} == {"changed"}
    gone = next(each for each in found.typed if each.change.value == "removed")
    assert "old/data/2021/production.yaml:" in cells(gone, found).place
    assert cells(gone, found)[2:5] == ("", "", "")


def test_a_changed_entry_without_a_name_is_the_one_in_its_turn(compared: Compared) -> None:
    found = compared(
        (PRODUCTION, "text: Mô hình trồng hoa\n", "text: Mô hình trồng hoa hồng\n"),
        (PRODUCTION, "from: 400", "from: 410"),
    )
    assert figures(found) == {"production.models[1].income_million_vnd_per_ha_year.from": "changed"}


def test_a_qualifier_is_part_of_a_figure(compared: Compared) -> None:
    found = compared((PRODUCTION, "qualifier: khoảng", "qualifier: trên"))
    old, new = cells(found.typed[0], found)[1:3]
    assert (old, new) == ("khoảng 9.800 tấn/năm", "trên 9.800 tấn/năm")


def test_decimals_are_part_of_a_figure(compared: Compared) -> None:
    found = compared((HEALTH, "stunted_percent: 9.1", "stunted_percent: 9.10"))
    assert cells(found.typed[0], found)[1:4] == ("9,1%", "9,10%", "0 điểm phần trăm")


@pytest.mark.parametrize("is_stated_now", [True, False])
def test_what_is_stated_is_typed(states: States, is_stated_now: bool) -> None:
    stating = states.new if is_stated_now else states.old
    line = "    numerator: 190113\n"
    edit(stating / "data/2021/health.yaml", line, f"    stated: {{share: 94}}\n{line}")
    found = changes_between(
        compiled_side(states.old / "data/2021", None), compiled_side(states.new / "data/2021", None)
    )
    (typed,) = found.typed
    assert written_path(typed.path) == "health.insurance.whole.share"
    state = "new" if is_stated_now else "old"
    assert f"{state}/data/2021/health.yaml:" in cells(typed, found).place


@pytest.mark.parametrize(
    ("file", "old", "new", "path", "sides"),
    [
        (
            "environment.yaml",
            "    - Chi nhánh cấp nước thị trấn Triệu Sơn\n",
            "    - Chi nhánh cấp nước thị trấn Triệu Sơn\n    - Nhà máy nước xã Dân Lực\n",
            "environment.water_works.number",
            (3, 4),
        ),
        (
            "production.yaml",
            "    - Chổi đót Thọ Bình\n",
            "    - Chổi đót Thọ Bình\n    - Chè sạch Bình Sơn\n",
            "production.ocop.achievement",
            (8, 9),
        ),
    ],
)
def test_what_is_stated_still_is_named_where_its_data_moved(
    compared: Compared, file: str, old: str, new: str, path: str, sides: tuple[int, int]
) -> None:
    (stayed,) = compared((file, old, new)).stayed
    assert stayed.stated is not None
    assert written_path(stayed.stated.path) == path
    assert stayed.old is not None
    assert stayed.new is not None
    assert (int(stayed.old.value), int(stayed.new.value)) == sides


def test_what_is_stated_still_is_not_named_where_other_data_moved(compared: Compared) -> None:
    assert compared((HEALTH, "numerator: 190113", "numerator: 190114")).stayed == ()
