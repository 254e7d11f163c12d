"""A reconciliation for the terminal, for a merge request, for programs, and as a page."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from ntmreport.diff.comparison_html import page
from ntmreport.diff.comparison_rows import tagged
from ntmreport.diff.figure_changes import ChangeKind
from ntmreport.escapes import html_text, json_text, markdown_code, markdown_text
from ntmreport.reconcile import reconciliation_rows as rows
from ntmreport.reporters.diagnostic_json import record
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.passage_changes import Piece
    from ntmreport.language import Language
    from ntmreport.reconcile.difference import Difference, Remark
    from ntmreport.reconcile.reconciliation import Reconciliation


class Shown(Struct, frozen=True):
    """A reconciliation as a format shows it: of which file, whether written, with which remarks."""

    found: Reconciliation
    file: str
    is_written: bool
    remarks: Sequence[Remark]
    language: Language
    width: int


def text(shown: Shown) -> str:
    """Return a reconciliation as text: words gone in [-…-], new ones in {+…+}."""
    found, language = shown.found, shown.language
    lines = _wrapped(rows.title(found, shown.file, language), "", shown.width)
    for heading, its in rows.groups(found, is_written=shown.is_written):
        lines += ["", f"{heading.text(language)} ({len(its)}):"]
        for each in its:
            row = rows.row(each, language)
            lines.append("  " + "  ".join(part for part in (row.head, row.place) if part))
            lines += _wrapped("".join(map(_piece, row.pieces)), "    ", shown.width)
            lines += (line for note in row.notes for line in _wrapped(note, "    ", shown.width))
    for name, said in _lists(shown):
        lines += ["", f"{name} ({len(said)}):"]
        for first, *rest in said:
            lines += _wrapped(first, "  ", shown.width)
            lines += (line for each in rest for line in _wrapped(each, "    ", shown.width))
    return "".join(f"{line}\n" for line in lines)


def markdown(shown: Shown) -> str:
    """Return a reconciliation as Markdown, made for a comment on a merge request."""
    found, language = shown.found, shown.language
    lines = [f"### {markdown_text(rows.title(found, shown.file, language))}"]
    for heading, its in rows.groups(found, is_written=shown.is_written):
        lines += ["", f"**{heading.text(language)}** ({len(its)})", ""]
        for each in its:
            row = rows.row(each, language)
            place = f" {markdown_code(row.place)}" if row.place else ""
            notes = "".join(f" *{markdown_text(note)}*" for note in row.notes)
            said = tagged(row.pieces, markdown_text)
            lines.append(f"- {markdown_text(row.head)}{place}: {said}{notes}")
    for name, lists in _lists(shown):
        lines += ["", f"**{name}** ({len(lists)})", ""]
        lines += (f"- {' — '.join(map(markdown_text, each))}" for each in lists)
    if not found.differences and not shown.remarks:
        lines += ["", rows.NOTHING.text(language)]
    return "\n".join(lines) + "\n"


def html(shown: Shown) -> str:
    """Return a reconciliation as one HTML page that needs nothing else."""
    found, language = shown.found, shown.language
    body: list[str] = []
    for heading, its in rows.groups(found, is_written=shown.is_written):
        body.append(f"<h2>{heading.text(language)} ({len(its)})</h2>\n<ul>")
        for each in its:
            row = rows.row(each, language)
            place = f" <code>{html_text(row.place)}</code>" if row.place else ""
            notes = "".join(f"<br>{html_text(note)}" for note in row.notes)
            said = tagged(row.pieces, html_text)
            head = f"<strong>{html_text(row.head)}</strong>{place}"
            body.append(f'<li>{head}<br><span lang="vi">{said}</span>{notes}</li>')
        body.append("</ul>")
    for named, lists in _lists(shown):
        items = "".join(f"<li>{'<br>'.join(map(html_text, each))}</li>" for each in lists)
        body.append(f"<h2>{named} ({len(lists)})</h2>\n<ul>{items}</ul>")
    if not found.differences and not shown.remarks:
        body.append(f"<p>{rows.NOTHING.text(language)}</p>")
    return page(rows.title(found, shown.file, language), body, language)


def json(shown: Shown) -> str:
    """Return an object with `differences`, `remarks`, `following` and the rules' `new` diagnostics.

    `value` is what is written, as YAML has it, where a difference can be.
    """
    found, language = shown.found, shown.language
    return json_text(
        {
            "file": shown.file,
            "base": found.origin.text(language),
            "base_is_sure": found.is_sure,
            "written": sorted(found.texts) if shown.is_written else [],
            "differences": [_object(each, language) for each in found.differences],
            "remarks": [asdict(each) for each in shown.remarks],
            "following": [
                {
                    "path": written_path(each.path),
                    "label": each.figure.label,
                    "change": rows.following(each),
                }
                for each in found.following
            ],
            "new": [record(each, language) for each in found.diagnostics],
        }
    )


def _object(each: Difference, language: Language) -> dict[str, object]:
    reason, hint = each.reason, each.hint
    return {
        "kind": each.kind.value,
        "outcome": each.outcome.value,
        "section": each.section,
        "place": each.place,
        "path": written_path(each.path),
        "label": each.label,
        "old": each.old,
        "new": each.new,
        "old_line": each.old_line,
        "new_line": each.new_line,
        "value": each.proposal.after if each.proposal is not None else None,
        "authors": [asdict(author) for author in each.authors],
        "reason": reason.text(language) if reason is not None else "",
        "hint": hint.text(language) if hint is not None else "",
    }


def _lists(shown: Shown) -> Iterator[tuple[str, list[Sequence[str]]]]:
    """Yield the headings and entries of what stands below the differences."""
    language = shown.language
    if shown.remarks:
        yield rows.REMARKS.text(language), [rows.remark_lines(each) for each in shown.remarks]
    if shown.found.following:
        its = shown.found.following
        yield rows.FOLLOWING.text(language), [(rows.following(each),) for each in its]
    if shown.found.diagnostics:
        yield (
            rows.RULES.text(language),
            [
                (f"{each.span} {each.rule.code} {each.message.text(language)}",)
                for each in shown.found.diagnostics
            ],
        )


def _piece(piece: Piece) -> str:
    if piece.change is ChangeKind.SAME:
        return piece.text
    return f"[-{piece.text}-]" if piece.change is ChangeKind.REMOVED else f"{{+{piece.text}+}}"


def _wrapped(said: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        said,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
