"""A layout.docx as a whole: its parts opened, its lines and sections read."""

from __future__ import annotations

import functools

from ntmreport.checks.layout.decree import NORMS
from ntmreport.checks.layout.reading.lines import LineReader
from ntmreport.checks.layout.reading.properties import child, is_on
from ntmreport.checks.layout.reading.sections import SectionReader
from ntmreport.checks.layout.reading.styles import Styles
from ntmreport.checks.layout.reading.values import Reading
from ntmreport.render.opc import Element, Parts, kept_parts, parsed, related_parts, relations
from ntmreport.render.package import PackageError, read_package
from ntmreport.render.trial import printed_words

_FRAME = tuple(kind.removeprefix("frame.") for kind in NORMS if kind.startswith("frame."))


@functools.lru_cache(maxsize=4)
def read_layout(layout: bytes, name: str) -> Reading:
    """Return how `layout` sets its lines: nothing where it cannot be read, which others tell."""
    try:
        parts = kept_parts(read_package(layout))
        roots = {part: parsed(parts.members[part]) for part in parts.stories}
        styles = Styles(_related(parts, "styles"), _related(parts, "theme"))
        lines = LineReader(name, styles, printed_words(layout, name, _FRAME))
        sections = SectionReader(
            parts.main,
            roots,
            {each.identity: each.part for each in relations(parts.members, parts.main)},
            is_on(child(_related(parts, "settings"), "evenAndOddHeaders")),
            lines,
        )
        return Reading(
            tuple(line for part, root in roots.items() for line in lines.lines(part, root)),
            tuple(sections.sections()),
        )
    except PackageError:
        return Reading()


def _related(parts: Parts, kind: str) -> Element:
    """Return the part of that kind that the main part refers to."""
    found = related_parts(parts.members, parts.main, kind)
    return parsed(parts.members[found[0]]) if found else None
