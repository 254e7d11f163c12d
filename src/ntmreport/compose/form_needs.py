"""From a form to the values that it prints in any period, kept by the form's digest.

The form is composed over empty data: what it prints there outside of `{% if %}`, it needs.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport import cache
from ntmreport.compose.composing import compose
from ntmreport.document import Properties
from ntmreport.model import DRAFT, REPORT, FormRequirement, read_models, whole_year
from ntmreport.source import Entry, MappingNode, Scalar
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntmreport.compose.compiled_templates import CompiledTemplates
    from ntmreport.compose.form_loading import Form
    from ntmreport.compose.template_run import Lacking
    from ntmreport.span import Path as DataPath

    Needs = Mapping[DataPath, FormRequirement]

_NOWHERE = Span("", 1, 1, 1, 1)
_NO_PROPERTIES = Properties(*[""] * 7)
_WRITTEN = {"form": "form", "year": "2000", "stage": DRAFT}


def needs_of_form(form: Form, compiled: CompiledTemplates) -> Needs:
    """Return the values that `form` prints in any year, by their paths.

    In a path, the first entry of a list stands for all.
    """
    known = json.dumps([_maker(), form.digest, *(map(list, form.own_keys.items()))])
    name = f"needs-{hashlib.sha256(known.encode()).hexdigest()}"
    needs = cache.recall(name, _read)
    if needs is None:
        needs = tuple(_worked_out(form, compiled))
        kept = [[need.path, need.label, need.instead] for need in needs]
        cache.keep(name, json.dumps(kept).encode())
    return {need.path: need for need in needs}


def _read(kept: bytes) -> tuple[FormRequirement, ...]:
    """Return the needs that an entry of the cache holds."""
    return tuple(
        FormRequirement(tuple(path), str(label), tuple(instead))
        for path, label, instead in json.loads(kept)
    )


def general(path: DataPath) -> DataPath:
    """Return `path` with the index of every list set to 0, which stands for all entries."""
    return tuple(0 if isinstance(step, int) else step for step in path)


def generalised(lacking: Iterable[Lacking]) -> Needs:
    """Return what is lacking in one year as needs, by their paths."""
    needs = (each.need for each in lacking)
    return {
        general(need.path): replace(need, path=general(need.path), instead=general(need.instead))
        for need in needs
    }


def _worked_out(form: Form, compiled: CompiledTemplates) -> Iterable[FormRequirement]:
    files = {name: MappingNode({}, (name,), _NOWHERE) for name in form.needed}
    written = {
        key: Entry(_NOWHERE, Scalar(text, True, (REPORT, key), _NOWHERE))
        for key, text in _WRITTEN.items()
    }
    files[REPORT] = MappingNode(written, (REPORT,), _NOWHERE)
    models, _ = read_models(files)
    year = whole_year(models, form.needed)
    if year is None:
        return ()
    composition = compose(year, form, {}, _NO_PROPERTIES, compiled)
    return generalised(composition.lacking).values()


def _maker() -> str:
    """Name what works them out: the modules that compose, and the models."""
    package = Path(__file__).parent
    modules = sorted([*package.glob("*.py"), *package.with_name("model").rglob("*.py")])
    return cache.maker_digest(modules)
