"""The bounds of what is read: files and folders of data, YAML, forms, and the wording of a report.

Each is some ten times what a long report needs; what is beyond gives a diagnostic.
"""

from __future__ import annotations

# A file of data, and a folder

MOST_BYTES = 1 << 20
"""Bytes of a text file: data, a template, a list of words."""

MOST_FILES = 20_000
"""Files of one subfolder, folders of a command: the country has 3.321 communes, and had 10.000."""

MOST_NODES = 20_000
"""Keys and values of a file."""

DEEPEST = 16
"""Mappings and lists in one another."""

MOST_CHARACTERS = 20_000
"""Characters of a value."""

MOST_DIGITS = 15
"""Digits of a number."""

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""The first and the last year that data can have."""

MOST_BYTES_OF_SCHEMA = 32 * 1024 * 1024
"""Bytes of a schema for the indicators that a form declares: eight thousand for each."""

MOST_DIAGNOSTICS = 200
"""Diagnostics of a file: with more, it is no data file of anyone's."""

# A form

MOST_BYTES_OF_LAYOUT = 8 * 1024 * 1024
MOST_FILES_OF_FORM = 200
"""Files of a form that is taken from elsewhere, its pictures and start files among them."""

MOST_BYTES_OF_FORM = 32 * 1024 * 1024
"""Bytes of all files of such a form, and of the zip that it comes in."""

MOST_BYTES_OF_PICTURE = 8 * 1024 * 1024
MOST_BYTES_OF_PICTURES = 24 * 1024 * 1024
"""Bytes of all pictures of a form."""

MOST_PIXELS = 40_000_000
MOST_TEMPLATES = 100
MOST_CHARACTERS_OF_FORM = 300_000
"""Characters of all templates."""

MOST_LINES_OF_FORM = 5_000
"""Lines of all templates."""

MOST_TAGS = 4_000
"""Tags of all templates."""

MOST_CHARACTERS_IN_TAGS = 150_000

# The wording of one report: one unit of work is one character that is printed

MOST_WORK = 1_500_000
MOST_WORK_OF_A_COMMUNE = 10_000
"""Work that each commune adds: a report has rows for each, in its annexes."""

MOST_LINES = 5_000
MOST_LINES_OF_A_COMMUNE = 50
MOST_DIAGNOSTICS_OF_FORM = 100
DEEPEST_TEXT = 20
"""Texts of the data in one another."""

# A Word file that comes back from people

MOST_TAGS_OF_WORD_FILE = 500_000
"""Tags and attributes of all XML of a Word file that is read: some 300 pages."""

MOST_PARAGRAPHS_OF_WORD_FILE = 40_000
"""Paragraphs, those of cells too."""

MOST_BYTES_OF_WORD_XML = 16 * 1024 * 1024
"""Bytes of that XML."""

# A finished report that is audited

MOST_BYTES_OF_REPORT = 64 * 1024 * 1024
MOST_CHARACTERS_OF_REPORT = 3_000_000
"""Characters of its text: a thousand pages."""

MOST_CHARACTERS_OF_SENTENCE = 4_000
MOST_NUMBERS_OF_SENTENCE = 120
MOST_COLUMNS_OF_TABLE = 60
MOST_CITATIONS = 100
"""Places that cite one document, and documents of one day, that are compared."""

MOST_TOTALS_OF_TABLE = 40
"""Rows called a total."""
