"""`gather`: bring the data of communes that report themselves in as copies in communes/."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace

from ntmreport.cli.diagnostic_printing import print_diagnostics, refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.options import COMMUNES_OPTION, CommandLine, folders_of_communes
from ntmreport.cli.terminal import print_lines, print_text
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.model.commune_folders import Gathered, GatheredCommune
    from ntmreport.source import MappingNode, YearSource

_NOT_ASKED_FOR = ("narrative", "acknowledged", "workbooks")
"""Files of a commune that the unit above has no use for."""


def add(line: CommandLine) -> None:
    """Add the command `gather`."""

    @line.command(
        "Lấy số liệu của các xã tự báo cáo vào thư mục communes/, giữ nguyên chú thích.",
        "Bring the data of communes that report themselves into communes/, comments kept.",
    )
    def gather(
        data: Annotated[Path, line.data()],
        communes: Annotated[list[Path] | None, line.communes()] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        folders = folders_of_communes(communes)
        if not folders:
            raise WrongCallError(
                Bilingual(
                    f"nêu thư mục của các xã bằng {COMMUNES_OPTION}",
                    f"name the communes' folders with {COMMUNES_OPTION}",
                )
            )
        return _gather(data, folders, templates, line.language)


def _gather(data: Path, folders: Sequence[Path], templates: Path | None, language: Language) -> int:
    """Write the copies of the communes in `folders`: all, or none where one does not fit."""
    from ntmreport.cli.output_path import check_writable
    from ntmreport.diagnostic import in_file_order
    from ntmreport.limits import MOST_BYTES
    from ntmreport.output import write_all
    from ntmreport.pipeline import Compiler
    from ntmreport.plain_file import read_plain
    from ntmreport.starting.commune_copies import copies_of, is_readable

    source, form, of_data = Compiler(templates).source_of(data)
    gathered = Compiler(templates, folders).gathered(source, form, data)
    declared = {} if form is None else form.declared
    found = [*source.diagnostics, *gathered.diagnostics]
    found += [each for each in of_data if each.is_error and form is None]
    found += _of_communes(source, gathered, data, declared)
    texts = {**source.texts, **gathered.texts}
    stopped = Bilingual("chưa lấy số liệu của xã nào", "no commune's data was brought in")
    if any(each.is_error for each in found) or "report" not in source.files:
        listed = in_file_order(dict.fromkeys(found))
        return print_diagnostics(listed, texts, language, after=[stopped.text(language)])
    copies = copies_of(gathered.communes, source)
    changed = {data / f"{each.stem}.yaml": each for each in copies if each.is_changed}
    if odd := [path.as_posix() for path, each in changed.items() if not is_readable(each)]:
        names = ", ".join(odd)
        unfit = Bilingual(
            f"không sửa tự động được cách viết trong {names}; {stopped.vi}",
            f"{names}: written in a way that cannot be edited; {stopped.en}",
        )
        return refuse(unfit, language)
    before: dict[Path, bytes | None] = dict.fromkeys(changed)
    for path, each in changed.items():
        if each.before is not None:
            check_writable(path)
            before[path] = read_plain(path, MOST_BYTES, data)
    write_all(before, {path: each.after.encode() for path, each in changed.items()})
    for path, each in changed.items():
        print_lines(path.as_posix())
        if each.before is not None:
            print_text(each.unified_diff(path.as_posix()))
    new = sum(each.before is None for each in copies)
    done = Bilingual(
        f"đã lấy số liệu của {len(copies)} xã: {new} tệp mới, {len(changed) - new} tệp thay đổi, "
        f"{len(copies) - len(changed)} tệp như cũ",
        f"communes brought in: {len(copies)}; new files: {new}, changed: {len(changed) - new}, "
        f"as before: {len(copies) - len(changed)}",
    )
    print_lines(*_left(gathered.communes, language), file=sys.stderr)
    for each in copies:
        for key in each.kept:
            kept = Bilingual(
                f"{data.as_posix()}/{each.stem}.yaml: giữ “{key}” mà số liệu của xã không có",
                f"{data.as_posix()}/{each.stem}.yaml: `{key}` stays, which the commune has not got",
            )
            print_lines(kept.text(language), file=sys.stderr)
    if found:
        print_diagnostics(in_file_order(found), texts, language)
    print_lines(done.text(language), file=sys.stderr)
    return ExitCode.DONE


def _of_communes(
    source: "YearSource", gathered: "Gathered", data: Path, declared: "Mapping[str, MappingNode]"
) -> "list[Diagnostic]":
    """Return what is wrong with the communes in the eyes of the unit above, whatever lacks else."""

    from ntmreport.model import read_models
    from ntmreport.model.commune_folders import with_communes
    from ntmreport.model.commune_membership import is_commune

    # A copy that is there stands back for the commune's own data.
    without = {stem: root for stem, root in source.files.items() if not is_commune(stem)}
    whole = with_communes(replace(source, files=without), gathered)
    _, told = read_models(whole.files, whole.unread, own_sets=source.criteria, declared=declared)
    own = f"{data.as_posix()}/"
    return [each for each in told if each.is_error and not each.span.file.startswith(own)]


def _left(communes: "Sequence[GatheredCommune]", language: Language) -> list[str]:
    """Return a line for each indicator and file of communes that was not taken, and why."""
    from itertools import islice

    from ntmreport.limits import MOST_FILES

    places: dict[tuple[str, Bilingual], list[str]] = {}
    for commune in communes:
        for each in commune.not_taken:
            places.setdefault((each.key, each.why), []).append(str(each.span))
        for path in sorted(islice(commune.folder.glob("*.yaml"), MOST_FILES)):
            if path.as_posix() not in commune.texts and path.stem not in _NOT_ASKED_FOR:
                places.setdefault((path.name, _WHOLE_FILE), []).append(path.as_posix())
    return [
        Bilingual(
            f"không lấy “{key}” ({why.vi}): {len(where)} xã, như {where[0]}",
            f"not taken: `{key}` ({why.en}); communes: {len(where)}, such as {where[0]}",
        ).text(language)
        for (key, why), where in places.items()
    ]


_WHOLE_FILE = Bilingual("đơn vị tổng hợp không có tệp này", "the unit above has no such file")
