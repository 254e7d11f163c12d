"""What else a Word file holds: notes, headers, text boxes, the grid of tables, looks, fields."""

from __future__ import annotations

from ntmreport.word_reader import (
    Story,
    View,
    WordCell,
    WordFile,
    WordLook,
    WordTable,
    paragraphs_of,
    read_word_file,
)

from .test_word_reader_labels import style, styled
from .test_word_reader_traps import box, cell, field, row, table
from .word_files import deleted, docx, ins, p, r, read, story


def whole(body: str, view: View = View.ACCEPTED, **parts: str) -> WordFile:
    return read_word_file(docx(body, parts), view)


def stories(file: WordFile) -> list[tuple[Story, int, list[str]]]:
    return [
        (each.story, each.number, [one.text for one in paragraphs_of(each.blocks)])
        for each in file.stories
    ]


def note(identity: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identity}">{p(f"<w:r><w:{kind}Ref/></w:r>", text)}</w:{kind}>'


def reference(identity: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'


def test_notes_are_numbered_as_the_text_refers_to_them() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        + note(1, "một") + note(2, "hai") + note(3, "ba")
    )  # fmt: skip
    file = whole(
        p("a", reference(3), "b") + p("c", reference(1), reference(4, "endnote")),
        footnotes=story("footnotes", notes),
        endnotes=story("endnotes", note(4, "cuối", "endnote")),
    )
    assert stories(file) == [
        (Story.FOOTNOTE, 1, ["ba"]),
        (Story.FOOTNOTE, 2, ["một"]),
        (Story.ENDNOTE, 1, ["cuối"]),
    ]
    first, second = file.paragraphs()
    assert [(each.number, each.at) for each in first.notes] == [(1, 1)]
    assert [(each.story, each.number) for each in second.notes] == [
        (Story.FOOTNOTE, 2),
        (Story.ENDNOTE, 1),
    ]
    assert (first.text, second.text) == ("ab", "c")


def test_a_note_whose_mark_was_deleted_is_gone() -> None:
    gone = f'<w:del w:id="1" w:author="An">{reference(1)}</w:del>'
    body = p("a", gone, reference(2))
    notes = story("footnotes", note(1, "một") + note(2, "hai"))
    assert stories(whole(body, footnotes=notes)) == [(Story.FOOTNOTE, 1, ["hai"])]
    assert stories(whole(body, View.REJECTED, footnotes=notes)) == [
        (Story.FOOTNOTE, 1, ["một"]),
        (Story.FOOTNOTE, 2, ["hai"]),
    ]


def test_headers_and_footers_are_read_once_each() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    file = whole(
        p("a", properties=section) + section,
        header1=story("hdr", p("- ", field("PAGE", "2"), " -")),
        footer1=story("ftr", p("Lưu: VT")),
        header2=story("hdr", p("of no section")),
    )
    assert stories(file) == [(Story.HEADER, 1, ["- 2 -"]), (Story.FOOTER, 1, ["Lưu: VT"])]


def test_text_boxes_are_read_once_with_the_headings_above_them() -> None:
    boxed = p("Hộp ", ins("một"), deleted("hai")) + p("dòng")
    styles = story("styles", style("H", '<w:outlineLvl w:val="0"/>'))
    file = whole(p("I. Mục", properties=styled("H")) + p("x", box(boxed), "y"), styles=styles)
    assert stories(file) == [(Story.TEXT_BOX, 1, ["Hộp một", "dòng"])]
    first, _ = paragraphs_of(file.stories[0].blocks)
    assert first.place.headings == ("I. Mục",)
    assert [each.text for each in file.paragraphs()] == ["I. Mục", "xy"]
    assert [run.number for each in file.paragraphs() for run in each.runs] == [0, 1, 11]


def _cells(body: str) -> list[list[tuple[int, int, int, str]]]:
    (found,) = whole(body).blocks
    assert isinstance(found, WordTable)

    def told(each: WordCell) -> tuple[int, int, int, str]:
        return each.column, each.columns, each.rows, each.text

    return [list(map(told, each.cells)) for each in found.rows]


def test_cells_say_which_columns_and_rows_they_span() -> None:
    below, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell(p("TT"), properties=below), cell(p("Số"), properties='<w:gridSpan w:val="2"/>')),
        row(cell(p("ẩn"), properties=more), cell(p("a")), cell(p("b"))),
        row(cell(p(), properties=more), cell(p("c")), cell(p("d"), properties=below)),
        row(cell(p("2")), cell(p("e")), cell(p(), properties=more)),
        row(cell(p("f")), properties='<w:gridBefore w:val="1"/>'),
    )
    assert _cells(body) == [
        [(1, 1, 3, "TT"), (2, 2, 1, "Số")],
        [(2, 1, 1, "a"), (3, 1, 1, "b")],
        [(2, 1, 1, "c"), (3, 1, 2, "d")],
        [(1, 1, 1, "2"), (2, 1, 1, "e")],
        [(2, 1, 1, "f")],
    ]


def test_a_nested_table_has_the_place_of_the_cell_around_it() -> None:
    inner = table(row(cell(p("x"))))
    body = table(row(cell(p("1")))) + table(row(cell(p("2")), cell(p("3"), inner, p("4")))) + p("z")
    found = {each.text: each.place for each in whole(body).paragraphs()}
    places = {text: (place.table, place.row, place.column) for text, place in found.items()}
    assert places == {
        "1": (1, 1, 1), "2": (2, 1, 1), "3": (2, 1, 2), "x": (2, 1, 2), "4": (2, 1, 2),
        "z": (0, 0, 0),
    }  # fmt: skip


def test_headings_are_known_by_outline_and_by_bold_numbers() -> None:
    def bold(text: str) -> str:
        return p(r(text, "<w:b/>"))

    body = (
        bold("I. KẾT QUẢ") + bold("1. Công tác chỉ đạo") + p("x") + p("2. Không đậm") + p("y")
        + bold("II. TỒN TẠI") + p("z") + bold("2.000 hộ") + p("w")
    )  # fmt: skip
    headings = {each.text: each.place.headings for each in read(body)}
    assert headings["I. KẾT QUẢ"] == ()
    assert headings["x"] == headings["y"] == ("I. KẾT QUẢ", "1. Công tác chỉ đạo")
    assert headings["z"] == headings["w"] == ("II. TỒN TẠI",)


def test_looks_count_styles_in_but_sizes_and_colours_only_where_set() -> None:
    styles = story(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr>'
        '<w:sz w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Đậm"/><w:basedOn w:val="N"/>'
        "<w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/><w:i/>'
        "</w:rPr></w:style>",
    )
    direct = (
        '<w:rStyle w:val="S"/><w:u w:val="single"/><w:color w:val="FF0000"/><w:sz w:val="26"/>'
        '<w:highlight w:val="yellow"/><w:rFonts w:ascii="Arial"/><w:strike/>'
    )
    body = p(r("a"), r("b", direct), properties=styled("B")) + p("c")
    first, second = read(body, styles=styles)
    assert (first.style_id, first.style_name, first.alignment) == ("B", "Đậm", "center")
    assert (second.style_id, second.style_name, second.alignment) == ("N", "Normal", "")
    assert [each.look for each in first.runs] == [
        WordLook(bold=True),
        WordLook(
            italic=True,
            underline=True,
            struck=True,
            points=13,
            font="Arial",
            colour="FF0000",
            highlight="yellow",
        ),
    ]


def test_fields_are_stretches_of_the_text() -> None:
    simple = f'<w:fldSimple w:instr=" NUMPAGES ">{r("9")}</w:fldSimple>'
    link = field(' HYPERLINK "http://x" ', "trang web")
    (paragraph,) = read(p("trang ", field(" PAGE \\* MERGEFORMAT ", "12"), "/", simple, " ", link))
    assert [(each.kind, paragraph.text[each.start : each.end]) for each in paragraph.fields] == [
        ("PAGE", "12"),
        ("NUMPAGES", "9"),
        ("HYPERLINK", "trang web"),
    ]
    assert [each.changes_by_itself for each in paragraph.fields] == [True, True, False]


def test_bookmarks_name_paragraphs() -> None:
    marks = '<w:bookmarkStart w:id="0" w:name="{}"/><w:bookmarkEnd w:id="0"/>'
    (paragraph,) = read(p(marks.format("ntm_12"), "a", marks.format("_GoBack")))
    assert paragraph.bookmarks == ("ntm_12",)
