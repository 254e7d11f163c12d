"""From YAML text to nodes with their places; the only package that knows PyYAML."""
