"""The same reports for what one would use instead: templates, and files of values."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bench.rivals import RivalFiles
from ntmreport.compose import LAYOUT
from ntmreport.document import Annex, Run, Table
from ntmreport.pipeline import Compiler
from ntmreport.render.word_document import render_docx
from ntmreport.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ntmreport.compose import Form
    from ntmreport.document import Block, Document

_DOCXTPL = "{{{{ {} }}}}"
_DOCXTEMPLATER = "{{{}}}"
_PANDOC = "${{{}}}"
_MARKDOWN = re.compile(r"([^\w\s,;:/%])")


def write_rival_files(folder: Path, reports: Sequence[Path]) -> RivalFiles:
    """Compose the reports of the data in `reports`, and write the same for others into `folder`.

    A Word template is the first report as ntmreport builds it, same look and same text, with a tag
    in place of each printed figure; the figures stand in a YAML file as they are printed.
    """
    compiler = Compiler()
    composed = [_composed(compiler, data) for data in reports]
    document, form = composed[0]
    files = []
    for number, (each, _) in enumerate(composed):
        values = _Values(_DOCXTPL)
        values.tagged_document(each)
        entries = (f'{name}: "{text}"\n' for name, text in values.printed.items())
        files.append(folder / f"values-{number}.yaml")
        files[-1].write_text("".join(entries), encoding="utf-8")
    if len({len(path.read_text(encoding="utf-8").splitlines()) for path in files}) > 1:
        raise ValueError("the reports print not as many figures each")
    for name, tag in (("docxtpl", _DOCXTPL), ("docxtemplater", _DOCXTEMPLATER)):
        template = _Values(tag).tagged_document(document)
        content, _ = render_docx(template, form.layout, LAYOUT)
        if content is None:
            raise ValueError(f"{form.folder}/{LAYOUT} has mistakes")
        (folder / f"{name}.docx").write_bytes(content)
    lines = tuple(_lines(document))
    values = _Values(_PANDOC)
    paragraphs = ("".join(run.text for run in values.taken_from(line)) for line in lines)
    (folder / "pandoc.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    return RivalFiles(
        folder / "docxtpl.docx",
        folder / "docxtemplater.docx",
        folder / "pandoc.md",
        files,
        tuple("".join(run.text for run in line) for line in lines),
        len(values.printed),
    )


def _composed(compiler: Compiler, data: Path) -> tuple[Document, Form]:
    """Return the report of `data`, which must be without errors and warnings."""
    compiled = compiler.compile(data)
    found = validate(compiled, data, datetime.date.today()).diagnostics
    wrong = [each for each in found if each.rule.severity != "note"]
    if compiled.document is None or compiled.form is None or wrong:
        raise ValueError(f"{data} has mistakes: {wrong}")
    return compiled.document, compiled.form


class _Values:
    """The figures that are printed, each under a name of its own."""

    def __init__(self, tag: str) -> None:
        self.printed: dict[str, str] = {}
        self._tag = tag

    def tagged_document(self, document: Document) -> Document:
        """Return `document` with tags in place of figures."""
        return replace(
            document,
            frame={
                name: tuple(self.taken_from(line) for line in lines)
                for name, lines in document.frame.items()
            },
            body=tuple(self.tagged(part) for part in document.body),
            annexes=tuple(
                Annex(tuple(self.tagged(part) for part in annex.content))
                for annex in document.annexes
            ),
        )

    def taken_from(self, line: Sequence[Run]) -> tuple[Run, ...]:
        """Return `line` with the tag, filled with a name, in place of each figure."""
        return tuple(self._taken(run) for run in line)

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
        return replace(block, runs=self.taken_from(block.runs))

    def _taken(self, run: Run) -> Run:
        if run.figure is None:
            is_markdown = self._tag == _PANDOC
            return Run(_MARKDOWN.sub(r"\\\1", run.text)) if is_markdown else run
        name = f"value_{len(self.printed)}"
        self.printed[name] = run.text
        return Run(self._tag.format(name), run.bold, run.italic)


def _lines(document: Document) -> Iterator[Sequence[Run]]:
    for lines in document.frame.values():
        yield from lines
    for block in document.blocks:
        marker = (Run(f"{block.marker} "),) if block.marker else ()
        yield (*marker, *block.runs)
