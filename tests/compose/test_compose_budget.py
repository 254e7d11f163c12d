"""Forms that were made to keep a program busy are refused at once; large honest ones are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from ntmreport.pipeline import Compiler
from tests.calls_made import calls_made
from tests.invented import add_communes

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.pipeline import Compiled

FORM = "templates/annual-district"
MOST_CALLS = 600_000
"""Of functions: data/2021 is compiled by 85.000 with a form that is known, else by 980.000."""

_FIGURE = "health.insurance.whole.numerator"
_NESTED = "".join(f"{{% for {name} in production.ocop.products %}}" for name in "abcdefg")
HOSTILE = {
    "points": "a) x\n" * 50_000,
    "sections": "1. x\n" * 50_000,
    "rows": "| a | b |\n" * 30_000,
    "lines of the frame": "@kind x\n" * 50_000,
    "annexes": "@annex x\n" * 50_000,
    "lines that go on": "a\n" + " x\n" * 50_000,
    "unknown names": "".join(f"{{{{ n{number} }}}}\n" for number in range(50_000)),
    "unknown names in bounds": "".join(f"{{{{ n{number} }}}}\n" for number in range(3_500)),
    "unknown fields": "".join(f"{{{{ health.n{number} }}}}\n" for number in range(3_500)),
    "expressions": f"{{{{ {_FIGURE} }}}}\n" * 20_000,
    "names that are set": "".join(f"{{% set a{n} = 1 %}}\n" for n in range(20_000)),
    "macros": "".join(f"{{% macro m{n}() %}}x{{% endmacro %}}\n" for n in range(20_000)),
    "conditions": "{% if health %}x{% endif %}\n" * 20_000,
    "comments": "{# x #}\n" * 50_000,
    "filters in a row": f"{{{{ {_FIGURE}{'|with_unit' * 300} }}}}\n" * 150,
    "a sum of many": f"{{{{ {'+'.join([_FIGURE] * 8_000)} }}}}",
    "brackets": f"{{{{ {'(' * 20_000} }}}}",
    "bold words": "**x** " * 50_000,
    "a long line": "x" * 1_000_000,
    "loops in loops": f"{_NESTED}x\n{'{% endfor %}' * 7}",
    "loops that print lines": f"{_NESTED[: len(_NESTED) // 7 * 5]}x\n{'{% endfor %}' * 5}",
}


def compiled(project: Path) -> Compiled:
    return Compiler().compile(project / "data/2021")


def compiled_with_few_calls(project: Path, templates: dict[str, str]) -> Compiled:
    """Compile the report with these templates too, within bounds."""
    compiled(project)  # What all forms share is known from then on.
    for name, text in templates.items():
        (project / FORM / f"{name}.j2").write_text(text, "utf-8", newline="\n")
    found, calls = calls_made(lambda: compiled(project))
    assert calls < MOST_CALLS
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_form_without_bounds_is_refused_at_once(project: Path, name: str) -> None:
    found = compiled_with_few_calls(project, {"70-x": HOSTILE[name]})
    assert found.document is None
    assert {each.rule.code for each in found.diagnostics} & {"NTM104", "NTM501", "NTM503"}
    assert len(found.diagnostics) < 200


@pytest.mark.parametrize(("number", "text"), [(200, "x\n" * 500_000), (5_000, "x\n")])
def test_a_form_of_many_files_is_refused_at_once(project: Path, number: int, text: str) -> None:
    found = compiled_with_few_calls(project, {f"7{each}-x": text for each in range(number)})
    assert [each.rule.code for each in found.diagnostics] == ["NTM104"]


def test_a_form_ten_times_as_long_is_none_of_them(project: Path) -> None:
    for path in sorted((project / FORM).glob("[2-5]*.j2")):
        for number in range(9):
            text = f"{{# Phần {number} #}}\n" + path.read_text("utf-8")
            again = project / FORM / f"{path.stem[:2]}-{number}.j2"
            again.write_text(text, "utf-8", newline="\n")
    assert compiled(project).document is not None


def test_annexes_of_a_thousand_communes_are_none_of_them(project: Path) -> None:
    report = project / "data/2021/report.yaml"
    text = report.read_text("utf-8")
    names = yaml.safe_load(text)["unit"]["communes"]["names"]
    words = ("An", "Bình", "Cát", "Dân", "Đông", "Giang", "Hà", "Khê", "Lâm", "Minh")
    more = [f"{a} {b} {c}" for a in words for b in words for c in words][: 1_000 - len(names)]
    entry = f"      - {names[-1]}\n"
    assert text.count(entry) == 1
    text = text.replace(entry, entry + "".join(f"      - {name}\n" for name in more))
    report.write_text(text, "utf-8", newline="\n")
    add_communes(project / "data/2021")
    found = compiled(project)
    assert found.document is not None, found.diagnostics[:3]
