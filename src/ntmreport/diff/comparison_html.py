"""A comparison as one HTML page that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.diff import comparison_rows
from ntmreport.escapes import html_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.comparison import Changes
    from ntmreport.diff.figure_changes import FigureChange
    from ntmreport.diff.passage_changes import PassageChange
    from ntmreport.language import Language

_STYLE = """
body { font: 16px/1.5 "Times New Roman", Tinos, serif; color: #111; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; }
tbody th { font-weight: normal; }
td.number { text-align: right; white-space: nowrap; }
ins { background: #d7f5dd; color: #0b4d1c; } del { background: #fbdede; color: #7a1010; }
code { font-size: .85em; }
li { margin-bottom: .6rem; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(compared: Changes, language: Language) -> str:
    """Return the comparison as HTML: figures in tables, sentences with ins and del."""
    body: list[str] = []
    for heading, changes in comparison_rows.figure_groups(compared):
        body.append(f"<h2>{heading.text(language)} ({len(changes)})</h2>")
        body += _table(changes, compared, language)
    if compared.passages:
        count = len(compared.passages)
        body.append(f"<h2>{comparison_rows.SENTENCES.text(language)} ({count})</h2>")
        body.append("<ul>")
        body += (_passage(change, language) for change in compared.passages)
        body.append("</ul>")
    if not body:
        body.append(f"<p>{comparison_rows.NOTHING.text(language)}</p>")
    return page(comparison_rows.title(compared).text(language), body, language)


def page(title: str, body: Sequence[str], language: Language) -> str:
    """Return a page that needs nothing else; `body` is HTML, `title` is not."""
    title = html_text(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join([f"<h1>{title}</h1>", *body])
        + "\n</body>\n</html>\n"
    )


def _table(changes: Sequence[FigureChange], compared: Changes, language: Language) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{c.text(language)}</th>' for c in comparison_rows.COLUMNS)
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
    for change in changes:
        label, *numbers, place = map(html_text, comparison_rows.cells(change, compared))
        cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
        place = f"<td><code>{place}</code></td>"
        yield f'<tr><th scope="row" lang="vi">{label}</th>{cells}{place}</tr>'
    yield "</tbody></table></div>"


def _passage(change: PassageChange, language: Language) -> str:
    heading = comparison_rows.heading(change.change, change.passage, language)
    before = f"<strong>{html_text(heading)}</strong> " if heading else ""
    text = comparison_rows.tagged(change.pieces, html_text)
    return f'<li>{before}<span lang="vi">{text}</span></li>'
