"""From a form to the values that it prints in any period, kept by the form's digest.

The form is composed over empty data: what it prints there outside of `{% if %}`, it needs. Kept too
is that templates, or templates with their data, have no errors: then Jinja need not be loaded.
"""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ntmreport import cache
from ntmreport.compose.composition import Composition, FormRequirement, Lacking, generalised
from ntmreport.document import Properties
from ntmreport.model import DRAFT, REPORT, read_models, whole_year
from ntmreport.model.declared_values import with_declared
from ntmreport.program_files import criteria_folder
from ntmreport.source import read_text
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ntmreport.compose.compiled_templates import CompiledTemplates
    from ntmreport.compose.form_loading import Form
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import Path as DataPath

Needs: TypeAlias = "Mapping[DataPath, FormRequirement]"

_NO_PROPERTIES = Properties(*[""] * 7)
_NOTHING_WRITTEN = f"form: form\nyear: 2000\nstage: {DRAFT}\n"


def needs_of_form(form: Form, compiled: Callable[[], CompiledTemplates] | None = None) -> Needs:
    """Return the values that `form` prints in any year, by their paths.

    In a path, the first entry of a list stands for all. `compiled` gives templates that are
    compiled already, where there are some.
    """
    name = _entry("needs", form)
    needs = cache.recall(name, _needs)
    if needs is None:
        needs = tuple(_worked_out(form, compiled))
        kept = [[need.path, need.label, need.instead] for need in needs]
        cache.keep(name, json.dumps(kept).encode())
    return {need.path: need for need in needs}


def syntax_of_form(form: Form) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the syntax of the form's templates."""
    name = _entry("syntax", form)
    if cache.recall(name, len) is not None:  # kept where there are none
        return ()
    from ntmreport.compose.template_run import syntax_diagnostics

    found = tuple(syntax_diagnostics(form))
    if not found:
        cache.keep(name, b"")
    return found


def known_composition(form: Form, texts: Mapping[str, str]) -> Composition | None:
    """Return what became of the form with the data in `texts`, without the document.

    None where that is not known, or where anything is wrong with it.
    """
    lacking = cache.recall(_entry("composition", form, texts), _lacking)
    return None if lacking is None else Composition(None, (), lacking, ())


def keep_composition(form: Form, texts: Mapping[str, str], lacking: Sequence[Lacking]) -> None:
    """Keep that form and data have no errors together, and which values are `lacking`."""
    kept = [
        [need.path, need.label, need.instead, [span.file, *_numbers(span)]]
        for need, span in ((each.need, each.span) for each in lacking)
    ]
    cache.keep(_entry("composition", form, texts), json.dumps(kept).encode())


def _numbers(span: Span) -> tuple[int, ...]:
    return span.line, span.column, span.end_line, span.end_column


def _entry(kind: str, form: Form, texts: Mapping[str, str] | None = None) -> str:
    """Name an entry by all that it depends on: program, form, labels of its keys, data."""
    known = [_maker(), form.digest, *map(list, form.own_keys.items())]
    if texts is not None:
        known += [form.folder, *map(list, texts.items())]
    return f"{kind}-{hashlib.sha256(json.dumps(known).encode()).hexdigest()}"


def _needs(kept: bytes) -> tuple[FormRequirement, ...]:
    """Return the needs that an entry of the cache holds."""
    return tuple(
        FormRequirement(tuple(path), str(label), tuple(instead))
        for path, label, instead in json.loads(kept)
    )


def _lacking(kept: bytes) -> tuple[Lacking, ...]:
    """Return the lacking values that an entry of the cache holds."""
    return tuple(
        Lacking(FormRequirement(tuple(path), str(label), tuple(instead)), Span(*span))
        for path, label, instead, span in json.loads(kept)
    )


def _worked_out(
    form: Form, compiled: Callable[[], CompiledTemplates] | None
) -> Iterable[FormRequirement]:
    from ntmreport.compose.compiled_templates import CompiledTemplates
    from ntmreport.compose.composing import compose

    texts = {**dict.fromkeys(form.needed, "{}"), REPORT: _NOTHING_WRITTEN}
    roots = {name: read_text("", name, text).root for name, text in texts.items()}
    files, _ = with_declared(
        {name: root for name, root in roots.items() if root is not None}, form.declared
    )
    models, _ = read_models(files, declared=form.declared)
    year = whole_year(models, form.needed)
    if year is None:
        return ()
    templates = compiled() if compiled is not None else CompiledTemplates()
    composition = compose(year, form, {}, _NO_PROPERTIES, templates)
    return generalised(composition.lacking).values()


@functools.cache
def _maker() -> str:
    """Name what makes entries: the code that reads, validates, composes and checks, as it is."""
    package = Path(__file__).parent.parent
    folders = ("checks", "compose", "figure", "model", "source")
    makers = [path for name in folders for path in sorted((package / name).rglob("*.py"))]
    return cache.maker_digest([*makers, *sorted(criteria_folder().glob("*.yaml"))])
