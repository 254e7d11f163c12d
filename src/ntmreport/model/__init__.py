"""From nodes to a validated year: what a year's data is."""

from __future__ import annotations

from ntmreport.model.acknowledged import Acknowledged, Acknowledgement
from ntmreport.model.base import LABEL_SEPARATOR, Indicator, Model, indicator
from ntmreport.model.shapes import (
    Citation,
    DocumentReference,
    LegalDocument,
    Period,
    Progress,
    Range,
)
from ntmreport.model.values import PlaceName, Text, Year
from ntmreport.model.walk import indicators_of, models_of, texts_of, written_figures_of
from ntmreport.model.year import (
    OPTIONAL_MODELS,
    YearData,
    office_models,
    read_models,
    whole_year,
)

__all__ = [
    "LABEL_SEPARATOR",
    "OPTIONAL_MODELS",
    "Acknowledged",
    "Acknowledgement",
    "Citation",
    "DocumentReference",
    "Indicator",
    "LegalDocument",
    "Model",
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
    "office_models",
    "read_models",
    "texts_of",
    "whole_year",
    "written_figures_of",
]
