"""How fast ntmreport is, beside what one would use instead: `make bench`.

Each comparison is one module with a function that returns a `Comparison` of `timing`; `__main__`
lists them. Nothing here asserts a time: the table is for people to read.
"""
