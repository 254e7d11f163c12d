"""`ntmreport upgrade`: what it writes and prints, and what it takes over of acknowledgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.edits import contents, edit, git
from tests.layout.old_layout import old_layout
from tests.render.samples import edited, members

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("language", "done", "nothing"),
    [
        (
            "vi",
            "data/2021: đã nâng cấp từ phiên bản 0 lên 2\n",
            "data/2021: đã ở phiên bản 2, không cần nâng cấp\n",
        ),
        (
            "en",
            "data/2021: upgraded from version 0 to 2\n",
            "data/2021: of version 2 already, nothing to upgrade\n",
        ),
    ],
)
def test_upgrade(ntmreport: Run, project: Path, language: str, done: str, nothing: str) -> None:
    now = contents(project / "data/2021")
    plan, report = project / "data/2021/plan.yaml", project / "data/2021/report.yaml"
    plan.write_bytes(plan.read_bytes().replace(b"unit_tasks:", b"district_tasks:"))
    report.write_bytes(report.read_bytes().replace(b"schema_version: 2\n", b""))
    told = ntmreport("validate", "data/2021", "--lang", "en")
    assert told.code == 1
    assert "NTM207" in told.out
    assert "upgrade it: ntmreport upgrade data/2021" in told.out
    answer = ntmreport("upgrade", "data/2021", "--lang", language)
    changed = "data/2021/plan.yaml\ndata/2021/report.yaml\n"
    assert (answer.code, answer.out, answer.err) == (0, changed, done)
    assert contents(project / "data/2021") == now
    again = ntmreport("upgrade", "data/2021", "--lang", language)
    assert (again.code, again.out, again.err) == (0, "", nothing)


def test_upgrade_leaves_newer_data_alone(ntmreport: Run, project: Path) -> None:
    report = project / "data/2021/report.yaml"
    report.write_bytes(report.read_bytes().replace(b"schema_version: 2\n", b"schema_version: 7\n"))
    before = contents(project)
    answer = ntmreport("upgrade", "data/2021", "--lang", "en")
    assert answer.code == 1
    assert "data/2021/report.yaml:3:17: NTM206" in answer.err
    assert answer.err.endswith("data/2021 was not upgraded\n")
    assert contents(project) == before


def test_upgrade_leaves_what_it_cannot_read_alone(ntmreport: Run, project: Path) -> None:
    (project / "data/2021/plan.yaml").write_text("district_tasks: [\n", "utf-8")
    before = contents(project)
    answer = ntmreport("upgrade", "data/2021")
    assert answer.code == 1
    assert "data/2021/plan.yaml" in answer.err
    assert contents(project) == before


FILE = "data/2021/acknowledged.yaml"


WATER, WORKS = "data/2021/environment.yaml", "    - Nhà máy nước sạch Triệu Sơn\n"


OLD = """acknowledged:
  - code: NTM302
    path: environment.water_works.number
    value: "2"
    reason: Báo cáo đã ban hành nêu 02 nhà máy.
"""


@pytest.mark.parametrize("changed", [None, "before", "after", "uncommitted entry"])
def test_upgrade_takes_over_what_git_shows_to_be_unchanged(
    ntmreport: Run, project: Path, changed: str | None
) -> None:
    """`changed` is when the works were: before the entry was written, or after."""
    file, data = project / FILE, project / "data/2021"
    edit(data / "report.yaml", "schema_version: 2", "schema_version: 1")
    git(project, "init", "-q")

    def change(moment: str) -> None:
        if changed == moment:
            edit(project / WATER, WORKS, f"{WORKS}    - Nhà máy B\n")

    file.unlink()
    git(project, "add", "-A")
    git(project, "commit", "-qm", "data")
    change("before")
    file.write_text(OLD, "utf-8")
    if changed != "uncommitted entry":
        git(project, "add", "-A")
        git(project, "commit", "-qm", "entry")
    edit(data / "health.yaml", "numerator: 190113", "numerator: 190114")
    change("after")
    done = ntmreport("--lang", "vi", "upgrade", "data/2021")
    assert done.code == 0, done.err
    text = file.read_text("utf-8")
    assert "value:" not in text
    is_taken_over = changed in {None, "before"}
    assert ("digest:" in text) == is_taken_over
    told = f"{FILE}: 1 mục cần xem lại và chấp nhận lại; xem: ntmreport validate data/2021\n"
    assert (told in done.err) != is_taken_over
    lapsed = "NTM422" in ntmreport("validate").out
    assert lapsed != is_taken_over


def test_upgrade_without_git_takes_nothing_over(ntmreport: Run, project: Path) -> None:
    (project / FILE).write_text(OLD.replace('    value: "2"\n', ""), "utf-8")
    assert ntmreport("upgrade", "data/2021").code == 0
    assert "digest" not in (project / FILE).read_text("utf-8")


def test_upgrade_rewrites_the_layout_of_the_years_form(ntmreport: Run, project: Path) -> None:
    path = project / "templates/annual-district/layout.docx"
    now = members(path.read_bytes())
    path.write_bytes(old_layout())
    answer = ntmreport("upgrade", "data/2021", "--lang", "en")
    assert (answer.code, answer.out) == (0, "templates/annual-district/layout.docx\n")
    assert answer.err == "data/2021: of version 2 already; the layout was upgraded\n"
    assert members(path.read_bytes()) == now
    assert ntmreport("upgrade", "data/2021").out == ""
    assert ntmreport("build", "data/2021").code == 0


def test_upgrade_says_what_of_a_layout_it_cannot_rewrite(ntmreport: Run, project: Path) -> None:
    path = project / "templates/annual-district/layout.docx"
    content = edited(
        "word/document.xml",
        lambda xml: xml.replace("{{r block }}", "Ý: {{r block }}"),
        old_layout(),
    )
    path.write_bytes(content)
    answer = ntmreport("upgrade", "data/2021", "--lang", "en")
    assert answer.code == 1
    assert "NTM605" in answer.err
    assert "a sample has more than its tag" in answer.err
    assert path.read_bytes() == content
