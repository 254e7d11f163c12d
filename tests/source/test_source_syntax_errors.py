"""Every mistake in a YAML text is answered at its line and column, alike by both parsers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ntmreport.source.node import MappingNode, Node, SequenceNode
from ntmreport.source.parsers import LIBYAML
from ntmreport.source.reader import ReadTree, read_text

SYNTAX, FEATURE, CHARACTER = "yaml-syntax", "yaml-feature", "forbidden-character"


def read(text: str) -> ReadTree:
    """Read `text` with both parsers, which must agree."""
    trees = [read_text("f.yaml", "f", text, parser) for parser in (LIBYAML, None)]
    assert trees[0] == trees[1]
    return trees[0]


def found(text: str) -> list[str]:
    return [
        f"{d.span.line}:{d.span.column} {d.rule.name}: {d.message.en}"
        for d in read(text).diagnostics
    ]


SPACE_COLON = f"{SYNTAX}: a space is missing after the colon"
SPACE_DASH = f"{SYNTAX}: a space is missing after the dash"
INDENT = f"{SYNTAX}: this line is indented wrongly"
QUOTE = f"{SYNTAX}: the quote that opens here is not closed"
BEHIND = f"{SYNTAX}: there is text behind the closing quote"
COLON = f"{SYNTAX}: the text has a colon and a space in it, and no quotes around it"
BRACES = f"{SYNTAX}: the value begins with `{{{{` and has no quotes around it"
BRACKET = f"{SYNTAX}: the bracket `[` or `{{` that opens here is not closed rightly"
FORM = f"{SYNTAX}: this line is not of the form `key: value`"
LIST = f"{SYNTAX}: an entry `- …` stands among lines of `key: value`"
KEY = f"{SYNTAX}: a line of `key: value` stands among entries `- …`"
GIT = f"{SYNTAX}: git left a mark of a conflict on this line"
TAB_INDENT = f"{SYNTAX}: the line is indented with a tab"
BACKSLASH = f"{SYNTAX}: a backslash in double quotes has a meaning of its own, and none here"
TAB = f"{CHARACTER}: there is a tab here"
NUMBERING = f"{SYNTAX}: a number, a letter or a bullet before the text is no mark of a list"
LOST_DASH = f"{SYNTAX}: this line stands in a list and does not begin with `- `"
SECOND_BULLET = f"{SYNTAX}: behind the dash of the list there is another bullet"
COMMA = "number-spelling: a fraction follows a point, not a comma"
ODD_SPACE = f"{CHARACTER}: there is an odd space, as a paste from Word brings"
NO_KEY = "there is no key before the colon"
COMPLEX = f"{FEATURE}: a key is one name, not a list or a group"
SECOND = f"{FEATURE}: a file holds one document; a second one begins here"
MERGE = f"{FEATURE}: the key `<<` merges mappings in YAML; data files do without it"
DIRECTIVE = (
    f"{FEATURE}: a line that begins with `%` is a directive of YAML; data files do without it"
)
ALIAS = f"{FEATURE}: a leading `*` repeats another value in YAML; data files do without it"
NOT_LINES = "not-a-mapping: the file must be lines of `key: value`, not a list or a text"
DECOMPOSED = "not-nfc: a letter and its marks are written apart (not Unicode NFC)"


def instruction(sign: str) -> str:
    return f"{FEATURE}: a leading `{sign}` is an instruction to YAML; data files do without it"


def start(sign: str) -> str:
    return f"{SYNTAX}: a value without quotes cannot begin with `{sign}`"


def null(text: str) -> str:
    return f"{FEATURE}: `{text}` means that there is no value"


def invisible(code: str) -> str:
    return f"{CHARACTER}: the invisible character {code} cannot stand in a report"


MISTAKES = [
    # spaces after colons and dashes
    ("a: 1\nb:2\nc: 3\n", ["2:2 " + SPACE_COLON]),
    ("a: 1\nb:2\n", ["2:2 " + SPACE_COLON]),
    ("a:1\nb: 2\n", ["1:2 " + SPACE_COLON]),
    ("a:1", ["1:2 " + SPACE_COLON]),
    ("a:\n  b: 1\n  c:2\n", ["3:4 " + SPACE_COLON]),
    ("a:\n  b:1\n  c:2\nd: 1\n", ["2:4 " + SPACE_COLON]),
    ("a:\n  - b:1\n", ["2:6 " + SPACE_COLON]),
    ("a:\n  -tốt\nb: 1\n", ["2:3 " + SPACE_DASH]),
    # quotes
    ('a: "abc\nb: 1\n', ["1:4 " + QUOTE]),
    ('a: "abc\nb: "def"\nc: 1\n', ["1:4 " + QUOTE]),
    ("a: 'abc\nb: 'def'\n", ["1:4 " + QUOTE]),
    ('a: "x" và y\n', ["1:8 " + BEHIND]),
    ("a: 'it's'\n", ["1:8 " + BEHIND]),
    ('a: "C:\\data"\n', ["1:7 " + BACKSLASH]),
    ('a: "\\xzz"\n', ["1:5 " + BACKSLASH]),
    ('a: 1\nb: "\\U00110000"\n', [f"2:5 {SYNTAX}: there is no character of this code"]),
    ('a: "\\UFFFFFFFF"\n', [f"1:5 {SYNTAX}: there is no character of this code"]),
    # indentation and structure
    ("a: 1\n  b: 2\n", ["2:1 " + INDENT]),
    ("a:\n    b: 1\n  c: 2\n", ["3:1 " + INDENT]),
    ("a:\n  b: 1\n   c: 2\n", ["3:1 " + INDENT]),
    ("  a: 1\nb: 2\n", ["2:1 " + INDENT]),
    ("a:\n  - x\n - y\n", ["3:1 " + INDENT]),
    ("a:\n\tb: 1\n\tc: 2\n", ["2:1 " + TAB_INDENT, "3:1 " + TAB_INDENT]),
    ("a: 1\n- b\n", ["2:1 " + LIST]),
    ("a:\n  - b\n  c: 1\n", ["3:3 " + KEY]),
    ("a: - b\n", [f"1:4 {SYNTAX}: a list `- …` begins on the line of its key"]),
    ("a: 1\nmột câu\nb: 1\n", ["2:1 " + FORM]),
    ("một câu\nb: 1\n", ["1:1 " + FORM]),
    (": 1\n", [f"1:1 {SYNTAX}: {NO_KEY}"]),
    ("{ : 1}\n", [f"1:3 {SYNTAX}: {NO_KEY}"]),
    # values that need quotes
    ("a: Kết quả: tốt\n", ["1:11 " + COLON]),
    ("a:\n  - b: Kết quả: tốt\n", ["2:15 " + COLON]),
    ("a: **đậm** x\n", ["1:4 " + start("*")]),
    ("a: & x\n", ["1:4 " + start("&")]),
    ("a: @x\n", ["1:4 " + start("@")]),
    ("a: `x`\n", ["1:4 " + start("`")]),
    ("a: %x\n", ["1:4 " + start("%")]),
    ("a: > 90%\n", ["1:4 " + start(">")]),
    ("a: | x\n", ["1:4 " + start("|")]),
    ("a: {x} y\n", ["1:4 " + start("{")]),
    ("a: [x] y\n", ["1:4 " + start("[")]),
    ("a: ]x\n", ["1:4 " + start("]")]),
    ("a: ,x\n", ["1:4 " + start(",")]),
    ("a: !<x y\n", ["1:4 " + start("!")]),
    ("- [x] y\n", ["1:3 " + start("[")]),
    ("a: {{ n }}\nb: 1\n", ["1:4 " + BRACES]),
    ("a: {{ n | vn }} ha\n", ["1:4 " + BRACES]),
    ("a: {{ n }}: {{ m }}\n", ["1:4 " + BRACES]),
    ("a:\n  - {{ n }}\n", ["2:5 " + BRACES]),
    ("a: {{ n\nb: 1\n", ["1:4 " + BRACES]),
    ("a: {{ n.b(1, 'x') }}\n", ["1:4 " + BRACES]),
    ("a: [1, 2\nb: 1\n", ["1:4 " + BRACKET]),
    ("a: {b: 1,\nc: 2\n", ["1:4 " + BRACKET]),
    ("a: [1,\n", ["1:4 " + BRACKET]),
    ("a: {\n# x\n", ["1:4 " + BRACKET]),
    # git
    (
        "a: 1\n<<<<<<< HEAD\nb: 1\n||||||| x\nb: 0\n=======\nb: 2\n>>>>>>> y\n",
        ["2:1 " + GIT, "4:1 " + GIT, "6:1 " + GIT, "8:1 " + GIT],
    ),
    # features of YAML
    ("a: *x\n", ["1:4 " + ALIAS]),
    ("a: *x y\n", ["1:4 " + ALIAS]),
    ("a: &x y\nb: 1\n", ["1:4 " + instruction("&")]),
    ("a: !!int 5\n", ["1:4 " + instruction("!")]),
    ("a: !important\n", ["1:4 " + instruction("!")]),
    ("a: &x !!str 5\n", ["1:4 " + instruction("&"), "1:7 " + instruction("!")]),
    ("a: &x\n  !!map\n  b: 1\n", ["1:4 " + instruction("&"), "2:3 " + instruction("!")]),
    ("a: &x [1]\n", ["1:4 " + instruction("&")]),
    ("&x a: 1\n", ["1:1 " + instruction("&")]),
    ("<<: {a: 1}\n", ["1:1 " + MERGE]),
    ("a: &x {b: 1}\nc:\n  <<: *x\n", ["1:4 " + instruction("&"), "3:3 " + MERGE, "3:7 " + ALIAS]),
    ("*x : 1\n", ["1:1 " + ALIAS]),
    ("a: 1\n---\nb: 1\n", ["2:1 " + SECOND]),
    ("---\na: 1\n---\n", ["3:1 " + SECOND]),
    ("a: 1\n...\nb: 1\n", ["3:1 " + SECOND]),
    ("%YAML 1.1\n---\na: 1\n", ["1:1 " + DIRECTIVE]),
    ("# x\n%TAG ! x\n%FOO\n---\na: 1\n", ["2:1 " + DIRECTIVE, "3:1 " + DIRECTIVE]),
    ("a: 1\n%x\nb: 2\n", ["2:1 " + DIRECTIVE]),
    ("? a\n: b\n", ["1:1 " + COMPLEX]),
    ("a:\n  ? - b\n  : c\n", ["2:3 " + COMPLEX]),
    ("[a, b]: c\n", ["1:1 " + COMPLEX]),
    ("{a: b}: c\n", ["1:1 " + COMPLEX]),
    ("a: null\nb: ~\nc: [Null, NULL]\n", [
        "1:4 " + null("null"), "2:4 " + null("~"), "3:5 " + null("Null"), "3:11 " + null("NULL"),
    ]),
    # characters
    ("a: x\x07y\n", ["1:5 " + invisible("U+0007")]),
    ("a: x\x00y\n", ["1:5 " + invisible("U+0000")]),
    ("# \x7f\na: 𝔘\x9f\n", ["1:3 " + invisible("U+007F"), "2:5 " + invisible("U+009F")]),
    ("a: 1\u2028b: 2\n", ["1:5 " + invisible("U+2028")]),
    ("a: 1\u2029\nb: 2\x85\n", ["1:5 " + invisible("U+2029"), "2:5 " + invisible("U+0085")]),
    ("a: \ufdd0\uffff\U0001fffe\n", [
        "1:4 " + invisible("U+FDD0"), "1:5 " + invisible("U+FFFF"), "1:6 " + invisible("U+1FFFE"),
    ]),
    ("a: 1\n\ufeffb: 2\n", ["2:1 " + invisible("U+FEFF")]),
    ('a: 1\nb: "x\\u0007"\n', ["2:4 " + invisible("U+0007")]),
    ('a: "\\uD800"\n', ["1:4 " + invisible("U+D800")]),
    ('a: "\\N"\nb: "\\P"\n', ["1:4 " + invisible("U+0085"), "2:4 " + invisible("U+2029")]),
    ('a: "x\\ty"\nb: "\\r"\n', ["1:4 " + TAB, "2:4 " + invisible("U+000D")]),
    ('"\\u0007": 1\n', ["1:1 " + invisible("U+0007")]),
    ("a:\t1\nb: x\ty # một\tchú thích\n", ["1:3 " + TAB, "2:5 " + TAB]),
    ("a: |\n  x\ty\n", ["2:4 " + TAB]),
    ('a: "x #\ty"\n', ["1:4 " + TAB]),
    ("a: 1\n\t\nb: 2\n", ["2:1 " + TAB]),
    # Word
    ("a: \u00a05\n", ["1:4 " + ODD_SPACE]),
    ("a:\u00a05\nb: 1\n", ["1:3 " + ODD_SPACE]),
    ("a:\n  b:\u00a05\n", ["2:5 " + ODD_SPACE]),
    ("a:\n\u00a0\u00a0b: 2\n", ["2:1 " + ODD_SPACE]),
    ("a: 1\n  \u00a0b: 2\n", ["2:3 " + ODD_SPACE]),
    ("a\u00a0: 5\n", ["1:2 " + ODD_SPACE]),
    ("a: \u3000x\n", ["1:4 " + ODD_SPACE]),
    # what stands before the entries of a list
    ("a:\n  - x\n  1. y\n", ["3:3 " + NUMBERING]),
    ("a:\n  - x\n  b) y\n  - z\n", ["3:3 " + NUMBERING]),
    ("a:\n  o x\n  - y\n", ["2:3 " + NUMBERING]),
    ("a:\n  1. x\n  2. y\n", []),
    ("a:\n  - x\n  1.y\n", ["3:3 " + NUMBERING]),
    ("a:\n  - x\n  (1) y\n", ["3:3 " + NUMBERING]),
    ("a:\n  - x\n  II. y\n", ["3:3 " + NUMBERING]),
    ("a:\n  - x\n  -- y\n", ["3:3 " + NUMBERING]),
    ("a:\n  - x\n  > y\n", ["3:3 " + NUMBERING]),
    ("a:\n  - x\n  → y\n", ["3:3 " + NUMBERING]),
    ("a:\n  - x\n  y z\n  - u\n", ["3:3 " + LOST_DASH]),
    ("a:\n  - x\n  y z\nb: 1\n", ["3:3 " + LOST_DASH]),
    ("a:\n  - x\n  -\u00a0y\n", ["3:4 " + ODD_SPACE]),
    ("a:\n  -\u00a0x\n  - y\n", ["2:4 " + ODD_SPACE]),
    ("a:\n  - + x\n", ["2:5 " + SECOND_BULLET]),
    ("a:\n  - * x\n", ["2:5 " + SECOND_BULLET]),
    ("a: [– x]\n", ["1:5 " + SECOND_BULLET]),
    # signs for nothing, and numbers
    ("a: -\n", [f"1:4 {SYNTAX}: `-` alone is no value"]),
    ("a: ?\n", [f"1:4 {SYNTAX}: `?` alone is no value"]),
    ("a:\n  b: - # x\n", [f"2:6 {SYNTAX}: `-` alone is no value"]),
    ("a: - 5\n", [f"1:4 {SYNTAX}: there is a space behind the minus sign"]),
    ("a: [].\n", [f"1:6 {SYNTAX}: there is a mark behind the closing bracket"]),
    ("a: {b: 1};\n", [f"1:10 {SYNTAX}: there is a mark behind the closing bracket"]),
    ("a: {b: 42,3}\n", [f"1:8 {COMMA}: `42,3`"]),
    ("a: {b: 42,3, c: 1}\n", [f"1:8 {COMMA}: `42,3`"]),
    ("a: {b: 42, 3}\n", []),
    ("a: \ufeff5\nb: \ufeffx y\n", ["1:4 " + invisible("U+FEFF"), "2:4 " + invisible("U+FEFF")]),
    # letters in parts
    ("a: Tie\u0302\u0301ng e\u0301\nb: e\u0301\n", ["1:6 " + DECOMPOSED, "2:4 " + DECOMPOSED]),
    ("# e\u0301\na: 1\n", ["1:3 " + DECOMPOSED]),
    ('a: "e\\u0301"\n', ["1:4 " + DECOMPOSED]),
    # the whole file
    ("", ["1:1 file-empty: the file holds no data"]),
    ("# x\n\n", ["1:1 file-empty: the file holds no data"]),
    ("---\n", ["1:1 file-empty: the file holds no data"]),
    ("- a\n- b\n", ["1:1 " + NOT_LINES]),
    ("\nmột câu\n", ["2:1 " + NOT_LINES]),
    ("null\n", ["1:1 " + null("null")]),
    ("a: 1\nb: 2\na: 3\na: 4\n", [
        "3:1 duplicate-key: the key `a` is written twice",
        "4:1 duplicate-key: the key `a` is written twice",
    ]),
    # several in one file
    ("a: null\na: &x 1\nb: {{ n }}\nc: 'x' y\n", [
        "1:4 " + null("null"), "2:4 " + instruction("&"),
        "2:1 duplicate-key: the key `a` is written twice", "3:4 " + BRACES, "4:8 " + BEHIND,
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "diagnostics"), MISTAKES)
def test_a_mistake_is_named_at_its_place(text: str, diagnostics: list[str]) -> None:
    assert found(text) == diagnostics


@pytest.mark.parametrize(("text", "_diagnostics"), MISTAKES)
def test_messages_are_composed_vietnamese_and_spans_are_stretches(
    text: str, _diagnostics: list[str]
) -> None:
    for diagnostic in read(text).diagnostics:
        span = diagnostic.span
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        for sentence in (diagnostic.message, diagnostic.hint):
            if sentence is not None:
                assert unicodedata.is_normalized("NFC", sentence.vi)
                assert sentence.vi != sentence.en


def test_a_duplicate_key_names_the_first() -> None:
    (diagnostic,) = read("a: 1\nb: 2\na: 3\n").diagnostics
    assert diagnostic.path == ("f", "a")
    assert [str(related.span) for related in diagnostic.related] == ["f.yaml:1:1"]


def test_decomposed_letters_are_shown_composed() -> None:
    (diagnostic,) = read("a: Vie\u0323\u0302t\n").diagnostics
    assert diagnostic.hint is not None
    assert "“ệ”" in diagnostic.hint.vi
    assert (diagnostic.span.column, diagnostic.span.end_column) == (6, 9)


def test_many_of_a_kind_are_counted() -> None:
    tree = read("a: |\n" + "  x\ty\n" * 50)
    assert len(tree.diagnostics) == 20
    assert tree.diagnostics[-1].message.en == "there is a tab here (and 30 more)"
    tree = read("<<<<<<< x\n" * 50)
    assert len(tree.diagnostics) == 20
    tree = read("\x07" * 1000)
    assert len(tree.diagnostics) == 20
    assert tree.root is None
    tree = read("a: |\n" + "  e\u0301\n" * 50)
    (only,) = tree.diagnostics
    assert "(50 dòng)" in only.message.vi
    tree = read("a: |\n" + "  e\u0301\n" * 3)
    assert [each.span.line for each in tree.diagnostics] == [2, 3, 4]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "{a: " * 5000,
        "a: " + "[" * 17 + "]" * 17,
        "\n".join("  " * level + f"k{level}:" for level in range(18)),
        "- " * 5000,
        "[" * 100_000 + "]" * 100_000,
        "? " * 5000,
    ],
)
def test_depth_is_bounded(text: str) -> None:
    tree = read(text)
    assert tree.root is None
    assert [d.rule.name for d in tree.diagnostics] == ["nesting-too-deep"]
    assert (tree.diagnostics[0].span.line, tree.diagnostics[0].span.column) != (1, 1)


def test_sixteen_levels_are_read() -> None:
    assert read("\n".join("  " * level + f"k{level}:" for level in range(16))).diagnostics == ()


def test_an_alias_bomb_is_refused_at_its_first_line() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert found(bomb)[:2] == ["1:4 " + instruction("&"), "2:4 " + instruction("&")]


def test_the_number_of_values_is_bounded() -> None:
    (diagnostic,) = read("a:\n" + "- x\n" * 60_000).diagnostics
    assert diagnostic.rule.name == "file-too-large"
    assert diagnostic.span.line == 20_001


@pytest.mark.parametrize(
    "text", ["a: {}\n", 'a: "{}"\n', "a: >-\n  {}\n"], ids=["plain", "quoted", "folded"]
)
def test_the_length_of_a_text_is_bounded(text: str) -> None:
    assert read_text("f.yaml", "f", text.format("x" * 20_000)).diagnostics == ()
    (diagnostic,) = read_text("f.yaml", "f", text.format("x" * 20_001)).diagnostics
    assert (diagnostic.rule.name, str(diagnostic.span)) == ("file-too-large", "f.yaml:1:4")


def test_the_number_of_mistakes_is_bounded() -> None:
    tree = read("a: 1\n" * 1_000)
    assert tree.root is None
    assert [d.rule.name for d in tree.diagnostics] == ["duplicate-key"] * 201 + ["file-too-large"]


@pytest.mark.parametrize(
    ("text", "place", "related"),
    [
        ("a:\n    b: 1\n  c: 2\n", "3:1", ["1:1", "2:5"]),
        ("a:\nb: 1\n  c: 2\n", "3:1", ["2:1"]),
        ("  a:\n    b: 1\nc: 2\n", "3:1", ["1:3"]),
        ("a:\n  - b x\n    c: 1\n", "3:1", ["2:3"]),
        ("a:\n  {b: 1}\n  - {b: 1}\n", "3:1", ["1:1", "2:3"]),
        ("a:\n  - x\n   - y\n", "3:1", ["2:5"]),
        ("a:\n  b: >-\n  câu\nc: 1\n", "3:3", ["2:3"]),
    ],
)
def test_lines_that_do_not_fit_together_are_shown(
    text: str, place: str, related: list[str]
) -> None:
    (diagnostic,) = read(text).diagnostics
    assert str(diagnostic.span) == f"f.yaml:{place}"
    assert [str(other.span) for other in diagnostic.related] == [f"f.yaml:{r}" for r in related]


def test_a_bracket_that_is_open_before_a_list() -> None:
    (diagnostic,) = read("a: [\n\nb:\n  - c: 1\n").diagnostics
    assert str(diagnostic.span) == "f.yaml:1:4"


def test_the_line_where_a_colon_is_missing() -> None:
    (diagnostic,) = read("a:\n  b\n    - x\n    - y\n  c: 1\n").diagnostics
    assert str(diagnostic.span) == "f.yaml:2:3"


def places(node: Node) -> list[tuple[int, int]]:
    """Return where everything in `node` begins, and check that it lies within its parent."""
    result = [(node.span.line, node.span.column)]
    children: list[Node] = []
    if isinstance(node, MappingNode):
        children = [entry.value for entry in node.entries.values()]
    elif isinstance(node, SequenceNode):
        children = list(node.items)
    for child in children:
        inner, outer = child.span, node.span
        assert (outer.line, outer.column) <= (inner.line, inner.column)
        assert (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
        result += places(child)
    return result


PIECES = st.sampled_from(
    [
        *("a", "key", "ế", "𝔘", "e\u0301", "1", "190.113", "null", "~", "<<", "x y", "a:b", "-x"),
        *(": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", " ", "  ", "\t"),
        *('"', "'", "\\", "\\n", "\\u0041", "\\uD800", "[", "]", "{", "}", "{{", "}}", ", ", ","),
        *("#", " # ", "|", "|\n  ", ">", "|-\n  ", "|2\n", "|+\n", "&x ", "*x", "!t ", "!", "? "),
        *(
            "?",
            "%",
            "%YAML 1.1\n",
            "---\n",
            "...\n",
            "@",
            "`",
            "\u00a0",
            "\u2028",
            "\x85",
            "\ufeff",
        ),
        *("\x07", "<<<<<<< x\n", "a: 1\n", 'b: "x"\n', "  c: 'y'\n", "\u3000", "\U0010ffff"),
    ]
)
DOCUMENT = (
    "# chú thích\nname: Huyện Ba Vì\n\nkinds:\n  - 'x'\n  - name: \"y\"\n    area_ha: 1.5\n"
    "note: |\n  Dòng một\n\n  Dòng hai\n\nlong: >-\n  một\n  hai\nempty:\nflow: [1, {a: 2}, 'b']\n"
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("- \n    >#")
@example("'|2\n<<key # ]?'\t")
@example("!a!t b")
@example("{{a\n𝔘? ? ế}}")
@example("? key\n  *x")
def test_both_parsers_read_the_same(text: str) -> None:
    tree = read(text)
    assert tree.root is not None or tree.diagnostics
    lines = text.split("\n")
    for diagnostic in tree.diagnostics:
        span = diagnostic.span
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1


@settings(max_examples=200)
@given(st.integers(0, len(DOCUMENT)), st.integers(0, 3), PIECES)
def test_both_parsers_read_a_damaged_file_the_same(offset: int, cut: int, piece: str) -> None:
    tree = read(DOCUMENT[:offset] + piece + DOCUMENT[offset + cut :])
    assert tree.root is not None or tree.diagnostics
    if tree.root is not None:
        places(tree.root)
