"""The program's own tracked changes: accepted they read as the new report, rejected as the old."""

from __future__ import annotations

import pytest

from ntmreport.word_reader import View, read_word_file
from tests.render.samples import built
from tests.render.tables import EVERYTHING
from tests.render.test_render_tracked import Mutation, tracked


def read(word: bytes, view: View) -> list[tuple[str, str, object]]:
    return [
        (each.labelled_text, each.style_id, each.place)
        for each in read_word_file(word, view).paragraphs()
    ]


@pytest.mark.parametrize("seed", range(4))
def test_both_views(seed: int) -> None:
    mutation = Mutation(seed)
    old, new = mutation.of(EVERYTHING), mutation.of(EVERYTHING)
    word = tracked(old, new)
    assert read(word, View.ACCEPTED) == read(built(new), View.ACCEPTED)
    assert read(word, View.REJECTED) == read(built(old), View.ACCEPTED)
