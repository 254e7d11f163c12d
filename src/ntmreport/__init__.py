"""ntmreport compiles one year's data into the official report. This is the way data flows:

- `source` turns the YAML files of a year into nodes that know where they stand;
- `model` turns nodes into a validated year, whose numbers are figures;
- `figure` is what makes totals, shares and differences know what they were computed from;
- `compose` turns a year and the templates of a form into a `document`, blocks of runs;
- `layout` turns layout.docx into what a report needs of it, once for each content of the file;
- `render` turns a document into .docx, .txt and .pdf.

`pipeline` is these stages in order. Beside them stands what only reads the same values: `checks`
and `validation` find what does not agree, `lineage` knows where every printed number comes from,
and `explain`, `figure_list`, `coverage`, `annotations`, `review` and `diff` tell it. `starting` and
`completeness` help with the year to come. `cli` calls them all.
"""

__version__ = "0.1.0"
