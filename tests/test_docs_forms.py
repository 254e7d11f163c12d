"""docs/forms.md shows what is so: its example is built as it stands there."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from ntmreport.compose.compiled_templates import CompiledTemplates
from ntmreport.compose.template_run import TemplateRun
from ntmreport.document import Block
from ntmreport.figure import Counted
from ntmreport.language import Language
from ntmreport.pipeline import Compiled, Compiler, rendered
from ntmreport.render.drawn_chart import can_draw
from ntmreport.render.plain_text import render_text
from ntmreport.reporters.diagnostic_text import report_lines
from ntmreport.validation import validate

from .conftest import REPOSITORY
from .edits import edit
from .pictures import png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (REPOSITORY / "docs/forms.md").read_text("utf-8")
TODAY = datetime.date(2022, 7, 5)

_FILE = re.compile(
    r"`((?:templates|data)/[^`]+)`[^`\n]*:\n\n```(?:yaml|jinja)\n(.*?)```", re.DOTALL
)
_ROW = re.compile(r"^\| `(\{\{.*)` \| (.*) \|$", re.MULTILINE)
_TYPED = re.compile(r"gõ `([a-z_.]+)` ở dòng đầu")


_BLOCK = re.compile(r"^\| [^|`]+ \| `(.*?)` \| `(.*?)` \|$", re.MULTILINE)
_LIST = re.compile(r"^\| `(\{[{%].*)` \| (.*) \|$", re.MULTILINE)
_LINE_END = " ⏎ "


def files() -> Iterator[tuple[str, str]]:
    """The files that the page shows, by their names."""
    return ((match[1], match[2]) for match in _FILE.finditer(PAGE))


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def mistyped() -> str:
    """What the page says to write by mistake."""
    typed = _TYPED.search(PAGE)
    assert typed is not None
    return f"{{{{ {typed[1]}.label }}}}"


def put_example(folder: Path) -> None:
    """Write the example of the page into `folder`, with the layout that it says to copy."""
    for name, text in files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    layout = REPOSITORY / "templates/annual-commune/layout.docx"
    shutil.copy(layout, folder / "templates/so-ket-xa")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    put_example(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compiled(folder: Path) -> Compiled:
    return Compiler().compile((folder / "data/2022").relative_to(folder))


def said(folder: Path) -> list[str]:
    """What `validate` says of the example, on a terminal of 80 columns."""
    result = compiled(folder)
    found = validate(result, (folder / "data/2022").relative_to(folder), TODAY)
    return list(report_lines(found.diagnostics, found.texts, Language.VIETNAMESE, width=80))


def test_all_files_are_shown() -> None:
    names = [name for name, _ in files()]
    assert names == [
        "templates/so-ket-xa/form.yaml",
        "data/2022/indicators.yaml",
        "data/2022/narrative.yaml",
        "templates/so-ket-xa/00-dau.j2",
        "templates/so-ket-xa/90-phu-luc.j2",
        "templates/so-ket-xa/_chung.j2",
        "templates/so-ket-xa/10-ket-qua.j2",
        "data/2022/report.yaml",
    ]
    assert len(names) == len(blocks("yaml")) + len(blocks("jinja"))


def test_the_example_has_no_mistake(folder: Path) -> None:
    assert said(folder) == []


def test_the_example_gives_the_text_that_is_shown(folder: Path) -> None:
    document = compiled(folder).document
    assert document is not None
    assert render_text(document) in blocks("text")


def test_every_row_prints_what_it_says(folder: Path) -> None:
    rows = [(match[1].replace("\\|", "|"), match[2]) for match in _ROW.finditer(PAGE)]
    assert len(rows) > 20
    lines = "".join(f"+ {expression}\n" for expression, _ in rows)
    (folder / "templates/so-ket-xa/60-rows.j2").write_text(lines, "utf-8", newline="\n")
    document = compiled(folder).document
    assert document is not None
    printed = render_text(document).split("\n")
    start = printed.index(f"+ {rows[0][1]}")
    shown = [line.removeprefix("+ ") for line in printed[start : start + len(rows)]]
    assert shown == [result for _, result in rows]


def test_every_block_prints_what_its_row_says(folder: Path) -> None:
    rows = [
        tuple(text.replace("\\|", "|").replace(_LINE_END, "\n") for text in match.groups())
        for match in _BLOCK.finditer(PAGE.partition("## Các khối khác")[2].partition("\n## ")[0])
    ]
    assert rows
    (folder / "templates/so-ket-xa/ban-do.png").write_bytes(png())
    lines = "".join(f"+ Khối số {number}\n{text}\n" for number, (text, _) in enumerate(rows))
    (folder / "templates/so-ket-xa/60-rows.j2").write_text(lines, "utf-8", newline="\n")
    result = compiled(folder)
    assert result.document is not None, result.diagnostics
    printed = render_text(result.document)
    for number, (_, shown) in enumerate(rows):
        assert f"+ Khối số {number}\n{shown}\n" in printed
    content, diagnostics = rendered(result)
    assert content is not None or not can_draw(), diagnostics


def test_two_sign_as_the_page_says(folder: Path) -> None:
    (shown,) = re.findall(r"^```\n(second_signature:\n.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    report = folder / "data/2022/report.yaml"
    addressees = "recipients:\n  addressees: [UBND tỉnh, Sở Tài chính]\n"
    text = report.read_text("utf-8").replace("recipients:\n", addressees)
    report.write_text(text + shown, "utf-8", newline="\n")
    assert said(folder) == []
    document = compiled(folder).document
    assert document is not None
    printed = render_text(document)
    assert "Kính gửi:\n- UBND tỉnh;\n- Sở Tài chính.\n" in printed
    assert "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n\nTrần Thị Bình\n\nCHỦ TỊCH\n\nNguyễn Văn An" in printed


def test_every_list_prints_what_its_row_says(folder: Path) -> None:
    section = PAGE.partition("## Lặp lại và lựa chọn")[2].partition("\n## ")[0]
    rows = [(row[0].replace("\\|", "|"), row[1]) for row in _LIST.findall(section)]
    assert len(rows) > 5
    lines = "".join(f"+ {written}\n\n" for written, _ in rows)
    (folder / "templates/so-ket-xa/60-rows.j2").write_text(lines, "utf-8", newline="\n")
    result = compiled(folder)
    assert result.document is not None, result.diagnostics
    shown = [f"+ {printed}" for _, printed in rows]
    blocks_of_rows = [*result.document.body][-len(rows) :]
    assert [block.text for block in blocks_of_rows if isinstance(block, Block)] == shown
    # What is counted goes back to the lines of the data.
    numbers = [run for block in result.document.blocks for run in block.runs if run.figure]
    counted = [run.figure for run in numbers if run.figure and run.figure.unit == "chỉ tiêu"]
    origins = [each.origin for each in counted if isinstance(each.origin, Counted)]
    assert [len(each.items) for each in origins] == [2, 1, 1, 0]
    assert {each.span.file for each in origins} == {"data/2022/indicators.yaml"}


def test_every_filter_of_templates_is_shown() -> None:
    run = TemplateRun({}, {}, {}, folder="", compiled=CompiledTemplates())
    # Those with a blank in their name are the program's own: no template can write them.
    filters = {name for name in run._environment.filters if " " not in name}
    assert {name for name in filters if f"| {name}" not in PAGE} == set()


def test_the_mistake_is_shown_as_it_is_told(folder: Path) -> None:
    template = folder / "templates/so-ket-xa/10-ket-qua.j2"
    edit(template, "{{ indicators.income.label }}", mistyped())
    (shown,) = [block for block in blocks("text") if "NTM502" in block]
    assert shown.split("\n")[:-2] == said(folder)


def test_every_frame_line_that_the_layout_knows_is_shown() -> None:
    layout = REPOSITORY / "templates/annual-commune/layout.docx"
    with zipfile.ZipFile(io.BytesIO(layout.read_bytes())) as package:
        body = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    known = set(re.findall(r"frame\.([a-z_]+)", body))
    assert set(re.findall(r"^\| `@([a-z_]+)` \|", PAGE, re.MULTILINE)) == known
