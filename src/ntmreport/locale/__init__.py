"""Which language the user speaks, and the translations of what Typer itself says."""

from __future__ import annotations

import gettext
import os
import sys
from pathlib import Path

from ntmreport.language import Language

DOMAIN = "ntmreport"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_NEUTRAL = {"", "c", "posix"}


def user_language() -> Language:
    """Return the language of the user's locale.

    A neutral one, as build servers have, counts as Vietnamese: the offices read their logs.
    """
    name = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    if not name and sys.platform == "win32":
        import ctypes
        import locale

        identifier = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        name = locale.windows_locale.get(identifier, "")
    code = name.partition(".")[0].partition("_")[0].partition("-")[0].lower()
    if code in _NEUTRAL or code == Language.VIETNAMESE:
        return Language.VIETNAMESE
    return Language.ENGLISH


def speak(language: Language) -> None:
    """Let Typer's own words ("Options", "required") come out in `language`."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent))
    gettext.textdomain(DOMAIN)
