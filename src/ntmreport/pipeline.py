"""The stages in order: source, model, compose, render."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ntmreport
from ntmreport.compose import (
    LAYOUT,
    CompiledTemplates,
    FormsFolder,
    compose,
    load_form,
    syntax_mistakes,
)
from ntmreport.diagnostic import in_file_order
from ntmreport.document import Properties
from ntmreport.git import commit_of
from ntmreport.model import FILE_MODELS, REPORT, SUBFOLDERS, Text, read_models, whole_year
from ntmreport.resources import templates_folder
from ntmreport.source import Scalar, read_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.compose import Form
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document
    from ntmreport.model import Model, YearData
    from ntmreport.render.word import Additions
    from ntmreport.source import MappingNode, YearSource


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of a year's data: a document and its form unless a mistake stands in the way.

    `files` and `models` are what could be read, by the file's name; `texts` are the texts of all
    files, by their name in diagnostics.
    """

    models: Mapping[str, Model]
    files: Mapping[str, MappingNode]
    year: YearData | None
    document: Document | None
    form: Form | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


class Compiler:
    """Compiles years; templates that were compiled for one serve the others."""

    def __init__(self, templates: Path | None = None) -> None:
        """Take forms from `templates`, else from beside the data, else the program's own."""
        self._templates = templates
        self._compiled = CompiledTemplates()

    def compile(self, data: Path) -> Compiled:
        """Turn the year in the folder `data` into a document, or say all that is wrong with it."""
        source = read_year(data, FILE_MODELS, SUBFOLDERS)
        models, mistakes = read_models(source.files, source.unread)
        diagnostics = [*source.diagnostics, *mistakes]
        form, mistakes = self._form(source, data)
        diagnostics += mistakes
        needed = (REPORT,) if form is None else form.needed
        diagnostics += [source.absent[name] for name in needed if name in source.absent]
        year = whole_year(models, needed)
        document = None
        if year is not None and form is not None and not any(d.is_error for d in diagnostics):
            properties = _properties(year, form, source, commit_of(data))
            document, mistakes = compose(year, form, source.texts, properties, self._compiled)
            diagnostics += mistakes
        elif form is not None:
            diagnostics += syntax_mistakes(form)
        texts = dict(source.texts)
        if form is not None:
            texts |= {f"{form.folder}/{name}": text for name, text in form.templates.items()}
        return Compiled(
            models,
            source.files,
            year,
            document,
            form,
            tuple(in_file_order(diagnostics)),
            texts,
        )

    def _form(self, source: YearSource, data: Path) -> tuple[Form | None, tuple[Diagnostic, ...]]:
        """Load the form that report.yaml names, even where other data has mistakes."""
        report = source.files.get("report")
        entry = report.entries.get("form") if report else None
        if entry is None or not isinstance(entry.value, Scalar) or entry.value.is_blank:
            return None, ()
        name = Text(entry.value.text, entry.value.path, entry.value.span)
        if not name.value.strip():
            return None, ()
        if self._templates:
            return load_form(name, (FormsFolder(self._templates, self._templates),))
        # templates/ of the repository that `data/2021` stands in, also where the user calls that
        # folder `.`, or the program's own.
        repository, own = Path(os.path.normpath(data / "../..")), templates_folder()
        beside = FormsFolder(repository / "templates", repository)
        return load_form(name, (beside, FormsFolder(own, own)))


def _properties(year: YearData, form: Form, source: YearSource, commit: str) -> Properties:
    digest = hashlib.sha256()
    for name in year.files:
        text = source.texts[source.files[name].span.file]
        digest.update(f"{name}\0{text}\0".encode())
    return Properties(
        title="",
        subject="",
        author=year.report.issuer.value,
        data_digest=digest.hexdigest(),
        form_digest=form.digest,
        program_version=ntmreport.__version__,
        commit=commit,
    )


def rendered(
    compiled: Compiled, kind: str, additions: Additions | None = None
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the file's content, `kind` being docx, pdf or txt, and all diagnostics to show.

    `additions` is what a docx carries beside the report. Raises Trouble where a PDF is wanted and
    LibreOffice is missing.
    """
    if compiled.document is None or compiled.form is None:
        return None, compiled.diagnostics
    if kind == "txt":
        from ntmreport.render.text import render_text

        return render_text(compiled.document).encode(), compiled.diagnostics
    from ntmreport.render.word import render_docx

    layout = f"{compiled.form.folder}/{LAYOUT}"
    content, mistakes = render_docx(compiled.document, compiled.form.layout, layout, additions)
    if content is not None and kind == "pdf":
        from ntmreport.render.pdf import convert_to_pdf

        content = convert_to_pdf(content)
    return content, (*compiled.diagnostics, *mistakes)
