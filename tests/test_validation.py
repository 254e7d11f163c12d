"""A whole year validated: what is acknowledged, what is not, and one mistake told of once."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ntmreport.pipeline import Compiler
from ntmreport.span import written_path
from ntmreport.validation import validate

from .checks.edited_report import Edit, Marked, accept, year

if TYPE_CHECKING:
    from ntmreport.validation import Validation

ACKNOWLEDGED, WATER, HEALTH = "acknowledged.yaml", "environment.yaml", "health.yaml"
PRODUCTION, REPORT, RESOURCES = "production.yaml", "report.yaml", "resources.yaml"

# The table at the end of the facts of 2021: what the issued report states against its own facts.
PUBLISHED_SLIPS = [
    ("NTM302", "environment.water_works.number"),
    ("NTM309", "education.national_standard.whole.share"),
    ("NTM309", "production.ocop.achievement"),
    ("NTM405", "plan.steering_committee.period"),
    ("NTM523", "annexes.01"),
    ("NTM523", "annexes.02"),
    ("NTM523", "annexes.03"),
]


@pytest.fixture(scope="module")
def published(fixtures: Path) -> Validation:
    data = fixtures / "data/2021"
    return validate(Compiler().compile(data), data, datetime.date(2022, 1, 5))


def test_the_published_slips_are_found_and_acknowledged(published: Validation) -> None:
    accepted = [(each.rule.code, written_path(each.path)) for each, _ in published.acknowledged]
    assert sorted(accepted) == PUBLISHED_SLIPS
    for diagnostic, entry in published.acknowledged:
        assert (entry.code.value, entry.about.value) == (
            diagnostic.rule.code,
            written_path(diagnostic.path),
        )
        assert entry.reason.value


def test_data_of_2021_has_no_other_slip(published: Validation) -> None:
    assert [each.rule.code for each in published.diagnostics] == ["NTM522"]


def entry(code: str, path: str) -> Edit:
    """Acknowledge one more warning."""
    added = f"acknowledged:\n  - code: {code}\n    path: {path}\n    reason: Kiểm tra.\n"
    return ACKNOWLEDGED, "acknowledged:\n", added


WORKS = "    - Nhà máy nước sạch Triệu Sơn\n"
PRODUCT = "    - Chổi đót Thọ Bình\n"
PERIOD = "        from: 2021\n        to: 2025\n"
FEWER = (WATER, "appraised: 2", "appraised: 1")
FEWER_AT: Marked = ("NTM407", WATER, "recognised: «30»")


def test_an_entry_silences_its_warning(tmp_path: Path) -> None:
    year(tmp_path, FEWER)
    accept(tmp_path, "NTM407", "environment.food_safety.recognised")
    answer = year(tmp_path)
    assert answer.has()
    accepted = {diagnostic.rule.code: by for diagnostic, by in answer.validation.acknowledged}
    assert accepted["NTM407"].reason.value == "Kiểm tra."
    assert len(answer.validation.acknowledged) == len(PUBLISHED_SLIPS) + 1


def test_an_entry_that_does_not_say_what_it_accepts_accepts_nothing(tmp_path: Path) -> None:
    answer = year(tmp_path, FEWER, entry("NTM407", "environment.food_safety.recognised"))
    about = "path: «environment.food_safety.recognised»"
    assert answer.has(FEWER_AT, ("NTM422", ACKNOWLEDGED, about))
    assert answer.hints[0].endswith(
        "chạy: ntmreport acknowledge "
        f"{tmp_path.as_posix()}/data/2021 NTM407 environment.food_safety.recognised"
    )


LAPSED: tuple[tuple[tuple[Edit, ...], str, bool], ...] = (
    # A fourth water works; another in the place of one; the number that is stated.
    (((WATER, WORKS, f"{WORKS}    - Nhà máy B\n"),), "NTM302", True),
    (((WATER, WORKS, "    - Nhà máy B\n"),), "NTM302", True),
    (((WATER, "number: 2 #", "number: 4 #"),), "NTM302", True),
    (((WATER, WORKS, f"{WORKS}    # Nhà máy B\n"),), "NTM302", False),
    (((WATER, "  names:", "  # tên\n  names:"),), "NTM302", False),
    # A ninth product; the share that is stated, and how exactly.
    (((PRODUCTION, PRODUCT, f"{PRODUCT}    - Bánh lá\n"),), "NTM309", True),
    (((PRODUCTION, PRODUCT, "    - Bánh lá\n"),), "NTM309", True),
    (((PRODUCTION, "achievement: 130", "achievement: 131"),), "NTM309", True),
    (((PRODUCTION, "achievement: 130", "achievement: 130.0"),), "NTM309", True),
    (((PRODUCTION, "achievement: 130", "achievement: 130   "),), "NTM309", False),
    # The period here, and the one that it is held against.
    ((("plan.yaml", "    to: 2025", "    to: 2026"),), "NTM405", True),
    ((("steering.yaml", PERIOD, PERIOD.replace("2025", "2026")),), "NTM405", True),
    ((("health.yaml", "numerator: 190113", "numerator: 190114"),), "", False),
)


@pytest.mark.parametrize(("edits", "code", "is_lapsed"), LAPSED)
def test_an_entry_lapses_when_what_it_accepts_changes(
    tmp_path: Path, edits: tuple[Edit, ...], code: str, is_lapsed: bool
) -> None:
    answer = year(tmp_path, *edits)
    codes = sorted(slip[-6:] for slip in answer.located)
    assert codes == (sorted([code, "NTM422"]) if is_lapsed else [])


def test_a_lapsed_entry_says_what_was_accepted_and_what_is_there_now(tmp_path: Path) -> None:
    answer = year(tmp_path, (WATER, WORKS, f"{WORKS}    - Nhà máy B\n"))
    assert answer.messages[0] == (
        "what was accepted has changed since, so the entry has lapsed; then: công bố 2 nhà máy, "
        "nhưng danh sách có 3 nhà máy; now: stated 2 nhà máy, but the list has 4 nhà máy"
    )
    accept(tmp_path, "NTM302", "environment.water_works.number")
    assert year(tmp_path).has()


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("NTM302", "environment.food_safety.recognised"),
        ("NTM407", "environment.food_safety"),
        ("NTM407", "environment.food_safety.appraised"),
        ("count-differs-from-list", "environment.food_safety.recognised"),
    ],
)
def test_an_entry_silences_exactly_its_warning(tmp_path: Path, code: str, path: str) -> None:
    answer = year(tmp_path, FEWER, entry(code, path))
    # Where there is such a warning elsewhere without an entry, it is the path that is wrong.
    at_path = ("NTM421", ACKNOWLEDGED, f"- code: {code}\n    path: «{path}»\n")
    at_code = ("NTM421", ACKNOWLEDGED, f"- code: «{code}»\n    path: {path}\n")
    assert answer.has(FEWER_AT, at_path if code == "NTM407" else at_code)
    assert f"there is no such warning {code} at {path} any more" in answer.messages


def test_one_entry_does_not_silence_others_of_its_code(tmp_path: Path) -> None:
    products = (PRODUCTION, "    achievement: 130", "    number: 9\n    achievement: 130")
    answer = year(tmp_path, products)
    # NTM302 is acknowledged for the water works.
    assert answer.has(
        ("NTM302", PRODUCTION, "number: «9»"),
        ("NTM309", PRODUCTION, "achievement: «130»"),
        ("NTM422", ACKNOWLEDGED, 'digest: «"c1ed2a6a7b5a"»'),
    )


def test_an_error_cannot_be_acknowledged(tmp_path: Path) -> None:
    answer = year(
        tmp_path,
        (HEALTH, "numerator: 190113", "numerator: 910113"),
        entry("NTM306", "health.insurance.whole.numerator"),
    )
    assert answer.has(
        ("NTM306", HEALTH, "numerator: «910113»"),
        ("NTM421", ACKNOWLEDGED, "- code: «NTM306»"),
    )


def test_an_entry_whose_slip_was_mended_is_unused(tmp_path: Path) -> None:
    answer = year(tmp_path, (WATER, "    number: 2 #", "    number: 3 #"))
    assert answer.has(("NTM421", ACKNOWLEDGED, "- code: «NTM302»"))
    assert answer.hints == ["số liệu đã đúng thì xóa mục này"]


def test_an_entry_that_stands_twice_is_used_once(tmp_path: Path) -> None:
    year(tmp_path)
    path = tmp_path / "data/2021" / ACKNOWLEDGED
    text = path.read_text("utf-8")
    first = text[text.index("  - code: NTM302") : text.index("  - code: NTM309")]
    answer = year(tmp_path, (ACKNOWLEDGED, "acknowledged:\n", f"acknowledged:\n{first}"))
    assert [slip[-6:] for slip in answer.located] == ["NTM421"]


def test_notes_can_be_acknowledged_too(tmp_path: Path) -> None:
    year(tmp_path)
    accept(tmp_path, "NTM522", "templates.20-results.j2: e)")
    assert year(tmp_path).validation.diagnostics == ()


def test_a_year_needs_no_acknowledgements(tmp_path: Path) -> None:
    year(tmp_path)
    (tmp_path / "data/2021" / ACKNOWLEDGED).unlink()
    answer = year(tmp_path)
    assert sorted(slip[-6:] for slip in answer.located) == [code for code, _ in PUBLISHED_SLIPS]
    assert answer.validation.acknowledged == ()


@pytest.mark.parametrize(
    ("edit", "slip"),
    [
        ((ACKNOWLEDGED, "acknowledged:\n", "acknowledgd:\n"), ("NTM202", "«acknowledgd»")),
        (entry("NTM302", "\n"), ("NTM201", "«path»: \n")),
    ],
)
def test_a_mistake_in_the_acknowledgements_is_named(
    tmp_path: Path, edit: Edit, slip: tuple[str, str]
) -> None:
    answer = year(tmp_path, edit)
    code, marked = slip
    mistakes = [each for each in answer.located if ACKNOWLEDGED in each]
    assert mistakes == [f"{answer.at(ACKNOWLEDGED, marked)} {code}"]


BROKEN = (
    ("health.yaml", "numerator: 190113", "numerator: 190.113", "NTM120"),
    ("health.yaml", "insurance:", "insurance: [", "NTM108"),
    ("resources.yaml", "cash_million_vnd", "cash_million_vdn", "NTM202"),
    ("report.yaml", "year: 2021", "year: 20211", "NTM204"),
)


@pytest.mark.parametrize(("file", "old", "new", "code"), BROKEN)
def test_a_broken_file_does_not_hide_the_mistakes_of_the_others(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    answer = year(
        tmp_path,
        (file, old, new),
        (WATER, "hygienic: 50014", "hygienic: 50614"),
        (PRODUCTION, "Công ty Út Phương", "Công ty Sao Khuê"),
        ("governance.yaml", "from: 78", "from: 87"),
    )
    codes = sorted(slip[-6:] for slip in answer.located)
    assert codes == sorted([code, "NTM307", "NTM401", "NTM311"])


def test_what_a_broken_file_would_need_acknowledged_is_not_unused(tmp_path: Path) -> None:
    answer = year(tmp_path, (WATER, "households: 50596", "households: 50.596"))
    assert answer.has(("NTM120", WATER, "households: «50.596»"))


@pytest.mark.parametrize(
    ("edit", "slip"),
    [
        # No list of communes: nothing that counts them or names one is doubted.
        ((REPORT, "    names:\n      - An Nông", "    nmaes:\n      - An Nông"), "«nmaes»"),
        ((REPORT, "  communes: #", "  comunes: #"), "«comunes»"),
    ],
)
def test_a_missing_list_of_communes_is_one_mistake(tmp_path: Path, edit: Edit, slip: str) -> None:
    assert year(tmp_path, edit).has(("NTM202", REPORT, slip))


@pytest.mark.parametrize(
    ("edit", "slip"),
    [
        (
            (HEALTH, "denominator: 204379", "denominator: 204.379"),
            ("NTM120", HEALTH, "«204.379»"),
        ),
        ((HEALTH, "    denominator: 204379\n", ""), ("NTM201", HEALTH, "whole:\n    «numerator»")),
        (
            (HEALTH, "denominator: 204379", "denominator: 20437"),
            ("NTM306", HEALTH, "numerator: «190113»"),
        ),
        (
            ("education.yaml", "numerator: 6\n", "numerator: 600\n"),
            ("NTM306", "education.yaml", "numerator: «600»"),
        ),
        ((WATER, "appraised: 2", "appraised: 200"), ("NTM408", WATER, "appraised: «200»")),
        (
            (REPORT, "      - Nông Trường\n", "      - Nông Trường\n      - Nông Trường\n"),
            ("NTM401", REPORT, "- Nông Trường\n      - «Nông Trường»"),
        ),
    ],
)
def test_one_mistake_is_told_of_once(tmp_path: Path, edit: Edit, slip: Marked) -> None:
    assert year(tmp_path, edit).has(slip)


def test_mistakes_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    answer = year(
        tmp_path,
        (WATER, "appraised: 2", "appraised: 1"),
        (HEALTH, "stunted_percent: 9.1", "stunted_percent: 9,1"),
        (HEALTH, "numerator: 190113", "numerator: 190.113"),
        ("assessment.yaml", "target_percent: 100", "target_percent: 1OO"),
    )
    spans = [each.span for each in answer.validation.diagnostics]
    assert spans == sorted(spans)
    assert len(spans) == 4


def test_the_words_of_the_project_are_read_beside_the_years(tmp_path: Path) -> None:
    text = (RESOURCES, "đã đóng góp", "đã Wexfal đóng góp")
    assert [slip[-6:] for slip in year(tmp_path, text).located] == ["NTM517"]
    words = tmp_path / "data/words.txt"
    words.write_text(words.read_text("utf-8") + "Wexfal\n", "utf-8")
    assert year(tmp_path).has()


def test_the_same_year_gives_the_same_answer(tmp_path: Path) -> None:
    answer = year(tmp_path, FEWER)
    assert year(tmp_path).validation.diagnostics == answer.validation.diagnostics


def test_an_entry_is_not_unused_where_a_template_fails(tmp_path: Path) -> None:
    answer = year(tmp_path, ("20-results.j2", "{{ production.chains }}", "{{ production.chanis }}"))
    assert [slip[-6:] for slip in answer.located] == ["NTM502"]


def test_the_year_before_is_named_as_the_user_names_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year(tmp_path, before=())
    monkeypatch.chdir(tmp_path)
    data = Path("data/2021")
    text = (data / "culture.yaml").read_text("utf-8").replace("number: 125", "number: 105")
    (data / "culture.yaml").write_text(text, "utf-8")
    found = validate(Compiler().compile(data), data, datetime.date(2022, 1, 5)).diagnostics
    fallen = next(each for each in found if each.rule.code == "NTM412")
    assert str(fallen.related[0].span) == "data/2020/culture.yaml:9:13"


def test_a_folder_is_not_the_year_before_itself(tmp_path: Path) -> None:
    answer = year(tmp_path, (REPORT, "year: 2021", "year: 2022"))
    assert "NTM415" not in answer.codes
