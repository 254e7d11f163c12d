"""LibreOffice as the tests call it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def convert(soffice: str, kind: str, files: Iterable[Path], folder: Path) -> None:
    """Convert `files` to `kind`, into `folder`, by one LibreOffice with a profile of its own."""
    # Something of LibreOffice may still write there when it has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        profile = f"-env:UserInstallation={Path(name).as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=180)
