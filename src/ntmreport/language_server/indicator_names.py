"""The places that name an indicator: its key in forms and periods, and paths that begin with it."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.language_server.named_places import FORM_FILE, declarations_in, path_of
from ntmreport.language_server.template_names import STEP, names_of, span_between, tags_of
from ntmreport.model import COMMUNES
from ntmreport.model.declared_indicators import INDICATORS, file_of
from ntmreport.pipeline import forms_named
from ntmreport.source import MappingNode, Scalar, scalars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.language_server.session import Session
    from ntmreport.language_server.template_names import Use
    from ntmreport.source import Node
    from ntmreport.span import Span

_MOST_FILES = 20_000
_PATHS = frozenset({"path", "indicator"})
"""Keys whose values are paths of figures: of acknowledgements, of kept workbooks."""

_ADDS_UP_TO, _MOVED, _FIGURES = "adds_up_to", "moved", "figures"
_BY_VARIABLE = re.compile(rf"\b{INDICATORS}\s*(?:\[\s*[^\s'\"\d-]|\|)")
"""Indicators that a template picks by something else than their name."""


class IndicatorScope(Struct, frozen=True):
    """The forms that know an indicator and the periods that are reported on with them, by folder.

    Those that are reached from the first ones are all of them.
    """

    forms: tuple[str, ...]
    periods: tuple[str, ...]


def scope_of(session: Session, forms: list[str], periods: list[str], key: str) -> IndicatorScope:
    """Return all forms and periods of a repository that share an indicator with those given.

    A period that is reported on with several forms has one value for them all.
    """
    folders = {Path(each).parent.as_posix() for each in periods} or {
        (Path(each).parent.parent / "data").as_posix() for each in forms
    }
    reports = [
        report
        for folder in sorted(folders)
        for report in islice(sorted(Path(folder).glob("*/report.yaml")), _MOST_FILES)
    ]
    reported = {each.parent.as_posix(): _forms_of(session, each) for each in reports}
    found, known = dict.fromkeys(forms), dict.fromkeys(periods)
    while True:
        size = len(found) + len(known)
        for period, its in reported.items():
            if period in known or any(each in found for each in its):
                known[period] = None
                found |= dict.fromkeys(each for each in its if _knows(session, each, key))
        if len(found) + len(known) == size:
            return IndicatorScope(tuple(found), tuple(known))


def _forms_of(session: Session, report: Path) -> list[str]:
    """Return the folders of the forms that a period names, those of its repository."""
    root = session.tree_of(report.as_posix(), "report")
    named = forms_named({"report": root}) if root is not None else []
    templates = report.parent.parent.parent / "templates"
    folders = ((templates / each.value) for each in named)
    return [each.as_posix() for each in folders if each.is_dir()]


def _knows(session: Session, form: str, key: str) -> bool:
    """Return whether a form declares an indicator or prints it."""
    if key in declarations_in(session, f"{form}/{FORM_FILE}"):
        return True
    return any(f"{INDICATORS}.{key}" in text for text in _templates(session, form).values())


def _templates(session: Session, form: str) -> dict[str, str]:
    files = sorted(each.as_posix() for each in Path(form).glob("*.j2"))
    return {file: session.text_of(file) for file in files}


def picks_by_variable(session: Session, form: str) -> bool:
    """Return whether a template picks indicators by something else than their names."""
    return any(
        _BY_VARIABLE.search(tag.content)
        for text in _templates(session, form).values()
        for tag in tags_of(text)
    )


def names_in_form(session: Session, form: str, key: str) -> Iterator[Span]:
    """Yield the places of a form that name an indicator, in the files to begin with too."""
    described = f"{form}/{FORM_FILE}"
    offices = {INDICATORS, *_offices(session, key, (form,))}
    declared = declarations_in(session, described)
    if key in declared:
        yield declared[key]
    root = session.tree_of(described, "form")
    if root is not None:
        yield from _sums(session, root, key)
        moved = root.entries.get(_MOVED)
        for each in scalars_in(moved.value) if moved is not None else ():
            if path_of(each.text)[1:] == (key,) and path_of(each.text)[0] in offices:
                yield _found(session, each.span, rf"(?<=\.){key}(?!\w)")
    texts = _templates(session, form)
    for use in names_of(texts).uses:
        span = step_of(use, texts[use.file], key)
        if span is not None:
            yield span
    for file in sorted(Path(form).glob("start/*.yaml")):
        # It is no YAML until `init` fills it in.
        text = session.text_of(file.as_posix())
        if file.stem in offices:
            for found in re.finditer(rf"(?m)^{key}(?=[ \t]*:)", text):
                yield span_between(file.as_posix(), text, *found.span())
        yield from _in_texts(file.as_posix(), text, key)


def step_of(use: Use, text: str, key: str) -> Span | None:
    """Return the part of a name in a template that is an indicator's own name."""
    for path in use.paths:
        if path[:2] != (INDICATORS, key):
            continue
        steps = list(STEP.finditer(text, use.start, use.end))
        at = 1 - (len(path) - len(steps))
        if 0 < at < len(steps) and steps[at][0] == key:
            return span_between(use.file, text, *steps[at].span())
    return None


def names_in_period(
    session: Session, period: str, key: str, forms: tuple[str, ...]
) -> Iterator[Span]:
    """Yield the places of a period's data that name an indicator."""
    files = sorted(Path(period).glob("*.yaml")) + sorted(Path(period).glob(f"{COMMUNES}/*.yaml"))
    for file in files[:_MOST_FILES]:
        yield from names_in_data(session, file.as_posix(), key, *forms)


def names_in_data(session: Session, file: str, key: str, *forms: str) -> Iterator[Span]:
    """Yield the places of a file of data that name an indicator."""
    stem = Path(file).stem
    is_commune = Path(file).parent.name == COMMUNES
    text = session.text_of(file)
    if key not in text:
        return
    root = session.tree_of(file, f"{COMMUNES}/{stem}" if is_commune else stem)
    if root is None:
        raise UnreadableError(file)
    if stem in {INDICATORS, *_offices(session, key, forms)} and key in root.entries:
        yield root.entries[key].key
    if stem == INDICATORS:
        yield from _sums(session, root, key)
    figures = root.entries.get(_FIGURES) if is_commune else None
    if figures is not None and isinstance(figures.value, MappingNode):
        for called, entry in figures.value.entries.items():
            if path_of(called)[:1] == (key,):
                yield _found(session, entry.key, rf"{key}(?![\w])")
            elif path_of(called)[:2] == (INDICATORS, key):
                yield _found(session, entry.key, rf"(?<={INDICATORS}\.){key}(?![\w])")
    for each in scalars_in(root):
        if each.path[-1] in _PATHS:
            yield from _path(session, each, key)
    yield from _in_texts(file, text, key)


def _in_texts(file: str, text: str, key: str) -> Iterator[Span]:
    """Yield where texts of the data print an indicator: `{{ indicators.income }}`."""
    for tag in tags_of(text) if "{{" in text else ():
        for name in tag.names:
            if name.steps[:2] == (INDICATORS, key):
                steps = list(STEP.finditer(text, name.start, name.end))
                yield span_between(file, text, *steps[1].span())


class UnreadableError(ValueError):
    """A file that may name the indicator cannot be read."""


def _offices(session: Session, key: str, forms: tuple[str, ...]) -> Iterator[str]:
    """Yield the files of the offices that forms ask for an indicator."""
    for form in forms:
        root = session.tree_of(f"{form}/{FORM_FILE}", "form")
        entry = root.entries.get(INDICATORS) if root is not None else None
        if entry is not None and isinstance(entry.value, MappingNode):
            declared = entry.value.entries.get(key)
            if declared is not None and isinstance(declared.value, MappingNode):
                yield file_of(declared.value)


def _sums(session: Session, root: Node, key: str) -> Iterator[Span]:
    """Yield where indicators say that they add up to one."""
    for each in scalars_in(root):
        if each.path[-1] == _ADDS_UP_TO and each.text == key:
            yield _found(session, each.span, key)


def _path(session: Session, value: Scalar, key: str) -> Iterator[Span]:
    if path_of(value.text)[:2] == (INDICATORS, key):
        yield _found(session, value.span, rf"(?<={INDICATORS}\.){key}(?![\w])")


def _found(session: Session, span: Span, pattern: str) -> Span:
    """Return the part of a span, of one line, that is a name."""
    line = session.text_of(span.file).split("\n")[span.line - 1]
    found = re.compile(pattern).search(line, span.column - 1)
    if found is None or (span.line, found.end()) > (span.end_line, span.end_column):
        raise UnreadableError(span.file)
    columns = found.start() + 1, found.end() + 1
    return replace(span, column=columns[0], end_line=span.line, end_column=columns[1])
