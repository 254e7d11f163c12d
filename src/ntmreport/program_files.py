"""The program's own files, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def templates_folder() -> Path:
    """Return the folder of the forms that come with the program."""
    return _folder("templates", "templates")


def ci_examples_folder() -> Path:
    """Return the folder of the examples for CI that come with the program."""
    return _folder("ci", "docs/ci")


def criteria_folder() -> Path:
    """Return the folder of the sets of criteria that the State has laid down, a file for each."""
    return _PACKAGE / "criteria"


def program_folders() -> tuple[Path, ...]:
    """Return the folders that are the program's own, where it writes nothing."""
    return _PACKAGE, templates_folder()


def _folder(installed: str, checkout: str) -> Path:
    folder = _PACKAGE / installed
    return folder if folder.is_dir() else _CHECKOUT / checkout
