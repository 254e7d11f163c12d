"""Two reports as one Word file: accepted it is the new one, rejected the old one."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.document import Block, BlockKind, Document, Run
from ntmreport.pipeline import Compiler
from ntmreport.render.tracked import render_tracked
from tests.diff.tracked_changes import W, accepted, lines, rejected, story, texts

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

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def tracked(old: Document, new: Document, content: bytes | None = None) -> bytes:
    word, mistakes = render_tracked(old, new, content or layout(), NAME)
    assert not mistakes
    assert word is not None
    return word


def holds_both(word: bytes, old: Document, new: Document, content: bytes | None = None) -> bool:
    root = story(word)
    assert lines(accepted(root)) == lines(story(built(new, content)))
    assert lines(rejected(root)) == lines(story(built(old, content)))
    return True


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
        return document.replace("<w:r>", "<w:r><w:t>{{r frame.number }}</w:t></w:r><w:r>", 1)

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
        f"{row('{{r one }}')}{row('{%tr endfor %}')}</w:tbl><w:p/>"
    )
    return document.replace("<w:sectPr>", f"{table}<w:sectPr>")


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
        body: list[Block] = []
        for block in document.body:
            what = self.chance.random()
            if what < 0.1:
                continue
            if what < 0.3:
                block = replace(block, runs=self._runs(block.runs))
            if what > 0.95:
                block = replace(block, kind=self.chance.choice(BODY_KINDS))
            body.append(block)
            if what > 0.9:
                body.insert(self.chance.randrange(len(body)), body[-1])
        frame = dict(document.frame)
        for name in ("recipient", "capacity", "addressee", "subject", "parent"):
            known = list(frame.get(name, ()))
            if known and self.chance.random() < 0.4:
                known.pop(self.chance.randrange(len(known)))
            if self.chance.random() < 0.4:
                known.insert(self.chance.randrange(len(known) + 1), line("- Dòng mới;"))
            frame[name] = tuple(known)
        return replace(document, body=tuple(body), frame=frame)

    def _runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        found = []
        for run in runs:
            said = run.text.split(" ")
            said[self.chance.randrange(len(said))] = self.chance.choice(["mới", "190.000", ""])
            bold = run.bold is not (self.chance.random() < 0.1)
            found.append(replace(run, text=" ".join(said), bold=bold))
        return tuple(run for run in found if run.text) or line("mới")


@pytest.mark.parametrize("seed", range(12))
def test_whatever_changes(
    seed: int, repository: Path, validated: Callable[[bytes], list[Any]]
) -> None:
    report = REPORT if seed % 3 else Compiler().compile(repository / "data/2021").document
    assert report is not None
    mutation = Mutation(seed)
    old, new = mutation.of(report), mutation.of(report)
    word = tracked(old, new)
    assert holds_both(word, old, new)
    assert validated(word) == []


def test_libreoffice_reads_every_change(soffice: str, tmp_path: Path) -> None:
    """What LibreOffice writes again still holds both reports."""
    mutation = Mutation(1)
    old, new = mutation.of(REPORT), mutation.of(REPORT)
    (tmp_path / "tracked.docx").write_bytes(tracked(old, new))
    profile = (tmp_path / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    for kind in ("docx:MS Word 2007 XML", "pdf"):
        subprocess.run(
            [*command, kind, "--outdir", "out", "tracked.docx"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
    again = story((tmp_path / "out/tracked.docx").read_bytes())
    assert texts(accepted(again)) == texts(story(built(new)))
    assert texts(rejected(again)) == texts(story(built(old)))
    assert (tmp_path / "out/tracked.pdf").read_bytes().startswith(b"%PDF-")
    shutil.rmtree(tmp_path / "profile")
