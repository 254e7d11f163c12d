"""From two folders or revisions of git to all that changed between their data and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.diff.figure_changes import FigureChange, figure_changes, stayed_figures
from ntmreport.diff.passage_changes import Passage, PassageChange, passage_changes
from ntmreport.diff.revisions import exported
from ntmreport.language import Bilingual
from ntmreport.pipeline import Compiler
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ntmreport.compose import Form
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document
    from ntmreport.model import YearData
    from ntmreport.pipeline import Compiled
    from ntmreport.span import Span


class Naming(Struct, frozen=True):
    """The names of files as users know them; those of a revision are in a temporary folder."""

    folder: str = ""
    shown: str = ""

    def text(self, text: str) -> str:
        """Return `text` with each path as users know it."""
        return text.replace(self.folder, self.shown) if self.folder else text

    def span(self, span: Span) -> Span:
        """Return `span` with its file as users know it."""
        return replace(span, file=self.text(span.file))

    def diagnostic(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return `diagnostic` with every path as users know it."""
        hint = diagnostic.hint
        return replace(
            diagnostic,
            span=self.span(diagnostic.span),
            message=self.bilingual(diagnostic.message),
            hint=None if hint is None else self.bilingual(hint),
            related=tuple(
                replace(each, span=self.span(each.span), message=self.bilingual(each.message))
                for each in diagnostic.related
            ),
        )

    def bilingual(self, message: Bilingual) -> Bilingual:
        """Return `message` with every path as users know it."""
        return Bilingual(*map(self.text, message.both))


class Side(Struct, frozen=True):
    """One state of a year: its name as the user gave it, its data, its report and its form."""

    name: str
    year: YearData
    document: Document
    form: Form
    naming: Naming = Naming()


class UncompiledError(Exception):
    """One side has errors and makes no report.

    `revision` is the git revision whose data it is, or None for a folder as it is now.
    """

    def __init__(
        self,
        name: str,
        compiled: Compiled,
        diagnostics: Iterable[Diagnostic],
        revision: str | None,
        naming: Naming,
    ) -> None:
        super().__init__(name)
        self.name = name
        self.revision = revision
        self.diagnostics = tuple(map(naming.diagnostic, diagnostics))
        self.texts = {naming.text(file): text for file, text in compiled.texts.items()}


def compiled_side(
    data: Path, templates: Path | None, form: str = "", *, is_checked: bool = False
) -> Side:
    """Return the state of the folder `data`; raises UncompiledError where it makes no report.

    It is compiled with the `form` that is named, where the folder has it, and checked as for a
    build where a report is made of it.
    """
    compiled = Compiler(templates).compile(data, form)
    return _side(data, compiled, None, Naming(), is_checked=is_checked)


def revision_side(
    data: Path, revision: str, templates: Path | None, form: str = "", *, is_checked: bool = False
) -> Side:
    """Return the state of `data` at a revision of git, with that revision's own templates.

    Raises Trouble where git has no such revision or no such folder in it, and UncompiledError where
    what it has makes no report: the schema was another then, perhaps. It is checked as for a build
    where a report is made of it.
    """
    with exported(data, revision, templates) as folder:
        naming = Naming(f"{folder.root.as_posix()}/", f"{revision}:")
        try:
            compiled = Compiler(folder.templates).compile(folder.data, form)
        except Trouble as trouble:
            raise Trouble(naming.bilingual(trouble.message)) from trouble
        return _side(folder.data, compiled, revision, naming, is_checked=is_checked)


def _side(
    data: Path, compiled: Compiled, revision: str | None, naming: Naming, *, is_checked: bool
) -> Side:
    name = data.as_posix()
    if revision is not None:
        name = naming.text(f"{name}/").rstrip("/:")
    if compiled.year is None or compiled.document is None or compiled.form is None:
        raise UncompiledError(name, compiled, compiled.diagnostics, revision, naming)
    if is_checked:
        import datetime

        from ntmreport.checks import REPORT_CHECKS
        from ntmreport.validation import validate

        found = validate(compiled, data, datetime.date.today(), REPORT_CHECKS).diagnostics
        if any(diagnostic.is_error for diagnostic in found):
            raise UncompiledError(name, compiled, found, revision, naming)
    return Side(name, compiled.year, compiled.document, compiled.form, naming)


class Changes(Struct, frozen=True):
    """All that changed between two sides; `stayed` is stated still while its data moved."""

    old: Side
    new: Side
    figures: tuple[FigureChange, ...]
    stayed: tuple[FigureChange, ...]
    passages: tuple[PassageChange, ...]

    @property
    def typed(self) -> tuple[FigureChange, ...]:
        """The figures that somebody changed in the data."""
        return tuple(change for change in self.figures if change.is_typed)

    @property
    def following(self) -> tuple[FigureChange, ...]:
        """The figures that changed since others did."""
        return tuple(change for change in self.figures if not change.is_typed)


def changes_of_each(forms: Sequence[tuple[str, Changes]]) -> Changes:
    """Return what changed between two states of a folder that has several forms.

    The figures that the forms share are there once; each passage says the name of its form.
    """
    first = forms[0][1]
    if len(forms) == 1:
        return first
    return replace(
        first,
        figures=_once(each for _, changes in forms for each in changes.figures),
        stayed=_once(each for _, changes in forms for each in changes.stayed),
        passages=tuple(
            replace(each, old=_of_form(name, each.old), new=_of_form(name, each.new))
            for name, changes in forms
            for each in changes.passages
        ),
    )


def _of_form(name: str, passage: Passage | None) -> Passage | None:
    """Return a passage whose section says the name of its form."""
    if passage is None:
        return None
    return replace(passage, section=f"{name}: {passage.section}".rstrip(": "))


def _once(changes: Iterable[FigureChange]) -> tuple[FigureChange, ...]:
    found: dict[object, FigureChange] = {}
    for each in changes:
        paths = tuple(side.path for side in (each.old, each.new) if side is not None)
        found.setdefault(paths if any(paths) else len(found), each)
    return tuple(found.values())


def changes_between(old: Side, new: Side) -> Changes:
    """Compare two sides that could both be compiled."""
    figures, stated = figure_changes(old.year, new.year)
    stayed = tuple(stayed_figures(stated, figures))
    passages = tuple(passage_changes(old.document, new.document))
    return Changes(old, new, tuple(figures), stayed, passages)
