"""The project's own word list: names and foreign words that the syllable check lets pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.checks.wording.tables import lines_without_comments
from ntmreport.language import Bilingual
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1 << 18
MOST_WORDS = 20_000


def read_words(path: Path) -> frozenset[str]:
    """Return the words listed in the file at `path` in small letters; none where it is missing.

    One word a line, # begins a comment. What is beyond the bounds, or not UTF-8, is not read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES)
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        why = error.strerror or str(error)
        raise Trouble(
            Bilingual(
                f"không đọc được {path.as_posix()}: {why}", f"cannot read {path.as_posix()}: {why}"
            )
        ) from error
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="ignore")
    words = {word.lower() for line in lines_without_comments(text) for word in line.split()}
    return frozenset(sorted(words)[:MOST_WORDS])
