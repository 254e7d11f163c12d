"""Composed text: what a line's prefix, bold, italic and a backslash mean, and what they do not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport import refusal_messages as refusals
from ntmreport.compose import Form, text_marks
from ntmreport.compose.markup import FrameLine, MarkupError, Part, parse, unclosed_lines
from ntmreport.compose.table_markup import WrittenRow
from ntmreport.compose.text_marks import PrintedFigures, literal
from ntmreport.document import Block, BlockKind, Run
from ntmreport.figure import Figure, Written
from ntmreport.span import Span

K = BlockKind
FORM = Form("form", {}, b"")
PLACE = Span("form", 1, 1, 1, 1)
FIGURE = Figure(Fraction(8), "xã", "Số xã", Written(Span("f.yaml", 1, 1, 1, 2)))

# Whatever a file of the data can carry on one line.
any_text = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029\ufeff")
)


def blocks(text: str, printed: PrintedFigures | None = None) -> list[Part]:
    return list(parse(text, printed or PrintedFigures(), FORM, []))


def block(text: str, printed: PrintedFigures | None = None) -> Block:
    (only,) = blocks(text, printed)
    assert isinstance(only, Block)
    return only


@pytest.mark.parametrize(
    ("line", "kind", "marker", "text"),
    [
        ("Phần thứ nhất KẾT QUẢ", K.DIVISION, "Phần thứ nhất", "KẾT QUẢ"),
        ("Phần thứ hai. KẾT QUẢ", K.DIVISION, "Phần thứ hai", "KẾT QUẢ"),
        ("Phần thứ nhất: Kết quả", K.DIVISION, "Phần thứ nhất", "Kết quả"),
        ("Phần thứ tám trăm", K.DIVISION, "Phần thứ tám", "trăm"),
        ("Phần thứ hạng Đoạn", K.PARAGRAPH, "", "Phần thứ hạng Đoạn"),
        ("A. Mục", K.CHAPTER, "A.", "Mục"),
        ("C. Mục", K.CHAPTER, "C.", "Mục"),
        ("Đ. Mục", K.CHAPTER, "Đ.", "Mục"),
        ("2.1.1. Mục", K.SUBSUBSECTION, "2.1.1.", "Mục"),
        ("I. Phần", K.PART, "I.", "Phần"),
        ("XIV. Phần", K.PART, "XIV.", "Phần"),
        ("1. Mục", K.SECTION, "1.", "Mục"),
        ("12. Mục", K.SECTION, "12.", "Mục"),
        ("2.1. Mục", K.SUBSECTION, "2.1.", "Mục"),
        ("2021. Mục", K.SECTION, "2021.", "Mục"),
        ("12345. Mục", K.PARAGRAPH, "", "12345. Mục"),
        ("2.12345. Mục", K.PARAGRAPH, "", "2.12345. Mục"),
        ("a) Điểm", K.POINT, "a)", "Điểm"),
        ("đ) Điểm", K.POINT, "đ)", "Điểm"),
        ("- Ý", K.ITEM, "-", "Ý"),
        ("+ Ý", K.SUBITEM, "+", "Ý"),
        ("Đoạn", K.PARAGRAPH, "", "Đoạn"),
        ("-Đoạn", K.PARAGRAPH, "", "-Đoạn"),
        ("1.5 Đoạn", K.PARAGRAPH, "", "1.5 Đoạn"),
        ("A) Đoạn", K.PARAGRAPH, "", "A) Đoạn"),
        (r"\@Ký Đoạn", K.PARAGRAPH, "", "@Ký Đoạn"),
        ("-   Ý", K.ITEM, "-", "Ý"),
    ],
)
def test_prefix(line: str, kind: BlockKind, marker: str, text: str) -> None:
    assert block(line) == Block(kind, marker, (Run(text),), PLACE)


@pytest.mark.parametrize("line", ["\\- Ý", "\\+ Ý", "\\I. Ý", "1\\. Ý", "a\\) Ý", "\\@signer Ý"])
def test_a_backslash_takes_a_prefix_away(line: str) -> None:
    assert block(line) == Block(K.PARAGRAPH, "", (Run(line.replace("\\", "")),), PLACE)


def test_frame_lines() -> None:
    assert blocks("@signer **Lê** Phú\n@place_and_day x\n@number\nđoạn") == [
        FrameLine("signer", (Run("Lê", bold=True), Run(" Phú")), PLACE),
        FrameLine("place_and_day", (Run("x"),), PLACE),
        FrameLine("number", (), PLACE),
        Block(K.PARAGRAPH, "", (Run("đoạn"),), PLACE),
    ]


def test_bold_and_italic() -> None:
    assert block("a **b** *c* **d *e* f**").runs == (
        Run("a "),
        Run("b", bold=True),
        Run(" "),
        Run("c", italic=True),
        Run(" "),
        Run("d ", bold=True),
        Run("e", bold=True, italic=True),
        Run(" f", bold=True),
    )


def test_escapes() -> None:
    assert block(r"2 \* 3 \*\* 4 \\ 5 \x").runs == (Run(r"2 * 3 ** 4 \ 5 x"),)


def test_a_backslash_at_the_end_of_a_line_is_one() -> None:
    assert block("a \\").runs == (Run("a \\"),)


def test_lines_go_on_after_a_space() -> None:
    assert [b.text for b in blocks("- a\n  b\n c\n\n\n- d (\n  e)\n") if isinstance(b, Block)] == [
        "- a b c",
        "- d (e)",
    ]


def test_bold_goes_on_in_the_next_line() -> None:
    assert block("a **b\n  c** d").runs == (Run("a "), Run("b c", bold=True), Run(" d"))


@pytest.mark.parametrize("text", ["a **b", "a *b", "- **a*", "a\n**b\n"])
def test_what_is_opened_must_be_closed(text: str) -> None:
    with pytest.raises(MarkupError) as caught:
        blocks(text)
    assert caught.value.message is refusals.UNCLOSED_EMPHASIS


def test_the_first_line_continues_nothing() -> None:
    with pytest.raises(MarkupError) as caught:
        blocks("\n  a")
    assert caught.value.message is refusals.FIRST_LINE_INDENTED


def test_unclosed_lines_of_a_template() -> None:
    template = "a **b** {{ x * y }}\n- {{ a }} **c\n\n+ d *e\n  f*\n{# * #}g \\* h\n{{ a\n }} *i\n"
    assert unclosed_lines(template) == [2, 8]


@pytest.mark.parametrize(
    "text", ["**x**", "*", "- x", "@signer y", "\\x", "\\", "I. x", "  x  ", "{% x %}", "{# x #}"]
)
def test_text_of_the_data_is_never_markup(text: str) -> None:
    assert block(literal(text)).runs == (Run(text),)
    assert block(f"- **a {literal(text)} b** c").runs == (
        Run(f"a {text} b", bold=True),
        Run(" c"),
    )


@given(any_text.filter(bool), any_text.filter(bool))
def test_any_text_of_the_data_comes_out_as_it_is(first: str, second: str) -> None:
    composed = f"- {literal(first)}; {literal(literal(second))}"
    assert block(composed).runs == (Run(f"{first}; {second}"),)


@given(st.text(st.sampled_from("a*\\-+ (\n@.1I)|<^=\u0111"), max_size=40))
def test_any_template_text_gives_blocks_or_a_markup_error(text: str) -> None:
    try:
        found = blocks(text)
    except MarkupError:
        return
    runs = [run for item in found if not isinstance(item, WrittenRow) for run in item.runs]
    assert all(run.text for run in runs)


def test_a_figure_is_a_run_of_its_own() -> None:
    printed = PrintedFigures()
    eight, nine = printed.mark(FIGURE, "08"), printed.mark(FIGURE, "khoảng 09%")
    runs = block(f"có {eight}{nine} **xã {eight}**.", printed).runs
    assert runs == (
        Run("có "),
        Run("08", figure=FIGURE),
        Run("khoảng 09%", figure=FIGURE),
        Run(" "),
        Run("xã ", bold=True),
        Run("08", bold=True, figure=FIGURE),
        Run("."),
    )


def test_a_figure_inside_text_of_the_data_keeps_its_run() -> None:
    printed = PrintedFigures()
    inner = literal(f"- có {printed.mark(FIGURE, '08')} *xã*")
    assert block(inner, printed).runs == (
        Run("- có "),
        Run("08", figure=FIGURE),
        Run(" *xã*"),
    )


def test_what_a_figure_prints_is_one_run() -> None:
    printed = PrintedFigures()
    runs = block(f"Có {printed.mark(FIGURE, '08 mô hình *mới* [2]')}", printed).runs
    assert runs[1:] == (Run("08 mô hình *mới* [2]", figure=FIGURE),)


def test_a_template_cannot_escape_a_mark() -> None:
    printed = PrintedFigures()
    assert block(f"\\{literal('*x*')} *y*").runs == (Run("\\*x* "), Run("y", italic=True))
    runs = block(f"\\{printed.mark(FIGURE, '08')}", printed).runs
    assert runs == (Run("\\"), Run("08", figure=FIGURE))
    assert text_marks.FIGURE_START not in "".join(run.text for run in runs)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("a [^: b]", [("a", 0), ("[b]", 1)]),
        ("a[^:b], c[^: d].", [("a", 0), ("[b]", 1), (", c", 0), ("[d]", 2), (".", 0)]),
        ("a[^: b [1] c]", [("a", 0), ("[b [1] c]", 1)]),
        (r"a[^: b \] c]", [("a", 0), ("[b ] c]", 1)]),
        ("**a[^: b *c*]**", [("a", 0), ("[b ", 1), ("c", 1), ("]", 1)]),
        (r"a \[^: b]", [("a [^: b]", 0)]),
        ("a[^: b\n c]", [("a", 0), ("[b c]", 1)]),
    ],
)
def test_footnotes_are_runs_of_their_line(text: str, runs: list[tuple[str, int]]) -> None:
    (block,) = parse(text, PrintedFigures(), FORM, [])
    assert isinstance(block, Block)
    assert [(run.text, run.note) for run in block.runs] == runs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a[^: b", refusals.NOTE_UNCLOSED),
        ("a[^1]", refusals.NOTE_SPELLING),
        ("a[^: b [^: c]]", refusals.NOTE_IN_NOTE),
        ("a[^: **b]**", refusals.UNCLOSED_EMPHASIS),
        ("@subject a[^: b]", refusals.NOTE_OUTSIDE),
        ("| a[^: b |", refusals.NOTE_UNCLOSED),
    ],
)
def test_footnotes_that_go_wrong(text: str, message: object) -> None:
    with pytest.raises(MarkupError) as caught:
        list(parse(text, PrintedFigures(), FORM, []))
    assert caught.value.message is message
