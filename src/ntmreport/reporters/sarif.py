"""SARIF 2.1.0, which code scanning services read, acknowledged diagnostics included.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

import ntmreport
from ntmreport.diagnostic import Severity
from ntmreport.escapes import json_text
from ntmreport.reporters.fingerprint import fingerprints, relative_path
from ntmreport.reporters.result import HELP
from ntmreport.rulebook import page

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic, Rule
    from ntmreport.language import Language
    from ntmreport.reporters.result import Result
    from ntmreport.span import Span

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def report(result: Result, language: Language) -> str:
    """Return the log of one run: what was found, then what was found and accepted."""
    found: list[tuple[Diagnostic, str | None]] = [(item, None) for item in result.diagnostics]
    found += result.acknowledged
    rules = sorted({diagnostic.rule for diagnostic, _ in found}, key=lambda rule: rule.code)
    known_by = fingerprints(diagnostic for diagnostic, _ in found)
    results = []
    for (diagnostic, reason), fingerprint in zip(found, known_by, strict=True):
        item = _result(diagnostic, rules.index(diagnostic.rule), fingerprint, language)
        if reason is not None:
            item["suppressions"] = [{"kind": "external", "justification": reason}]
        elif result.acknowledged:  # once one result has it, each must (SARIF 3.27.23)
            item["suppressions"] = []
        results.append(item)
    driver = {
        "name": "ntmreport",
        "version": ntmreport.__version__,
        "language": language.value,
        "rules": [_rule(rule, language) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": language.value,
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file)}} for file in dict.fromkeys(result.files)],
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, language: Language) -> dict[str, object]:
    about = page(rule)
    explanation = about.explanation.text(language)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": about.title.text(language)},
        "fullDescription": {"text": explanation},
        "help": {"text": explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    diagnostic: Diagnostic, rule_index: int, fingerprint: str, language: Language
) -> dict[str, object]:
    message = diagnostic.message.text(language)
    if diagnostic.hint is not None:
        message += f"\n{HELP.text(language)}: {diagnostic.hint.text(language)}"
    item: dict[str, object] = {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.rule.severity],
        "message": {"text": message},
        "locations": [_location(diagnostic.span)],
        "partialFingerprints": {"ntmreport/v1": fingerprint},
    }
    if diagnostic.related:
        item["relatedLocations"] = [
            {
                "id": number,
                **_location(related.span),
                "message": {"text": related.message.text(language)},
            }
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    return item


def _location(span: Span) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(span.file)},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            },
        }
    }


def _uri(file: str) -> str:
    return quote(os.fsencode(relative_path(file)))
