"""The command that compares two states of the data."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import comparing
from ntmreport.cli.commands.command_line import CommandLine
from ntmreport.cli.output_formats import DiffFormat


def add_comparing(line: CommandLine) -> None:
    """Add `diff`."""

    @line.command(
        "So sánh hai trạng thái của dữ liệu: số liệu nào đổi, câu nào trong báo cáo đổi theo.",
        "Compare two states of the data: which figures changed, and which sentences with them.",
    )
    def diff(
        data: Annotated[Path, line.data()],
        other: Annotated[
            Path | None,
            line.argument("Thư mục thứ hai, để so sánh.", "The second folder, to compare with."),
        ] = None,
        against: Annotated[
            str | None,
            line.option(
                "--against",
                "Bản trong git để so sánh, ví dụ HEAD~1 hoặc main.",
                "The git revision to compare with, such as HEAD~1 or main.",
            ),
        ] = None,
        format_: Annotated[
            DiffFormat | None,
            line.option(
                "--format",
                "Dạng kết quả; không nêu thì theo đuôi của tệp kết quả, hoặc text.",
                "How to show it; without it, by the output's ending, or text.",
            ),
        ] = None,
        output: Annotated[Path | None, line.output()] = None,
        docx: Annotated[
            Path | None,
            line.option(
                "--docx",
                "Ghi báo cáo Word có đánh dấu mọi thay đổi (Track Changes).",
                "Write the report as a Word file with every change tracked.",
            ),
        ] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        shown = comparing.ShownAs(format_, output, docx)
        return comparing.diff(data, other, against, shown, templates, line.language)
