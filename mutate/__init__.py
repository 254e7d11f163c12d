"""What `ntmreport validate` finds of the slips that people make: `make mutate`.

Each kind of slip is a small function of `kinds` that yields every place of a file's text where it
can be made. `trial` makes some of them in a copy of data/2021, one at a time, and looks for what
is said at their line; `rivals` gives the same broken files to check-jsonschema and yamllint;
`page` writes docs/mutations.md.
"""
