"""Sets of criteria as files, and where communes stand by them: which, how many, by group."""

from __future__ import annotations

import datetime
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.model.criteria import known_sets
from ntmreport.model.criteria_set import criteria_set, read_criteria_set
from ntmreport.model.spelt_criteria import spelt_criteria, spelt_number_met
from ntmreport.program_files import criteria_folder
from ntmreport.source import read_text
from ntmreport.validation import validate
from tests.conftest import REPOSITORY
from tests.edits import edit

from .test_model_communes import NAMES, answer, at, small, together, valued
from .years import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic

__all__ = ["small"]

TODAY = datetime.date(2026, 11, 26)


def with_communes(data: Path, chosen: str, *texts: str) -> Path:
    """Name the set of criteria, and write what each commune's file has beside its name."""
    edit(data / "report.yaml", "year: 2021\n", f"year: 2021\ncriteria_set: {chosen}\n")
    # The annexes have columns for levels that not every set has.
    (data.parent.parent / "templates/annual-district/60-annexes.j2").unlink()
    (data / "communes").mkdir()
    for number, (name, text) in enumerate(zip(NAMES, texts, strict=True)):
        path = data / "communes" / f"xa-{number}.yaml"
        path.write_text(f"name: {name}\n{text}", "utf-8", newline="\n")
    return data


@pytest.fixture
def of_2026(small: Path) -> Path:
    """Three communes by the set of 2026, in two groups; of the last, the number alone is known."""
    return with_communes(
        small,
        "2026-2030",
        "group: nhóm 1\nlevel: đạt chuẩn\ncriteria_met: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n",
        "group: nhóm 3\nlevel: chưa đạt\ncriteria_met: [1, 2, 4, 10]\n",
        "group: nhóm 1\nlevel: chưa đạt\ncriteria_met: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n",
    )


def told(data: Path, code: str) -> list[Diagnostic]:
    compiled = answer(data).compiled
    found = validate(compiled, data, TODAY).diagnostics
    return [each for each in found if each.rule.code == code]


@pytest.mark.parametrize(
    ("name", "levels", "groups", "first"),
    [
        ("2010-2015", "chưa đạt, đạt chuẩn, nâng cao, kiểu mẫu", "", "2009-04-16"),
        ("2016-2020", "chưa đạt, đạt chuẩn, nâng cao, kiểu mẫu", "", "2016-10-17"),
        ("2021-2025", "chưa đạt, đạt chuẩn, nâng cao, kiểu mẫu", "", "2022-03-08"),
        ("2026-2030", "chưa đạt, đạt chuẩn, hiện đại", "nhóm 1, nhóm 2, nhóm 3", "2026-02-15"),
    ],
)
def test_a_set_says_its_levels_groups_and_when_it_holds(
    name: str, levels: str, groups: str, first: str
) -> None:
    chosen = criteria_set(name)
    assert ", ".join(each.value for each in chosen.levels) == levels
    assert ", ".join(each.name.value for each in chosen.groups) == groups
    assert chosen.in_force.first.isoformat() == first


def test_each_day_since_the_first_set_has_one_set_in_force() -> None:
    sets = [criteria_set(name) for name in known_sets()]
    day = sets[0].in_force.first
    while day < TODAY:
        assert [each.holds_on(day) for each in sets].count(True) == 1, day
        day += datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("chosen", "year", "day", "says"),
    [
        ("2016-2020", 2021, "2022-01-05", ""),
        ("2016-2020", 2021, "", ""),
        ("2016-2020", 2021, "2022-03-08", "was replaced after 2022-03-07"),
        ("2021-2025", 2021, "2022-01-05", "is in force from 2022-03-08"),
        ("2021-2025", 2021, "", "is in force from 2022-03-08, after the report's day (2021-12-31)"),
        ("2021-2025", 2021, "2022-03-08", ""),
        ("2010-2015", 2021, "2022-01-05", "was replaced after 2016-10-16"),
        ("2026-2030", 2021, "2026-02-14", "is in force from 2026-02-15"),
        ("2026-2030", 2021, "2026-02-15", ""),
    ],
)
def test_a_set_that_does_not_hold_on_the_reports_day_is_told(
    small: Path, chosen: str, year: int, day: str, says: str
) -> None:
    text = (small / "report.yaml").read_text("utf-8")
    assert f"year: {year}\n" in text
    edit(small / "report.yaml", f"year: {year}\n", f"year: {year}\ncriteria_set: {chosen}\n")
    (line,) = [each for each in text.splitlines() if each.startswith("  day:")]
    edit(small / "report.yaml", f"{line}\n", f"  day: {day}\n".replace(" \n", "\n"))
    found = told(small, "NTM437")
    assert [says in each.message.en for each in found] == [True] * bool(says)
    laws = [criteria_set(name).legal_basis.number.value for name in known_sets()]
    for each in found:
        assert each.hint is not None
        assert not any(law in each.hint.vi or law in each.message.vi for law in laws)
        assert not any(name in each.hint.vi for name in known_sets())


def test_the_repositorys_own_set_comes_first(small: Path) -> None:
    own = small.parent.parent / "criteria"
    own.mkdir()
    text = (criteria_folder() / "2026-2030.yaml").read_text("utf-8")
    text = text.replace("name: Quy hoạch\n", "name: Quy hoạch của tỉnh\n")
    text = text.replace("from: 2026-02-15", "from: 2020-01-01")
    (own / "2026-2030.yaml").write_text(text, "utf-8")
    (own / "thi-diem.yaml").write_text(text.replace("hiện đại", "thông minh"), "utf-8")
    with_communes(
        small,
        "thi-diem",
        "group: nhóm 1\nlevel: thông minh\ncriteria_met: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n",
        "group: nhóm 2\nlevel: chưa đạt\ncriteria_met: []\n",
        "group: nhóm 3\nlevel: chưa đạt\ncriteria_met_number: 4\n",
    )
    communes = together(small)
    assert communes.criteria_set.criteria[0].name.value == "Quy hoạch của tỉnh"
    assert [each.name for each in communes.levels] == ["chưa đạt", "đạt chuẩn", "thông minh"]
    edit(small / "report.yaml", "criteria_set: thi-diem", "criteria_set: thi-diemm")
    (found,) = answer(small).compiled.diagnostics
    assert found.hint is not None
    assert found.hint.en == "write `thi-diem`"


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("title: Bộ", "tilte: Bộ", "NTM202 x.yaml:4:1", "there is no key `tilte` here"),
        ("number: 2\n", "number: 1\n", "NTM401 x.yaml:32:13", "`1` is there twice"),
        ("  - hiện đại\n", "  - đạt chuẩn\n", "NTM401 x.yaml:62:5", "`đạt chuẩn` is there twice"),
        ("name: nhóm 2", "name: nhóm 1", "NTM401 x.yaml:24:11", "`nhóm 1` is there twice"),
        (
            "{name: Từ 5 đến 9 tiêu chí, from: 5, to: 9}",
            "{name: Từ 5 đến 8 tiêu chí, from: 5, to: 8}",
            "NTM204 x.yaml:65:5",
            "each number of criteria from 0 to 10 is in one band; not so: 9",
        ),
        ("  from: 2026-02-15", "  from: 15/02/2026", "NTM121 x.yaml:17:9", ""),
        ("  - đạt chuẩn\n  - hiện đại\n", "", "NTM204 x.yaml:60:5", "two levels at least"),
        ("in_force:", "in_force: [", "NTM108 x.yaml", ""),
        (
            "bands:",
            "counted_as: {advanced_communes: [hiện đai]}\nbands:",
            "NTM203 x.yaml:64:34",
            "`hiện đai` is no level",
        ),
    ],
)
def test_a_mistake_in_the_repositorys_set_is_told_at_its_line(
    small: Path, old: str, new: str, place: str, says: str
) -> None:
    own = small.parent.parent / "criteria"
    own.mkdir()
    text = (criteria_folder() / "2026-2030.yaml").read_text("utf-8")
    (own / "x.yaml").write_text(text, "utf-8")
    edit(own / "x.yaml", old, new)
    with_communes(small, "x", *["group: nhóm 1\nlevel: hiện đại\ncriteria_met: []\n"] * 3)
    first, *_ = answer(small).compiled.diagnostics
    assert at(first).startswith(place)
    assert says in first.message.en
    assert first.span.file.endswith("/criteria/x.yaml")
    assert first.rule.code == "NTM202" or {
        each.span.file.rpartition("/")[2] for each in answer(small).compiled.diagnostics
    } == {"x.yaml"}


def test_a_set_that_is_a_link_out_of_the_repository_is_not_read(
    small: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.yaml"
    outside.write_text((criteria_folder() / "2016-2020.yaml").read_text("utf-8"), "utf-8")
    own = small.parent.parent / "criteria"
    own.mkdir()
    (own / "x.yaml").symlink_to(outside)
    edit(small / "report.yaml", "year: 2021\n", "year: 2021\ncriteria_set: x\n")
    (found,) = answer(small).compiled.diagnostics
    assert at(found).startswith("NTM113 x.yaml")


NINETEEN = [*range(1, 20)]


@pytest.mark.parametrize(
    ("text", "meant", "number"),
    [
        ("1-19", NINETEEN, None),
        ("1 - 16, 18", [*range(1, 17), 18], None),
        ("1–3; 5", [1, 2, 3, 5], None),
        ("từ 1 đến 19", NINETEEN, None),
        ("1,2,3", [1, 2, 3], None),
        ("1, 2 và 3", [1, 2, 3], None),
        ("1 2 3", [1, 2, 3], None),
        ("[1, 2]", [1, 2], None),
        ("tất cả", NINETEEN, None),
        ("đạt 19/19 tiêu chí", NINETEEN, 19),
        ("19/19", NINETEEN, 19),
        ("17/19", [], 17),
        ("17/18", [], None),
        ("17", [17], None),
        ("1-20", [], None),
        ("gần đủ", [], None),
        ("", [], None),
    ],
)
def test_criteria_as_people_write_them(text: str, meant: Sequence[int], number: int | None) -> None:
    assert [*spelt_criteria(text, NINETEEN)] == meant
    assert spelt_number_met(text, NINETEEN) == number


# What is wrong with the second commune's file, and the one thing that is said of it.
@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("[1, 2, 4, 10]", "1-10", "NTM203", "write `[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]`"),
        ("[1, 2, 4, 10]", "10/10", "NTM203", "write `[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]`"),
        (
            "[1, 2, 4, 10]",
            "4/10",
            "NTM203",
            "where the number alone is known, write `criteria_met_number: 4` instead",
        ),
        (
            "[1, 2, 4, 10]",
            "4",
            "NTM203",
            "for the number, write `criteria_met_number: 4` instead of the line; for criterion 4, "
            "write [4]",
        ),
        ("[1, 2, 4, 10]", "[1-4]", "NTM203", "write each number: 1, 2, 3, 4"),
        ("[1, 2, 4, 10]", "không", "NTM203", "write [] where there is none"),
        ("criteria_met: [1, 2, 4, 10]", "criteria_met_number: 11", "NTM204", "mend the number"),
        (
            "criteria_met: [1, 2, 4, 10]",
            "criteria_met: [1]\ncriteria_met_number: 1",
            "NTM212",
            "where it is known which they are, keep criteria_met alone",
        ),
        ("level: chưa đạt", "level: nâng cao", "NTM203", ""),
        ("nhóm 3", "3", "NTM203", "write `nhóm 3`"),
        ("nhóm 3", "Xã nhóm III", "NTM203", "write `nhóm 3`"),
        ("nhóm 3", "nhóm 4", "NTM203", "write `nhóm 3`"),
        ("group: nhóm 3\n", "", "NTM201", "add a line `group: …` with one of: nhóm 1, nhóm 2, "),
        ("criteria_met: [1, 2, 4, 10]\n", "", "NTM201", "add a line `criteria_met: …`"),
    ],
)
def test_what_officials_write_first(
    of_2026: Path, old: str, new: str, code: str, hint: str
) -> None:
    edit(of_2026 / "communes/xa-1.yaml", old, new)
    (found,) = answer(of_2026).compiled.diagnostics
    assert found.rule.code == code
    assert found.span.file.endswith("xa-1.yaml")
    assert found.hint is not None
    assert hint in found.hint.en


def test_a_set_without_groups_takes_none(small: Path) -> None:
    with_communes(small, "2016-2020", *["group: nhóm 1\nlevel: chưa đạt\ncriteria_met: []\n"] * 3)
    found = answer(small).compiled.diagnostics
    assert {each.hint.en for each in found if each.hint} == {"delete the line `group: …`"}


def test_counts_by_group(of_2026: Path) -> None:
    communes = together(of_2026)
    counted = [
        (each.number, int(valued(each.communes)), [int(valued(g.communes)) for g in each.groups])
        for each in communes.by_criterion
    ]
    assert counted[0] == ("1", 3, [2, 0, 1])
    assert counted[2] == ("3", 2, [2, 0, 0])
    assert counted[9] == ("10", 3, [2, 0, 1])
    bands = [
        (each.name, int(valued(each.communes)), [int(valued(g.communes)) for g in each.groups])
        for each in communes.bands
    ]
    assert bands == [
        ("10 tiêu chí", 2, [2, 0, 0]),
        ("Từ 5 đến 9 tiêu chí", 0, [0, 0, 0]),
        ("Dưới 5 tiêu chí", 1, [0, 0, 1]),
    ]
    levels = [(each.name, int(valued(each.communes))) for each in communes.levels]
    assert levels == [("chưa đạt", 2), ("đạt chuẩn", 1), ("hiện đại", 0)]
    waiting = communes.awaiting_recognition
    assert (int(valued(waiting.communes)), int(valued(waiting.groups[0].communes))) == (1, 1)
    groups = [(each.name, int(valued(each.communes)), each.average) for each in communes.groups]
    assert [(name, number) for name, number, _ in groups] == [
        ("nhóm 1", 2),
        ("nhóm 2", 0),
        ("nhóm 3", 1),
    ]
    assert [average.value if average else None for _, _, average in groups] == [10, None, 4]
    assert valued(communes.average) == 8
    assert communes.advanced_communes is communes.model_communes is None
    (first, *_) = communes.by_criterion
    assert first.groups[0].communes is not None
    assert first.groups[0].communes.path == ("communes", "criterion_1", "group_1", "communes")
    assert first.groups[0].communes.label == (
        "Tổng hợp các xã › Tiêu chí 1 (Quy hoạch) › nhóm 1 › Số xã"
    )


def test_the_number_alone_gives_bands_and_averages_but_no_criteria(of_2026: Path) -> None:
    path = of_2026 / "communes/xa-1.yaml"
    edit(path, "criteria_met: [1, 2, 4, 10]", "criteria_met_number: 4")
    communes = together(of_2026)
    assert valued(communes.bands[2].communes) == 1
    assert valued(communes.average) == 8
    assert {each.communes for each in communes.by_criterion} == {None}
    assert told(of_2026, "NTM434") == [
        each for each in told(of_2026, "NTM434") if "Dân Lực" in each.message.vi
    ]
    edit(path, "level: chưa đạt", "level: hiện đại")
    assert any("hiện đại" in each.message.vi for each in told(of_2026, "NTM434"))


def test_what_was_and_what_is_planned_are_counted_alike(of_2026: Path) -> None:
    for number, (then, plan) in enumerate([([1], [1, 2]), ([1, 2], [1, 2, 3]), ([], [1])]):
        path = of_2026 / f"communes/xa-{number}.yaml"
        text = path.read_text("utf-8")
        text += f"earlier: {{level: chưa đạt, criteria_met: {then}}}\n"
        text += f"planned: {{criteria_met: {plan}}}\n"
        path.write_text(text, "utf-8")
    communes = together(of_2026)
    assert communes.earlier is not None
    assert communes.planned is not None
    for standings, numbers in ((communes.earlier, [2, 1, 0]), (communes.planned, [3, 2, 1])):
        counted = [int(valued(each.communes)) for each in standings.by_criterion[:3]]
        assert counted == numbers
    (figure,) = [
        each.communes for each in communes.earlier.by_criterion[1].groups if each.name == "nhóm 3"
    ]
    assert valued(figure) == 1
    assert figure is not None
    assert figure.label == (
        "Tổng hợp các xã › Đến 31/12 năm trước › Tiêu chí 2 (Hạ tầng kinh tế - xã hội) › nhóm 3 › "
        "Số xã"
    )
    assert communes.planned.levels == ()
    assert [valued(each.communes) for each in communes.earlier.levels] == [3, 0, 0]


PAGE = (REPOSITORY / "docs/forms.md").read_text("utf-8")
TABLE, SET = re.findall(
    r"(?m)^```\n((?:.*\n)*?)```$", PAGE.partition("## Các xã và bộ tiêu chí")[2]
)[:2]


def test_the_pages_own_set_is_one() -> None:
    root = read_text("criteria/x.yaml", "criteria/x", SET).root
    assert root is not None
    read, found = read_criteria_set(root)
    assert found == ()
    assert read is not None
    assert [each.name.value for each in read.criteria[0].targets] == [
        "Có quy hoạch chung được phê duyệt"
    ]


def test_a_template_prints_the_table_of_criteria_by_group(of_2026: Path) -> None:
    templates = of_2026.parent.parent / "templates/annual-district"
    (templates / "35-communes.j2").write_text(TABLE, "utf-8")
    lines = answer(of_2026).text.splitlines()
    assert "1 | Quy hoạch | 2 | 0 | 1 | 3" in lines
    assert "3 | Phát triển kinh tế nông thôn | 2 | 0 | 0 | 2" in lines


def test_a_draft_leaves_the_group_blank(of_2026: Path) -> None:
    edit(of_2026 / "communes/xa-1.yaml", "group: nhóm 3\n", "group:\n")
    edit(of_2026 / "report.yaml", "year: 2021\n", "year: 2021\nstage: draft\n")
    compiled = answer(of_2026).compiled
    assert not [each for each in compiled.diagnostics if each.is_error]
    assert compiled.document is not None


OWN = """\
group: nhóm 2
level: chưa đạt
criteria_met: [1, 2, 5]
earlier: {level: chưa đạt, criteria_met: [1]}
planned: {level: chưa đạt, criteria_met: [1, 2, 3, 5]}
"""
OWN_TABLE = """\
|= TT |= Nội dung |= Năm trước |= Kỳ này |= Kế hoạch |
{% for each in criteria.criteria %}
| {{ each.number }} | {{ each.name }}
{%- for then in (criteria.earlier, criteria, criteria.planned) %}
{%- for one in then.criteria if one.number == each.number %} |
{{- "Đạt" if one.is_met else "Chưa đạt" }}{% endfor %}{% endfor %} |
{% endfor %}
- {{ report.set_of_criteria.legal_basis.number }}: {{ criteria.number_met }} tiêu chí,
  {{ criteria.group }}.
"""


@pytest.fixture
def own(project: Path) -> Path:
    """A commune that reports itself, by the set of 2026."""
    data = project / "data/2021"
    shutil.rmtree(data)
    shutil.copytree(FIXTURES / "commune/2021", data)
    edit(data / "report.yaml", "year: 2021\n", "year: 2021\ncriteria_set: 2026-2030\n")
    (data / "criteria.yaml").write_text(OWN, "utf-8")
    form = project / "templates/annual-commune"
    (form / "95-criteria.j2").write_text(OWN_TABLE, "utf-8")
    return data


def test_a_commune_prints_its_own_criteria(own: Path) -> None:
    lines = answer(own).text.splitlines()
    assert "3 | Phát triển kinh tế nông thôn | Chưa đạt | Chưa đạt | Đạt" in lines
    assert "5 | Văn hóa, giáo dục, y tế | Chưa đạt | Đạt | Đạt" in lines
    assert any("51/2025/QĐ-TTg: 03 tiêu chí, nhóm 2." in line for line in lines)
    assert told(own, "NTM434") == []
    edit(
        own / "criteria.yaml",
        "level: chưa đạt\ncriteria_met: [1",
        "level: hiện đại\ncriteria_met: [1",
    )
    (found,) = told(own, "NTM434")
    assert found.span.file.endswith("criteria.yaml")


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "hint"),
    [
        ("criteria", "group: nhóm 2\n", "", "NTM201", "add a line `group: …` with one of"),
        ("criteria", "[1, 2, 5]", "3/10", "NTM203", "write `criteria_met_number: 3` instead"),
        ("report", "criteria_set: 2026-2030\n", "", "NTM201", "add a line `criteria_set: …`"),
    ],
)
def test_mistakes_in_a_communes_own_criteria(
    own: Path, file: str, old: str, new: str, code: str, hint: str
) -> None:
    edit(own / f"{file}.yaml", old, new)
    first, *_ = [each for each in answer(own).compiled.diagnostics if each.hint]
    assert first.rule.code == code
    assert first.hint is not None
    assert hint in first.hint.en
