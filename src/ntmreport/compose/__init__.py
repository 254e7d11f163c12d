"""From a year and the templates of a form to a document."""

from __future__ import annotations

from ntmreport.compose.compiled import CompiledTemplates
from ntmreport.compose.form import (
    FORM_START,
    LAYOUT,
    AvailableForm,
    Form,
    FormsFolder,
    available_forms,
    is_form_file,
    is_form_name,
    load_form,
)
from ntmreport.compose.needs import general, generalised, needs_of_form
from ntmreport.compose.report import Composition, compose
from ntmreport.compose.wording import syntax_mistakes

__all__ = [
    "FORM_START",
    "LAYOUT",
    "AvailableForm",
    "CompiledTemplates",
    "Composition",
    "Form",
    "FormsFolder",
    "available_forms",
    "compose",
    "general",
    "generalised",
    "is_form_file",
    "is_form_name",
    "load_form",
    "needs_of_form",
    "syntax_mistakes",
]
