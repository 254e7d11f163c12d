"""From nodes to a validated year: what a year's data is."""

from __future__ import annotations

from ntmreport.model.acknowledged import Acknowledged, Acknowledgement
from ntmreport.model.base import STATED, Indicator, Model, indicator
from ntmreport.model.chosen import Chosen
from ntmreport.model.commune import COMMUNES, Commune
from ntmreport.model.communes import Communes, communes_of
from ntmreport.model.form import FormDescription
from ntmreport.model.keys import missing_below
from ntmreport.model.membership import is_commune, unknown_unit
from ntmreport.model.need import Need
from ntmreport.model.offices.indicators import result_of
from ntmreport.model.quantities import GivenFigures
from ntmreport.model.shapes import (
    Citation,
    DocumentReference,
    LegalDocument,
    PartOfWhole,
    Period,
    Progress,
    Range,
)
from ntmreport.model.stage import DRAFT, FINAL, is_draft
from ntmreport.model.validated import read_model
from ntmreport.model.values import PlaceName, Text, Year
from ntmreport.model.walk import indicators_of, models_of, texts_of, written_figures_of
from ntmreport.model.year import (
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
    "Chosen",
    "Citation",
    "Commune",
    "Communes",
    "DocumentReference",
    "FormDescription",
    "GivenFigures",
    "Indicator",
    "LegalDocument",
    "Model",
    "Need",
    "PartOfWhole",
    "Period",
    "PlaceName",
    "Progress",
    "Range",
    "Text",
    "Year",
    "YearData",
    "communes_of",
    "indicator",
    "indicators_of",
    "is_commune",
    "is_draft",
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
