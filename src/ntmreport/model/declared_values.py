"""Declarations of indicators in a form, laid around the values that the data gives for them.

The form says once what an indicator is called, its unit and its shape; the data says no more than
its value. Both together are the group that an indicator of one's own is read from, so that every
rule, the lineage, the counts and the next period know the ones and the others alike.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure.unit_conversion import factor_between
from ntmreport.figure.unit_spelling import right_unit
from ntmreport.language import Bilingual
from ntmreport.model.declared_indicators import (
    INDICATORS,
    OFFICE,
    REQUIRED,
    file_of,
    is_required,
    offices_of,
)
from ntmreport.model.indicator_shapes import DEFAULT_SHAPE, RANGE, SHAPES, TABLE, TEXT, Shape
from ntmreport.model.key_diagnostics import unknown_key
from ntmreport.model.misspelt_numbers import misspelling_in_unit, range_in
from ntmreport.model.named_sources import SOURCE_KEYS
from ntmreport.model.nearest_name import nearest
from ntmreport.model.reading_context import is_blank
from ntmreport.model.stage import is_draft
from ntmreport.model.table_column import columns_of, with_blanks
from ntmreport.model.table_line import line_diagnostics, lines_of, rows_of_lines
from ntmreport.source import (
    Entry,
    MappingNode,
    Misspelling,
    Scalar,
    SequenceNode,
    moved,
    read_number,
)
from ntmreport.span import Span, start_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ntmreport.source import Node
    from ntmreport.span import Path

_OF_THE_FORM = (OFFICE, REQUIRED)
"""Keys of a declaration that the group of an indicator does not have."""


def with_declared(
    files: Mapping[str, MappingNode],
    declared: Mapping[str, MappingNode],
    asked: Collection[str] = (),
) -> tuple[Mapping[str, MappingNode], tuple[Diagnostic, ...]]:
    """Return the files of a period with what the form has `declared` around the values.

    Values of all offices come to stand in one file, indicators.yaml, under one path; the file of
    an office that the form names is no longer there by itself. In a draft, keys of those that are
    `asked` for are to be filled in where they stand without a value.
    """
    offices = offices_of(declared)
    there = [files[name] for name in dict.fromkeys((INDICATORS, *offices)) if name in files]
    if not declared or not there:
        return files, ()
    found: list[Diagnostic] = []
    entries: dict[str, Entry] = {}
    misspelt = _misspelt(files, declared)
    for key, node in declared.items():
        name = file_of(node)
        root = files.get(name)
        written = root.entries.get(key) if root is not None else None
        if written is None or is_blank(written.value):
            # Of what stands in another file, or in none that is there, more is not said.
            is_told = key in misspelt.values() or any(key in each.entries for each in there)
            is_wanted = is_required(node) or (
                written is not None and key in asked and is_draft(files)
            )
            if root is not None and is_wanted and (written is not None or not is_told):
                span = written.key if written is not None else start_of(root.span.file)
                entries[key] = Entry(span, unwritten(node, key, span))
            continue
        refused = [*_refused(key, node, written.value, is_draft=is_draft(files))]
        found += refused
        if not refused:
            entries[key] = Entry(written.key, _around(node, written, (INDICATORS, key)))
    for name in dict.fromkeys((INDICATORS, *offices)):
        for key, entry in files[name].entries.items() if name in files else ():
            if key in SOURCE_KEYS or (key in declared and file_of(declared[key]) == name):
                continue
            if (name, key) in misspelt or key in declared or name != INDICATORS:
                found.append(_elsewhere(key, name, entry, declared))
            else:
                entries[key] = entry
    around = {
        root.span.file: {key: root.entries[key] for key in SOURCE_KEYS if key in root.entries}
        for root in there
    }
    entries = {
        key: _with_source(each, around.get(each.key.file, {})) for key, each in entries.items()
    }
    first = files.get(INDICATORS, there[0])
    root = MappingNode(entries, (INDICATORS,), first.span)
    others = {name: each for name, each in files.items() if name not in offices}
    return {**others, INDICATORS: root}, tuple(found)


def _with_source(entry: Entry, around: Mapping[str, Entry]) -> Entry:
    """Return an indicator with what its file says of the source of all its figures."""
    node = entry.value
    if not around or not isinstance(node, MappingNode):
        return entry
    said = {
        key: Entry(each.key, moved(each.value, (*node.path, key))) for key, each in around.items()
    }
    return Entry(entry.key, replace(node, entries={**said, **node.entries}))


def by_file(
    files: Mapping[str, MappingNode], declared: Mapping[str, MappingNode]
) -> Mapping[str, MappingNode]:
    """Return the files of a period with the indicators of each office in its own file again."""
    found = dict(files)
    merged = files.get(INDICATORS)
    if not declared or merged is None:
        return found
    del found[INDICATORS]
    names = {entry.key.file for entry in merged.entries.values()}
    for file in (merged.span.file, *sorted(names - {merged.span.file})):
        entries = {key: each for key, each in merged.entries.items() if each.key.file == file}
        stem = file.rpartition("/")[2].removesuffix(".yaml")
        span = merged.span if file == merged.span.file else start_of(file)
        found[stem] = MappingNode(entries, (INDICATORS,), span)
    return found


def _misspelt(
    files: Mapping[str, MappingNode], declared: Mapping[str, MappingNode]
) -> Mapping[tuple[str, str], str]:
    """Return which declared name each unknown name is meant to be, by file and unknown name."""
    found: dict[tuple[str, str], str] = {}
    for name in dict.fromkeys((INDICATORS, *offices_of(declared))):
        entries = files[name].entries if name in files else {}
        free = [key for key in _keys_of(name, declared) if key not in entries]
        for key, entry in entries.items():
            if key in SOURCE_KEYS:
                continue
            is_own = isinstance(entry.value, MappingNode) and "label" in entry.value.entries
            meant = None if key in declared or is_own else nearest(key, free)
            if meant is not None:
                found[(name, key)] = meant
    return found


def digest_of_declared(declared: Mapping[str, MappingNode]) -> str:
    """Return the digest of all that a form declares of its indicators, remarks left out."""
    digest = hashlib.sha256()
    for key, node in declared.items():
        digest.update(f"{key}\0".encode())
        for text in _texts_in(node):
            digest.update(f"{text}\0".encode())
    return digest.hexdigest()


def _texts_in(node: Node) -> Iterator[str]:
    match node:
        case MappingNode(entries=entries):
            for key, entry in entries.items():
                yield f"{key}:"
                yield from _texts_in(entry.value)
            yield "}"
        case SequenceNode(items=items):
            for item in items:
                yield from _texts_in(item)
            yield "]"
        case Scalar(text=text):
            yield text


def shape_of(node: MappingNode) -> Shape:
    """Return the shape that a declaration names, a single value where it names none."""
    return SHAPES.get(node.text("shape"), SHAPES[DEFAULT_SHAPE])


def _of_declaration(node: MappingNode) -> dict[str, Entry]:
    return {key: entry for key, entry in node.entries.items() if key not in _OF_THE_FORM}


def unwritten(node: MappingNode, key: str, span: Span) -> MappingNode:
    """Return the group of an indicator whose values are still to be written, at `span`."""
    path = (INDICATORS, key)
    blanks: dict[str, Entry] = {
        name: Entry(span, Scalar("", True, (*path, name), span)) for name in shape_of(node).keys
    }
    if lines := lines_of(node):
        rows = rows_of_lines(lines, None, (*path, "rows"), span)
        blanks["rows"] = Entry(span, with_blanks(rows, columns_of(node)))
    return MappingNode({**_of_declaration(node), **blanks}, path, span)


def _around(node: MappingNode, written: Entry, path: Path) -> MappingNode:
    """Return the group of what is declared in `node` and what is written of it in the data."""
    value = written.value
    shape = shape_of(node)
    if isinstance(value, MappingNode) and not _is_text_with_colon(value, shape):
        own = {
            name: Entry(each.key, moved(each.value, (*path, name)))
            for name, each in value.entries.items()
        }
    else:
        short = shape.short or shape.keys[0]
        own = {short: Entry(written.key, moved(value, (*path, short)))}
    if lines := lines_of(node):
        at = (*path, shape.short)
        own = {shape.short: Entry(written.key, rows_of_lines(lines, value, at, written.key))}
    for name in shape.keys:
        # What is half written lacks its other half, and nothing else.
        own.setdefault(name, Entry(written.key, Scalar("", True, (*path, name), written.key)))
    if shape is SHAPES[TABLE]:
        rows = own[shape.short]
        own[shape.short] = Entry(rows.key, with_blanks(rows.value, columns_of(node)))
    return MappingNode({**own, **_of_declaration(node)}, path, value.span)


def _is_text_with_colon(value: MappingNode, shape: Shape) -> bool:
    """Return whether what should be words was read as a group, for a colon among them."""
    return shape is SHAPES[TEXT] and not {*shape.keys} & value.entries.keys()


def _refused(key: str, node: MappingNode, value: Node, *, is_draft: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with the value of an indicator beside what its form declares."""
    lines = lines_of(node)
    if not lines:
        yield from _said_again(key, node, value)
    elif isinstance(value, MappingNode):
        columns = [name for name, each in columns_of(node).items() if each.is_required]
        yield from line_diagnostics(lines, value, columns, is_draft=is_draft)
    else:
        first = lines[0].keys[0]
        yield Diagnostic(
            catalogue.WRONG_TYPE,
            value.span,
            Bilingual(
                f"mẫu báo cáo đã định các dòng của “{key}”, bắt đầu bằng “{first}”",
                f"the form lays down the lines of `{key}`, from `{first}` on",
            ),
            (INDICATORS, key),
            Bilingual(
                f"ghi mỗi dòng theo tên của nó, thụt vào dưới “{key}:”: {first}: …",
                f"write each line by its name, indented below `{key}:`, as {first}: …",
            ),
        )


def _said_again(key: str, node: MappingNode, value: Node) -> Iterator[Diagnostic]:
    """Yield diagnostics for what the form has said already, and for another shape."""
    shape = shape_of(node)
    if not isinstance(value, MappingNode):
        if not shape.short:
            ends = range_in(value.text) if isinstance(value, Scalar) else None
            example = shape.example
            if ends is not None and shape is SHAPES[RANGE]:
                example = f"{{from: {ends[0]}, to: {ends[1]}}}"
            yield Diagnostic(
                catalogue.WRONG_TYPE,
                value.span,
                Bilingual(
                    f"mẫu báo cáo cần “{key}” ở dạng: {shape.title}",
                    f"the form takes `{key}` in another shape",
                ),
                (INDICATORS, key),
                Bilingual(f"viết {key}: {example}", f"write {key}: {example}"),
            )
        return
    if _is_text_with_colon(value, shape):
        return
    others = {name for each in SHAPES.values() for name in (*each.keys, *each.others)}
    for name, entry in value.entries.items():
        if name in node.entries or name in _OF_THE_FORM:
            yield Diagnostic(
                catalogue.KEYS_NOT_TOGETHER,
                entry.key,
                Bilingual(
                    f"“{name}” của chỉ tiêu này do mẫu báo cáo quy định",
                    f"the form says the `{name}` of this indicator",
                ),
                (INDICATORS, key),
                _to_take_away(name, entry, node, value),
            )
        elif name in others - {*shape.keys, *shape.others}:
            yield Diagnostic(
                catalogue.KEYS_NOT_TOGETHER,
                entry.key,
                Bilingual(
                    f"mẫu báo cáo cần “{key}” ở dạng khác: {shape.title}",
                    f"the form takes `{key}` in another shape, not with `{name}`",
                ),
                (INDICATORS, key),
                Bilingual(f"viết {key}: {shape.example}", f"write {key}: {shape.example}"),
            )


def _to_take_away(name: str, entry: Entry, node: MappingNode, value: MappingNode) -> Bilingual:
    """Return the hint for what the form says: numbers in another unit are to be written anew."""
    if not isinstance(entry.value, Scalar):
        return Bilingual(f"xóa nhóm “{name}”", f"delete the group `{name}`")
    written, declared = entry.value.text, node.text("unit")
    away = f"{name}: {written}"
    if name != "unit" or right_unit(written) == right_unit(declared):
        return Bilingual(f"xóa “{away}”", f"delete `{away}`")
    numbers = ", ".join(_in_unit(value, right_unit(written), declared))
    if not numbers:
        return Bilingual(
            f"mẫu tính bằng {declared}: đổi số sang đơn vị đó, rồi xóa “{away}”",
            f"the form counts in {declared}: convert the number to it, then delete `{away}`",
        )
    return Bilingual(
        f"mẫu tính bằng {declared}: viết {numbers} rồi xóa “{away}”",
        f"the form counts in {declared}: write {numbers} and delete `{away}`",
    )


def _in_unit(value: MappingNode, written: str, declared: str) -> Iterator[str]:
    """Yield the numbers of a group as they are in the `declared` unit, with their keys."""
    if factor_between(written, declared) is None:
        return
    for key, entry in value.entries.items():
        if not isinstance(entry.value, Scalar) or not entry.value.text[:1].isdigit():
            continue
        said = f"{entry.value.text} {written}"
        read = read_number(said)
        if isinstance(read, Misspelling):
            meant = misspelling_in_unit(said, declared, read, is_whole=False, is_alone=True)
            if len(meant.spellings) == 1:
                yield f"{key}: {meant.spellings[0]}"


def _elsewhere(
    key: str, name: str, entry: Entry, declared: Mapping[str, MappingNode]
) -> Diagnostic:
    """Return the diagnostic for a key in the file of an office that does not answer for it."""
    if key in declared:
        file = f"{file_of(declared[key])}.yaml"
        return Diagnostic(
            catalogue.UNKNOWN_KEY,
            entry.key,
            Bilingual(
                f"mẫu báo cáo đặt “{key}” ở tệp khác: {file}",
                f"the form has `{key}` in another file, {file}",
            ),
            entry.value.path,
            Bilingual(f"chuyển dòng này sang {file}", f"move the line to {file}"),
        )
    return unknown_key(key, entry, _keys_of(name, declared))


def _keys_of(name: str, declared: Mapping[str, MappingNode]) -> Collection[str]:
    return [key for key, node in declared.items() if file_of(node) == name]
