"""Runs that a tag takes for itself."""

from __future__ import annotations

import pytest
from lxml import etree

from ntmreport.render.looks import give_own_run
from ntmreport.render.opc import W

NAMESPACE = W.strip("{}")


@pytest.mark.parametrize(
    ("run", "runs"),
    [
        ("<w:r><w:t>a {{r x }} b</w:t></w:r>", ["a ", "{{r x }}", " b"]),
        ("<w:r><w:t>a</w:t><w:r><w:t>{{r x }}</w:t></w:r></w:r>", ["a", "{{r x }}"]),
        ("<w:r><w:t>{{r y }}</w:t><w:r><w:t>{{r x }}</w:t></w:r></w:r>", ["{{r y }}", "{{r x }}"]),
    ],
)
def test_a_tag_has_a_run_of_its_own_and_nothing_beside_it_is_lost(
    run: str, runs: list[str]
) -> None:
    paragraph = etree.fromstring(f'<w:p xmlns:w="{NAMESPACE}">{run}</w:p>')
    for text in list(paragraph.iter(f"{W}t")):
        if "{{r " in text.text:
            give_own_run(text)
    assert [text.text for text in paragraph.iter(f"{W}t")] == runs
