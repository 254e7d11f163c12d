"""The commands that check data and templates, and accept what is found."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import checking
from ntmreport.cli.checking import ReportFormat
from ntmreport.cli.commands.command_line import CommandLine


def add_checking(line: CommandLine) -> None:
    """Add `validate` and `acknowledge`."""

    @line.command(
        "Kiểm tra dữ liệu và mẫu: cách viết, phép tính, sự thống nhất, chính tả, thể thức.",
        "Check data and templates: spelling, arithmetic, agreement, wording, layout.",
    )
    def validate(
        data: Annotated[
            list[Path] | None,
            line.argument(
                "Thư mục dữ liệu; không nêu thì là mọi năm trong data/.",
                "Folders of data; without any, every year under data/.",
            ),
        ] = None,
        format_: Annotated[
            ReportFormat | None,
            line.option(
                "--format",
                "Dạng kết quả; không nêu thì là text, trong GitHub Actions là github.",
                "How to report; without it, text, and github inside GitHub Actions.",
            ),
        ] = None,
        strict: Annotated[
            bool,
            line.option("--strict", "Coi cảnh báo là lỗi.", "Take warnings for errors."),
        ] = False,
        show_acknowledged: Annotated[
            bool,
            line.option(
                "--show-acknowledged",
                "Liệt kê cả những cảnh báo đã được chấp nhận.",
                "List the warnings that are acknowledged, too.",
            ),
        ] = False,
        fix: Annotated[
            bool,
            line.option(
                "--fix",
                "Sửa những chỗ chỉ có một cách sửa và in ra phần đã sửa.",
                "Mend what can be mended in one way only, and show what has changed.",
            ),
        ] = False,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = list(data or ())
        return checking.validate(
            folders, format_, templates, line.language, strict, show_acknowledged, fix
        )

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
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        return checking.acknowledge(data, code, about, reason, by, templates, line.language)
