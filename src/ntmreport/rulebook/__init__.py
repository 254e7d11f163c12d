"""The rule book: a page that explains each rule of the catalogue, loaded when it is asked for.

A page is the YAML file beside this module that has the rule's code for its name:

    title: {vi: …, en: …}
    explanation: {vi: …, en: …}
    example: an edit of this repository's own data or form that breaks the rule

The tests make every edit and see that the rule finds it; `ntmreport.rulebook.rule_pages` says which
edits there are.
"""

from __future__ import annotations

from ntmreport.rulebook.page_text import render_book, render_list, render_page
from ntmreport.rulebook.rule_pages import (
    Append,
    Copy,
    Create,
    Delete,
    Edit,
    Example,
    Folder,
    Page,
    Replace,
    Typed,
    page,
    rules,
)

__all__ = [
    "Append",
    "Copy",
    "Create",
    "Delete",
    "Edit",
    "Example",
    "Folder",
    "Page",
    "Replace",
    "Typed",
    "page",
    "render_book",
    "render_list",
    "render_page",
    "rules",
]
