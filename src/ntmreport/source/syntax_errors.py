"""From an error of a YAML parser to a diagnostic, in words for people who do not program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from yaml.error import MarkedYAMLError

from ntmreport import refusal_messages as refusals
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.source.forbidden_characters import ODD_SPACES
from ntmreport.source.number_spelling import Misspelling, read_number
from ntmreport.source.yaml_subset import BULLET, NUMBERING
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.refusal_messages import RefusalMessage
    from ntmreport.source.parsers import AnyEvent


class ParserError(Struct, frozen=True):
    """A parser's error with the text around it; lines and columns count from 0 here."""

    file: str
    lines: list[str]
    text: str
    problem: str
    line: int
    column: int
    context: str
    context_line: int
    context_column: int
    last_event: AnyEvent | None

    def diagnostic(
        self, message: RefusalMessage, line: int, column: int, width: int = 1
    ) -> Diagnostic:
        """Return the diagnostic of `message` at some characters of one line."""
        return message.at(self.span(line, column, width))

    def span(self, line: int, column: int, width: int = 1) -> Span:
        """Return the span of some characters of one line."""
        return Span(self.file, line + 1, column + 1, line + 1, column + 1 + width)

    def indent(self, number: int) -> int:
        """Return how many spaces a line begins with."""
        return len(self.lines[number]) - len(self.lines[number].lstrip(" "))

    def line_above(self, below: int | None = None, most: int | None = None) -> int:
        """Return the number of the last line above the problem that is not blank or a comment.

        It is above the line `below` where that is given, and indented by `most` at the most.
        """
        above = min(self.line if below is None else below, len(self.lines)) - 1
        while above > 0 and not (
            self._says_something(above) and (most is None or self.indent(above) <= most)
        ):
            above -= 1
        return max(above, 0)

    def line_below(self, number: int) -> int:
        """Return the number of the next line that is not blank or a comment."""
        below = number + 1
        while below < len(self.lines) - 1 and not self._says_something(below):
            below += 1
        return below

    def _says_something(self, number: int) -> bool:
        return bool(self.lines[number].split("#")[0].strip())

    def suspects(self) -> list[int]:
        """Return the lines where the error may stand, the likeliest first."""
        numbers = dict.fromkeys((self.context_line, self.line, self.line_above()))
        if not self.context or "block" in self.context:
            # The context is then the beginning of a whole block, far above.
            numbers = dict.fromkeys((self.line, self.line_above()))
        return [number for number in numbers if number < len(self.lines)]


_START = r" *(?:- +)*"
_KEY = r"[^\s:#\"'\[{&*!|>%@`-][^:#]*:"
_ODD_SPACE = lazy_pattern(rf"{_START}(?:-|{_KEY} *)?([{ODD_SPACES}]+)")
_SIGN_ALONE = lazy_pattern(rf"{_START}{_KEY} +([-?]) *(?:#.*)?$")
_MINUS_APART = lazy_pattern(rf"{_START}{_KEY} +(- +([0-9][0-9.,]*)) *(?:#.*)?$")
_NUMBER_BEHIND = lazy_pattern(r"=?\s*+([0-9][0-9.,]*)\s*+%?\s*+(?:#.*)?$")
_NO_SPACE_AFTER_COLON = lazy_pattern(rf"{_START}[a-z][a-z0-9_]*(:)[^\s/]")
_NO_SPACE_AFTER_DASH = lazy_pattern(r" *(-)[^\W\d_]")
_VALUE_START = lazy_pattern(rf"{_START}(?:{_KEY} +)?(?=(\S))")
_KEY_AND_VALUE = lazy_pattern(rf"{_START}{_KEY} +[^\s#]")
_NEXT_KEY = lazy_pattern(r"\n *(?:- +)*[a-z][a-z0-9_]*:(?:\s|$)")
_HAS_SIGN = lazy_pattern(r":(?:\s|$)|^ *- ")
_TEXT_BELOW = lazy_pattern(r"(?::|^ *-) +[>|][-+]?\s*(?:#.*)?$")
_OPEN_BRACKET = lazy_pattern(rf"{_START}{_KEY} +[\[{{](?!.*[\]}}])")
_IN_BRACES = lazy_pattern(r"\{[^{}]*\} *(?:#.*)?$")
_SIGNS = ("','", "']'", "'}'", "':'")
_TOO_LARGE_CODE = lazy_pattern(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


def explained(file: str, text: str, raised: Exception, last_event: AnyEvent | None) -> Diagnostic:
    """Return the diagnostic for what the pure parser has `raised` after it read `last_event`."""
    lines = text.split("\n")
    if not isinstance(raised, MarkedYAMLError) or raised.problem_mark is None:
        error = ParserError(file, lines, text, "", 0, 0, "", 0, 0, last_event)
        return _code_too_large(error) or error.diagnostic(refusals.UNREADABLE_LINE, 0, 0)
    at, begun = raised.problem_mark, raised.context_mark or raised.problem_mark
    error = ParserError(
        file,
        lines,
        text,
        raised.problem or "",
        at.line,
        at.column,
        raised.context or "",
        begun.line,
        begun.column,
        last_event,
    )
    for recognise in _RECOGNISED:
        if diagnostic := recognise(error):
            return diagnostic
    return error.diagnostic(refusals.UNREADABLE_LINE, error.line, error.column)


def _code_too_large(error: ParserError) -> Diagnostic | None:
    match = _TOO_LARGE_CODE.search(error.text)
    if match is None:
        return None
    line = error.text.count("\n", 0, match.start())
    column = match.start() - error.text.rfind("\n", 0, match.start()) - 1
    return error.diagnostic(refusals.CODE_TOO_LARGE, line, column, len(match[0]))


def _quotes(error: ParserError) -> Diagnostic | None:
    if "quoted scalar" in error.context:
        if "escape" in error.problem:
            column = error.lines[error.line].rfind("\\", 0, error.column)
            return error.diagnostic(refusals.BACKSLASH, error.line, max(column, 0))
        return error.diagnostic(refusals.UNCLOSED_QUOTE, error.context_line, error.context_column)
    last = error.last_event
    if last is None or getattr(last, "style", None) not in ("'", '"'):
        return None
    if last.end_mark.line != error.line:
        return None
    start = last.start_mark
    if _NEXT_KEY.search(error.text, start.index, last.end_mark.index):
        return error.diagnostic(refusals.UNCLOSED_QUOTE, start.line, start.column)
    return error.diagnostic(refusals.TEXT_AFTER_QUOTE, error.line, error.column)


def _bullets(error: ParserError) -> Diagnostic | None:
    """Recognise a bullet that a paste from Word brings, near the line of the error."""
    for number in (error.context_line, error.line, error.line_above()):
        if 0 <= number < len(error.lines) and BULLET.match(error.lines[number]):
            indent = error.indent(number)
            return error.diagnostic(refusals.BULLET, number, indent, 1)
    return None


def _lost_dash(error: ParserError) -> Diagnostic | None:
    """Recognise a line among the entries of a list that does not begin with a dash."""
    for number in dict.fromkeys((error.context_line, error.line, error.line_above())):
        if not 0 <= number < len(error.lines) or not _is_among_entries(error, number):
            continue
        line, indent = error.lines[number], error.indent(number)
        if match := NUMBERING.match(line):
            return error.diagnostic(refusals.NUMBERING, number, indent, len(match[1]))
        if line[indent : indent + 1].isalnum() and not _HAS_SIGN.search(line):
            return error.diagnostic(refusals.LOST_DASH, number, indent, len(line) - indent)
    return None


def _is_among_entries(error: ParserError, number: int) -> bool:
    """Return whether a line is no entry of a list and stands beside one in its column."""
    indent = error.indent(number)
    if error.lines[number].startswith(("- ", "-\n"), indent):
        return False
    return any(
        each != number
        and each < len(error.lines)
        and error.indent(each) == indent
        and error.lines[each].startswith("- ", indent)
        for each in (error.line_above(below=number), error.line_below(number))
    )


def _signs(error: ParserError) -> Diagnostic | None:
    """Recognise a dash or a question mark that stands for a value, and a minus apart."""
    if error.line >= len(error.lines):
        return None
    line = error.lines[error.line]
    if match := _SIGN_ALONE.match(line):
        message = refusals.DASH_ALONE if match[1] == "-" else refusals.SIGN_ALONE
        return error.diagnostic(message.of(sign=match[1]), error.line, match.start(1))
    if match := _MINUS_APART.match(line):
        message = refusals.MINUS_APART.of(number=match[2])
        return error.diagnostic(message, error.line, match.start(1), len(match[1]))
    return None


def _odd_spaces(error: ParserError) -> Diagnostic | None:
    for number in error.suspects():
        if match := _ODD_SPACE.match(error.lines[number]):
            return error.diagnostic(refusals.ODD_SPACE, number, match.start(1), len(match[1]))
    return None


def _directive(error: ParserError) -> Diagnostic | None:
    for number in (error.line, error.line_above()):
        if number < len(error.lines) and error.lines[number].startswith("%"):
            return error.diagnostic(refusals.DIRECTIVE, number, 0, len(error.lines[number]))
    return None


def _second_document(error: ParserError) -> Diagnostic | None:
    above = error.lines[error.line_above()]
    if "<document start>" in error.problem and above.startswith("..."):
        return error.diagnostic(refusals.SECOND_DOCUMENT, error.line, error.column)
    return None


def _first_character(error: ParserError) -> Diagnostic | None:
    """Recognise a value that begins with a character of YAML's own."""
    line, column = error.line, error.column
    if error.context in ("while scanning an alias", "while scanning an anchor") or (
        error.context in ("while scanning a tag", "while parsing a tag")
        or "block scalar" in error.context
    ):
        line, column = error.context_line, error.context_column
    elif "<stream end>" in error.problem and "flow" in error.context:
        offset = max(error.text.rfind("["), error.text.rfind("{"), 0)
        line = error.text.count("\n", 0, offset)
        column = offset - error.text.rfind("\n", 0, offset) - 1
        return error.diagnostic(refusals.UNCLOSED_BRACKET, line, column)
    elif "node content" in error.problem and not error.problem.endswith(_SIGNS):
        return _bracket_before_list(error)
    elif "cannot start any token" in error.problem or "node content" in error.problem:
        pass
    elif "flow" in error.context:
        line, column = error.context_line, error.context_column
        if error.lines[line][:column].endswith("{"):
            column -= 1
        if "got ':'" in error.problem and _IN_BRACES.match(error.lines[line], column):
            return error.diagnostic(refusals.NO_COMMA, error.line, error.column)
        if not error.lines[line].startswith("{{", column):
            return error.diagnostic(refusals.UNCLOSED_BRACKET, line, column)
    else:
        match = _VALUE_START.match(error.lines[line]) if line < len(error.lines) else None
        if match is None or match[1] not in "*&!{[" or match.end() >= column:
            return None
        rest = error.lines[line][column:].split(" #")[0].rstrip()
        is_brace = error.lines[line].startswith("{{", match.end())
        if match[1] in "{[" and not is_brace and rest and not rest.strip(".,;:"):
            return error.diagnostic(refusals.TEXT_AFTER_BRACKET, line, column, len(rest))
        column = match.end()
    if error.lines[line].startswith("{{", column):
        return error.diagnostic(refusals.BRACES, line, column, 2)
    character = error.lines[line][column : column + 1]
    if character == ":":
        return error.diagnostic(refusals.NO_KEY, line, column)
    if not character:
        return None
    behind = error.lines[line][column + 1 :]
    if character == "*" and behind[:1] == " " and error.lines[line][:column].strip() == "-":
        return error.diagnostic(refusals.SECOND_BULLET, line, column, 2)
    number = _NUMBER_BEHIND.match(behind)
    message = refusals.FIRST_CHARACTER
    if character in "[{":
        message = refusals.FIRST_BRACKET
    elif number is not None and not isinstance(read_number(number[1]), Misspelling):
        is_above = character == ">"
        message = refusals.MORE_THAN_A_NUMBER if is_above else refusals.FIRST_SIGN_OF_A_NUMBER
    filled = message.of(character=character, number=number[1] if number else "")
    return error.diagnostic(filled, line, column)


def _bracket_before_list(error: ParserError) -> Diagnostic | None:
    """Recognise a bracket that is still open where the entry `- …` of a list begins."""
    if not error.problem.endswith("'-'"):
        return None
    for number in range(error.line - 1, -1, -1):
        match = _OPEN_BRACKET.match(error.lines[number])
        if match:
            return error.diagnostic(refusals.UNCLOSED_BRACKET, number, match.end() - 1)
    return None


def _missing_space(error: ParserError) -> Diagnostic | None:
    for number in error.suspects():
        line = error.lines[number]
        if match := _NO_SPACE_AFTER_COLON.match(line):
            return error.diagnostic(refusals.NO_SPACE_AFTER_COLON, number, match.start(1))
        if match := _NO_SPACE_AFTER_DASH.match(line):
            return error.diagnostic(refusals.NO_SPACE_AFTER_DASH, number, match.start(1))
    return None


def _colons(error: ParserError) -> Diagnostic | None:
    line, column, problem = error.line, error.column, error.problem
    if "mapping values are not allowed" in problem:
        match = _KEY_AND_VALUE.match(error.lines[line])
        if match and match.end() <= column:
            return error.diagnostic(refusals.COLON_IN_VALUE, line, column)
        if found := _colon_left_out(error):
            return found
        above = error.line_above()
        if above < line and not _HAS_SIGN.search(error.lines[above]):
            return _no_colon(error, above)
        return _indented_wrongly(error)
    if "could not find expected ':'" in problem:
        line, column = error.context_line, error.context_column
        width = len(error.lines[line]) - column
        found = error.diagnostic(refusals.NO_COLON, line, column, max(width, 1))
        above = error.line_above(below=line)
        if above < line and _TEXT_BELOW.search(error.lines[above]):
            return _beside(found, error, above)
        return found
    if problem.endswith("but found ':'"):
        return error.diagnostic(refusals.NO_KEY, line, column)
    return None


def _structure(error: ParserError) -> Diagnostic | None:
    line, column, problem = error.line, error.column, error.problem
    if "sequence entries are not allowed" in problem:
        return error.diagnostic(refusals.LIST_ON_KEY_LINE, line, column)
    if "mapping start>'" in problem and (found := _colon_left_out(error)):
        return found
    if "mapping start>'" in problem or "sequence start>'" in problem:
        return _indented_wrongly(error)
    if problem.endswith("but found '-'"):
        return error.diagnostic(refusals.LIST_AMONG_KEYS, line, column)
    if problem.endswith("but found '?'"):
        return error.diagnostic(refusals.KEY_AMONG_LIST, line, column)
    return None


def _colon_left_out(error: ParserError) -> Diagnostic | None:
    """Recognise a line above in the same column, a key but for its colon."""
    if error.line >= len(error.lines):
        return None
    indent = error.indent(error.line)
    begun = error.line_above(most=indent)
    if begun == error.line or error.indent(begun) != indent:
        return None
    return None if _HAS_SIGN.search(error.lines[begun]) else _no_colon(error, begun)


def _no_colon(error: ParserError, number: int) -> Diagnostic:
    indent = error.indent(number)
    return error.diagnostic(
        refusals.NO_COLON, number, indent, max(len(error.lines[number]) - indent, 1)
    )


def _indented_wrongly(error: ParserError) -> Diagnostic:
    line = error.lines[error.line]
    width = len(line) - len(line.lstrip())
    if not width and not error.line:
        return error.diagnostic(refusals.UNREADABLE_LINE, error.line, error.column)
    found = error.diagnostic(refusals.INDENTATION, error.line, 0, max(width, 1))
    # The key of which this line would be a part, and the first line that is one in another column.
    above = error.line_above(most=width - 1) if width else -1
    first = error.line_below(above)
    suspects = [above] if above >= 0 else []
    if first < error.line and error.indent(first) > width:
        suspects.append(first)
    beside = error.line_above()
    if "sequence start" in error.problem and error.indent(beside) == width:
        suspects.append(beside)  # it may have lost its own dash
    return _beside(found, error, *suspects)


def _beside(diagnostic: Diagnostic, error: ParserError, *numbers: int) -> Diagnostic:
    """Return `diagnostic` with other lines related, whose indentation may be wrong."""
    related = []
    for number in numbers:
        indent = error.indent(number)
        span = error.span(number, indent, len(error.lines[number]) - indent)
        related.append(Related(span, refusals.COMPARE))
    return replace(diagnostic, related=tuple(related))


_RECOGNISED: tuple[Callable[[ParserError], Diagnostic | None], ...] = (
    _bullets,
    _signs,
    _odd_spaces,
    _lost_dash,
    _quotes,
    _directive,
    _second_document,
    _missing_space,
    _first_character,
    _colons,
    _structure,
)
