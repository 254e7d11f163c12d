"""Layouts made ready once for each content of layout.docx.

What is ready is kept in the process and, through `cache`, on disk, so that a build with a known
layout loads neither docxtpl nor python-docx nor lxml, which cost more time than all the rest.
"""

from __future__ import annotations

import functools
import hashlib
import marshal
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from ntmreport import cache
from ntmreport.render.layout import Place, ReadyLayout, Story
from ntmreport.render.package import CONTENT_TYPES
from ntmreport.render.tables import CellLook, TableLook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntmreport.diagnostic import Diagnostic

# The modules whose code decides what a kept entry holds.
_MAKERS = (
    "analysis.py",
    "cleaning.py",
    "layout.py",
    "looks.py",
    "opc.py",
    "package.py",
    "preparation.py",
    "sampling.py",
    "sections.py",
    "tables.py",
    "tags.py",
    "words.py",
)


@functools.lru_cache(maxsize=32)
def ready_layout(layout: bytes, name: str) -> ReadyLayout | tuple[Diagnostic, ...]:
    """Return `layout` ready for rendering, or what is wrong with it. `name` is its file's name."""
    entry = f"layout-{_digest(layout)}"
    kept = cache.recall(entry, _unpacked)
    if kept is not None:
        return kept
    # Only here, since it loads docxtpl, python-docx and lxml.
    from ntmreport.render.preparation import prepared

    ready = prepared(layout, name)
    if isinstance(ready, ReadyLayout):
        cache.keep(entry, _packed(ready))
    return ready


def _digest(layout: bytes) -> str:
    """Name a kept entry by all that it depends on: layout, program, Jinja and Python."""
    modules = (Path(__file__).with_name(maker) for maker in _MAKERS)
    makers = cache.maker_digest(modules, jinja2.__version__)
    return hashlib.sha256(makers.encode() + layout).hexdigest()


def _packed(ready: ReadyLayout) -> bytes:
    # Marshal knows plain tuples alone.
    stories = [
        (
            story.name,
            story.code,
            story.looks,
            tuple(_plain(look) for look in story.table_looks),
            tuple(tuple(place) for place in story.places),
        )
        for story in ready.stories
    ]
    return marshal.dumps((ready.members, stories))


def _unpacked(content: bytes) -> ReadyLayout:
    # The cache hands out only what it kept, whole, from a folder that others cannot write.
    members, stories = marshal.loads(content)  # noqa: S302 - see above
    if CONTENT_TYPES not in members or not all(map(isinstance, members.values(), repeat(bytes))):
        raise TypeError
    return ReadyLayout(
        members,
        tuple(
            Story(
                name,
                code,
                looks,
                tuple(_table_look(*look) for look in table_looks),
                tuple(Place(*place) for place in places),
            )
            for name, code, looks, table_looks, places in stories
        ),
    )


def _plain(look: TableLook) -> tuple[object, ...]:
    """Return the look of a table, and those of its cells, as plain tuples."""
    cells = (look.header, look.text, look.number)
    return tuple(look)[: -len(cells)], tuple(tuple(cell) for cell in cells)


def _table_look(table: Iterable[Any], cells: Iterable[Any]) -> TableLook:
    return TableLook._make((*table, *(CellLook(*cell) for cell in cells)))
