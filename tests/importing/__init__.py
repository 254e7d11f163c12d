"""Importing finished reports."""
