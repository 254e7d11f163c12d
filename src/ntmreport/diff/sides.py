"""The two sides of a comparison: a folder of data, or the same folder at a revision of git.

Old revisions are read through git itself, into a temporary folder; the work tree is not touched.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.pipeline import Compiler
from ntmreport.trouble import Trouble

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.document import Document
    from ntmreport.model import YearData
    from ntmreport.pipeline import Compiled

_MOST_BYTES = 64 * 1024 * 1024
_SECONDS_ALLOWED = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a year: its name as the user gave it, its data and its report."""

    name: str
    year: YearData
    document: Document


class _GitSaysNoError(Trouble):
    """git answers that there is no such thing."""


class UncompiledError(Exception):
    """One side has mistakes and makes no report: today's data, or data of an older schema."""

    def __init__(self, name: str, compiled: Compiled) -> None:
        super().__init__(name)
        self.name = name
        self.diagnostics: tuple[Diagnostic, ...] = compiled.diagnostics
        self.texts = compiled.texts


def compiled_side(data: Path, templates: Path | None) -> Side:
    """Return the state of the folder `data`; raises UncompiledError where it makes no report."""
    return _side(data.as_posix(), Compiler(templates).compile(data))


def revision_side(data: Path, revision: str) -> Side:
    """Return the state of `data` at a revision of git, with that revision's own templates.

    Raises Trouble where git has no such revision or no such folder in it.
    """
    top = Path(_git(data, "rev-parse", "--show-toplevel").decode().strip())
    inside = data.resolve().relative_to(top.resolve())
    commit = _commit(data, revision)
    name = f"{revision}:{inside.as_posix()}"
    wanted = [inside.as_posix()]
    templates = inside.parent.parent / "templates"
    known = _git(data, "ls-tree", "-r", "--name-only", "--full-tree", commit)
    names = known.decode("utf-8", "replace").splitlines()
    if not any(each.startswith(f"{wanted[0]}/") for each in names):
        raise Trouble(
            Bilingual(
                f"bản {revision} không có thư mục {wanted[0]}",
                f"the revision {revision} has no folder {wanted[0]}",
            )
        )
    if any(each.startswith(f"{templates.as_posix()}/") for each in names):
        wanted.append(templates.as_posix())
    archive = _git(data, "archive", "--format=zip", commit, *wanted, folder=top)
    with tempfile.TemporaryDirectory(prefix="ntmreport-") as temporary:
        with zipfile.ZipFile(io.BytesIO(archive)) as package:
            package.extractall(temporary)  # which keeps every name below the folder
        return _side(name, Compiler().compile(Path(temporary) / inside))


def _commit(data: Path, revision: str) -> str:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _git(data, *asked).decode().strip()
    except _GitSaysNoError as error:
        message = Bilingual(
            f"git không có bản nào tên là {revision}", f"git has no revision {revision}"
        )
        raise Trouble(message) from error


def _side(name: str, compiled: Compiled) -> Side:
    if compiled.year is None or compiled.document is None:
        raise UncompiledError(name, compiled)
    return Side(name, compiled.year, compiled.document)


def _git(data: Path, *arguments: str, folder: Path | None = None) -> bytes:
    command = ["git", "-C", str(folder or data), *arguments]
    try:
        answer = subprocess.run(  # noqa: S603 - fixed words; a revision is one argument
            command, capture_output=True, timeout=_SECONDS_ALLOWED, check=False
        )
    except FileNotFoundError as error:
        message = Bilingual("máy chưa cài git", "git is not installed")
        raise Trouble(message) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Trouble(Bilingual(f"git không trả lời: {error}", f"git fails: {error}")) from error
    if answer.returncode != 0 or len(answer.stdout) > _MOST_BYTES:
        why = answer.stderr.decode("utf-8", "replace").strip() or " ".join(arguments[-1:])
        raise _GitSaysNoError(Bilingual(f"git không đọc được: {why}", f"git says: {why}"))
    return answer.stdout
