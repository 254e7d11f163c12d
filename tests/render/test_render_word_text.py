"""Lines of the frame in the look of the run around their tag, what is bold in runs of its own."""

from __future__ import annotations

import re

import pytest

from ntmreport.document import Run
from ntmreport.render.word_text import FrameLine, FrameLines, with_looks

BOLD = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'


def filled(run: str, *lines: tuple[Run, ...]) -> str:
    """The run with its word X replaced by lines of the frame."""
    return with_looks(run.replace("X", FrameLines(map(FrameLine, lines)).__html__()))


@pytest.mark.parametrize(
    ("run", "texts"),
    [
        ("<w:r><w:t>X</w:t></w:r>", ["a", "b", "c"]),
        ("<w:r><w:t>1 X 2</w:t></w:r>", ["1 a", "b", "c 2"]),
        ("<w:r><w:t>1</w:t><w:r><w:t>X</w:t></w:r></w:r>", ["1", "a", "b", "c"]),
        ("<w:r><w:t>X</w:t><w:tab/><w:t>X</w:t></w:r>", ["a", "b", "c", "a", "b", "c"]),
        ("<w:r><w:rPr><w:sz w:val='26'/></w:rPr><w:t>X</w:t></w:r>", ["a", "b", "c"]),
    ],
)
def test_nothing_beside_a_bold_word_is_lost(run: str, texts: list[str]) -> None:
    found = filled(run, (Run("a"), Run("b", bold=True), Run("c")))
    assert re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", found) == texts
    assert "\x01" not in found
    assert "\x02" not in found


def test_a_line_without_looks_is_text() -> None:
    assert filled("<w:r><w:t>X</w:t></w:r>", (Run("a"), Run("<b>"))) == (
        "<w:r><w:t>a&lt;b&gt;</w:t></w:r>"
    )


def test_a_bold_word_takes_no_empty_runs_along() -> None:
    assert filled("<w:r><w:t>X</w:t></w:r>", (Run("b", bold=True),)) == f"{BOLD}b</w:t></w:r>"


def test_a_line_counts_how_often_it_is_printed() -> None:
    lines = FrameLines([FrameLine((Run("a"),)), FrameLine((Run("b"),))])
    assert [line.times for line in lines] == [0, 0]
    assert lines.__html__() == 'a</w:t><w:br/><w:t xml:space="preserve">b'
    assert [line.times for line in lines] == [1, 1]
