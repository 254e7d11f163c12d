"""Names: what is listed twice, and communes that the unit does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.model import unknown_unit

from .edited_report import Edit, Marked, year

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTION = "production.yaml"


@pytest.mark.parametrize(
    ("edit", "slip", "first"),
    [
        (
            (PRODUCTION, "Công ty Út Phương", "Công ty Sao Khuê"),
            ("NTM401", PRODUCTION, "«Công ty Sao Khuê»\n    text: sản xuất, chế"),
            "«Công ty Sao Khuê»\n    text: sản xuất lúa",
        ),
        (
            (PRODUCTION, "    - Chổi đót Thọ Bình", "    - chè  sạch bình sơn"),
            ("NTM401", PRODUCTION, "«chè  sạch bình sơn»"),
            "«Chè sạch Bình Sơn»",
        ),
        (
            ("culture.yaml", "name: sân cầu lông", "name: sân bóng rổ"),
            ("NTM401", "culture.yaml", "«sân bóng rổ»\n    number: 15"),
            "«sân bóng rổ»\n    number: 218",
        ),
        (
            (PRODUCTION, "communes: [Vân Sơn, Thọ Vực]", "communes: [Vân Sơn, Vân Sơn]"),
            ("NTM401", PRODUCTION, "[Vân Sơn, «Vân Sơn»]"),
            "[«Vân Sơn», Vân Sơn]",
        ),
        (
            ("environment.yaml", "Công ty môi trường Việt Thảo", "Công ty môi trường Nghi Sơn"),
            ("NTM401", "environment.yaml", "Nghi Sơn\n    - «Công ty môi trường Nghi Sơn»"),
            "carriers:\n    - «Công ty môi trường Nghi Sơn»",
        ),
    ],
)
def test_an_entry_that_is_listed_twice(
    tmp_path: Path, edit: Edit, slip: Marked, first: str
) -> None:
    answer = year(tmp_path, edit)
    twice = [each for each in answer.located if each.endswith("NTM401")]
    assert twice == [f"{answer.at(*slip[1:])} NTM401"]
    number = answer.located.index(twice[0])
    assert answer.related(number) == [answer.at(slip[1], first)]
    assert "is listed twice" in answer.messages[number]


def test_a_commune_that_the_unit_has_twice_is_one_mistake(tmp_path: Path) -> None:
    answer = year(tmp_path, ("report.yaml", "      - Xuân Thọ\n", "      - Xuân Thọ\n" * 2))
    assert answer.has(("NTM401", "report.yaml", "- Xuân Thọ\n      - «Xuân Thọ»"))


def test_the_same_name_in_two_lists_is_silent(tmp_path: Path) -> None:
    edit = (PRODUCTION, "communes: [Dân Lực]", "communes: [Vân Sơn]")
    assert year(tmp_path, edit).has()


def test_a_commune_of_the_data_is_one_of_the_unit(tmp_path: Path) -> None:
    answer = year(tmp_path, (PRODUCTION, "Hợp Lý, Thái Hòa]", "Hợp Lý, Thái Hóa]"))
    assert answer.has(("NTM402", PRODUCTION, "[Hợp Lý, «Thái Hóa»]"))
    assert answer.messages == ["report.yaml does not list `Thái Hóa`"]
    assert answer.hints == ["viết “Thái Hòa”"]


def test_a_commune_of_nowhere_has_no_hint(tmp_path: Path) -> None:
    answer = year(tmp_path, (PRODUCTION, "Hợp Lý, Thái Hòa]", "Hợp Lý, Quảng Phú]"))
    assert answer.has(("NTM402", PRODUCTION, "[Hợp Lý, «Quảng Phú»]"))
    assert answer.hints == [""]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("đóng góp tại xã Thái Hóa", "xã «Thái Hóa»"),
        ("đóng góp tại xã Thái Hóa và Dân Lý", "xã «Thái Hóa» và"),
        ("đóng góp. Xã Thái Hóa", "Xã «Thái Hóa»"),
        ("đóng góp\n  tại xã Thái Hóa", "  tại xã «Thái Hóa»"),
    ],
)
def test_a_commune_that_a_text_names(tmp_path: Path, text: str, marked: str) -> None:
    answer = year(tmp_path, ("resources.yaml", "đóng góp", text))
    assert answer.has(("NTM402", "resources.yaml", marked))
    assert answer.hints == ["viết “Thái Hòa”"]
    assert answer.found[0].path == ("resources", "text")


def test_a_commune_that_a_template_names(tmp_path: Path) -> None:
    edit = ("40-next-year.j2", "2.2. Đối với xã", "2.2. Đối với xã Thái Hóa")
    answer = year(tmp_path, edit)
    assert answer.has(("NTM402", "40-next-year.j2", "xã «Thái Hóa»"))


@pytest.mark.parametrize(
    "text",
    [
        "đóng góp tại xã Thái Hòa",
        "đóng góp tại xã Thái Hòa Nhà máy nước",
        "đóng góp cho các xã NTM nâng cao",
        "đóng góp, xã hội hóa",
        "đóng góp tại xã Quảng Phú, huyện khác",
        "đóng góp tại thị trấn Nưa",
    ],
)
def test_other_texts_are_silent(tmp_path: Path, text: str) -> None:
    assert year(tmp_path, ("resources.yaml", "đóng góp", text)).has()


def test_a_town_is_no_commune_of_a_list(tmp_path: Path) -> None:
    """The form prints a list of communes as that: “tại các xã Hợp Lý, Nưa”."""
    answer = year(tmp_path, (PRODUCTION, "Hợp Lý, Thái Hòa]", "Hợp Lý, Nưa]"))
    assert answer.has(("NTM402", PRODUCTION, "Hợp Lý, «Nưa»]"))


def test_a_broken_list_of_communes_does_not_make_them_unknown(tmp_path: Path) -> None:
    answer = year(tmp_path, ("report.yaml", "    level: xã\n", "    levle: xã\n"))
    assert answer.has(("NTM202", "report.yaml", "«levle»: xã"))


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Vân Sơn; Thọ Vực", "viết Vân Sơn, Thọ Vực"),
        ("Vân Sơn. Thọ Vực", "viết Vân Sơn, Thọ Vực"),
        ("Vân Sơn và Thọ Vực", "viết Vân Sơn, Thọ Vực"),
        ("xã Vân Sơn, xã Thọ Vực và Hợp Lý", "viết Vân Sơn, Thọ Vực, Hợp Lý"),
        ("Văn Sơn", "viết “Vân Sơn”"),
        ("Vân Sn", "viết “Vân Sơn”"),
        ("Van Son", "viết “Vân Sơn”"),
        ("Xuân Sơn", ""),  # mostly the name of another commune
        ("Tân Nông", ""),
    ],
)
def test_a_name_is_offered_only_where_it_surely_is_meant(written: str, hint: str) -> None:
    listed = ["Vân Sơn", "Thọ Vực", "Hợp Lý", "An Nông", "Tiến Nông"]
    said = unknown_unit(written, listed, "xã")[1]
    assert said.vi.endswith(hint) if hint and said else not hint and said is None


def test_a_town_is_none_of_the_communes(tmp_path: Path) -> None:
    answer = year(tmp_path, ("assessment.yaml", "not_yet: []", "not_yet: [Nưa]"))
    assert answer.has(("NTM402", "assessment.yaml", "not_yet: [«Nưa»]"))


def test_two_names_in_one_entry(tmp_path: Path) -> None:
    answer = year(tmp_path, ("report.yaml", "- An Nông\n      - Bình Sơn", "- An Nông, Bình Sơn"))
    assert f"{answer.at('report.yaml', '- «An Nông, Bình Sơn»')} NTM402" in answer.located
    assert [slip for slip in answer.located if slip.endswith("NTM402")] == [
        f"{answer.at('report.yaml', '- «An Nông, Bình Sơn»')} NTM402"
    ]


def test_a_listed_name_with_its_level_is_told_of_once(tmp_path: Path) -> None:
    answer = year(tmp_path, ("report.yaml", "- An Nông\n", "- xã An Nông\n"))
    assert set(answer.codes) == {"NTM531"}
