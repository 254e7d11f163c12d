"""Reads the files of one year and says everything that is wrong with them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.source.folder import survey
from ntmreport.source.loading import load_text
from ntmreport.source.text import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source.node import MappingNode


@dataclass(frozen=True, slots=True)
class YearSource:
    """What a year's folder holds.

    `files` are the roots by file stem, of the files that could be read. `texts` are the texts by
    file name as spans give it, so that a message can show the line that it is about. `absent` has
    a diagnostic for each name that no file has: which files a year needs depends on its form.
    `unread` are the stems of the files that are there and cannot be read.
    """

    files: Mapping[str, MappingNode]
    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    absent: Mapping[str, Diagnostic]
    unread: tuple[str, ...] = ()


def read_year(folder: Path, names: Collection[str], subfolders: Collection[str] = ()) -> YearSource:
    """Read `folder`/*name*.yaml for each of `names`, and all files of `subfolders`, that exist."""
    surveyed = survey(folder, names, subfolders)
    diagnostics = list(surveyed.diagnostics)
    files: dict[str, MappingNode] = {}
    texts: dict[str, str] = {}
    for stem, path in surveyed.found.items():
        file = path.as_posix()
        loaded = load_text(path, file, folder)
        diagnostics += loaded.diagnostics
        if loaded.text is None:
            continue
        texts[file] = loaded.text
        tree = read_text(file, stem, loaded.text)
        diagnostics += tree.diagnostics
        if tree.root is not None:
            files[stem] = tree.root
    unread = tuple(stem for stem in surveyed.found if stem not in files)
    return YearSource(files, texts, tuple(diagnostics), surveyed.absent, unread)
