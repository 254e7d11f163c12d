"""From the files of a period to their trees, and all that is wrong with them."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from yaml.error import YAMLError

from ntmreport import catalogue
from ntmreport.limits import MOST_FILES
from ntmreport.source.data_folder import survey
from ntmreport.source.forbidden_characters import check_characters
from ntmreport.source.loading import LoadedText, load_text
from ntmreport.source.parsers import LIBYAML, PureParser, parsers_agree
from ntmreport.source.syntax_errors import explained, merge_markers
from ntmreport.source.tree import Stop, TreeReader

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.source.node import MappingNode
    from ntmreport.source.parsers import EventParser

CRITERIA = "criteria"
"""The folder of the sets of criteria, beside data/ and templates/."""

_REPORT, _CRITERIA_SET = "report", "criteria_set"

NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class ReadTree(NamedTuple):
    """The root of a file; None where the file cannot be read to its end."""

    root: MappingNode | None
    diagnostics: tuple[Diagnostic, ...]


def read_text(
    file: str, stem: str, text: str, fast: Callable[[str], EventParser] | None = LIBYAML
) -> ReadTree:
    """Read `text`, the file that spans call `file`, as the part `stem` of a year.

    `text` ends its lines with `\\n`. Where the `fast` parser refuses it or is known to differ, the
    pure one has the last word: so both give the same, and there is one set of errors to explain.
    """
    checked = check_characters(file, text)
    markers = merge_markers(file, text)
    if markers or checked.text is None:
        return ReadTree(None, (*checked.diagnostics, *markers))
    if fast is not None and parsers_agree(checked.text):
        try:
            reader = TreeReader(file, checked, checked.text, fast(checked.text))
            root = _root(reader, stem)
            return ReadTree(root, (*checked.diagnostics, *reader.diagnostics))
        except (YAMLError, ValueError, OverflowError):
            pass  # The pure parser says why.
    parser = PureParser(checked.text)
    reader = TreeReader(file, checked, checked.text, parser)
    try:
        root = _root(reader, stem)
    except (YAMLError, ValueError, OverflowError) as error:
        root = None
        why = explained(file, checked.text, error, parser.last_event)
        if not any(_follows(why, known) for known in (*checked.diagnostics, *reader.diagnostics)):
            reader.diagnostics.append(why)
    return ReadTree(root, (*checked.diagnostics, *reader.diagnostics))


def _follows(error: Diagnostic, known: Diagnostic) -> bool:
    """Return whether an error of the parser follows from a known diagnostic of its line."""
    if error.span.line != known.span.line:
        return False
    return error.span.column == known.span.column or known.rule is catalogue.FORBIDDEN_CHARACTER


def _root(reader: TreeReader, stem: str) -> MappingNode | None:
    try:
        return reader.read(stem)
    except Stop:
        return None


class YearSource(NamedTuple):
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


class ReadFiles(NamedTuple):
    """Files of a folder, read: their roots by stem, their texts by the names in spans.

    `unread` are the stems of those without a root.
    """

    files: Mapping[str, MappingNode]
    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[str, ...]


def read_files(folder: Path, names: Collection[str]) -> ReadFiles:
    """Read `folder`/*name*.yaml for each of `names` that exists, and nothing else."""
    paths = {name: folder / f"{name}.yaml" for name in names}
    return _read_each({name: path for name, path in paths.items() if os.path.lexists(path)}, folder)


def _read_each(
    found: Mapping[str, Path], within: Path, instead: Mapping[str, str] = NO_TEXTS
) -> ReadFiles:
    files: dict[str, MappingNode] = {}
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for stem, path in found.items():
        file = path.as_posix()
        loaded = load_text(path, file, within) if file not in instead else LoadedText(instead[file])
        diagnostics += loaded.diagnostics
        if loaded.text is None:
            continue
        texts[file] = loaded.text
        tree = read_text(file, stem, loaded.text)
        diagnostics += tree.diagnostics
        if tree.root is not None:
            files[stem] = tree.root
    unread = tuple(stem for stem in found if stem not in files)
    return ReadFiles(files, texts, tuple(diagnostics), unread)


def read_year(
    folder: Path,
    names: Collection[str],
    subfolders: Collection[str] = (),
    instead: Mapping[str, str] = NO_TEXTS,
) -> YearSource:
    """Read `folder`/*name*.yaml for each of `names`, and all files of `subfolders`, that exist.

    `instead` are texts, by the names of files in spans, that are read in the place of these files.
    """
    surveyed = survey(folder, names, subfolders)
    read = _read_each(surveyed.found, folder, instead)
    files = read.files
    named = files[_REPORT].text(_CRITERIA_SET) if _REPORT in files else ""
    own = _read_criteria(folder, named)
    return YearSource(
        files,
        {**read.texts, **own.texts},
        (*surveyed.diagnostics, *read.diagnostics, *own.diagnostics),
        surveyed.absent,
        read.unread,
        own.roots,
    )


class _CriteriaFiles(NamedTuple):
    """The repository's sets of criteria by name: the root of the one that is used, None of others.

    `text` is that of the one used, by its name in spans.
    """

    roots: Mapping[str, MappingNode | None] = MappingProxyType({})
    texts: Mapping[str, str] = MappingProxyType({})
    diagnostics: tuple[Diagnostic, ...] = ()


def _read_criteria(data: Path, used: str) -> _CriteriaFiles:
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
    loaded = load_text(path, file, repository)
    if loaded.text is None:
        return _CriteriaFiles(roots, {}, loaded.diagnostics)
    tree = read_text(file, f"{CRITERIA}/{used}", loaded.text)
    roots[used] = tree.root
    return _CriteriaFiles(roots, {file: loaded.text}, tree.diagnostics)
