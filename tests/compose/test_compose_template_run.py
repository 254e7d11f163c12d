"""Templates and texts of the data: what fails is said at its place, and nothing runs wild."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntmreport import catalogue
from tests.model.years import FIELDS, Answer, Edit, edited_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.document import Run

MORE = "60-more.j2"
LAST = "Đề nghị Trung ương"


def more(text: str) -> Edit:
    """A further template of the form."""
    return MORE, "", text + "\n"


def said(answer: Answer) -> list[str]:
    """What the further template prints."""
    lines = answer.lines
    return lines[next(n for n, line in enumerate(lines) if line.startswith(LAST)) + 1 :]


def said_runs(answer: Answer) -> list[Run]:
    document = answer.compiled.document
    assert document is not None
    return list(document.blocks[-1].runs)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{{ health.insurance.whole.share }}", "93,02%"),
        ('{{ health["insurance"].whole.share }}', "93,02%"),
        ("{{ health.insurance.whole.numerator | with_unit }}", "190.113 người"),
        ("{{ production.zones.number | two_digits }}", "06"),
        ("{{ production.models[0].income_million_vnd_per_ha }}", "250-300"),
        ("{{ governance.defence.training_good_percent }}", "78-81%"),
        ("{{ report.year }} {{ report.year.next }}", "2021 2022"),
        ("{% for n in report.signature.capacity %}{{ loop.index | ordinal }} {% endfor %}", "1 2"),
        ('{{ report.unit.communes.names | count("xã") | with_unit }}', "32 xã"),
        (
            "{% set t = report.unit.towns.names | sort %}{{ t | count }} {{ t | series }}",
            "02 Nưa, Triệu Sơn",
        ),
        ("{% for n in report.signature.capacity %}{{ loop.index | ordinal(2) }}{% endfor %}", "34"),
        ("{% for n in report.signature.capacity %}{{ loop.index | roman }} {% endfor %}", "I II"),
        ("{% for n in report.signature.capacity[1:] %}{{ loop.index | roman }}{% endfor %}", "I"),
        ("{{ report.year | ordinal }} {{ report.issuer | ordinal }}", "2021 UBND huyện Triệu Sơn"),
        ("{{ planning.regional_plan.day }}", "14/10/2021"),
        ("{{ planning.regional_plan.day | long_day }}", "ngày 14 tháng 10 năm 2021"),
        ("{{ report.document.day | long_day }}", "ngày …… tháng …… năm ……"),
        ("{{ report.document.number or blank }}", "……"),
        ("{{ report.issuer | upper }}", "UBND HUYỆN TRIỆU SƠN"),
        ('{{ report.signature.capacity | series(" / ") }}', "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
        ("{{ report.unit.towns.names | quoted | series }}", "“Triệu Sơn”, “Nưa”"),
        ("{{ [report.year, report.issuer] | series }}", "2021, UBND huyện Triệu Sơn"),
        ("{{ health.insurance.whole.numerator + health.insurance.rural.numerator }}", "358.384"),
        ("{{ health.insurance.rural.share - health.insurance.whole.share }}", "0,42"),
        ("{{ production.zones.number | share_of(production.zones.number) }}", "100%"),
        (
            "{% set i = health.insurance %}{{ i.rural.numerator | share_of(i.whole.numerator) }}",
            "88,51%",
        ),
        ('{{ "ít" if production.zones.number < 10 else "nhiều" }}', "ít"),
        ("{% if report.unit.towns is defined %}có{% endif %}", "có"),
        ("{% if nothing is defined %}có{% else %}không{% endif %}", "không"),
        ('{% import "_macros.j2" as m %}{{ m.reference(planning.regional_plan) }}',
         "Quyết định số 4042/QĐ-UBND ngày 14/10/2021 của UBND tỉnh Thanh Hóa"),
        ("{% for m in production.models %}{{ loop.index is odd }}{% endfor %}", None),
    ],
)  # fmt: skip
def test_what_templates_print(year: Callable[..., Answer], template: str, line: str | None) -> None:
    answer = year(more(template))
    if line is None:
        assert answer.places == [f"{MORE}:1:33 NTM505"]
    else:
        assert said(answer) == [line]


def test_a_figure_that_a_template_computes_knows_its_inputs(year: Callable[..., Answer]) -> None:
    answer = year(more("{{ health.insurance.rural.share - health.insurance.whole.share }}"))
    (run,) = said_runs(answer)
    assert run.figure is not None
    assert [figure.label.rpartition(" › ")[2] for figure in run.figure.lineage()] == [
        "", "Tỷ lệ", "Số người có", "Tổng số người", "Tỷ lệ", "Số người có", "Tổng số người"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "template",
    [
        "{{ health.insurance.whole.share | upper }}",
        "{{ [health.insurance.whole.share] | series }}",
        "{{ [health.insurance.whole.share] | quoted | series }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(health.insurance.whole.share) }}",
        "{% set x = health.insurance.whole.share %}{{ x }}",
    ],
)
def test_a_figure_stays_one_on_every_way(year: Callable[..., Answer], template: str) -> None:
    answer = year(more(template))
    found = [run for run in said_runs(answer) if run.figure is not None]
    assert [run.text for run in found] == ["93,02%"]


@pytest.mark.parametrize(
    ("template", "message", "hint"),
    [
        (
            "{{ nope }}",
            ("không có tên “nope”", "there is no name `nope`"),
            ("các tên dùng được: report, steering,", "the names that can stand here: report, "),
        ),
        (
            "{{ report.yera }}",
            ("không có tên “yera”", "there is no name `yera`"),
            ("viết “year”", "write `year`"),
        ),
        (
            "{{ insurance.whole.share }}",
            ("không có tên “insurance”", "there is no name `insurance`"),
            ("viết “health.insurance”", "write `health.insurance`"),
        ),
        (
            "{% set nothing = none %}{{ nothing.share }}",
            (
                "không lấy được “share”: dữ liệu chưa có giá trị ở đây",
                "no `share` can be had: the data has no value here",
            ),
            None,
        ),
        (
            "{{ report.unit.towns.names[9] }}",
            (
                "danh sách chỉ có 2 mục, không có mục [9]",
                "the list has 2 entries, and none is [9]",
            ),
            (
                "dùng số từ 0 đến 1: mục đầu tiên là [0]",
                "write a number from 0 to 1: the first entry is [0]",
            ),
        ),
    ],
)
def test_the_words_about_a_name_that_is_not_there(
    year: Callable[..., Answer],
    template: str,
    message: tuple[str, str],
    hint: tuple[str, str] | None,
) -> None:
    (diagnostic,) = year(more(template)).compiled.diagnostics
    assert diagnostic.rule is catalogue.UNDEFINED_NAME
    assert diagnostic.message.both == message
    assert (diagnostic.hint is None) == (hint is None)
    told = diagnostic.hint.both if diagnostic.hint is not None else ()
    for said, begins in zip(told, hint or (), strict=True):
        assert said.startswith(begins)


@pytest.mark.parametrize(
    ("template", "place", "hint"),
    [
        ("{{ nope }}", "1:4 NTM502", ""),
        ("a {{ helth.insurance }}", "1:6 NTM502", "write `health`"),
        ("{{ report.yera }}", "1:11 NTM502", "write `year`"),
        ("{{ health.insurance.whole.shar }}", "1:27 NTM502", "write `share`"),
        ("{{ nope.x.y }}", "1:4 NTM502", ""),
        ("{{ nope() }}", "1:4 NTM502", ""),
        ("{{ nope[0] }}", "1:4 NTM502", ""),
        ("{{ nope + production.zones.number }}", "1:4 NTM502", ""),
        ("{{ production.zones.number - nope }}", "1:30 NTM502", ""),
        ("{{ 'x' if production.zones.number > nope }}", "1:37 NTM502", ""),
        ("{% for x in nope %}x{% endfor %}", "1:13 NTM502", ""),
        ("{{ nope | series }}", "1:4 NTM502", ""),
        ("{{ nope | long_day }}", "1:4 NTM502", ""),
        ("{{ nope | two_digits | upper }}", "1:4 NTM502", ""),
        ("{% if nope %}x{% endif %}", "1:7 NTM502", ""),
        ("{{ production.models[99].text }}", "1:22 NTM502", ""),
        ("{{ report.document.day }}", "1:1 NTM507", "{% if … %}"),
        ("{{ none | upper }}", "1:1 NTM507", ""),
        ("{{ 12 }}", "1:1 NTM505", ""),
        ("{{ 1.5 }}", "1:1 NTM505", ""),
        ("{{ true }}", "1:1 NTM505", ""),
        ("{{ 5 | absolute }}", "1:1 NTM505", ""),
        ("{{ 5 | two_digits }}", "1:1 NTM505", ""),
        ("{{ health }}", "1:1 NTM503", "series"),
        ("{{ report.unit.towns.names }}", "1:1 NTM503", "series"),
        ("{{ report | series }}", "1:1 NTM503", "series"),
        ("{% for x in report %}{{ x }}{% endfor %}", "1:1 NTM503", "list"),
        ("{% for x in none %}{{ x }}{% endfor %}", "1:1 NTM503", "list"),
        ("{{ [report.year] | count }}", "1:1 NTM503", "communes.each"),
        (
            "{% set t = report.unit.towns.names | where('value', above=1) %}",
            "1:1 NTM503",
            "at_least",
        ),
        ("{{ health.insurance.whole.share - production.zones.number }}", "1:1 NTM503", ""),
        ("{{ 'x' if health.insurance.whole.share < production.zones.number }}", "1:1 NTM503", ""),
        ("{{ 'x' if health.insurance.whole.share < report.issuer }}", "1:1 NTM503", ""),
        ("{{ production.zones.number / plan.targets.no }}", "1:43 NTM502", ""),
        ("{{ report.year + 1 }}", "1:1 NTM503", ""),
        ("{{ -production.zones.number }}", "1:1 NTM503", ""),
        ('{{ "a\\nb" }}', "1:1 NTM503", ""),
        ('{{ "\\ufdd00\\ufdd1x\\ufdd2" }}', "1:1 NTM503", ""),
        ('{{ "\\ufdd099\\ufdd1x\\ufdd2" }}', "1:1 NTM503", ""),
        ('{{ report.signature.capacity | series("\\ufdd3") }}', "1:1 NTM503", ""),
        ("{{ (report.year | with_unit)[0] }}", "1:1 NTM503", ""),
        ("{{ (production.zones.number | with_unit)[:1] }}", "1:1 NTM503", ""),
        ("{% set t = production.zones.number | upper %}{{ t[1:] }}", "1:1 NTM503", ""),
        ("{% set a, b = production.zones.number | with_unit %}{{ b }}", "1:1 NTM501", ""),
        ("{% set (a, (b, c)) = report.year | with_unit %}{{ b }}", "1:1 NTM501", ""),
        ("{% with a, b = report.year | with_unit %}{{ b }}{% endwith %}", "1:1 NTM501", ""),
        ("{% for a, b in [report.year | with_unit] %}{{ b }}{% endfor %}", "1:1 NTM503", ""),
        ("{% for a, (b, c) in [report.year] %}{{ b }}{% endfor %}", "1:1 NTM501", ""),
        ("{{ report", "1:1 NTM501", ""),
        ("{% if %}x{% endif %}", "1:1 NTM501", ""),
        ("{% macro f() %}{% if varargs %}x{% endif %}{% endmacro %}{{ f(1) }}", "1:1 NTM501", ""),
        ("{% macro f() %}{% if kwargs %}x{% endif %}{% endmacro %}{{ f(x=1) }}", "1:1 NTM501", ""),
        ("{% set x = [report.year] %}", "1:1 NTM501", ""),
        ("{% if report.year = 3 %}x{% endif %}", "1:1 NTM501", "=="),
        ("{{ report.issuer | series(“; ”) }}", "1:1 NTM501", '"…"'),
        ("{% for x in report.year %}\n{% end for %}", "2:4 NTM501", "endfor"),
        ("{% set x = (report.year, report.year) %}", "1:1 NTM501", ""),
        ("{% set x = [report.year] | absolute %}", "1:1 NTM503", ""),
        ("a\n\n{% for x in report %}", "3:1 NTM501", ""),
        ("{{ report.issuer | nofilter }}", "1:1 NTM501", ""),
        ("{{ report.issuer is notest }}", "1:1 NTM501", ""),
        ("{% import '_macro.j2' as m %}", "1:12 NTM504", "write `_macros.j2`"),
        ("a **b", "1:1 NTM506", "\\*"),
        ("- a\n- **b {{ report.year }}\n- c", "2:1 NTM506", ""),
        ("{% for m in production.models %}\n{{ m.text }} *x\n{% endfor %}", "2:1 NTM506", ""),
        (" a", "1:1 NTM506", "space"),
        ("|= a |= b |\n{% if report.year %}\n| c |\n{% endif %}", "3:1 NTM506", "every row"),
        ("|= a |\n  {% if report.year %}\n| ^ |\n{% endif %}", "3:1 NTM506", "merge cells"),
    ],
)
def test_a_mistake_in_a_template(
    year: Callable[..., Answer], template: str, place: str, hint: str
) -> None:
    answer = year(more(template))
    assert answer.places == [f"{MORE}:{place}"]
    assert hint in answer.hints[0]
    assert answer.compiled.document is None
    for foreign in ("object", "Undefined", "Error", "Text(", "ntmreport", "attribute"):
        assert foreign not in answer.messages[0]


@pytest.mark.parametrize(
    ("template", "place", "message"),
    [
        (
            "{{ education.national_standard.whole.numerator | two_digits }}",
            "education.yaml:5:5 NTM201",
            "Số trường đạt chuẩn quốc gia (numerator) is missing",
        ),
        (
            "{{ education.national_standard.whole.baseline.year }}",
            "education.yaml:5:5 NTM201",
            "Năm gốc để so sánh (baseline) is missing",
        ),
        (
            "{% if health.insurance.whole.baseline.year < 2 %}x{% endif %}",
            "health.yaml:6:5 NTM201",
            "Năm gốc để so sánh (baseline) is missing",
        ),
    ],
)
def test_what_a_form_needs_is_missing_in_the_data(
    year: Callable[..., Answer], template: str, place: str, message: str
) -> None:
    answer = year(more(template))
    assert answer.places == [place]
    assert message in answer.messages[0]
    assert answer.compiled.document is None


def test_all_mistakes_of_a_template_at_once(year: Callable[..., Answer]) -> None:
    template = """\
a {{ nope }} {{ report.yera }}
{% if missing %}x{% endif %}
{{ report.document.day }}
{{ 5 }}
- {{ health }}
"""
    answer = year(more(template), ("65-yet-more.j2", "", "{{ nope }}\n**x\n{{ nope }}\n"))
    assert answer.places == [
        f"{MORE}:1:6 NTM502",
        f"{MORE}:1:24 NTM502",
        f"{MORE}:2:7 NTM502",
        f"{MORE}:3:1 NTM507",
        f"{MORE}:4:1 NTM505",
        f"{MORE}:5:3 NTM503",
        "65-yet-more.j2:1:4 NTM502",
        "65-yet-more.j2:2:1 NTM506",
        "65-yet-more.j2:3:4 NTM502",
    ]


def test_a_mistake_in_a_macro_stands_where_the_macro_does(year: Callable[..., Answer]) -> None:
    answer = year(("_macros.j2", "{{ baseline.year }}", "{{ baseline.yaer }}"))
    assert answer.places == ["_macros.j2:22:173 NTM502"]
    assert answer.hints == ["write `year`"]


def test_a_macro_file_that_is_no_jinja_is_told_once(year: Callable[..., Answer]) -> None:
    answer = year(("_macros.j2", "{% macro task(task) -%}", "{% macro task(task -%}"))
    assert answer.places == ["_macros.j2:67:1 NTM501"]


def test_wrong_jinja_is_told_beside_mistakes_of_the_data(year: Callable[..., Answer]) -> None:
    answer = year(more("{% if %}"), ("report.yaml", "year: 2021", "year: 21"))
    assert answer.places == ["report.yaml:5:7 NTM204", f"{MORE}:1:1 NTM501"]


TEXT = "  - Giao thông\n"


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a {{ nope }}", "4:11 NTM502", ""),
        ("{{ report.yera }}", "4:16 NTM502", "write `year`"),
        ("{{ report.document.day }}", "4:6 NTM507", ""),
        ("{{ 5 }}", "4:6 NTM505", ""),
        ("{{ health }}", "4:6 NTM503", ""),
        ("{{ report", "4:6 NTM501", "{{ '{{' }}"),
        ("a {{ }} b", "4:8 NTM501", ""),
        ("{{ infrastructure.fields[0] }}", "4:5 NTM503", ""),
        ("{{ report.issuer ~ report.issuer }}", "4:6 NTM501", ""),
    ],
)
def test_a_mistake_in_a_text_of_the_data(
    year: Callable[..., Answer], text: str, place: str, hint: str
) -> None:
    answer = year(("infrastructure.yaml", TEXT, f'  - "{text}"\n'))
    assert answer.places == [f"infrastructure.yaml:{place}"]
    assert hint in answer.hints[0]


def test_a_mistake_in_the_second_line_of_a_text(year: Callable[..., Answer]) -> None:
    answer = year(
        ("infrastructure.yaml", TEXT, "  - >-\n    a {{ report.year }}\n    b {{ report.yer }}\n")
    )
    assert answer.places == ["infrastructure.yaml:6:17 NTM502"]


def test_a_mistake_in_a_text_that_nothing_prints(year: Callable[..., Answer]) -> None:
    answer = year(("report.yaml", "      - Nưa", '      - "{{ nope }}"'))
    assert answer.places == ["report.yaml:52:13 NTM502"]


def test_texts_that_repeat_each_other(year: Callable[..., Answer]) -> None:
    answer = year(
        ("infrastructure.yaml", TEXT, '  - "{{ infrastructure.fields[1] }}"\n'),
        ("infrastructure.yaml", "  - Thủy lợi\n", '  - "{{ infrastructure.fields[0] }}"\n'),
    )
    assert answer.places == ["infrastructure.yaml:4:5 NTM503", "infrastructure.yaml:5:5 NTM503"]


def test_a_text_names_figures_and_other_texts(year: Callable[..., Answer]) -> None:
    answer = year(
        (
            "infrastructure.yaml",
            TEXT,
            '  - "*{{ production.zones.number | two_digits }}* - {{ resources.cash_million_vnd'
            ' | with_unit }} {{ infrastructure.fields[1] }}"\n',
        ),
        ("infrastructure.yaml", "  - Thủy lợi\n", '  - "**b** {{ report.year }}"\n'),
    )
    (line,) = (line for line in answer.lines if line.startswith(FIELDS))
    assert line.startswith(f"{FIELDS}*06* - 686.750 triệu đồng **b** 2021; **b** 2021; ")
    assert answer.compiled.document is not None
    figures = [
        run.figure
        for block in answer.compiled.document.blocks
        if block.text == line
        for run in block.runs
        if run.figure is not None
    ]
    assert [figure.path for figure in figures] == [
        ("production", "zones", "number"),
        ("resources", "cash_million_vnd"),
    ]


@pytest.mark.parametrize("text", ["**x**", "- x", "@signer x", "\\\\x", "{% x", "{# x #}", "}} %}"])
def test_markup_in_the_data_is_printed_as_it_is(year: Callable[..., Answer], text: str) -> None:
    answer = year(("infrastructure.yaml", TEXT, f'  - "{text}"\n'))
    printed = text.replace("\\\\", "\\")
    assert f"{FIELDS}{printed}; Thủy lợi; Điện;" in answer.text


# What a stranger might try. Whatever of it is answered, it is answered without running wild: a
# budget of steps and characters ends it, so these tests would not end without that budget.
NESTED = "{% for x in production.models %}"
REFUSED = [
    "{{ report.__class__ }}",
    "{{ report.model_dump() }}",
    '{{ report.parse_file("/etc/passwd") }}',
    "{{ report.path }}",
    "{{ report.span.file }}",
    "{{ report.issuer.span }}",
    "{{ health.insurance.whole.share.origin }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self }}",
    "{{ self.x() }}",
    "{{ report() }}",
    "{{ [].append(1) }}",
    '{{ "{0.__class__}".format(report) }}',
    '{{ "%s" | format(1) }}',
    '{{ "a" * 10**8 }}',
    "{{ 9**9**9 }}",
    "{{ [1] * 10**9 }}",
    '{{ "%999999999d" % 1 }}',
    "{{ report.issuer ~ report.issuer }}",
    '{% include "00-frame.j2" %}',
    '{% extends "00-frame.j2" %}',
    '{% import "/etc/passwd" as x %}',
    f'{{% import "{MORE}" as x %}}',
    "{% set x %}a{% endset %}",
    "{% filter upper %}a{% endfilter %}",
    "{% for x in range(10**9) %}{% endfor %}",
    NESTED * 15 + "{% endfor %}" * 15,
    NESTED * 12 + "xxxxxxxx\n" + "{% endfor %}" * 12,
    NESTED * 15 + "{% for x in production.models if false %}" + "{% endfor %}" * 16,
    NESTED * 60 + "{% endfor %}" * 60,
    "{% for x in production.models recursive %}{{ loop(production.models) }}{% endfor %}",
    "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
    "{% macro f(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "f(" * 40 + "'a'" + ")" * 40 + " }}",
    "{% macro f() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call f() %}" * 30
    + "a"
    + "{% endcall %}" * 30,
    "{% macro f0() %}{% endmacro %}"
    + "".join(
        f"{{% macro f{n}() %}}{{{{ f{n - 1}() }}}}{{{{ f{n - 1}() }}}}{{% endmacro %}}"
        for n in range(1, 60)
    )
    + "{{ f59() }}",
    "{% set x = 'aaaaaaaa' %}" + "{% set x = [x, x, x, x] | series %}" * 30 + "{{ x }}",
    "{% set x = 'aaaaaaaa' %}" + "{% set x = [x, x] | quoted | series %}" * 60 + "{{ x }}",
    "{% set a = [1] %}{% set b = [1] %}"
    + "{% set a = [a, a] %}{% set b = [b, b] %}" * 60
    + "{% if a == b %}x{% endif %}",
    "{% macro f() %}{{ f(varargs, varargs) }}{% endmacro %}{{ f(1) }}",
    "{% set x = {1: 2} %}",
    "{% set x = production.zones.number %}" + "{% set x = x * x %}" * 60 + "{{ x }}",
    "{% set x = production.zones.number %}" + "{% set x = x + x %}" * 60 + "{{ x }}",
    "{% set x = production.zones.number %}" + "{% set x = x - x %}" * 60 + "{{ x }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "not " * 3000 + "1 }}",
    "{{ report" + ".a" * 3000 + " }}",
    "{{ 1" + "0" * 5000 + " }}",
    "{% if 1 %}" * 300 + "{% endif %}" * 300,
]


@pytest.mark.parametrize("template", REFUSED, ids=lambda text: text[:40])
def test_what_a_stranger_s_template_may_not_do(year: Callable[..., Answer], template: str) -> None:
    answer = year(more(template))
    assert answer.compiled.document is None
    assert all(place.startswith(f"{MORE}:1:") for place in answer.places)
    assert len(answer.places) == 1
    assert not any(word in answer.messages[0] for word in ("root:", "<class", "Traceback"))


def test_endless_mistakes_are_bounded_too(year: Callable[..., Answer]) -> None:
    answer = year(more(NESTED * 15 + "{{ x.nope }}" + "{% endfor %}" * 15))
    assert answer.places == [f"{MORE}:1:1 NTM503", f"{MORE}:1:486 NTM502"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ report.__class__ }}",
        "{{ report.model_dump() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 'a' * 10**8 }}",
        "{{ self }}",
        "{{ " + "(" * 3000 + " }}",
    ],
    ids=lambda text: text[:40],
)
def test_what_a_stranger_s_data_may_not_do(year: Callable[..., Answer], text: str) -> None:
    answer = year(("infrastructure.yaml", TEXT, f'  - "{text}"\n'))
    assert answer.compiled.document is None
    assert len(answer.places) == 1
    assert answer.places[0].startswith("infrastructure.yaml:4:")


def names_below(first: int, last: int, times: int) -> str:
    """Texts that each name the next one `times`."""
    return "".join(
        f'  - "{f"{{{{ infrastructure.fields[{n}] }}}}" * times}"\n' for n in range(first, last)
    )


@pytest.mark.parametrize(("depth", "times"), [(60, 2), (15, 10), (900, 1), (19, 9)])
def test_texts_that_name_each_other_are_bounded(
    year: Callable[..., Answer], depth: int, times: int
) -> None:
    answer = year(("infrastructure.yaml", TEXT, names_below(1, depth, times)))
    assert answer.places == ["infrastructure.yaml:4:6 NTM503"]


def test_no_template_runs_when_the_budget_is_spent(year: Callable[..., Answer]) -> None:
    bomb = NESTED * 15 + "{% endfor %}" * 15
    answer = year(("05-bomb.j2", "", bomb + "\n"), ("06-bomb.j2", "", "Hai. " + bomb + "\n"))
    assert answer.places == ["05-bomb.j2:1:1 NTM503"]


# fmt: off
PIECES = st.sampled_from([
    "{{", "}}", "{%", "%}", "{#", "#}", " report", ".year", " health.insurance", " | series",
    "(", ")", " for x in", " endfor", " if", " endif", " set x =", " x", " production.models",
    "[0]", '"a"', " 5", "\n", "- ", "**", "*", "\\", " +", " -", ".", ",", " macro f(x)",
    " endmacro", " f(x)", " none", "~",
])
# fmt: on


@settings(max_examples=30)
@given(st.lists(PIECES, max_size=15).map("".join))
def test_any_template_gives_a_report_or_diagnostics_in_it(template: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answer = edited_year(Path(folder), more(template))
    assert (answer.compiled.document is None) == bool(answer.places)
    assert all(place.startswith(f"{MORE}:") for place in answer.places)
