"""The launcher for Windows: a .cmd file that finds its names whatever code page the console has.

It has no labels and no blocks: cmd reads such a file line by line, and a jump in a file of UTF-8
can land beside its label. The names stand in quotes, in which nothing but `%` has a meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.desk.launcher import (
    ARGUMENTS,
    COMMUNE,
    NO_DATA,
    NO_PROGRAM,
    NOT_TO_EDIT,
    STOPPED,
    TROUBLE,
    WRONG_CALL,
    LauncherFile,
    lines_of,
    marked,
)

if TYPE_CHECKING:
    from ntmreport.desk.launcher import Target, Task

_LINE_END = "\r\n"
_NO_PROGRAM, _NO_DATA = "no-program", "no-data"


def windows_files(task: Task, target: Target, label: str) -> tuple[LauncherFile, ...]:
    """Return the file that does `task` when it is double-clicked."""
    known = {"0": task.done, "1": task.failed, "2": WRONG_CALL, "3": TROUBLE}
    is_unknown = " ".join(f'if not "%ntm_code%"=="{code}"' for code in known)
    program, report = "%ntm_python%", "%ntm_data%\\report.yaml"
    communes = "".join(
        f' --communes "%ntm_{name}%"' for name in target.names if name.startswith(COMMUNE)
    )
    arguments = f"{' '.join(ARGUMENTS)} {task.command} --open{communes}"
    called = f'"{program}" {arguments} -- "%ntm_data%"'
    lines = [
        "@echo off",
        "setlocal EnableExtensions DisableDelayedExpansion",
        # By its full path: cmd looks for programs in the present folder first.
        '"%SystemRoot%\\System32\\chcp.com" 65001 >nul',
        f"rem Tệp {NOT_TO_EDIT}.",
        *(_assignment(name, path) for name, path in target.names.items()),
        'set "ntm_wrong="',
        'set "ntm_code="',
        # A folder of the network gets a drive letter, which no folder to be in can do without.
        'pushd "%ntm_root%" 2>nul',
        f'if not exist "{report}" set "ntm_wrong={_NO_DATA}"',
        f'if not exist "%ntm_package%" set "ntm_wrong={_NO_PROGRAM}"',
        f'if not exist "{program}" set "ntm_wrong={_NO_PROGRAM}"',
        f"if not defined ntm_wrong echo {task.begun}",
        'if not defined ntm_wrong echo   "%ntm_shown%"',
        f"if not defined ntm_wrong {called}",
        'if not defined ntm_wrong set "ntm_code=%errorlevel%"',
        "echo.",
        *_told(_NO_PROGRAM, NO_PROGRAM, program),
        *_told(_NO_DATA, NO_DATA, "%ntm_shown%"),
        *(
            f'if "%ntm_code%"=="{code}" echo {line}'
            for code, text in known.items()
            for line in lines_of(text)
        ),
        f"if defined ntm_code {is_unknown} echo {STOPPED} %ntm_code%.",
        "echo.",
        "echo Bấm một phím bất kỳ để đóng cửa sổ này.",
        "pause >nul",
        "popd",
    ]
    content = marked(lines, "rem", target.shown, _LINE_END)
    return (LauncherFile(f"{task.title} {label}.cmd", content, is_program=False),)


def _assignment(name: str, path: str) -> str:
    """Return the line that keeps a path, which on Windows has no quotation marks, for use."""
    return f'set "ntm_{name}={path.replace("%", "%%")}"'


def _told(wrong: str, texts: tuple[str, str], path: str) -> list[str]:
    first, more = texts
    lines = (first, f'  "{path}"', *lines_of(more))
    return [f'if "%ntm_wrong%"=="{wrong}" echo {line}' for line in lines]
