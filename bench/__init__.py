"""How fast ntmreport is, beside what one would use instead: `make bench`.

Each section of docs/performance.md is one module; `__main__` lists them. They are for people to
read; what fails is `against_commit` alone, which compares instructions.
"""
