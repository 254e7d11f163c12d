"""Workbooks that offices and communes fill in: written from the data, and collected into it."""
