"""Vietnamese messages have no English in them, whoever has worded what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ntmreport.jinja_messages import in_vietnamese
from tests.model.years import edited_year

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = re.compile(
    r"\b(?:the|expected|unexpected|got|found|filter|named|cannot|could|with|of|for|must|should|"
    r"invalid|value|missing|usage|error|mean|did|you|no such|argument|option|command|choose|from|"
    r"tag|template|expression|end|print|statement|block|undefined|attribute|object|add|requires|"
    r"unknown|valid|integer|directory|file|does|exist|was|looking|token|char)\b",
    re.IGNORECASE,
)
# What is quoted is the user's own, and so are names of options, files and keys.
OWN = re.compile(
    r"“[^”]*”|`[^`]*`|\S*[._/\\-]\S*|\([a-z_]+\)|\{.*?\}|\b[A-Z]+[0-9]*\b|(?<=một trong: ).*"
)

TEMPLATES = (
    "{{ report",
    "{{ report.year",
    "{% if %}x{% endif %}",
    "{% if report.year %}x",
    "{% for x in report.year %}x",
    "{% endfor %}",
    "{% els %}",
    "{% for %}{% endfor %}",
    "{% for x report %}{% endfor %}",
    "{{ report.issuer | nofilter }}",
    "{{ report.issuer is notest }}",
    "{{ }}",
    "{{ report.issuer report.year }}",
    "{{ report.issuer ~ report.issuer }}",
    "{{ (report.year }}",
    "{{ report.year) }}",
    "{{ ? }}",
    "{# không đóng",
    "{% set x = %}",
    "{% set 1 = 2 %}",
    "{% macro %}{% endmacro %}",
    "{% include 'x' %}",
    "{% import '_nothing.j2' as m %}",
    "{% raw %}x",
    "{{ health.insurance.whole.share - production.zones.number }}",
    "{{ health.insurance.whole.share + production.zones.number }}",
    "{{ 'x' if health.insurance.whole.share < production.zones.number }}",
    "{{ production.zones.number | share_of(health.insurance.whole.numerator) }}",
    "{{ -production.zones.number }}",
    "{{ report.year + 1 }}",
    "{{ 5 }}",
    "{{ nope }}",
    "{{ report.yera }}",
    "{{ health }}",
    "{{ report.document.day }}",
    "{% for x in report %}x{% endfor %}",
)


def english_in(message: str) -> list[str]:
    return ENGLISH.findall(OWN.sub("", message))


@pytest.mark.parametrize("template", TEMPLATES)
def test_wrong_templates(tmp_path: Path, template: str) -> None:
    answer = edited_year(tmp_path, ("60-more.j2", "", f"{template}\n"))
    found = answer.compiled.diagnostics
    assert found
    for each in found:
        hint = each.hint.vi if each.hint is not None else ""
        assert not english_in(f"{each.message.vi} {hint}"), each.message.vi


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("No filter named 'x'.", "không có bộ lọc tên “x”"),
        ("expected token 'end of print statement', got 'y'", "ở đây cần dấu }}, không phải “y”"),
        ("something that nobody has put into Vietnamese", "kiểm tra dấu ngoặc, tên lệnh"),
    ],
)
def test_what_jinja_says(message: str, said: str) -> None:
    assert in_vietnamese(message).startswith(said)
