"""From a form's name to its wording, layout and description: a form is a folder of templates."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.model import OFFICE_MODELS, REPORT, FormDescription, read_model
from ntmreport.model.nearest import nearest_hint
from ntmreport.source import check_characters, load_text, read_text
from ntmreport.span import Span
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ntmreport.model import Text

LAYOUT = "layout.docx"
FORM_START = "start"
"""The subfolder with the files that a unit's first year begins with, for `ntmreport init`."""

DESCRIPTION = "form"
"""The stem of the file that says what a form is; one without it needs report.yaml alone."""

_NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its templates' texts by file name, in the order of the report, and its layout.

    `folder` is the form's folder as users know it, with `/`. `needed` are the files of the data
    that it cannot do without.
    """

    folder: str
    templates: Mapping[str, str]
    layout: bytes
    needed: tuple[str, ...] = (REPORT,)

    @property
    def digest(self) -> str:
        """SHA-256 over all that the form is made of, in hexadecimal."""
        digest = hashlib.sha256(self.layout)
        digest.update(" ".join(self.needed).encode())
        for name, text in self.templates.items():
            digest.update(f"\0{name}\0{text}".encode())
        return digest.hexdigest()

    @property
    def sections(self) -> tuple[str, ...]:
        """The templates that print, in their order; `_name.j2` only holds macros."""
        return tuple(name for name in self.templates if not name.startswith("_"))


@dataclass(frozen=True, slots=True)
class AvailableForm:
    """A form that a new unit can choose: what its form.yaml says of it."""

    name: str
    folder: Path
    title: str
    levels: tuple[str, ...]
    needed: tuple[str, ...]


def available_forms(folder: Path) -> tuple[AvailableForm, ...]:
    """Return the forms in `folder` that say what they are, by name."""
    found = []
    for path in sorted(folder.glob(f"*/{DESCRIPTION}.yaml")):
        description, mistakes = _described(path)
        if description is not None and not mistakes:
            needed = _needed(description)
            levels = tuple(level.value for level in description.levels)
            form = AvailableForm(
                path.parent.name, path.parent, description.title.value, levels, needed
            )
            found.append(form)
    return tuple(found)


def load_form(name: Text, folders: Sequence[Path]) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """Read the form that the data names from the first of `folders` that has it."""
    # A form's name is a name, not a path: data cannot reach files elsewhere.
    found = folders if _NAME.fullmatch(name.value) else ()
    form = next((folder / name.value for folder in found if (folder / name.value).is_dir()), None)
    if form is None:
        return None, (_unknown(name, folders[0]),)
    shown = form.as_posix()
    diagnostics: list[Diagnostic] = []
    templates: dict[str, str] = {}
    try:
        for path in sorted(form.glob("*.j2")):
            text, mistakes = _template(path)
            diagnostics += mistakes
            if text is not None:
                templates[path.name] = text
        description, mistakes = _described(form / f"{DESCRIPTION}.yaml")
        diagnostics += mistakes
        layout = (form / LAYOUT).read_bytes() if (form / LAYOUT).is_file() else None
    except OSError as error:
        why = error.strerror or str(error)
        message = Bilingual(f"không đọc được mẫu {shown}: {why}", f"cannot read {shown}: {why}")
        raise Trouble(message) from error
    if not templates and not diagnostics:
        diagnostics.append(_lacking(f"{shown}/*.j2"))
    if layout is None:
        diagnostics.append(_lacking(f"{shown}/{LAYOUT}"))
    if diagnostics or layout is None:
        return None, tuple(diagnostics)
    return Form(shown, templates, layout, _needed(description)), ()


def _template(path: Path) -> tuple[str | None, tuple[Diagnostic, ...]]:
    loaded = load_text(path, path.as_posix())
    if loaded.text is None:
        return None, loaded.diagnostics
    checked = check_characters(path.as_posix(), loaded.text)
    return loaded.text, checked.diagnostics


def _needed(description: FormDescription | None) -> tuple[str, ...]:
    """Return the files that a form needs, report.yaml first: it alone where the form says none."""
    named = description.files if description is not None else ()
    return tuple(dict.fromkeys((REPORT, *(name.value for name in named))))


def _described(path: Path) -> tuple[FormDescription | None, tuple[Diagnostic, ...]]:
    """Read the form.yaml at `path`; None where there is none or it cannot be read."""
    if not path.is_file():
        return None, ()
    file = path.as_posix()
    loaded = load_text(path, file)
    if loaded.text is None:
        return None, loaded.diagnostics
    tree = read_text(file, DESCRIPTION, loaded.text)
    if tree.root is None:
        return None, tree.diagnostics
    description, mistakes = read_model(DESCRIPTION, tree.root, FormDescription)
    named = description.files if description is not None else ()
    unknown = (_no_file(name) for name in named if name.value not in OFFICE_MODELS)
    return description, (*tree.diagnostics, *mistakes, *unknown)


def _no_file(name: Text) -> Diagnostic:
    message = Bilingual(
        f"tệp {name}.yaml không có trong bộ dữ liệu", f"{name}.yaml is no file of the data"
    )
    hint = nearest_hint(name.value, tuple(OFFICE_MODELS))
    return Diagnostic(catalogue.FILE_UNKNOWN, name.span, message, name.path, hint)


def _unknown(name: Text, folder: Path) -> Diagnostic:
    forms = sorted(path.name for path in folder.glob("*/") if path.is_dir())
    message = Bilingual(
        f"không có mẫu báo cáo “{name.value}” trong {folder.as_posix()}",
        f"there is no form `{name.value}` in {folder.as_posix()}",
    )
    hint = nearest_hint(name.value, forms)
    return Diagnostic(catalogue.FORM_UNKNOWN, name.span, message, name.path, hint)


def _lacking(file: str) -> Diagnostic:
    message = Bilingual(f"mẫu thiếu tệp {file}", f"the form lacks {file}")
    return Diagnostic(catalogue.TEMPLATE_MISSING, Span(file, 1, 1, 1, 1), message)
