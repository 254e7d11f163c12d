"""The commands that start, fill in and upgrade a year's data."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import starting
from ntmreport.cli.commands.command_line import CommandLine
from ntmreport.cli.starting import StatusFormat


def add_starting(line: CommandLine) -> None:
    """Add `new`, `status` and `upgrade`."""

    @line.command(
        "Tạo dữ liệu của năm mới từ năm trước: giữ cấu trúc và câu chữ, để trống số liệu.",
        "Start a new year's data from the year before: figures blank, all else kept.",
    )
    def new(
        year: Annotated[
            int,
            line.argument("Năm mới, ví dụ 2022.", "The new year, such as 2022."),
        ],
        source: Annotated[
            Path | None,
            line.option(
                "--from",
                "Thư mục của năm trước; không nêu thì là năm gần nhất trong data/.",
                "The folder of the year before; without it, the latest one under data/.",
            ),
        ] = None,
    ) -> int:
        return starting.new(year, source, line.language)

    @line.command(
        "Cho biết dữ liệu của năm đã điền đến đâu, còn thiếu gì, lập được báo cáo chưa.",
        "Say how far a year's data is filled in, what is missing, what stops its report.",
    )
    def status(
        data: Annotated[Path, line.data()],
        format_: Annotated[
            StatusFormat,
            line.option("--format", "Dạng kết quả.", "How to show it."),
        ] = StatusFormat.TABLE,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        return starting.status(data, format_, templates, line.language)

    @line.command(
        "Nâng cấp dữ liệu viết cho bản cũ của chương trình, giữ nguyên chú thích.",
        "Upgrade data that was written for an older program, its comments kept.",
    )
    def upgrade(
        data: Annotated[Path, line.data()],
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        return starting.upgrade(data, templates, line.language)
