"""Wrong calls are answered in Vietnamese throughout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.test_vietnamese_messages import english_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Answer

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
def test_wrong_calls(ntmreport: Callable[..., Answer], call: str) -> None:
    answer = (
        ntmreport(*call.split(), "--lang", "vi")
        if "--lang" not in call
        else ntmreport(*call.split(), LC_ALL="vi_VN.UTF-8")
    )
    assert answer.code in {1, 2, 3}
    for line in (answer.out + answer.err).splitlines():
        if not re.match(r" *[0-9]* \|", line):
            assert not english_in(line), line
