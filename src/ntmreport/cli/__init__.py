"""The command line: one module for each command, named as the command is, and what they share.

`application` finds the command and calls it; `options` are what commands are declared with,
`output_format`, `output_path` and `output_writing` are how a result goes into a file;
`many_folders` is how a command goes over many of them.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from ntmreport.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

_OBJECTS_BETWEEN_COLLECTIONS = 200_000
_COLLECTIONS_OF_NEW_OBJECTS = 1_000
"""For each collection of the objects that have lived through one."""


def main() -> NoReturn:
    """Run the command line and end the process."""
    code = run_alone(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)  # which says so
    # Python would first take apart, one by one, all objects that a command made: a twentieth of
    # the time of a `validate`. The system takes back all memory at once.
    os._exit(code)


def run_alone(arguments: Sequence[str]) -> int:
    """Run one command in a process that has nothing else to do, and return its exit code."""
    from ntmreport.cli.call_stack import with_room
    from ntmreport.interruption import end_at_signals

    end_at_signals()
    # Whatever plugins of pydantic happen to be installed have no part in what data says.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # A command is short, and nearly all that it makes lives to its end: the collector would look
    # at it again and again, for a fifth of the time of a build.
    # All data of ten thousand communes lives on, too: it is looked at once, not again and again.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, _COLLECTIONS_OF_NEW_OBJECTS)
    return with_room(run)(arguments)


def run(arguments: Sequence[str], executor: Executor | None = None) -> int:
    """Run one command and return its exit code.

    `executor`, a cluster's perhaps, takes the work on many folders of data.
    """
    from ntmreport.cli.terminal import end_streams, prepare_streams

    prepare_streams()
    from ntmreport.cli.application import call

    try:
        return call(arguments, executor)
    except BrokenPipeError:  # as in `| head`, which has seen enough
        end_streams()
        return ExitCode.TROUBLE
