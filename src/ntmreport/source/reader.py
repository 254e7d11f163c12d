"""From the text of a file to its tree, and all that is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from yaml.error import YAMLError

from ntmreport import catalogue
from ntmreport import refusal_messages as refusals
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.source.forbidden_characters import MOST_SHOWN, check_characters, with_more
from ntmreport.source.parsers import LIBYAML, EventParser, PureParser, parsers_agree
from ntmreport.source.tree import Stop, TreeReader
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source.node import MappingNode

_MERGE_MARKER = lazy_pattern(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |$)", re.MULTILINE)


class ReadTree(Struct, frozen=True):
    """The root of a file; None where the file cannot be read to its end."""

    root: MappingNode | None
    diagnostics: tuple[Diagnostic, ...]


def read_text(
    file: str, stem: str, text: str, fast: Callable[[str], EventParser] | None = LIBYAML
) -> ReadTree:
    """Read `text`, the file that spans call `file`, as the part `stem` of a year.

    `text` ends its lines with `\\n`. Where the `fast` parser refuses it or is known to differ, the
    pure one has the last word: so both give the same, and there is one set of errors to explain.
    """
    checked = check_characters(file, text)
    markers = _merge_markers(file, text)
    if markers or checked.text is None:
        return ReadTree(None, (*checked.diagnostics, *markers))
    if fast is not None and parsers_agree(checked.text):
        try:
            reader = TreeReader(file, checked, checked.text, fast(checked.text))
            root = _root(reader, stem)
            return ReadTree(root, (*checked.diagnostics, *reader.diagnostics))
        except (YAMLError, ValueError, OverflowError):
            pass  # The pure parser says why.
    parser = PureParser(checked.text)
    reader = TreeReader(file, checked, checked.text, parser)
    try:
        root = _root(reader, stem)
    except (YAMLError, ValueError, OverflowError) as error:
        from ntmreport.source.syntax_errors import explained

        root = None
        why = explained(file, checked.text, error, parser.last_event)
        if not any(_follows(why, known) for known in (*checked.diagnostics, *reader.diagnostics)):
            reader.diagnostics.append(why)
    return ReadTree(root, (*checked.diagnostics, *reader.diagnostics))


def _merge_markers(file: str, text: str) -> list[Diagnostic]:
    """Return a diagnostic for each line that marks a conflict of git."""
    if not any(marker in text for marker in ("<<<<<<<", ">>>>>>>", "=======")):
        return []
    offsets = [match.start() for match in _MERGE_MARKER.finditer(text)]
    numbers = [text.count("\n", 0, offset) + 1 for offset in offsets[:MOST_SHOWN]]
    found = [refusals.MERGE_MARKER.at(Span(file, line, 1, line, 8)) for line in numbers]
    return with_more(found, len(offsets) - len(found))


def _follows(error: Diagnostic, known: Diagnostic) -> bool:
    """Return whether an error of the parser follows from a known diagnostic of its line."""
    if error.span.line != known.span.line:
        return False
    return error.span.column == known.span.column or known.rule is catalogue.FORBIDDEN_CHARACTER


def _root(reader: TreeReader, stem: str) -> MappingNode | None:
    try:
        return reader.read(stem)
    except Stop:
        return None
