"""Numbers and bullets that Word puts before paragraphs by itself."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from ntmreport.word_reader import View
from ntmreport.word_reader.list_numbering import written_number

from .word_files import docx, mark, p, read, story


def level(
    number: int, form: str, text: str, *, start: int = 1, more: str = "", font: str = ""
) -> str:
    fonts = font and f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{fonts}</w:lvl>'
    )


def listed(number: int, at: int | None = 0) -> str:
    level = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return f'<w:numPr>{level}<w:numId w:val="{number}"/></w:numPr>'


def style(identity: str, properties: str, *, based: str = "", kind: str = "paragraph") -> str:
    below = based and f'<w:basedOn w:val="{based}"/>'
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{identity}"/>{below}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def styled(identity: str) -> str:
    return f'<w:pStyle w:val="{identity}"/>'


_REPORT = (
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "-")
)
NUMBERING = story(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{_REPORT}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7", font="Symbol")
    + level(1, "bullet", "\uf0a7", font="Wingdings")
    + level(4, "bullet", "o", font="Courier New")
    + level(5, "bullet", "ü", font="Wingdings")
    + level(2, "decimalZero", "(%3)", start=8)
    + level(3, "decimal", "Điều %4", more='<w:lvlRestart w:val="0"/>')
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="DanhSach"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3">'
    + level(0, "decimal", "%1.", more='<w:pStyle w:val="Muc1"/>')
    + level(1, "decimal", "%1.%2.", more='<w:pStyle w:val="Muc2"/>')
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="4">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%1.%2.", more="<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="4"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    f"{level(0, 'upperLetter', '%1.', start=2)}</w:lvlOverride></w:num>",
)
STYLES = story(
    "styles",
    style("DanhSach", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    + style("Muc1", '<w:numPr><w:numId w:val="5"/></w:numPr><w:outlineLvl w:val="0"/>')
    + style("Muc2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>', based="Muc1")
    + style("Muc1con", "<w:jc w:val='center'/>", based="Muc1"),
)


class Case(NamedTuple):
    name: str
    paragraphs: tuple[str, ...]
    labels: tuple[str, ...]


CASES = (
    Case(
        "levels of a report",
        (listed(1), listed(1, 1), listed(1, 2), listed(1, 2), listed(1, 3), listed(1, 4),
         listed(1, 1), listed(1, 2), listed(1), listed(1, 1)),
        ("I.", "1.", "1.1.", "1.2.", "a)", "-", "2.", "2.1.", "II.", "1."),
    ),
    Case("bullets of fonts of symbols", (listed(2), listed(2, 1), listed(2, 5)), ("•", "▪", "✓")),
    Case("a letter as a bullet", (listed(2, 4),), ("○",)),
    Case("a start that is not 1", (listed(2, 2),) * 3, ("(08)", "(09)", "(10)")),
    Case(
        "a level that goes on behind higher ones",
        (listed(2, 3), listed(2, 0), listed(2, 3)),
        ("Điều 1", "•", "Điều 2"),
    ),
    Case("lists of one kind count on", (listed(1), listed(3), listed(1)), ("I.", "II.", "III.")),
    Case(
        "a list that starts anew",
        (listed(1), listed(1), listed(4), listed(4)),
        ("I.", "II.", "V.", "VI."),
    ),
    Case("a level of a list's own", (listed(7), listed(7)), ("B.", "C.")),
    Case(
        "lists that hang on styles",
        (styled("Muc1"), styled("Muc2"), styled("Muc2"), styled("Muc1con"), styled("Muc2")),
        ("1.", "1.1.", "1.2.", "2.", "2.1."),
    ),
    Case(
        "a paragraph that leaves its style's list",
        (styled("Muc1"), styled("Muc1") + listed(0)),
        ("1.", ""),
    ),
    Case("legal numbers", (listed(6), listed(6, 1)), ("I.", "1.1.")),
    Case("a deeper level first", (listed(1, 2), listed(1)), ("1.1.", "I.")),
    Case("lists that are not there", (listed(99), listed(1, 8)), ("", "")),
    Case(
        "a deleted paragraph is not counted",
        (listed(1), listed(1) + mark("del"), listed(1)),
        ("I.", "II."),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_labels(case: Case) -> None:
    body = "".join(p(properties=properties) for properties in case.paragraphs)
    found = read(body, numbering=NUMBERING, styles=STYLES)
    assert tuple(each.label for each in found) == case.labels


def test_what_was_typed_is_text() -> None:
    (paragraph,) = read(p("1. Kết quả"))
    assert (paragraph.label, paragraph.text) == ("", "1. Kết quả")


def test_a_list_that_was_put_on_with_track_changes_is_not_there_when_rejected() -> None:
    body = p(
        "a", properties=listed(1) + '<w:pPrChange w:id="1" w:author="An"><w:pPr/></w:pPrChange>'
    )
    assert [each.label for each in read(body, numbering=NUMBERING)] == ["I."]
    assert [each.label for each in read(body, View.REJECTED, numbering=NUMBERING)] == [""]


def test_a_number_that_was_put_on_with_track_changes_is_not_there_when_rejected() -> None:
    tracked = '<w:numPr><w:numId w:val="1"/><w:ins w:id="1" w:author="An"/></w:numPr>'
    for view, label in ((View.ACCEPTED, "I."), (View.REJECTED, "")):
        (paragraph,) = read(p("a", properties=tracked), view, numbering=NUMBERING)
        assert paragraph.label == label


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (4, "upperRoman", "IV"),
        (1949, "lowerRoman", "mcmxlix"),
        (4000, "upperRoman", "4000"),
        (27, "lowerLetter", "aa"),
        (105, "upperLetter", "105"),
        (7, "decimalZero", "07"),
        (12, "ordinal", "12"),
        (0, "upperRoman", "0"),
        (3, "none", ""),
    ],
)
def test_numbers_are_written_as_word_writes_them(number: int, form: str, written: str) -> None:
    assert written_number(number, form) == written


if __name__ == "__main__":  # what LibreOffice makes of the same lists, to look at by hand
    import sys
    from pathlib import Path

    for index, case in enumerate(CASES):
        body = "".join(p("x", properties=properties) for properties in case.paragraphs)
        path = Path(sys.argv[1]) / f"{index}.docx"
        path.write_bytes(docx(body, {"numbering": NUMBERING, "styles": STYLES}))
