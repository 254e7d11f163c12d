"""Drafts: whatever one value is left blank, the draft has a blank there and the final names it."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from ntmreport.checks import REPORT_CHECKS
from ntmreport.model import OFFICE_MODELS
from ntmreport.model.field_walk import Group
from ntmreport.pipeline import Compiled, Compiler, rendered
from ntmreport.render.plain_text import render_text
from ntmreport.source import Entry, MappingNode, SequenceNode, read_text
from ntmreport.starting.yaml_edits import Edits
from ntmreport.validation import validate
from tests.invented import DOCUMENTS, add_communes, add_funds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document
    from ntmreport.model import Model
    from ntmreport.source import Node

TODAY = datetime.date(2022, 1, 5)
BLANK = "……"

FEW = 12
"""Entries of a file that are all left blank in turn."""


@pytest.fixture(params=["data/2021", "commune/2021"])
def year(request: pytest.FixtureRequest, fixtures: Path, tmp_path: Path) -> Path:
    """A whole year of each form, in a repository of its own."""
    shutil.copytree(fixtures / request.param, tmp_path / "data/2021")
    shutil.copytree(fixtures / "templates", tmp_path / "templates")
    return tmp_path / "data/2021"


def entries(node: Node, model: type[Model]) -> Iterator[tuple[Entry, bool]]:
    """Yield every key that has a value, and whether the model wants one there."""
    if not isinstance(node, MappingNode):
        return
    for field in Group(model, node, node.path, "").fields():
        if field.node is None or field.span is None:
            continue
        if not field.is_blank:
            yield Entry(field.span, field.node), field.kind.is_required
        if field.is_group:
            items = field.node.items if isinstance(field.node, SequenceNode) else (field.node,)
            for item in items:
                yield from entries(item, field.kind.type)


def first_and_last_of_lists(found: list[tuple[Entry, bool]]) -> list[tuple[Entry, bool]]:
    """Leave out what stands within a list: there every entry is read in the same way."""
    alike: dict[tuple[str, ...], list[tuple[Entry, bool]]] = {}
    for each in found:
        place = tuple("*" if isinstance(step, int) else step for step in each[0].value.path)
        alike.setdefault(place, []).append(each)
    return [each for same in alike.values() for each in (same[0], *same[1:][-1:])]


def staged(year: Path, stage: str) -> None:
    report = year / "report.yaml"
    lines = report.read_text("utf-8").split("\n")
    kept = [line for line in lines if not line.startswith("stage:")]
    report.write_text("\n".join([f"stage: {stage}", *kept]), "utf-8", newline="\n")


def test_every_value_left_blank(year: Path) -> None:
    compiler, number = Compiler(), 0
    whole = render_text(document(compiler, year)).count(BLANK)
    for name, model in OFFICE_MODELS.items():
        path = year / f"{name}.yaml"
        if not path.is_file():
            continue
        staged(year, "draft")
        text = path.read_text("utf-8")
        root = read_text("", name, text).root
        assert root is not None
        found_here = first_and_last_of_lists([*entries(root, model)])
        # Every fourth one of many: each takes two reports.
        for entry, is_required in found_here[:: 4 if len(found_here) > FEW else 1]:
            if entry.value.path in {("report", key) for key in ("form", "year", "stage")}:
                continue
            number += 1
            edits = Edits(text, root)
            edits.blank(entry)
            path.write_text(edits.text(), "utf-8", newline="\n")
            staged(year, "draft")
            compiled = compiler.compile(year)
            assert not errors_of(compiled, year), entry.value.path
            assert compiled.document is not None
            printed = render_text(compiled.document)
            staged(year, "final")
            final = compiler.compile(year)
            # What keeps the report from being composed is all that is said of it here.
            found = told(final.diagnostics) or errors_of(final, year)
            if is_required or found:
                assert [code for code, *_ in found] == ["NTM201"], entry.value.path
                _, file, message = found[0]
                assert file.endswith(f"/{name}.yaml")
                assert message.startswith("thiếu ")
                assert printed.count(BLANK) >= whole
            path.write_text(text, "utf-8", newline="\n")
    assert number > 25


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("communes/xa-03.yaml", r"figures:\n(?:  .*\n)+", "figures:\n"),
        ("communes/xa-03.yaml", r"name: .*\n", "name:\n"),
        ("communes/xa-03.yaml", r"criteria_met:\n(?:  .*\n)+", "criteria_met:\n"),
        ("report.yaml", r"  communes:.*\n(?:    .*\n)+", "  communes:\n"),
        ("report.yaml", r"    level: xã\n", "    level:\n"),
        ("report.yaml", r"criteria_set: .*\n", "criteria_set:\n"),
        ("report.yaml", r"abbreviations:.*\n(?:  .*\n)+", "abbreviations:\n"),
        ("documents.yaml", r"number: .*\n", "number:\n"),
        ("funds.yaml", r"(?<=budget:\n)(?:  .*\n)+", ""),
    ],
)
def test_what_a_draft_with_communes_leaves_blank_is_no_mistake(
    fixtures: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    data = tmp_path / "data/2021"
    shutil.copytree(fixtures / "data/2021", data)
    shutil.copytree(fixtures / "templates", tmp_path / "templates")
    add_communes(data)
    add_funds(data)
    (data / "documents.yaml").write_text(DOCUMENTS, "utf-8", newline="\n")
    staged(data, "draft")
    text, number = re.subn(old, new, (data / file).read_text("utf-8"), count=1)
    assert number == 1
    (data / file).write_text(text, "utf-8", newline="\n")
    assert not errors(Compiler(), data)


def document(compiler: Compiler, year: Path) -> Document:
    compiled = compiler.compile(year)
    assert compiled.document is not None, compiled.diagnostics
    return compiled.document


def errors(compiler: Compiler, year: Path) -> list[tuple[str, str, str]]:
    return errors_of(compiler.compile(year), year)


def errors_of(compiled: Compiled, year: Path) -> list[tuple[str, str, str]]:
    return told(validate(compiled, year, TODAY, REPORT_CHECKS).diagnostics)


def told(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, str, str]]:
    """The errors among `diagnostics`: code, file and message."""
    return [
        (each.rule.code, each.span.file, each.message.vi) for each in diagnostics if each.is_error
    ]


def test_a_draft_says_so_below_its_number_and_a_final_does_not(year: Path) -> None:
    for stage, number in (("draft", 1), ("final", 0)):
        staged(year, stage)
        content, found = rendered(Compiler().compile(year))
        assert content is not None, found
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            xml = package.read("word/document.xml").decode()
        runs = re.findall(r"<w:r>(?:(?!</w:r>).)*DỰ THẢO", xml)
        assert len(runs) == number
        assert all("<w:b/>" in run for run in runs)
        lines = render_text(document(Compiler(), year)).split("\n")
        assert lines.count("DỰ THẢO") == number
        if number:
            assert lines[lines.index("DỰ THẢO") - 1].startswith("Số: ")
