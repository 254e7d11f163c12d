"""`schema`: write the JSON Schemas with which editors complete and check the data."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from pathlib import Path
from typing import Annotated

from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine
from ntmreport.cli.output_path import checked_file, is_stream
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual


def add(line: CommandLine) -> None:
    """Add the command `schema`."""

    @line.command(
        "Ghi các lược đồ JSON Schema của tệp dữ liệu, cả chỉ tiêu của các mẫu trong templates/, để "
        "trình soạn thảo gợi ý và kiểm tra.",
        "Write the JSON Schemas with which editors complete and check data files, those of the "
        "indicators of the forms in templates/ too.",
    )
    def schema(
        output: Annotated[
            Path,
            line.output("Thư mục kết quả.", "The folder to write to."),
        ] = Path("schemas"),
    ) -> int:
        return _write_schemas(output)


def _write_schemas(folder: Path) -> int:
    """Write each schema into `folder` and print its file's name."""
    if is_stream(folder) or folder.is_file():
        raise WrongCallError(
            Bilingual(
                f"lược đồ gồm nhiều tệp: {folder} phải là thư mục",
                f"there are several schemas: {folder} must be a folder",
            )
        )
    from ntmreport.compose.form_loading import declared_in_forms
    from ntmreport.form_schema import schemas_of_form
    from ntmreport.json_schema import schemas
    from ntmreport.output import write_atomically

    texts = dict(schemas())
    for form, (title, declared) in declared_in_forms(folder / ".." / "templates").items():
        texts |= schemas_of_form(form, title, declared)
    for name, text in texts.items():
        write_atomically(checked_file(folder / name), text.encode())
        print_lines(str(folder / name))
    return ExitCode.DONE
