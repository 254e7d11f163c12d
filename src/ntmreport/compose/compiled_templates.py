"""From templates to compiled ones, once for each content.

They are kept in the process and, through `cache`, on disk: compiling takes longer than all the rest
of composing.
"""

from __future__ import annotations

import functools
import hashlib
import marshal
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache

from ntmreport import cache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_NAMES_OF_A_TEMPLATE = {"name", "root", "blocks", "debug_info"}
"""Names that the code of every template defines."""

MOST_KEPT = 1000
"""Compiled templates that stay in the memory of a process."""


class CompiledTemplates(BytecodeCache):
    """Compiled templates and texts of the data, for all reports of a run and for later runs."""

    def __init__(self) -> None:
        self._known: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with the compiled template if it is known."""
        name = _entry(bucket)
        if name not in self._known:
            kept = cache.recall(name, _code)
            if kept is None:
                return
            self._remember(name, kept)
        bucket.code = self._known[name]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled template in `bucket`."""
        if bucket.code is not None:
            name = _entry(bucket)
            self._remember(name, bucket.code)
            cache.keep(name, marshal.dumps(bucket.code))

    def _remember(self, name: str, code: CodeType) -> None:
        if len(self._known) >= MOST_KEPT:
            del self._known[next(iter(self._known))]
        self._known[name] = code


def _code(kept: bytes) -> CodeType:
    """Return a compiled template as it was kept."""
    # The cache hands out only what it kept, whole, from a folder that others cannot write.
    code = marshal.loads(kept)  # noqa: S302 - see above
    if not isinstance(code, CodeType) or not _NAMES_OF_A_TEMPLATE.issubset(code.co_names):
        raise TypeError
    return code


def _entry(bucket: Bucket) -> str:
    """Name a kept entry by all that it depends on: the template, and what compiles it."""
    digest = hashlib.sha256(f"{_compiler()} {bucket.key} {bucket.checksum}".encode())
    return f"wording-{digest.hexdigest()}"


@functools.cache
def _compiler() -> str:
    """Name what compiles: Jinja and the modules here, which hold the sandbox."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return cache.maker_digest(modules, jinja2.__version__)
