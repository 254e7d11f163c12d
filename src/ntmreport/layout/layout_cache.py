"""Layouts prepared once for each content of layout.docx.

What is prepared is kept in the process and, through `cache`, on disk, so that a build with a known
layout loads neither docxtpl nor python-docx nor lxml, which cost more time than all the rest.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
from importlib.util import find_spec
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport import cache
from ntmreport.layout.prepared_layout import PreparedLayout

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic

_LIBRARIES = {"docxtpl": "docxtpl", "docx": "python_docx", "lxml": "lxml", "jinja2": "jinja2"}
"""The libraries that prepare a layout, each with the beginning of its folder of metadata."""


@functools.lru_cache(maxsize=32)
def prepared_layout(layout: bytes, name: str) -> PreparedLayout | tuple[Diagnostic, ...]:
    """Return `layout` ready for rendering, or what is wrong with it. `name` is its file's name."""
    prepared = layout_of_content(layout)
    if isinstance(prepared, PreparedLayout):
        return prepared.called(name)
    return tuple(replace(each, span=replace(each.span, file=name)) for each in prepared)


@functools.lru_cache(maxsize=8)
def layout_of_content(layout: bytes) -> PreparedLayout | tuple[Diagnostic, ...]:
    """Return the same for a layout of no name: many forms may have copies of it."""
    entry = f"layout-{_digest(layout)}"
    kept = cache.recall(entry, _unpacked)
    if kept is not None:
        return kept
    # Only here, since it loads docxtpl, python-docx and lxml.
    from ntmreport.layout.preparation import prepare

    prepared = prepare(layout, "")
    if isinstance(prepared, PreparedLayout):
        cache.keep(entry, pickle.dumps(prepared, protocol=5))
    return prepared


def _digest(layout: bytes) -> str:
    """Name a kept entry by all that it depends on: layout, program, libraries and Python."""
    return hashlib.sha256(f"{_makers()}\0".encode() + layout).hexdigest()


@functools.cache
def _makers() -> str:
    """Name what makes entries: the modules here, and the libraries that prepare a layout."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return cache.maker_digest(modules, *starmap(_version, _LIBRARIES.items()))


def _version(module: str, distribution: str) -> str:
    """Return the installed version of a library; empty in a frozen program, which has its own.

    It is read from the name of a folder: importlib.metadata loads packages for mail and networks.
    """
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    begin, end = f"{distribution}-", ".dist-info"
    names = _names_in(Path(spec.origin).parent.parent)
    return " ".join(name for name in names if name.startswith(begin) and name.endswith(end))


@functools.cache
def _names_in(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208 - names alone are asked for


def _unpacked(content: bytes) -> PreparedLayout:
    # The cache hands out only what it kept, whole, from a folder that others cannot write.
    kept = pickle.loads(content)  # noqa: S301 - see above
    if not isinstance(kept, PreparedLayout):
        raise TypeError
    return kept
