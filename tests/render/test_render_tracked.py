"""Two reports as one Word file: accepted it is the new one, rejected the old one."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from ntmreport.document import Annex, Block, BlockKind, Cell, Document, Row, Run, Table
from ntmreport.pipeline import Compiler
from ntmreport.render.tracked_report import render_tracked
from tests.diff.tracked_changes import W, accepted, lines, rejected, story, texts
from tests.libreoffice import convert

from .samples import (
    BODY,
    BODY_KINDS,
    DOCUMENT_PART,
    NAME,
    PLACE,
    REPORT,
    built,
    edited,
    edited_body,
    layout,
    line,
    with_body,
    with_frame,
)
from .samples import lines as frame_lines
from .tables import BODY_TABLE, EVERYTHING, FIRST, SECOND, annex, criteria, with_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .samples import Element


def tracked(old: Document, new: Document, content: bytes | None = None) -> bytes:
    word, mistakes = render_tracked(old, new, content or layout(), NAME)
    assert not mistakes
    assert word is not None
    return word


def holds_both(word: bytes, old: Document, new: Document, content: bytes | None = None) -> bool:
    for settled, document in ((accepted(story(word)), new), (rejected(story(word)), old)):
        wanted = story(built(document, content))
        assert lines(settled) == lines(wanted)
        assert shapes(settled) == shapes(wanted)
        assert papers(settled) == papers(wanted)
    return True


def shapes(root: Element) -> list[list[list[tuple[str | None, ...]]]]:
    """How the cells of each row of each table are merged, across and down."""
    return [
        [
            [
                (
                    _value(cell.find(f"{W}tcPr/{W}gridSpan")),
                    _value(cell.find(f"{W}tcPr/{W}vMerge")),
                )
                for cell in row.iterfind(f"{W}tc")
            ]
            for row in table.iterfind(f"{W}tr")
        ]
        for table in root.iter(f"{W}tbl")
    ]


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val", "")


def papers(root: Element) -> list[tuple[str, str]]:
    """The width and height of each section's paper."""
    sizes = (section.find(f"{W}pgSz") for section in root.iter(f"{W}sectPr"))
    return [(size.get(f"{W}w"), size.get(f"{W}h")) for size in sizes]


def xml(word: bytes) -> str:
    from lxml import etree

    return str(etree.tostring(story(word), encoding="unicode"))


def marks(word: bytes) -> list[tuple[str, str]]:
    """What stands in the text as deleted or inserted, and what is marked at its end."""
    found = []
    for change in story(word).iter(f"{W}ins", f"{W}del"):
        kind = str(change.tag).removeprefix(W)
        text = "".join(run.text or "" for run in change.iter(f"{W}t", f"{W}delText"))
        found.append((kind, text or "¶"))
    return found


def paragraph(text: str, kind: BlockKind = BlockKind.PARAGRAPH, marker: str = "") -> Block:
    return Block(kind, marker, line(text), PLACE)


def changed(position: int, *runs: Run) -> Document:
    body = list(BODY)
    body[position] = replace(body[position], runs=runs)
    return with_body(*body)


def test_without_changes_it_is_the_report() -> None:
    assert tracked(REPORT, REPORT) == built(REPORT)


def test_changed_words_in_a_paragraph() -> None:
    new = changed(
        5,
        Run("Tổng vốn huy động đạt "),
        Run("190.000", bold=True),
        Run(" triệu đồng, "),
        Run("93,02%", italic=True),
        Run(" kế hoạch", bold=True, italic=True),
        Run(" năm."),
    )
    word = tracked(REPORT, new)
    assert marks(word) == [("del", "190.113"), ("ins", "190.000"), ("ins", " năm")]
    assert holds_both(word, REPORT, new)
    bold = r"<w:r><w:rPr><w:b/></w:rPr><w:(?:delText|t) xml:space=\"preserve\">190\.\d+<"
    assert len(re.findall(bold, xml(word))) == 2


def test_another_look_is_a_change() -> None:
    new = changed(6, Run("Quyết định 197-QĐ/HU ngày "), Run("09/10/2020", bold=True), Run("."))
    word = tracked(REPORT, new)
    assert marks(word) == [("del", "09/10/2020"), ("ins", "09/10/2020")]
    assert holds_both(word, REPORT, new)


def test_paragraphs_that_came_and_went() -> None:
    new = with_body(*BODY[:4], paragraph("Một đoạn mới hẳn."), BODY[4], *BODY[6:])
    word = tracked(REPORT, new)
    assert [kind for kind, text in marks(word) if text == "¶"] == ["ins", "del"]
    assert ("ins", "Một đoạn mới hẳn.") in marks(word)
    assert holds_both(word, REPORT, new)


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The last line of a cell has a mark that cannot come or go.
        ({"recipient": ("- A;", "- B;", "- C.")}, {"recipient": ("- A.",)}),
        ({"recipient": ("- A;", "- B.")}, {"recipient": ("- X;", "- A;", "- B;", "- Y.")}),
        ({"capacity": ("CHỦ TỊCH",)}, {"capacity": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")}),
        ({"signer": ("Lê Phú Quốc",)}, {"signer": ("Nguyễn Văn A",)}),
        ({"signer": ()}, {"signer": ("Lê Phú Quốc",)}),
        ({"parent": ()}, {"parent": ("UBND TỈNH",)}),
        ({"subject": ("Kết quả", "năm 2021")}, {"subject": ("Kết quả năm 2021",)}),
        # The layout writes one addressee in another place than several, and words of its own.
        ({"addressee": ()}, {"addressee": ("UBND tỉnh.",)}),
        ({"addressee": ("UBND tỉnh.",)}, {"addressee": ("UBND tỉnh;", "Sở A.")}),
        ({"recipient": ()}, {"recipient": ("- A.",)}),
    ],
)
def test_lines_of_the_frame(
    before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]], is_turned: bool
) -> None:
    old, new = (
        with_frame(**{name: frame_lines(*said) for name, said in frame.items()})
        for frame in (before, after)
    )
    if is_turned:
        old, new = new, old
    assert holds_both(tracked(old, new), old, new)


def test_the_last_paragraph() -> None:
    for old, new in (
        (REPORT, with_body(*BODY, paragraph("Thêm một đoạn cuối."))),
        (with_body(*BODY, paragraph("Thêm một đoạn cuối.")), REPORT),
        (REPORT, with_body()),
        (with_body(), REPORT),
        (REPORT, with_body(paragraph("Báo cáo khác hẳn."))),
    ):
        assert holds_both(tracked(old, new), old, new)


def test_what_only_keeps_pages_together_is_no_change() -> None:
    word = tracked(REPORT, with_body(*BODY, paragraph("Thêm một đoạn cuối.")))
    assert "pPrChange" not in xml(word)


def test_headers_and_rows_of_tables_too() -> None:
    def with_header(document: str) -> str:
        return document.replace("<w:r>", "<w:r><w:t>{{ frame.number }}</w:t></w:r><w:r>", 1)

    header = edited("word/header1.xml", with_header)
    rows = edited_body(
        ("<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>", "<w:tr><w:tc><w:tcPr>")
    )
    loop = edited(DOCUMENT_PART, _with_a_row_for_each_recipient)
    old = with_frame(recipient=frame_lines("- A;", "- B;", "- C."))
    new = with_frame(recipient=frame_lines("- A;", "- C.", "- D."), number=line_of("Số: 7"))
    for content in (header, rows, loop):
        word = tracked(old, new, content)
        assert holds_both(word, old, new, content)
    assert "<w:trPr><w:del " in xml(tracked(old, with_frame(recipient=()), loop))
    root = story(tracked(old, new, header), "word/header1.xml")
    assert "".join(each.text or "" for each in root.iter(f"{W}delText")) == "....../BC-UBND"


def line_of(text: str) -> tuple[tuple[Run, ...], ...]:
    return (line(text),)


def _with_a_row_for_each_recipient(document: str) -> str:
    def row(text: str) -> str:
        cell = '<w:tcPr><w:tcW w:w="4422" w:type="dxa"/></w:tcPr>'
        run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
        return f"<w:tr><w:tc>{cell}<w:p>{run}</w:p></w:tc></w:tr>"

    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="4422" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol'
        f' w:w="4422"/></w:tblGrid>{row("Gửi")}{row("{%tr for one in frame.recipient %}")}'
        f"{row('{{ one }}')}{row('{%tr endfor %}')}</w:tbl><w:p/>"
    )
    before, last, after = document.rpartition("<w:sectPr>")
    return f"{before}{table}{last}{after}"


ANNEXED = with_tables(FIRST, SECOND)


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (REPORT, with_tables(FIRST)),
        (REPORT, ANNEXED),
        (with_tables(FIRST), ANNEXED),
        (with_tables(SECOND), ANNEXED),
        (with_tables(FIRST), with_tables(SECOND)),
        (REPORT, with_tables(body=(*BODY, BODY_TABLE))),
        (with_tables(body=(*BODY[:2], BODY_TABLE, *BODY[2:])), with_tables(FIRST)),
        (with_tables(body=(criteria(9),)), with_tables(body=(criteria(9, 14),))),
    ],
)
def test_annexes_and_tables_come_and_go(
    old: Document, new: Document, is_turned: bool, validated: Callable[[bytes], list[Any]]
) -> None:
    if is_turned:
        old, new = new, old
    word = tracked(old, new)
    assert holds_both(word, old, new)
    assert validated(word) == []


def with_cell(table: Table, row: int, column: int, text: str) -> Table:
    rows = list(table.rows)
    cells = list(rows[row].cells)
    cells[column] = replace(cells[column], block=replace(cells[column].block, runs=line(text)))
    rows[row] = replace(rows[row], cells=tuple(cells))
    return replace(table, rows=tuple(rows))


def test_a_changed_cell_is_a_changed_word() -> None:
    new = with_tables(body=(*BODY, with_cell(BODY_TABLE, 1, 2, "13.000")))
    old = with_tables(body=(*BODY, BODY_TABLE))
    word = tracked(old, new)
    assert marks(word) == [("del", "12.500"), ("ins", "13.000")]
    assert holds_both(word, old, new)


def test_tables_are_compared_with_those_of_their_name() -> None:
    """A table that came elsewhere does not keep the signature from being found."""
    table = criteria(9)
    changed = with_cell(table, 4, 21, "15")
    old = with_tables(annex("Phụ lục I", "Tiêu chí", table), body=(*BODY, BODY_TABLE))
    new = with_tables(
        annex("Phụ lục I", "Tiêu chí", changed),
        SECOND,
        body=(*BODY, with_cell(BODY_TABLE, 1, 2, "13.000")),
    )
    word = tracked(old, new)
    assert [mark for mark in marks(word) if mark[0] == "del"] == [("del", "12.500"), ("del", "17")]
    assert [text for kind, text in marks(word) if kind == "ins"][:2] == ["13.000", "15"]
    assert holds_both(word, old, new)


def test_a_row_that_came_is_marked_as_a_row() -> None:
    table = criteria(9)
    shorter = replace(table, rows=(*table.rows[:6], *table.rows[7:]))
    old, new = with_tables(body=(*BODY, shorter)), with_tables(body=(*BODY, table))
    for one, other, mark in ((old, new, "ins"), (new, old, "del")):
        word = tracked(one, other)
        rows = [
            row for row in story(word).iter(f"{W}tr") if row.find(f"{W}trPr/{W}{mark}") is not None
        ]
        assert len(rows) == 1
        assert "Dân Lý" in "".join(rows[0].itertext())
        assert len({kind for kind, _ in marks(word)}) == 1
        assert holds_both(word, one, other)


def test_numbers_author_and_day() -> None:
    new = with_body(*BODY[:5], paragraph("Khác hẳn đoạn cũ."), *BODY[6:])
    word = tracked(REPORT, new)
    changes = list(story(word).iter(f"{W}ins", f"{W}del"))
    numbers = [change.get(f"{W}id") for change in changes]
    assert len(set(numbers)) == len(numbers) > 2
    assert {change.get(f"{W}author") for change in changes} == {"ntmreport"}
    assert {change.get(f"{W}date") for change in changes} == {"1980-01-01T00:00:00Z"}
    gone = story(word).iter(f"{W}del")
    assert not [text for change in gone for text in change.iter(f"{W}t")]


def test_same_reports_same_bytes() -> None:
    new = with_body(*BODY[1:], paragraph("Mới."))
    assert tracked(REPORT, new) == tracked(REPORT, new)


def test_what_the_layout_has_no_place_for_is_said() -> None:
    old = with_frame(unknown=frame_lines("Không có chỗ"))
    word, mistakes = render_tracked(old, REPORT, layout(), NAME)
    assert word is None
    assert "unknown" in mistakes[0].message.en


class Mutation:
    """A report with changes of every kind, by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same changes in every run

    def of(self, document: Document) -> Document:
        annexes = [annex for annex in document.annexes if self.chance.random() < 0.8]
        if annexes and self.chance.random() < 0.3:
            annexes.append(annexes[0])
        annexes = [
            Annex((annex.content[0], *self._content(annex.content[1:]))) for annex in annexes
        ]
        frame = dict(document.frame)
        for name in ("recipient", "capacity", "addressee", "subject", "parent"):
            known = list(frame.get(name, ()))
            if known and self.chance.random() < 0.4:
                known.pop(self.chance.randrange(len(known)))
            if self.chance.random() < 0.4:
                known.insert(self.chance.randrange(len(known) + 1), line("- Dòng mới;"))
            frame[name] = tuple(known)
        body = tuple(self._content(document.body))
        return replace(document, body=body, frame=frame, annexes=tuple(annexes))

    def _content(self, content: Sequence[Block | Table]) -> list[Block | Table]:
        found: list[Block | Table] = []
        for part in content:
            what = self.chance.random()
            if what < 0.1:
                continue
            if isinstance(part, Table):
                found.append(self._table(part) if what < 0.7 else part)
                continue
            if what < 0.3:
                part = replace(part, runs=self._runs(part.runs))
            if what > 0.95 and part.kind in BODY_KINDS:
                part = replace(part, kind=self.chance.choice(BODY_KINDS))
            found.append(part)
            if what > 0.9:
                found.insert(self.chance.randrange(len(found)), found[-1])
        return found

    def _table(self, table: Table) -> Table:
        """Change cells, and rows that no cell of another row reaches into."""
        if self.chance.random() < 0.2:
            return self._without_the_last_column(table)
        rows: list[Row] = []
        for row in table.rows:
            what = self.chance.random()
            if row.is_header:
                rows.append(row)
            elif what > 0.1:
                rows.append(replace(row, cells=tuple(map(self._cell, row.cells))))
                if what > 0.9:
                    rows.append(row)
        return replace(table, rows=tuple(rows))

    def _without_the_last_column(self, table: Table) -> Table:
        last = table.columns - 1
        rows = (
            replace(row, cells=tuple(cell for cell in row.cells if cell.column != last))
            for row in table.rows
        )
        return replace(table, rows=tuple(rows), columns=last)

    def _cell(self, cell: Cell) -> Cell:
        if self.chance.random() < 0.8:
            return cell
        text = self.chance.choice(["x", "mới", "190.000", ""])
        return replace(cell, block=replace(cell.block, runs=line(text)))

    def _runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        found = []
        for run in runs:
            said = run.text.split(" ")
            said[self.chance.randrange(len(said))] = self.chance.choice(["mới", "190.000", ""])
            bold = run.bold is not (self.chance.random() < 0.1)
            found.append(replace(run, text=" ".join(said), bold=bold))
        return tuple(run for run in found if run.text) or line("mới")


@pytest.mark.parametrize("seed", range(18))
def test_whatever_changes(
    seed: int, fixtures: Path, validated: Callable[[bytes], list[Any]]
) -> None:
    report = EVERYTHING if seed % 3 else Compiler().compile(fixtures / "data/2021").document
    assert report is not None
    mutation = Mutation(seed)
    old, new = mutation.of(report), mutation.of(report)
    word = tracked(old, new)
    assert holds_both(word, old, new)
    assert validated(word) == []


def test_libreoffice_reads_every_change(soffice: str, tmp_path: Path) -> None:
    """What LibreOffice writes again still holds both reports."""
    mutation = Mutation(1)
    table = criteria(9)
    shorter = with_cell(replace(table, rows=table.rows[:8]), 5, 1, "Dân Lực mới")
    old = replace(mutation.of(REPORT), annexes=(annex("Phụ lục I", "Tiêu chí", table),))
    new = replace(mutation.of(REPORT), annexes=(annex("Phụ lục I", "Bộ tiêu chí", shorter), SECOND))
    (tmp_path / "tracked.docx").write_bytes(tracked(old, new))
    for kind in ("docx:MS Word 2007 XML", "pdf"):
        convert(soffice, kind, [tmp_path / "tracked.docx"], tmp_path / "out")
    again = story((tmp_path / "out/tracked.docx").read_bytes())
    # Its sections need no empty paragraph to end.
    for settled, document in ((accepted(again), new), (rejected(again), old)):
        assert list(filter(None, texts(settled))) == list(
            filter(None, texts(story(built(document))))
        )
    assert (tmp_path / "out/tracked.pdf").read_bytes().startswith(b"%PDF-")


LYING = replace(with_body(*BODY[:2], BODY_TABLE, *BODY[2:]), lying=((2, 3),))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (replace(LYING, lying=()), LYING),
        (LYING, replace(LYING, lying=())),
        (LYING, replace(with_body(*BODY[:1], BODY_TABLE, *BODY[2:]), lying=((1, 2),))),
    ],
)
def test_paper_that_lies_for_a_table_comes_and_goes(old: Document, new: Document) -> None:
    assert holds_both(tracked(old, new), old, new)
