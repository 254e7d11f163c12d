"""From YAML text to nodes with their places; the only package that knows PyYAML."""

from __future__ import annotations

from ntmreport.source.characters import check_characters
from ntmreport.source.dates import read_date
from ntmreport.source.folder import is_data_file
from ntmreport.source.loading import MOST_BYTES, load_text, unfit
from ntmreport.source.node import Entry, MappingNode, Node, Scalar, SequenceNode
from ntmreport.source.numbers import read_number
from ntmreport.source.reader import YearSource, read_year
from ntmreport.source.refusal import Refusal
from ntmreport.source.text import ReadTree, read_text

__all__ = [
    "MOST_BYTES",
    "Entry",
    "MappingNode",
    "Node",
    "ReadTree",
    "Refusal",
    "Scalar",
    "SequenceNode",
    "YearSource",
    "check_characters",
    "is_data_file",
    "load_text",
    "read_date",
    "read_number",
    "read_text",
    "read_year",
    "unfit",
]
