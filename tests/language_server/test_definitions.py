"""Definition and references: from what is named to where it is said, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .editor_client import EditorClient


HEALTH, REPORT = "data/2021/health.yaml", "data/2021/report.yaml"
ACKNOWLEDGED, STEERING = "data/2021/acknowledged.yaml", "data/2021/steering.yaml"
RESULTS, MACROS = (f"templates/annual-district/{name}.j2" for name in ("20-results", "_macros"))

# The file, where one asks, what its definition is, and what else its references are.
CASES: tuple[tuple[str, str, set[str], set[str]], ...] = (
    (HEALTH, "190113", {"20-results insurance.whole.numerator"}, {"health numerator"}),
    (HEALTH, "numerator: 16", {"20-results insurance.rural.numerator"}, {"health numerator"}),
    (
        *(RESULTS, "insurance.whole.numerator", {"health numerator"}),
        {"20-results insurance.whole.numerator"},
    ),
    (
        *(RESULTS, "schools.whole.share", {"education share"}),
        {"20-results schools.whole.share", "acknowledged education.national_standard.whole.share"},
    ),
    (RESULTS, "level.numerator", {"education numerator"}, {"20-results level.numerator"}),
    (
        *(ACKNOWLEDGED, "environment.water_works.number", {"environment number"}),
        {
            "20-results environment.water_works.number",
            "acknowledged environment.water_works.number",
        },
    ),
    (RESULTS, "located(model)", {"_macros located"}, {"20-results located"}),
    (RESULTS, "_macros.j2", {"_macros "}, {'20-results "_macros.j2"', '60-annexes "_macros.j2"'}),
    (REPORT, "annual-district", {"form "}, {"report annual-district"}),
    (REPORT, "Dân Lực", {"report Dân Lực"}, {"production Dân Lực", "culture Dân Lực"}),
    (STEERING, "7434/QĐ-UBND", {"steering 7434/QĐ-UBND"}, {"_macros document.number"}),
    (HEALTH, "# yaml", set(), set()),
    (RESULTS, "Kết quả", set(), set()),
)


def led_to(
    editor: EditorClient, method: str, name: str, words: str, *, is_said_too: bool = True
) -> set[str]:
    """Return where a question at `words` leads to: the names of files and the texts there."""
    if name not in editor.texts:
        editor.open(name)
    context = {"context": {"includeDeclaration": is_said_too}} if method == "references" else {}
    found = editor.ask(f"textDocument/{method}", **editor.at(name, words, 1), **context)
    places = ((editor.name(each["uri"]), each["range"]) for each in found or ())
    return {
        f"{file.rpartition('/')[2].partition('.')[0]} {editor.text_at(file, span)}"
        for file, span in places
    }


def test_what_is_named_leads_to_where_it_is_said_and_back(editor: EditorClient) -> None:
    for name, words, definition, others in CASES:
        assert led_to(editor, "definition", name, words) == definition, (name, words)
        references = led_to(editor, "references", name, words)
        assert references >= others, (name, words, references)
        assert bool(references) == bool(others), (name, words)


def test_where_a_value_is_said_is_no_use_of_it(editor: EditorClient) -> None:
    """VS Code goes to the one other place there is, where it asks for no more than uses."""
    for name, words in ((HEALTH, "190113"), (RESULTS, "insurance.whole.numerator")):
        found = led_to(editor, "references", name, words, is_said_too=False)
        assert found == {"20-results insurance.whole.numerator"}


def test_a_group_leads_to_all_that_is_below_it(editor: EditorClient) -> None:
    found = led_to(editor, "references", HEALTH, "insurance:")
    assert {"20-results health.insurance", "20-results insurance.rural.share"} <= found
    assert "20-results children.whole.stunted_percent" not in found


def test_places_are_those_of_the_texts_as_they_are_now(editor: EditorClient) -> None:
    editor.open(HEALTH)
    editor.open(RESULTS)
    editor.write(RESULTS, "{# 🌾 #}\n" + editor.texts[RESULTS])
    editor.replace(
        HEALTH, "  whole:\n    numerator: 190113", "  whole: # 🌾\n\n    numerator: 190113"
    )
    assert led_to(editor, "definition", HEALTH, "190113") == {
        "20-results insurance.whole.numerator"
    }
    # While the file cannot be read, what it said before is where it is now.
    editor.replace(HEALTH, "as_of: 2021-09-30", "as_of: [2021-09-30")
    assert led_to(editor, "definition", RESULTS, "insurance.rural.numerator") == {
        "health numerator"
    }


def test_texts_of_the_data_call_figures_too(editor: EditorClient) -> None:
    editor.open(HEALTH)
    editor.replace(
        *(HEALTH, "nâng cao tỷ lệ", "đạt {{ health.insurance.whole.share }}, nâng cao tỷ lệ")
    )
    assert led_to(editor, "definition", HEALTH, "health.insurance.whole.share") == {"health whole"}
    assert "health health.insurance.whole.share" in led_to(editor, "references", HEALTH, "whole:")


def test_indicators_lead_to_their_declaration(commune_editor: EditorClient) -> None:
    editor = commune_editor
    form, farming = "templates/annual-commune/form.yaml", "data/2021/farming.yaml"
    assert "form forest" in led_to(editor, "definition", farming, "forest: {")
    assert "farming forest" in led_to(editor, "definition", form, "forest: {")
    said = editor.ask("textDocument/hover", **editor.at(form, "forest: {", 1))
    assert said["contents"]["value"].startswith("**Rừng trồng mới**\n\n- **12 ha** Rừng trồng mới")
    assert led_to(editor, "definition", "data/2021/indicators.yaml", "poverty:") >= {
        "20-results indicators.poverty"
    }
