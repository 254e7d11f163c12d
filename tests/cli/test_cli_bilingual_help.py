"""Help, version, completion and wrong calls, in both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import ntmreport as package
from tests.test_vietnamese_messages import english_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_version(ntmreport: Run) -> None:
    assert ntmreport("--version").out == f"ntmreport {package.__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("--help",), ("build", "--help"), ("schema", "-h")])
def test_help_is_vietnamese_and_fits_80_columns(ntmreport: Run, arguments: tuple[str]) -> None:
    answer = ntmreport(*arguments)
    assert answer.code == 0
    assert "Cách dùng: ntmreport" in answer.out
    assert "Tùy chọn" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80
    for english in ("Usage", "Options", "Show this", "required", "Arguments", "<bool>", "<path>"):
        assert english not in answer.out


@pytest.mark.parametrize("arguments", [(), ("--help",), ("build", "--help"), ("schema", "-h")])
def test_help_in_english(ntmreport: Run, arguments: tuple[str]) -> None:
    answer = ntmreport(*arguments, "--lang", "en")
    assert answer.code == 0
    assert "Usage: ntmreport" in answer.out
    assert answer.out.isascii() or "│" in answer.out


@pytest.mark.parametrize(
    ("locale", "language"),
    [("C", "vi"), ("vi_VN.UTF-8", "vi"), ("en_US.UTF-8", "en"), ("fr_FR", "en"), ("", "vi")],
)
def test_language_follows_the_locale(ntmreport: Run, locale: str, language: str) -> None:
    out = ntmreport("--help", LC_ALL=locale, LANG="", LC_MESSAGES="").out
    assert ("Cách dùng:" in out) == (language == "vi")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("build",), "thiếu thư mục dữ liệu"),
        (("explain", "data/2021"), "thiếu điều cần hỏi"),
        (("buidl", "data/2021"), "Không có lệnh 'buidl'; có phải build?"),
        (("new", "hai"), "hai không phải là một năm; viết bốn chữ số"),
        (("new",), "thiếu năm hoặc thư mục mới"),
        (("init", "x", "--year", "hai"), "--year có giá trị không dùng được"),
        (("build", "data/2021", "--fromat", "pdf"), "--fromat; có phải --format, --form?"),
        (("build", "data/2021", "--format", "odt"), "chọn một trong: docx, pdf, txt"),
        (("review", "data/2021", "extra"), "thừa “extra”"),
        (("figures", "data/2021", "--coverage", "-o", "x.txt"), "không dùng cùng --output"),
        (("build", "data/2021", "-o"), "-o cần một giá trị"),
        (("build", "data/2021", "--annotate=3"), "--annotate không nhận giá trị"),
        (("build", "data/2021", "--lang", "fr"), "--lang"),
        (("--lang",), "--lang"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    ntmreport: Run, arguments: tuple[str, ...], says: str
) -> None:
    answer = ntmreport(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert says in answer.err
    for english in ("Did you mean", "Got unexpected", "requires", "does not"):
        assert english not in answer.err
    assert answer.err.splitlines()[-1] == "xem cách dùng: ntmreport --help"


def test_a_wrong_call_in_english(ntmreport: Run) -> None:
    answer = ntmreport("--lang=en", "build", "data/2021", "--fromat", "pdf")
    assert answer.code == 2
    assert "No such option: --fromat" in answer.err


CALLS = (
    "biuld data/2021",
    "build",
    "build data/2021 x y",
    "build data/2021 --frmat pdf",
    "build data/2021 --format xyz",
    "build data/2021 -o",
    "build data/2021 --annotate=x",
    "build data",
    "build 2021",
    "build data/1999",
    "build data/2021/health.yaml",
    "new abc",
    "new",
    "new 21",
    "status",
    "status data/2021 --format x",
    "rule NTM999",
    "figures data/2021 --format q",
    "diff data/2021",
    "diff data/2021 --against nope",
    "explain data/2021",
    "explain data/2021 không-có",
    "init n --year abc",
    "init n",
    "upgrade data/1999",
    "--versoin",
    "--lang fr",
    "acknowledge data/2021",
    "review x",
)


@pytest.mark.parametrize("call", CALLS)
def test_wrong_calls(ntmreport: Run, call: str) -> None:
    answer = (
        ntmreport(*call.split(), "--lang", "vi")
        if "--lang" not in call
        else ntmreport(*call.split(), LC_ALL="vi_VN.UTF-8")
    )
    assert answer.code in {1, 2, 3}
    for line in (answer.out + answer.err).splitlines():
        if not re.match(r" *[0-9]* \|", line):
            assert not english_in(line), line


def in_bash(words: str, **variables: str) -> tuple[int, str, str]:
    """Call the command from a shell that can be seen to be one."""
    done = subprocess.run(
        ["/bin/bash", "-c", f'"{sys.executable}" -m ntmreport {words}; exit $?'],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"} | variables,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="shells of POSIX")
def test_commands_are_completed() -> None:
    answer = in_bash(
        "", _NTMREPORT_COMPLETE="complete_bash", COMP_WORDS="ntmreport va", COMP_CWORD="1"
    )
    assert answer == (0, "validate\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="shells of POSIX")
@pytest.mark.parametrize(("language", "said"), [("vi", "phím Tab"), ("en", "Tab key")])
def test_completion_is_installed_for_a_shell(tmp_path: Path, language: str, said: str) -> None:
    code, out, err = in_bash(f"--lang {language} --install-completion", HOME=str(tmp_path))
    assert (code, err) == (0, "")
    assert said in out
    assert "ntmreport" in (tmp_path / ".bashrc").read_text("utf-8")
    code, out, _ = in_bash("--show-completion", HOME=str(tmp_path))
    assert code == 0
    assert "complete -o default" in out


@pytest.mark.parametrize("command", ["init", "new", "status", "upgrade"])
def test_help_speaks_the_users_language(ntmreport: Run, command: str) -> None:
    vietnamese = ntmreport(command, "--help", "--lang", "vi").out
    assert f"Cách dùng: ntmreport {command}" in vietnamese
    assert max(map(len, vietnamese.splitlines())) <= 80
    for english in ("Usage", "Show this", "required", "Arguments"):
        assert english not in vietnamese
    assert f"Usage: ntmreport {command}" in ntmreport(command, "--help", "--lang", "en").out
