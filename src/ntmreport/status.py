"""How far a year's data is filled in, file by file, and what stands between it and its report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.model import (
    LABEL_SEPARATOR,
    OFFICE_MODELS,
    Commune,
    GivenFigures,
    Model,
    is_commune,
)
from ntmreport.model.keys import own_name
from ntmreport.model.kinds import kinds_in
from ntmreport.printable import json_text, printable
from ntmreport.source import MappingNode, Scalar, SequenceNode
from ntmreport.span import Span, written_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.language import Language
    from ntmreport.model.kinds import Kind
    from ntmreport.source import Node
    from ntmreport.span import Path

_VALUE = "value"
_OTHER_VERSIONS = (catalogue.SCHEMA_TOO_NEW, catalogue.SCHEMA_TOO_OLD)

_FILE = Bilingual("Tệp", "File")
_FILLED = Bilingual("Đã điền", "Filled in")
_MISSING = Bilingual("Còn thiếu", "Missing")
_LINE = Bilingual("dòng", "line")
_TO_FILL_IN = Bilingual("Còn thiếu:", "Missing:")
_MAY_BE = Bilingual("Để trống (điền nếu có):", "Left blank (fill in what there is):")
_BLOCKS = Bilingual("Lỗi khác phải sửa trước khi lập báo cáo:", "Other mistakes that stop a build:")
_NO_FILE = Bilingual("không có tệp", "no such file")
_UNREADABLE = Bilingual("chưa đọc được", "cannot be read")


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that is not there: its path, its Vietnamese name, and its line where its key is."""

    path: str
    label: str
    line: int | None


@dataclass(slots=True)
class FileStatus:
    """How much of a file is filled in. `optional` are keys left blank that need no value.

    What is `given` elsewhere is not missing where it is not written.
    """

    name: str
    is_there: bool
    is_read: bool
    filled: int = 0
    missing: list[Gap] = field(default_factory=list)
    optional: list[Gap] = field(default_factory=list)
    given: Collection[Path] = ()

    @property
    def wanted(self) -> int:
        """How many values the file should have: those there, and those missing."""
        return self.filled + len(self.missing)


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a year: its files, and the other mistakes that stop its report."""

    folder: str
    files: tuple[FileStatus, ...]
    blocking: tuple[Diagnostic, ...]

    @property
    def missing(self) -> int:
        """How many values are missing in all."""
        return sum(len(file.missing) for file in self.files)

    @property
    def can_be_built(self) -> bool:
        """Whether the report can be built as the data is."""
        return not self.missing and not self.blocking

    def verdict(self) -> Bilingual:
        """Return the last line: whether the report can be built, and if not, what is to be done."""
        if self.can_be_built:
            return Bilingual(
                f"{self.folder}: đã điền đủ, lập được báo cáo",
                f"{self.folder}: all is filled in, the report can be built",
            )
        missing, mistakes = self.missing, len(self.blocking)
        vi = [f"thiếu {missing} giá trị"] * bool(missing) + [f"{mistakes} lỗi"] * bool(mistakes)
        en = [f"{missing} value{'s' * (missing != 1)} missing"] * bool(missing)
        en += [f"{mistakes} mistake{'s' * (mistakes != 1)}"] * bool(mistakes)
        return Bilingual(
            f"{self.folder}: chưa lập được báo cáo: {', '.join(vi)}",
            f"{self.folder}: the report cannot be built yet: {', '.join(en)}",
        )


def status_of(
    folder: str,
    files: Mapping[str, MappingNode],
    texts: Mapping[str, str],
    diagnostics: Sequence[Diagnostic],
    needed: Collection[str],
    given: Collection[Path] = (),
) -> Status:
    """Return the state of the year in `folder`, from its files and what is said of them.

    `needed` are the files that must be there, by name; `given` are the paths of figures that need
    not be written, since the communes give them.
    """
    if any(each.rule in _OTHER_VERSIONS for each in diagnostics):
        files = {}  # nobody knows here what the files of another version should hold
    there = [file.removeprefix(f"{folder}/").removesuffix(".yaml") for file in texts]
    models: dict[str, type[Model]] = {
        **OFFICE_MODELS,
        **dict.fromkeys(filter(is_commune, there), Commune),
    }
    found = tuple(
        _file(name, model, files.get(name), given, is_there=name in there)
        for name, model in models.items()
        if name in needed or name in there
    )
    gaps = {gap.path for file in found for gap in file.missing}
    absent = {f"{folder}/{file.name}.yaml" for file in found if not file.is_there and file.missing}
    blocking = tuple(
        each for each in diagnostics if each.is_error and not _told(each, gaps, absent)
    )
    return Status(folder, found, blocking)


def _told(diagnostic: Diagnostic, gaps: set[str], absent: set[str]) -> bool:
    """Whether the missing values say the same already."""
    if diagnostic.rule is catalogue.FILE_MISSING:
        return diagnostic.span.file in absent
    if diagnostic.rule is not catalogue.MISSING:
        return False
    path = written_path(diagnostic.path)
    return any(gap == path or gap.startswith((f"{path}.", f"{path}[")) for gap in gaps)


def _file(
    name: str,
    model: type[Model],
    root: MappingNode | None,
    given: Collection[Path],
    *,
    is_there: bool,
) -> FileStatus:
    status = FileStatus(name, is_there, root is not None, given=given)
    # Of a file that is there and cannot be read, nobody knows what it holds.
    if root is not None or not is_there:
        title = model.model_config["title"] or name
        _mapping(status, root, model, (name,), title)
    return status


def _mapping(
    status: FileStatus, node: MappingNode | None, model: type[Model], path: Path, label: str
) -> None:
    entries = node.entries if node is not None else {}
    given = [
        key
        for key in (*entries, *model.keys())
        if (*path, key) in status.given or (key in entries and not _is_blank(entries[key].value))
    ]
    lacking = model.lacking(given, entries.keys())
    for key, kind in kinds_in(model, node).items():
        entry = entries.get(key)
        name = f"{label}{LABEL_SEPARATOR}{kind.title}"
        if entry is None or _is_blank(entry.value):
            if (*path, key) in status.given:
                continue
            line = entry.key.line if entry is not None else None
            is_required = kind.is_required or key in lacking
            _absent(status, kind, is_required, (*path, key), name, line)
        else:
            _value(status, entry.value, kind, name, entry.key)
    if node is not None and model.indicators():
        stated = entries.get("stated")
        if stated is not None and isinstance(stated.value, MappingNode):
            status.filled += sum(
                not _is_blank(each.value) for each in stated.value.entries.values()
            )


def _absent(
    status: FileStatus, kind: Kind, is_required: bool, path: Path, label: str, line: int | None
) -> None:
    if not is_required:
        if line is not None:
            status.optional.append(Gap(written_path(path), label, line))
    elif issubclass(kind.type, Model) and not kind.is_list:
        _mapping(status, None, kind.type, path, label)
    else:
        status.missing.append(Gap(written_path(path), label, line))


def _value(status: FileStatus, node: Node, kind: Kind, label: str, key: Span) -> None:
    if isinstance(node, SequenceNode):
        if not node.items:
            status.filled += 1
        for position, item in enumerate(node.items, start=1):
            own = f"{label}{LABEL_SEPARATOR}{own_name(item) or position}"
            if _is_blank(item):
                status.missing.append(Gap(written_path(item.path), own, item.span.line))
            else:
                _value(status, item, kind, own, item.span)
    elif not isinstance(node, MappingNode):
        status.filled += 1
    elif issubclass(kind.type, Model):
        _mapping(status, node, kind.type, node.path, label)
    elif kind.type is GivenFigures:
        _given(status, node, label)
    else:
        # A figure with a qualifier.
        entry = node.entries.get(_VALUE)
        if entry is None or _is_blank(entry.value):
            line = entry.key.line if entry is not None else key.line
            status.missing.append(Gap(written_path(node.path), label, line))
        else:
            status.filled += 1


def _given(status: FileStatus, node: MappingNode, label: str) -> None:
    """Count what a commune gives of the unit's figures; it need not give any of them."""
    for key, entry in node.entries.items():
        if _is_blank(entry.value):
            own = f"{label}{LABEL_SEPARATOR}{key}"
            status.optional.append(Gap(written_path(entry.value.path), own, entry.key.line))
        else:
            status.filled += 1


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_blank


def as_table(status: Status, language: Language) -> str:
    """Return the state as lines for a terminal."""
    names = [f"{file.name}.yaml" for file in status.files]
    width = max(len(name) for name in [*names, _FILE.text(language)])
    heading = _FILLED.text(language)
    lines = [f"{_FILE.text(language):<{width}}  {heading}"]
    for name, file in zip(names, status.files, strict=True):
        counts = f"{file.filled}/{file.wanted}" if file.wanted else "-"
        lines.append(f"{name:<{width}}  {counts:>{len(heading)}}{_remark(file, language)}")
    for title, gaps in (
        (_TO_FILL_IN, _gaps(status, missing=True)),
        (_MAY_BE, _gaps(status, missing=False)),
    ):
        rows = [
            [f"  {_place(status, file, gap)}  {gap.path}", f"      {gap.label}"]
            for file, gap in gaps
        ]
        if rows:
            lines += ["", title.text(language), *(line for row in rows for line in row)]
    if status.blocking:
        lines += ["", _BLOCKS.text(language)]
        lines += [
            f"  {each.span}: {each.rule.code} {each.message.text(language)}"
            for each in status.blocking
        ]
    lines += ["", status.verdict().text(language)]
    return "\n".join(map(printable, lines)) + "\n"


def as_markdown(status: Status, language: Language) -> str:
    """Return the state as Markdown, for a merge request or a page of a wiki."""
    head = (_FILE, _FILLED, _MISSING)
    lines = [
        f"| {' | '.join(words.text(language) for words in head)} |",
        "|---|---:|---:|",
    ]
    for file in status.files:
        counts = f"{file.filled}/{file.wanted}" if file.wanted else "-"
        remark = _remark(file, language)
        lines.append(f"| {file.name}.yaml{remark} | {counts} | {len(file.missing)} |")
    for title, gaps in (
        (_TO_FILL_IN, _gaps(status, missing=True)),
        (_MAY_BE, _gaps(status, missing=False)),
    ):
        rows = [
            f"- [ ] `{gap.path}` {_escaped(gap.label)} ({_place(status, file, gap)})"
            for file, gap in gaps
        ]
        if rows:
            lines += ["", title.text(language), "", *rows]
    if status.blocking:
        lines += ["", _BLOCKS.text(language), ""]
        lines += [
            f"- {each.span}: {each.rule.code} {_escaped(each.message.text(language))}"
            for each in status.blocking
        ]
    lines += ["", f"**{_escaped(status.verdict().text(language))}**"]
    return "\n".join(map(printable, lines)) + "\n"


def as_json(status: Status, language: Language) -> str:
    """Return the state as JSON, for other programs."""
    content = {
        "folder": status.folder,
        "can_be_built": status.can_be_built,
        "missing": status.missing,
        "files": [
            {
                "file": f"{status.folder}/{file.name}.yaml",
                "is_there": file.is_there,
                "is_read": file.is_read,
                "filled": file.filled,
                "wanted": file.wanted,
                "missing": [_gap(gap) for gap in file.missing],
                "optional": [_gap(gap) for gap in file.optional],
            }
            for file in status.files
        ],
        "blocking": [
            {
                "code": each.rule.code,
                "file": each.span.file,
                "line": each.span.line,
                "path": written_path(each.path),
                "message": each.message.text(language),
            }
            for each in status.blocking
        ],
    }
    return json_text(content)


def _gap(gap: Gap) -> dict[str, str | int | None]:
    return {"path": gap.path, "label": gap.label, "line": gap.line}


def _gaps(status: Status, *, missing: bool) -> Iterator[tuple[FileStatus, Gap]]:
    for file in status.files:
        for gap in file.missing if missing else file.optional:
            yield file, gap


def _place(status: Status, file: FileStatus, gap: Gap) -> str:
    name = f"{status.folder}/{file.name}.yaml"
    return f"{name}:{gap.line}" if gap.line is not None else name


def _remark(file: FileStatus, language: Language) -> str:
    if not file.is_there:
        return f"  ({_NO_FILE.text(language)})"
    return "" if file.is_read else f"  ({_UNREADABLE.text(language)})"


def _escaped(text: str) -> str:
    return "".join(
        f"\\{character}" if character in "\\`*_<>|[]" else character for character in text
    )
