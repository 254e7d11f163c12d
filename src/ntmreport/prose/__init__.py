"""Finished reports, whoever wrote them: read as numbers and claims, and audited."""
