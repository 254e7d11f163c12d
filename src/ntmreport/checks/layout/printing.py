"""What keeps the report from being printed in its layout, and what its author should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.violation import Violation, check, once_for_each_subject
from ntmreport.compose import LAYOUT
from ntmreport.layout.layout_diagnostics import for_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.violation import Subject
    from ntmreport.diagnostic import Diagnostic, Rule


@check(catalogue.LAYOUT_UNREADABLE)
def layout_unreadable(subject: Subject) -> Iterator[Violation]:
    """Find a layout that is no Word file the program can read."""
    return _violations(subject, catalogue.LAYOUT_UNREADABLE)


@check(catalogue.LAYOUT_TAG)
def layout_tag(subject: Subject) -> Iterator[Violation]:
    """Find tags that are misspelled, not closed, or fail."""
    return _violations(subject, catalogue.LAYOUT_TAG)


@check(catalogue.LAYOUT_LACKS_BLOCK)
def layout_lacks_block(subject: Subject) -> Iterator[Violation]:
    """Find blocks and lines of the document that no tag prints."""
    return _violations(subject, catalogue.LAYOUT_LACKS_BLOCK)


@check(catalogue.LAYOUT_FOREIGN)
def layout_foreign(subject: Subject) -> Iterator[Violation]:
    """Find what no report may carry along: macros, links out of the file, tracked changes."""
    return _violations(subject, catalogue.LAYOUT_FOREIGN)


@check(catalogue.LAYOUT_OUTDATED)
def layout_outdated(subject: Subject) -> Iterator[Violation]:
    """Find a layout of the form before styles, which an upgrade rewrites."""
    return _violations(subject, catalogue.LAYOUT_OUTDATED)


@check(catalogue.LAYOUT_WITHOUT_EFFECT)
def layout_without_effect(subject: Subject) -> Iterator[Violation]:
    """Find formatting that no report shows: that of the paragraph of `{{p body }}`."""
    return _violations(subject, catalogue.LAYOUT_WITHOUT_EFFECT)


def _violations(subject: Subject, rule: Rule) -> Iterator[Violation]:
    """Yield what is said of the layout, as far as it is about `rule`."""
    for found in _found(subject):
        if found.rule is rule:
            yield Violation(found.span, found.message, found.hint, path=(LAYOUT,))


@once_for_each_subject
def _found(subject: Subject) -> tuple[Diagnostic, ...]:
    if subject.form is None:
        return ()
    from ntmreport.render.word_document import layout_diagnostics

    name = f"{subject.form.folder}/{LAYOUT}"
    report = subject.files.get("report")
    folder = report.span.file.rpartition("/")[0] if report is not None else ""
    found = layout_diagnostics(subject.document, subject.form.layout, name)
    return tuple(for_year(each, folder) for each in found)
