"""`rule`: print the page of one rule, or the list of all rules."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
from typing import Annotated

from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine
from ntmreport.cli.terminal import print_text, reader_width
from ntmreport.language import Bilingual, Language


def add(line: CommandLine) -> None:
    """Add the command `rule`."""

    @line.command("Giải thích một mã lỗi, hoặc liệt kê mọi mã.", "Explain a rule, or list all.")
    def rule(
        code: Annotated[
            str | None,
            line.argument("Mã lỗi, ví dụ NTM302.", "The rule's code, such as NTM302."),
        ] = None,
    ) -> int:
        return _show_rules(line.language) if code is None else _show_rule(code, line.language)


def _show_rules(language: Language) -> int:
    """Print the list of all rules."""
    from ntmreport.rulebook import render_list

    print_text(render_list(language, reader_width()))
    return ExitCode.DONE


def _show_rule(code: str, language: Language) -> int:
    """Print the page of the rule with this code or name."""
    from ntmreport.rulebook import page, render_page, rules

    found = next((each for each in rules() if code.lower() in {each.code.lower(), each.name}), None)
    if found is None:
        from ntmreport.catalogue import code_meant
        from ntmreport.model.nearest_name import nearest

        near = next((each.code for each in rules() if each.code == code_meant(code)), None)
        near = near or nearest(code.lower(), [each.name for each in rules()])
        meant = Bilingual(f" có phải {near}?", f" is it {near}?") if near else Bilingual("", "")
        raise WrongCallError(
            Bilingual(
                f"không có mã {code};{meant.vi} `ntmreport rule` liệt kê mọi mã",
                f"there is no rule {code};{meant.en} `ntmreport rule` lists all",
            )
        )
    print_text(render_page(page(found), language))
    return ExitCode.DONE
