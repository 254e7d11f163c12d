"""JUnit XML, which every CI shows as test results: a test case for each file.

It has the elements and attributes of the schema that Jenkins' xUnit plugin holds it against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ntmreport.diagnostic import Severity
from ntmreport.escapes import printable, without_build_command, xml_characters
from ntmreport.reporters.fingerprint import relative_path
from ntmreport.reporters.result import message_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.reporters.result import Result

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def report(result: Result, language: Language) -> str:
    """Return one suite: each error and warning is a failure of its file, a note is its output."""
    found: dict[str, list[Diagnostic]] = {file: [] for file in result.files}
    for diagnostic in result.diagnostics:
        found.setdefault(diagnostic.span.file, []).append(diagnostic)
    failures = sum(map(_is_failure, result.diagnostics))
    counts = {"tests": str(len(found)), "failures": str(failures), "errors": "0"}
    root = Element("testsuites", {"name": "ntmreport", **counts})
    suite = {"name": "ntmreport validate", **counts, "skipped": "0"}
    cases = SubElement(root, "testsuite", suite)
    for file, diagnostics in found.items():
        _add_case(cases, file, diagnostics, language)
    indent(root, space="")
    return f"{_DECLARATION}\n{tostring(root, encoding='unicode')}\n"


def _add_case(
    suite: Element, file: str, diagnostics: Sequence[Diagnostic], language: Language
) -> None:
    folder, _, name = xml_characters(relative_path(file)).rpartition("/")
    case = SubElement(suite, "testcase", classname=folder, name=name)
    for diagnostic in filter(_is_failure, diagnostics):
        rule = diagnostic.rule
        message = xml_characters(diagnostic.message.text(language))
        failure = SubElement(case, "failure", message=message, type=f"{rule.code} {rule.name}")
        failure.text = _whole(diagnostic, language)
    notes = [
        _whole(diagnostic, language) for diagnostic in diagnostics if not _is_failure(diagnostic)
    ]
    if notes:
        SubElement(case, "system-out").text = "\n".join(notes)


def _is_failure(diagnostic: Diagnostic) -> bool:
    return diagnostic.rule.severity is not Severity.NOTE


def _whole(diagnostic: Diagnostic, language: Language) -> str:
    """Return place, code, name and whole message: GitLab shows the text and no attribute."""
    span, rule = diagnostic.span, diagnostic.rule
    place = f"{relative_path(span.file)}:{span.line}:{span.column}"
    said = (f"{place}: {rule.code} {rule.name}", *message_lines(diagnostic, language))
    return xml_characters("\n".join(without_build_command(printable(line)) for line in said))
