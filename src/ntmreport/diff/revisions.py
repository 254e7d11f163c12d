"""The state of a year's data at a revision of git, read through git itself.

Git hands out the files' contents by their ids, without attributes, filters or the work tree; they
go into a temporary folder under names that were looked at first.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.language import Bilingual
from ntmreport.model import SUBFOLDERS
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_BYTES = 64 * 1024 * 1024
_MOST_FILES = 2000
_SECONDS_ALLOWED = 60

_DATA_FILE = re.compile(r"[^/\\:\0]{1,200}\.ya?ml", re.IGNORECASE)
_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FORM_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,100}\.j2|layout\.docx|form\.yaml")
_PLAIN, _LINK, _FOLDER = "100", "120", "040"  # how git's modes begin

# A hook's own repository is not the one that the data stands in.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


class GitSaysNoError(Exception):
    """Git answers with an error; `why` is the first line of it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Exported:
    """A year's data as it was: its folder, the folder of forms then, and what users call `root`."""

    data: Path
    templates: Path | None
    root: Path


class _Entry(NamedTuple):
    mode: str
    identity: str
    size: int
    name: str


class _Repository:
    """The repository that a folder stands in; `prefix` is the way from its top to the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            answer = self.ask("rev-parse", "--is-shallow-repository", "--show-prefix")
        except GitSaysNoError as error:
            if "not a git repository" in error.why:
                message = Bilingual(
                    f"{folder} không nằm trong kho git nào nên không có bản cũ để so sánh",
                    f"{folder} is in no git repository, so there is no revision to compare with",
                )
            else:
                message = Bilingual(f"git báo lỗi: {error.why}", f"git says: {error.why}")
            raise Trouble(message) from error
        shallow, _, prefix = os.fsdecode(answer).partition("\n")
        self.is_shallow = shallow == "true"
        self.prefix = PurePosixPath(prefix.removesuffix("\n"))

    def top(self) -> str:
        return os.fsdecode(self.ask("rev-parse", "--show-toplevel")).removesuffix("\n")

    def commit(self, revision: str) -> str:
        """Return the id of the commit that the user calls `revision`."""
        try:
            # No name of git's begins so; taken for an option, it would do something else.
            if revision.startswith("-"):
                raise GitSaysNoError(revision)
            answer = self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        except GitSaysNoError as error:
            raise Trouble(self._no_revision(revision)) from error
        return answer.decode().strip()

    def _no_revision(self, revision: str) -> Bilingual:
        if self.is_shallow:
            return Bilingual(
                f"git không có bản “{revision}” ở đây vì chỉ tải về những bản gần nhất;"
                " chạy git fetch --unshallow",
                f"git has no revision `{revision}` here: only the latest ones were fetched;"
                " run git fetch --unshallow",
            )
        return Bilingual(
            f"git không có bản nào tên là “{revision}”", f"git has no revision `{revision}`"
        )

    def entries(self, commit: str, folder: PurePosixPath) -> list[_Entry] | None:
        """Return what `folder` held in `commit`; None where there was no such folder."""
        try:
            answer = self.ask("ls-tree", "--full-tree", "-z", "-l", f"{commit}:{_git_path(folder)}")
        except GitSaysNoError:
            return None
        found: list[_Entry] = []
        for line in os.fsdecode(answer).split("\0")[:-1]:
            about, _, name = line.partition("\t")
            mode, _, identity, size = about.split()
            found.append(_Entry(mode, identity, int(size) if size.isdigit() else 0, name))
        return found

    def contents(self, entries: Sequence[_Entry]) -> Iterator[bytes]:
        """Yield the content of each of `entries`."""
        if len(entries) > _MOST_FILES or sum(entry.size for entry in entries) > _MOST_BYTES:
            message = Bilingual(
                "bản cũ có quá nhiều tệp hoặc tệp quá lớn", "the revision's files are too large"
            )
            raise Trouble(message)
        asked = "".join(f"{entry.identity}\n" for entry in entries)
        try:
            answer = self.ask("cat-file", "--batch", given=asked.encode())
        except GitSaysNoError as error:
            message = Bilingual(f"git báo lỗi: {error.why}", f"git says: {error.why}")
            raise Trouble(message) from error
        start = 0
        for entry in entries:
            head_end = answer.find(b"\n", start)
            head = answer[start:head_end].split()
            if head_end < 0 or head[1:2] != [b"blob"]:
                message = Bilingual(
                    f"kho git thiếu nội dung của {entry.name}",
                    f"the git repository lacks the content of {entry.name}",
                )
                raise Trouble(message)
            end = head_end + 1 + int(head[2])
            yield answer[head_end + 1 : end]
            start = end + 1

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        command = ["git", "-C", str(self._folder), *arguments]
        kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
        try:
            answer = subprocess.run(  # noqa: S603 - fixed words; a revision is one argument
                command,
                input=given,
                capture_output=True,
                timeout=_SECONDS_ALLOWED,
                check=False,
                env=kept | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
            )
        except FileNotFoundError as error:
            raise Trouble(Bilingual("máy chưa cài git", "git is not installed")) from error
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            message = Bilingual(f"git không trả lời: {error}", f"git does not answer: {error}")
            raise Trouble(message) from error
        if answer.returncode != 0:
            lines = answer.stderr.decode("utf-8", "replace").strip().splitlines() or [arguments[0]]
            raise GitSaysNoError(lines[0].removeprefix("fatal: "))
        return answer.stdout


@contextlib.contextmanager
def exported(data: Path, revision: str, templates: Path | None) -> Iterator[Exported]:
    """Have `data` as it was at a revision in a temporary folder, with that revision's forms.

    `templates` is the folder of forms that the user named, if any. Raises Trouble where git has no
    such revision or no such folder in it.
    """
    repository = _Repository(data)
    commit = repository.commit(revision)
    inside = repository.prefix
    found = repository.entries(commit, inside)
    if not found:
        message = Bilingual(
            f"bản “{revision}” không có thư mục {inside}",
            f"the revision `{revision}` has no folder {inside}",
        )
        raise Trouble(message)
    forms = _folder_of_forms(repository, templates)
    wanted = [(inside / entry.name, entry) for entry in found if _DATA_FILE.fullmatch(entry.name)]
    for folder in found:
        if folder.name in SUBFOLDERS and folder.mode.startswith(_FOLDER):
            wanted += [
                (inside / folder.name / entry.name, entry)
                for entry in repository.entries(commit, inside / folder.name) or ()
                if _DATA_FILE.fullmatch(entry.name)
            ]
    known = None if forms is None else repository.entries(commit, forms)
    for form in known or ():
        if forms is not None and form.mode.startswith(_FOLDER) and _FORM.fullmatch(form.name):
            wanted += [
                (forms / form.name / entry.name, entry)
                for entry in repository.entries(commit, forms / form.name) or ()
                if _FORM_FILE.fullmatch(entry.name)
            ]
    with tempfile.TemporaryDirectory(prefix="ntmreport-") as temporary:
        # Two folders deep, since forms are looked for two above the data.
        root = Path(temporary, "git", "git")
        (root / inside).mkdir(parents=True)
        plain = [(path, entry) for path, entry in wanted if entry.mode.startswith(_PLAIN)]
        contents = repository.contents([entry for _, entry in plain])
        for (path, _), content in zip(plain, contents, strict=True):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        for path, entry in wanted:
            if entry.mode.startswith((_LINK, _FOLDER)):  # neither is read as data
                (root / path).mkdir(parents=True, exist_ok=True)
        if known is not None and forms is not None:
            (root / forms).mkdir(parents=True, exist_ok=True)
            templates = None if templates is None else root / forms
        elif templates is None and forms is None:
            beside = Path(os.path.normpath(data / "../.."), "templates")
            templates = beside if beside.is_dir() else None
        yield Exported(root / inside, templates, root)


def _folder_of_forms(repository: _Repository, templates: Path | None) -> PurePosixPath | None:
    """Return where in the repository the forms are; None where they are outside of it."""
    if templates is not None:
        if not templates.is_dir():
            return None
        try:
            theirs = _Repository(templates)
            return theirs.prefix if theirs.top() == repository.top() else None
        except (Trouble, GitSaysNoError):
            return None
    if len(repository.prefix.parts) < 2:
        return None
    return repository.prefix.parent.parent / "templates"


def _git_path(folder: PurePosixPath) -> str:
    return "" if folder == PurePosixPath() else folder.as_posix()
