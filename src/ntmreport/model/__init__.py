"""From nodes to a validated year: what a year's data is."""

from __future__ import annotations

from ntmreport.model.base import Indicator, Model, figures_of, indicator
from ntmreport.model.shapes import Range
from ntmreport.model.values import Text, Year
from ntmreport.model.year import YearData, office_models, read_model

__all__ = [
    "Indicator",
    "Model",
    "Range",
    "Text",
    "Year",
    "YearData",
    "figures_of",
    "indicator",
    "office_models",
    "read_model",
]
