"""`init` as a process: options, questions on a terminal, what it refuses."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.cli.conftest import Run

OPTIONS = {
    "--level": "Huyện",
    "--name": "Đông Hải",
    "--parent-level": "tỉnh",
    "--parent": "Nam Sơn",
    "--below": "An Bình, Bình Minh,Cẩm Tú,",
    "--year": "2025",
}


def arguments(**others: str) -> list[str]:
    options = {**OPTIONS, **{f"--{name.replace('_', '-')}": word for name, word in others.items()}}
    return [word for option in options.items() for word in option if option[1]]


def test_init_begins_a_repository(ntmreport: Run, project: Path) -> None:
    answer = ntmreport("init", "dong-hai", *arguments())
    assert (answer.code, answer.out) == (0, "dong-hai\n")
    assert "ntmreport status data/2025" in answer.err
    report = (project / "dong-hai/data/2025/report.yaml").read_text("utf-8")
    assert "  level: huyện\n  name: Đông Hải\n" in report
    assert "      - An Bình\n      - Bình Minh\n      - Cẩm Tú\n" in report


def test_the_next_commands_work_in_it(ntmreport: Run, project: Path) -> None:
    ntmreport("init", "dong-hai", *arguments())
    folder = project / "dong-hai"

    def inside(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ntmreport", *words, "--lang", "en"],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    status = inside("status", "data/2025")
    assert status.returncode == 0
    assert "data/2025/health.yaml" in status.stdout
    validated = inside("validate", "--strict")
    assert validated.returncode == 0
    assert "data/2025/health.yaml" in validated.stdout
    assert inside("build", "data/2025").returncode == 0
    report = folder / "data/2025/report.yaml"
    text = report.read_text("utf-8")
    report.write_text(text.replace("stage: draft", "stage: final"), "utf-8", newline="\n")
    assert inside("status", "data/2025").returncode == 1
    assert inside("build", "data/2025").returncode == 1


def test_a_folder_with_something_in_it_is_refused(ntmreport: Run, project: Path) -> None:
    before = sorted(project.rglob("*"))
    answer = ntmreport("init", ".", *arguments(), "--lang", "en")
    assert answer.code == 1
    assert answer.err == ". is no empty folder; nothing is written there\n"
    assert sorted(project.rglob("*")) == before


def test_an_empty_folder_is_filled(ntmreport: Run, project: Path) -> None:
    (project / "new/.git").mkdir(parents=True)
    assert ntmreport("init", "new", *arguments()).code == 0
    assert (project / "new/README.md").is_file()


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"name": "", "below": ""}, "--name, --below missing"),
        ({"year": "25"}, "25 is not a year"),
        ({"name": " "}, "--name (The unit's own name) is empty"),
        ({"name": "a\nb"}, "--name (The unit's own name) is empty or has a character of no use"),
        ({"below": ","}, "--below: different names are needed; twice: (none)"),
        ({"below": "An Bình, An Bình"}, "--below: different names are needed; twice: An Bình"),
        ({"level": "huyệnn"}, "no form is for the level `huyệnn` (`huyện`?) in 2025; choose with"),
        ({"year": "2026"}, "there is no level `huyện` in 2026; those that report: "),
        ({"months": "5"}, "--months 5: write 3, 6, 9 or 12"),
        (
            {"year": "2026", "level": "xã", "parent_level": "huyện"},
            "--parent-level: in 2026, a xã is below one of: tỉnh, thành phố; not `huyện`",
        ),
        (
            {"level": "xã", "below": "Đoài, tổ dân phố Chợ, Ga"},
            "--below: is “Ga” a tổ dân phố or a thôn? Write each kind once, as in `thôn: …; tổ",
        ),
        (
            {"level": "xã", "below": "thôn: Đoài; tổ dân phố: Chợ, Đoài"},
            "--below: different names are needed; twice: Đoài",
        ),
        ({"name": "huyện"}, "--name (The unit's own name) is empty"),
        ({"name": ",.;"}, "--name (The unit's own name) is empty"),
        ({"below": "- , xã"}, "--below: different names are needed; twice: (none)"),
        ({"form": "annual"}, "there is no form `annual`; there are: annual-"),
    ],
)
def test_what_makes_no_unit(
    ntmreport: Run, project: Path, others: dict[str, str], said: str
) -> None:
    answer = ntmreport("init", "new", *arguments(**others), "--lang", "en")
    assert answer.code == 2
    assert answer.err.startswith(said)
    assert not (project / "new").exists()


def test_a_form_can_be_chosen(ntmreport: Run, project: Path) -> None:
    chosen = arguments(level="tỉnh", form="annual-district")
    assert ntmreport("init", "new", *chosen).code == 0
    assert "form: annual-district\n" in (project / "new/data/2025/report.yaml").read_text("utf-8")


def test_a_name_is_written_as_it_is_usually_spelled(ntmreport: Run, project: Path) -> None:
    ntmreport("init", "new", *arguments(name="Đo\u0302ng Ha\u0309i"))
    assert "  name: Đông Hải\n" in (project / "new/data/2025/report.yaml").read_text("utf-8")


def answered_at_a_terminal(project: Path, words: Sequence[str], typed: str) -> tuple[str, str]:
    """Begin the repository `new` at a terminal where `typed` is typed; return what is printed."""
    pty = pytest.importorskip("pty", reason="a terminal of POSIX")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ntmreport", "init", "new", *words],
        cwd=project,
        env=os.environ | {"LC_ALL": "C.UTF-8", "TERM": "dumb"},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    os.write(ours, typed.encode())
    out, said = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    return out, said


@pytest.mark.parametrize(
    ("language", "question"),
    [("vi", "Tên riêng của đơn vị cấp trên: "), ("en", "The own name of the unit above: ")],
)
def test_what_is_not_said_is_asked_on_a_terminal(
    project: Path, language: str, question: str
) -> None:
    given = (*arguments(parent="", year=""), "--lang", language)
    out, _ = answered_at_a_terminal(project, given, "2024\n\nNam Sơn\n")
    assert question in out
    report = (project / "new/data/2024/report.yaml").read_text("utf-8")
    assert "    level: tỉnh\n    name: Nam Sơn\n" in report


@pytest.mark.parametrize(
    ("others", "issuer", "below"),
    [
        ({"name": "huyện Đông Hải"}, "UBND huyện Đông Hải", ["An Bình", "Bình Minh", "Cẩm Tú"]),
        ({"name": "UBND Huyện Đông Hải"}, "UBND huyện Đông Hải", None),
        ({"parent": "Tỉnh Nam Sơn"}, "UBND huyện Đông Hải", None),
        ({"below": "xã An Bình; Xã Bình Minh\nCẩm Tú"}, "UBND huyện Đông Hải", None),
        ({"level": "thị xã", "name": "Thị xã Đông Hải"}, "UBND thị xã Đông Hải", None),
        (
            {"level": "xã", "name": "xã An Nông", "below": "Thôn 1; Thôn 2"},
            "UBND xã An Nông",
            ["Thôn 1", "Thôn 2"],
        ),
        (
            {"level": "xã", "name": "Bản Qua", "below": "thôn Đoài; Thượng, thôn Hạ"},
            "UBND xã Bản Qua",
            ["Đoài", "Thượng", "Hạ"],
        ),
    ],
)
def test_words_for_levels_are_taken_off_names(
    ntmreport: Run, project: Path, others: dict[str, str], issuer: str, below: list[str] | None
) -> None:
    assert ntmreport("init", "new", *arguments(**others)).code == 0
    report = (project / "new/data/2025/report.yaml").read_text("utf-8")
    assert f"\nissuer: {issuer}\n" in report
    assert "    name: Nam Sơn\n" in report
    names = "".join(f"      - {name}\n" for name in below or ["An Bình", "Bình Minh", "Cẩm Tú"])
    assert names in report


@pytest.mark.parametrize(
    ("others", "lines"),
    [
        ({"level": "huyen"}, ["  level: huyện"]),
        ({"level": "UBND huyện"}, ["  level: huyện"]),
        ({"level": "Xa", "name": "AN NÔNG"}, ["  level: xã", "  name: An Nông"]),
        ({"level": "thi xa", "parent-level": "TINH"}, ["  level: thị xã", "    level: tỉnh"]),
        ({"level": "huyện Đông Hải"}, ["  level: huyện"]),
        ({"name": "ỦY BAN NHÂN DÂN HUYỆN ĐÔNG HẢI"}, ["issuer: UBND huyện Đông Hải"]),
        ({"parent": "TỈNH NAM SƠN"}, ["    name: Nam Sơn"]),
        ({"name": "đông hải."}, ["  name: Đông Hải"]),
        ({"name": "huyện Đông Hải, tỉnh Nam Sơn"}, ["  name: Đông Hải"]),
        ({"below": "An Bình và Cẩm Tú."}, ["      - An Bình", "      - Cẩm Tú"]),
        (
            {"level": "xã", "below": "- Thôn 1, - THÔN 2; 3. thôn đoài\n+ TDP 5, KHU IV"},
            [f"      - {name}" for name in ("Thôn 1", "Thôn 2", "Đoài", "TDP 5", "Khu IV")],
        ),
        (
            {"below": "An Bình, Thị trấn Cẩm Tú; THỊ TRẤN NƯA"},
            ["      - An Bình", "  towns:", "    level: thị trấn", "      - Cẩm Tú", "      - Nưa"],
        ),
        (
            {"level": "thị xã", "below": "An Bình, phường 1"},
            ["  towns:", "    level: phường", "      - Phường 1"],
        ),
        (
            {"level": "PHƯỜNG", "year": "2026", "below": "TỔ DÂN PHỐ 1, tổ dân phố số 2, Chợ"},
            [
                *("  level: phường", "    level: tổ dân phố"),
                *("      - Tổ dân phố 1", "      - Tổ dân phố số 2", "      - Chợ"),
            ],
        ),
        (
            {"level": "xa", "year": "2026", "below": "2 thôn: Đoài, Hạ; Tổ dân phố: Chợ"},
            [
                *("    level: thôn", "      - Đoài", "      - Hạ", "    others:"),
                *("      - level: tổ dân phố", "          - Chợ"),
            ],
        ),
    ],
)
def test_what_people_type_of_a_unit_is_understood(
    ntmreport: Run, project: Path, others: dict[str, str], lines: list[str]
) -> None:
    assert ntmreport("init", "new", *arguments(**others)).code == 0
    year = others.get("year", "2025")
    report = (project / f"new/data/{year}/report.yaml").read_text("utf-8").splitlines()
    assert [line for line in report if line in lines] == lines


def test_a_wrong_answer_is_asked_for_again(project: Path) -> None:
    typed = "25\n2025\n5\n12\ntỉnh\nhuyện\nĐông Hải\ntỉnh\nNam Sơn\nA, A\nA; B\n"
    _, said = answered_at_a_terminal(project, ("--lang", "vi"), typed)
    for wrong in ("không có mẫu cho cấp “tỉnh”", "trùng: A", "25 không phải là một năm"):
        assert wrong in said
    assert (project / "new/data/2025/report.yaml").is_file()


@pytest.mark.parametrize("level", ["huyện", "xã"])
def test_every_command_of_the_readme_that_is_written_runs(
    ntmreport: Run, project: Path, tmp_path_factory: pytest.TempPathFactory, level: str
) -> None:
    ntmreport("init", "new", *arguments(level=level))
    folder = project / "new"
    readme = (folder / "README.md").read_text("utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", readme, re.MULTILINE | re.DOTALL)
    commands = [line.strip() for block in blocks for line in block.splitlines()]
    assert {command.split()[1] for command in commands} == {
        *("status", "validate", "build", "new", "-m", "desk", "sheets", "collect")
    }
    for command in commands:
        # What cmd, PowerShell and bash each take for more than a letter of an argument.
        assert not set("#$`^&|<>%!;()") & set(command)
        program, *words = shlex.split(command)
        if program == "python":
            assert words[:3] == ["-m", "pip", "install"]
            assert words[3].endswith(".whl") or "://" in words[3]
            continue
        assert program == "ntmreport"
        if words[0] == "collect":
            (folder / "build/2025/phieu").rename(folder / words[1])
        elif words[0] == "desk":  # whoever runs the tests keeps a tidy one
            words += ["-o", str(tmp_path_factory.mktemp("desk"))]
        run = subprocess.run(
            [sys.executable, "-m", "ntmreport", *words, "--lang", "vi"],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        # A year cannot start from one that is a draft yet.
        assert run.returncode == (1 if words[0] == "new" else 0), run.stderr
    for name in (".github/workflows/so-lieu.yml", ".gitlab-ci.yml"):
        assert not re.search(
            r"pip install (--quiet )?ntmreport", (folder / name).read_text("utf-8")
        )
