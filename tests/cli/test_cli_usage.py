"""Help, version and wrong calls, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ntmreport as package

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer

    Run = Callable[..., Answer]


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
        (("new", "hai"), "năm có giá trị không dùng được; viết bằng chữ số"),
        (("init", "x", "--year", "hai"), "--year có giá trị không dùng được"),
        (("build", "data/2021", "--fromat", "pdf"), "--fromat; có phải --format?"),
        (("build", "data/2021", "--format", "odt"), "chọn một trong: docx, pdf, txt"),
        (("build", "data/2021", "extra"), "thừa “extra”"),
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
