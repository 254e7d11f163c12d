"""From diagnostics to what people and programs read: one module for each format.

The text is for people and may change; the other formats are promised, each as its readers
publish it. A format is loaded when it is asked for.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ntmreport.reporters.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ntmreport.language import Language

__all__ = ["REPORTERS", "Result"]


def _text(result: Result, language: Language) -> str:
    from ntmreport.reporters.diagnostic_text import report

    return report(result, language)


def _json(result: Result, language: Language) -> str:
    from ntmreport.reporters.diagnostic_json import report

    return report(result, language)


def _github(result: Result, language: Language) -> str:
    from ntmreport.reporters.github import report

    return report(result, language)


def _gitlab(result: Result, language: Language) -> str:
    from ntmreport.reporters.gitlab import report

    return report(result, language)


def _sarif(result: Result, language: Language) -> str:
    from ntmreport.reporters.sarif import report

    return report(result, language)


def _junit(result: Result, language: Language) -> str:
    from ntmreport.reporters.junit import report

    return report(result, language)


REPORTERS: Mapping[str, Callable[[Result, Language], str]] = MappingProxyType(
    {
        "text": _text,
        "json": _json,
        "github": _github,
        "gitlab": _gitlab,
        "sarif": _sarif,
        "junit": _junit,
    }
)
"""The reporters by the name of their format, as `--format` takes it."""
