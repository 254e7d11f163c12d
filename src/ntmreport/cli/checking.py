"""`validate` and `rule`: what is wrong with a year, and what a rule means."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.cli.outcome import MISTAKES, UsageMistakeError
from ntmreport.cli.terminal import (
    is_coloured,
    print_lines,
    print_text,
    progress,
    refuse,
    terminal_width,
)
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.reporters import Result


_LONGEST_REASON = 1000


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
    is_fixing: bool,
) -> int:
    """Print all that is wrong with the years in `folders`, or with every year under data/.

    With `is_fixing`, what certain hints say is written first, and its difference is printed.
    """
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
    every = list(dict.fromkeys(folders)) or _every_year()
    for number, folder in enumerate(every, start=1):
        if is_fixing:
            from ntmreport.fixes import fix

            print_text(fix(folder, templates, today).difference(), file=sys.stderr)
        count = f"{number}/{len(every)}"
        waiting = Bilingual(f"đang kiểm tra {folder} ({count})…", f"checking {folder} ({count})…")
        with progress(waiting, language):
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


def acknowledge(
    data: Path,
    code: str,
    about: str | None,
    reason: str | None,
    by: str | None,
    templates: Path | None,
    language: Language,
) -> int:
    """Accept the warning `code` of the year in `data` as its figures are now."""
    import datetime

    from ntmreport.acknowledged_file import FILE, NotAListError, acceptances, with_acceptances
    from ntmreport.cli.destination import check_writable
    from ntmreport.limits import MOST_BYTES
    from ntmreport.model import Acknowledged
    from ntmreport.output import write_atomically
    from ntmreport.pipeline import Compiler
    from ntmreport.plain_file import read_plain
    from ntmreport.span import written_path
    from ntmreport.validation import validate as check

    compiled = Compiler(templates).compile(data)
    today = datetime.date.today()
    found = check(compiled, data, today)
    entries = compiled.models.get("acknowledged")
    file = (data / FILE).as_posix()
    unfit = Bilingual(
        f"{file} có lỗi hoặc không viết mỗi mục trên các dòng riêng nên chưa ghi thêm được; "
        f"xem: ntmreport validate {data.as_posix()}",
        f"{file} has mistakes, or its entries do not stand on lines of their own, so nothing is "
        f"added; see: ntmreport validate {data.as_posix()}",
    )
    has_mistakes = any(each.is_error and each.span.file == file for each in found.diagnostics)
    is_there = os.path.lexists(data / FILE)
    if is_there and (has_mistakes or not isinstance(entries, Acknowledged)):
        return refuse(unfit, language)
    reason, by = _on_one_line("--reason", reason), _on_one_line("--by", by)
    of_code = [
        each
        for each in (*found.diagnostics, *(each for each, _ in found.acknowledged))
        if each.rule.code.lower() == code.lower()
    ]
    named = [each for each in of_code if about in {None, written_path(each.path)}]
    paths = list(dict.fromkeys(written_path(each.path) for each in named))
    if message := _not_acceptable(code, about, of_code, paths, [each.is_error for each in named]):
        return refuse(message, language)
    known = {
        (entry.code.value, entry.about.value)
        for entry in (entries.acknowledged if isinstance(entries, Acknowledged) else ())
    }
    if reason is None and (named[0].rule.code, paths[0]) not in known:
        return refuse(
            Bilingual(
                'thiếu lý do chấp nhận; thêm --reason "…"',
                'the reason is missing; add --reason "…"',
            ),
            language,
        )
    wanted = acceptances(named, found.texts, reason=reason, by=by)
    check_writable(data / FILE)
    path = data / FILE
    before = read_plain(path, MOST_BYTES, data).decode("utf-8") if path.exists() else ""
    try:
        text = with_acceptances(before, wanted, today)
    except NotAListError:
        return refuse(unfit, language)
    write_atomically(data / FILE, text.encode())
    print_lines(file)
    return 0


def _on_one_line(option: str, text: str | None) -> str | None:
    """Return what a person gave as a text of the data; a wrong call where it cannot be one."""
    if text is None:
        return None
    from ntmreport.source import check_characters

    joined = " ".join(text.split())
    if not joined or len(joined) > _LONGEST_REASON or check_characters("", joined).diagnostics:
        raise UsageMistakeError(
            Bilingual(
                f"{option} cần một câu trên một dòng, dài nhất {_LONGEST_REASON} ký tự, "
                "không có ký tự ẩn",
                f"{option} takes one sentence of at most {_LONGEST_REASON} characters, none hidden",
            )
        )
    return joined


def _not_acceptable(
    code: str,
    about: str | None,
    of_code: Sequence[Diagnostic],
    paths: Sequence[str],
    are_errors: Sequence[bool],
) -> Bilingual | None:
    """Return why nothing is accepted, if anything stands in the way."""
    if not of_code:
        return Bilingual(f"không có cảnh báo {code} nào", f"there is no warning {code}")
    if not paths:
        from ntmreport.span import written_path

        listed = ", ".join(dict.fromkeys(written_path(each.path) for each in of_code))
        return Bilingual(
            f"không có cảnh báo {code} ở {about}; hiện có ở: {listed}",
            f"there is no warning {code} at {about}; there is one at: {listed}",
        )
    if any(are_errors):
        return Bilingual(
            f"{code} là lỗi, chỉ sửa được chứ không chấp nhận được",
            f"{code} is an error: it can be mended and not accepted",
        )
    if len(paths) > 1:
        return Bilingual(
            f"có nhiều cảnh báo {code}; nêu thêm một đường dẫn: {', '.join(paths)}",
            f"there are several warnings {code}; name one path: {', '.join(paths)}",
        )
    return None


def rule(code: str | None, language: Language) -> int:
    """Print the page of the rule `code`, or a list of all rules."""
    from ntmreport.rulebook import page, render_list, render_page, rules

    if code is None:
        print_text(render_list(language))
        return 0
    found = next((each for each in rules() if code.lower() in {each.code.lower(), each.name}), None)
    if found is None:
        from ntmreport.catalogue import code_meant
        from ntmreport.model.nearest_name import nearest

        near = next((each.code for each in rules() if each.code == code_meant(code)), None)
        near = near or nearest(code.lower(), [each.name for each in rules()])
        meant = Bilingual(f" có phải {near}?", f" is it {near}?") if near else Bilingual("", "")
        raise UsageMistakeError(
            Bilingual(
                f"không có mã {code};{meant.vi} `ntmreport rule` liệt kê mọi mã",
                f"there is no rule {code};{meant.en} `ntmreport rule` lists all",
            )
        )
    print_text(render_page(page(found), language))
    return 0


def _print_text(
    result: Result, language: Language, *, strict: bool, show_acknowledged: bool
) -> None:
    from ntmreport.reporters.diagnostic_text import report

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
