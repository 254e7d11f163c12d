"""The composition of a report as JSON: its text, with the path and place of all that the data says.

It is kept beside what was built, so that a file that people have edited can be compared with
exactly what it was made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import json

from ntmreport.document import Table
from ntmreport.lineage import leaves, plain_value, span_of
from ntmreport.lineage.report_lineage import outlined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Block, Document, Run, Stretch
    from ntmreport.figure import Figure

VERSION = 2


def composition(document: Document) -> bytes:
    """Return the record of `document` as JSON, the same bytes for the same document.

    `frame` holds the lines around the body in their order, `blocks` all paragraphs and cells in
    the order of reading. Of each figure, `at` is where its text begins in the text around it,
    `origin` how it came to be ("written", "stated", "counted", "computed"), `place` where it stands
    in the data and `from` where what it is computed from stands. `texts`
    are the stretches that a text of the data is printed in, `notes` those of footnotes.
    """
    properties = document.properties
    content = {
        "composition": VERSION,
        "program": properties.program_version,
        "data_digest": properties.data_digest,
        "form_digest": properties.form_digest,
        "commit": properties.commit,
        "frame": list(_frame(document)),
        "blocks": list(_blocks(document)),
    }
    return json.encode(content) + b"\n"


def _frame(document: Document) -> Iterator[dict[str, object]]:
    lines = {name: iter(its) for name, its in document.frame.items()}
    for passage in document.passages:
        if passage.name in lines:
            line = _line(next(lines[passage.name]), passage.stretches)
            yield {"kind": passage.name, "section": "", "wording": str(passage.span), **line}


def _blocks(document: Document) -> Iterator[dict[str, object]]:
    table = 0
    for section, part in outlined(document):
        if not isinstance(part, Table):
            yield _block(part, section)
            continue
        table += 1
        for number, row in enumerate(part.rows, start=1):
            for cell in row.cells:
                place = {"table": table, "row": number, "column": cell.column + 1}
                yield _block(cell.block, section) | place


def _block(block: Block, section: str) -> dict[str, object]:
    return {
        "kind": block.kind.value,
        "section": section,
        "wording": str(block.span),
        **_line(block.runs, block.texts, f"{block.marker} " if block.marker else ""),
    }


def _line(runs: Sequence[Run], stretches: Sequence[Stretch], before: str = "") -> dict[str, object]:
    figures = []
    notes: list[list[int]] = []
    text = before
    for number, run in enumerate(runs):
        if run.figure is not None:
            figures.append({"at": len(text), "text": run.text, **_origin(run.figure)})
        if run.note and number and runs[number - 1].note == run.note:
            notes[-1][1] += len(run.text)
        elif run.note:
            notes.append([len(text), len(text) + len(run.text)])
        text += run.text
    texts = [
        {"at": each.start, "end": each.end, "path": each.path, "place": str(each.span)}
        for each in stretches
    ]
    return {"text": text, "figures": figures, "texts": texts, "notes": notes}


def _origin(figure: Figure) -> dict[str, object]:
    place = span_of(figure)
    return {
        "path": figure.path,
        "value": plain_value(figure),
        "unit": figure.unit,
        "origin": type(figure.origin).__name__.lower(),
        "place": None if place is None else str(place),
        "from": [*dict.fromkeys(map(str, leaves(figure)))],
    }
