"""From a period and the templates of a form to a document.

What loads Jinja is imported from its module (composing, compiled_templates, template_run), as is
what a report seldom needs (form_needs).
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
    "load_form",
    "with_declared_values",
]
