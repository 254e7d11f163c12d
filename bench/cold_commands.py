"""A command by a new process: what someone waits for after changing a figure, or a hook does."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from bench.measuring import (
    Command,
    Comparison,
    Contender,
    environment,
    python_command,
    run,
)
from bench.own_commands import (
    BUILD,
    BUILD_EMPTY,
    BUILT,
    EXPLAIN,
    TREE,
    VALIDATE,
    VALIDATE_EMPTY,
    VERSION,
    own_commands,
)
from bench.rivals import check_text
from bench.varied_data import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.rivals import RivalFiles

RIVALS = TREE / "bench/rivals"
DOCXTPL = "docxtpl script"
DOCXTEMPLATER = "docxtemplater script"
CHECK_JSONSCHEMA = "check-jsonschema, one file"
TYPER = "an empty Typer application"


def comparisons(folder: Path, rivals: RivalFiles) -> list[Comparison]:
    """Return the comparisons; those that make a report have made one in `folder`."""
    ours = own_commands(TREE, folder)
    check_text(folder / BUILT, rivals)
    surroundings = environment(folder / "cache")
    docxtpl = Contender(DOCXTPL, docxtpl_commands(rivals, folder, 1))
    run(docxtpl.commands[0])
    check_text(folder / "docxtpl-0.docx", rivals)
    others = (_docxtemplater(folder, rivals), _pandoc(folder, rivals))
    one, each, lint = _readers_of_yaml(surroundings)
    empty = Contender(
        TYPER, (python_command(surroundings, RIVALS / "two_commands.py", "validate"),)
    )
    return [
        Comparison("build", (ours[BUILD], docxtpl, *others), {DOCXTPL: 1.6}),
        Comparison("build, empty cache", (ours[BUILD_EMPTY], docxtpl), {}),
        Comparison("validate", (ours[VALIDATE], one, each, lint), {CHECK_JSONSCHEMA: 1.3}),
        Comparison("validate, empty cache", (ours[VALIDATE_EMPTY], one), {}),
        Comparison("explain of a Word file", (ours[EXPLAIN], docxtpl), {DOCXTPL: 0.9}),
        Comparison("--version", (ours[VERSION], empty), {TYPER: 1.2}),
    ]


def docxtpl_commands(rivals: RivalFiles, folder: Path, number: int) -> list[Command]:
    """Return the call of the docxtpl script that writes `number` reports into `folder`."""
    pairs = _pairs(rivals, folder, "docxtpl", number)
    line = (RIVALS / "docxtpl_script.py", rivals.docxtpl, *pairs)
    return [python_command(environment(folder / "cache"), *line)]


def docxtemplater_commands(rivals: RivalFiles, folder: Path, number: int) -> list[Command]:
    """Return the call of the docxtemplater script, none where it is not installed."""
    node, modules = shutil.which("node"), TREE / "tools/node_modules"
    if node is None or not (modules / "docxtemplater").is_dir():
        return []
    pairs = _pairs(rivals, folder, "docxtemplater", number)
    script = RIVALS / "docxtemplater_script.js"
    line: tuple[str | Path, ...] = (node, script, rivals.docxtemplater, *pairs)
    return [Command(line, environment(folder / "cache", NODE_PATH=str(modules)))]


def _pairs(rivals: RivalFiles, folder: Path, name: str, number: int) -> list[Path]:
    """Return files of values and of reports in turn."""
    values = rivals.values[:number]
    return [
        path
        for index, file in enumerate(values)
        for path in (file, folder / f"{name}-{index}.docx")
    ]


def _docxtemplater(folder: Path, rivals: RivalFiles) -> Contender:
    commands = docxtemplater_commands(rivals, folder, 1)
    if not commands:
        return Contender(DOCXTEMPLATER, note="not installed: `make tools`")
    run(commands[0])
    check_text(folder / "docxtemplater-0.docx", rivals)
    return Contender(DOCXTEMPLATER, commands, countable=False)


def _pandoc(folder: Path, rivals: RivalFiles) -> Contender:
    name = "pandoc, variables and docx"
    program = shutil.which("pandoc")
    if program is None:
        return Contender(name, note="not installed")
    filled, empty, output = (folder / part for part in ("filled.md", "empty.md", "pandoc.docx"))
    empty.touch()
    template = ("-t", "markdown", "--wrap=none", "--template", rivals.pandoc)
    values = ("--metadata-file", rivals.values[0], "-o", filled, empty)
    lines = (
        (program, *template, *values),
        (program, "-f", "markdown-smart", "-o", output, filled),
    )
    commands = [Command(line, environment(folder / "cache")) for line in lines]
    for command in commands:
        run(command)
    check_text(output, rivals)
    return Contender(name, commands)


def _readers_of_yaml(surroundings: Mapping[str, str]) -> tuple[Contender, Contender, Contender]:
    """Return check-jsonschema of one file and of each, and yamllint of the folder.

    check-jsonschema takes one schema a call; yamllint knows none, and finds lines that are long.
    """
    schemas = TREE / "schemas"
    pairs = [(schemas / f"{path.stem}.json", path) for path in sorted((TREE / DATA).glob("*.yaml"))]
    calls = [
        python_command(surroundings, "-m", "check_jsonschema", "--schemafile", schema, path)
        for schema, path in pairs
        if schema.is_file()
    ]
    lint = replace(python_command(surroundings, "-m", "yamllint", TREE / DATA), codes=(0, 1))
    return (
        Contender(CHECK_JSONSCHEMA, calls[:1]),
        Contender(f"check-jsonschema, {len(calls)} files by as many calls", calls, countable=False),
        Contender("yamllint", (lint,)),
    )
