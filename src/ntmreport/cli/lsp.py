"""`lsp`: speak to an editor, which shows while one types what the other commands know."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import importlib.util
from pathlib import Path
from typing import Annotated

from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.language import Bilingual


def add(line: CommandLine) -> None:
    """Add the command `lsp`."""

    @line.command(
        "Máy chủ ngôn ngữ cho trình soạn thảo (LSP, qua đầu vào và đầu ra chuẩn).",
        "A language server for editors (LSP, over standard input and output).",
    )
    def lsp(
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        below = folders_of_communes(communes)
        if importlib.util.find_spec("pygls") is None:
            raise WrongCallError(
                Bilingual(
                    'lsp cần thư viện pygls; cài bằng lệnh: pip install "ntmreport[live]"',
                    'lsp needs the library pygls: pip install "ntmreport[live]"',
                )
            )
        from ntmreport.language_server.server import serve

        is_done = serve(line.language, templates, below, is_chosen=line.is_language_chosen)
        return ExitCode.DONE if is_done else ExitCode.ERRORS
