"""From a user's name for a revision to its commit, and to the files that it held.

Dulwich reads the objects. Its repositories and configurations are not used, only its store of
objects, which can run nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import traceback
from typing import TYPE_CHECKING

from dulwich.approxidate import parse_approxidate
from dulwich.object_store import DiskObjectStore
from dulwich.objects import Blob, Commit, ObjectID, Tag, Tree
from dulwich.reflog import parse_reflog_line
from msgspec import Struct

from ntmreport.git.packed_size import largest_declared
from ntmreport.git.work_tree import COMMIT
from ntmreport.language import Bilingual
from ntmreport.plain_file import read_plain
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path, PurePosixPath
    from types import TracebackType

    from dulwich.objects import ShaFile

    from ntmreport.git.work_tree import WorkTree

_MOST_BYTES_OF_AN_OBJECT = 64 * 1024 * 1024
_MOST_OBJECT_FILES = 1_000_000
_MOST_TAGS_IN_TAGS = 10
_MOST_ALTERNATES = 3
_LONGEST_NAME = 1000
_MOST_STEPS_BACK = 100_000

_STEP = re.compile(r"~(?P<back>\d{0,6})|\^(?P<parent>\d{1,3})|\^\{(?:commit)?\}|(?P<first>\^)")
_FORMER = re.compile(r"(?P<ref>[^@]*)@\{(?P<when>[^{}]+)\}")
_SHORT = re.compile(r"[0-9a-f]{4,39}")
_DESCRIBED = re.compile(r".+-\d+-g(?P<commit>[0-9a-f]{4,40})")
# In git's own order.
_FULL_NAMES = ("{}", "refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}")
_FOLDER_MODE, _FILE_MODE = 0o040000, 0o100000
_KIND_OF_MODE = 0o170000


class TreeEntry(Struct, frozen=True):
    """An entry of a folder in a revision: a plain file, a folder, or neither."""

    name: str
    identity: str
    is_file: bool
    is_folder: bool


class MissingError(Exception):
    """The repository lacks an object, as a shallow clone does."""


class History:
    """The commits of a repository and what they hold. Each method raises Trouble where it fails."""

    def __init__(self, work_tree: WorkTree) -> None:
        """Open the objects of `work_tree`."""
        self._work_tree = work_tree
        if work_tree.has_sha256:
            raise Trouble(
                Bilingual(
                    "kho git này dùng mã SHA-256 cho các bản nên chương trình chưa đọc được bản cũ",
                    "this git repository names its objects by SHA-256; its old revisions cannot be"
                    " read",
                )
            )
        if work_tree.has_reftable:
            raise Trouble(
                Bilingual(
                    "kho git này ghi tên các bản theo dạng “reftable” nên chương trình chưa đọc"
                    " được bản cũ; đổi dạng bằng lệnh: git refs migrate --ref-format=files",
                    "this git repository keeps its references as `reftable`; its old revisions"
                    " cannot be read; change that: git refs migrate --ref-format=files",
                )
            )
        objects = work_tree.shared / "objects"
        with _reading("objects"):
            if not _is_plain_throughout(objects):
                raise Trouble(_damaged("objects"))
        self._store = DiskObjectStore(
            str(objects), loose_object_size_limit=_MOST_BYTES_OF_AN_OBJECT
        )

    def __enter__(self) -> History:
        return self

    def __exit__(
        self, _: object, error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        # What failed still holds parts of a damaged pack, which could not be closed so.
        while error is not None:
            traceback.clear_frames(error.__traceback__)
            error = error.__context__
        self._store.close()

    def commit(self, revision: str) -> str:
        """Return the commit that the user calls `revision`."""
        found = None
        with _reading(revision), contextlib.suppress(MissingError):
            found = self._commit(revision)
        if found is None:
            raise Trouble(self._no_revision(revision))
        return found.id.decode()

    def entries(self, commit: str, folder: PurePosixPath) -> list[TreeEntry] | None:
        """Return what `folder` held in `commit`; None where there was no such folder."""
        with _reading(folder.as_posix()):
            tree = self._object(self._as_commit(commit).tree.decode())
            for step in folder.parts:
                if not isinstance(tree, Tree) or os.fsencode(step) not in tree:
                    return None
                mode, identity = tree[os.fsencode(step)]
                if mode & _KIND_OF_MODE != _FOLDER_MODE:
                    return None
                tree = self._object(identity.decode())
            if not isinstance(tree, Tree):
                return None
            return [
                TreeEntry(
                    os.fsdecode(each.path),
                    each.sha.decode(),
                    each.mode & _KIND_OF_MODE == _FILE_MODE,
                    each.mode & _KIND_OF_MODE == _FOLDER_MODE,
                )
                for each in tree.iteritems()
            ]

    def content(self, entry: TreeEntry) -> bytes:
        """Return what a file held."""
        with _reading(entry.name):
            found = self._object(entry.identity)
            if not isinstance(found, Blob):
                raise MissingError(entry.name)
            return found.data

    def _commit(self, revision: str) -> Commit | None:
        """Return the commit that `revision` means by git's rules, or None where there is none."""
        if not revision or len(revision) > _LONGEST_NAME or revision.startswith("-"):
            return None
        base = re.split(r"[~^]", revision, maxsplit=1)[0]
        identity = self._identity(base or revision)
        found = None if identity is None else self._as_commit(identity)
        steps = 0
        position = len(base)
        while found is not None and position < len(revision):
            step = _STEP.match(revision, position)
            if step is None:
                return None
            position = step.end()
            if step["back"] is not None:
                steps += int(step["back"] or 1)
                if steps > _MOST_STEPS_BACK:
                    return None
                for _ in range(int(step["back"] or 1)):
                    found = self._parent(found, 1)
            elif step["first"] or step["parent"]:
                found = self._parent(found, int(step["parent"] or 1))
        return found

    def _parent(self, commit: Commit | None, number: int) -> Commit | None:
        if commit is None or number == 0:
            return commit
        if number > len(commit.parents):
            return None
        return self._as_commit(commit.parents[number - 1].decode())

    def _identity(self, name: str) -> str | None:
        if former := _FORMER.fullmatch(name):
            return self._former(former["ref"] or "HEAD", former["when"])
        if name == "@":
            name = "HEAD"
        if COMMIT.fullmatch(name.lower()):
            return name.lower()
        full = self._full_name(name)
        if full is not None:
            return self._work_tree.named(full)
        if described := _DESCRIBED.fullmatch(name):
            name = described["commit"]
        return self._whole(name.lower()) if _SHORT.fullmatch(name.lower()) else None

    def _full_name(self, name: str) -> str | None:
        full = (each.format(name) for each in (*_FULL_NAMES, "refs/remotes/{}/HEAD"))
        return next((each for each in full if self._work_tree.named(each) is not None), None)

    def _whole(self, short: str) -> str | None:
        """Return the one commit whose name begins with `short`."""
        found = {identity.decode() for identity in self._store.iter_prefix(short.encode())}
        commits = [each for each in found if isinstance(self._object(each), Commit | Tag)]
        return commits[0] if len(commits) == 1 else None

    def _former(self, name: str, when: str) -> str | None:
        """Return the commit of a branch so many changes ago, or at a time."""
        full = self._full_name("HEAD" if name == "@" else name)
        if full is None:
            return None
        if full == "HEAD" and name != "HEAD":
            return None
        lines = self._work_tree.reflog(full).splitlines()
        entries = [entry for line in reversed(lines) if (entry := _read_line(line)) is not None]
        if when.isascii() and when.isdigit() and len(when) < 9:
            return entries[int(when)][1] if int(when) < len(entries) else None
        try:
            moment = parse_approxidate(when)
        except (ValueError, OverflowError):
            return None
        return next((identity for time, identity in entries if time <= moment), None)

    def _as_commit(self, identity: str) -> Commit:
        for _ in range(_MOST_TAGS_IN_TAGS):
            found = self._object(identity)
            if isinstance(found, Commit):
                return found
            if not isinstance(found, Tag):
                break
            identity = found.object[1].decode()
        raise MissingError(identity)

    def _object(self, identity: str) -> ShaFile:
        if not COMMIT.fullmatch(identity):
            raise MissingError(identity)
        try:
            self._refuse_too_large(bytes.fromhex(identity))
            return self._store[ObjectID(identity.encode())]
        except KeyError as error:
            raise MissingError(identity) from error

    def _refuse_too_large(self, identity: bytes) -> None:
        """Raise Trouble where a pack has the object and declares it larger than is unpacked."""
        for pack in self._store.packs:
            try:
                size = largest_declared(pack, identity)
            except KeyError:
                continue
            if size > _MOST_BYTES_OF_AN_OBJECT:
                raise Trouble(
                    Bilingual(
                        "kho git có nội dung quá lớn nên không đọc được bản cũ",
                        "the git repository has too large an object: the revision is not read",
                    )
                )

    def _no_revision(self, revision: str) -> Bilingual:
        if self._work_tree.is_shallow:
            return Bilingual(
                f"git không có bản “{revision}” ở đây vì chỉ tải về những bản gần nhất;"
                " chạy git fetch --unshallow",
                f"git has no revision `{revision}` here: only the latest ones were fetched;"
                " run git fetch --unshallow",
            )
        return Bilingual(
            f"git không có bản nào tên là “{revision}”", f"git has no revision `{revision}`"
        )


@contextlib.contextmanager
def _reading(what: str) -> Iterator[None]:
    """Turn whatever happens while objects are read into Trouble."""
    try:
        yield
    except Trouble:
        raise
    except MissingError as error:
        message = Bilingual(
            f"kho git thiếu nội dung của {what}", f"the git repository lacks the content of {what}"
        )
        raise Trouble(message) from error
    except Exception as error:  # there is no end to what a damaged file makes a library raise
        raise Trouble(_damaged(what)) from error


def _read_line(line: bytes) -> tuple[int, str] | None:
    try:
        entry = parse_reflog_line(line)
        return int(entry.timestamp), entry.new_sha.decode()
    except (ValueError, AssertionError, UnicodeDecodeError):
        return None


def _is_plain_throughout(objects: Path, depth: int = 0) -> bool:
    """Return whether the objects are plain files and folders on this machine."""
    left = _MOST_OBJECT_FILES
    for folder, folders, files in os.walk(objects):
        left -= len(files)
        kinds = {stat.S_IFMT(os.lstat(f"{folder}/{name}").st_mode) for name in files}
        kinds |= {stat.S_IFMT(os.lstat(f"{folder}/{name}").st_mode) for name in folders}
        if left < 0 or not kinds <= {stat.S_IFREG, stat.S_IFDIR}:
            return False
    alternates = objects / "info" / "alternates"
    if not alternates.exists():
        return True
    lines = read_plain(alternates, _LONGEST_NAME, None).splitlines()
    elsewhere = [os.fsdecode(line) for line in lines if line and not line.startswith(b"#")]
    return depth < _MOST_ALTERNATES and all(
        not line.startswith(("//", "\\\\")) and _is_plain_throughout(objects / line, depth + 1)
        for line in elsewhere
    )


def _damaged(what: str) -> Bilingual:
    return Bilingual(
        f"kho git bị hỏng, không đọc được {what}",
        f"the git repository is damaged: {what} cannot be read",
    )
