"""From a Review to the page: one HTML file that needs no other and asks no network."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ntmreport.document import BlockKind
from ntmreport.escapes import html_page, html_script_json
from ntmreport.review.page_labels import WORDS

if TYPE_CHECKING:
    from ntmreport.review.figure_cards import Card
    from ntmreport.review.page_content import Review
    from ntmreport.review.shown_diagnostics import ShownDiagnostic

_ASSETS = Path(__file__).parent / "assets"
_STYLES = ("style.css", "report.css", "panel.css", "remarks.css", "print.css")
_SCRIPTS = (
    "marks.js",
    "lineage.js",
    "search.js",
    "diagnostics.js",
    "remark_places.js",
    "remarks.js",
)

# Where the frame's lines stand; what a form's frame has besides stands before the body.
_PLACED = frozenset(
    (
        *("parent", "issuer", "number", "place_and_day", "kind", "subject", "addressee"),
        *("capacity", "signer", "second_capacity", "second_signer", "recipient"),
    )
)
_TAGS = {
    BlockKind.DIVISION: "h2",
    BlockKind.CHAPTER: "h2",
    BlockKind.PART: "h2",
    BlockKind.SECTION: "h3",
    BlockKind.SUBSECTION: "h4",
    BlockKind.SUBSUBSECTION: "h5",
    BlockKind.ANNEX: "h2",
}


def render(review: Review) -> str:
    """Return the page as HTML, the same for the same review."""
    environment = Environment(
        loader=FileSystemLoader(_ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = _joined(_STYLES)
    script = f"\n(() => {{{_joined(_SCRIPTS)}}})();\n"
    page = environment.get_template("page.html").render(
        review=review,
        words={name: word.text(review.language) for name, word in WORDS.items()},
        policy=_policy(style, script),
        # These three are our own text, or escaped by `html_script_json`.
        style=Markup(style),  # noqa: S704 - our own, or escaped
        script=Markup(script),  # noqa: S704 - our own, or escaped
        data=Markup(html_script_json(_data(review))),  # noqa: S704 - our own, or escaped
        svg=Markup,
        others=[name for name in review.frame if name not in _PLACED],
        tags=_TAGS,
        # Said in the report's language, beside it.
        accepted={
            target: f"{WORDS['acknowledged'].vi} ({each.code}): {each.reason}"
            for each in review.acknowledged
            for target in each.targets
        },
    )
    return html_page(page)


def _joined(names: tuple[str, ...]) -> str:
    # With \n on every system, so that the hash below holds.
    return "\n" + "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in names)


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: this style and script, and nothing else."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)};"
        f" script-src {_hash(script)};"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _data(review: Review) -> dict[str, object]:
    """Return the data of the page's script: cards, printings and diagnostics."""
    found = [*review.diagnostics, *review.acknowledged]
    charts = {chart.card: chart.identifier for chart in review.charts}
    return {
        "report": _identity(review),
        "sections": review.sections,
        "words": {name: word.text(review.language) for name, word in WORDS.items()},
        "figures": [
            _figure(review, number, card, found, charts) for number, card in enumerate(review.cards)
        ],
        "diagnostics": [
            {
                "code": each.code,
                "severity": each.severity,
                "message": each.message,
                "reason": each.reason,
                "targets": each.targets,
            }
            for each in found
        ],
    }


def _identity(review: Review) -> dict[str, str]:
    """Return what tells this report from others, in the file of remarks on it too."""
    properties = review.properties
    return {
        "unit": properties.author,
        "period": review.period,
        "data": review.data,
        "data_digest": properties.data_digest,
        "form_digest": properties.form_digest,
        "commit": properties.commit,
        "program": properties.program_version,
    }


def _figure(
    review: Review, number: int, card: Card, found: list[ShownDiagnostic], charts: dict[int, str]
) -> dict[str, object]:
    return {
        "value": card.value,
        "group": card.group,
        "name": card.name,
        "short": card.short_name,
        "origin": card.origin,
        "steps": card.steps,
        "source": card.source,
        "qualifier": card.qualifier,
        "path": card.path,
        "plain": card.plain,
        "inputs": card.inputs,
        "given": card.given,
        "chart": charts.get(number),
        "diagnostics": [index for index, each in enumerate(found) if number in each.figures],
        "printings": [
            {
                "target": printing.target,
                "section": printing.section,
                "sentence": printing.sentence,
                "text": printing.text,
            }
            for printing in review.printings.get(number, ())
        ],
    }
