"""What a YAML parser's error means, in words for people who do not program."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yaml.error import MarkedYAMLError

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.source import features, wording
from ntmreport.source.characters import MOST_SHOWN, with_more
from ntmreport.source.mistake import Mistake
from ntmreport.source.numbers import read_number
from ntmreport.source.plain import (
    BULLET,
    NUMBERING,
    ODD_SPACES,
    bullet,
    no_space_after_colon,
    no_space_after_dash,
    numbering,
    odd_space,
    second_bullet,
)
from ntmreport.source.refusal import Refusal
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.source.parsers import AnyEvent

_MERGE_MARKER = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |$)", re.MULTILINE)
_START = r" *(?:- +)*"
_KEY = r"[^\s:#\"'\[{&*!|>%@`-][^:#]*:"
_ODD_SPACE = re.compile(rf"{_START}(?:-|{_KEY} *)?([{ODD_SPACES}]+)")
_SIGN_ALONE = re.compile(rf"{_START}{_KEY} +([-?]) *(?:#.*)?$")
_MINUS_APART = re.compile(rf"{_START}{_KEY} +(- +([0-9][0-9.,]*)) *(?:#.*)?$")
_NUMBER_BEHIND = re.compile(r"=?\s*+([0-9][0-9.,]*)\s*+%?\s*+(?:#.*)?$")
_NO_SPACE_AFTER_COLON = re.compile(rf"{_START}[a-z][a-z0-9_]*(:)[^\s/]")
_NO_SPACE_AFTER_DASH = re.compile(r" *(-)[^\W\d_]")
_VALUE_START = re.compile(rf"{_START}(?:{_KEY} +)?(?=(\S))")
_KEY_AND_VALUE = re.compile(rf"{_START}{_KEY} +[^\s#]")
_NEXT_KEY = re.compile(r"\n *(?:- +)*[a-z][a-z0-9_]*:(?:\s|$)")
_HAS_SIGN = re.compile(r":(?:\s|$)|^ *- ")
_TEXT_BELOW = re.compile(r"(?::|^ *-) +[>|][-+]?\s*(?:#.*)?$")
_OPEN_BRACKET = re.compile(rf"{_START}{_KEY} +[\[{{](?!.*[\]}}])")
_IN_BRACES = re.compile(r"\{[^{}]*\} *(?:#.*)?$")
_SIGNS = ("','", "']'", "'}'", "':'")
_TOO_LARGE_CODE = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


def merge_markers(file: str, text: str) -> list[Diagnostic]:
    """Return a diagnostic for each line that git left to be decided."""
    if not any(marker in text for marker in ("<<<<<<<", ">>>>>>>", "=======")):
        return []
    offsets = [match.start() for match in _MERGE_MARKER.finditer(text)]
    message, hint = wording.MERGE_MARKER
    found = []
    for offset in offsets[:MOST_SHOWN]:
        line = text.count("\n", 0, offset) + 1
        found.append(Diagnostic(catalogue.SYNTAX, Span(file, line, 1, line, 8), message, hint=hint))
    return with_more(found, len(offsets) - len(found))


def unquoted_braces(span: Span) -> Diagnostic:
    """Refuse a value that begins with `{{` and has no quotes around it."""
    return Diagnostic(catalogue.SYNTAX, span, wording.BRACES.message, hint=wording.BRACES.hint)


def no_key(span: Span) -> Diagnostic:
    """Refuse a colon with no key before it."""
    return Diagnostic(catalogue.SYNTAX, span, wording.NO_KEY.message, hint=wording.NO_KEY.hint)


def explain(file: str, text: str, error: Exception, last_event: AnyEvent | None) -> Diagnostic:
    """Return what `error` of the pure parser means; `last_event` is what it read before."""
    lines = text.split("\n")
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        mistake = Mistake(file, lines, text, "", 0, 0, "", 0, 0, last_event)
        return _code_too_large(mistake) or mistake.say(wording.GENERIC, 0, 0)
    at, begun = error.problem_mark, error.context_mark or error.problem_mark
    mistake = Mistake(
        file,
        lines,
        text,
        error.problem or "",
        at.line,
        at.column,
        error.context or "",
        begun.line,
        begun.column,
        last_event,
    )
    for recognise in _RECOGNISED:
        if diagnostic := recognise(mistake):
            return diagnostic
    return mistake.say(wording.GENERIC, mistake.line, mistake.column)


def _code_too_large(mistake: Mistake) -> Diagnostic | None:
    match = _TOO_LARGE_CODE.search(mistake.text)
    if match is None:
        return None
    line = mistake.text.count("\n", 0, match.start())
    column = match.start() - mistake.text.rfind("\n", 0, match.start()) - 1
    return mistake.say(wording.CODE_TOO_LARGE, line, column, len(match[0]))


def _quotes(mistake: Mistake) -> Diagnostic | None:
    if "quoted scalar" in mistake.context:
        if "escape" in mistake.problem:
            column = mistake.lines[mistake.line].rfind("\\", 0, mistake.column)
            return mistake.say(wording.BACKSLASH, mistake.line, max(column, 0))
        return mistake.say(wording.UNCLOSED_QUOTE, mistake.context_line, mistake.context_column)
    last = mistake.last_event
    if last is None or getattr(last, "style", None) not in ("'", '"'):
        return None
    if last.end_mark.line != mistake.line:
        return None
    start = last.start_mark
    if _NEXT_KEY.search(mistake.text, start.index, last.end_mark.index):
        return mistake.say(wording.UNCLOSED_QUOTE, start.line, start.column)
    return mistake.say(wording.TEXT_AFTER_QUOTE, mistake.line, mistake.column)


def _bullets(mistake: Mistake) -> Diagnostic | None:
    """Recognise a bullet that a paste from Word brings, near the place of the error."""
    for number in (mistake.context_line, mistake.line, mistake.line_above()):
        if 0 <= number < len(mistake.lines) and BULLET.match(mistake.lines[number]):
            indent = mistake.indent(number)
            return bullet(mistake.span(number, indent, 1))
    return None


def _lost_dash(mistake: Mistake) -> Diagnostic | None:
    """Recognise a line among the entries of a list that does not begin with a dash."""
    for number in dict.fromkeys((mistake.context_line, mistake.line, mistake.line_above())):
        if not 0 <= number < len(mistake.lines) or not _is_among_entries(mistake, number):
            continue
        line, indent = mistake.lines[number], mistake.indent(number)
        if match := NUMBERING.match(line):
            return numbering(mistake.span(number, indent, len(match[1])))
        if line[indent : indent + 1].isalnum() and not _HAS_SIGN.search(line):
            return mistake.say(wording.LOST_DASH, number, indent, len(line) - indent)
    return None


def _is_among_entries(mistake: Mistake, number: int) -> bool:
    """Return whether a line is none of the entries of a list that stand above or below it."""
    indent = mistake.indent(number)
    if mistake.lines[number].startswith(("- ", "-\n"), indent):
        return False
    return any(
        each != number
        and each < len(mistake.lines)
        and mistake.indent(each) == indent
        and mistake.lines[each].startswith("- ", indent)
        for each in (mistake.line_above(below=number), mistake.line_below(number))
    )


def _signs(mistake: Mistake) -> Diagnostic | None:
    """Recognise a dash or a question mark that stands for a value, and a minus apart."""
    if mistake.line >= len(mistake.lines):
        return None
    line = mistake.lines[mistake.line]
    if match := _SIGN_ALONE.match(line):
        return mistake.say(wording.sign_alone(match[1]), mistake.line, match.start(1))
    if match := _MINUS_APART.match(line):
        said = wording.minus_apart(match[2])
        return mistake.say(said, mistake.line, match.start(1), len(match[1]))
    return None


def _odd_spaces(mistake: Mistake) -> Diagnostic | None:
    for number in mistake.suspects():
        if match := _ODD_SPACE.match(mistake.lines[number]):
            return odd_space(mistake.span(number, match.start(1), len(match[1])))
    return None


def _directive(mistake: Mistake) -> Diagnostic | None:
    for number in (mistake.line, mistake.line_above()):
        if number < len(mistake.lines) and mistake.lines[number].startswith("%"):
            return features.directive(mistake.span(number, 0, len(mistake.lines[number])))
    return None


def _second_document(mistake: Mistake) -> Diagnostic | None:
    above = mistake.lines[mistake.line_above()]
    if "<document start>" in mistake.problem and above.startswith("..."):
        return features.second_document(mistake.span(mistake.line, mistake.column))
    return None


def _first_character(mistake: Mistake) -> Diagnostic | None:
    """Recognise a value that begins with a character of YAML's own."""
    line, column = mistake.line, mistake.column
    if mistake.context in ("while scanning an alias", "while scanning an anchor") or (
        mistake.context in ("while scanning a tag", "while parsing a tag")
        or "block scalar" in mistake.context
    ):
        line, column = mistake.context_line, mistake.context_column
    elif "<stream end>" in mistake.problem and "flow" in mistake.context:
        offset = max(mistake.text.rfind("["), mistake.text.rfind("{"), 0)
        line = mistake.text.count("\n", 0, offset)
        column = offset - mistake.text.rfind("\n", 0, offset) - 1
        return mistake.say(wording.UNCLOSED_BRACKET, line, column)
    elif "node content" in mistake.problem and not mistake.problem.endswith(_SIGNS):
        return _bracket_before_list(mistake)
    elif "cannot start any token" in mistake.problem or "node content" in mistake.problem:
        pass
    elif "flow" in mistake.context:
        line, column = mistake.context_line, mistake.context_column
        if mistake.lines[line][:column].endswith("{"):
            column -= 1
        if "got ':'" in mistake.problem and _IN_BRACES.match(mistake.lines[line], column):
            return mistake.say(wording.NO_COMMA, mistake.line, mistake.column)
        if not mistake.lines[line].startswith("{{", column):
            return mistake.say(wording.UNCLOSED_BRACKET, line, column)
    else:
        match = _VALUE_START.match(mistake.lines[line]) if line < len(mistake.lines) else None
        if match is None or match[1] not in "*&!{[" or match.end() >= column:
            return None
        rest = mistake.lines[line][column:].split(" #")[0].rstrip()
        is_brace = mistake.lines[line].startswith("{{", match.end())
        if match[1] in "{[" and not is_brace and rest and not rest.strip(".,;:"):
            return mistake.say(wording.TEXT_AFTER_BRACKET, line, column, len(rest))
        column = match.end()
    if mistake.lines[line].startswith("{{", column):
        return mistake.say(wording.BRACES, line, column, 2)
    character = mistake.lines[line][column : column + 1]
    if character == ":":
        return mistake.say(wording.NO_KEY, line, column)
    if not character:
        return None
    behind = mistake.lines[line][column + 1 :]
    if character == "*" and behind[:1] == " " and mistake.lines[line][:column].strip() == "-":
        return second_bullet(mistake.span(line, column, 2))
    number = _NUMBER_BEHIND.match(behind)
    is_number = number is not None and not isinstance(read_number(number[1]), Refusal)
    said = wording.first_character(character, number[1] if number and is_number else "")
    return mistake.say(said, line, column)


def _bracket_before_list(mistake: Mistake) -> Diagnostic | None:
    """Recognise a bracket that is still open where the entry `- …` of a list begins."""
    if not mistake.problem.endswith("'-'"):
        return None
    for number in range(mistake.line - 1, -1, -1):
        match = _OPEN_BRACKET.match(mistake.lines[number])
        if match:
            return mistake.say(wording.UNCLOSED_BRACKET, number, match.end() - 1)
    return None


def _missing_space(mistake: Mistake) -> Diagnostic | None:
    for number in mistake.suspects():
        line = mistake.lines[number]
        if match := _NO_SPACE_AFTER_COLON.match(line):
            return no_space_after_colon(mistake.span(number, match.start(1)))
        if match := _NO_SPACE_AFTER_DASH.match(line):
            return no_space_after_dash(mistake.span(number, match.start(1)))
    return None


def _colons(mistake: Mistake) -> Diagnostic | None:
    line, column, problem = mistake.line, mistake.column, mistake.problem
    if "mapping values are not allowed" in problem:
        match = _KEY_AND_VALUE.match(mistake.lines[line])
        if match and match.end() <= column:
            return mistake.say(wording.COLON_IN_VALUE, line, column)
        if found := _colon_left_out(mistake):
            return found
        above = mistake.line_above()
        if above < line and not _HAS_SIGN.search(mistake.lines[above]):
            return _no_colon(mistake, above)
        return _indented_wrongly(mistake)
    if "could not find expected ':'" in problem:
        line, column = mistake.context_line, mistake.context_column
        width = len(mistake.lines[line]) - column
        found = mistake.say(wording.NO_COLON, line, column, max(width, 1))
        above = mistake.line_above(below=line)
        if above < line and _TEXT_BELOW.search(mistake.lines[above]):
            return _beside(found, mistake, above)
        return found
    if problem.endswith("but found ':'"):
        return mistake.say(wording.NO_KEY, line, column)
    return None


def _structure(mistake: Mistake) -> Diagnostic | None:
    line, column, problem = mistake.line, mistake.column, mistake.problem
    if "sequence entries are not allowed" in problem:
        return mistake.say(wording.LIST_ON_KEY_LINE, line, column)
    if "mapping start>'" in problem and (found := _colon_left_out(mistake)):
        return found
    if "mapping start>'" in problem or "sequence start>'" in problem:
        return _indented_wrongly(mistake)
    if problem.endswith("but found '-'"):
        return mistake.say(wording.LIST_AMONG_KEYS, line, column)
    if problem.endswith("but found '?'"):
        return mistake.say(wording.KEY_AMONG_LIST, line, column)
    return None


def _colon_left_out(mistake: Mistake) -> Diagnostic | None:
    """Recognise a line above in the same column, a key but for its colon."""
    if mistake.line >= len(mistake.lines):
        return None
    indent = mistake.indent(mistake.line)
    begun = mistake.line_above(most=indent)
    if begun == mistake.line or mistake.indent(begun) != indent:
        return None
    return None if _HAS_SIGN.search(mistake.lines[begun]) else _no_colon(mistake, begun)


def _no_colon(mistake: Mistake, number: int) -> Diagnostic:
    indent = mistake.indent(number)
    return mistake.say(
        wording.NO_COLON, number, indent, max(len(mistake.lines[number]) - indent, 1)
    )


def _indented_wrongly(mistake: Mistake) -> Diagnostic:
    line = mistake.lines[mistake.line]
    width = len(line) - len(line.lstrip())
    if not width and not mistake.line:
        return mistake.say(wording.GENERIC, mistake.line, mistake.column)
    found = mistake.say(wording.INDENTATION, mistake.line, 0, max(width, 1))
    # The key of which this line would be a part, and the first line that is one in another column.
    above = mistake.line_above(most=width - 1) if width else -1
    first = mistake.line_below(above)
    suspects = [above] if above >= 0 else []
    if first < mistake.line and mistake.indent(first) > width:
        suspects.append(first)
    beside = mistake.line_above()
    if "sequence start" in mistake.problem and mistake.indent(beside) == width:
        suspects.append(beside)  # it may have lost its own dash
    return _beside(found, mistake, *suspects)


def _beside(diagnostic: Diagnostic, mistake: Mistake, *numbers: int) -> Diagnostic:
    """Name other lines, whose indentation may be the wrong one."""
    related = []
    for number in numbers:
        indent = mistake.indent(number)
        span = mistake.span(number, indent, len(mistake.lines[number]) - indent)
        related.append(Related(span, wording.COMPARE))
    return replace(diagnostic, related=tuple(related))


_RECOGNISED: tuple[Callable[[Mistake], Diagnostic | None], ...] = (
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
