"""The commands that tell the rules and the schemas, whatever the data."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import building, checking
from ntmreport.cli.commands.command_line import CommandLine


def add_reference(line: CommandLine) -> None:
    """Add `rule` and `schema`."""

    @line.command("Giải thích một mã lỗi, hoặc liệt kê mọi mã.", "Explain a rule, or list all.")
    def rule(
        code: Annotated[
            str | None,
            line.argument("Mã lỗi, ví dụ NTM302.", "The rule's code, such as NTM302."),
        ] = None,
    ) -> int:
        return checking.rule(code, line.language)

    @line.command(
        "Ghi các lược đồ JSON Schema của tệp dữ liệu để trình soạn thảo gợi ý và kiểm tra.",
        "Write the JSON Schemas with which editors complete and check data files.",
    )
    def schema(
        output: Annotated[
            Path,
            line.output("Thư mục kết quả.", "The folder to write to."),
        ] = Path("schemas"),
    ) -> int:
        return building.schema(output)
