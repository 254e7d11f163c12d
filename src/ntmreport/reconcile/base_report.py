"""The report that an edited file was made from: what its build kept, or the same built again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.diff import UncompiledError, revision_side
from ntmreport.language import Bilingual
from ntmreport.output import RECORDS_FOLDER, BuildRecords
from ntmreport.pipeline import rendered
from ntmreport.reconcile.recorded_report import read_record, record_of
from ntmreport.render.content_digest import own_digest
from ntmreport.render.word_document import render_docx
from ntmreport.trouble import Trouble
from ntmreport.word_reader import View, read_word_file
from ntmreport.zip_package import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.reconcile.current_data import CurrentData, ReportSource
    from ntmreport.reconcile.recorded_report import RecordedReport
    from ntmreport.word_reader import WordFile

_DIGEST = "NtmContentDigest"
_COMMIT = "NtmCommit"
_DATA = "NtmDataDigest"
FORM = "NtmFormDigest"
"""The property of a built file that says the digest of its form."""

_NAME = re.compile(r"bao-cao-(.+?)(?:-chu-giai)?(?:\.sua-tay-\d+)?")
_COMMIT_NAME = re.compile(r"[0-9a-f]{40}")


class BaseReport(Struct, frozen=True):
    """The report that an edited file is compared with; `origin` says where that comes from.

    `is_sure` is False where nothing says that the file was made from it.
    """

    file: WordFile
    record: RecordedReport
    origin: Bilingual
    is_sure: bool = True


def base_of(
    edited: WordFile, path: Path, source: ReportSource, now: CurrentData
) -> BaseReport | None:
    """Return the report that the file at `path` was made from, the surest that can be had.

    That is what its build kept, else its commit built again, else today's data. None where not
    even that can be built.
    """
    kept = _kept(edited.custom.get(_DIGEST, ""), path, source.data)
    if kept is not None:
        return kept
    commit = edited.custom.get(_COMMIT, "")
    if _COMMIT_NAME.fullmatch(commit) and edited.custom.get(_DATA) != now.record.data_digest:
        built = _built_again(commit, source)
        if built is not None and built.record.data_digest == edited.custom.get(_DATA):
            return built
    content, _ = rendered(now.compiled)
    if content is None:
        return None
    is_same = (edited.custom.get(_DATA), edited.custom.get(FORM)) == (
        now.record.data_digest,
        now.record.form_digest,
    )
    origin = (
        Bilingual(
            "dữ liệu hôm nay, đúng là dữ liệu đã lập ra tệp",
            "today's data, which it was built from",
        )
        if is_same
        else Bilingual(
            "dữ liệu hôm nay; không tìm thấy bản lập ra tệp, nên số liệu đã đổi từ đó cũng hiện ra",
            "today's data; what the file was built from was not found, so that what has changed in "
            "the data since shows too",
        )
    )
    return BaseReport(read_word_file(content, View.ACCEPTED), now.record, origin, is_same)


def folder_built_from(edited: WordFile, path: Path) -> Path | None:
    """Return the folder of data that a file was built from, as its build says; None if unknown."""
    kept = _kept(edited.custom.get(_DIGEST, ""), path, None)
    for line in (*kept.record.frame, *kept.record.blocks) if kept is not None else ():
        for text in line.texts:
            if text.path[:1] == ("report",):
                return Path(text.place.rpartition("/")[0])
    return None


def folder_named(path: Path) -> Path | None:
    """Return the folder of data that the name of a built file speaks of."""
    named = _NAME.fullmatch(path.stem)
    return Path("data", named[1]) if named else None


def _kept(digest: str, path: Path, data: Path | None) -> BaseReport | None:
    """Return what the build of the file with that digest kept."""
    for folder in _folders_of_builds(path, data):
        build = BuildRecords(folder).kept(digest)
        record = None if build is None else read_record(build.record)
        if build is None or record is None or own_digest(build.word_file) != digest:
            continue
        try:
            file = read_word_file(build.word_file, View.ACCEPTED)
        except PackageError:
            continue
        origin = Bilingual("bản ghi của lần lập báo cáo", "the record of its build")
        return BaseReport(file, record, origin)
    return None


def _folders_of_builds(path: Path, data: Path | None) -> Iterator[Path]:
    """Yield the folders that reports were built into: beside the file, then in build/."""
    yield path.parent
    around = () if data is None else (data.parent.parent, data.parent)
    for root in dict.fromkeys((*around, Path())):
        build = root / "build"
        if build.is_dir() and not build.is_symlink():
            yield build
            yield from sorted(
                each.parent for each in build.glob(f"*/{RECORDS_FOLDER}") if each.is_dir()
            )


def _built_again(commit: str, source: ReportSource) -> BaseReport | None:
    """Return the report of a commit; None where that cannot be had any more."""
    try:
        side = revision_side(source.data, commit, source.templates, source.form)
    except (UncompiledError, Trouble):
        return None
    content, _ = render_docx(side.document, side.form.layout, side.form.folder)
    if content is None:
        return None
    short = commit[:10]
    record = record_of(side.document, side.naming.folder)
    return BaseReport(
        read_word_file(content, View.ACCEPTED),
        record,
        Bilingual(f"dữ liệu ở commit {short}, lập lại", f"the data of commit {short}, built again"),
    )
