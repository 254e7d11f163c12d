"""The command that begins a repository for another unit."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import beginning
from ntmreport.cli.commands.command_line import CommandLine


def add_beginning(line: CommandLine) -> None:
    """Add `init`."""

    @line.command(
        "Tạo kho số liệu mới cho một đơn vị: dữ liệu để trống, mẫu, lược đồ, README.",
        "Begin a repository for another unit: blank data, form, schemas, README.",
    )
    def init(
        folder: Annotated[
            Path,
            line.argument("Thư mục mới, hoặc thư mục trống.", "A new or empty folder."),
        ],
        level: Annotated[
            str | None,
            line.option("--level", "Cấp của đơn vị: huyện, xã…", "The unit's level: huyện, xã …"),
        ] = None,
        name: Annotated[
            str | None,
            line.option("--name", "Tên riêng của đơn vị.", "The unit's own name."),
        ] = None,
        parent_level: Annotated[
            str | None,
            line.option(
                "--parent-level",
                "Cấp của đơn vị cấp trên: tỉnh, huyện…",
                "The level of the unit above.",
            ),
        ] = None,
        parent: Annotated[
            str | None,
            line.option(
                "--parent",
                "Tên riêng của đơn vị cấp trên.",
                "The own name of the unit above.",
            ),
        ] = None,
        below: Annotated[
            str | None,
            line.option(
                "--below",
                "Tên các đơn vị cấp dưới (xã; thôn), cách nhau bằng dấu phẩy hoặc chấm phẩy.",
                "The names of the units below (communes; villages), with commas or `;` between.",
            ),
        ] = None,
        year: Annotated[
            int | None,
            line.option("--year", "Năm báo cáo đầu tiên.", "The first report's year."),
        ] = None,
        form: Annotated[
            str | None,
            line.option(
                "--form",
                "Mẫu báo cáo; không nêu thì chọn theo cấp của đơn vị.",
                "The form; without it, the one for the unit's level.",
            ),
        ] = None,
    ) -> int:
        answers = beginning.Answers(level, name, parent_level, parent, below, year)
        return beginning.init(folder, answers, form, line.language)
