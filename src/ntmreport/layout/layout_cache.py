"""Layouts prepared once for each content of layout.docx.

What is prepared is kept in the process and, through `cache`, on disk, so that a build with a known
layout loads neither docxtpl nor python-docx nor lxml, which cost more time than all the rest.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport import cache
from ntmreport.layout.prepared_layout import PreparedLayout

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic

_LIBRARIES = ("docxtpl", "python-docx", "lxml", "Jinja2")


@functools.lru_cache(maxsize=32)
def prepared_layout(layout: bytes, name: str) -> PreparedLayout | tuple[Diagnostic, ...]:
    """Return `layout` ready for rendering, or what is wrong with it. `name` is its file's name."""
    entry = f"layout-{_digest(layout, name)}"
    kept = cache.recall(entry, _unpacked)
    if kept is not None:
        return kept
    # Only here, since it loads docxtpl, python-docx and lxml.
    from ntmreport.layout.preparation import prepare

    prepared = prepare(layout, name)
    if isinstance(prepared, PreparedLayout):
        cache.keep(entry, pickle.dumps(prepared, protocol=5))
    return prepared


def _digest(layout: bytes, name: str) -> str:
    """Name a kept entry by all that it depends on: layout, program, libraries and Python."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    makers = cache.maker_digest(modules, *map(_version, _LIBRARIES))
    return hashlib.sha256(f"{makers}\0{name}\0".encode() + layout).hexdigest()


def _version(library: str) -> str:
    """Return the installed version of a library; empty in a frozen program, which has its own."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def _unpacked(content: bytes) -> PreparedLayout:
    # The cache hands out only what it kept, whole, from a folder that others cannot write.
    kept = pickle.loads(content)  # noqa: S301 - see above
    if not isinstance(kept, PreparedLayout):
        raise TypeError
    return kept
