"""`audit`: what in finished reports does not agree with itself."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from ntmreport.cli.diagnostic_printing import print_diagnostics
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine
from ntmreport.cli.output_format import OutputFormat, chosen_format
from ntmreport.cli.terminal import is_coloured, progress, terminal_width
from ntmreport.language import Bilingual, Language
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.prose.claim import Claim
    from ntmreport.prose.report_audit import Audit

_ACCEPTED_ENDING = ".acknowledged.yaml"


def _text(audits: "Sequence[Audit]", language: Language) -> str:
    from ntmreport.prose.audit_formats import text

    return text(audits, language, colour=is_coloured(), width=terminal_width())


def _json(audits: "Sequence[Audit]", language: Language) -> str:
    from ntmreport.prose.audit_formats import json

    return json(audits, language)


def _markdown(audits: "Sequence[Audit]", language: Language) -> str:
    from ntmreport.prose.audit_formats import markdown

    return markdown(audits, language)


def _html(audits: "Sequence[Audit]", language: Language) -> str:
    from ntmreport.prose.audit_formats import html

    return html(audits, language)


def _sarif(audits: "Sequence[Audit]", language: Language) -> str:
    from ntmreport.prose.audit_findings import result_of
    from ntmreport.reporters.sarif import report

    return report(result_of(audits), language)


def _github(audits: "Sequence[Audit]", language: Language) -> str:
    from ntmreport.prose.audit_findings import result_of
    from ntmreport.reporters.github import report

    return report(result_of(audits), language)


def _acknowledged(audits: "Sequence[Audit]", language: Language) -> str:
    from ntmreport.prose.audit_formats import acceptances

    return acceptances(audits, language)


def _with_comments(content: bytes, claims: "Sequence[Claim]") -> bytes:
    from ntmreport.prose.word_comments import with_comments

    return with_comments(content, claims)


class AuditFormat(OutputFormat):
    """The formats of an audit."""

    write: Callable[["Sequence[Audit]", Language], str]

    TEXT = "text", _text, ".txt"
    JSON = "json", _json, ".json"
    MARKDOWN = "markdown", _markdown, ".md", ".markdown"
    SARIF = "sarif", _sarif, ".sarif"
    HTML = "html", _html, ".html", ".htm"
    GITHUB = "github", _github
    ACKNOWLEDGED = "acknowledged", _acknowledged, ".yaml", ".yml"


class CommentedFormat(OutputFormat):
    """The formats of a report with comments on what is suspicious."""

    write: Callable[[bytes, "Sequence[Claim]"], bytes]

    DOCX = "docx", _with_comments, ".docx"


def add(line: CommandLine) -> None:
    """Add the command `audit`."""

    @line.command(
        "Đọc báo cáo đã hoàn thành (Word, PDF, văn bản) và chỉ ra những số không khớp nhau.",
        "Read finished reports (Word, PDF, text) and show which of their numbers do not agree.",
    )
    def audit(
        files: Annotated[
            list[Path],
            line.argument(
                "Các báo cáo: tệp .docx, .pdf hoặc .txt.", "The reports: .docx, .pdf or .txt files."
            ),
        ],
        format_: Annotated[
            AuditFormat | None,
            line.option(
                "--format",
                "Dạng kết quả; không nêu thì theo đuôi của tệp kết quả, hoặc text.",
                "How to report; without it, by the output's ending, or text.",
            ),
        ] = None,
        output: Annotated[Path | None, line.output()] = None,
        comments: Annotated[
            Path | None,
            line.option(
                "--comments",
                "Ghi thêm một bản của tệp Word có nhận xét ở mỗi số cần xem lại.",
                "Write a copy of the Word file with a comment at each suspicious number.",
            ),
        ] = None,
        acknowledged: Annotated[
            Path | None,
            line.option(
                "--acknowledged",
                f"Danh sách những chỗ đã chấp nhận; không nêu thì là TÊN{_ACCEPTED_ENDING} cạnh"
                f" báo cáo.",
                f"The list of what is accepted; without it, NAME{_ACCEPTED_ENDING} beside a"
                f" report.",
            ),
        ] = None,
        layout: Annotated[
            bool,
            line.option(
                "--layout",
                "Xem cả thể thức, kỹ thuật trình bày của tệp Word theo Nghị định 30/2020/NĐ-CP.",
                "Look at the layout of Word files, too, as the decree asks for it.",
            ),
        ] = False,
        strict: Annotated[
            bool,
            line.option(
                "--strict",
                "Kết thúc với mã 1 khi có chỗ cần xem lại.",
                "Exit with 1 where anything is suspicious.",
            ),
        ] = False,
    ) -> int:
        kind = chosen_format(AuditFormat, output, format_, AuditFormat.TEXT)
        if comments is not None:
            chosen_format(CommentedFormat, comments, None, CommentedFormat.DOCX)
        if comments is not None and len(files) != 1:
            raise WrongCallError(
                Bilingual(
                    "--comments dùng cho một báo cáo; nêu một tệp .docx",
                    "--comments goes with one report; name one .docx file",
                )
            )
        wanted = Wanted(kind, output, comments, acknowledged, layout, strict)
        return _audit(files, wanted, line.language)


class Wanted(Struct, frozen=True):
    """The options of a call."""

    kind: AuditFormat
    output: Path | None
    comments: Path | None
    acknowledged: Path | None
    with_layout: bool
    is_strict: bool


def _audit(files: Sequence[Path], wanted: Wanted, language: Language) -> int:
    """Audit each of the files; one that cannot be read stops no other."""
    from ntmreport.cli.output_path import output_path
    from ntmreport.cli.output_writing import write_output, write_standard_output
    from ntmreport.prose.claim import Verdict

    inputs = list(dict.fromkeys(files))
    kind = wanted.kind
    ending = kind.endings[0] if kind.endings else ".txt"
    # Where nothing may be written is told before anything is read.
    commented = wanted.comments and output_path(wanted.comments, "", "", inputs)
    target = wanted.output and output_path(wanted.output, "", f"kiem-tra{ending}", inputs)
    read = [each for path in inputs if (each := _audited(path, wanted, language)) is not None]
    code = ExitCode.DONE if len(read) == len(inputs) else ExitCode.ERRORS
    audits = [audit for audit, _ in read]
    if commented and read:
        copy = _commented(*read[0], language)
        if copy is None:
            return ExitCode.ERRORS
        write_output(copy, commented, ".docx", language)
    if audits and target:
        write_output(kind.write(audits, language), target, ending, language)
    elif audits:
        write_standard_output(kind.write(audits, language), ending)
    is_suspicious = any(audit.of(Verdict.SUSPICIOUS) for audit in audits)
    return ExitCode.ERRORS if wanted.is_strict and is_suspicious else code


def _audited(path: Path, wanted: Wanted, language: Language) -> "tuple[Audit, bytes] | None":
    """Return the audit of a file and its content; None where it, or what it accepts, is unreadable.

    What is wrong is printed.
    """
    from ntmreport.prose.decree_layout import with_layout
    from ntmreport.prose.report_audit import audit_of
    from ntmreport.prose.report_file import report_of_file
    from ntmreport.zip_package import PackageError

    name = path.as_posix()
    with progress(Bilingual(f"đang đọc {name}…", f"reading {name}…"), language):
        content = _content(path)
        try:
            found = audit_of(report_of_file(name, content))
            if wanted.with_layout:
                _refuse_other_than_word(found, "--layout")
                found = with_layout(found, content)
        except PackageError as error:
            _print_unreadable(name, error.message, language)
            return None
    found, wrong = _without_accepted(found, path, wanted.acknowledged)
    if wrong:
        print_diagnostics(wrong, {}, language)
    return None if any(each.is_error for each in wrong) else (found, content)


def _refuse_other_than_word(audit: "Audit", option: str) -> None:
    if not audit.report.is_word:
        raise WrongCallError(
            Bilingual(
                f"{audit.report.file} không phải là tệp Word; {option} chỉ dùng cho tệp .docx",
                f"{audit.report.file} is no Word file; {option} goes with a .docx",
            )
        )


def _commented(audit: "Audit", content: bytes, language: Language) -> bytes | None:
    """Return the copy with comments; None, and why is printed, where none can be written."""
    from ntmreport.prose.audit_findings import is_of_wording
    from ntmreport.prose.claim import Verdict
    from ntmreport.zip_package import PackageError

    _refuse_other_than_word(audit, "--comments")
    try:
        found = [each for each in audit.of(Verdict.SUSPICIOUS) if not is_of_wording(each)]
        return CommentedFormat.DOCX.write(content, found)
    except PackageError as error:
        _print_unreadable(audit.report.file, error.message, language)
        return None


def _content(path: Path) -> bytes:
    """Return the bytes of a file that the user names, or raise Trouble."""
    from ntmreport.limits import MOST_BYTES_OF_REPORT
    from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain

    try:
        return read_plain(path, MOST_BYTES_OF_REPORT, None)
    except OSError as error:
        why = reason(error)
    except NotPlainError as error:
        why = Bilingual(
            f"đây là {error.kind.vi}, không phải tệp", f"it is {error.kind.en}, no file"
        )
    except TooLargeError:
        most = MOST_BYTES_OF_REPORT // 1024 // 1024
        why = Bilingual(
            f"tệp quá lớn (tối đa {most} MB)", f"the file is too large (at most {most} MB)"
        )
    raise Trouble(Bilingual(f"không đọc được {path}: {why.vi}", f"cannot read {path}: {why.en}"))


def _print_unreadable(name: str, why: Bilingual, language: Language) -> None:
    from ntmreport import catalogue
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.span import start_of

    message = Bilingual(f"không đọc được báo cáo: {why.vi}", f"the report cannot be read: {why.en}")
    found = Diagnostic(catalogue.PROSE_UNREADABLE, start_of(name), message)
    print_diagnostics([found], {}, language)


def _without_accepted(
    audit: "Audit", path: Path, named: Path | None
) -> "tuple[Audit, Sequence[Diagnostic]]":
    """Return the audit without what a person has accepted, and what is wrong with that list."""
    from ntmreport import catalogue
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.prose.accepted_suspicions import read_accepted, with_accepted

    listed = named or path.with_name(f"{path.stem}{_ACCEPTED_ENDING}")
    if named is None and not listed.exists():
        return audit, ()
    name = listed.as_posix()
    try:
        text = _content(listed).decode("utf-8-sig")
    except UnicodeDecodeError:
        message = Bilingual("tệp không phải UTF-8", "the file is not UTF-8")
        from ntmreport.span import start_of

        return audit, [Diagnostic(catalogue.NOT_UTF8, start_of(name), message)]
    entries, wrong = read_accepted(name, text)
    audit, unused = with_accepted(audit, entries)
    lapsed = [
        Diagnostic(
            catalogue.ACKNOWLEDGEMENT_UNUSED,
            entry.span,
            Bilingual(
                f"báo cáo không còn {entry.code} ở câu này; mục này không còn cần",
                f"the report has no {entry.code} in this sentence any more; the entry is not"
                f" needed",
            ),
        )
        for entry in unused
    ]
    return audit, [*wrong, *lapsed]
