"""What inputs share where it is the same for all of them: trees of files, the form, no zip file."""

from __future__ import annotations

import functools
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from ntmreport import pipeline
from ntmreport.compose import form_needs, load_form
from ntmreport.render import word_document
from ntmreport.source import read_text, source_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ntmreport.compose import Form, FormsFolder
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model import Text

MAIN_PART = "word/document.xml"

# The tree of a file depends on its text alone, and nothing changes it.
_read_text = functools.lru_cache(maxsize=1_000)(read_text)
_forms: dict[tuple[str, tuple[FormsFolder, ...]], Form] = {}
_OF_A_FORM: Mapping[str, Callable[..., Any]] = {
    "syntax_of_form": form_needs.syntax_of_form,
    "needs_of_form": form_needs.needs_of_form,
}
"""What depends on a form alone."""

_of_forms: dict[tuple[str, str], Any] = {}


@contextmanager
def shared(*, form: bool, packs: bool) -> Iterator[None]:
    """Share what was read before: the files' trees, and the form where no input changes it.

    Unless the report is packed, what `rendered` returns is the main part of the Word file.
    """
    with ExitStack() as stack:
        stack.enter_context(patch.object(source_texts, "read_text", _read_text))
        if form:
            stack.enter_context(patch.object(pipeline, "load_form", _shared_form))
            for name, function in _OF_A_FORM.items():
                shares = functools.partial(_once, name, function)
                stack.enter_context(patch.object(form_needs, name, shares))
        if not packs:
            stack.enter_context(patch.object(word_document, "write_sealed_package", _main))
        yield


def _once(name: str, function: Callable[..., Any], form: Form, *others: object) -> Any:
    """Return what a function says of a form, which is asked once for each form."""
    key = (name, form.folder)
    if key not in _of_forms:
        _of_forms[key] = function(form, *others)
    return _of_forms[key]


def _shared_form(
    name: Text, folders: Sequence[FormsFolder], *_: object
) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    key = (name.value, tuple(folders))
    if key not in _forms:
        form, mistakes = load_form(name, folders)
        if form is None:
            return form, mistakes
        _forms[key] = form
    return _forms[key], ()


def _main(members: Mapping[str, bytes]) -> bytes:
    return members[MAIN_PART]
