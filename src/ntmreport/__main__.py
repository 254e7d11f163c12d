"""`python -m ntmreport`: the same as the command `ntmreport`."""

from __future__ import annotations

from ntmreport.cli import main

main()
