"""From nodes to a validated year: what a year's data is."""

from __future__ import annotations

from ntmreport.model.acknowledged import Acknowledged, Acknowledgement
from ntmreport.model.base_model import STATED, Model, result_of
from ntmreport.model.commune_membership import communes_of, is_commune, unknown_unit
from ntmreport.model.field_types import PlaceName, Text, Year
from ntmreport.model.figure_fields import CommuneFigures
from ntmreport.model.file_reading import read_model
from ntmreport.model.form_description import FormDescription
from ntmreport.model.indicator import Indicator, indicator
from ntmreport.model.key_diagnostics import missing_below
from ntmreport.model.model_contents import (
    indicators_of,
    lists_of,
    models_of,
    texts_of,
    written_figures_of,
)
from ntmreport.model.report_period import ReportPeriod
from ntmreport.model.shapes import (
    COMMUNES,
    Citation,
    DocumentReference,
    LegalDocument,
    PartOfWhole,
    Period,
    Progress,
    Range,
)
from ntmreport.model.stage import DRAFT, FINAL, is_draft
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.model.year_data import (
    FILE_MODELS,
    OFFICE_MODELS,
    OPTIONAL_MODELS,
    REPORT,
    SUBFOLDERS,
    YearData,
    read_models,
    whole_year,
)

__all__ = [
    "COMMUNES",
    "DRAFT",
    "FILE_MODELS",
    "FINAL",
    "OFFICE_MODELS",
    "OPTIONAL_MODELS",
    "REPORT",
    "STATED",
    "SUBFOLDERS",
    "Acknowledged",
    "Acknowledgement",
    "Citation",
    "CommuneFigures",
    "DocumentReference",
    "FormDescription",
    "Indicator",
    "LegalDocument",
    "Model",
    "PartOfWhole",
    "Period",
    "PlaceName",
    "Progress",
    "Range",
    "ReportPeriod",
    "Text",
    "UserKeyedModel",
    "Year",
    "YearData",
    "communes_of",
    "indicator",
    "indicators_of",
    "is_commune",
    "is_draft",
    "lists_of",
    "missing_below",
    "models_of",
    "read_model",
    "read_models",
    "result_of",
    "texts_of",
    "unknown_unit",
    "whole_year",
    "written_figures_of",
]
