"""The command that builds the report."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import building
from ntmreport.cli.commands.command_line import CommandLine
from ntmreport.cli.output_formats import BuildFormat


def add_building(line: CommandLine) -> None:
    """Add `build`."""

    @line.command(
        "Lập báo cáo từ dữ liệu của một năm và in ra tên tệp.",
        "Build the report from one year's data and print the file's name.",
    )
    def build(
        data: Annotated[Path, line.data()],
        output: Annotated[
            Path | None,
            line.output(
                "Tệp hoặc thư mục kết quả; không nêu thì là build/NĂM/bao-cao-NĂM.docx.",
                "File or folder to write; without it, build/YEAR/bao-cao-YEAR.docx.",
            ),
        ] = None,
        format_: Annotated[
            BuildFormat | None,
            line.option(
                "--format",
                "Loại tệp; không nêu thì theo đuôi của tệp kết quả, hoặc docx.",
                "Kind of file; without it, by the output's ending, or docx.",
            ),
        ] = None,
        annotate: Annotated[
            bool,
            line.option(
                "--annotate",
                "Thêm chú thích vào từng số liệu: cách tính, tệp và dòng, cảnh báo.",
                "Comment on each figure: how it is computed, file and line, warnings.",
            ),
        ] = False,
        embed_lineage: Annotated[
            bool,
            line.option(
                "--embed-lineage",
                "Ghi nguồn gốc số liệu vào tệp Word, để `explain` trả lời chỉ từ tệp đó.",
                "Put the lineage into the Word file, so that `explain` answers from it alone.",
            ),
        ] = False,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        carried = building.Carried(comments=annotate, lineage=embed_lineage)
        return building.build(data, output, format_, carried, templates, line.language)
