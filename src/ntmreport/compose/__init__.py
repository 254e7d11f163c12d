"""From a period and the templates of a form to a document.

What loads Jinja is imported from its module: composing, compiled_templates, template_run.
"""

from __future__ import annotations

from ntmreport.compose.composition import (
    Composition,
    FormRequirement,
    Lacking,
    generalised,
)
from ntmreport.compose.form_loading import (
    FORM_START,
    LAYOUT,
    AvailableForm,
    Form,
    FormsFolder,
    LoadedForms,
    available_forms,
    form_for,
    form_version,
    indicators_of_form,
    is_form_file,
    is_form_name,
    load_form,
    with_declared_values,
)
from ntmreport.compose.form_needs import (
    keep_composition,
    known_composition,
    needs_of_form,
    syntax_of_form,
)

__all__ = [
    "FORM_START",
    "LAYOUT",
    "AvailableForm",
    "Composition",
    "Form",
    "FormRequirement",
    "FormsFolder",
    "Lacking",
    "LoadedForms",
    "available_forms",
    "form_for",
    "form_version",
    "generalised",
    "indicators_of_form",
    "is_form_file",
    "is_form_name",
    "keep_composition",
    "known_composition",
    "load_form",
    "needs_of_form",
    "syntax_of_form",
    "with_declared_values",
]
