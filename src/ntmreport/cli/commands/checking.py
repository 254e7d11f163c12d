"""The command that checks data and templates."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import checking
from ntmreport.cli.checking import ReportFormat
from ntmreport.cli.commands.command_line import CommandLine


def add_checking(line: CommandLine) -> None:
    """Add `validate`."""

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
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = list(data or ())
        return checking.validate(
            folders, format_, templates, line.language, strict, show_acknowledged
        )
