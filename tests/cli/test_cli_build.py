"""`ntmreport build`: what an official and a CI job see of it."""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

import ntmreport as package
from ntmreport.render.content_digest import own_digest
from tests.edits import edit, git
from tests.invented import add_communes
from tests.word import paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_build_writes_the_report_and_prints_its_path(ntmreport: Run, project: Path) -> None:
    answer = ntmreport("build", "data/2021")
    assert (answer.code, answer.err) == (0, "")
    path = project / answer.out.strip()
    assert path == project / "build/2021/bao-cao-2021.docx"
    assert "BÁO CÁO" in paragraphs(path.read_bytes())


def test_output_can_be_a_file_a_folder_or_of_another_kind(ntmreport: Run, project: Path) -> None:
    (project / "out").mkdir()
    assert ntmreport("build", "data/2021", "-o", "out").code == 0
    assert (project / "out/bao-cao-2021.docx").is_file()
    assert ntmreport("build", "data/2021", "-o", "new/folder/x.txt").code == 0
    assert "93,44%" in (project / "new/folder/x.txt").read_text(encoding="utf-8")
    assert ntmreport("build", "data/2021", "--format", "txt").out.strip().endswith("2021.txt")


def test_format_and_ending_must_agree(ntmreport: Run, project: Path) -> None:
    answer = ntmreport("build", "data/2021", "-o", "x.docx", "--format", "txt")
    assert answer.code == 2
    assert not (project / "x.docx").exists()


@pytest.mark.parametrize("data", ["data/2021/", "data/../data/2021"])
def test_the_folder_may_be_written_in_other_ways(ntmreport: Run, data: str) -> None:
    assert ntmreport("build", data).code == 0


def test_all_mistakes_of_data_are_shown_at_their_places(ntmreport: Run, project: Path) -> None:
    edit(project / "data/2021/health.yaml", "numerator: 190113", "numerator: 190.113")
    edit(project / "data/2021/health.yaml", "stunted_percent: 9.1", "stunted_percent: 9,1")
    edit(project / "data/2021/production.yaml", "area_ha: 9130", "aera_ha: 9130")
    answer = ntmreport("build", "data/2021")
    assert answer.code == 1
    assert answer.out == ""
    heads = [line for line in answer.err.splitlines() if line.startswith("data/")]
    assert [head.partition(" ")[0] for head in heads] == [
        "data/2021/health.yaml:6:16:",
        "data/2021/health.yaml:18:22:",
        "data/2021/production.yaml:7:3:",
    ]
    assert not (project / "build").exists()


def test_the_source_line_has_a_caret_under_the_value(ntmreport: Run, project: Path) -> None:
    edit(project / "data/2021/health.yaml", "stunted_percent: 9.1", "stunted_percent: 9,1")
    lines = ntmreport("build", "data/2021", "--lang", "en").err.splitlines()
    source = next(line for line in lines if line.endswith("stunted_percent: 9,1"))
    caret = lines[lines.index(source) + 1]
    assert caret.index("^") == source.index("9,1")
    assert caret.count("^") == 3
    assert lines[-1] == "1 error, 0 warnings; no report was built"


def test_mistakes_of_templates_are_shown_beside_those_of_data(
    ntmreport: Run, project: Path
) -> None:
    edit(project / "data/2021/health.yaml", "stunted_percent: 9.1", "stunted_percent: 9,1")
    template = project / "templates/annual-district/50-proposals.j2"
    edit(template, "{% for proposal in proposals.proposals %}", "{% for proposal in %}")
    heads = ntmreport("build", "data/2021").err
    assert "data/2021/health.yaml:" in heads
    assert "templates/annual-district/50-proposals.j2:2:" in heads


def test_a_failed_build_leaves_the_old_report(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021", "-o", "r.docx")
    before = (project / "r.docx").read_bytes()
    edit(project / "data/2021/health.yaml", "stunted_percent: 9.1", "stunted_percent: 9,1")
    assert ntmreport("build", "data/2021", "-o", "r.docx").code == 1
    assert (project / "r.docx").read_bytes() == before
    assert [path.name for path in project.iterdir() if path.name.startswith(".r")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a file in a folder's place is refused alike")
def test_a_target_that_cannot_be_written_gives_one_line(ntmreport: Run, project: Path) -> None:
    (project / "file").write_text("", encoding="utf-8")
    answer = ntmreport("build", "data/2021", "-o", "file/report.docx")
    assert answer.code == 3
    assert len(answer.err.splitlines()) == 1
    assert "Traceback" not in answer.err


def test_pdf_without_libreoffice_gives_one_line(ntmreport: Run, project: Path) -> None:
    program = shutil.which("git")
    assert program
    (project / "bin").mkdir()
    (project / "bin/git").symlink_to(program)
    answer = ntmreport("build", "data/2021", "-o", "r.pdf", PATH=str(project / "bin"))
    assert answer.code == 3
    assert len(answer.err.splitlines()) == 1
    assert "LibreOffice" in answer.err
    assert not (project / "r.pdf").exists()


def test_another_folder_of_forms(ntmreport: Run, project: Path) -> None:
    shutil.move(project / "templates", project / "forms")
    edit(project / "forms/annual-district/00-frame.j2", "@kind BÁO CÁO", "@kind BÁO CÁO NĂM")
    assert ntmreport("build", "data/2021", "--templates", "forms", "-o", "a.txt").code == 0
    assert "BÁO CÁO NĂM" in (project / "a.txt").read_text(encoding="utf-8")
    # Without a folder of its own, the project has the forms that come with the program.
    assert ntmreport("build", "data/2021", "-o", "b.txt").code == 0


def test_a_missing_folder_is_a_diagnostic(ntmreport: Run) -> None:
    answer = ntmreport("build", "data/2031")
    assert answer.code == 1
    assert answer.err.startswith("data/2031:1:1: NTM101 ")


def test_a_file_in_place_of_the_folder_is_told_so(ntmreport: Run) -> None:
    answer = ntmreport("build", "data/2021/health.yaml", "--lang", "en")
    assert answer.code == 1
    assert "name the year's folder: data/2021" in answer.err


def test_output_is_utf8_on_any_console(ntmreport: Run) -> None:
    answer = ntmreport("build", "data/2031", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "không có thư mục dữ liệu" in answer.err


def test_the_report_names_the_commit(ntmreport: Run, project: Path) -> None:
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "data")
    ntmreport("build", "data/2021", "-o", "r.docx")
    with zipfile.ZipFile(project / "r.docx") as archive:
        custom = archive.read("docProps/custom.xml").decode()
    assert f">{git(project, 'rev-parse', 'HEAD')}<" in custom
    assert f">{package.__version__}<" in custom
    assert os.fspath(project) not in custom


def test_an_edited_report_is_kept_and_its_composition_too(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    path = project / "build/2021/bao-cao-2021.docx"
    built = path.read_bytes()
    document = docx.Document(str(path))
    document.paragraphs[5].add_run("sửa tay")
    document.save(str(path))
    edited = path.read_bytes()
    answer = ntmreport("build", "data/2021")
    assert answer.code == 0
    assert project / answer.out.strip() == path
    assert "bao-cao-2021.sua-tay-1.docx" in answer.err
    assert path.read_bytes() == built
    assert (path.parent / "bao-cao-2021.sua-tay-1.docx").read_bytes() == edited
    # What the edited file was made from is there, by the digest that it carries still.
    record = path.parent / ".ntmreport" / f"{own_digest(built)}.json"
    assert "190.113" in record.read_text(encoding="utf-8")
    assert ntmreport("build", "data/2021").err == ""


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("build", "data/2021", "-o", "r.txt"), "r.txt"),
        (("figures", "data/2021", "-o", "r.csv"), "r.csv"),
        (("diff", "data/2021", "data/2021", "-o", "r.md"), "r.md"),
    ],
)
def test_any_file_in_the_way_that_was_not_built_is_kept(
    ntmreport: Run, project: Path, command: tuple[str, ...], name: str
) -> None:
    path = project / name
    path.write_text("của người dùng", encoding="utf-8")
    answer = ntmreport(*command)
    assert (answer.code, answer.out.strip()) == (0, name)
    kept = path.with_name(f"r.sua-tay-1{path.suffix}")
    assert kept.name in answer.err
    assert kept.read_text(encoding="utf-8") == "của người dùng"
    assert ntmreport(*command).err == ""


def test_the_annotated_report(ntmreport: Run, project: Path) -> None:
    ntmreport("build", "data/2021")
    answer = ntmreport("build", "data/2021", "--annotate")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.replace("\\", "/") == "build/2021/bao-cao-2021-chu-giai.docx\n"
    plain = (project / "build/2021/bao-cao-2021.docx").read_bytes()
    annotated = (project / "build/2021/bao-cao-2021-chu-giai.docx").read_bytes()
    assert paragraphs(annotated) == paragraphs(plain)
    texts = [comment.text for comment in docx.Document(io.BytesIO(annotated)).comments]
    assert any(
        text.startswith("93,44%: 168.271 / 180.086 × 100 = 93,439246… → 93,44%\n")
        and "data/2021/health.yaml, dòng 9" in text
        and "data/2021/health.yaml, dòng 10" in text
        for text in texts
    )
    # In Vietnamese in whatever language the command speaks: it is the report that is commented.
    ntmreport("--lang", "en", "build", "data/2021", "--annotate", "-o", "b.docx", TZ="Asia/Tokyo")
    assert (project / "b.docx").read_bytes() == annotated


def test_a_warning_in_the_data_stands_in_the_comment(ntmreport: Run, project: Path) -> None:
    file = project / "data/2021/acknowledged.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("NTM302", "NTM301"), encoding="utf-8", newline="\n")
    assert ntmreport("build", "data/2021", "--annotate", "-o", "a.docx").code == 0
    document = docx.Document(io.BytesIO((project / "a.docx").read_bytes()))
    (comment,) = [each.text for each in document.comments if "NTM302" in each.text]
    assert "NTM302 cảnh báo: công bố 2 nhà máy" in comment
    assert "Đã được chấp nhận" not in comment


@pytest.mark.parametrize("option", ["--annotate", "--embed-lineage"])
def test_only_a_word_file_can_carry_it(ntmreport: Run, project: Path, option: str) -> None:
    for kind in ("pdf", "txt"):
        answer = ntmreport("build", "data/2021", option, "-o", f"r.{kind}")
        assert answer.code == 2
        assert option in answer.err
        assert not (project / f"r.{kind}").exists()


def opened(project: Path) -> str:
    """What the stand-in for xdg-open was called with; nobody waits for such a program."""
    answer = project / "opened"
    for _ in range(200):
        if answer.exists() and (text := answer.read_text()):
            answer.unlink()
            return text
        time.sleep(0.05)
    raise AssertionError("nothing was opened")


def test_open_calls_what_the_computer_opens_files_with(
    ntmreport: Run, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """xdg-open stands for the program; without one, a line says so and the report is there."""
    programs = tmp_path_factory.mktemp("programs")
    opener = programs / "xdg-open"
    opener.write_text('#!/bin/sh\nprintf "%s" "$1" > opened\n')
    opener.chmod(0o755)
    path = f"{programs}:{os.environ['PATH']}"
    for command, file in (("build", "bao-cao-2021.docx"), ("review", "ra-soat-2021.html")):
        assert ntmreport(command, "data/2021", "--open", PATH=path).code == 0
        assert opened(project).endswith(f"/build/2021/{file}")
    alone = ntmreport("build", "data/2021", "--open", "--lang", "en", PATH=str(project))
    assert (alone.code, "open it by hand" in alone.err) == (0, True)
    opener.write_text("#!/bin/sh\necho not for people >&2\nexit 3\n")  # no program for the file
    none = ntmreport("build", "data/2021", "--open", "--lang", "en", PATH=path)
    assert (none.code, "open it by hand" in none.err, "people" in none.err) == (0, True, False)
    two = ntmreport("build", "data/2021", "data/2020", "--open", "--lang", "en")
    assert (two.code, "takes one folder" in two.err) == (2, True)


def test_tables_and_annexes_as_a_workbook(ntmreport: Run, project: Path) -> None:
    refused = ntmreport("build", "data/2021", "--format", "xlsx", "--lang", "en")
    assert refused.code == 2
    assert "no table or annex" in refused.err
    assert "ntmreport figures --format xlsx" in refused.err
    add_communes(project / "data/2021")
    answer = ntmreport("build", "data/2021", "--format", "xlsx")
    assert answer.out.replace("\\", "/") == "build/2021/bao-cao-2021.xlsx\n"
    path = project / "build/2021/bao-cao-2021.xlsx"
    names = openpyxl.load_workbook(path).sheetnames
    assert names == ["Mẫu biểu số 01", "Mẫu biểu số 02"]
    assert ntmreport("figures", "data/2021", "-o", "a.xlsx").code == 0
    assert openpyxl.load_workbook(project / "a.xlsx").sheetnames == ["Số liệu", *names]
