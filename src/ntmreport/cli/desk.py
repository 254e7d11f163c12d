"""`desk`: put two files to double-click on the desktop: build the report, look it over."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import print_unreadable
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import CommandLine, folders_of_communes
from ntmreport.cli.terminal import end_progress, print_lines
from ntmreport.language import Bilingual, Language
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from ntmreport.desk import PlacedLaunchers, System, Target

_VERSION_CONTROL = (".git", ".hg", ".svn")

_MOST_CHARACTERS = 7500
"""Characters of names that a command of Windows can have, which takes 8191 in all."""


def add(line: CommandLine) -> None:
    """Add the command `desk`."""

    @line.command(
        "Đặt lên màn hình nền hai tệp để bấm đúp: lập báo cáo, kiểm tra số liệu.",
        "Put two files to double-click on the desktop: build the report, look it over.",
    )
    def desk(
        data: Annotated[
            Path | None,
            line.argument(
                "Thư mục dữ liệu của năm, ví dụ data/2021; không nêu thì chương trình hỏi.",
                "The folder of the year's data, such as data/2021; without it, it is asked for.",
            ),
        ] = None,
        output: Annotated[
            Path | None,
            line.output(
                "Thư mục để ghi, không nằm trong kho số liệu; không nêu thì là màn hình nền.",
                "The folder to write into, in no repository; without it, the desktop.",
            ),
        ] = None,
        communes: Annotated[list[Path] | None, line.communes()] = None,
    ) -> int:
        folders_of_communes(communes)
        target = data or _asked_folder(line.language)
        return _desk(target, output, communes or (), line.language)


def _desk(data: Path, output: Path | None, communes: Sequence[Path], language: Language) -> int:
    """Write the launchers for `data` into the folder `output`, or onto the desktop."""
    if not (data / "report.yaml").is_file():
        stopped = Bilingual("chưa lập tệp nào để bấm đúp", "no launcher was written")
        return print_unreadable(data, None, stopped, language)
    target = _target(data, communes)
    folder = _desktop() if output is None else output
    _check_folder(folder, None if output is None else Path(target.root))
    from ntmreport.desk import place_launchers

    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as the person names them
    placed = place_launchers(absolute, target, _system())
    print_lines(*(str(folder / path.name) for path in placed.files))
    _print_others(placed, folder, language)
    return ExitCode.DONE


def _asked_folder(language: Language) -> Path:
    """Return the folder that a person names, or drags into the window."""
    if not sys.stdin.isatty():
        raise WrongCallError(
            Bilingual(
                "nêu thư mục dữ liệu, ví dụ: ntmreport desk data/2021",
                "name the folder of data, as in: ntmreport desk data/2021",
            )
        )
    import typer  # which a command that asks nothing has no need of

    question = Bilingual(
        "Thư mục dữ liệu của năm (kéo thư mục vào cửa sổ này rồi bấm Enter)",
        "The folder of the year's data (drag it into this window and press Enter)",
    )
    end_progress()
    return Path(_as_dragged(str(typer.prompt(question.text(language))).strip()))


def _as_dragged(answer: str) -> str:
    """Return the name that a terminal has put in quotes, or has escaped, as it was dragged in."""
    if sys.platform == "win32":
        return answer.strip('"')
    import shlex

    try:
        words = shlex.split(answer)
    except ValueError:  # a name with one quotation mark, typed as it is
        return answer
    return words[0] if len(words) == 1 else answer


def _target(data: Path, communes: Sequence[Path]) -> "Target":
    """Return what the launchers for `data` call; raises WrongCallError for names of no use."""
    import ntmreport
    from ntmreport.desk import Target

    if not sys.executable:
        raise Trouble(Bilingual("không rõ Python ở đâu", "it is not known where Python is"))
    folder = Path(os.path.abspath(data))  # noqa: PTH100 - a drive's letter stays one
    root = folder.parent.parent if folder.parent.name.lower() == "data" else folder.parent
    target = Target(
        os.path.abspath(sys.executable),  # noqa: PTH100 - an environment's own Python is a link
        str(Path(ntmreport.__file__).with_name("__main__.py").absolute()),
        str(root),
        str(folder.relative_to(root)),
        str(folder),
        tuple(os.path.abspath(each) for each in communes),  # noqa: PTH100 - as above
    )
    for path in target.names.values():
        # Half a character, which is in names that are no UTF-8, is not printable either.
        seen = all(each.isprintable() or each.isspace() for each in path)
        if not seen or path.splitlines() != [path]:
            raise WrongCallError(
                Bilingual(
                    f"tên {path} có ký tự không đưa được vào tệp để bấm đúp; hãy đổi tên thư mục",
                    f"the name {path} has a character that no launcher can hold; rename the folder",
                )
            )
    if len(" ".join(target.names.values())) > _MOST_CHARACTERS and sys.platform == "win32":
        raise WrongCallError(
            Bilingual(
                "--communes: quá nhiều thư mục để ghi vào một tệp; nêu gọn bằng dấu *, ví dụ "
                "..\\xa\\*\\data\\2026",
                "--communes: more folders than a launcher can hold; name them with *, as in "
                "..\\xa\\*\\data\\2026",
            )
        )
    return target


def _system() -> "System":
    from ntmreport.desk import System

    known = {each.value: each for each in System}
    return known.get(sys.platform, System.LINUX)


def _desktop() -> Path:
    """Return the user's desktop, wherever the system keeps it, as in OneDrive."""
    from platformdirs import user_desktop_path

    desktop = user_desktop_path()
    if not desktop.is_dir():
        raise WrongCallError(
            Bilingual(
                f"máy này không có màn hình nền ({desktop}); nêu thư mục với -o",
                f"this computer has no desktop ({desktop}); name a folder with -o",
            )
        )
    return desktop


def _check_folder(folder: Path, root: Path | None) -> None:
    """Raise WrongCallError where launchers may not go: in a repository, among data, into a file.

    `root` is the folder of all data, which is a repository with or without git.
    """
    from ntmreport.cli.output_path import check_folder, is_stream

    if is_stream(folder) or (folder.exists() and not folder.is_dir()):
        raise WrongCallError(
            Bilingual(
                f"{folder} không phải là thư mục; -o nêu thư mục để ghi hai tệp",
                f"{folder} is no folder; -o names the folder that the two files go to",
            )
        )
    check_folder(folder)
    real = Path(os.path.realpath(folder))
    for above in (real, *real.parents):
        is_of_data = root is not None and above == Path(os.path.realpath(root))
        if is_of_data or any(os.path.lexists(above / name) for name in _VERSION_CONTROL):
            raise WrongCallError(
                Bilingual(
                    f"không ghi vào {folder}: thư mục này ở trong kho {above}, nơi người khác có "
                    "thể sửa; hãy chọn thư mục ngoài kho với -o",
                    f"nothing is written to {folder}: it is in the repository {above}, where "
                    "others could change it; choose a folder outside with -o",
                )
            )


def _print_others(placed: "PlacedLaunchers", folder: Path, language: Language) -> None:
    """Say which launchers were replaced, and which stay because they are not this data's."""
    if placed.replaced:
        replaced = ", ".join(path.name for path in placed.replaced)
        said = Bilingual(f"đã thay tệp cũ: {replaced}", f"replaced: {replaced}")
        print_lines(said.text(language), file=sys.stderr)
    for path in placed.others:
        said = Bilingual(
            f"{folder / path.name} là tệp của số liệu khác hoặc đã sửa tay: giữ nguyên",
            f"{folder / path.name} is for other data or was edited: it stays as it is",
        )
        print_lines(said.text(language), file=sys.stderr)
