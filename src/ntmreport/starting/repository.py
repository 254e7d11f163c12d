"""From a new unit and its form to the files of its repository: blank data, schemas, CI, README."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from ntmreport.compose import (
    FORM_START,
    FormsFolder,
    load_form,
    needs_of_form,
)
from ntmreport.json_schema import described_files, schemas
from ntmreport.model import OFFICE_MODELS, REPORT, Text
from ntmreport.model.criteria import known_sets
from ntmreport.program_files import ci_examples_folder
from ntmreport.source import MappingNode, read_text
from ntmreport.span import Span
from ntmreport.starting.blank_files import blank_file
from ntmreport.starting.installation import WHEEL_FOLDER, program_to_install
from ntmreport.starting.yaml_edits import filled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ntmreport.compose import AvailableForm
    from ntmreport.span import Path as DataPath
    from ntmreport.starting.installation import Program
    from ntmreport.starting.yaml_edits import Value

_OWN = Path(__file__).with_name("repository")
"""The files that every repository begins with; those that begin with a dot have none here."""

_NAMED_WITH_DOT = ("editorconfig", "gitattributes", "gitignore")
_CI = {
    "github-actions.yml": ".github/workflows/so-lieu.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}
_TOWNS = re.compile(r"(?m)^  # towns:.*\n  #   level:.*\n  #   names:.*\n")
_YEAR_OF_EXAMPLES = "data/2021"
_WHEEL_OF_EXAMPLES = re.compile(rf"{WHEEL_FOLDER}/\S+\.whl")
_WHERE = (
    f"Chép tệp cài đặt (đuôi .whl) của chương trình vào thư mục `{WHEEL_FOLDER}/` của kho này rồi "
    "ghi vào git, để máy kiểm tra tự động cũng cài được. "
)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """The unit that a repository is begun for.

    `below` are the names of the units below it that the report counts, `towns` those beside them.
    """

    level: str
    name: str
    parent_level: str
    parent: str
    below: tuple[str, ...]
    year: int
    towns: tuple[str, ...] = ()
    level_of_towns: str = ""


def repository(unit: NewUnit, form: AvailableForm) -> Mapping[str, bytes]:
    """Return the files of a new repository by their path in it."""
    program = program_to_install()
    texts = {
        **_data(unit, form),
        **{f"schemas/{name}": text for name, text in schemas().items()},
        **{f".{name}": _own(name) for name in _NAMED_WITH_DOT},
        **{path: _ci_example(name, unit.year, program) for name, path in _CI.items()},
        ".vscode/settings.json": editor_settings(),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        "README.md": _read_me(unit, form, program),
    }
    contents = {path: text.encode() for path, text in texts.items()}
    if program.wheel is not None:
        contents[program.requirement] = program.wheel
    return dict(sorted((contents | dict(_form_files(form))).items()))


def has_towns(form: AvailableForm) -> bool:
    """Return whether the form's first report.yaml has a place for towns."""
    return _TOWNS.search(_first_report(form)) is not None


def level_below(form: AvailableForm) -> str:
    """Return what the form's first report.yaml calls the level of the units below."""
    text = _first_report(form)
    root = read_text("report.yaml", "report", text).root
    unit = root.entries["unit"].value if root is not None and "unit" in root.entries else None
    for key in ("communes", "villages"):
        if isinstance(unit, MappingNode) and key in unit.entries:
            below = unit.entries[key].value
            return below.text("level") if isinstance(below, MappingNode) else ""
    return ""


def _first_report(form: AvailableForm) -> str:
    return (form.folder / FORM_START / "report.yaml").read_text("utf-8")


def _with_towns(report: str, level: str) -> str:
    """Return the text with the place for towns opened, which stands there as a remark."""
    return _TOWNS.sub(f"  towns:\n    level: {level}\n    names:\n", report)


def editor_settings() -> str:
    """Return the settings with which VS Code completes and explains the data."""
    files = {f"./schemas/{name}": pattern for name, pattern in described_files().items()}
    return _json(
        {
            "yaml.schemas": files,
            "yaml.format.enable": False,
            "yaml.yamlVersion": "1.2",
            "files.encoding": "utf8",
            "files.eol": "\n",
            "[yaml]": {
                "editor.tabSize": 2,
                "editor.insertSpaces": True,
                "editor.wordWrap": "on",
            },
        }
    )


def _data(unit: NewUnit, form: AvailableForm) -> Mapping[str, str]:
    """Return the files of the year, blank but for what is known of the unit."""
    whole = f"{unit.level} {unit.name}"
    known: Mapping[tuple[str, ...], Value] = {
        ("form",): form.name,
        ("year",): str(unit.year),
        ("unit", "level"): unit.level,
        ("unit", "name"): unit.name,
        ("unit", "parent", "level"): unit.parent_level,
        ("unit", "parent", "name"): unit.parent,
        ("unit", "communes", "names"): unit.below,
        ("unit", "villages", "names"): unit.below,
        ("unit", "towns", "names"): unit.towns,
        ("issuer",): f"UBND {whole}",
    }
    files = {"data/words.txt": _own("words.txt")}
    needs = _needs(form)
    for name in form.needed:
        begun = form.folder / FORM_START / f"{name}.yaml"
        text = begun.read_text("utf-8") if begun.is_file() else None
        if text is None:
            text = blank_file(name, OFFICE_MODELS[name], needs)
        if name == REPORT:
            opened = _with_towns(text, unit.level_of_towns) if unit.towns else text
            text = filled(opened, known)
        files[f"data/{unit.year}/{name}.yaml"] = text
    return files


def _needs(form: AvailableForm) -> Collection[DataPath]:
    """Return the paths of what the form prints whatever the data is."""
    name = Text(form.name, (REPORT, "form"), Span("", 1, 1, 1, 1))
    folder = form.folder.parent
    loaded, _ = load_form(name, (FormsFolder(folder, folder),))
    return needs_of_form(loaded).keys() if loaded is not None else ()


def _form_files(form: AvailableForm) -> Iterator[tuple[str, bytes]]:
    for path in sorted(form.folder.rglob("*")):
        if path.is_file():
            inside = path.relative_to(form.folder).as_posix()
            yield f"templates/{form.name}/{inside}", path.read_bytes()


def _ci_example(name: str, year: int, program: Program) -> str:
    example = (ci_examples_folder() / name).read_text("utf-8")
    example = _WHEEL_OF_EXAMPLES.sub(lambda _: program.requirement, example)
    return example.replace(_YEAR_OF_EXAMPLES, f"data/{year}")


def _read_me(unit: NewUnit, form: AvailableForm, program: Program) -> str:
    return Template(_own("README.md")).substitute(
        unit=f"{unit.level} {unit.name}",
        year=unit.year,
        next=unit.year + 1,
        form=form.name,
        title=form.title,
        program=program.requirement,
        where=_WHERE if program.is_file and program.wheel is None else "",
        criteria_sets=" hoặc ".join(f"`{name}`" for name in known_sets()),
    )


def _own(name: str) -> str:
    return (_OWN / name).read_text("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
