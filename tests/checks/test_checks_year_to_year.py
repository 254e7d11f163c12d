"""A year beside the year before: every rule fires where it must, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .edited_report import Answer, Edit, Marked, year

if TYPE_CHECKING:
    from pathlib import Path

ASSESSMENT, CULTURE, PRODUCTION = "assessment.yaml", "culture.yaml", "production.yaml"

# What makes a copy of data/2021 a year before it: each file with figures has one that differs, the
# plan is what 2021 reached, and what speaks of its own year names 2020.
YEAR_BEFORE: tuple[Edit, ...] = (
    ("2020/assessment.yaml", "advanced_communes: 3", "advanced_communes: 1"),
    ("2020/plan.yaml", "advanced_communes: 6", "advanced_communes: 2"),
    ("2020/plan.yaml", "model_villages: 16", "model_villages: 6"),
    ("2020/culture.yaml", "number: 15\n", "number: 14\n"),
    ("2020/education.yaml", "numerator: 6\n", "numerator: 5\n"),
    ("2020/environment.yaml", "clean: 33733", "clean: 31733"),
    ("2020/governance.yaml", "from: 78", "from: 77"),
    ("2020/health.yaml", "numerator: 190113", "numerator: 187542"),
    ("2020/production.yaml", "converted_rice_land_ha: 2760", "converted_rice_land_ha: 2560"),
    ("2020/infrastructure.yaml", "huyện NTM năm 2021", "huyện NTM năm 2020"),
)

# What 2021 has reached since then.
REACHED = (ASSESSMENT, "model_villages: 3", "model_villages: 9")


def two_years(folder: Path, *edits: Edit, then: tuple[Edit, ...] = ()) -> Answer:
    """Validate 2021 after `edits` beside an ordinary 2020 after those of `then`."""
    return year(folder, REACHED, *edits, before=(*YEAR_BEFORE, *then))


def test_an_ordinary_year_is_silent(tmp_path: Path) -> None:
    assert two_years(tmp_path).has()


def test_without_a_year_before_nothing_is_compared(tmp_path: Path) -> None:
    assert year(tmp_path, (CULTURE, "number: 125", "number: 5")).has()


def test_a_year_before_the_one_before_is_not_looked_at(tmp_path: Path) -> None:
    two_years(tmp_path)
    (tmp_path / "data/2020").rename(tmp_path / "data/2019")
    report = tmp_path / "data/2019/report.yaml"
    report.write_text(report.read_text("utf-8").replace("year: 2020", "year: 2019"), "utf-8")
    assert year(tmp_path, (CULTURE, "number: 125", "number: 5")).has()


@pytest.mark.parametrize(
    ("edit", "slip", "says"),
    [
        (
            (ASSESSMENT, "advanced_communes: 3", "advanced_communes: 2"),
            ("NTM411", ASSESSMENT, "advanced_communes: «2»"),
            "1 xã more, the plan of the year before was 2 xã",
        ),
        (
            (ASSESSMENT, "model_villages: 9", "model_villages: 8"),
            ("NTM411", ASSESSMENT, "model_villages: «8»"),
            "5 thôn more, the plan of the year before was 6 thôn",
        ),
        (
            (CULTURE, "number: 125", "number: 105"),
            ("NTM412", CULTURE, "number: «105»"),
            "falls from 125 to 105",
        ),
        (
            (ASSESSMENT, "advanced_communes: 3", "advanced_communes: 0"),
            ("NTM412", ASSESSMENT, "advanced_communes: «0»"),
            "falls from 1 xã to 0 xã",
        ),
        (
            (PRODUCTION, "area_ha: 1051", "area_ha: 1015"),
            ("NTM412", PRODUCTION, "area_ha: «1015»"),
            "falls from 1.051 ha to 1.015 ha",
        ),
        (
            ("resources.yaml", "cash_million_vnd: 686750", "cash_million_vnd: 6867500"),
            ("NTM413", "resources.yaml", "cash_million_vnd: «6867500»"),
            "686.750 triệu đồng the year before, 6.867.500 triệu đồng now",
        ),
        (
            ("resources.yaml", "labour_million_vnd: 8000", "labour_million_vnd: 800"),
            ("NTM413", "resources.yaml", "labour_million_vnd: «800»"),
            "8.000 triệu đồng the year before, 800 triệu đồng now",
        ),
        (
            ("infrastructure.yaml", "huyện NTM năm 2021", "huyện NTM năm 2020"),
            ("NTM414", "infrastructure.yaml", "text: «>-»"),
            "still speaks of 2020",
        ),
        (
            ("health.yaml", "numerator: 190113", "numerator: 187542"),
            ("NTM415", "health.yaml", "numerator: «187542»"),
            "all figures of the file equal last year's (9 figures)",
        ),
    ],
)
def test_each_rule_fires_where_it_must_and_nowhere_else(
    tmp_path: Path, edit: Edit, slip: Marked, says: str
) -> None:
    answer = two_years(tmp_path, edit)
    place, code = answer.at(*slip[1:]), slip[0]
    starts = [f"{item.rpartition('-')[0]} {item[-6:]}" for item in answer.located]
    assert starts == [f"{place.rpartition('-')[0]} {code}"], answer.messages
    assert says in answer.messages[0]


def test_the_year_before_is_shown(tmp_path: Path) -> None:
    answer = two_years(tmp_path, (CULTURE, "number: 125", "number: 105"))
    assert answer.related() == [answer.at("2020/culture.yaml", "number: «125»")]
    assert answer.found[0].related[0].span.file.endswith("data/2020/culture.yaml")


def test_a_plan_that_is_surpassed_is_silent(tmp_path: Path) -> None:
    edits = (
        (ASSESSMENT, "advanced_communes: 3", "advanced_communes: 8"),
        (ASSESSMENT, "model_villages: 9", "model_villages: 10"),
    )
    # From 1 to 8 communes: below nine, such a move says little. Of 3 villages 9 were to be made.
    assert two_years(tmp_path, *edits).has()


def test_a_plan_that_is_far_surpassed_is_asked_about(tmp_path: Path) -> None:
    edit = (ASSESSMENT, "model_villages: 9", "model_villages: 40")
    assert two_years(tmp_path, edit).has(("NTM413", ASSESSMENT, "model_villages: «40»"))


def test_what_is_listed_in_another_order_is_found_by_its_name(tmp_path: Path) -> None:
    row = "  - name: sân vận động\n    number: 32\n"
    edits = ((CULTURE, row, ""), (CULTURE, "\nclubs:", f"{row}\nclubs:"))
    assert two_years(tmp_path, *edits).has()


def test_a_new_kind_in_a_list_is_compared_with_nothing(tmp_path: Path) -> None:
    row = "facilities:\n  - name: hồ bơi\n    number: 1\n"
    assert two_years(tmp_path, (CULTURE, "facilities:\n", row)).has()


def test_fewer_products_than_the_year_before(tmp_path: Path) -> None:
    answer = two_years(tmp_path, (PRODUCTION, "    - Chổi đót Thọ Bình\n", ""))
    fallen = [slip for slip in answer.located if slip.endswith("NTM412")]
    assert len(fallen) == 1
    number = answer.located.index(fallen[0])
    assert "falls from 8 sản phẩm to 7 sản phẩm" in answer.messages[number]
    # The count is computed: the year before is shown at the first entry that it counts.
    first = answer.at("2020/production.yaml", "«Mật ong bốn mùa hoa rừng nguyên chất»")
    assert answer.related(number) == [first]


@pytest.mark.parametrize(
    ("now", "code"), [("24000", None), ("24001", "NTM413"), ("2667", None), ("2666", "NTM413")]
)
def test_up_to_three_times_is_an_ordinary_move(tmp_path: Path, now: str, code: str | None) -> None:
    edit = ("resources.yaml", "labour_million_vnd: 8000", f"labour_million_vnd: {now}")
    answer = two_years(tmp_path, edit)
    assert [slip[-6:] for slip in answer.located] == ([code] if code else [])


@pytest.mark.parametrize(
    "edit",
    [
        ("communication.yaml", "classes: 1", "classes: 8"),  # small numbers move much
        ("resources.yaml", "labour_million_vnd: 8000", "labour_million_vnd: 0"),
        ("health.yaml", "stunted_percent: 9.1", "stunted_percent: 2.1"),  # shares do, too
    ],
)
def test_moves_that_say_little_are_silent(tmp_path: Path, edit: Edit) -> None:
    assert two_years(tmp_path, edit).has()


LAST_YEAR = ("2020/resources.yaml", "đóng góp tiền của", "đóng góp {} tiền của")
THIS_YEAR = ("resources.yaml", "đóng góp tiền của", "đóng góp {} tiền của")


def same_text(words: str) -> tuple[Edit, Edit]:
    """A text that is the same in both years."""
    return (
        (THIS_YEAR[0], THIS_YEAR[1], THIS_YEAR[2].format(words)),
        (LAST_YEAR[0], LAST_YEAR[1], LAST_YEAR[2].format(words)),
    )


@pytest.mark.parametrize("words", ["năm 2020", "(năm 2020)", "đến 31/12/2020", "2020"])
def test_a_text_that_still_speaks_of_last_year(tmp_path: Path, words: str) -> None:
    now, then = same_text(words)
    answer = two_years(tmp_path, now, then=(then,))
    assert [slip[-6:] for slip in answer.located] == ["NTM414"]


@pytest.mark.parametrize(
    "words",
    [
        "giai đoạn 2020-2025",
        "giai đoạn 2020 - 2025",
        "giai đoạn 2016-2020",
        "giai đoạn 2016 - 2020",
        "năm 2019",
    ],
)
def test_a_text_that_names_a_period_may_stay(tmp_path: Path, words: str) -> None:
    now, then = same_text(words)
    assert two_years(tmp_path, now, then=(then,)).has()


def test_a_text_that_was_written_anew_may_name_last_year(tmp_path: Path) -> None:
    now, _ = same_text("nhiều hơn năm 2020")
    assert two_years(tmp_path, now).has()


def test_a_document_keeps_its_title(tmp_path: Path) -> None:
    edits = [
        (f"{folder}steering.yaml", "đạt chuẩn NTM năm 2021", "đạt chuẩn NTM năm 2020")
        for folder in ("", "2020/")
    ]
    assert two_years(tmp_path, edits[0], then=(edits[1],)).has()


def test_a_year_that_was_copied_is_told_so_file_by_file(tmp_path: Path) -> None:
    answer = year(tmp_path, before=())
    unchanged = {slip.partition(".")[0] for slip in answer.located if slip.endswith("NTM415")}
    assert unchanged == {
        "assessment",
        "culture",
        "education",
        "environment",
        "governance",
        "health",
        "plan",
        "production",
    }
    rest = set(answer.codes) - {"NTM415"}
    assert rest <= {"NTM411"}


def test_a_broken_year_before_does_not_break_this_one(tmp_path: Path) -> None:
    broken = ("2020/culture.yaml", "facilities:", "facilities: [")
    assert two_years(tmp_path, then=(broken,)).has()
