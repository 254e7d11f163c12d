"""What goes wrong when edited Word files come back, trap by trap: their texts in both views."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from ntmreport.word_reader import View

from .word_files import BY_AN, BY_BINH, deleted, ins, mark, p, r, read

_MOVE = 'w:id="7" w:name="move1" w:author="An" w:date="2026-11-20T08:00:00Z"'
_SYMBOL = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'


class Trap(NamedTuple):
    name: str
    body: str
    accepted: list[str]
    rejected: list[str] | None = None
    """None where it is the same."""


def moved(kind: str, content: str) -> str:
    return (
        f"<w:{kind}RangeStart {_MOVE}/><w:{kind} {BY_AN}>{r(content)}</w:{kind}>"
        f'<w:{kind}RangeEnd w:id="7"/>'
    )


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def box(content: str) -> str:
    """Return a text box as Word writes it: once for itself and once for older programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>'
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TRAPS = (
    # 1 and 2: insertions and deletions
    Trap("a figure inserted", p("đạt ", ins("93,44%")), ["đạt 93,44%"], ["đạt "]),
    Trap("a figure deleted", p("đạt ", deleted("93,34%"), "."), ["đạt ."], ["đạt 93,34%."]),
    Trap(
        "a figure replaced",
        p("đạt ", deleted("93,34%"), ins("93,44%"), "."),
        ["đạt 93,44%."],
        ["đạt 93,34%."],
    ),
    Trap(
        "a digit replaced within a number",
        p("93,", deleted("3"), ins("4"), "4%"),
        ["93,44%"],
        ["93,34%"],
    ),
    Trap(
        "what one person inserted, another deleted",
        p("a", f"<w:ins {BY_AN}>{r('b')}{deleted('c', BY_BINH)}</w:ins>", "d"),
        ["abd"],
        ["ad"],
    ),
    Trap(
        "a whole paragraph inserted",
        p("Một.") + p(ins("Hai."), properties=mark("ins")) + p("Ba."),
        ["Một.", "Hai.", "Ba."],
        ["Một.", "Ba."],
    ),
    Trap(
        "a whole paragraph deleted",
        p("Một.") + p(deleted("Hai."), properties=mark("del")) + p("Ba."),
        ["Một.", "Ba."],
        ["Một.", "Hai.", "Ba."],
    ),
    Trap(
        "two paragraphs deleted at the end",
        p("Một.")
        + p(deleted("Hai."), properties=mark("del"))
        + p(deleted("Ba."), properties=mark("del")),
        ["Một."],
        ["Một.", "Hai.", "Ba."],
    ),
    # 3: moves
    Trap(
        "a paragraph moved",
        p(moved("moveFrom", "Một."), properties=mark("moveFrom"))
        + p("Hai.")
        + p(moved("moveTo", "Một."), properties=mark("moveTo"))
        + p("Ba."),
        ["Hai.", "Một.", "Ba."],
        ["Một.", "Hai.", "Ba."],
    ),
    Trap(
        "words moved within a paragraph",
        p(moved("moveFrom", "một "), "hai ", moved("moveTo", "một "), "ba"),
        ["hai một ba"],
        ["một hai ba"],
    ),
    # 4: split and joined paragraphs
    Trap(
        "a paragraph split",
        p("Một. ", properties=mark("ins")) + p("Hai."),
        ["Một. ", "Hai."],
        ["Một. Hai."],
    ),
    Trap(
        "paragraphs joined",
        p("Một. ", properties=mark("del")) + p("Hai."),
        ["Một. Hai."],
        ["Một. ", "Hai."],
    ),
    Trap(
        "three paragraphs joined, the middle one deleted",
        p("Một", properties=mark("del")) + p(deleted(" hai"), properties=mark("del")) + p(" ba."),
        ["Một ba."],
        ["Một", " hai", " ba."],
    ),
    Trap(
        "a paragraph's mark before a table deleted",
        p(deleted("Một"), properties=mark("del")) + table(row(cell(p("1")))) + p("Hai"),
        ["1", "Hai"],
        ["Một", "1", "Hai"],
    ),
    Trap(
        "the only paragraph of a cell deleted",
        table(row(cell(p(deleted("1"), properties=mark("del"))), cell(p("2")))),
        ["", "2"],
        ["1", "2"],
    ),
    # 7 and 17: runs and marks of Word's own
    Trap(
        "a number cut into runs",
        '<w:p w:rsidR="00A1"><w:r w:rsidR="00A2"><w:t>93</w:t></w:r>'
        '<w:proofErr w:type="spellStart"/>'
        '<w:r><w:rPr><w:lang w:val="vi-VN"/></w:rPr><w:t>,4</w:t></w:r><w:bookmarkStart w:id="0"'
        ' w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r><w:rPr><w:b/></w:rPr>'
        "<w:lastRenderedPageBreak/><w:t>4%</w:t></w:r></w:p>",
        ["93,44%"],
    ),
    Trap(
        "spaces at the ends of runs",
        "<w:p><w:r><w:t> một </w:t></w:r>" + r(" hai ") + "</w:p>",
        ["một hai "],
    ),
    Trap("line ends of the XML", "<w:p><w:r><w:t>một\n  hai</w:t></w:r></w:p>", ["một   hai"]),
    # 9 and 10: characters that are elements
    Trap(
        "a hyphen that does not break",
        "<w:p><w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>6</w:t></w:r></w:p>",
        ["2-6"],
    ),
    Trap(
        "elements that are characters",
        "<w:p><w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t><w:cr/><w:t>4</w:t>"
        '<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/><w:t>5</w:t></w:r>'
        f"{_SYMBOL}{r('6')}</w:p>",
        ["1\t2\n3\n4\t5≥6"],
    ),
    Trap(
        "letters of a font of symbols",
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
        '<w:t>\uf0fc ü</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r></w:p>',
        ["✓ ✓▪"],
    ),
    Trap(
        "soft hyphens",
        "<w:p><w:r><w:t>nông\xad thôn</w:t><w:softHyphen/></w:r>" + r(" mới") + "</w:p>",
        ["nông thôn mới"],
    ),
    Trap("no-break spaces are told", p("5.678\xa0hộ"), ["5.678\xa0hộ"]),
    Trap(
        "an emoji",
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:t>😊</w:t>'
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ["😊"],
    ),
    Trap(
        "a formula",
        f"<w:p>{r('S = ')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r>"
        "<m:t>2</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e><m:sup><m:r>"
        "<m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>",
        ["S = 1/2r^2"],
    ),
    Trap(
        "a number that came into a formula",
        f"<w:p><m:oMath><m:r><w:ins {BY_AN}><m:t>2</m:t></w:ins></m:r><m:r><m:t>πr</m:t></m:r>"
        "</m:oMath></w:p>",
        ["2πr"],
        ["πr"],
    ),
    Trap(
        "letters above others",
        "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r>"
        "<w:t>y</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        ["y"],
    ),
    Trap("hidden letters", p("a", r("b", "<w:vanish/>"), "c"), ["ac"]),
    # 13 and 14: text outside of the body's paragraphs, content controls
    Trap("a text box is no text of the body", p("Một", box(p("Hộp")), " hai"), ["Một hai"]),
    Trap(
        "a table in a table",
        table(row(cell(p("1"), table(row(cell(p("2")))), p("3")), cell(p("4")))),
        ["1", "2", "3", "4"],
    ),
    Trap(
        "content controls around everything",
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
        + p("Một ", f"<w:sdt><w:sdtContent>{r('hai')}</w:sdtContent></w:sdt>")
        + "<w:sdt><w:sdtContent>"
        + "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>"
        + cell(p("1"))
        + "</w:sdtContent></w:sdt>"
        + cell(p("2"))
        + "</w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
        ["Một hai", "1", "2"],
    ),
    Trap(
        "suggestions of Google Docs in controls of its own",
        p(
            "đạt ",
            "<w:sdt><w:sdtPr><w:tag w:val='goog_rdk_0'/></w:sdtPr><w:sdtContent>"
            f"{deleted('9')}{ins('10')}</w:sdtContent></w:sdt>",
        ),
        ["đạt 10"],
        ["đạt 9"],
    ),
    Trap(
        "links, tags and directions",
        p(
            f'<w:hyperlink w:anchor="x">{r("một ")}</w:hyperlink>',
            f"<w:smartTag>{r('hai ')}</w:smartTag>",
            f"<w:dir w:val='ltr'>{r('ba ')}</w:dir>",
            f"<w:customXml>{r('bốn')}</w:customXml>",
        ),
        ["một hai ba bốn"],
    ),
    # 18: fields
    Trap("the result of a field", p("trang ", field(" PAGE ", "3"), "."), ["trang 3."]),
    Trap(
        "a simple field",
        p("ngày ", f'<w:fldSimple w:instr=" DATE ">{r("27/11/2026")}</w:fldSimple>'),
        ["ngày 27/11/2026"],
    ),
    Trap(
        "a field in a field's instruction",
        p(field(f"IF {field(' PAGE ', '1')} = 1", "một")),
        ["một"],
    ),
    Trap(
        "a field over two paragraphs",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>TOC</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("I. Một")}</w:p>'
        f'<w:p>{r("II. Hai")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        ["I. Một", "II. Hai"],
    ),
    Trap(
        "a field without an end",
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "một") + p("hai"),
        ["một", "hai"],
    ),
    Trap(
        "a field's end without a beginning",
        p("một", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " hai"),
        ["một hai"],
    ),
    # Rows and cells that came or went
    Trap(
        "a row inserted and a row deleted",
        table(
            row(cell(p("1"))),
            row(cell(p("2")), properties=f"<w:ins {BY_AN}/>"),
            row(cell(p(deleted("3"))), properties=f"<w:del {BY_AN}/>"),
        ),
        ["1", "2"],
        ["1", "3"],
    ),
    Trap(
        "a table inserted",
        p("a") + table(row(cell(p("1")), properties=f"<w:ins {BY_AN}/>")) + p("b"),
        ["a", "1", "b"],
        ["a", "b"],
    ),
    Trap(
        "cells merged with those above",
        table(
            row(cell(p("1"), properties=f'<w:cellMerge {BY_AN} w:vMerge="rest"/>')),
            row(cell(p(), properties=f'<w:cellMerge {BY_AN} w:vMerge="cont"/>')),
        ),
        ["1"],
        ["1", ""],
    ),
    Trap(
        "a cell deleted",
        table(row(cell(p("1")), cell(p("2"), properties=f"<w:cellDel {BY_AN}/>"))),
        ["1"],
        ["1", "2"],
    ),
)


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.name for trap in TRAPS])
def test_texts_in_both_views(trap: Trap) -> None:
    assert [each.labelled_text for each in read(trap.body)] == trap.accepted
    rejected = trap.accepted if trap.rejected is None else trap.rejected
    assert [each.labelled_text for each in read(trap.body, View.REJECTED)] == rejected
