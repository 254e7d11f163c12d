"""The launchers for macOS and Linux: one script of sh, beside a desktop entry on Linux.

macOS opens a .command in its Terminal. On Linux a script is shown when it is double-clicked, so
that a desktop entry beside it calls it in a terminal.
"""

from __future__ import annotations

import shlex
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

_LINE_END = "\n"


def macos_files(task: Task, target: Target, label: str) -> tuple[LauncherFile, ...]:
    """Return the file that does `task` when it is double-clicked."""
    return (_script(f"{task.title} {label}.command", task, target),)


def linux_files(task: Task, target: Target, label: str, folder: str) -> tuple[LauncherFile, ...]:
    """Return the desktop entry that does `task`, and the script in `folder` that it calls."""
    title = f"{task.title} {label}"
    script = _script(f".{title}.sh", task, target)
    lines = [
        f"# Tệp {NOT_TO_EDIT}.",
        "[Desktop Entry]",
        "Type=Application",
        f"Name={_entry_text(title)}",
        f"Comment={_entry_text(target.shown)}",
        f"Exec=/bin/sh {_entry_argument(f'{folder}/{script.name}')}",
        "Terminal=true",
        "Icon=x-office-document",
    ]
    entry = marked(lines, "#", target.shown, _LINE_END)
    return LauncherFile(f"{title}.desktop", entry, is_program=True), script


def _script(name: str, task: Task, target: Target) -> LauncherFile:
    communes = (f'--communes "${name}"' for name in target.names if name.startswith(COMMUNE))
    arguments = " ".join((*ARGUMENTS, task.command, "--open", *communes))
    lines = [
        "#!/bin/sh",
        f"# Tệp {NOT_TO_EDIT}.",
        "trap : INT",  # Ctrl-C ends the program, not the window that says so
        *(f"{name}={shlex.quote(path)}" for name, path in target.names.items()),
        'if [ ! -x "$python" ] || [ ! -f "$package" ]; then',
        _said(NO_PROGRAM[0], '"  $python"', NO_PROGRAM[1]),
        'elif ! cd "$root" 2>/dev/null || [ ! -f "$data/report.yaml" ]; then',
        _said(NO_DATA[0], '"  $shown"', NO_DATA[1]),
        "else",
        _said(task.begun, '"  $shown"'),
        f'  "$python" {arguments} -- "$data"',
        "  code=$?",
        "  echo",
        '  case "$code" in',
        *(
            f"    {code}){_said(text)} ;;"
            for code, text in enumerate((task.done, task.failed, WRONG_CALL, TROUBLE))
        ),
        f"    *)  printf '%s %s.\\n' {shlex.quote(STOPPED)} \"$code\" ;;",
        "  esac",
        "fi",
        "echo",
        f"printf '%s ' {shlex.quote('Bấm phím Enter để đóng cửa sổ này.')}",
        "read -r _",
    ]
    return LauncherFile(name, marked(lines, "#", target.shown, _LINE_END), is_program=True)


def _said(*texts: str) -> str:
    """Return the line of a script that prints each text, of which a quoted one stands as it is."""
    lines = [line for text in texts for line in ([text] if text[0] == '"' else lines_of(text))]
    words = " ".join(line if line[0] == '"' else shlex.quote(line) for line in lines)
    return f"  printf '%s\\n' {words}"


def _entry_text(text: str) -> str:
    """Return a value of a desktop entry."""
    escaped = text.replace("\\", "\\\\")
    return f"\\s{escaped[1:]}" if escaped.startswith(" ") else escaped


def _entry_argument(text: str) -> str:
    """Return an argument of the key Exec: in quotes, and then as a value."""
    for special in '\\"`$':
        text = text.replace(special, f"\\{special}")
    return _entry_text(f'"{text}"').replace("%", "%%")
