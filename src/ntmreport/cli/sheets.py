"""`sheets`: write an Excel workbook for each office or commune to fill in."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import print_unreadable
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.sheets.office_sheets import OfficeSheets

_ENDING = ".xlsx"
_FOLDER = "phieu"


def add(line: CommandLine) -> None:
    """Add the command `sheets`."""

    @line.command(
        "Lập tệp Excel để từng phòng, ban hoặc xã điền số liệu.",
        "Write an Excel workbook for each office or commune to fill in.",
    )
    def sheets(
        data: Annotated[Path, line.data()],
        for_: Annotated[
            list[str] | None,
            line.option(
                "--for",
                "Chỉ cho tệp này, ví dụ health, hoặc xã này, ví dụ an-nong; nêu được nhiều lần.",
                "For this file only, as health, or this commune, as an-nong; can be repeated.",
            ),
        ] = None,
        output: Annotated[
            Path | None,
            line.output(
                "Thư mục để ghi; không nêu thì là build/NĂM/phieu/.",
                "The folder to write into; without it, build/YEAR/phieu/.",
            ),
        ] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        return _sheets(data, for_ or (), output, templates, line.language)


def _sheets(
    data: Path,
    wanted: Sequence[str],
    output: Path | None,
    templates: Path | None,
    language: Language,
) -> int:
    """Write the workbooks of the offices `wanted`, or of all that fill something in."""
    from ntmreport.cli.output_path import folder_name, output_path
    from ntmreport.cli.output_writing import write_output
    from ntmreport.sheets.office_sheets import office_sheets

    found = office_sheets(data, templates, every=bool(wanted))
    if found is None or found.read.source.unread:
        stopped = Bilingual("chưa lập tệp Excel nào", "no workbook was written")
        return print_unreadable(data, templates, stopped, language)
    names = [name for each in wanted for name in _meant(each, found)] or [*found.sheets]
    if output is not None and output.exists() and not output.is_dir():
        raise WrongCallError(
            Bilingual(
                f"{output} không phải là thư mục; -o nêu thư mục để ghi các tệp Excel",
                f"{output} is no folder; -o names the folder that the workbooks go to",
            )
        )
    folder = folder_name(data)
    for name in dict.fromkeys(names):
        file = f"{name.rpartition('/')[2]}{_ENDING}"
        own = None if output is None else output / file
        target = output_path(own, f"{folder}/{_FOLDER}", file, [data], templates)
        write_output(found.workbook(name), target, _ENDING, language)
    return ExitCode.DONE


def _meant(wanted: str, found: "OfficeSheets") -> list[str]:
    """Return the files that a person names; raises WrongCallError where there is none."""
    from ntmreport.sheets.office_sheets import offices_meant

    names = offices_meant(wanted, found)
    if not names:
        listed = ", ".join(name.rpartition("/")[2] for name in found.sheets)
        raise WrongCallError(
            Bilingual(
                f"--for {wanted}: báo cáo không có tệp hoặc xã này; có: {listed}",
                f"--for {wanted}: there is no such file or commune; there are: {listed}",
            )
        )
    return names
