"""From the folder of a period to the trees of its files, and all that is wrong with them."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.limits import MOST_FILES
from ntmreport.source.data_folder import survey
from ntmreport.source.source_texts import SourceTexts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source.node import MappingNode

CRITERIA = "criteria"
"""The folder of the sets of criteria, beside data/ and templates/."""

_REPORT, _CRITERIA_SET = "report", "criteria_set"


class YearSource(Struct, frozen=True):
    """The files of a period's folder, read.

    `files` holds the root of each readable file by its stem; `unread` are the stems of the others.
    `texts` are the texts by the names that spans give the files. `absent` has a diagnostic for each
    file that is not there: which are needed, the form says. `criteria` are the repository's own
    sets of criteria by name, None for those that report.yaml does not name. `gathered` are the
    communes that were read from folders of their own: the names of their texts, by stem.
    """

    files: Mapping[str, MappingNode]
    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    absent: Mapping[str, Diagnostic]
    unread: tuple[str, ...] = ()
    criteria: Mapping[str, MappingNode | None] = MappingProxyType({})
    gathered: Mapping[str, Collection[str]] = MappingProxyType({})


class ReadFiles(Struct, frozen=True):
    """Files of a folder, read: their roots by stem, their texts by the names in spans.

    `unread` are the stems of those without a root.
    """

    files: Mapping[str, MappingNode]
    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[str, ...]


def read_files(folder: Path, names: Collection[str], texts: SourceTexts) -> ReadFiles:
    """Read `folder`/*name*.yaml for each of `names` that exists, and nothing else."""
    paths = {name: folder / f"{name}.yaml" for name in names}
    found = {name: path for name, path in paths.items() if texts.has(path)}
    return _read_each(found, folder, texts)


def _read_each(found: Mapping[str, Path], within: Path, source: SourceTexts) -> ReadFiles:
    files: dict[str, MappingNode] = {}
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for stem, path in found.items():
        file = path.as_posix()
        loaded = source.load(path, file, within)
        diagnostics += loaded.diagnostics
        if loaded.text is None:
            continue
        texts[file] = loaded.text
        tree = source.tree(file, stem, loaded.text)
        diagnostics += tree.diagnostics
        if tree.root is not None:
            files[stem] = tree.root
    unread = tuple(stem for stem in found if stem not in files)
    return ReadFiles(files, texts, tuple(diagnostics), unread)


def read_year(
    folder: Path,
    names: Collection[str],
    subfolders: Collection[str] = (),
    texts: SourceTexts | None = None,
) -> YearSource:
    """Read `folder`/*name*.yaml for each of `names`, and all files of `subfolders`, that exist.

    They are taken from `texts`, those not saved yet too; without it, from the disk.
    """
    texts = texts or SourceTexts()
    surveyed = survey(folder, names, subfolders)
    found = dict(surveyed.found)
    for stem in [stem for stem in surveyed.absent if texts.has(folder / f"{stem}.yaml")]:
        found[stem] = folder / f"{stem}.yaml"
        del surveyed.absent[stem]
    for subfolder in subfolders:
        for name in texts.unsaved_in(folder / subfolder):
            if name.endswith(".yaml"):
                stem = f"{subfolder}/{name.removesuffix('.yaml')}"
                found.setdefault(stem, folder / subfolder / name)
    read = _read_each(found, folder, texts)
    files = read.files
    named = files[_REPORT].text(_CRITERIA_SET) if _REPORT in files else ""
    own = _read_criteria(folder, named, texts)
    return YearSource(
        files,
        {**read.texts, **own.texts},
        (*surveyed.diagnostics, *read.diagnostics, *own.diagnostics),
        surveyed.absent,
        read.unread,
        own.roots,
    )


class _CriteriaFiles(Struct, frozen=True):
    """The repository's sets of criteria by name: the root of the one that is used, None of others.

    `text` is that of the one used, by its name in spans.
    """

    roots: Mapping[str, MappingNode | None] = MappingProxyType({})
    texts: Mapping[str, str] = MappingProxyType({})
    diagnostics: tuple[Diagnostic, ...] = ()


def _read_criteria(data: Path, used: str, texts: SourceTexts) -> _CriteriaFiles:
    """Find the sets beside the folder that `data` is in, and read the one that is `used`."""
    repository = Path(os.path.normpath(data / "../.."))
    folder = repository / CRITERIA
    try:
        with os.scandir(folder) as listing:
            names = [each.name for each in listing if each.name.endswith(".yaml")]
    except OSError:
        return _CriteriaFiles()
    visible = (name for name in sorted(names) if not name.startswith("."))
    roots: dict[str, MappingNode | None] = {
        name.removesuffix(".yaml"): None for name in islice(visible, MOST_FILES)
    }
    if used not in roots:
        return _CriteriaFiles(roots)
    path = folder / f"{used}.yaml"
    file = path.as_posix()
    loaded = texts.load(path, file, repository)
    if loaded.text is None:
        return _CriteriaFiles(roots, {}, loaded.diagnostics)
    tree = texts.tree(file, f"{CRITERIA}/{used}", loaded.text)
    roots[used] = tree.root
    return _CriteriaFiles(roots, {file: loaded.text}, tree.diagnostics)
