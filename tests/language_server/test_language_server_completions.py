"""What an editor offers at a cursor, `¦`, in data, in wording and in texts of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.compose.compiled_templates import CompiledTemplates
from ntmreport.compose.filters import filters_of
from ntmreport.compose.template_run import TemplateRun
from ntmreport.language_server.template_completions import FILTERS

from .editor_client import EditorClient
from .test_language_server_session import HEALTH, REPORT, RESULTS

if TYPE_CHECKING:
    from pathlib import Path

CULTURE = "data/2021/culture.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "label", "detail"),
    [
        (HEALTH, "  rural:\n", "  ¦\n  rural:\n", "source", "Nguồn số liệu"),
        (HEALTH, "190113\n", "190113\n    st¦\n", "stated", "Số liệu công bố"),
        (HEALTH, "# Y tế", "¦\n# Y tế", "confirmed", "Đã xác nhận"),
        (REPORT, "form: annual-district", "form: ann¦", "annual-district", None),
        (REPORT, "form: annual-district", "form: ¦", "half-year-commune", None),
        (REPORT, "year: 2021", "year: 2021\nstage: ¦", "draft", None),
    ],
)
def test_data(
    editor: EditorClient, name: str, old: str, new: str, label: str, detail: str | None
) -> None:
    text = editor.open(name)
    offered = editor.completions(name, text.replace(old, new, 1) if old else text + new)
    assert label in offered
    if detail is not None:
        assert offered[label]["detail"] == detail


def test_a_group_is_offered_with_the_line_below_it(editor: EditorClient) -> None:
    text = editor.open(HEALTH)
    offered = editor.completions(HEALTH, text.replace("190113\n", "190113\n    st¦\n", 1))
    assert offered["stated"]["textEdit"]["newText"] == "stated:\n      "
    assert editor.text_at(HEALTH, offered["stated"]["textEdit"]["range"]) == "st"


def test_keys_that_are_there_are_not_offered_again(editor: EditorClient) -> None:
    text = editor.open(HEALTH)
    offered = editor.completions(HEALTH, text.replace("190113\n", "190113\n    ¦\n", 1))
    assert not {"numerator", "denominator"} & offered.keys()


def test_names_of_communes_are_found_without_marks(editor: EditorClient) -> None:
    text = editor.open(CULTURE)
    offered = editor.completions(CULTURE, text.replace("communes: [", "communes: [tho t¦, ", 1))
    assert set(offered) == {"Thọ Tân", "Thọ Thế", "Thọ Tiến"}


@pytest.mark.parametrize(
    ("typed", "label", "detail"),
    [
        ("{{ hea¦", "health", "Y tế"),
        ("{{ health.¦ }}", "insurance", "Bảo hiểm y tế"),
        ("{{ health.insurance.whole.s¦ }}", "share", "93,02%  Tỷ lệ"),
        ("{% if health.insurance.whole.¦ %}{% endif %}", "numerator", "190.113 người  Số người có"),
        ("{{ health.insurance.whole.numerator | with¦ }}", "with_unit", "kèm đơn vị tính"),
        (
            "{% for model in production.models %}{{ model.¦ }}{% endfor %}",
            "income_million_vnd_per_ha",
            None,
        ),
        ("{% set part = health.insurance.whole %}{{ part.¦ }}", "share", "93,02%  Tỷ lệ"),
        ("@ann¦", "annex", "khối"),
        ("@sig¦", "signer", "dòng ngoài phần nội dung"),
        ("theo Quyết định số 197¦", "197-QĐ/HU", None),
    ],
)
def test_wording(editor: EditorClient, typed: str, label: str, detail: str | None) -> None:
    text = editor.open(RESULTS)
    offered = editor.completions(RESULTS, f"{text}\n{typed}")
    assert label in offered
    if detail is not None:
        assert offered[label]["detail"] == detail


def test_figures_in_texts_of_the_data(editor: EditorClient) -> None:
    text = editor.open(HEALTH)
    editor.diagnostics(HEALTH)
    offered = editor.completions(HEALTH, f"{text}\nnote: đạt {{{{ health.insurance.rural.¦ }}}}\n")
    assert offered["share"]["detail"] == "93,44%  Tỷ lệ"


@pytest.mark.parametrize(
    "typed", ["{{ nothing.¦ }}", "{{ 'health.¦' }}", "health.¦", "}} health.¦"]
)
def test_nothing_is_offered_where_nothing_is_known(editor: EditorClient, typed: str) -> None:
    text = editor.open(RESULTS)
    assert editor.completions(RESULTS, f"{text}\n{typed}") == {}


def test_a_number_is_no_number_of_a_document(editor: EditorClient) -> None:
    text = editor.open(HEALTH)
    editor.diagnostics(HEALTH)
    assert editor.completions(HEALTH, text.replace("190113", "1¦", 1)) == {}
    assert "197-QĐ/HU" in editor.completions(HEALTH, f"{text}\n# xem 1¦")


def test_while_data_cannot_be_read_its_figures_are_still_known(editor: EditorClient) -> None:
    editor.open(HEALTH)
    editor.diagnostics(HEALTH)
    editor.replace(HEALTH, "as_of: 2021-09-30", "as_of: [2021")
    text = editor.open(RESULTS)
    offered = editor.completions(RESULTS, f"{text}\n{{{{ health.insurance.whole.¦")
    assert offered["share"]["detail"] == "93,02%  Tỷ lệ"


def test_keys_are_left_to_a_server_that_has_the_schemas(repository: Path) -> None:
    with EditorClient(repository, options={"yamlSchemas": True}) as editor:
        text = editor.open(HEALTH)
        assert editor.completions(HEALTH, text.replace("190113\n", "190113\n    st¦\n", 1)) == {}
        text = editor.open(REPORT)
        assert "annual-district" in editor.completions(
            REPORT, text.replace("form: annual-district", "form: ¦", 1)
        )


def test_every_filter_is_offered() -> None:
    run = TemplateRun({}, {}, {}, folder="", compiled=CompiledTemplates())
    assert FILTERS.keys() == {name for name in filters_of(run) if " " not in name}
