"""`validate` and `rule`: what is wrong with a year, and what a rule means."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.cli.outcome import MISTAKES, UsageMistakeError
from ntmreport.cli.terminal import (
    is_coloured,
    print_text,
    terminal_width,
)
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.reporters import Result


class ReportFormat(StrEnum):
    """How a validation can be reported."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


def validate(
    folders: Sequence[Path],
    wanted: ReportFormat | None,
    templates: Path | None,
    language: Language,
    strict: bool,
    show_acknowledged: bool,
) -> int:
    """Print all that is wrong with the years in `folders`, or with every year under data/."""
    import datetime

    from ntmreport.pipeline import Compiler
    from ntmreport.reporters import REPORTERS, Result
    from ntmreport.validation import validate as check

    compiler = Compiler(templates)
    diagnostics: list[Diagnostic] = []
    acknowledged: list[tuple[Diagnostic, str]] = []
    texts: dict[str, str] = {}
    files: dict[str, None] = {}
    today = datetime.date.today()
    for folder in dict.fromkeys(folders) or _every_year():
        compiled = compiler.compile(folder)
        found = check(compiled, folder, today)
        diagnostics += found.diagnostics
        acknowledged += [(each, entry.reason.value) for each, entry in found.acknowledged]
        texts |= found.texts
        files |= dict.fromkeys(compiled.texts)
    # Years that share a form share its mistakes.
    result = Result(tuple(dict.fromkeys(diagnostics)), tuple(acknowledged), texts, tuple(files))
    format_ = wanted or (
        ReportFormat.GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else ReportFormat.TEXT
    )
    if format_ is ReportFormat.TEXT:
        _print_text(result, language, strict=strict, show_acknowledged=show_acknowledged)
    else:
        print_text(REPORTERS[format_](result, language))
    stopping = {"error", "warning"} if strict else {"error"}
    return MISTAKES if any(d.rule.severity in stopping for d in result.diagnostics) else 0


def rule(code: str | None, language: Language) -> int:
    """Print the page of the rule `code`, or a list of all rules."""
    from ntmreport.rulebook import page, render_list, render_page, rules

    if code is None:
        print_text(render_list(language))
        return 0
    found = next((each for each in rules() if code.lower() in {each.code.lower(), each.name}), None)
    if found is None:
        raise UsageMistakeError(
            Bilingual(
                f"không có mã {code}; `ntmreport rule` liệt kê mọi mã",
                f"there is no rule {code}; `ntmreport rule` lists all",
            )
        )
    print_text(render_page(page(found), language))
    return 0


def _print_text(
    result: Result, language: Language, *, strict: bool, show_acknowledged: bool
) -> None:
    from ntmreport.reporters.text import report

    text = report(
        result,
        language,
        colour=is_coloured(),
        show_acknowledged=show_acknowledged,
        strict=strict,
        width=terminal_width(),
    )
    print_text(text)


def _every_year() -> list[Path]:
    """Return the years under data/ of the folder the user stands in."""
    data = Path("data")
    years = sorted(path for path in data.glob("[0-9][0-9][0-9][0-9]") if path.is_dir())
    if not years:
        raise UsageMistakeError(
            Bilingual(
                "không có năm nào trong data/; nêu thư mục dữ liệu cần kiểm tra",
                "there is no year under data/; name the folder of data to check",
            )
        )
    return years
