"""What a person at a terminal sees while something takes its time, and nobody else."""

from __future__ import annotations

import io
import sys

import pytest

from ntmreport.cli.terminal import progress
from ntmreport.language import Bilingual, Language

WAITING = Bilingual("đang tạo tệp PDF…", "making the PDF…")


class Terminal(io.StringIO):
    """A stream that says that a person reads it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "kind", "written"),
    [
        (Terminal(), "xterm", f"đang tạo tệp PDF…\r{' ' * 17}\r"),
        (Terminal(), "dumb", ""),
        (io.StringIO(), "xterm", ""),
    ],
)
def test_progress_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, kind: str, written: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", kind)
    with progress(WAITING, Language.VIETNAMESE):
        pass
    assert stream.getvalue() == written
