"""`ntmreport status`: what it prints, and what it returns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_status_names_what_is_missing_by_file(ntmreport: Run) -> None:
    ntmreport("new", "2022")
    answer = ntmreport("status", "data/2022", "--lang", "vi")
    assert answer.code == 0
    assert answer.err == ""
    assert "\nhealth.yaml             3/12\n" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80
    assert (
        "\n  data/2022/health.yaml:6  Y tế › Bảo hiểm y tế › Toàn đơn vị › Số người có\n"
        "      health.insurance.whole.numerator\n"
    ) in answer.out
    last = answer.out.splitlines()[-1]
    assert last == "data/2022: lập được bản dự thảo; còn thiếu 79 giá trị"
    english = ntmreport("status", "data/2022", "--lang", "en").out.splitlines()
    assert english[-1] == "data/2022: a draft can be built; 79 values missing"


def test_status_in_other_forms(ntmreport: Run) -> None:
    content = json.loads(ntmreport("status", "data/2021", "--format", "json").out)
    assert content["can_be_built"] is True
    markdown = ntmreport("status", "data/2021", "--format", "markdown")
    assert markdown.code == 0
    assert markdown.out.startswith("| ")
