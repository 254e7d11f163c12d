"""ntmreport compiles one year's data into the official report. This is the way data flows:

- `source` turns the YAML files of a year into nodes that know where they stand;
- `model` turns nodes into a validated year, whose numbers are figures;
- `figure` is what makes totals, shares and differences know what they were computed from;
- `compose` turns a year and the templates of a form into a `document`, blocks of runs;
- `render` turns a document into .docx, .txt and .pdf.

`pipeline.build` is these stages in order; `cli` calls it.
"""

__version__ = "0.1.0"
