"""The command line as a process, without what a new interpreter and the imports take each time.

Run as a program, this module has all of ntmreport imported, and forks for each call: a line
of JSON with the arguments, the folder, the environment, and the files for what is printed. It
answers with the exit code. Each call is a process of its own, with nothing that another has left.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, NoReturn, TypedDict

import ntmreport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Call(TypedDict):
    """A call of the command, as a line of JSON."""

    arguments: Sequence[str]
    folder: str
    environment: Mapping[str, str]
    out: str
    err: str


def serve() -> None:
    """Answer calls until standard input ends."""
    for module in walk_packages(ntmreport.__path__, "ntmreport."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for line in sys.stdin:
        sys.stdout.write(f"{_exit_code(json.loads(line))}\n")
        sys.stdout.flush()


def _exit_code(call: Call) -> int:
    """Run the command in a process of its own and return its exit code."""
    if sys.platform == "win32":  # where a process cannot fork
        with Path(call["out"]).open("wb") as out, Path(call["err"]).open("wb") as err:
            done = subprocess.run(
                [sys.executable, "-m", "ntmreport", *call["arguments"]],
                cwd=call["folder"],
                env=call["environment"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                check=False,
            )
        return done.returncode
    child = os.fork()
    if not child:
        _run(call)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _run(call: Call) -> NoReturn:
    """Run the command as `python -m ntmreport` would, and end the process."""
    os.chdir(call["folder"])
    os.environ.clear()
    os.environ.update(call["environment"])
    for number, path in ((0, os.devnull), (1, call["out"]), (2, call["err"])):
        os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - till the end
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - till the end
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - till the end
    sys.argv = ["ntmreport", *call["arguments"]]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code: object = 0
    try:
        from ntmreport.cli import main

        main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    serve()
