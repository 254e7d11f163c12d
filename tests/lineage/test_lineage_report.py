"""Every printed number is accounted for, and a figure depends on exactly what it says."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from ntmreport.document import Row, Table
from ntmreport.figure import Stated, Written
from ntmreport.lineage.figure_list import as_json
from ntmreport.lineage.printed_coverage import coverage
from ntmreport.lineage.report_lineage import lineage_of, unused_entries
from ntmreport.pipeline import Compiler
from tests.render.samples import PLACE
from tests.render.tables import annex, cell, head, heads

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.figure import Figure
    from ntmreport.lineage import Entry
    from ntmreport.pipeline import Compiled
    from ntmreport.span import Span


def entries_of(project: Path, compiler: Compiler) -> tuple[Entry, ...]:
    compiled = compiler.compile(project / "data/2021")
    assert not compiled.diagnostics
    assert compiled.year is not None
    assert compiled.document is not None
    return lineage_of(compiled.year, compiled.document)


def printed(entries: tuple[Entry, ...]) -> dict[str, tuple[str, ...]]:
    return {entry.path: entry.printed_texts for entry in entries if entry.printings}


def another(number: str) -> str:
    """Return a number far enough away that what is computed from it prints otherwise."""
    value = Decimal(number)
    half = (value / 2 + Decimal("0.01")).quantize(Decimal("0.01"))
    changed = half if "." in number else value // 2 + 1
    return str(changed if changed != value else value + 1)


def test_every_number_that_the_report_prints_is_accounted_for(fixtures: Path) -> None:
    document = Compiler().compile(fixtures / "data/2021").document
    assert document is not None
    counted = coverage(document)
    print(f"{counted.total} numbers: {counted.figures} figures, {counted.literals} literals")  # noqa: T201
    assert counted.unaccounted == ()
    assert counted.figures == 101
    assert counted.total == 195


def annexed(fixtures: Path) -> tuple[Compiled, Figure]:
    """The report with a figure in a table of the body and in one of an annex, beside others."""
    compiled = Compiler().compile(fixtures / "data/2021")
    assert compiled.document is not None
    figure = next(
        run.figure
        for block in compiled.document.blocks
        for run in block.runs
        if run.figure is not None and run.figure.path == ("health", "insurance", "rural", "share")
    )
    table = Table(
        (
            heads(head("TT", 0), head("Xã", 1), head("Tiêu chí 15", 2), head("Ghi chú", 3)),
            heads(*(head(f"({number})", number - 1) for number in range(1, 5))),
            Row(
                (
                    cell("1", 0),
                    cell("An Nông", 1),
                    cell("93,44%", 2, figure=figure),
                    cell("hơn 1.234 hộ", 3),
                )
            ),
        ),
        4,
        PLACE,
    )
    document = replace(
        compiled.document,
        body=(*compiled.document.body, table),
        annexes=(annex("Mẫu biểu số 01", "Bảo hiểm y tế", table),),
    )
    return replace(compiled, document=document), figure


def test_a_figure_in_a_cell_is_explained_by_annex_row_and_column(fixtures: Path) -> None:
    compiled, figure = annexed(fixtures)
    document = compiled.document
    assert compiled.year is not None
    assert document is not None
    (entry,) = [e for e in lineage_of(compiled.year, document) if e.figure.path == figure.path]
    in_body, in_annex = entry.printings[-2:]
    assert in_body.sentence == in_annex.sentence == "An Nông | Tiêu chí 15 | 93,44%"
    assert in_annex.section == "Mẫu biểu số 01"
    for printing in entry.printings:
        run = document.blocks[printing.block].runs[printing.run]
        assert run.text == printing.text
        assert run.figure is not None


def test_numbers_of_annexes_are_counted_and_ordinals_are_numbering(fixtures: Path) -> None:
    compiled, _ = annexed(fixtures)
    plain = Compiler().compile(fixtures / "data/2021").document
    assert plain is not None
    assert compiled.document is not None
    before, after = coverage(plain), coverage(compiled.document)
    assert after.figures - before.figures == 2
    # "15", the numbers of four columns and of a row, in two tables, and the annex's own.
    assert after.literals - before.literals == 2 * 6 + 1
    assert [each.number for each in after.unaccounted] == ["1.234", "1.234"]


def test_a_number_typed_into_a_template_is_not_accounted_for(project: Path) -> None:
    template = project / "templates/annual-district/50-proposals.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("Đề nghị", "Với 1.234 hộ, đề nghị"), encoding="utf-8")
    document = Compiler().compile(project / "data/2021").document
    assert document is not None
    (number,) = coverage(document).unaccounted
    assert number.number == "1.234"


def numbers(fixtures: Path) -> list[Span]:
    found = [
        entry.figure.origin.span
        for entry in entries_of(fixtures, Compiler())
        if isinstance(entry.figure.origin, Written | Stated)
    ]
    return list(dict.fromkeys(found))


def test_what_a_number_changes_is_what_depends_on_it(project: Path) -> None:
    compiler = Compiler()
    before = entries_of(project, compiler)
    listed = json.loads(as_json(before))
    spans = numbers(project)
    assert len(spans) > 60
    for span in spans:
        file = project / span.file if not span.file.startswith("/") else None
        path = file or type(project)(span.file)
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        line = lines[span.line - 1]
        number = line[span.column - 1 : span.end_column - 1]
        assert re.fullmatch(r"[\d.]+", number), (span, number)
        lines[span.line - 1] = (
            line[: span.column - 1] + another(number) + line[span.end_column - 1 :]
        )
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        try:
            after = printed(entries_of(project, compiler))
        finally:
            path.write_text(text, encoding="utf-8", newline="\n")
        changed = {name for name, texts in printed(before).items() if after.get(name) != texts}
        said = {
            each["path"] for each in listed if each["printings"] and str(span) in each["depends_on"]
        }
        assert changed == said, f"{span}: {number} -> {another(number)}"


@pytest.mark.parametrize(
    ("file", "old", "path"),
    [("culture.yaml", "number: 15", "culture.facilities[7].number")],
)
def test_a_figure_that_no_template_uses(project: Path, file: str, old: str, path: str) -> None:
    assert old in (project / "data/2021" / file).read_text(encoding="utf-8")
    template = project / "templates/annual-district/20-results.j2"
    text = template.read_text(encoding="utf-8")
    printed_once = "{% endif %} {{ facility.number }} {{ facility.name }}"
    assert printed_once in text
    changed = text.replace(printed_once, "{% endif %} {{ facility.name }}")
    template.write_text(changed, encoding="utf-8")
    assert path in {entry.path for entry in unused_entries(entries_of(project, Compiler()))}
