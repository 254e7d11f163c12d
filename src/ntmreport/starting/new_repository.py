"""From a new unit and its form to the files of its repository: blank data, schemas, CI, README."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from ntmreport.compose import (
    FORM_START,
    FormsFolder,
    available_forms,
    load_form,
)
from ntmreport.compose.form_needs import needs_of_form
from ntmreport.form_schema import schemas_of_form
from ntmreport.json_schema import described_files, schemas
from ntmreport.model import COMMUNES, OFFICE_MODELS, REPORT, Text
from ntmreport.model.administrative_levels import province_and_district
from ntmreport.model.administrative_unit import BETWEEN_LEVELS
from ntmreport.model.criteria import known_sets
from ntmreport.model.criteria_set import criteria_set
from ntmreport.model.declared_indicators import offices_of
from ntmreport.model.report_period import WHOLE_YEAR
from ntmreport.model.user_keyed_model import UserKeyedModel
from ntmreport.program_files import ci_examples_folder, templates_folder
from ntmreport.source import MappingNode, read_text
from ntmreport.span import Span
from ntmreport.starting.blank_files import blank_file, blank_indicators
from ntmreport.starting.form_package import ORIGIN, FormPackage
from ntmreport.starting.installation import WHEEL_FOLDER, program_to_install
from ntmreport.starting.yaml_edits import filled, with_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ntmreport.compose import AvailableForm, Form
    from ntmreport.model import ReportPeriod
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
_YEAR_OF_EXAMPLES = " data/2021"
"""The argument that CI of a new repository leaves out, so that all folders are checked."""

_WHEEL_OF_EXAMPLES = re.compile(rf"{WHEEL_FOLDER}/\S+\.whl")
_WHERE = (
    f"Chép tệp cài đặt (đuôi .whl) của chương trình vào thư mục `{WHEEL_FOLDER}/` của kho này rồi "
    "ghi vào git, để máy kiểm tra tự động cũng cài được. "
)


TOWN_LEVELS = ("thị trấn", "phường")
"""Levels below a huyện, beside its communes, that take no part in the Programme."""


class NamesOfLevel(NamedTuple):
    """Units of one level, by their names."""

    level: str
    names: tuple[str, ...]


class NewUnit(Struct, frozen=True):
    """The unit that a repository is begun for, and the period of its first report.

    `below` are the units below it that the report counts, by their kind, `towns` those beside them.
    """

    level: str
    name: str
    period: ReportPeriod
    below: tuple[NamesOfLevel, ...]
    parent_level: str = ""
    parent: str = ""
    towns: tuple[NamesOfLevel, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the unit that start files can name: `${parent_level}` and others."""
        province, district = province_and_district(self.level, self.parent_level, self.period)
        return {
            "province_level": province,
            "district_level": district,
            "level": self.level,
            "name": self.name,
            "parent_level": self.parent_level,
            "parent": self.parent,
            "below": BETWEEN_LEVELS.join(each.level for each in self.below),
            "year": str(self.period.last),
            "next_year": str(self.period.last + 1),
        }


def repository(unit: NewUnit, form: AvailableForm, taken_from: str) -> Mapping[str, bytes]:
    """Return the files of a new repository by their path in it.

    `taken_from` is where the form comes from, as its file of origin says it.
    """
    program = program_to_install()
    loaded = _loaded(form)
    declared = loaded.declared if loaded is not None else {}
    own_schemas = schemas_of_form(form.name, form.title, declared) if declared else {}
    texts = {
        **_data(unit, form),
        **{f"schemas/{name}": text for name, text in {**schemas(), **own_schemas}.items()},
        **{f".{name}": _own(name) for name in _NAMED_WITH_DOT},
        **{path: _ci_example(name, program) for name, path in _CI.items()},
        ".vscode/settings.json": editor_settings(own_schemas),
        ".vscode/extensions.json": editor_extensions(),
        "README.md": _read_me(unit, form, program),
    }
    contents = {path: text.encode() for path, text in texts.items()}
    if program.wheel is not None:
        contents[program.requirement] = program.wheel
    files = _form_files(form)
    origin = FormPackage(form.name, files, taken_from).origin
    folder_of_form = f"templates/{form.name}"
    contents |= {f"{folder_of_form}/{name}": content for name, content in files.items()}
    contents[f"{folder_of_form}/{ORIGIN}"] = origin.encode()
    return dict(sorted(contents.items()))


def has_towns(form: AvailableForm) -> bool:
    """Return whether the form's first report.yaml has a place for towns."""
    return _TOWNS.search(_first_report(form)) is not None


def has_unit_above(form: AvailableForm) -> bool:
    """Return whether the form's first report.yaml has a place for the unit above."""
    return "parent" in _first_unit(form)


def has_communes(form: AvailableForm) -> bool:
    """Return whether the form's first report.yaml has a place for communes, not for villages."""
    return COMMUNES in _first_unit(form)


def _first_unit(form: AvailableForm) -> Collection[str]:
    """Return the keys that the form's first report.yaml has below `unit`."""
    root = read_text("report.yaml", REPORT, _first_report(form)).root
    unit = root.entries["unit"].value if root is not None and "unit" in root.entries else None
    return unit.entries.keys() if isinstance(unit, MappingNode) else ()


def _first_report(form: AvailableForm) -> str:
    """Return the report.yaml that a unit begins with: the form's, or that of one for its level."""
    own = form.folder / FORM_START / "report.yaml"
    if own.is_file():
        return own.read_text("utf-8")
    others = [
        (not {*each.levels} & {*form.levels}, each.name, each.folder / FORM_START / "report.yaml")
        for each in available_forms(templates_folder())
    ]
    _, _, first = min(each for each in others if each[2].is_file())
    return first.read_text("utf-8")


def _with_towns(report: str) -> str:
    """Return the text with the place for towns opened, which stands there as a remark."""
    return _TOWNS.sub("  towns:\n    level:\n    names:\n", report)


def _with_months(report: str, months: int) -> str:
    """Return the text with the number of months below the year, where it is no whole year."""
    if months == WHOLE_YEAR or re.search(r"(?m)^months:", report):
        return report
    return re.sub(r"(?m)^(year:.*\n)", r"\1months:\n", report, count=1)


def editor_extensions() -> str:
    """Return what VS Code recommends: our extension, and the one that knows the schemas."""
    return _json({"recommendations": ["ntmreport.ntmreport", "redhat.vscode-yaml"]})


def editor_settings(of_form: Collection[str] = ()) -> str:
    """Return the settings with which VS Code completes and explains the data.

    `of_form` are the schemas of a form's indicators, which stand for the program's own. What they
    know of mistakes the language server tells too, with what to do, so the YAML extension does not.
    """
    own = {name: f"data/*/{PurePosixPath(name).stem}.yaml" for name in of_form}
    described = {
        name: pattern for name, pattern in described_files().items() if pattern not in own.values()
    }
    files = {f"./schemas/{name}": pattern for name, pattern in {**described, **own}.items()}
    return _json(
        {
            "yaml.schemas": files,
            "yaml.validate": False,
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
    """Return the files of the period, blank but for what is known of the unit."""
    loaded = _loaded(form)
    needs = needs_of_form(loaded).keys() if loaded is not None else ()
    declared = loaded.declared if loaded is not None else {}
    files = {"data/words.txt": _own("words.txt")}
    for name in dict.fromkeys((*form.needed, *offices_of(declared))):
        begun = form.folder / FORM_START / f"{name}.yaml"
        if name == REPORT:
            text = _with_words(_first_report(form), unit.words)
        elif begun.is_file():
            text = _with_words(begun.read_text("utf-8"), unit.words)
            if name in offices_of(declared):
                # Editors go by what the form declares, not by what a unit may declare itself.
                text = text.replace(f"/schemas/{name}.json", f"/schemas/{form.name}/{name}.json", 1)
        elif name in offices_of(declared):
            text = blank_indicators(name, form.name, form.title, declared)
            if name not in form.needed and all(line[:1] in "#" for line in text.split("\n")):
                continue  # a file of remarks alone has no data
        else:
            own = _keys_named(name, form.folder)
            text = blank_file(name, OFFICE_MODELS[name], {*needs, *own})
        if name == REPORT:
            text = _report(text, unit, form)
        files[f"data/{unit.period.name}/{name}.yaml"] = text
    return files


def _keys_named(name: str, form: Path) -> Iterator[DataPath]:
    """Yield the paths of the keys that templates name of a file in which users choose them."""
    if not issubclass(OFFICE_MODELS[name], UserKeyedModel):
        return
    named = re.compile(rf"(?<![\w.]){name}\.([a-z_][a-z0-9_]*)")
    for template in sorted(form.glob("*.j2")):
        yield from ((name, key) for key in named.findall(template.read_text("utf-8")))


def _with_words(text: str, words: Mapping[str, str]) -> str:
    """Return a start file with the words for the unit.

    Lines and remarks with a word for what there is not are left out.
    """
    lacking = [f"${{{name}}}" for name, word in words.items() if not word]
    lines = []
    for line in text.split("\n"):
        value, mark, remark = line.partition(" # ")
        if any(each in value for each in lacking):
            continue
        lines.append(value if any(each in remark for each in lacking) else value + mark + remark)
    return Template("\n".join(lines)).safe_substitute(words)


def _report(text: str, unit: NewUnit, form: AvailableForm) -> str:
    """Return the form's first report.yaml with what is known of the unit."""
    text = _with_months(_with_towns(text) if unit.towns else text, unit.period.months)
    known: Mapping[tuple[str, ...], Value] = {
        ("form",): form.name,
        ("year",): str(unit.period.last),
        ("months",): str(unit.period.months),
        ("criteria_set",): _set_in_force(unit.period),
        ("unit", "level"): unit.level,
        ("unit", "name"): unit.name,
        ("unit", "parent", "level"): unit.parent_level,
        ("unit", "parent", "name"): unit.parent,
        ("issuer",): f"UBND {unit.level} {unit.name}",
    }
    text = filled(text, {path: value for path, value in known.items() if value})
    below = COMMUNES if has_communes(form) else "villages"
    for key, units in ((below, unit.below), ("towns", unit.towns)):
        if units:
            text = with_units(text, ("unit", key), units)
    return text


def _set_in_force(period: ReportPeriod) -> str:
    """Return the name of the set of criteria that is in force at the end of the period."""
    sets = {name: criteria_set(name) for name in known_sets()}
    return next((name for name, each in sets.items() if each.holds_on(period.last_day)), "")


def _loaded(form: AvailableForm) -> Form | None:
    name = Text(form.name, (REPORT, "form"), Span("", 1, 1, 1, 1))
    folder = form.folder.parent
    loaded, _ = load_form(name, (FormsFolder(folder, folder),))
    return loaded


def _form_files(form: AvailableForm) -> Mapping[str, bytes]:
    """Return the files of a form by their path in its folder."""
    paths = [path for path in sorted(form.folder.rglob("*")) if path.is_file()]
    return {path.relative_to(form.folder).as_posix(): path.read_bytes() for path in paths}


def _ci_example(name: str, program: Program) -> str:
    example = (ci_examples_folder() / name).read_text("utf-8")
    example = _WHEEL_OF_EXAMPLES.sub(lambda _: program.requirement, example)
    return example.replace(_YEAR_OF_EXAMPLES, "")


def _read_me(unit: NewUnit, form: AvailableForm, program: Program) -> str:
    return Template(_own("README.md")).substitute(
        unit=f"{unit.level} {unit.name}",
        year=unit.period.last,
        period=unit.period,
        folder=unit.period.name,
        next=unit.period.following.name,
        form=form.name,
        title=form.title,
        program=program.requirement,
        where=_WHERE if program.is_file and program.wheel is None else "",
        communes=_about_communes(unit) if has_communes(form) else "",
    )


def _about_communes(unit: NewUnit) -> str:
    """Return what README.md says of the communes' files, by the set of criteria in force."""
    name = _set_in_force(unit.period)
    if not name:
        return ""
    chosen = criteria_set(name)
    groups = ", ".join(each.name.value for each in chosen.groups)
    return Template(_own("communes.md")).substitute(
        levels=unit.words["below"],
        folder=unit.period.name,
        criteria_set=name,
        group=f"  group: # một trong các nhóm: {groups}\n" if groups else "",
        reached=", ".join(each.value for each in chosen.levels),
    )


def _own(name: str) -> str:
    return (_OWN / name).read_text("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
