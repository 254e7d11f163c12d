"""From a year and the templates of a form to a document."""

from __future__ import annotations

from ntmreport.compose.compiled import CompiledTemplates
from ntmreport.compose.form import (
    FORM_START,
    LAYOUT,
    AvailableForm,
    Form,
    available_forms,
    load_form,
)
from ntmreport.compose.report import compose
from ntmreport.compose.wording import syntax_mistakes

__all__ = [
    "FORM_START",
    "LAYOUT",
    "AvailableForm",
    "CompiledTemplates",
    "Form",
    "available_forms",
    "compose",
    "load_form",
    "syntax_mistakes",
]
