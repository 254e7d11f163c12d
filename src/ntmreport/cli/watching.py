"""`--watch`: a command again after each change of what it reads, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.cli.output_path import FORMS
from ntmreport.cli.terminal import clear_screen, print_lines
from ntmreport.language import Bilingual
from ntmreport.source import CRITERIA
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ntmreport.language import Language


def watched(
    run: Callable[[], int],
    data: Sequence[Path],
    templates: Path | None,
    communes: Sequence[Path],
    language: Language,
) -> int:
    """Run a command now and after each change, and return the last exit code.

    Raises WrongCallError where the library that watches is not installed, or `run` raises it at
    first; later on, what is in the way is told, and the next change is waited for.
    """
    from ntmreport.live.folder_watch import can_watch, changes

    if not can_watch():
        raise WrongCallError(
            Bilingual(
                '--watch cần thư viện watchfiles; cài bằng lệnh: pip install "ntmreport[live]"',
                '--watch needs the library watchfiles: pip install "ntmreport[live]"',
            )
        )
    changed = changes([*_read_for(data, templates), *communes])
    next(changed)
    code = run()
    _tell_waiting(data, language)
    for _ in changed:
        clear_screen()
        try:
            code = run()
        except (Trouble, WrongCallError) as error:
            print_lines(error.message.text(language), file=sys.stderr)
        _tell_waiting(data, language)
    return code


def _read_for(data: Sequence[Path], templates: Path | None) -> Iterator[Path]:
    """Yield the folders that a command reads: of the data, of other periods, of forms."""
    for folder in data:
        period = folder.resolve()
        is_beside_others = period.parent.name.lower() == "data"
        yield period.parent if is_beside_others else period
        root = period.parent.parent
        yield from (each for name in (FORMS, CRITERIA) if (each := root / name).is_dir())
    if templates is not None:
        yield templates


def _tell_waiting(data: Sequence[Path], language: Language) -> None:
    """Say since when what stands above is so, and how to end."""
    names = ", ".join(folder.as_posix() for folder in data)
    now = time.strftime("%H:%M:%S")
    message = Bilingual(
        f"{now}: theo dõi {names}, sửa và lưu tệp thì làm lại; bấm Ctrl-C để dừng",
        f"{now}: watching {names}; a file that is saved starts anew; Ctrl-C ends",
    )
    print_lines(message.text(language), file=sys.stderr)
