"""`ntmreport rule`: the page of a rule, the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.rulebook import rules

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_a_rule_is_explained(ntmreport: Run) -> None:
    answer = ntmreport("rule", "NTM302")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("NTM302 count-differs-from-list (cảnh báo)\n")
    assert "Sai, trong data/2021/production.yaml:\n    number: 9\n" in answer.out
    for name in ("ntm302", "count-differs-from-list"):
        assert ntmreport("rule", name).out == answer.out
    english = ntmreport("rule", "NTM302", "--lang", "en").out
    assert english.startswith("NTM302 count-differs-from-list (warning)\n")


def test_all_rules_are_listed(ntmreport: Run) -> None:
    answer = ntmreport("rule")
    assert (answer.code, answer.err) == (0, "")
    assert [line[:6] for line in answer.out.splitlines()] == [rule.code for rule in rules()]


@pytest.mark.parametrize("code", ["NTM999", "count", "302"])
def test_an_unknown_rule_is_a_wrong_call(ntmreport: Run, code: str) -> None:
    answer = ntmreport("rule", code)
    assert (answer.code, answer.out) == (2, "")
    assert f"không có mã {code}" in answer.err
