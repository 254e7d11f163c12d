"""From the YAML files of a period to nodes that know their spans; PyYAML is known here alone."""

from __future__ import annotations

from ntmreport.source.data_folder import is_data_file
from ntmreport.source.date_spelling import read_date
from ntmreport.source.forbidden_characters import check_characters
from ntmreport.source.loading import load_text, not_a_plain_file
from ntmreport.source.node import Entry, MappingNode, Node, Scalar, SequenceNode, moved, scalars_in
from ntmreport.source.number_spelling import Misspelling, read_number
from ntmreport.source.reader import ReadTree, read_text
from ntmreport.source.source_texts import SourceTexts
from ntmreport.source.year_source import CRITERIA, YearSource, read_files, read_year

__all__ = [
    "CRITERIA",
    "Entry",
    "MappingNode",
    "Misspelling",
    "Node",
    "ReadTree",
    "Scalar",
    "SequenceNode",
    "SourceTexts",
    "YearSource",
    "check_characters",
    "is_data_file",
    "load_text",
    "moved",
    "not_a_plain_file",
    "read_date",
    "read_files",
    "read_number",
    "read_text",
    "read_year",
    "scalars_in",
]
