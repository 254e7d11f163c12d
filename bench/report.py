"""The report that is measured, and the same text for what one would use instead."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.compose import LAYOUT
from ntmreport.document import Annex, Run, Table
from ntmreport.pipeline import Compiler
from ntmreport.render.word_document import render_docx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Block, Document

DATA = Path("data/2021")

SCRIPT = """\
import sys

import yaml
from docxtpl import DocxTemplate


def build(template, values, output):
    with open(values, encoding="utf-8") as stream:
        context = yaml.safe_load(stream)
    document = DocxTemplate(template)
    document.render(context)
    document.save(output)


if __name__ == "__main__":
    build(*sys.argv[1:])
"""

_TAG = "{{{{ {} }}}}"
_VARIABLE = "${{{}}}"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_MARKDOWN = re.compile(r"([^\w\s,;:/%])")


@dataclass(frozen=True, slots=True)
class Rivals:
    """The files that a user of docxtpl or pandoc would have written for the same report."""

    script: Path
    template: Path
    values: Path
    markdown: Path
    lines: tuple[str, ...]
    number_of_values: int


def write_rivals(folder: Path) -> Rivals:
    """Compose the report of DATA, and write the same text into `folder` for docxtpl and pandoc.

    The docxtpl template is the report that ntmreport builds, same look and same text, with a tag
    in place of each printed figure; the figures stand in a YAML file as they are printed.
    """
    compiled = Compiler().compile(DATA)
    document, form = compiled.document, compiled.form
    if document is None or form is None:
        raise ValueError(f"{DATA} has mistakes: see ntmreport build {DATA}")
    values = _Values()
    template = replace(
        document,
        frame={
            name: tuple(values.taken_from(line, _TAG) for line in lines)
            for name, lines in document.frame.items()
        },
        body=tuple(values.tagged(part) for part in document.body),
        annexes=tuple(
            Annex(tuple(values.tagged(part) for part in annex.content))
            for annex in document.annexes
        ),
    )
    content, _ = render_docx(template, form.layout, LAYOUT)
    if content is None:
        raise ValueError(f"{form.folder}/{LAYOUT} has mistakes")
    lines = tuple(_lines(document))
    rivals = Rivals(
        folder / "script.py",
        folder / "template.docx",
        folder / "values.yaml",
        folder / "text.md",
        tuple("".join(run.text for run in line) for line in lines),
        len(values.printed),
    )
    rivals.script.write_text(SCRIPT, encoding="utf-8")
    rivals.template.write_bytes(content)
    entries = (f'{name}: "{text}"\n' for name, text in values.printed.items())
    rivals.values.write_text("".join(entries), encoding="utf-8")
    markdown = _Values()
    paragraphs = (
        "".join(run.text for run in markdown.taken_from(line, _VARIABLE)) for line in lines
    )
    rivals.markdown.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return rivals


class _Values:
    """The figures that are printed, each under a name of its own."""

    def __init__(self) -> None:
        self.printed: dict[str, str] = {}

    def taken_from(self, line: Sequence[Run], tag: str) -> tuple[Run, ...]:
        """Return `line` with `tag`, filled with a name, in place of each figure."""
        return tuple(self._taken(run, tag) for run in line)

    def tagged(self, part: Block | Table) -> Block | Table:
        """Return a block or a table with tags in place of figures."""
        return self._tagged_table(part) if isinstance(part, Table) else self._tagged(part)

    def _tagged_table(self, table: Table) -> Table:
        rows = (
            replace(
                row,
                cells=tuple(replace(cell, block=self._tagged(cell.block)) for cell in row.cells),
            )
            for row in table.rows
        )
        return replace(table, rows=tuple(rows))

    def _tagged(self, block: Block) -> Block:
        return replace(block, runs=self.taken_from(block.runs, _TAG))

    def _taken(self, run: Run, tag: str) -> Run:
        if run.figure is None:
            return run if tag == _TAG else Run(_MARKDOWN.sub(r"\\\1", run.text))
        name = f"value_{len(self.printed)}"
        self.printed[name] = run.text
        return Run(tag.format(name), run.bold, run.italic)


def _lines(document: Document) -> Iterator[Sequence[Run]]:
    for lines in document.frame.values():
        yield from lines
    for block in document.blocks:
        marker = (Run(f"{block.marker} "),) if block.marker else ()
        yield (*marker, *block.runs)


def check_text(file: Path, rivals: Rivals) -> None:
    """Raise ValueError where a Word file lacks a paragraph, white space aside."""
    with zipfile.ZipFile(file) as package:
        main = package.read("word/document.xml").decode()
    text = _bare(unescape("".join(_TEXT.findall(main))))
    for line in rivals.lines:
        if _bare(line) not in text:
            raise ValueError(f"{file} lacks: {line}")


def _bare(text: str) -> str:
    return "".join(text.split())
