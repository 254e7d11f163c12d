"""From a revision of git to the state of a year's data in a temporary folder.

The files' contents are taken by their ids, without attributes, filters or the work tree, and
written under names that were checked first.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.compose import is_form_file, is_form_name
from ntmreport.git import work_tree_of
from ntmreport.git.history import History
from ntmreport.language import Bilingual
from ntmreport.model import SUBFOLDERS
from ntmreport.source import CRITERIA, is_data_file
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.git import WorkTree
    from ntmreport.git.history import TreeEntry

_MOST_BYTES = 64 * 1024 * 1024
_MOST_FILES = 6000

# A tree of git's can hold any name; of these, the system would make something else.
_UNSAFE_NAME = re.compile(
    r"[\\/:\0<>\"|?*]|^\.{1,2}$|[. ]$|^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE
)
_LONGEST_NAME = 200


class Exported(Struct, frozen=True):
    """The data at a revision, its folder of forms, and the `root` of both."""

    data: Path
    templates: Path | None
    root: Path


@contextlib.contextmanager
def exported(data: Path, revision: str, templates: Path | None) -> Iterator[Exported]:
    """Have `data` as it was at a revision in a temporary folder, with forms and criteria of then.

    `templates` is the folder of forms that the user named, if any. Raises Trouble where git has no
    such revision or no such folder in it.
    """
    work_tree = work_tree_of(data)
    if work_tree is None:
        raise Trouble(
            Bilingual(
                f"{data} không nằm trong kho git nào nên không có bản cũ để so sánh",
                f"{data} is in no git repository, so there is no revision to compare with",
            )
        )
    inside = work_tree.prefix(data)
    forms = _folder_of_forms(work_tree, inside, templates)
    with History(work_tree) as history, tempfile.TemporaryDirectory(prefix="ntmreport-") as folder:
        taken = _Taken(history, history.commit(revision))
        if not taken.take(inside, is_data_file, SUBFOLDERS.__contains__):
            raise Trouble(
                Bilingual(
                    f"bản “{revision}” không có thư mục {inside}",
                    f"the revision `{revision}` has no folder {inside}",
                )
            )
        if len(inside.parts) > 1:
            taken.take(inside.parent.parent / CRITERIA, is_data_file, _no_file)
        has_forms = forms is not None and taken.take(forms, _no_file, is_form_name, is_form_file)
        # Two folders deep, since forms are looked for two above the data.
        root = Path(folder, "git", "git")
        (root / inside).mkdir(parents=True)
        taken.write(root)
        if has_forms and forms is not None:
            (root / forms).mkdir(parents=True, exist_ok=True)
            templates = None if templates is None else root / forms
        elif templates is None and forms is None:
            beside = Path(os.path.normpath(data / "../.."), "templates")
            templates = beside if beside.is_dir() else None
        yield Exported(root / inside, templates, root)


class _Taken:
    """The files taken out of a commit, by their path in the repository."""

    def __init__(self, history: History, commit: str) -> None:
        self._history = history
        self._commit = commit
        self._wanted: list[tuple[PurePosixPath, TreeEntry]] = []

    def take(
        self,
        folder: PurePosixPath,
        is_wanted: Callable[[str], bool],
        is_subfolder: Callable[[str], bool],
        is_wanted_below: Callable[[str], bool] | None = None,
    ) -> bool:
        """Take the wanted files of `folder` and of its subfolders; False where it is not there."""
        found = self._history.entries(self._commit, folder)
        for entry in found or ():
            if entry.is_folder and is_subfolder(entry.name) and not _is_unsafe(entry.name):
                self.take(folder / entry.name, is_wanted_below or is_wanted, _no_file)
            elif is_wanted(entry.name) and not _is_unsafe(entry.name):
                self._wanted.append((folder / entry.name, entry))
        return bool(found)

    def write(self, root: Path) -> None:
        """Write what was taken below `root`; links and submodules become folders, read by none."""
        if len(self._wanted) > _MOST_FILES:
            raise _too_large()
        left = _MOST_BYTES
        try:
            for path, entry in self._wanted:
                if not entry.is_file:
                    (root / path).mkdir(parents=True, exist_ok=True)
                    continue
                content = self._history.content(entry)
                left -= len(content)
                if left < 0:
                    raise _too_large()
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(content)
        except OSError as error:
            why = reason(error)
            message = Bilingual(
                f"không ghi được bản cũ ra thư mục tạm: {why.vi}",
                f"the old revision cannot be written to a temporary folder: {why.en}",
            )
            raise Trouble(message) from error


def _no_file(_name: str) -> bool:
    return False


def _is_unsafe(name: str) -> bool:
    return len(os.fsencode(name)) > _LONGEST_NAME or _UNSAFE_NAME.search(name) is not None


def _too_large() -> Trouble:
    return Trouble(
        Bilingual("bản cũ có quá nhiều tệp hoặc tệp quá lớn", "the revision's files are too large")
    )


def _folder_of_forms(
    work_tree: WorkTree, inside: PurePosixPath, templates: Path | None
) -> PurePosixPath | None:
    """Return where in the repository the forms are; None where they are outside of it."""
    if templates is not None:
        same = templates.is_dir() and work_tree_of(templates) == work_tree
        return work_tree.prefix(templates) if same else None
    return inside.parent.parent / "templates" if len(inside.parts) >= 2 else None
