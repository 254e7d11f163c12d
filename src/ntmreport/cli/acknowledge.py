"""`acknowledge`: accept a warning with its reason, which goes into acknowledged.yaml."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic

_LONGEST_REASON = 1000


def add(line: CommandLine) -> None:
    """Add the command `acknowledge`."""

    @line.command(
        "Chấp nhận một cảnh báo với số liệu hiện nay: ghi vào acknowledged.yaml.",
        "Accept a warning as the figures are now: write it into acknowledged.yaml.",
    )
    def acknowledge(
        data: Annotated[Path, line.data()],
        code: Annotated[
            str, line.argument("Mã cảnh báo, ví dụ NTM302.", "The rule's code, such as NTM302.")
        ],
        about: Annotated[
            str | None,
            line.argument(
                "Đường dẫn của số liệu như validate in ra; cần khi mã có nhiều cảnh báo.",
                "The figure's path as validate prints it; needed where the code has several.",
            ),
        ] = None,
        reason: Annotated[
            str | None,
            line.option(
                "--reason",
                "Lý do chấp nhận; không nêu thì giữ lý do đã ghi.",
                "Why it is accepted; without it, the reason that is written is kept.",
            ),
        ] = None,
        by: Annotated[
            str | None, line.option("--by", "Người chấp nhận.", "Who accepts it.")
        ] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_of_communes(communes)
        return _accept(data, code, about, reason, by, folders, templates, line.language)


def _accept(
    data: Path,
    code: str,
    about: str | None,
    reason: str | None,
    by: str | None,
    communes: Sequence[Path],
    templates: Path | None,
    language: Language,
) -> int:
    """Accept the warning `code` of the year in `data` as its figures are now."""
    import datetime

    from ntmreport.acknowledged_file import FILE, NotAListError, acceptances, with_acceptances
    from ntmreport.cli.output_path import check_writable
    from ntmreport.limits import MOST_BYTES
    from ntmreport.model import Acknowledged
    from ntmreport.output import write_atomically
    from ntmreport.pipeline import Compiler
    from ntmreport.plain_file import read_plain
    from ntmreport.span import written_path
    from ntmreport.validation import merged, validate

    each_form = [compiled for _, compiled in Compiler(templates, communes).compile_each(data)]
    compiled, today = each_form[0], datetime.date.today()
    found = merged([validate(each, data, today) for each in each_form])
    entries = compiled.models.get("acknowledged")
    file = (data / FILE).as_posix()
    unfit = Bilingual(
        f"{file} có lỗi hoặc không viết mỗi mục trên các dòng riêng nên chưa ghi thêm được; "
        f"xem: ntmreport validate {data.as_posix()}",
        f"{file} has mistakes, or its entries do not stand on lines of their own, so nothing is "
        f"added; see: ntmreport validate {data.as_posix()}",
    )
    has_errors = any(each.is_error and each.span.file == file for each in found.diagnostics)
    is_there = os.path.lexists(data / FILE)
    if is_there and (has_errors or not isinstance(entries, Acknowledged)):
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
    path = data / FILE
    check_writable(path)
    before = read_plain(path, MOST_BYTES, data).decode("utf-8") if path.exists() else ""
    try:
        text = with_acceptances(before, wanted, today)
    except NotAListError:
        return refuse(unfit, language)
    write_atomically(path, text.encode())
    print_lines(file)
    return ExitCode.DONE


def _on_one_line(option: str, text: str | None) -> str | None:
    """Return what a person gave as a text of the data; a wrong call where it cannot be one."""
    if text is None:
        return None
    from ntmreport.source import check_characters

    joined = " ".join(text.split())
    if not joined or len(joined) > _LONGEST_REASON or check_characters("", joined).diagnostics:
        raise WrongCallError(
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
    of_code: "Sequence[Diagnostic]",
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
