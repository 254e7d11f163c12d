"""A comparison as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ntmreport.diff import wording
from ntmreport.diff.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.changes import Difference, FigureChange, Piece
    from ntmreport.language import Language

_STYLE = """
body { font: 16px/1.5 "Times New Roman", Tinos, serif; color: #111; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; }
td.number { text-align: right; white-space: nowrap; }
ins { background: #d7f5dd; color: #0b4d1c; } del { background: #fbdede; color: #7a1010; }
code { font-size: .85em; overflow-wrap: anywhere; }
"""


def render(difference: Difference, language: Language) -> str:
    """Return the comparison as HTML: figures in tables, sentences with ins and del."""
    title = escape(wording.title(difference).text(language))
    body = [f"<h1>{title}</h1>"]
    typed = [change for change in difference.figures if change.is_typed]
    following = [change for change in difference.figures if not change.is_typed]
    for heading, changes in ((wording.TYPED, typed), (wording.FOLLOWING, following)):
        if changes:
            body.append(f"<h2>{heading.text(language)} ({len(changes)})</h2>")
            body += _table(changes, language)
    if difference.changed_blocks:
        count = len(difference.changed_blocks)
        body.append(f"<h2>{wording.SENTENCES.text(language)} ({count})</h2>")
        for block in difference.changed_blocks:
            body.append(f"<p>{''.join(map(_piece, block.pieces))}</p>")
    if len(body) == 1:
        body.append(f"<p>{wording.NOTHING.text(language)}</p>")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _table(changes: Sequence[FigureChange], language: Language) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{c.text(language)}</th>' for c in wording.COLUMNS)
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
    for change in changes:
        label, *numbers, place = map(escape, wording.cells(change))
        cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
        yield f"<tr><td>{label}</td>{cells}<td><code>{place}</code></td></tr>"
    yield "</tbody></table></div>"


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    match piece.change:
        case Change.ADDED:
            return f"<ins>{text}</ins>"
        case Change.REMOVED:
            return f"<del>{text}</del>"
        case _:
            return text
