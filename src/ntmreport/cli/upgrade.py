"""`upgrade`: bring older data, and what it acknowledges, up to the present version."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ntmreport.cli.diagnostic_printing import print_diagnostics
from ntmreport.cli.exit_codes import ExitCode
from ntmreport.cli.options import CommandLine
from ntmreport.cli.output_path import check_writable
from ntmreport.cli.terminal import print_lines
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.model.keys_moved_by_form import MovedKey


def add(line: CommandLine) -> None:
    """Add the command `upgrade`."""

    @line.command(
        "Nâng cấp dữ liệu, mẫu trình bày viết cho bản cũ, giữ nguyên chú thích.",
        "Upgrade data and a layout that were written for an older program, comments kept.",
    )
    def upgrade(
        data: Annotated[Path, line.data()],
        form: Annotated[
            Path | None,
            line.option(
                "--form",
                "Thư mục hay tệp .zip của bản mới của mẫu: lấy bản đó, giữ những gì đơn vị đã sửa.",
                "The folder or .zip of a newer form: it is taken over, and what the office has "
                "changed stays.",
            ),
        ] = None,
        templates: Annotated[Path | None, line.templates()] = None,
    ) -> int:
        code = 0 if form is None else _take_over_form(data, form, templates, line.language)
        return code or _upgrade(data, templates, line.language)


def _take_over_form(data: Path, form: Path, templates: Path | None, language: Language) -> int:
    from ntmreport.cli.form_taking import take_over  # of which an upgrade of data has no need

    return take_over(data, form, templates, language)


def _upgrade(data: Path, templates: Path | None, language: Language) -> int:
    """Bring the year in `data` up to the present version, and print the files that changed."""
    from ntmreport.diagnostic import in_file_order
    from ntmreport.model import REPORT
    from ntmreport.model.schema_version import CURRENT_VERSION, version_diagnostic, version_of
    from ntmreport.output import write_all, write_atomically
    from ntmreport.pipeline import Compiler
    from ntmreport.starting import upgraded, upgraded_form_layouts
    from ntmreport.starting.data_moved_by_form import moved_data

    read, forms = Compiler(templates).source_as_written(data)
    version, _ = version_of(read.files)
    stopped = Bilingual(f"chưa nâng cấp {data.as_posix()}", f"{data.as_posix()} was not upgraded")
    found = read.diagnostics
    if version > CURRENT_VERSION:
        too_new = version_diagnostic(read.files)
        found = () if too_new is None else (too_new,)
    # A file that cannot be read may be one that has to change.
    if version > CURRENT_VERSION or any(diagnostic.is_error for diagnostic in found):
        listed = in_file_order(found)
        return print_diagnostics(listed, read.texts, language, after=[stopped.text(language)])
    texts = {name: read.texts[root.span.file] for name, root in read.files.items()}
    result = upgraded(read.files, texts)
    moved = moved_data(
        {**texts, **result.texts},
        list(dict.fromkeys(each for form in forms for each in form.moved)),
        {key for form in forms for key in form.declared},
    )
    changed: dict[str, str | None] = {**result.texts, **moved.texts}
    # The file that names the version comes last: an upgrade that was interrupted can be run again.
    names = sorted(changed, key=lambda name: name == REPORT)
    paths = {name: data / f"{name}.yaml" for name in names}
    for name, path in paths.items():
        if name in texts:
            check_writable(path)
    write_all(
        {paths[name]: texts[name].encode() if name in texts else None for name in names},
        {paths[name]: None if (text := changed[name]) is None else text.encode() for name in names},
    )
    print_lines(*(path.as_posix() for path in paths.values()))
    for each in (*moved.moved, *moved.left):
        print_lines(_about_moved(each, each in moved.left).text(language), file=sys.stderr)
    done = Bilingual(
        f"{data.as_posix()}: đã nâng cấp từ phiên bản {version} lên {CURRENT_VERSION}",
        f"{data.as_posix()}: upgraded from version {version} to {CURRENT_VERSION}",
    )
    if not result.texts:
        done = Bilingual(
            f"{data.as_posix()}: đã ở phiên bản {CURRENT_VERSION}, không cần nâng cấp",
            f"{data.as_posix()}: of version {CURRENT_VERSION} already, nothing to upgrade",
        )
        if moved.moved:
            done = Bilingual(
                f"{data.as_posix()}: đã chuyển {len(moved.moved)} khóa theo bản mới của mẫu",
                f"{data.as_posix()}: keys moved as the newer form has them: {len(moved.moved)}",
            )
    layouts = list(upgraded_form_layouts(read.files, data, templates))
    for layout in layouts:
        if not isinstance(layout.result, bytes):
            continue
        check_writable(layout.path)
        write_atomically(layout.path, layout.result)
        print_lines(layout.path.as_posix())
        if not result.texts:
            done = Bilingual(
                f"{data.as_posix()}: đã ở phiên bản {CURRENT_VERSION}; đã nâng cấp mẫu trình bày",
                f"{data.as_posix()}: of version {CURRENT_VERSION} already; the layout was upgraded",
            )
    print_lines(done.text(language), file=sys.stderr)
    _take_over_acknowledgements(data, templates, language)
    refused = [each.result for each in layouts if not isinstance(each.result, bytes)]
    if refused:
        return print_diagnostics(refused, read.texts, language)
    return ExitCode.DONE


def _about_moved(each: "MovedKey", is_left: bool) -> Bilingual:
    """Return what was done about a key that the form has moved."""
    old, new = ".".join(each.old), ".".join(each.new)
    if is_left:
        return Bilingual(
            f"{old}: không chuyển vì đã có {new}; xóa một trong hai",
            f"{old}: not moved, since there is {new}; delete one of them",
        )
    return Bilingual(f"{old} chuyển thành {new}", f"{old} moved to {new}")


def _take_over_acknowledgements(data: Path, templates: Path | None, language: Language) -> None:
    """Write digests where git shows that nothing has changed since; say what is to be confirmed."""
    import datetime

    from ntmreport.acknowledged_file import FILE, acceptances, with_acceptances
    from ntmreport.acknowledged_history import unchanged_since_accepted
    from ntmreport.limits import MOST_BYTES
    from ntmreport.model import Acknowledged
    from ntmreport.output import write_atomically
    from ntmreport.pipeline import Compiler
    from ntmreport.plain_file import read_plain
    from ntmreport.validation import validate

    compiled = Compiler(templates).compile(data)
    entries = compiled.models.get("acknowledged")
    if not isinstance(entries, Acknowledged) or compiled.document is None:
        return
    today = datetime.date.today()
    found = validate(compiled, data, today)
    path = data / FILE
    if unchanged := unchanged_since_accepted(data, templates, found, entries):
        wanted = acceptances(unchanged, found.texts, reason=None, by=None)
        check_writable(path)
        before = read_plain(path, MOST_BYTES, data).decode("utf-8")
        write_atomically(path, with_acceptances(before, wanted).encode())
        print_lines(path.as_posix())
        found = validate(Compiler(templates).compile(data), data, today)
    open_ones = sum(each.rule.name == "acknowledgement-lapsed" for each in found.diagnostics)
    if open_ones:
        see = Bilingual(
            f"{path.as_posix()}: {open_ones} mục cần xem lại và chấp nhận lại; "
            f"xem: ntmreport validate {data.as_posix()}",
            f"{path.as_posix()}: entries to be looked at and accepted again: {open_ones}; "
            f"see: ntmreport validate {data.as_posix()}",
        )
        print_lines(see.text(language), file=sys.stderr)
