"""From a year and the templates of a form to a document."""

from __future__ import annotations

from ntmreport.compose.compiled_templates import CompiledTemplates
from ntmreport.compose.composing import Composition, compose
from ntmreport.compose.form_loading import (
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
from ntmreport.compose.form_needs import general, generalised, needs_of_form
from ntmreport.compose.template_run import syntax_diagnostics

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
    "syntax_diagnostics",
]
