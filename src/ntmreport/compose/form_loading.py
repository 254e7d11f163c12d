"""From a form's name to its wording, layout and description: a form is a folder of templates."""

from __future__ import annotations

import datetime
import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from operator import add
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import limits
from ntmreport import refusal_messages as refusals
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import (
    FILE_MODELS,
    OFFICE_MODELS,
    REPORT,
    FormDescription,
    Text,
    UserKeyedModel,
    read_model,
)
from ntmreport.model.declared_indicators import INDICATORS, offices_of, optional
from ntmreport.model.keys_moved_by_form import MovedKey, with_moved_keys
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.report_period import MONTHS, ReportPeriod
from ntmreport.plain_file import LINK_OUT, NotPlainError, TooLargeError, is_inside, read_plain
from ntmreport.source import (
    MappingNode,
    SourceTexts,
    YearSource,
    check_characters,
    not_a_plain_file,
    read_text,
)
from ntmreport.span import Path as DataPath
from ntmreport.span import start_of
from ntmreport.trouble import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Picture

LAYOUT = "layout.docx"
FORM_START = "start"
"""The subfolder with the files that a unit's first year begins with, for `ntmreport init`."""

DESCRIPTION = "form"
"""The stem of the file that says what a form is; one without it needs report.yaml alone."""

_TEMPLATE = ".j2"
_PICTURE = "@picture"
_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")
_DESCRIPTION_FILE = f"{DESCRIPTION}.yaml"
_TAG = lazy_pattern(r"\{[{%][^{}]*")
_NAME = lazy_pattern(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")


class Form(Struct, frozen=True):
    """A form: its templates' texts by file name, in the order of the report, and its layout.

    `folder` is its folder as users know it, with `/`; `needed` are the data files that it needs.
    `own_keys` are the keys of its start files where users choose the keys: path in the data and
    label. With `two_digits`, counts below 10 are printed with a zero before them. `declared`
    are the indicators that the form declares, as its form.yaml, `description`, has them.
    `pictures` are those that templates name, by their files' names. `listed` are the files that it
    says it needs, those of offices that only declared indicators stand in by their own names.
    `moved` are the keys of the data that it has moved since an earlier version. With
    `confirmation`, the figures of a final report are to be confirmed. `beside` are the other
    forms of the same data, whose indicators its texts may name.
    """

    folder: str
    templates: Mapping[str, str]
    layout: bytes
    needed: tuple[str, ...] = (REPORT,)
    own_keys: Mapping[DataPath, str] = MappingProxyType({})
    two_digits: bool = False
    declared: Mapping[str, MappingNode] = MappingProxyType({})
    description: str = ""
    pictures: Mapping[str, Picture] = MappingProxyType({})
    listed: tuple[str, ...] = (REPORT,)
    moved: tuple[MovedKey, ...] = ()
    confirmation: bool = False
    beside: tuple[Form, ...] = ()

    @property
    def known(self) -> Mapping[str, MappingNode]:
        """The indicators that are declared for the data, by the form itself or beside it."""
        others = {
            key: optional(node) for form in self.beside for key, node in form.declared.items()
        }
        return {**others, **self.declared}

    @property
    def read_beside(self) -> tuple[str, ...]:
        """The files of offices, and those that keys were moved from since an earlier version."""
        earlier = (each.old[0] for each in self.moved)
        return tuple(dict.fromkeys((*offices_of(self.declared), *earlier)))

    @property
    def digest(self) -> str:
        """SHA-256 over all that the form is made of, in hexadecimal."""
        digest = hashlib.sha256(self.layout)
        digest.update(f"{' '.join(self.needed)}\0{self.two_digits}".encode())
        if self.declared:
            digest.update(f"\0{self.description}".encode())
        for name, text in self.templates.items():
            digest.update(f"\0{name}\0{text}".encode())
        for name, picture in self.pictures.items():
            digest.update(f"\0{name}\0".encode() + picture.content)
        return digest.hexdigest()

    @property
    def declarations(self) -> Mapping[str, str]:
        """The texts of form.yaml, its own and those beside it, where indicators are declared."""
        forms = (*self.beside, self)
        return {
            f"{each.folder}/{_DESCRIPTION_FILE}": each.description
            for each in forms
            if each.declared
        }

    @property
    def sections(self) -> tuple[str, ...]:
        """The templates that print, in their order; `_name.j2` only holds macros."""
        return tuple(name for name in self.templates if not name.startswith("_"))


class FormsFolder(Struct, frozen=True):
    """A folder of forms; links in it lead nowhere but into the folder `within`."""

    path: Path
    within: Path


class AvailableForm(Struct, frozen=True):
    """A form that a new unit can choose: what its form.yaml says of it.

    It is for periods of these `months`, any where it names none, from `first` to `last`.
    """

    name: str
    folder: Path
    title: str
    levels: tuple[str, ...]
    needed: tuple[str, ...]
    months: tuple[int, ...] = ()
    first: datetime.date = datetime.date.min
    last: datetime.date = datetime.date.max

    def is_for(self, level: str, period: ReportPeriod) -> bool:
        """Return whether a unit of `level` can report on the period with the form."""
        is_in_force = self.first <= period.last_day and self.last >= period.first_day
        return level in self.levels and is_in_force and period.months in (self.months or MONTHS)


def form_for(
    forms: Iterable[AvailableForm], level: str, period: ReportPeriod
) -> AvailableForm | None:
    """Return the form for the level and period, one that names its months before others."""
    meant = [form for form in forms if form.is_for(level, period)]
    return min(meant, key=lambda form: not form.months) if meant else None


def available_forms(folder: Path) -> tuple[AvailableForm, ...]:
    """Return the forms in `folder` that say what they are, by name."""
    found, texts = [], SourceTexts()
    for path in sorted(folder.glob(f"*/{DESCRIPTION}.yaml")):
        description, diagnostics = _described(path, folder, texts)
        if description is not None and not diagnostics:
            needed = _needed(description)
            levels = tuple(level.value for level in description.levels)
            months = tuple(int(each.value) for each in description.months)
            time = description.in_force
            form = AvailableForm(
                path.parent.name,
                path.parent,
                description.title.value,
                levels,
                needed,
                months,
                (time.first if time is not None else None) or datetime.date.min,
                (time.last if time is not None else None) or datetime.date.max,
            )
            found.append(form)
    return tuple(found)


def declared_in_forms(folder: Path) -> Mapping[str, tuple[str, Mapping[str, MappingNode]]]:
    """Return title and declared indicators of each form in `folder` that declares some, by name."""
    found, texts = {}, SourceTexts()
    for form in available_forms(folder):
        description, _ = _described(form.folder / _DESCRIPTION_FILE, folder, texts)
        declared, _ = _declared(form.folder / _DESCRIPTION_FILE, folder, description, texts)
        if declared:
            found[form.name] = (form.title, declared)
    return found


_MOST_LOADED = 8
"""Forms that stay loaded: the folders of communes may each have their own."""

_State: TypeAlias = "tuple[tuple[str | int, ...], ...]"


class LoadedForms:
    """The forms without mistakes that were loaded last, as long as their files stay as they are."""

    def __init__(self) -> None:
        """Begin with none."""
        self._forms: dict[Path, tuple[_State, Form]] = {}

    def get(self, folder: Path, state: _State) -> Form | None:
        """Return the form of a folder if its files were in `state` when it was loaded."""
        known = self._forms.get(folder)
        return known[1] if known is not None and known[0] == state else None

    def add(self, folder: Path, state: _State, form: Form) -> None:
        """Take a form that was loaded."""
        self._forms.pop(folder, None)
        if len(self._forms) >= _MOST_LOADED:
            del self._forms[next(iter(self._forms))]
        self._forms[folder] = state, form


def _state(form: Path, texts: SourceTexts) -> _State:
    """Return what the system says of the files of a form, and what is not saved of them yet.

    Another version has another state.
    """
    found: list[tuple[str | int, ...]] = []
    for folder in (form, form / FORM_START):
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                status = os.stat(entry.path)  # noqa: PTH116 - of a link, what it leads to
                times = status.st_mtime_ns, status.st_ctime_ns
                found.append((entry.path, status.st_dev, status.st_ino, status.st_size, *times))
        for name in texts.unsaved_in(folder):
            file = f"{folder.as_posix()}/{name}"
            found.append((file, texts.unsaved[file]))
    return tuple(sorted(found, key=str))


def load_form(
    name: Text,
    folders: Sequence[FormsFolder],
    loaded: LoadedForms | None = None,
    texts: SourceTexts | None = None,
) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """Read the form that the data names from the first of `folders` that has it, through `texts`.

    One of those `loaded` is not read again.
    """
    texts = texts or SourceTexts()
    # A form's name is a name, not a path: data cannot reach files elsewhere.
    found = folders if is_form_name(name.value) else ()
    having = next((folder for folder in found if (folder.path / name.value).is_dir()), None)
    if having is None:
        return None, (_unknown(name, folders[0].path),)
    form, within = having.path / name.value, having.within
    shown = form.as_posix()
    if not is_inside(form, within):
        return None, (not_a_plain_file(shown, LINK_OUT),)
    state = _state(form, texts)
    if loaded is not None and (known := loaded.get(form, state)) is not None:
        return known, ()
    diagnostics: list[Diagnostic] = []
    templates: dict[str, str] = {}
    amounts = _Amounts()
    too_large: Diagnostic | None = None
    try:
        there = {path.name for path in form.iterdir()} | set(texts.unsaved_in(form))
        names = sorted(filter(is_form_file, there))
        for file in names:
            # The rest of what is too much is not read.
            if too_large or not file.endswith(_TEMPLATE):
                continue
            text, more = _template(form / file, within, texts)
            diagnostics += more
            if text is not None:
                templates[file] = text
                amounts = amounts.with_template(text)
                too_large = amounts.refused(shown)
        description, more = _described(form / _DESCRIPTION_FILE, within, texts)
        diagnostics += more
        layout: bytes | None = b""
        if LAYOUT in names:
            layout, more = _layout(form / LAYOUT, within)
            diagnostics += more
        pictures: Mapping[str, Picture] = {}
        if any(_PICTURE in text for text in templates.values()):
            from ntmreport.compose.picture_files import read_pictures

            pictures, more = read_pictures(form, within, templates, is_picture_file)
            diagnostics += more
    except OSError as error:
        what = Bilingual(f"mẫu {shown}", shown)
        raise unreadable(what, error) from error
    # A form that is too large has no other diagnostics.
    diagnostics += [too_large] if too_large else _copies(templates, shown)
    if not any(name.endswith(_TEMPLATE) for name in names):
        diagnostics.append(_lacking(f"{shown}/*.j2"))
    if LAYOUT not in names:
        diagnostics.append(_lacking(f"{shown}/{LAYOUT}"))
    if diagnostics or layout is None:
        return None, tuple(diagnostics)
    two_digits = description is not None and description.two_digits
    own_keys = _own_keys(form, within, texts)
    declared, text = _declared(form / _DESCRIPTION_FILE, within, description, texts)
    needed = _needed(description)
    own_keys = {**own_keys, **_labels_of_declared(declared)}
    form_parts = (shown, templates, layout, needed, own_keys, two_digits, declared, text)
    files = description.files if description is not None else ()
    listed = tuple(dict.fromkeys((REPORT, *(name.value for name in files))))
    moves = description.moved if description is not None else None
    moved = moves.each if moves is not None else ()
    confirmation = description is not None and description.confirmation
    read = Form(*form_parts, pictures, listed, moved, confirmation)
    if loaded is not None:
        loaded.add(form, state, read)
    return read, ()


def indicators_of_form(
    name: str,
    folders: Sequence[FormsFolder],
    known: dict[str, Mapping[str, MappingNode]],
    texts: SourceTexts,
) -> Mapping[str, MappingNode]:
    """Return the indicators that the form of that name declares, from its form.yaml alone.

    `known` keeps what a text of form.yaml declares: many folders have the same form. None are
    declared where there is no such form, or nothing to read.
    """
    for forms in folders if is_form_name(name) else ():
        path = forms.path / name / _DESCRIPTION_FILE
        if texts.has(path):
            text = texts.load(path, path.as_posix(), forms.within).text or ""
            if text not in known:
                known[text] = _indicators_of(read_text(path.as_posix(), DESCRIPTION, text).root)
            return known[text]
    return {}


def form_version(name: str, folders: Sequence[FormsFolder]) -> int | None:
    """Return the version that the form of that name has; None where it says none."""
    for forms in folders if is_form_name(name) else ():
        file = forms.path / name / _DESCRIPTION_FILE
        description, _ = _described(file, forms.within, SourceTexts())
        if description is not None:
            return description.version
    return None


def with_declared_values(
    source: YearSource,
    form: Form | None,
    read: Callable[[Collection[str]], YearSource],
    texts: SourceTexts,
) -> tuple[YearSource, tuple[Diagnostic, ...]]:
    """Return the period with what `form` declares around its values, and what is wrong with them.

    `read` reads the period's folder again with the files that the form names beside the known. What
    was made of the same trees is taken from `texts`.
    """
    declared = form.known if form is not None else {}
    beside = form.read_beside if form is not None else ()
    if not FILE_MODELS.keys() >= set(beside):
        source = read(beside)
    forms = (form, *form.beside) if form is not None else ()
    # A form that is read again has other templates.
    of = (*source.files.values(), *(each.templates for each in forms))
    what = (with_declared_values, next(iter(source.texts), ""), form.folder if form else "")
    by = (tuple(source.files),)
    known = cast("_WithDeclared | None", texts.recall(what, of, by))
    if known is None:
        files, of_moved = with_moved_keys(source.files, form.moved if form is not None else ())
        asked = form.declared if form is not None else {}
        found: tuple[Diagnostic, ...] = ()
        if declared:
            from ntmreport.model.declared_values import with_declared

            files, found = with_declared(files, declared, asked)
        known = files, (*of_moved, *found)
        texts.keep(what, known, of, by)
    files, diagnostics = known
    return replace(source, files=files), diagnostics


_WithDeclared: TypeAlias = "tuple[Mapping[str, MappingNode], tuple[Diagnostic, ...]]"


def _declared(
    path: Path, within: Path, description: FormDescription | None, texts: SourceTexts
) -> tuple[Mapping[str, MappingNode], str]:
    """Return the nodes of the indicators that a form declares, and the text of its form.yaml."""
    text = texts.load(path, path.as_posix(), within).text if description is not None else None
    if text is None:
        return {}, ""
    return _indicators_of(texts.tree(path.as_posix(), DESCRIPTION, text).root), text


def _labels_of_declared(declared: Mapping[str, MappingNode]) -> Mapping[DataPath, str]:
    """Return the labels of declared indicators and of the columns of their tables, by path."""
    if not declared:
        return {}
    from ntmreport.model.table_column import columns_of

    found: dict[DataPath, str] = {}
    for key, node in declared.items():
        found[INDICATORS, key] = node.text("label")
        for name, column in columns_of(node).items():
            found[INDICATORS, key, "rows", 0, name] = column.label
    return found


def _indicators_of(root: MappingNode | None) -> Mapping[str, MappingNode]:
    """Return the nodes of the indicators that the `root` of a form.yaml declares."""
    entry = root.entries.get(INDICATORS) if root is not None else None
    if entry is None or not isinstance(entry.value, MappingNode):
        return {}
    nodes = {key: each.value for key, each in entry.value.entries.items()}
    return {key: node for key, node in nodes.items() if isinstance(node, MappingNode)}


def _own_keys(form: Path, within: Path, texts: SourceTexts) -> Mapping[DataPath, str]:
    """Return the keys that the form's files to start with have where users choose the keys."""
    found: dict[DataPath, str] = {}
    for name in OFFICE_MODELS:
        path = form / FORM_START / f"{name}.yaml"
        # A model is loaded when it is asked for.
        if path.is_file() and issubclass(model := OFFICE_MODELS[name], UserKeyedModel):
            text = texts.load(path, path.as_posix(), within).text or ""
            labels = _labels_of_keys(model, name, text)
            found |= {(name, key): label for key, label in labels.items()}
    return found


@lru_cache(maxsize=16)
def _labels_of_keys(model: type[UserKeyedModel], name: str, text: str) -> Mapping[str, str]:
    """Return the label of each key of a file to start with, which many repositories have copies of.

    It is what the entry calls itself, or else what the remark beside its key says.
    """
    root = read_text(f"{name}.yaml", name, text).root
    lines = text.split("\n")
    found: dict[str, str] = {}
    for key, entry in (root.entries if root else {}).items():
        label = model.title_of(key, entry.value)
        remark = lines[entry.key.line - 1].partition(" # ")[2].partition(";")[0].strip()
        said = label if label != key else remark or key
        found[key] = _WORD_OF_UNIT.sub("…", said)
    return found


_WORD_OF_UNIT = lazy_pattern(r"\$\{\w+\}")
"""A word in a start file that `ntmreport init` writes for the unit: ${level}."""

_COPIED = lazy_pattern(
    r"(?i)\bcopy\b|\bbản sao\b|sao chép|\(\d+\)|conflicted|xung đột|~|\bbackup\b|\bold\b|\bcũ\b"
)


def _copies(templates: Mapping[str, str], folder: str) -> Iterator[Diagnostic]:
    """Refuse templates that are copies of others: a section would be printed twice.

    A copy says so in its name, or has the very words of another.
    """
    first: dict[str, str] = {}
    for name in sorted(templates, key=lambda name: (_COPIED.search(name) is not None, name)):
        words = templates[name].strip()
        other = first.setdefault(words, name) if words else name
        if other == name and not _COPIED.search(name):
            continue
        of = Bilingual("", "")
        if other != name:
            of = Bilingual(f" của {other}", f" of {other}")
        yield refusals.TEMPLATE_COPIED.of(name=name, of=of).at(start_of(f"{folder}/{name}"))


def is_form_name(name: str) -> bool:
    """Return whether a folder of forms can have a form of this name: a name, not a path."""
    return _NAME.fullmatch(name) is not None


def is_form_file(name: str) -> bool:
    """Return whether a file belongs to the form in whose folder it stands; hidden ones are
    editors'.
    """
    is_template = name.endswith(_TEMPLATE) and not name.startswith(".")
    return is_template or is_picture_file(name) or name in {LAYOUT, _DESCRIPTION_FILE}


def is_picture_file(name: str) -> bool:
    """Return whether a file of a form is a picture by its name."""
    return name.lower().endswith(_PICTURE_ENDINGS) and not name.startswith(".")


def _layout(path: Path, within: Path) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    file = path.as_posix()
    try:
        return read_plain(path, limits.MOST_BYTES_OF_LAYOUT, within), ()
    except NotPlainError as error:
        return None, (not_a_plain_file(file, error.kind),)
    except TooLargeError:
        most = limits.MOST_BYTES_OF_LAYOUT // 1024 // 1024
        return None, (refusals.LAYOUT_TOO_LARGE.of(most=most).at(start_of(file)),)


class _Amounts(NamedTuple):
    """The size of a form's wording: what `_BOUNDS` bound, in the same order."""

    templates: int = 0
    characters: int = 0
    lines: int = 0
    tags: int = 0
    characters_in_tags: int = 0

    def with_template(self, text: str) -> _Amounts:
        """Return the amounts with one more template."""
        tags = _TAG.findall(text)
        more = (1, len(text), text.count("\n"), len(tags), sum(map(len, tags)))
        return _Amounts(*map(add, self, more))

    def refused(self, form: str) -> Diagnostic | None:
        """Refuse wording that no report has, since it would take too long to read."""
        for number, (most, what) in zip(self, _BOUNDS, strict=True):
            if number > most:
                written = Bilingual(f"{most:,}".replace(",", "."), f"{most:,}")
                return refusals.FORM_TOO_LARGE.of(most=written, what=what).at(start_of(form))
        return None


_BOUNDS = (
    (limits.MOST_TEMPLATES, Bilingual("tệp câu chữ", "templates")),
    (
        limits.MOST_CHARACTERS_OF_FORM,
        Bilingual("ký tự trong các tệp câu chữ", "characters"),
    ),
    (limits.MOST_LINES_OF_FORM, Bilingual("dòng câu chữ", "lines of wording")),
    (limits.MOST_TAGS, Bilingual("thẻ {{ }}, {% %}", "tags")),
    (
        limits.MOST_CHARACTERS_IN_TAGS,
        Bilingual("ký tự trong các thẻ", "characters in its tags"),
    ),
)
"""The most that each of `_Amounts` can be, and what it is called."""


def _template(
    path: Path, within: Path, texts: SourceTexts
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    loaded = texts.load(path, path.as_posix(), within)
    if loaded.text is None:
        return None, loaded.diagnostics
    checked = check_characters(path.as_posix(), loaded.text)
    return loaded.text, checked.diagnostics


def _needed(description: FormDescription | None) -> tuple[str, ...]:
    """Return the files that a form needs, report.yaml first: it alone where the form says none."""
    if description is None:
        return (REPORT,)
    offices = description.offices
    files = [INDICATORS if each.value in offices else each.value for each in description.files]
    return tuple(dict.fromkeys((REPORT, *files)))


def _described(
    path: Path, within: Path, texts: SourceTexts
) -> tuple[FormDescription | None, tuple[Diagnostic, ...]]:
    """Read the form.yaml at `path`; None where there is none or it cannot be read."""
    if not texts.has(path):
        return None, ()
    file = path.as_posix()
    loaded = texts.load(path, file, within)
    if loaded.text is None:
        return None, loaded.diagnostics
    tree = texts.tree(file, DESCRIPTION, loaded.text)
    if tree.root is None:
        return None, tree.diagnostics
    description, found = _read_description(tree.root)
    if description is None:
        return None, (*tree.diagnostics, *found)
    known = {*OFFICE_MODELS, *description.offices}
    unknown = (_no_file(name) for name in description.files if name.value not in known)
    return description, (*tree.diagnostics, *found, *unknown)


def _read_description(
    root: MappingNode,
) -> tuple[FormDescription | None, tuple[Diagnostic, ...]]:
    """Validate a form.yaml; what declares indicators is loaded for one that has more than that."""
    if root.entries.keys() <= FormDescription.keys().keys():
        return read_model(DESCRIPTION, root, FormDescription)
    from ntmreport.model.declaring_form import DeclaringForm

    return read_model(DESCRIPTION, root, DeclaringForm)


def _no_file(name: Text) -> Diagnostic:
    message = refusals.FORM_NEEDS_UNKNOWN_FILE.of(name=f"{name}.yaml")
    return message.at(name.span, name.path, hint=nearest_hint(name.value, tuple(OFFICE_MODELS)))


def _unknown(name: Text, folder: Path) -> Diagnostic:
    forms = sorted(path.name for path in folder.glob("*/") if path.is_dir())
    message = refusals.FORM_UNKNOWN.of(name=name.value, folder=folder.as_posix())
    return message.at(name.span, name.path, hint=nearest_hint(name.value, forms))


def _lacking(file: str) -> Diagnostic:
    return refusals.FORM_LACKS_FILE.of(file=file).at(start_of(file))
