"""What validate reads, the schemas take, and the other way round, as far as draft-07 can say it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from ntmreport.fixes import obeyed
from ntmreport.json_schema import schemas
from ntmreport.model import FILE_MODELS, SUBFOLDERS, read_models
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text, read_year

from .test_json_schema import JsonLoader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntmreport.source import Node

VALUES = (
    *("5", "0", "-1", "1.5", "08", "true", "no", "", '"5"', '"x"', "x", "abc def", "1e3"),
    *("[]", "[1]", "{}", "{a: 1}", "2021-10-14", "2021-13-45", "2021-02-00", "30/9/2021"),
    *('" "', '"a\\nb"', '"\\u0007"', '"a\\tb"', "|\n      a\n      b", '"190.113"', "'1.234'"),
)
"""What is written in the place of a value. Spellings of numbers that an editor cannot see once YAML
has read them (190.113, 0x1F, ~) are left to validate."""

ONE_IN = 29
"""So many of the replacements are tried; the whole takes minutes."""

READING = "NTM3"
"""Codes before this are of files and of the schema; arithmetic is beyond an editor."""


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case MappingNode(entries=entries):
            for entry in entries.values():
                yield from scalars(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from scalars(item)
        case Scalar(is_blank=False):
            yield node


@pytest.mark.parametrize("name", sorted({*FILE_MODELS} - {"funds", "indicators", "narrative"}))
def test_schema_and_validate_agree(fixtures: Path, name: str) -> None:
    source = read_year(fixtures / "data/2021", FILE_MODELS, SUBFOLDERS)
    if name not in source.files:
        return
    root = source.files[name]
    file, text = root.span.file, source.texts[root.span.file]
    validator = jsonschema.Draft7Validator(json.loads(schemas()[f"{name}.json"]))
    number = 0
    for scalar in scalars(root):
        for value in VALUES:
            number += 1
            if number % ONE_IN:
                continue
            written = obeyed(text, scalar.span, value)
            read = read_text(file, name, written)
            found = list(read.diagnostics)
            if read.root is not None:
                found += read_models({**source.files, name: read.root})[1]
            codes = {
                each.rule.code
                for each in found
                if each.is_error and each.span.file == file and each.rule.code < READING
            }
            try:
                content = yaml.load(written, JsonLoader)  # noqa: S506 - a SafeLoader
            except yaml.YAMLError:
                assert codes
                continue
            errors = [error.message for error in validator.iter_errors(content)]
            place = f"{scalar.span.line} {scalar.path}: {value!r}"
            if not value and not errors:
                continue  # a blank is a value left out, and an editor does not know the stage
            assert bool(errors) == bool(codes), f"{place}: {errors[:1]} {codes}"
