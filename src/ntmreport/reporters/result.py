"""The result of a validation that every reporter is given, and the words that all of them use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.diagnostic import Diagnostic, Severity
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

HELP = Bilingual("cách sửa", "help")
SEE = Bilingual("xem", "see")


class Result(Struct, frozen=True):
    """All that was found, and all that was looked at.

    `acknowledged` are diagnostics that a person accepted, each with the reason. `texts` are the
    texts of the files by their name in spans; `files` are the names of all files that were checked,
    those without a text (a Word file) too. Where it `is_strict`, a warning counts as an error;
    `shows_acknowledged` says whether the text for people lists what was accepted.
    """

    diagnostics: tuple[Diagnostic, ...]
    acknowledged: tuple[tuple[Diagnostic, str], ...]
    texts: Mapping[str, str]
    files: tuple[str, ...]
    is_strict: bool = False
    shows_acknowledged: bool = False

    @property
    def is_valid(self) -> bool:
        """Return whether nothing was found that stops a report."""
        stopping = {Severity.ERROR, Severity.WARNING} if self.is_strict else {Severity.ERROR}
        return not any(each.rule.severity in stopping for each in self.diagnostics)


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
