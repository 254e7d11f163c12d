"""Tests of the audit of finished reports, and the corpus that it is measured on."""
