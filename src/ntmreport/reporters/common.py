"""What several formats need: whole messages, paths, identities."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from typing import TYPE_CHECKING

from ntmreport.diagnostic import Severity
from ntmreport.language import Bilingual
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language

HELP = Bilingual("cách sửa", "help")
SEE = Bilingual("xem", "see")
SEVERITIES = {
    Severity.ERROR: Bilingual("lỗi", "error"),
    Severity.WARNING: Bilingual("cảnh báo", "warning"),
    Severity.NOTE: Bilingual("ghi chú", "note"),
}


def whole_message(diagnostic: Diagnostic, language: Language) -> str:
    """Return the message with its hint and related places, each on a line of its own."""
    return "\n".join(message_lines(diagnostic, language))


def message_lines(diagnostic: Diagnostic, language: Language) -> list[str]:
    """Return the message, its hint and its related places."""
    lines = [diagnostic.message.text(language)]
    if diagnostic.hint is not None:
        lines.append(f"{HELP.text(language)}: {diagnostic.hint.text(language)}")
    lines += [
        f"{SEE.text(language)} {related.span}: {related.message.text(language)}"
        for related in diagnostic.related
    ]
    return lines


def relative_path(file: str) -> str:
    """Return the name of a file as seen from the working directory, with `/` on every system."""
    try:
        path = os.path.relpath(file)
    except ValueError:  # another drive of Windows
        path = file
    return path.replace(os.sep, "/")


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield for each diagnostic what it is known by while lines move: a unique hash.

    It is made of rule, file, path in the data and message, whatever language the message is shown
    in; what is found twice is counted.
    """
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        parts = (
            diagnostic.rule.code,
            relative_path(diagnostic.span.file),
            written_path(diagnostic.path),
            diagnostic.message.vi,
        )
        identity = "\0".join(parts)
        seen[identity] += 1
        counted = f"{identity}\0{seen[identity]}"
        yield hashlib.sha256(counted.encode("utf-8", "surrogatepass")).hexdigest()
