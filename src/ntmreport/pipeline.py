"""The stages in order: source, model, compose, render."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left, bisect_right
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

import ntmreport
from ntmreport import catalogue
from ntmreport.compose import (
    LAYOUT,
    Composition,
    Form,
    FormRequirement,
    FormsFolder,
    Lacking,
    LoadedForms,
    generalised,
    indicators_of_form,
    load_form,
    with_declared_values,
)
from ntmreport.diagnostic import Diagnostic, Related, in_file_order
from ntmreport.document import Document, Properties
from ntmreport.git import commit_of
from ntmreport.language import Bilingual
from ntmreport.model import (
    FILE_MODELS,
    REPORT,
    SUBFOLDERS,
    Model,
    Text,
    YearData,
    communes_of,
    is_draft,
    missing_below,
    read_models,
    whole_year,
)
from ntmreport.model.declared_indicators import (
    INDICATORS,
    declared_in,
    is_required,
    not_given,
    offices_of,
    required_offices,
)
from ntmreport.program_files import templates_folder
from ntmreport.source import (
    MappingNode,
    Node,
    Scalar,
    SequenceNode,
    SourceTexts,
    YearSource,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ntmreport.compose.compiled_templates import CompiledTemplates
    from ntmreport.file_completeness import FileCompleteness
    from ntmreport.model.commune_folders import Gathered
    from ntmreport.render.word_document import Additions
    from ntmreport.span import Path as DataPath


class ReadYear(Struct, frozen=True):
    """The year in the folder `data` as it was read and validated; `year` where it is whole.

    `models` are the files without errors, by name.
    """

    data: Path
    source: YearSource
    form: Form | None
    models: Mapping[str, Model]
    year: YearData | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def can_be_composed(self) -> bool:
        """True if there is a form, and a whole year without errors."""
        is_whole = self.year is not None and self.form is not None
        return is_whole and not any(each.is_error for each in self.diagnostics)


class Compiled(Struct, frozen=True):
    """A compiled year: its document where there are no errors, its form, and its diagnostics.

    `files` and `models` are what could be read, by the file's name; `texts` are the texts of all
    files, by their name in diagnostics. `needs` are the values that the form prints whatever the
    models say of them, by path. `unread` are the files that are there and could not be read.
    `lacking` are the values that the form prints and the data does not have; None where the year
    was not composed, or not without errors of the form.
    """

    models: Mapping[str, Model]
    files: Mapping[str, MappingNode]
    year: YearData | None
    document: Document | None
    form: Form | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    needs: Mapping[DataPath, FormRequirement] = MappingProxyType({})
    unread: tuple[str, ...] = ()
    lacking: tuple[Lacking, ...] | None = None

    @property
    def is_draft(self) -> bool:
        """Return whether the year says that it is a draft."""
        return is_draft(self.files)

    @property
    def needed(self) -> tuple[str, ...]:
        """The files that the year must have, by name."""
        return (REPORT,) if self.form is None else self.form.needed

    @property
    def listed(self) -> tuple[str, ...]:
        """The files that the form says it needs, and those of offices that it cannot do without."""
        if self.form is None:
            return (REPORT,)
        asked = not_given(self.form.declared, self.from_communes)
        return tuple(dict.fromkeys((*self.form.listed, *required_offices(asked))))

    @property
    def own_keys(self) -> Mapping[DataPath, str]:
        """The keys that the form has where users choose them, with their labels."""
        return {} if self.form is None else self.form.own_keys

    @property
    def declared(self) -> Mapping[str, MappingNode]:
        """The indicators that the form declares, by name."""
        return {} if self.form is None else self.form.known

    @property
    def from_communes(self) -> Collection[DataPath]:
        """The paths of the figures that need not be written, since the communes give them."""
        communes = communes_of(self.models)
        return communes.totals.known if communes is not None else ()


class Compiler:
    """Compiles years; forms and templates that were read for one serve the others."""

    def __init__(
        self,
        templates: Path | None = None,
        communes: Sequence[Path] = (),
        texts: SourceTexts | None = None,
    ) -> None:
        """Take forms from `templates`, else from beside the data, else the program's own.

        `communes` are the folders of communes that report themselves, whose figures a unit above
        them adds up. All files are read through `texts`, which keep what they have read; without
        it, each call reads all files anew.
        """
        self._keeps_texts = texts is not None
        self._texts = texts or SourceTexts()
        self._templates = templates
        self._communes = communes
        self._compiled: CompiledTemplates | None = None
        self._loaded = LoadedForms()

    def compile(self, data: Path, form: str = "") -> Compiled:
        """Return the year in the folder `data` compiled: a document, or all its diagnostics.

        It is compiled with the `form` that is named, or else with the first of report.yaml.
        """
        return self.composed(self.read(data, form))

    def _look_again(self) -> None:
        """Have files read that have changed since the last call."""
        if self._keeps_texts:
            self._texts.look_again()
        else:
            self._texts = SourceTexts()

    def compile_each(self, data: Path) -> list[tuple[str, Compiled]]:
        """Return the year in the folder `data` compiled with each form that it names, by name."""
        self._look_again()
        source = read_year(data, FILE_MODELS, SUBFOLDERS, self._texts)
        names = [name.value for name in forms_named(source.files)] or [""]
        return [
            (name, self.composed(self._read(data, self._with_form(source, data, name))))
            for name in names
        ]

    def read(self, data: Path, form: str = "") -> ReadYear:
        """Read and validate the year in the folder `data`: source and model, no wording yet.

        It is read for the `form` that is named, or else for the first of report.yaml.
        """
        return self._read(data, self.source_of(data, form))

    def _read(
        self, data: Path, read: tuple[YearSource, Form | None, tuple[Diagnostic, ...]]
    ) -> ReadYear:
        source, form, of_form = read
        diagnostics = [*source.diagnostics, *of_form]
        own_keys = {} if form is None else form.own_keys
        declared = {} if form is None else form.declared
        known = {} if form is None else form.known
        models, of_models = read_models(
            source.files, source.unread, own_keys, source.criteria, known, self._texts
        )
        if form is None and of_form:
            # What an indicator has to be, a form says that cannot be read.
            of_models = tuple(each for each in of_models if each.path[:1] != (INDICATORS,))
        diagnostics += _not_told(of_models, source.diagnostics)
        needed, listed = ((REPORT,), (REPORT,)) if form is None else (form.needed, form.listed)
        diagnostics += [
            source.absent[name]
            for name in dict.fromkeys((*listed, *_offices_to_ask(declared, models, of_models)))
            if name in source.absent and name not in source.files and name not in models
        ]
        year = whole_year(models, needed)
        return ReadYear(data, source, form, models, year, tuple(diagnostics))

    def source_of(
        self, data: Path, called: str = ""
    ) -> tuple[YearSource, Form | None, tuple[Diagnostic, ...]]:
        """Read the files in the folder `data`, with what their form declares around the values.

        The form is the one `called` so, or else the first that report.yaml names.
        """
        self._look_again()
        source = read_year(data, FILE_MODELS, SUBFOLDERS, self._texts)
        return self._with_form(source, data, called)

    def _with_form(
        self, source: YearSource, data: Path, called: str
    ) -> tuple[YearSource, Form | None, tuple[Diagnostic, ...]]:
        """Return a year as it was read with what its form declares, and the form."""
        names = forms_named(source.files)
        name = next((each for each in names if each.value == called), next(iter(names), None))
        form, of_form = self._form_called(name, data)
        loaded = [self._form_called(other, data)[0] for other in names if other is not name]
        beside = tuple(each for each in loaded if each is not None)
        if form is not None:
            form = replace(form, beside=beside)
        offices = [office for each in beside for office in offices_of(each.declared)]
        files = dict.fromkeys((*FILE_MODELS, *offices))
        if files.keys() != FILE_MODELS.keys():
            source = read_year(data, files, SUBFOLDERS, self._texts)
        source, of_values = with_declared_values(
            source,
            form,
            lambda more: read_year(data, [*files, *more], SUBFOLDERS, self._texts),
            self._texts,
        )
        of_communes: tuple[Diagnostic, ...] = ()
        if self._communes:
            from ntmreport.model.commune_folders import with_communes

            gathered = self.gathered(source, form, data)
            source, of_communes = with_communes(source, gathered), tuple(gathered.diagnostics)
        return source, form, (*of_form, *of_values, *of_communes)

    def source_as_written(self, data: Path) -> tuple[YearSource, tuple[Form, ...]]:
        """Read the files in the folder `data`, those of the forms' offices too, as they stand.

        The forms that it names are returned too, those that can be loaded.
        """
        self._look_again()
        source = read_year(data, FILE_MODELS, SUBFOLDERS, self._texts)
        loaded = [self._form_called(name, data)[0] for name in forms_named(source.files)]
        forms = tuple(form for form in loaded if form is not None)
        files = dict.fromkeys(FILE_MODELS)
        for form in forms:
            files |= dict.fromkeys(form.read_beside)
        if len(files) > len(FILE_MODELS):
            source = read_year(data, files, SUBFOLDERS, self._texts)
        return source, forms

    def gathered(self, source: YearSource, form: Form | None, data: Path) -> Gathered:
        """Return the communes that report themselves, for the period that was read from `data`."""
        from ntmreport.model.commune_folders import gathered_from

        declared = {} if form is None else form.declared
        by_text: dict[str, Mapping[str, MappingNode]] = {}

        def declared_by(report: MappingNode, folder: Path) -> Mapping[str, MappingNode]:
            # A form that the commune has not got may stand where the unit above has its forms.
            folders = [*self._form_folders(folder), *self._form_folders(data)]
            found: dict[str, MappingNode] = {}
            for name in reversed(forms_named({REPORT: report})):
                found |= indicators_of_form(name.value, folders, by_text, self._texts)
            return found

        return gathered_from(source, data, self._communes, declared, declared_by, self._texts)

    def composed(self, read: ReadYear, known: Composition | None = None) -> Compiled:
        """Compose a year that was read; without a document where what comes of it is `known`."""
        data, source, form, year = read.data, read.source, read.form, read.year
        diagnostics = list(read.diagnostics)
        composition = None
        if year is not None and form is not None and read.can_be_composed:
            composition = known or self._compose(year, form, read)
            diagnostics += composition.diagnostics
            diagnostics += _without_value(composition, source)
        elif form is not None:
            from ntmreport.compose.form_needs import syntax_of_form

            diagnostics += syntax_of_form(form)
        needs = self._needs(form, composition, is_final=not is_draft(source.files))
        texts = dict(source.texts)
        if form is not None:
            texts |= {f"{form.folder}/{name}": text for name, text in form.templates.items()}
            texts |= form.declarations
        else:
            texts |= self._texts_of_form(data, (each.span.file for each in diagnostics))
        document = lacking = None
        if composition is not None:
            document = composition.document
            if not composition.diagnostics and not composition.uncomputed:
                lacking = composition.lacking
        compiled = Compiled(
            read.models,
            source.files,
            year,
            document,
            form,
            (),
            texts,
            needs,
            source.unread,
            lacking,
        )
        if compiled.is_draft:
            from ntmreport.file_completeness import left_blank

            diagnostics = [*_not_counted(diagnostics, source)]
            diagnostics += left_blank(filled_in(compiled, data), data.as_posix())
        elif composition is None:
            told = {each.path for each in diagnostics if each.rule in _SAYS_WHAT_IS_MISSING}
            told |= {(INDICATORS, key) for key in _in_absent_files(form, source)}
            diagnostics += _needed_too(compiled, data, told)
        if any(diagnostic.is_error for diagnostic in diagnostics):
            compiled = replace(compiled, document=None)
        return replace(compiled, diagnostics=tuple(in_file_order(diagnostics)))

    def _compose(self, year: YearData, form: Form, read: ReadYear) -> Composition:
        properties = _properties(year, form, read.source, commit_of(read.data))
        communes = year.communes.each if year.communes is not None else ()
        # A form that is read again has other templates.
        of = (*year.offices.values(), *communes, *(each.templates for each in (form, *form.beside)))
        what = (Composition, read.data, form.folder)
        known = self._texts.recall(what, of, (properties,))
        if isinstance(known, Composition):
            return known
        from ntmreport.compose.composing import compose  # which loads Jinja

        templates = self._compiled_templates()
        composition = compose(year, form, read.source.texts, properties, templates)
        self._texts.keep(what, composition, of, (properties,))
        return composition

    def _compiled_templates(self) -> CompiledTemplates:
        """Return the templates that were compiled so far; asked for once there is need of Jinja."""
        if self._compiled is None:
            from ntmreport.compose.compiled_templates import CompiledTemplates

            self._compiled = CompiledTemplates()
        return self._compiled

    def _needs(
        self, form: Form | None, composition: Composition | None, *, is_final: bool
    ) -> Mapping[DataPath, FormRequirement]:
        """Return what the form needs: of this year where that is known, else of any year."""
        if form is None:
            return {}
        if composition is not None and is_final:
            return generalised(composition.lacking)
        from ntmreport.compose.form_needs import needs_of_form

        return needs_of_form(form, self._compiled_templates)

    def _texts_of_form(self, data: Path, files: Iterable[str]) -> dict[str, str]:
        """Return the texts of those of `files` that a form has which cannot be loaded."""
        found = {}
        for file in dict.fromkeys(files):
            path = Path(file)
            for forms in self._form_folders(data):
                is_its_own = path.suffix in _TEXTS_OF_FORMS and path.is_relative_to(forms.path)
                if is_its_own and path.is_file():
                    found[file] = self._texts.load(path, file, forms.within).text or ""
        return found

    def _form_called(
        self, name: Text | None, data: Path
    ) -> tuple[Form | None, tuple[Diagnostic, ...]]:
        if name is None:
            return None, ()
        if self._templates:
            folders: tuple[FormsFolder, ...] = (FormsFolder(self._templates, self._templates),)
            return load_form(name, folders, self._loaded, self._texts)
        return load_form(name, self._form_folders(data), self._loaded, self._texts)

    @staticmethod
    def _form_folders(data: Path) -> tuple[FormsFolder, FormsFolder]:
        """Return templates/ of the repository that `data/2021` stands in, and the program's own.

        The repository is found also where the user calls the folder of data `.`.
        """
        repository, own = Path(os.path.normpath(data / "../..")), templates_folder()
        return FormsFolder(repository / "templates", repository), FormsFolder(own, own)


def forms_named(files: Mapping[str, MappingNode]) -> list[Text]:
    """Return the names of the forms that report.yaml gives: `form`, then those of `forms`."""
    report = files.get(REPORT)
    entries = {} if report is None else report.entries
    nodes: list[Node] = [entries[key].value for key in ("form", "forms") if key in entries]
    listed = [
        item
        for node in nodes
        for item in (node.items if isinstance(node, SequenceNode) else [node])
    ]
    found: dict[str, Text] = {}
    for node in listed:
        if isinstance(node, Scalar) and not node.is_blank and node.text.strip():
            found.setdefault(node.text, Text(node.text, node.path, node.span))
    return list(found.values())


def _not_counted(found: Iterable[Diagnostic], source: YearSource) -> Iterator[Diagnostic]:
    """Yield diagnostics but for the blanks that are counted, a note for each file of the year.

    Those of a commune's own files are not, nor what communes lack of an indicator without a file.
    """
    of_communes = {file for files in source.gathered.values() for file in files}
    own = source.texts.keys() - of_communes
    for each in found:
        if each.rule is not catalogue.LEFT_BLANK or each.span.file not in own:
            yield each


def _offices_to_ask(
    declared: Mapping[str, MappingNode],
    models: Mapping[str, Model],
    told: Iterable[Diagnostic],
) -> tuple[str, ...]:
    """Return the files of offices that must fill in an indicator which nothing else gives.

    What communes lack of one is `told` already.
    """
    known = {*declared_in(models.get(INDICATORS))}
    known |= {
        str(each.path[1]) for each in told if each.path[:1] == (INDICATORS,) and each.path[1:]
    }
    asked = {key: node for key, node in declared.items() if key not in known and is_required(node)}
    return required_offices(asked)


_TEXTS_OF_FORMS = (".yaml", ".j2")
_SAYS_WHAT_IS_MISSING = (catalogue.MISSING, catalogue.WRONG_TYPE, catalogue.KEYS_NOT_TOGETHER)
_REFUSED_AS_WRITTEN = (catalogue.SYNTAX, catalogue.FORBIDDEN_CHARACTER)


def _not_told(found: Iterable[Diagnostic], read: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the model without those that follow from refusals of the reader.

    A value is missing where what is written instead was refused, and is no list where what stands
    in the place of dashes was.
    """
    features = {
        (each.span.file, each.span.line) for each in read if each.rule is catalogue.YAML_FEATURE
    }
    refused = sorted(
        (each.span.file, each.span.line) for each in read if each.rule in _REFUSED_AS_WRITTEN
    )
    for each in found:
        file, line, last = each.span.file, each.span.line, each.span.end_line
        is_told = each.rule is catalogue.MISSING and (file, line) in features
        if each.rule is catalogue.WRONG_TYPE:
            is_told = bisect_left(refused, (file, line)) < bisect_right(refused, (file, last))
        if not is_told:
            yield each


def _in_absent_files(form: Form | None, source: YearSource) -> Iterator[str]:
    """Yield the names of the indicators whose office has no file, which is told by itself."""
    there = {file.rpartition("/")[2] for file in source.texts}
    for key, node in form.declared.items() if form is not None else ():
        if f"{offices_of({key: node})[0]}.yaml" not in there:
            yield key


def filled_in(compiled: Compiled, data: Path) -> tuple[FileCompleteness, ...]:
    """Return how far each file of the year in `data` is filled in."""
    from ntmreport.file_completeness import files_of

    return files_of(
        data.as_posix(),
        compiled.files,
        compiled.texts,
        compiled.listed,
        compiled.from_communes,
        compiled.needs,
        compiled.own_keys,
        compiled.declared,
    )


def _needed_too(compiled: Compiled, data: Path, told: Collection[DataPath]) -> Iterator[Diagnostic]:
    """Yield diagnostics for values that the form needs and that a year not composed lacks.

    `told` are the paths of groups and values that are reported as missing already.
    """
    from ntmreport.file_completeness import files_of

    named = {path[0] for path in compiled.needs}
    there = {name: root for name, root in compiled.files.items() if name in named}
    needed = tuple(name for name in compiled.needed if name in named)
    files = (data.as_posix(), there, compiled.texts, needed, compiled.from_communes)
    known = {value.path for file in files_of(*files) for value in file.missing}
    above = frozenset(told)
    for file in files_of(*files, compiled.needs, compiled.own_keys):
        for value in file.missing:
            is_told = any(value.at[:length] in above for length in range(len(value.at) + 1))
            if file.is_read and value.path not in known and not is_told:
                yield missing_below(value.at, value.label, compiled.files)


def _without_value(composition: Composition, source: YearSource) -> Iterator[Diagnostic]:
    """Yield diagnostics for what the form prints and the data lacks; none of blanks in a draft."""
    printed = Bilingual("mẫu in giá trị này ở đây", "the form prints the value here")
    if not is_draft(source.files):
        for each in composition.lacking:
            told = missing_below(each.need.path, each.need.label, source.files)
            yield replace(told, related=(Related(each.span, printed),))
    for each in composition.uncomputed:
        path, label = each.need.path, each.need.label
        near = missing_below(path, label, source.files)
        yield Diagnostic(
            catalogue.NOTHING_TO_DIVIDE,
            near.span,
            Bilingual(
                f"{label}: không tính được vì mẫu số bằng 0",
                f"{label}: cannot be computed, since the whole is 0",
            ),
            path,
            Bilingual(
                "sửa số sai; nếu đúng là 0 thì bỏ mục này, hoặc đặt câu trong mẫu vào {% if … %}",
                "mend the number; if it is 0, leave the entry out, or put the form's sentence "
                "inside {% if … %}",
            ),
            (Related(each.span, printed),),
        )


def _properties(year: YearData, form: Form, source: YearSource, commit: str) -> Properties:
    digest = hashlib.sha256()
    for name in year.files:
        # What communes alone give of the indicators has no file.
        own = [source.files[name].span.file] if name in source.files else []
        for file in source.gathered.get(name, own):
            digest.update(f"{name}\0{source.texts[file]}\0".encode())
    for office in offices_of(form.declared):
        folder = source.files[REPORT].span.file.rpartition("/")[0]
        digest.update(f"{office}\0{source.texts.get(f'{folder}/{office}.yaml', '')}\0".encode())
    return Properties(
        title="",
        subject="",
        author=str(year.report.issuer),
        data_digest=digest.hexdigest(),
        form_digest=form.digest,
        program_version=ntmreport.__version__,
        commit=commit,
    )


def rendered(
    compiled: Compiled, additions: Additions | None = None
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the report as a Word file, None where there is none, and all diagnostics to show.

    `additions` is what the file carries beside the report.
    """
    if compiled.document is None or compiled.form is None:
        return None, compiled.diagnostics
    from ntmreport.layout.layout_diagnostics import for_year
    from ntmreport.render.word_document import render_docx

    layout = f"{compiled.form.folder}/{LAYOUT}"
    content, of_layout = render_docx(compiled.document, compiled.form.layout, layout, additions)
    folder = compiled.files[REPORT].span.file.rpartition("/")[0]
    return content, (*compiled.diagnostics, *(for_year(each, folder) for each in of_layout))
