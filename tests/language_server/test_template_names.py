"""Names in tags of templates, and the paths of the data that they stand for."""

from __future__ import annotations

import pytest

from ntmreport.language_server.template_names import TemplateNames, stands_for, tag_at, tags_of

CASES: tuple[tuple[str, str, set[tuple[str | int, ...]]], ...] = (
    ("{{ a.b.c }}", "a.b.c", {("a", "b", "c")}),
    ("{{ a.b[1].c | with_unit }}", "a.b[1].c", {("a", "b", 1, "c")}),
    ("{% set x = a.b %}{{ x.c }}", "x.c", {("a", "b", "c")}),
    ("{% set x = a.b or a.d %}{{ x }}", "x }", {("a", "b"), ("a", "d")}),
    ("{% set x = a.b + a.d %}{{ x }}", "x }", set()),
    ("{% for x in a.b if x.c > 0 %}{{ x.d }}{% endfor %}", "x.d", {("a", "b", "*", "d")}),
    (
        "{% for k, g in a | groupby('k') %}{% for x in g %}{{ x.d }}{% endfor %}{% endfor %}",
        "x.d",
        {("a", "*", "d")},
    ),
    ("{% for x in a %}{% endfor %}{{ x.d }}", "x.d", {("x", "d")}),
    ("{% macro m(p, q) %}{{ q.d }}{% endmacro %}{{ m('a, b', a.b) }}", "q.d", {("a", "b", "d")}),
    ("{% macro m(p) %}{{ p }}{% endmacro %}{{ m(p=a.b) }}", "p }", {("a", "b")}),
    ("{{ 'a }}' ~ a.b }}", "a.b", {("a", "b")}),
    ("{{ a.² }}", "a", {("a", "²")}),
    ("{{ a[" + "9" * 5000 + "] }}", "a", {("a", "9" * 5000)}),
    ("{# {{ x }} #}{{ a.b", "a.b", {("a", "b")}),
    ("{{ a.b\n{{ c.d }}", "c.d", {("c", "d")}),
)


@pytest.mark.parametrize(("text", "name", "paths"), CASES)
def test_a_name_stands_for_paths(text: str, name: str, paths: set[tuple[str | int, ...]]) -> None:
    use = TemplateNames({"a.j2": text}).at("a.j2", text.index(name))
    assert use is not None
    assert {*use.paths} == paths


def test_macros_are_known_across_templates() -> None:
    texts = {
        "_m.j2": "{% macro m(x) %}{{ x.share }}{% endmacro %}",
        "a.j2": '{% from "_m.j2" import m as n %}{{ n(b.c) }}',
    }
    names = TemplateNames(texts)
    use = names.at("_m.j2", texts["_m.j2"].index("x.share"))
    assert use is not None
    assert use.paths == (("b", "c", "share"),)
    assert [texts[each.file][each.start : each.end] for each in names.calls] == ["m", "n"]


def test_filters_tests_words_and_texts_are_no_names() -> None:
    (tag,) = tags_of("{% if not a.b is defined and c | total('d', unit=e) == 'f' %}")
    assert [each.steps for each in tag.names] == [("a", "b"), ("c",), ("e",)]


def test_a_step_for_every_entry_goes_through_rows_and_parts() -> None:
    assert stands_for(("a", "*", "b"), ("a", 3, "b"))
    assert stands_for(("a", "*", "b"), ("a", "rows", 3, "b"))
    assert not stands_for(("a", "*"), ("a", "b"))
    assert not stands_for(("a",), ("a", "b"))


def test_a_long_text_without_ends_is_gone_through_once() -> None:
    text = "{{ '" * 20_000 + "{{ " + "a.b " * 20_000
    assert tags_of(text)
    assert tag_at(text, len(text)) is not None
