"""The table of what is refused: every row speaks both languages and can be filled."""

from __future__ import annotations

import string
from unicodedata import is_normalized

import pytest

from ntmreport import catalogue, refusal_messages
from ntmreport.language import Bilingual, Hint
from ntmreport.refusal_messages import RefusalMessage, filled
from ntmreport.span import Span

SPAN = Span("data/2021/health.yaml", 1, 2, 1, 3)
ROWS = {
    name: row for name, row in vars(refusal_messages).items() if isinstance(row, RefusalMessage)
}
# Rows with braces of YAML or Jinja to be read, which are never filled.
LITERAL = {"BRACES", "NO_COMMA", "UNCLOSED_BRACKET", "NO_VALUE"}


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_row_says_the_same_in_both_languages(name: str) -> None:
    row = ROWS[name]
    for sentence in (row.message, *([row.hint] if row.hint is not None else [])):
        assert sentence.vi
        assert sentence.en
        assert is_normalized("NFC", sentence.vi)
        assert name in LITERAL | {"UNITS_DIFFER"} or names_in(sentence.vi) == names_in(sentence.en)


def test_a_row_is_filled_and_placed() -> None:
    diagnostic = refusal_messages.MORE_THAN_A_NUMBER.of(character=">", number=5).at(SPAN)
    assert diagnostic.rule is catalogue.SYNTAX
    assert diagnostic.span == SPAN
    assert diagnostic.message.en == "a value without quotes cannot begin with `>`"
    assert diagnostic.hint is not None
    assert "or {value: 5, qualifier: hơn};" in diagnostic.hint.en


def test_a_hint_that_is_certain_stays_so() -> None:
    hint = refusal_messages.DECOMPOSED.of(composed="ế").hint
    assert isinstance(hint, Hint)
    assert (hint.instead, hint.is_certain) == (("ế",), True)


def test_another_hint_takes_the_place_of_the_rows_own() -> None:
    other = Bilingual("khác", "other")
    assert refusal_messages.FILE_EMPTY.at(SPAN, hint=other).hint == other
    assert refusal_messages.FILE_EMPTY.at(SPAN).hint == refusal_messages.FILE_EMPTY.hint


def test_each_language_takes_its_own_value() -> None:
    kind = Bilingual("liên kết", "a link")
    assert filled(Bilingual("là {kind}", "is {kind}"), kind=kind).both == (
        "là liên kết",
        "is a link",
    )
