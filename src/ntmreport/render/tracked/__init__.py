"""Two reports as one Word file: the new one, with its changes since the old one tracked.

Both are built in the same layout and then laid beside each other paragraph by paragraph, cell by
cell: so what the layout itself writes, or leaves out, is right for either. Whoever accepts all
changes has the new report, whoever rejects them the old one.
"""
