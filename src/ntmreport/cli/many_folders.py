"""One command for many folders of data, by one process or several: none of them stops another.

The work goes through `concurrent.futures`: where the caller of `cli.run` has an executor of its
own, a cluster's perhaps, that takes it.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from msgspec import Struct

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.cli.terminal import Printed, print_lines, progress_bar, recorded
from ntmreport.interruption import end_at_signals
from ntmreport.language import Bilingual, Language
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path


class Task(Protocol):
    """The work on one folder of data; it can be sent to another process."""

    @property
    def data(self) -> Path:
        """The folder."""


_Task = TypeVar("_Task", bound=Task)
_Result = TypeVar("_Result")

_LEAST_FOR_A_PROCESS = 8
"""Folders for which it is worth to start another process."""

_MOST_PROCESSES = 61
"""Windows can wait for no more."""


class _Done(Struct, Generic[_Result], frozen=True):
    """The result of one folder, None where there is none, and the lines to print."""

    result: _Result | None
    printed: tuple[Printed, ...]


def each_done(
    work: Callable[[_Task], _Result],
    tasks: Sequence[_Task],
    message: Bilingual,
    language: Language,
    jobs: int | None,
    executor: Executor | None,
) -> Iterator[tuple[_Task, _Result | None]]:
    """Yield each of `tasks` with what `work` returns of it, in their order; None where it fails.

    What a task prints, and why it fails, is printed before. `executor` takes the work, else as many
    processes as `jobs` says. `message` stands beside the progress.
    """
    with progress_bar(message, len(tasks), language) as advance:
        for task, done in zip(tasks, _all_done(work, tasks, language, jobs, executor), strict=True):
            advance(done.printed)
            yield task, done.result


def _all_done(
    work: Callable[[_Task], _Result],
    tasks: Sequence[_Task],
    language: Language,
    jobs: int | None,
    executor: Executor | None,
) -> Iterator[_Done[_Result]]:
    """Yield what came of each of `tasks`."""
    alone = partial(_done, work, language)
    if executor is not None:
        yield from _done_by(executor, alone, tasks, language)
        return
    # The first is done here: what it has loaded and learnt, the processes begin with.
    yield from map(alone, tasks[:1])
    gc.freeze()
    processes = _processes(jobs, len(tasks) - 1)
    if processes == 1:
        yield from map(alone, tasks[1:])
        return
    with _process_pool(processes) as pool:
        yield from _done_by(pool, alone, tasks[1:], language)


def _done_by(
    executor: Executor,
    alone: Callable[[_Task], _Done[_Result]],
    tasks: Sequence[_Task],
    language: Language,
) -> Iterator[_Done[_Result]]:
    futures = deque((task, executor.submit(alone, task)) for task in tasks)
    with ExitStack() as stopping:
        stopping.callback(lambda: [future.cancel() for _, future in futures])
        while futures:
            yield _result_of(*futures.popleft(), language)


def _result_of(task: _Task, future: Future[_Done[_Result]], language: Language) -> _Done[_Result]:
    """Return what came of a task, also where the process that had it is gone."""
    try:
        return future.result()
    except BrokenExecutor:
        gone = Bilingual(
            "tiến trình xử lý đã bị dừng (có thể do hết bộ nhớ); hãy chạy lại với --jobs nhỏ hơn",
            "the process that had it was stopped (out of memory, perhaps); try fewer --jobs",
        )
        with recorded() as printed:
            print_lines(f"{task.data.as_posix()}: {gone.text(language)}", file=sys.stderr)
        return _Done(None, tuple(printed))


def _done(work: Callable[[_Task], _Result], language: Language, task: _Task) -> _Done[_Result]:
    """Return what came of one folder: whatever stops it, it stops no other."""
    with recorded() as printed:
        result = None
        try:
            result = work(task)
        except Exception as error:  # each has its line; the other folders go on
            why = _why(error).text(language)
            print_lines(f"{task.data.as_posix()}: {why}", file=sys.stderr)
    return _Done(result, tuple(printed))


def _why(error: Exception) -> Bilingual:
    """Return what stopped the work on a folder."""
    if isinstance(error, WrongCallError | Trouble):
        return error.message
    if isinstance(error, OSError):
        why = reason(error)
        return (
            why
            if error.filename is None
            else Bilingual(f"{error.filename}: {why.vi}", f"{error.filename}: {why.en}")
        )
    said = f"{type(error).__name__}: {error}"
    return Bilingual(f"lỗi của chương trình: {said}", f"a mistake of the program: {said}")


def _processes(jobs: int | None, tasks: int) -> int:
    """Return how many processes do the work: those that are asked for, or that it is worth."""
    if jobs is None:
        jobs = min(_processors(), tasks // _LEAST_FOR_A_PROCESS)
    return max(1, min(jobs, tasks, _MOST_PROCESSES))


def _processors() -> int:
    """Return how many processors this process may use, where the system tells; else all."""
    usable = getattr(os, "sched_getaffinity", None)
    return (os.cpu_count() or 1) if usable is None else len(usable(0))


@contextmanager
def _process_pool(processes: int) -> Iterator[Executor]:
    """Give processes of this machine, which end with this one."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # One that is forked has all that is loaded; this process has no threads that it would lose.
    way = "fork" if sys.platform == "linux" else None
    context = multiprocessing.get_context(way)
    with ProcessPoolExecutor(processes, context, _begin_process) as pool:
        yield pool


def _begin_process() -> None:
    """Have a process end at signals as the program does, and when the one that started it ends."""
    end_at_signals()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
