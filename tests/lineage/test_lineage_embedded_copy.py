"""The lineage in a Word file is the one that was put in, and no file can harm its reader."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntmreport import zip_package
from ntmreport.figure import Computed, Counted, Figure, Operation, Stated, Written
from ntmreport.language import Language
from ntmreport.layout import word_xml
from ntmreport.lineage import Entry, Printing, span_of
from ntmreport.lineage.answers import explanation
from ntmreport.lineage.embedded_copy import (
    IDENTITY,
    MOST_FILE_BYTES,
    NAMESPACE,
    EmbeddedError,
    lineage_xml,
    read_lineage,
)
from ntmreport.lineage.figure_search import find, near
from ntmreport.lineage.report_lineage import lineage_of
from ntmreport.pipeline import Compiler, rendered
from ntmreport.render.word_document import Additions
from ntmreport.report_characters import refused_in_value
from ntmreport.span import Span
from tests.render.samples import REPORT, built, edited, layout, members, packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Made = TypeVar("Made")

ITEM = "customXml/item1.xml"

# What a value of the data can be: whatever YAML's reader lets through.
TEXTS = st.text(max_size=20).map(
    lambda text: "".join(each for each in text if not refused_in_value(each))
)
NUMBERS = st.integers(0, 10**9 - 1)


def made(cls: type[Made], *parts: st.SearchStrategy[object]) -> st.SearchStrategy[Made]:
    """Instances of `cls`; `builds` would evaluate annotations, which name what types alone need."""
    return st.tuples(*parts).map(lambda each: cls(*each))


SPANS = made(Span, TEXTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
STEPS = st.text(st.characters(categories=["L", "N"], include_characters="_- đ"), min_size=1)
PATHS = st.lists(STEPS | NUMBERS, max_size=4).map(tuple)
VALUES = st.fractions() | st.integers().map(Fraction)


def figures(origins: st.SearchStrategy[object]) -> st.SearchStrategy[Figure]:
    decimals = st.none() | st.integers(0, 20)
    return made(Figure, VALUES, TEXTS, TEXTS, origins, PATHS, decimals, TEXTS)


def deeper(inner: st.SearchStrategy[Figure]) -> st.SearchStrategy[Figure]:
    operands = st.lists(inner, min_size=1, max_size=3).map(tuple)
    computed = made(Computed, st.sampled_from(Operation), operands)
    stated = made(Stated, SPANS, st.none() | inner)
    return figures(computed | stated)


FIGURES = st.recursive(
    figures(made(Written, SPANS) | made(Counted, SPANS, st.lists(SPANS, max_size=3).map(tuple))),
    deeper,
    max_leaves=6,
)
PRINTINGS = made(Printing, NUMBERS, NUMBERS, TEXTS, TEXTS, TEXTS)
ENTRIES = st.lists(made(Entry, FIGURES, st.lists(PRINTINGS, max_size=3).map(tuple)), max_size=5)


def carrying(xml: bytes) -> bytes:
    """A report that carries `xml`, whatever that is, in the place of its lineage."""
    parts = members(with_lineage(()))
    return packed({**parts, ITEM: xml})


def with_lineage(entries: tuple[Entry, ...] | list[Entry]) -> bytes:
    from ntmreport.render.word_document import render_docx

    docx, _ = render_docx(REPORT, layout(), "x", Additions(None, lineage_xml(entries), IDENTITY))
    assert docx is not None
    return docx


def refusal(docx: bytes) -> str:
    with pytest.raises(EmbeddedError) as caught:
        read_lineage(docx)
    for message in caught.value.message.both:
        assert message
        assert message.isprintable()
    return caught.value.message.en


@pytest.fixture(scope="module")
def entries(fixtures: Path) -> tuple[Entry, ...]:
    compiled = Compiler().compile(fixtures / "data/2021")
    assert compiled.year is not None
    assert compiled.document is not None
    return lineage_of(compiled.year, compiled.document)


@given(ENTRIES)
@settings(max_examples=60)
def test_what_is_put_in_comes_back(entries: list[Entry]) -> None:
    # By what they show of themselves: figures of one value and unit are equal.
    assert repr(read_lineage(with_lineage(entries))) == repr(tuple(entries))


def test_the_lineage_of_2021_comes_back(entries: tuple[Entry, ...]) -> None:
    assert repr(read_lineage(with_lineage(entries))) == repr(entries)


def test_every_answer_is_the_same_from_the_word_file(entries: tuple[Entry, ...]) -> None:
    carried = read_lineage(with_lineage(entries))
    questions = {text for entry in entries for text in entry.printed_texts}
    questions |= {entry.path for entry in entries}
    for entry in entries:
        span = span_of(entry.figure)
        if span is not None:
            questions.add(f"{span.file.rpartition('/')[2]}:{span.line}")
    assert {"93,44%", "36,73", "health.yaml:9"} <= questions
    for what in questions:
        found, again = find(entries, what), find(carried, what)
        assert found
        for language in Language:
            assert [list(explanation(each, language)) for each in found] == [
                list(explanation(each, language)) for each in again
            ]
    assert near(entries, "93,4%") == near(carried, "93,4%") != []


def test_a_figure_that_others_are_computed_from_stands_once(entries: tuple[Entry, ...]) -> None:
    xml = lineage_xml(entries).decode()
    assert xml.count('<figure id="') < sum(len(list(entry.figure.lineage())) for entry in entries)
    assert xml.count('path="health.insurance.rural.numerator" label=') == 1


def test_the_part_says_all_that_another_program_asks_for(entries: tuple[Entry, ...]) -> None:
    xml = lineage_xml(entries).decode()
    (line,) = [
        each for each in xml.split("<figure ") if 'path="health.insurance.rural.share" ' in each
    ]
    for said in (
        'label="Y tế › Bảo hiểm y tế › Khu vực nông thôn › Tỷ lệ"',
        'value="8413550/90043"',
        'unit="%"',
        'shown="93.44"',
        'exact="93,439246…"',
        'formula="health.insurance.rural.numerator / health.insurance.rural.denominator × 100"',
        'formula-with-values="168.271 / 180.086 × 100"',
        'printed="93,44%"',
        'path="health.insurance.rural.denominator"/>',
    ):
        assert said in line
    assert 'sentence="khu vực nông thôn có 168.271/180.086 người tham gia BHYT' in xml


def test_same_bytes_twice_and_the_same_text(fixtures: Path, entries: tuple[Entry, ...]) -> None:
    assert with_lineage(entries) == with_lineage(entries)
    compiled = Compiler().compile(fixtures / "data/2021")
    additions = Additions(None, lineage_xml(entries), IDENTITY)
    plain, _ = rendered(compiled)
    carrying, _ = rendered(compiled, additions)
    assert plain is not None
    assert carrying is not None
    changed = {name for name, part in members(plain).items() if members(carrying)[name] != part}
    own_digest = "docProps/custom.xml"
    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels", own_digest}
    assert set(members(carrying)) - set(members(plain)) == {
        ITEM,
        "customXml/itemProps1.xml",
        "customXml/_rels/item1.xml.rels",
    }


def test_custom_xml_of_the_layout_stays_beside_ours(entries: tuple[Entry, ...]) -> None:
    from ntmreport.render.word_document import render_docx

    relation = (
        '<Relationship Id="rId77" Target="../customXml/item1.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"/>'
    )
    content = edited(
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>"),
    )
    content = packed({**members(content), ITEM: b'<sources xmlns="urn:theirs"/>'})
    additions = Additions(None, lineage_xml(entries), IDENTITY)
    docx, diagnostics = render_docx(REPORT, content, "x", additions)
    assert not diagnostics
    assert docx is not None
    assert members(docx)[ITEM] == b'<sources xmlns="urn:theirs"/>'
    assert len(read_lineage(docx)) == len(entries)


def test_a_file_name_that_no_xml_can_hold() -> None:
    span = Span("data/\udce9\x1b[31m/a.yaml", 1, 1, 1, 2)
    entry = Entry(Figure(Fraction(1), "", "", Written(span)), ())
    (again,) = read_lineage(with_lineage([entry]))
    assert span_of(again.figure) == Span("data/\ufffd\ufffd[31m/a.yaml", 1, 1, 1, 2)


def test_a_word_file_without_lineage() -> None:
    assert "--embed-lineage" in refusal(built())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7", "it is a .pdf file; save it as a Word Document (.docx)"),
        (b"PK", "it is not a readable .docx file"),
        (b"PK\x03\x04" + bytes(100), "it is not a readable .docx file"),
        ("số liệu".encode(), "it is not a readable .docx file"),
    ],
)
def test_no_word_file(content: bytes, words: str) -> None:
    assert refusal(content) == words


def test_a_zip_of_something_else() -> None:
    assert all("no file of Word's" in refusal(packed(each)) for each in ({}, {"a": b""}))


def test_a_spreadsheet() -> None:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    )
    package = packed({"[Content_Types].xml": types, "_rels/.rels": relations})
    assert "no file of Word's" in refusal(package)


def bomb() -> bytes:
    return packed({**members(built()), "word/comments.xml": bytes(64 * 1024 * 1024)})


def many_members() -> bytes:
    return packed({f"{number}.xml": b"" for number in range(20_000)})


def too_large() -> bytes:
    return bytes(MOST_FILE_BYTES + 1)


@pytest.mark.parametrize("make", [bomb, many_members, too_large])
def test_what_is_too_large_is_not_read(make: Callable[[], bytes]) -> None:
    assert "too large" in refusal(make())


def test_pictures_that_somebody_added_are_not_read() -> None:
    parts = {**members(with_lineage([])), "word/media/big.bmp": bytes(40 * 1024 * 1024)}
    assert read_lineage(packed(parts)) == ()


@pytest.mark.parametrize(
    "xml",
    [
        f'<!DOCTYPE lineage [<!ENTITY a "b">]><lineage xmlns="{NAMESPACE}">&a;</lineage>',
        f'<!DOCTYPE lineage SYSTEM "file:///etc/passwd"><lineage xmlns="{NAMESPACE}"/>',
        f'<lineage xmlns="{NAMESPACE}">',
        f'<lineage xmlns="{NAMESPACE}">&a;</lineage>',
        f'<?xml version="1.0" encoding="x-none"?><lineage xmlns="{NAMESPACE}"/>',
    ],
)
def test_xml_that_is_broken_or_reaches_out(xml: str) -> None:
    assert "XML" in refusal(carrying(xml.encode()))


def figure_xml(identity: str = "1", inner: str = "", **attributes: str) -> str:
    known = {
        "path": "a.b",
        "label": "Số",
        "value": "1",
        "unit": "xã",
        "qualifier": "",
        "origin": "written",
        "file": "a.yaml",
        "line": "1",
        "column": "1",
        "end-line": "1",
        "end-column": "2",
    }
    known |= {name.replace("_", "-"): value for name, value in attributes.items()}
    written = "".join(f' {name}="{value}"' for name, value in known.items())
    return f'<figure id="{identity}"{written}>{inner}</figure>'


def lineage_part(*elements: str) -> bytes:
    return f'<lineage xmlns="{NAMESPACE}">{"".join(elements)}</lineage>'.encode()


def doubling(levels: int) -> bytes:
    """A few figures whose explanation would be 2 to the power of `levels` lines long."""
    elements = [figure_xml("0")]
    for level in range(levels):
        inner = f'<input figure="{level}"/>' * 2
        elements.append(figure_xml(str(level + 1), inner, origin="computed", operation="+"))
    return lineage_part(*elements, f'<entry figure="{levels}"/>')


def chain(length: int) -> bytes:
    elements = [figure_xml("0")]
    for level in range(length):
        inner = f'<input figure="{level}"/>'
        elements.append(figure_xml(str(level + 1), inner, origin="computed", operation="+"))
    return lineage_part(*elements, f'<entry figure="{length}"/>')


ENTRY = '<entry figure="1"/>'


@pytest.mark.parametrize(
    "xml",
    [
        doubling(40),
        chain(5000),
        lineage_part(figure_xml(), figure_xml(), ENTRY),
        lineage_part(ENTRY),
        lineage_part('<figure id="1"/>', ENTRY),
        lineage_part(figure_xml(value="")),
        lineage_part(figure_xml(value="1e999999999")),
        lineage_part(figure_xml(value="1/0")),
        lineage_part(figure_xml(value="9" * 5000)),
        lineage_part(figure_xml(value="٣")),
        lineage_part(figure_xml(decimals="999999999")),
        lineage_part(figure_xml(decimals="-1")),
        lineage_part(figure_xml(line="9" * 5000)),
        lineage_part(figure_xml(line="x")),
        lineage_part(figure_xml(origin="guessed")),
        lineage_part(figure_xml(origin="computed")),
        lineage_part(figure_xml(origin="computed", operation="**")),
        lineage_part(figure_xml(inner='<input figure="1"/>', origin="computed", operation="+")),
        lineage_part(figure_xml(inner="<input/>", origin="computed", operation="+")),
        lineage_part(
            figure_xml("0"), figure_xml(inner='<computed figure="0"/>' * 2, origin="stated")
        ),
        lineage_part(figure_xml(inner="<item/>", origin="counted")),
        lineage_part(figure_xml(path="a..b")),
        lineage_part(figure_xml(path="a[x]")),
        lineage_part(figure_xml(label="\x9b31m")),
        lineage_part(figure_xml(label="a&#13;b")),
        lineage_part(figure_xml(label="a" * 100_000)),
        lineage_part(figure_xml(), '<entry figure="1"><printing/></entry>'),
        lineage_part('<figure id="1"/>' * 3),
    ],
)
def test_a_lineage_that_is_damaged_or_made_to_harm(xml: bytes) -> None:
    assert "damaged" in refusal(carrying(xml))


def test_what_a_later_version_adds_is_passed_over() -> None:
    xml = lineage_part(figure_xml(more="x"), "<chart/>", ENTRY)
    (entry,) = read_lineage(carrying(xml))
    assert entry.path == "a.b"


def test_relationships_that_lead_nowhere() -> None:
    parts = members(with_lineage([]))
    relations = parts["word/_rels/document.xml.rels"].decode()
    for target in ("../../../etc/passwd", "http://example.org/item1.xml", "../customXml/none.xml"):
        moved = relations.replace("../customXml/item1.xml", target)
        assert moved != relations
        changed = packed({**parts, "word/_rels/document.xml.rels": moved.encode()})
        assert "--embed-lineage" in refusal(changed)


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_file_is_refused_or_read(data: st.DataObject) -> None:
    """Whatever becomes of the bytes, there is an answer or a message, and nothing else."""
    docx = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        docx[data.draw(st.integers(0, len(docx) - 1))] = data.draw(st.integers(0, 255))
    with suppress(EmbeddedError):
        read_lineage(bytes(docx))


@given(st.data())
@settings(max_examples=100)
def test_damaged_xml_is_refused_or_read(data: st.DataObject) -> None:
    xml = lineage_part(
        figure_xml(), figure_xml("2", ENTRY, origin="computed", operation="+"), ENTRY
    )
    start = data.draw(st.integers(0, len(xml)))
    end = data.draw(st.integers(start, min(start + 10, len(xml))))
    with suppress(EmbeddedError):
        for entry in read_lineage(carrying(xml[:start] + data.draw(st.binary()) + xml[end:])):
            assert list(explanation(entry, Language.VIETNAMESE))


SMALL = with_lineage([Entry(Figure(Fraction(1), "xã", "Số", Written(Span("a", 1, 1, 1, 2))), ())])


def test_a_member_without_a_name() -> None:
    docx = bytearray(SMALL)
    directory = SMALL.index(b"PK\x01\x02")
    docx[directory + 28 : directory + 30] = bytes(2)
    assert refusal(bytes(docx)) == "it is not a readable .docx file"


def test_a_member_packed_by_a_method_that_word_does_not_know() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", b"x")
    assert refusal(buffer.getvalue()) == "it is not a readable .docx file"


def test_a_file_with_a_password() -> None:
    docx = bytearray(SMALL)
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        offset = archive.getinfo(ITEM).header_offset
    docx[offset + 6] |= 1
    directory = SMALL.index(b"PK\x01\x02")
    name = SMALL.index(ITEM.encode(), directory)
    docx[name - 46 + 8] |= 1
    assert "password" in refusal(bytes(docx))


def test_a_lineage_longer_than_any_other_part_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of a report with thousands of communes: it is read piece by piece."""
    monkeypatch.setattr(zip_package, "MOST_BYTES", 200_000)
    items = '<item file="a" line="1" column="1" end-line="1" end-column="2"/>' * 1000
    figures = [figure_xml(str(number), items, origin="counted") for number in range(10)]
    xml = lineage_part(*figures, '<entry figure="9"/>')
    assert len(xml) > zip_package.MOST_BYTES
    (entry,) = read_lineage(carrying(xml))
    assert entry.path == "a.b"
    monkeypatch.setattr(zip_package, "MOST_BYTES_IN_PIECES", 200_000)
    assert "too large" in refusal(carrying(xml))


def test_no_piece_of_a_lineage_takes_all_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_xml, "_MOST_BYTES_OF_A_CHILD", 100_000)
    xml = lineage_part(figure_xml(inner="<item/>" * 50_000, origin="counted"), ENTRY)
    assert "broken (an element is too long)" in refusal(carrying(xml))


@pytest.mark.parametrize("end", ["</lineage", "</x>", "<a", ""])
def test_a_lineage_that_breaks_off(end: str) -> None:
    xml = lineage_part(figure_xml(), ENTRY).removesuffix(b"</lineage>") + end.encode()
    assert "broken" in refusal(carrying(xml))
