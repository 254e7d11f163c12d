"""`ntmreport diff`: what an office and a CI job see of it, on repositories with a history."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.program_files import criteria_folder
from tests.diff.tracked_changes import accepted, lines, rejected, story
from tests.edits import commit, edit_in, git
from tests.invented import add_communes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Answer, Run

HEALTH, PRODUCTION = "data/2021/health.yaml", "data/2021/production.yaml"
RESULTS = "templates/annual-district/20-results.j2"
FEWER = (HEALTH, "numerator: 190113", "numerator: 190000")
PRODUCT = (PRODUCTION, "    - Chè sạch Bình Sơn\n", "    - Bánh lá răng bừa\n")
WORDING = (RESULTS, "  người tham gia BHYT, đạt", "  người có thẻ BHYT, đạt")


@pytest.fixture
def history(project: Path) -> Path:
    """Three commits: the data, a figure and a product, the wording; a tag on the first."""
    git(project, "init", "-q")
    commit(project)
    git(project, "tag", "signed")
    edit_in(project, *FEWER)
    edit_in(project, *PRODUCT)
    commit(project)
    edit_in(project, *WORDING)
    commit(project)
    return project


def found(answer: Answer) -> Any:
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


@pytest.mark.usefixtures("history")
def test_a_folder_with_itself(ntmreport: Run) -> None:
    for arguments in (("data/2021", "data/2021"), ("data/2021", "--against", "HEAD")):
        answer = ntmreport("diff", *arguments, "--lang", "en")
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.splitlines()[1:] == ["Nothing has changed."]


@pytest.mark.usefixtures("history")
def test_what_each_commit_changed(ntmreport: Run) -> None:
    wording = found(ntmreport("diff", "data/2021", "--against", "HEAD~1", "--format", "json"))
    assert wording["figures"] == []
    assert [each["change"] for each in wording["sentences"]] == ["changed"]
    for revision in ("signed", "HEAD~2", "main~2", "main^^"):
        both = ntmreport("diff", "data/2021", "--against", revision, "--format", "json")
        figures = {each["path"]: each for each in found(both)["figures"]}
        assert figures.keys() == {
            "health.insurance.whole.numerator",
            "health.insurance.whole.share",
        }
        assert figures["health.insurance.whole.numerator"]["typed"]
        assert not figures["health.insurance.whole.share"]["typed"]
        assert found(both)["old"] == f"{revision}:data/2021"
        assert "Bánh lá răng bừa" in both.out
        assert "người có thẻ" in both.out


def test_one_commune_changed_is_what_has_changed(ntmreport: Run, history: Path) -> None:
    made = add_communes(history / "data/2021")
    commit(history)
    name = f"data/2021/communes/{made[16].stem}.yaml"
    edit_in(history, name, "  - 17\n", "")
    answer = ntmreport("diff", "data/2021", "--against", "HEAD", "--lang", "en", "--format", "json")
    assert answer.code == 0
    changes = json.loads(answer.out)["figures"]
    own = f"communes/{made[16].stem}.number_met"
    assert [change["path"] for change in changes if change["typed"]] == [own]
    assert {change["path"] for change in changes if not change["typed"]} == {
        "communes.criterion_17.communes",
        "communes.criterion_17.share",
        "communes.band_19_19.communes",
        "communes.band_19_19.share",
        "communes.band_15_18.communes",
        "communes.band_15_18.share",
        "communes.criteria_total",
        "communes.average",
    }


def test_a_revision_has_its_own_sets_of_criteria(ntmreport: Run, history: Path) -> None:
    add_communes(history / "data/2021")
    own = history / "criteria/thi-diem.yaml"
    own.parent.mkdir()
    own.write_bytes((criteria_folder() / "2016-2020.yaml").read_bytes())
    report = "data/2021/report.yaml"
    edit_in(history, report, "criteria_set: 2016-2020", "criteria_set: thi-diem")
    commit(history)
    edit_in(history, "criteria/thi-diem.yaml", "name: Quy hoạch\n", "name: Quy hoạch chung\n")
    answer = ntmreport("diff", "data/2021", "--against", "HEAD", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "Quy hoạch{+ chung+}" in answer.out


def test_what_is_not_committed_counts(ntmreport: Run, history: Path) -> None:
    before = git(history, "status", "--porcelain")
    edit_in(history, HEALTH, "numerator: 168271", "numerator: 168000")
    answer = ntmreport("diff", "data/2021", "--against", "main")
    assert "168.271 người → 168.000 người" in answer.out
    assert "168.271 người → 168.000 người" in ntmreport("diff", "data/2021", "--against", "@").out
    edit_in(history, HEALTH, "numerator: 168000", "numerator: 168271")
    assert git(history, "status", "--porcelain") == before


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json"])
def test_every_format_to_a_file_and_the_same_twice(
    ntmreport: Run, history: Path, format_: str
) -> None:
    call = ("diff", "data/2021", "--against", "signed", "--format", format_)
    printed = ntmreport(*call)
    assert printed.code == 0
    answer = ntmreport(*call, "-o", "out/diff")
    assert answer.out == f"{pathlike('out/diff')}\n"
    assert (history / "out/diff").read_text("utf-8") == printed.out
    assert ntmreport(*call).out == printed.out
    assert "tmp" not in printed.out
    assert "93,02%" in printed.out


def test_the_folder_may_be_written_in_other_ways(ntmreport: Run, history: Path) -> None:
    for data in (str(history / "data/2021"), "data/2021/", "./data/../data/2021"):
        answer = ntmreport("diff", data, "--against", "HEAD~1")
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("So sánh HEAD~1:data/2021 với ")
    inside = subprocess.run(
        [sys.executable, "-m", "ntmreport", "diff", ".", "--against", "HEAD~1", "--lang", "en"],
        cwd=history / "data/2021",
        capture_output=True,
        check=True,
    )
    # The templates of both sides are the repository's.
    assert "người [-tham gia-]{+có thẻ+} BHYT" in inside.stdout.decode("utf-8")


def test_two_years(ntmreport: Run, project: Path) -> None:
    shutil.copytree(project / "data/2021", project / "data/2020")
    edit_in(project, "data/2020/report.yaml", "year: 2021", "year: 2020")
    chain = "  - name: thủy sản\n    chains: 21\n    output_tonnes_per_year: 2500\n"
    edit_in(project, "data/2020/production.yaml", chain, "")
    edit_in(project, "data/2020/production.yaml", "value_chains:", f"value_chains:\n{chain}#")
    edit_in(project, "data/2020/production.yaml", "chains: 21", "chains: 20")
    changes = found(ntmreport("diff", "data/2020", "data/2021", "--format", "json"))
    assert [each["path"] for each in changes["figures"] if each["typed"]] == [
        "production.value_chains[3].chains"
    ]
    assert changes["figures"][0]["old_path"] == "production.value_chains[0].chains"
    assert next(each["frame"] for each in changes["sentences"]) == "subject"


def test_data_that_makes_no_report_is_named(ntmreport: Run, history: Path) -> None:
    edit_in(history, HEALTH, "stunted_percent: 9.1\n", "stunting: 9.1\n")
    commit(history)
    edit_in(history, HEALTH, "stunting: 9.1\n", "stunted_percent: 9.1\n")
    answer = ntmreport("diff", "data/2021", "--against", "HEAD", "--lang", "en")
    assert (answer.code, answer.out) == (1, "")
    first, head, *_ = answer.err.splitlines()
    assert first.startswith("HEAD:data/2021: the data of revision `HEAD` makes no report")
    assert head.startswith("HEAD:data/2021/health.yaml:17:5: NTM201 ")
    assert "stunting: 9.1" in answer.err
    assert "tmp" not in answer.err
    commit(history)
    edit_in(history, HEALTH, "stunted_percent: 9.1\n", "stunting: 9.1\n")
    now = ntmreport("diff", "data/2021", "--against", "HEAD", "--lang", "en")
    assert (now.code, now.out) == (1, "")
    assert now.err.splitlines()[0] == "data/2021: this data makes no report"
    assert now.err.splitlines()[1].startswith("data/2021/health.yaml:17:5: NTM201 ")


def test_an_older_form_is_named_by_its_revision(ntmreport: Run, history: Path) -> None:
    edit_in(history, RESULTS, "{% set children =", "{% set children")
    before, _, _ = (history / RESULTS).read_text("utf-8").partition("{% set children")
    commit(history)
    git(history, "checkout", "-q", "HEAD~1", "--", RESULTS)
    answer = ntmreport("diff", "data/2021", "--against", "HEAD")
    assert answer.code == 1
    assert f"HEAD:{RESULTS}:{before.count(chr(10)) + 1}:" in answer.err
    assert "tmp" not in answer.err


@pytest.mark.parametrize(
    "revision", ["-x", "--output=x", "", "HEAD~9", "nope", "HEAD:data", "a..b"]
)
def test_no_such_revision(ntmreport: Run, history: Path, revision: str) -> None:
    answer = ntmreport("diff", "data/2021", f"--against={revision}", "--lang", "en")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == f"git has no revision `{revision}`\n"
    assert not (history / "x").exists()


def test_a_shallow_clone_says_so(ntmreport: Run, history: Path) -> None:
    shallow = history / "shallow"
    git(history, "clone", "-q", "--depth=1", history.as_uri(), str(shallow))
    answer = ntmreport("diff", str(shallow / "data/2021"), "--against", "HEAD~1", "--lang", "en")
    assert answer.code == 3
    assert "git fetch --unshallow" in answer.err
    assert len(answer.err.splitlines()) == 1
    assert ntmreport("diff", str(shallow / "data/2021"), "--against", "HEAD").code == 0


def test_a_folder_that_the_revision_lacks(ntmreport: Run, history: Path) -> None:
    shutil.copytree(history / "data/2021", history / "data/2022")
    answer = ntmreport("diff", "data/2022", "--against", "HEAD", "--lang", "en")
    assert (answer.code, answer.err) == (3, "the revision `HEAD` has no folder data/2022\n")


def test_data_outside_of_git(ntmreport: Run) -> None:
    ceiling = {"GIT_CEILING_DIRECTORIES": "/"}
    answer = ntmreport("diff", "data/2021", "--against", "HEAD", "--lang", "en", **ceiling)
    assert answer.code == 3
    assert answer.err == (
        "data/2021 is in no git repository, so there is no revision to compare with\n"
    )


@pytest.mark.usefixtures("history")
def test_a_missing_folder_is_a_diagnostic(ntmreport: Run) -> None:
    answer = ntmreport("diff", "data/2031", "--against", "HEAD")
    assert answer.code == 1
    assert "data/2031:1:1: NTM101" in answer.err


@pytest.mark.usefixtures("history")
def test_inside_of_a_hook_the_datas_own_repository_is_asked(ntmreport: Run) -> None:
    hook = {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": ""}
    answer = ntmreport("diff", "data/2021", "--against", "HEAD~1", **hook)
    assert (answer.code, answer.err) == (0, "")


def test_one_side_is_needed_and_only_one(ntmreport: Run) -> None:
    assert ntmreport("diff", "data/2021").code == 2
    assert ntmreport("diff", "data/2021", "data/2021", "--against", "HEAD").code == 2


def test_other_folders_of_forms(ntmreport: Run, history: Path) -> None:
    git(history, "mv", "templates", "forms")
    commit(history)
    edit_in(history, RESULTS.replace("templates", "forms"), "người có thẻ", "người dùng thẻ")
    call = ("diff", "data/2021", "--against", "HEAD", "--templates", "forms")
    assert "[-có-]{+dùng+} thẻ BHYT" in ntmreport(*call).out
    # A folder outside of the repository has no history: it serves both sides.
    shutil.copytree(history / "forms", history.parent / f"{history.name}-forms")
    outside = ntmreport(*call[:-1], str(history.parent / f"{history.name}-forms"))
    assert "Không có gì thay đổi." in outside.out


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_revision_cannot_reach_out(ntmreport: Run, history: Path) -> None:
    """Links, folders in a file's place and attributes of the revision have no effect."""
    secret = history.parent / f"{history.name}-secret.yaml"
    shutil.move(history / HEALTH, secret)
    (history / HEALTH).symlink_to(secret)
    (history / "data/2021/.gitattributes").write_text("* export-ignore export-subst\n", "utf-8")
    (history / "data/2021/a.txt").write_text("no data", "utf-8")
    commit(history)
    (history / HEALTH).unlink()
    shutil.copy(secret, history / HEALTH)
    answer = ntmreport("diff", "data/2021", "--against", "HEAD", "--lang", "en")
    assert answer.code == 1
    errors = [line for line in answer.err.splitlines() if " NTM" in line]
    assert len(errors) == 1
    assert errors[0].startswith("HEAD:data/2021/health.yaml:1:1: NTM")
    commit(history)
    assert "Nothing" in ntmreport("diff", "data/2021", "--against", "HEAD", "--lang", "en").out


@pytest.mark.parametrize("name", ["../../../evil.yaml", "/evil.yaml", "..\\\\evil.yaml"])
def test_a_name_that_points_elsewhere_is_no_file(ntmreport: Run, history: Path, name: str) -> None:
    """Git's own commands write no such trees, but somebody's may."""

    def tree(content: bytes) -> str:
        command = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
        done = subprocess.run(command, cwd=history, input=content, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def content_of(identity: str) -> bytes:
        command = ["git", "cat-file", "tree", identity]
        return subprocess.run(command, cwd=history, check=True, capture_output=True).stdout

    def entry(mode: str, called: str, identity: str) -> bytes:
        return f"{mode} {called}\0".encode() + bytes.fromhex(identity)

    blob = git(history, "rev-parse", f"HEAD:{HEALTH}")
    year = tree(entry("100644", name, blob) + content_of("HEAD:data/2021"))
    data = tree(entry("40000", "2021", year))
    top = tree(
        entry("40000", "data", data)
        + entry("40000", "templates", git(history, "rev-parse", "HEAD:templates"))
    )
    hostile = git(history, "commit-tree", "-m", "hostile", top)
    temporary = history / "temporary"
    temporary.mkdir()
    answer = ntmreport("diff", "data/2021", "--against", hostile, TMPDIR=str(temporary))
    assert "Không có gì thay đổi." in answer.out
    assert not list(history.rglob("evil*"))
    assert list(temporary.iterdir()) == []


def test_a_word_file_with_tracked_changes(ntmreport: Run, history: Path) -> None:
    answer = ntmreport("diff", "data/2021", "--against", "signed", "--docx", "out/diff.docx")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip() == pathlike("out/diff.docx")
    ntmreport("build", "data/2021", "-o", "new.docx")
    git(history, "checkout", "-q", "signed", "--", "data", "templates")
    ntmreport("build", "data/2021", "-o", "old.docx")
    root = story((history / "out/diff.docx").read_bytes())
    for settled, built in ((accepted, "new.docx"), (rejected, "old.docx")):
        assert lines(settled(root)) == lines(story((history / built).read_bytes()))


def pathlike(name: str) -> str:
    return name.replace("/", os.sep)


@pytest.mark.usefixtures("history")
def test_a_word_file_beside_the_text(ntmreport: Run) -> None:
    call = ("diff", "data/2021", "--against", "signed", "--docx", "d.docx")
    both = ntmreport(*call, "--format", "markdown")
    assert both.out.startswith("### ")
    assert ntmreport(*call, "-o", "d.txt").out.split() == ["d.txt", "d.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="a file in a folder's place is refused alike")
def test_a_target_that_cannot_be_written_gives_one_line(ntmreport: Run, history: Path) -> None:
    (history / "file").write_text("", "utf-8")
    for option, name in (("--docx", "file/x.docx"), ("-o", "file/x.txt")):
        answer = ntmreport("diff", "data/2021", "--against", "HEAD", option, name)
        assert (answer.code, len(answer.err.splitlines())) == (3, 1)


def test_without_git(ntmreport: Run, history: Path) -> None:
    (history / "bin").mkdir()
    answer = ntmreport("diff", "data/2021", "--against", "HEAD", PATH=str(history / "bin"))
    assert (answer.code, answer.err) == (0, "")


def test_a_word_file_is_made_only_of_what_build_takes(ntmreport: Run, history: Path) -> None:
    file = history / "data/2021/health.yaml"
    text = re.sub(r"numerator: \d+", "numerator: 204380", file.read_text("utf-8"), count=1)
    file.write_text(text, "utf-8")
    refused = ntmreport("build", "data/2021")
    assert refused.code == 1
    call = ("diff", "data/2021", "--against", "HEAD")
    answer = ntmreport(*call, "--docx", "d.docx")
    assert (answer.code, answer.out) == (1, "")
    assert refused.err.splitlines()[0] in answer.err
    assert not (history / "d.docx").exists()
    assert ntmreport(*call).code == 0  # to look at, it can be compared
