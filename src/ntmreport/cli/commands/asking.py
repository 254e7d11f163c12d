"""The commands that tell where the report's numbers come from."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli import asking
from ntmreport.cli.commands.command_line import CommandLine
from ntmreport.cli.output_formats import ListFormat


def add_asking(line: CommandLine) -> None:
    """Add `figures`, `explain` and `review`."""

    @line.command(
        "Liệt kê mọi số liệu của năm: giá trị, công thức, tệp và dòng, chỗ in trong báo cáo.",
        "List every figure of the year: value, formula, file and line, where it is printed.",
    )
    def figures(
        data: Annotated[Path, line.data()],
        format_: Annotated[
            ListFormat | None,
            line.option(
                "--format",
                "Dạng danh sách; không nêu thì theo đuôi của tệp kết quả, hoặc table.",
                "The kind of list; without it, by the output's ending, or table.",
            ),
        ] = None,
        output: Annotated[Path | None, line.output()] = None,
        unused: Annotated[
            bool,
            line.option(
                "--unused",
                "Chỉ những số liệu mà báo cáo không dùng.",
                "Only figures not used.",
            ),
        ] = False,
        coverage: Annotated[
            bool,
            line.option(
                "--coverage",
                "Đếm các số trong báo cáo: bao nhiêu là số liệu, bao nhiêu không rõ nguồn gốc.",
                "Count the report's numbers: how many are figures, how many are neither.",
            ),
        ] = False,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        if coverage:
            asking.refuse_beside_coverage(
                {"--format": format_, "--output": output, "--unused": unused or None}
            )
            return asking.coverage(data, templates, line.language)
        return asking.figures(data, format_, output, unused, templates, line.language)

    @line.command(
        "Cho biết số liệu, ngày hoặc chữ trong báo cáo từ đâu ra, đến từng dòng dữ liệu.",
        "Say where a figure, a day or words come from, down to the lines of the data.",
    )
    def explain(
        data: Annotated[
            Path,
            line.argument(
                "Thư mục dữ liệu của năm, hoặc tệp Word lập với --embed-lineage.",
                "The folder of the year's data, or a Word file built with --embed-lineage.",
            ),
        ],
        what: Annotated[
            str,
            line.argument(
                "Số in trong báo cáo (93,44%; 32/32), ngày, chữ, đường dẫn, hoặc tệp và dòng"
                " (health.yaml:9).",
                "A printed number (93,44%; 32/32), a day, words, a path, or a file and line"
                " (health.yaml:9).",
            ),
        ],
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        return asking.explain(data, what, templates, line.language)

    @line.command(
        "Lập trang rà soát: báo cáo trong trình duyệt, chỉ vào số nào thấy nguồn gốc số đó.",
        "Write a page to review: the report in a browser, each figure telling its origin.",
    )
    def review(
        data: Annotated[Path, line.data()],
        output: Annotated[
            Path | None,
            line.output(
                "Tệp hoặc thư mục kết quả; không nêu thì là build/NĂM/ra-soat-NĂM.html.",
                "File or folder to write; without it, build/YEAR/ra-soat-YEAR.html.",
            ),
        ] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        return asking.review(data, output, templates, line.language)
