"""The newer form that `upgrade --form` takes over: what changes, what stays, what conflicts."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport.cli.diagnostic_printing import print_diagnostics
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.output_path import check_writable
from ntmreport.cli.terminal import print_lines, print_text
from ntmreport.compose import FormsFolder, form_version
from ntmreport.language import Bilingual, Language
from ntmreport.limits import MOST_BYTES, MOST_BYTES_OF_LAYOUT
from ntmreport.model import FILE_MODELS, SUBFOLDERS
from ntmreport.output import write_all
from ntmreport.pipeline import forms_named
from ntmreport.plain_file import NotPlainError, TooLargeError, is_inside, read_plain
from ntmreport.source import read_year
from ntmreport.starting.form_package import (
    ORIGIN,
    FormPackageError,
    files_of_form,
    read_form,
    read_origin,
    unpacked,
)
from ntmreport.starting.form_upgrade import BESIDE, Taking, form_upgrade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.starting.form_package import FormPackage
    from ntmreport.starting.form_upgrade import FileOfForm, FormUpgrade

_WORDS = {
    Taking.TAKEN: Bilingual("lấy bản mới", "taken"),
    Taking.ADDED: Bilingual("thêm", "added"),
    Taking.REMOVED: Bilingual("bỏ, vì bản mới không có", "taken away, as the newer form has"),
    Taking.KEPT: Bilingual("giữ như đơn vị đã sửa", "kept as the office has it"),
}


def take_over(data: Path, path: Path, templates: Path | None, language: Language) -> int:
    """Bring a form that the period in `data` names up to the one at `path`.

    Return 1 where a person has to put files together, or where nothing was done.
    """
    try:
        newer = read_form(path)
    except FormPackageError as error:
        raise WrongCallError(error.message) from error
    folder, within = _folder_of(data, newer, templates)
    with unpacked(newer) as taken:
        if taken.form is None:
            stopped = Bilingual("chưa nâng cấp mẫu", "the form was not upgraded")
            after = [stopped.text(language)]
            return print_diagnostics(taken.diagnostics, taken.texts, language, after=after)
        unpacked_in = taken.form.folder.parent
        version = form_version(newer.name, (FormsFolder(unpacked_in, unpacked_in),))
    was = form_version(newer.name, (FormsFolder(folder.parent, within),))
    if version is not None and was is not None and version < was:
        raise WrongCallError(
            Bilingual(
                f"{newer.shown} là phiên bản {version}, cũ hơn phiên bản {was} đang dùng",
                f"{newer.shown} is version {version}, older than the {was} in use",
            )
        )
    own, origin = _own(folder, within)
    upgrade = form_upgrade(own, origin, newer)
    _write(folder, upgrade, own)
    _say(data, folder, newer, version, upgrade, language)
    return ExitCode.ERRORS if upgrade.of(Taking.CONFLICT) else ExitCode.DONE


def _folder_of(data: Path, newer: FormPackage, templates: Path | None) -> tuple[Path, Path]:
    """Return the folder of the form that is upgraded, and the one that no link leads out of."""
    named = [each.value for each in forms_named(read_year(data, FILE_MODELS, SUBFOLDERS).files)]
    if newer.name not in named:
        names = ", ".join(named) or "…"
        raise WrongCallError(
            Bilingual(
                f"{newer.shown} là mẫu “{newer.name}”, mà {data.as_posix()} dùng mẫu: {names}",
                f"{newer.shown} is the form `{newer.name}`, but {data.as_posix()} has: {names}",
            )
        )
    if templates is not None:
        return templates / newer.name, templates
    repository = Path(os.path.normpath(data / "../.."))
    return repository / "templates" / newer.name, repository


def _own(folder: Path, within: Path) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
    """Return the office's files of the form, and what they were when it was taken."""
    if not os.path.lexists(folder):
        return {}, {}
    shown = folder.as_posix()
    try:
        if not is_inside(folder, within):
            raise FormPackageError(Bilingual(f"{shown} là liên kết", f"{shown} is a link"))
        own, _ = files_of_form(folder)
        if not os.path.lexists(folder / ORIGIN):
            return own, {}
        return own, read_origin(
            read_plain(folder / ORIGIN, MOST_BYTES, folder).decode("utf-8", "replace")
        )
    except FormPackageError as error:
        raise WrongCallError(error.message) from error
    except (NotPlainError, TooLargeError) as error:
        unfit = Bilingual(f"không đọc được mẫu {shown}", f"the form {shown} cannot be read")
        raise WrongCallError(unfit) from error


def _write(folder: Path, upgrade: FormUpgrade, own: Mapping[str, bytes]) -> None:
    before: dict[Path, bytes | None] = {}
    for name in upgrade.written:
        path = folder / name
        before[path] = own.get(name)
        if os.path.lexists(path):
            check_writable(path)
            before[path] = own.get(name) or read_plain(path, MOST_BYTES_OF_LAYOUT, folder)
    write_all(before, {folder / name: content for name, content in upgrade.written.items()})


def _say(
    data: Path,
    folder: Path,
    newer: FormPackage,
    version: int | None,
    upgrade: FormUpgrade,
    language: Language,
) -> None:
    shown = folder.as_posix()
    for each in upgrade.files:
        if each.taking is not Taking.CONFLICT:
            print_lines(f"{shown}/{each.name}: {_WORDS[each.taking].text(language)}")
        if each.taking is Taking.TAKEN:
            print_text(each.unified_diff(shown))
    for each in upgrade.of(Taking.CONFLICT):
        print_lines(_conflict(each, shown).text(language))
        print_text(each.unified_diff(shown))
    if newer.left:
        left = ", ".join(newer.left)
        print_lines(
            Bilingual(f"không lấy: {left}", f"not taken: {left}").text(language), file=sys.stderr
        )
    number = "" if version is None else f" {version}"
    conflicts = len(upgrade.of(Taking.CONFLICT))
    done = Bilingual(
        f"{shown}: đã lấy bản mới{number and f' (phiên bản{number})'} của mẫu từ {newer.shown}",
        f"{shown}: the newer form{number and f' (version{number})'} of {newer.shown} is taken over",
    )
    if not upgrade.files:
        done = Bilingual(
            f"{shown}: mẫu đã giống bản ở {newer.shown}",
            f"{shown}: the form is that of {newer.shown} already",
        )
    elif conflicts:
        done = Bilingual(
            f"{done.vi}; còn {conflicts} tệp cả hai bên cùng sửa, cần ghép lại rồi chạy: "
            f"ntmreport upgrade {data.as_posix()}",
            f"{done.en}; files that both have changed: {conflicts}; put them together, then run: "
            f"ntmreport upgrade {data.as_posix()}",
        )
    print_lines(done.text(language), file=sys.stderr)


def _conflict(each: FileOfForm, folder: str) -> Bilingual:
    file = f"{folder}/{each.name}"
    if each.newer is None:
        return Bilingual(
            f"{file}: đơn vị đã sửa, còn bản mới bỏ tệp này; giữ nguyên, xóa đi nếu không cần nữa",
            f"{file}: changed here, and gone in the newer form; it stays, delete it if unneeded",
        )
    return Bilingual(
        f"{file}: cả đơn vị và bản mới cùng sửa; giữ nguyên, bản mới ở {file}{BESIDE}: ghép lại "
        f"rồi xóa {each.name}{BESIDE}",
        f"{file}: changed here and in the newer form; it stays, the newer is {file}{BESIDE}: put "
        f"them together and delete {each.name}{BESIDE}",
    )
