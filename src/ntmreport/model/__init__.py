"""From nodes to a validated year: what a year's data is."""

from __future__ import annotations

from ntmreport.model.acknowledged import Acknowledged, Acknowledgement
from ntmreport.model.base import LABEL_SEPARATOR, Indicator, Model, indicator
from ntmreport.model.form import FormDescription
from ntmreport.model.offices.indicators import result_of
from ntmreport.model.shapes import (
    Citation,
    DocumentReference,
    LegalDocument,
    PartOfWhole,
    Period,
    Progress,
    Range,
)
from ntmreport.model.values import PlaceName, Text, Year
from ntmreport.model.walk import indicators_of, models_of, texts_of, written_figures_of
from ntmreport.model.year import (
    FILE_MODELS,
    OFFICE_MODELS,
    OPTIONAL_MODELS,
    REPORT,
    SUBFOLDERS,
    YearData,
    read_model,
    read_models,
    whole_year,
)

__all__ = [
    "FILE_MODELS",
    "LABEL_SEPARATOR",
    "OFFICE_MODELS",
    "OPTIONAL_MODELS",
    "REPORT",
    "SUBFOLDERS",
    "Acknowledged",
    "Acknowledgement",
    "Citation",
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
    "Text",
    "Year",
    "YearData",
    "indicator",
    "indicators_of",
    "models_of",
    "read_model",
    "read_models",
    "result_of",
    "texts_of",
    "whole_year",
    "written_figures_of",
]
