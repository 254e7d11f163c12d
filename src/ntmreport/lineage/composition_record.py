"""The composition of a report as JSON: its text, and every figure with its path and its place.

It is kept beside what was built, so that a file that people have edited can be compared with
exactly what it was made from.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ntmreport.document import Table
from ntmreport.lineage import leaves, plain_value, span_of
from ntmreport.lineage.report_lineage import outlined
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.document import Block, Document, Run
    from ntmreport.figure import Figure

_VERSION = 1


def composition(document: Document) -> bytes:
    """Return the record of `document` as JSON, the same bytes for the same document.

    `frame` holds the lines around the body by their names, `blocks` all paragraphs and cells in
    the order of reading. Of each figure, `at` is where its text begins in the text around it,
    `place` where it stands in the data and `from` where what it is computed from stands.
    """
    properties = document.properties
    content = {
        "composition": _VERSION,
        "program": properties.program_version,
        "data_digest": properties.data_digest,
        "form_digest": properties.form_digest,
        "commit": properties.commit,
        "frame": {name: [_line(runs) for runs in lines] for name, lines in document.frame.items()},
        "blocks": list(_blocks(document)),
    }
    return (json.dumps(content, ensure_ascii=False) + "\n").encode()


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
    start = len(block.text) - sum(len(run.text) for run in block.runs)
    return {
        "kind": block.kind.value,
        "section": section,
        "wording": str(block.span),
        **_line(block.runs, block.text[:start]),
    }


def _line(runs: Sequence[Run], before: str = "") -> dict[str, object]:
    figures = []
    text = before
    for run in runs:
        if run.figure is not None:
            figures.append({"at": len(text), "text": run.text, **_origin(run.figure)})
        text += run.text
    return {"text": text, "figures": figures}


def _origin(figure: Figure) -> dict[str, object]:
    place = span_of(figure)
    return {
        "path": written_path(figure.path),
        "value": plain_value(figure),
        "unit": figure.unit,
        "place": None if place is None else str(place),
        "from": list(dict.fromkeys(str(span) for span in leaves(figure))),
    }
